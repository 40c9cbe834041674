"""The emulated machine: how it is started, what it says, how it ends."""
import ctypes
import os
import signal
import subprocess
import time

READY, EXIT, OUTPUT, CONSOLE, EMULATOR = "ready", "exit", "output", "console", "emulator"
USAGE, HARNESS = 2, 3
TAIL = 25  # lines of the console that are shown


def value(path):
    """As a part of an option that qemu splits at commas."""
    return path.replace(",", ",,")


def command(qemu, root, kernel, archive, share, accelerator, processors=2, memory_mb=1024):
    """The words that start qemu. `root` is the folder with its data, None if it is installed; the rest are paths."""
    data = [] if root is None else ["-L", os.path.join(root, "usr/share/qemu"), "-L", os.path.join(root, "usr/share/seabios")]
    return [qemu, *data, "-M", "pc", "-accel", accelerator, "-cpu", "max", "-smp", str(processors), "-m", str(memory_mb),
            "-display", "none", "-nodefaults", "-no-user-config", "-no-reboot",
            "-serial", "file:" + os.path.join(share, CONSOLE), "-kernel", kernel, "-initrd", archive,
            "-append", "console=ttyS0 panic=-1 quiet mitigations=off nokaslr audit=0",
            "-fsdev", "local,id=host,path=/,security_model=none,readonly=on,multidevs=remap",
            "-device", "virtio-9p-pci,fsdev=host,mount_tag=host",
            "-fsdev", "local,id=share,path=%s,security_model=none,multidevs=remap" % value(share),
            "-device", "virtio-9p-pci,fsdev=share,mount_tag=share"]


def read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def tail(share):
    """The last lines of the console, without the loader's control sequences."""
    lines = [line.rstrip() for line in read(os.path.join(share, CONSOLE)).replace("\r", "").splitlines()]
    return "\n".join("  | " + line for line in lines[-TAIL:]) or "  | (nothing)"


def reason(share, over, status):
    """Why there is no exit status: `over` is the limit that was passed or None, `status` that of qemu."""
    console = read(os.path.join(share, CONSOLE))
    said = [line.strip() for line in console.splitlines() if "lab: failed: " in line or "Kernel panic" in line]
    if said:
        return said[0]
    if over is not None:
        return "it was stopped after %g s (%s)" % over
    if status != 0:
        return "qemu ended with status %s: %s" % (status, read(os.path.join(share, EMULATOR)).strip() or "nothing said")
    return "the machine went off before the command ended"


PR_SET_PDEATHSIG = 1


def end_with(parent):
    """For preexec_fn: a process that is killed when its parent ends, however that ends (prctl(2))."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def arrange():
        if prctl(PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
            raise OSError(ctypes.get_errno(), "PR_SET_PDEATHSIG")
        if os.getppid() != parent:  # it has ended before that
            os.kill(os.getpid(), signal.SIGKILL)
    return arrange


class Machine:
    """One run of the machine: start(), then watch() to the end."""

    def __init__(self, words, share, show, environment=None):
        """`words` start qemu; the output of the command in the guest goes to `show`, a binary stream."""
        self.words, self.share, self.show, self.environment = words, share, show, environment
        self.shown = 0
        self.process = None

    def path(self, name):
        return os.path.join(self.share, name)

    def start(self):
        with open(self.path(EMULATOR), "wb") as said:
            self.process = subprocess.Popen(self.words, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                            env=self.environment, preexec_fn=end_with(os.getpid()))

    def _show_more(self):
        try:
            with open(self.path(OUTPUT), "rb") as file:
                file.seek(self.shown)
                more = file.read()
        except FileNotFoundError:
            return
        self.shown += len(more)
        self.show.write(more)
        self.show.flush()

    def stop(self):
        self.process.kill()
        self.process.wait()

    def watch(self, boot_limit, limit):
        """Wait for its end, at most `boot_limit` seconds until it is up and `limit` until it is off.

        (exit status of the command in the guest, None), or (3, why there is none)."""
        began = time.monotonic()
        over = None
        try:
            while self.process.poll() is None and over is None:
                time.sleep(0.05)
                self._show_more()
                passed = time.monotonic() - began
                if passed > boot_limit and not os.path.exists(self.path(READY)):
                    over = (boot_limit, "the limit of a boot")
                elif passed > limit:
                    over = (limit, "the limit of a run; --limit SECONDS is another")
        finally:
            if self.process.poll() is None:
                self.stop()
        self._show_more()
        text = read(self.path(EXIT)).strip()
        if over is None and text.isdigit():
            return int(text), None
        return HARNESS, reason(self.share, over, self.process.returncode)
