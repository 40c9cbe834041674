"""A newer Debian in a folder, for the interpreter that this machine lacks. Needs root, debootstrap and Debian's mirror."""
import os
import shutil
import subprocess

import build

ROOT = os.path.dirname(os.path.dirname(build.ROOM))
RELEASE = "trixie"
VERSION = "3.13"  # that it has
PYTHON = "/usr/bin/python3.13"
PACKAGES = "python3,python3-dev,libpython3.13-testsuite,gcc,libc6-dev,libidn-dev,libjansson4,netbase"
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
    """Installs the release into a folder, once."""
    done = os.path.join(folder, "installed")
    if os.path.exists(done):
        return
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise build.BuildError("no CPython 3.13 with headers and tests was found; with root and debootstrap (apt-get install "
                               "debootstrap) Debian's own is installed into %s" % folder)
    print("installing Debian %s into %s" % (RELEASE, folder), flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    build.run(["debootstrap", "--variant=minbase", "--include=" + PACKAGES, RELEASE, folder, mirror()])
    open(done, "w").close()


def enter(folder, shown, words, scratch=()):
    """The command that runs `words` in the Debian of this folder, where the folders `shown` are seen, and those of `scratch` are
    empty and can be written."""
    return ["sh", "-c", START, "sh", ENTER, "sh", folder, " ".join(shown), " ".join(scratch), *words]


def about(folder):
    """What build.about() tells of its interpreter."""
    return build.about(PYTHON, ["chroot", folder])


def run(folder, library, out, arguments):
    """The status of dropin.py with these arguments in the newer Debian."""
    make(folder)
    library, out = os.path.abspath(library), os.path.abspath(out)
    os.makedirs(out, exist_ok=True)
    words = [PYTHON, "-B", os.path.join(build.ROOM, "runner", "dropin.py"), "--python", PYTHON, "--library", library, "--out", out]
    return subprocess.run(enter(folder, [ROOT, os.path.dirname(library), out], words + arguments), check=False).returncode
