#!/usr/bin/env python3
"""The system calls of Python on the drop-in beside those on the stock module, counted by strace. Counts have no noise, so
this gates: blocking, as many for send() and recv(); with a timeout and data ready, as many as blocking, where the stock
module has a poll() more for each.

The interpreters are those of `./run dropin` that are here, else the oldest that is.

Usage: syscalls.py --library LIBREFSOCK.A --out FOLDER [--root FOLDER]. Exit status 0, 1 some count is wrong, 3 a count that was
asked for failed, 77 nothing could be counted."""
import argparse
import collections
import os
import re
import shutil
import subprocess
import sys

ROOM = os.path.dirname(os.path.abspath(__file__))
WORKS = os.path.join(ROOM, "..", "..", "ref", "bench")
sys.path.insert(0, os.path.join(ROOM, "runner"))
import build  # noqa: E402
import pythons  # noqa: E402
import root  # noqa: E402

TURNS = 100
PROGRAM = """
import sys
family, timeout, turns = sys.argv.pop(), sys.argv.pop(), int(sys.argv.pop())
sys.path.insert(0, sys.argv.pop())
import works
a, b = works.pair(family, float(timeout) if timeout != "None" else None)
for _ in range(turns):
    a.send(works.MESSAGE)
    b.recv(64)
"""
# Memory and the interpreter's lock are not the module's business.
OTHERS = re.compile(r"^(brk|mmap|munmap|mremap|madvise|mprotect|futex|sched_yield|rt_sig\w+|exit\w*)$")


def count(python, module, turns, timeout, family, trace):
    command = ["strace", "-f", "-o", trace, python, "-B", "-c", PROGRAM, *([module] if module else []), WORKS, str(turns), timeout,
               family]
    subprocess.run(command, check=True, timeout=60)
    with open(trace, errors="replace") as file:
        names = re.findall(r"^\d+ +(\w+)\(", file.read(), flags=re.M)
    return collections.Counter(name for name in names if not OTHERS.match(name))


def per_turn(python, module, timeout, family, trace):
    """{system call: how often in one send() and one recv()}."""
    some, none = (count(python, module, turns, timeout, family, trace) for turns in (TURNS, 0))
    return {name: (some[name] - none[name]) / TURNS for name in some | none if some[name] != none[name]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--python", metavar="VERSION|PATH", help="this one alone")
    root.add_option(parser)
    options = parser.parse_args()
    chosen, missing = pythons.here([options.python] if options.python else ())
    statuses = root.run_missing(missing, "counted", options, os.path.abspath(__file__))
    if not shutil.which("strace") or subprocess.run(["strace", "-o", os.devnull, "true"], stderr=subprocess.DEVNULL).returncode:
        chosen = []
        print("strace is not here, or may not trace: nothing is counted on this machine's own", file=sys.stderr)
    statuses += [int(wrong_counts(info, options) > 0) for info in chosen]
    if not statuses:
        print("no CPython with headers and tests, or no strace: nothing was counted", file=sys.stderr)
        return 77
    return max(statuses)


def wrong_counts(info, options):
    """Prints what is counted for one interpreter; how many counts are wrong."""
    bad = 0
    module = os.path.join(os.path.abspath(options.out), info["version"], "_socket.so")
    os.makedirs(os.path.dirname(module), exist_ok=True)
    build.build_module(info, options.library, module, [])
    trace = os.path.join(options.out, "trace")
    for family in "unix", "udp", "tcp":
        plain = per_turn(info["executable"], None, "None", family, trace)
        polling = dict(plain, poll=2.0)
        for name, used, timeout, expected in (("stock", None, "5", polling), ("drop-in", module, "None", plain),
                                              ("drop-in", module, "5", plain)):
            counted = per_turn(info["executable"], used, timeout, family, trace)
            good = counted == expected
            bad += not good
            print("%s %s %s %s, timeout %s: %s%s" % ("ok  " if good else "FAIL", info["version"], family, name, timeout, counted,
                                                     "" if good else ", expected %s" % expected))
    return bad


if __name__ == "__main__":
    sys.exit(main())
