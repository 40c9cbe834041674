"""A folder for each test, with stubs in it; and what a script has left running."""
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
PATIENCE = 50  # seconds


def as_at_a_terminal():
    """Signals that whoever runs the tests ignores are not ignored in a script."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def group(number):
    """The processes of a process group that have not ended, by what the kernel says of each: state, parent, group."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/stat" % pid, encoding="utf-8", errors="replace") as file:
                state, _, of = file.read().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(of) == number and state not in "ZX":
            found.append(int(pid))
    return found


class Test(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="sockspec-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def stub(self, name, text):
        """A program, by its path below the folder."""
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + text)
        os.chmod(self.path(name), 0o755)
        return self.path(name)

    def add(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "a", encoding="utf-8") as file:
            file.write(text)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def start(self, *words, **environment):
        """In a process group of its own, of which nothing is left after the test."""
        usual = {name: text for name, text in os.environ.items() if name not in ("JOBS", "PRESET")}  # of whoever runs the tests
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.folder,
                                   env=dict(usual, TMPDIR=self.folder, **environment), start_new_session=True, text=True,
                                   preexec_fn=as_at_a_terminal)

        def end():
            for pid in group(process.pid):
                os.kill(pid, signal.SIGKILL)
            process.wait()
            process.stdout.close()
        self.addCleanup(end)
        return process

    def run_script(self, *words, **environment):
        """(exit status, what it said)"""
        process = self.start(*words, **environment)
        said, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def wait_for(self, what, condition):
        end = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.01)  # the next look
