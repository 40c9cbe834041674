"""A newer Debian in a folder, for the interpreter that this machine lacks. Needs root, debootstrap and Debian's mirror."""
import os
import shutil
import subprocess
import sys

import build

ROOT = os.path.dirname(os.path.dirname(build.ROOM))
RELEASE = "trixie"
VERSION = "3.13"  # that it has
# With the interpreter's symbols (dbg), by which memory.py knows what is its own.
PYTHON = "/usr/bin/python3.13"
PACKAGES = "python3,python3-dev,python3.13-dbg,libpython3.13-testsuite,gcc,libc6-dev,libidn-dev,libjansson4,netbase,strace"
# The project, the library and the output are seen at the same paths inside; nothing of this outlives the command. What fails before
# the command runs is status 3: 1 is a difference.
START = "unshare --mount true || exit 3; exec unshare --mount sh -c \"$@\""
ENTER = """set -e
trap 'exit 3' EXIT
root=$1 shown=$2 scratch=$3; shift 3
for folder in $scratch; do mount -t tmpfs tmpfs "$root$folder"; done
for folder in $shown; do mkdir -p "$root$folder"; mount --bind "$folder" "$root$folder"; done
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || :
exec chroot "$root" "$@"
"""


def mirror():
    """The address of Debian's mirror that apt uses here."""
    done = subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(SUITE)"], stdout=subprocess.PIPE, check=True)
    for line in done.stdout.decode().splitlines():
        address, _, suite = line.partition(" ")
        if suite and "security" not in suite and "-" not in suite:
            return address
    raise build.BuildError("apt-get indextargets shows no Debian mirror to install %s from" % RELEASE)


def make(folder):
    """Installs the release into a folder, once, and again when other packages are needed."""
    done = os.path.join(folder, "installed")
    if os.path.exists(done):
        with open(done, encoding="utf-8") as file:
            if file.read() == PACKAGES:
                return
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise build.BuildError("no CPython 3.13 with headers and tests was found; with root and debootstrap (apt-get install "
                               "debootstrap) Debian's own is installed into %s" % folder)
    print("installing Debian %s into %s" % (RELEASE, folder), flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    build.run(["debootstrap", "--variant=minbase", "--include=" + PACKAGES, RELEASE, folder, mirror()])
    with open(done, "w", encoding="utf-8") as file:
        file.write(PACKAGES)


def enter(folder, shown, words, scratch=()):
    """The command that runs `words` in the Debian of this folder, where the folders `shown` are seen, and those of `scratch` are
    empty and can be written."""
    return ["sh", "-c", START, "sh", ENTER, "sh", folder, " ".join(shown), " ".join(scratch), *words]


def about(folder):
    """What build.about() tells of its interpreter."""
    return build.about(PYTHON, ["chroot", folder])


def run(folder, library, out, arguments, script=os.path.join(build.ROOM, "runner", "dropin.py")):
    """The status of dropin.py, or of another script with its options, with these arguments in the newer Debian."""
    make(folder)
    library, out = os.path.abspath(library), os.path.abspath(out)
    os.makedirs(out, exist_ok=True)
    words = [PYTHON, "-B", script, "--python", PYTHON, "--library", library, "--out", out]
    return subprocess.run(enter(folder, [ROOT, os.path.dirname(library), out], words + arguments), check=False).returncode


def add_option(parser):
    parser.add_argument("--root", metavar="FOLDER", help="of a newer Debian, which is installed if need be, for a CPython %s that this "
                        "machine lacks; without it such a one is left out" % VERSION)


def run_missing(missing, done, options, script, arguments=()):
    """The statuses of a script for versions that this machine lacks, in the Debian of options.root as far as that has them. What is
    not `done` ("tested") is said."""
    statuses = []
    for version in missing:
        if version != VERSION or not options.root:
            print("CPython %s is not on this machine with headers and tests (PATH, $PYENV_ROOT, $SOCKSPEC_PYTHONS): it is not %s"
                  % (version, done), flush=True)
            continue
        print("CPython %s of Debian %s, in %s" % (version, RELEASE, options.root), flush=True)
        try:
            status = run(os.path.abspath(options.root), options.library, options.out, list(arguments), script)
        except build.BuildError as error:
            print("CPython %s is not %s: %s" % (version, done, error), flush=True)
            status = 3
        if status not in (0, 1, 3):  # that it cannot be used, or what ended it
            print("%s with CPython %s ended with status %d: it is not %s" % (os.path.basename(script), version, status, done), file=sys.stderr)
            status = 3
        statuses.append(status)
    return statuses
