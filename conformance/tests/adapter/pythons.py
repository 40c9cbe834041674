"""Which Pythons there are to test the adapter with: those a user of this machine could start."""
import glob
import json
import os
import shutil
import subprocess

PROBE = """
import json, sys
found = []
for name, part in ("gevent", "gevent.events"), ("eventlet", "eventlet"):
    try:
        __import__(part)
        found.append(name)
    except Exception:
        pass
print(json.dumps([list(sys.version_info[:3]), sys.implementation.name, sys.base_prefix, found]))
"""


def candidates():
    yield from os.environ.get("SOCKSPEC_PYTHONS", "").split(os.pathsep)
    names = ["python3", "pypy3"] + ["python3.%d" % minor for minor in range(6, 20)]
    for directory in os.environ.get("PATH", "").split(os.pathsep):
        for name in names:
            yield os.path.join(directory, name)
    root = os.environ.get("PYENV_ROOT")
    pyenv = shutil.which("pyenv")
    if not root and pyenv:
        root = subprocess.run([pyenv, "root"], stdout=subprocess.PIPE, universal_newlines=True, timeout=30).stdout.strip()
    if root:
        yield from sorted(glob.glob(os.path.join(root, "versions", "*", "bin", "python3")))


def probe(path):
    """(version, implementation, prefix, patchers), or None when it is no Python 3.6 or later that starts."""
    try:
        done = subprocess.run([path, "-c", PROBE], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, timeout=30)
        version, name, prefix, patchers = json.loads(done.stdout.decode())
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return (tuple(version), name, prefix, patchers) if tuple(version) >= (3, 6) else None


def commands():
    """[(label, [python, option…])]: each interpreter once, and once more for each patcher that it has."""
    out, seen = [], set()
    for path in candidates():
        if not path or not os.access(path, os.X_OK):
            continue
        found = probe(path)
        if not found or (found[:3]) in seen:  # a shim or a link to one that is there already
            continue
        seen.add(found[:3])
        label = "%s_%s" % (found[1], "_".join(map(str, found[0])))
        if any(label == other for other, _, _ in out):
            label += "_%d" % len(out)
        out.append((label, path, []))
        out += [(label + "_" + p, path, ["--" + p]) for p in found[3]]
    return out
