"""A step costs the runner and the adapter a fixed number of system calls: the difference of two runs, counted by strace.

Usage: test_syscalls.py SOCKSPEC REFSOCK_ADAPTER. Exit status 77: strace cannot be used here.
"""

import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile

from measure import table_of_steps

# For one step: the runner writes the request, waits for the answer and reads it; the adapter reads and writes.
WANTED = {"poll": 1, "read": 2, "write": 2}
FEW, MORE = 100, 300
SLACK = 0.4  # what a step costs is a whole number; the rest is what the ends of the two runs differ in on a slow machine
# Of the loops that wait for the end of a process at the end of the run: as many turns as the machine is slow.
ENDING = {"kill", "wait4"}


def count(sockspec, adapter, steps):
    """System calls of a run of one case with that many steps, by name."""
    with tempfile.TemporaryDirectory() as folder:
        table_of_steps(folder, 1, steps)
        log = os.path.join(folder, "strace.log")
        done = subprocess.run(["strace", "-f", "-qq", "-o", log, sockspec, "run", "--cases", folder, "--jobs", "1",
                               "--oracle", "none", "--deviations", "none", "--quiet", "--impl", "ref=" + adapter],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=100)
        if done.returncode != 0 or b"pass 1 " not in done.stdout:
            sys.exit("the run fails under strace: %s" % done.stdout.decode("utf-8", "replace"))
        with open(log, errors="replace") as lines:
            # "… resumed" is the second half of a call that was counted.
            # poll(NULL) is a pause in a loop of those.
            return collections.Counter(name for name in re.findall(r"^\d+ +(\w+)\((?!NULL, 0)", lines.read(), re.M)
                                       if name not in ENDING)


def main():
    sockspec, adapter = sys.argv[1:]
    if not shutil.which("strace") or subprocess.run(["strace", "-f", "-o", os.devnull, "true"],
                                                    stderr=subprocess.DEVNULL).returncode != 0:
        print("strace cannot be used here")
        return 77
    few, more = count(sockspec, adapter, FEW), count(sockspec, adapter, MORE)
    failures = 0
    for name in sorted(set(few) | set(more)):
        each = (more[name] - few[name]) / (MORE - FEW)
        wanted = WANTED.get(name, 0)
        if abs(each - wanted) > SLACK:
            print("%s: %.3f for each step, not %d" % (name, each, wanted))
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
