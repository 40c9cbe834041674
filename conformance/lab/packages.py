"""What the lab is made of: Debian's packages of a kernel and of qemu, downloaded and taken apart, not installed."""
import os
import re
import shutil
import subprocess

KERNEL = "linux-image-amd64"
EMULATOR = "qemu-system-x86"
SHELL = "busybox-static"
LIMIT = 600  # seconds of a command


class Missing(Exception):
    """Something the lab is made of is not there; the text says what, and what to do."""


def run(*command, **named):
    """Its standard output; Missing with what it said if it fails."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
                              timeout=LIMIT, env=dict(os.environ, LC_ALL="C"), **named)
    except FileNotFoundError:
        raise Missing("%s is not installed: the lab is made of Debian's packages" % command[0]) from None
    except subprocess.TimeoutExpired:
        raise Missing("%s: no end after %g s" % (" ".join(command[:4]), LIMIT)) from None
    if done.returncode != 0:
        raise Missing("%s: exit status %d\n%s" % (" ".join(command[:4]), done.returncode, done.stderr.strip()[-2000:]))
    return done.stdout


def kernel_package(depends):
    """The image that the release's kernel package depends on, from what `apt-cache depends` prints."""
    found = re.findall(r"^\s*Depends: (linux-image-[0-9]\S*)$", depends, re.M)
    if not found:
        raise Missing("apt-cache knows no kernel that %s depends on; run apt-get update" % KERNEL)
    return found[0]


def installs(simulation):
    """The packages that `apt-get install -s` would install."""
    return re.findall(r"^Inst (\S+) ", simulation, re.M)


def wanted():
    """The packages to take: [names]. Those of the emulator that are installed on this machine are used from there."""
    kernel = kernel_package(run("apt-cache", "depends", KERNEL))
    emulator = installs(run("apt-get", "install", "-s", "--no-install-recommends", EMULATOR))
    return [kernel, SHELL] + emulator


def download(names, folder):
    """Fetch the packages into a folder."""
    os.makedirs(folder, exist_ok=True)
    run("apt-get", "-o", "APT::Sandbox::User=root", "download", *names, cwd=folder)


def unpack(folder, root):
    for name in sorted(os.listdir(folder)):
        if name.endswith(".deb"):
            run("dpkg-deb", "-x", os.path.join(folder, name), root)


def obtain(work, say):
    """The folder with the unpacked packages; what is already there is used as it is, without a look at the network.

    `say` is called with a line about what takes time. Missing if a package cannot be had."""
    root, folder = os.path.join(work, "root"), os.path.join(work, "packages")
    if os.path.isdir(root):
        return root
    try:
        names = wanted()
    except Missing:
        if os.geteuid() != 0:
            raise
        run("apt-get", "update", "-qq")
        names = wanted()
    say("downloading %d packages: %s, %s …" % (len(names), names[0], EMULATOR))
    shutil.rmtree(folder, ignore_errors=True)
    try:
        download(names, folder)
    except Missing:  # the lists are older than the archive
        if os.geteuid() != 0:
            raise
        run("apt-get", "update", "-qq")
        download(wanted(), folder)
    shutil.rmtree(root + ".new", ignore_errors=True)  # of a start that was broken off: perhaps of other packages
    unpack(folder, root + ".new")
    shutil.rmtree(folder)
    os.rename(root + ".new", root)
    return root
