"""How a machine ends, and what is said about it: a script plays qemu."""
import io
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import unittest.mock

import rooms
import machine
import rds
import start

PLAYS = {
    "runs": "write('ready', ''); write('output', 'hello\\n'); write('exit', '0\\n')",
    "fails": "write('ready', ''); write('exit', '1\\n')",
    "nothing": "write('ready', ''); write('exit', '77\\n')",
    "panics": "write('console', 'Linux\\r\\n[ 1.0] Kernel panic - not syncing: no init\\r\\n'); sys.exit(0)",
    "gives_up": "write('console', 'lab: failed: the file systems of the machine outside\\r\\n')",
    "hangs_at_boot": "write('console', 'Booting\\n'); time.sleep(60)",
    "hangs_later": "write('ready', ''); write('output', 'begun\\n'); time.sleep(60)",
    "goes_off": "write('ready', '')",
    "lies": "write('ready', ''); write('exit', 'what\\n')",
    "does_not_start": "sys.exit('qemu: no such device')",
}
SCRIPT = """
import os, sys, time
def write(name, text):
    with open(os.path.join(sys.argv[1], name), "w", newline="") as file:
        file.write(text)
%s
"""
# The lab, with a program that does not end as its machine.
LAB = """
import os, sys
sys.path.insert(0, %r)
import lab, machine
def run(build, options):
    played = machine.Machine(["sleep", "97"], sys.argv[1], sys.stdout.buffer)
    played.start()
    print(played.process.pid, flush=True)
    return played.watch(60, 60)
lab.run = run
sys.exit(lab.main(["build"]))
""" % rooms.LAB


def default_signals():
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def alive(pid):
    """A process that has not ended, whether or not someone has asked how."""
    said = machine.read("/proc/%d/stat" % pid).rpartition(")")[2].split()
    return bool(said) and said[0] not in "ZX"


class Words(unittest.TestCase):
    def test_a_path_with_a_blank_or_a_comma(self):
        words = machine.command("qemu", "/a b,c/root", "/a b,c/vmlinux", "/a b,c/initrd", "/a b,c/share", "tcg")
        shared = words[len(words) - 1 - words[::-1].index("-fsdev") + 1]
        self.assertEqual(re.split("(?<!,),(?!,)", shared)[2], "path=/a b,,c/share")
        self.assertEqual([words[words.index(option) + 1] for option in ("-kernel", "-initrd", "-serial")],
                         ["/a b,c/vmlinux", "/a b,c/initrd", "file:/a b,c/share/console"])
        self.assertNotIn("/", words[words.index("-append") + 1])  # the kernel splits it at blanks


class Endings(unittest.TestCase):
    def watch(self, play, boot_limit=30, limit=30, after=None):
        """`after`: a file that the script must have come to before the limits begin."""
        with tempfile.TemporaryDirectory() as share:
            shown = io.BytesIO()
            played = machine.Machine([sys.executable, "-c", SCRIPT % PLAYS[play], share], share, shown)
            played.start()
            begun = time.monotonic() + 30
            while after and not machine.read(os.path.join(share, after)):
                self.assertLess(time.monotonic(), begun)
            status, why = played.watch(boot_limit, limit)
            self.assertIsNotNone(played.process.returncode)
            return status, why, shown.getvalue(), machine.tail(share)

    def test_the_status_is_that_of_the_command(self):
        for play, status in (("runs", 0), ("fails", 1), ("nothing", 77)):
            self.assertEqual(self.watch(play)[:2], (status, None), play)
        self.assertEqual(self.watch("runs")[2], b"hello\n")

    def test_a_panic(self):
        status, why, _, end = self.watch("panics")
        self.assertEqual(status, 3)
        self.assertIn("Kernel panic - not syncing: no init", why)
        self.assertIn("  | Linux\n", end)

    def test_a_guest_that_gives_up(self):
        self.assertEqual(self.watch("gives_up")[:2], (3, "lab: failed: the file systems of the machine outside"))

    def test_a_hang(self):
        began = time.monotonic()
        status, why, _, end = self.watch("hangs_at_boot", boot_limit=0.5, after="console")
        self.assertEqual((status, end), (3, "  | Booting"))
        self.assertIn("after 0.5 s (the limit of a boot)", why)
        status, why, shown, _ = self.watch("hangs_later", limit=1.5, after="output")
        self.assertEqual((status, shown), (3, b"begun\n"))
        self.assertIn("--limit", why)
        self.assertLess(time.monotonic() - began, 55)

    def test_a_signal_to_the_lab_ends_the_machine(self):
        for number, status in (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -9):
            with tempfile.TemporaryDirectory() as share, subprocess.Popen(
                    [sys.executable, "-B", "-c", LAB, share], stdout=subprocess.PIPE, preexec_fn=default_signals) as played:
                pid = int(played.stdout.readline())
                try:
                    played.send_signal(number)
                    self.assertEqual(played.wait(20), status)
                    end = time.monotonic() + 20
                    while alive(pid):
                        self.assertLess(time.monotonic(), end, "the machine is left after %s" % number)
                        time.sleep(0.01)  # the next look
                finally:
                    played.kill()
                    if alive(pid):
                        os.kill(pid, signal.SIGKILL)

    def test_no_status(self):
        for play, reason in (("goes_off", "went off"), ("lies", "went off"), ("does_not_start", "no such device")):
            status, why, _, _ = self.watch(play)
            self.assertEqual(status, 3, play)
            self.assertIn(reason, why)

    def test_several_commands_have_one_status(self):
        for statuses, status in (([0, 0], 0), ([0, 77], 0), ([77, 77], 77), ([1, 77], 1), ([3, 1], 3), ([0, 139], 139)):
            self.assertEqual(start.worst(statuses), status, statuses)

    def test_the_status_of_a_command_is_a_shell_s(self):
        with tempfile.TemporaryDirectory() as folder:
            job = {"folder": folder, "environment": {"PATH": os.environ["PATH"]}}
            for words, status, says in ((["sh", "-c", "exit 5"], 5, b""), (["sh", "-c", "kill -9 $$"], 137, b""),
                                        (["no-such-command", "x"], 127, b"lab: no-such-command: No such file or directory\n"),
                                        ([folder], 126, b"lab: %s: Permission denied\n" % folder.encode())):
                with tempfile.TemporaryFile() as output:
                    self.assertEqual(start.play(words, job, output), status, words)
                    output.seek(0)
                    self.assertEqual(output.read(), says)

    def test_a_kernel_without_rds_says_so(self):
        with unittest.mock.patch.object(rds, "AF_RDS", socket.AF_UNSPEC):
            self.assertIn("not supported", rds.connect())

    def test_the_console_is_cut(self):
        with tempfile.TemporaryDirectory() as share:
            with open(os.path.join(share, "console"), "w", encoding="utf-8") as file:
                file.write("".join("line %d\n" % i for i in range(100)))
            self.assertEqual(machine.tail(share).splitlines()[0], "  | line 75")
            self.assertEqual(machine.tail(os.path.join(share, "nowhere")), "  | (nothing)")


if __name__ == "__main__":
    unittest.main()
