"""The comparison in the lab, where the families are that most kernels lack. The machine outside is the guest's root, read-only:
what is compiled is made outside and copied to the guest's /tmp."""
import os
import shlex
import subprocess
import sys

import build
import pythons
import root

ROOT = os.path.dirname(os.path.dirname(build.ROOM))
PLACE = "/tmp/dropin"
SCRATCH = ("/tmp", "/run", "/var/tmp")  # of the newer Debian, as of the guest itself
SLOWER = 5  # times as long as elsewhere may a test take in there, as deadlines of the suite
START = 300  # seconds for what is not tests


def newer(options):
    """(interpreter, folder) of the newer Debian; None, and why is printed, if it cannot be had."""
    folder = os.path.join(options.out, root.RELEASE)
    try:
        root.make(folder)
    except build.BuildError as error:
        print("dropin: %s" % error, file=sys.stderr)
        return None
    return root.about(folder), folder


def choose(options):
    """([(interpreter, the folder of its Debian or None for this one)], the versions that are nowhere). The newer Debian's is
    taken where none is here that was built with Bluetooth."""
    chosen, missing, candidates = [], [], pythons.found()
    for word in options.python or pythons.DEFAULT:
        info = pythons.choose([word])[0] if os.sep in word else pythons.choose_one(word, candidates)
        one = (info, None) if info else None
        if word == root.VERSION and not (info and info["bluetooth"]):
            one = newer(options) or one
        if one:
            chosen.append(one)
        else:
            missing.append(word)
    return chosen, missing


def compiled(info, folder, library, options):
    """The folder of what is compiled for an interpreter; BuildError."""
    if folder is None:
        return build.prepare(info, library, options.out, options.cflag)
    words = ["--build-only"] + ["--cflag=" + flag for flag in options.cflag]
    if root.run(folder, library, options.out, words) != 0:
        raise build.BuildError("nothing could be compiled in %s" % folder)
    return os.path.join(options.out, info["version"])


def run(info, folder, options, arguments):
    """The status of dropin.py with these arguments in the lab, on an interpreter that choose() gave."""
    library = os.path.abspath(options.library)
    place = compiled(info, folder, library, options)
    inside = [info["executable"], "-B", os.path.join(build.ROOM, "runner", "dropin.py"), "--python", info["executable"],
              "--library", library, "--out", PLACE] + arguments
    words = ["sh", "-c", "mkdir -p %s && cp -a %s %s && cd / && exec %s" % (PLACE, shlex.quote(place), PLACE, shlex.join(inside))]
    if folder is not None:
        words = root.enter(folder, [ROOT, os.path.dirname(library), options.out], words, SCRATCH)
    limit = START + SLOWER * options.limit * len(options.suites)
    command = [sys.executable, "-B", os.path.join(ROOT, "conformance", "lab", "lab.py"), os.path.dirname(os.path.dirname(library)),
               "--limit", str(int(limit)), "--", *words]
    return subprocess.run(command, check=False, cwd=ROOT).returncode
