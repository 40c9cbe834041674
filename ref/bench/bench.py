"""librefsock against raw system calls and against CPython: one table with budget and measured.

Usage: bench.py REFSOCK_BENCH [--python PYTHON] [--rounds N] [--ms N] [--json]

Ratios of one run, in processor time, on one processor, by turns within each round; the median of the rounds counts. Times are reported and not
gated: the exit status is 0 whatever they are, and the last lines say which budgets were missed and what was not measured.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys

# Families, and what their timeouts must be worth against CPython's: as much as the kind of theirs that has a budget.
PAIRS = {"unix": 1.5, "unix_seqpacket": 1.5, "unix_dgram": 1.5, "tcp": 1.2, "tcp6": 1.2, "mptcp": 1.2, "sctp": 1.2, "udp": 1.5, "udp6": 1.5,
         "udplite": 1.5, "netlink": 1.5, "packet": 1.5, "vsock": 1.2, "tipc": 1.2}
# Of these a kernel may have none: left out where it says so to raw system calls. Everything else has to be measured.
OPTIONAL = ("tcp6", "mptcp", "sctp", "udp6", "udplite", "netlink", "packet", "vsock", "tipc")
# (work, compared with, at least)
BUDGETS = [
    ("accept_cycle", "raw", 0.95),
    ("getaddrinfo", "cpython", 10),
    ("inet_pton", "cpython", 2),
    ("inet_ntop", "cpython", 1.15),
    # A turn is 128 lines of 64 bytes.
    ("readline_binary", "cpython", 2),
    ("readline_text", "cpython", 2),
    ("write_binary", "cpython", 2),
    ("write_text", "cpython", 2),
    # Without a budget, for orientation. Of files, raw is stdio.
    ("readline_binary", "raw", None),
    ("write_binary", "raw", None),
    ("accept_cycle", "cpython", None),
]
for _name, _gain in PAIRS.items():
    BUDGETS += [(_name + "_blocking", "raw", 0.95), (_name + "_timeout", "raw", 0.90), (_name + "_timeout", "cpython", _gain),
                (_name + "_blocking", "cpython", None)]


class Unmeasured(Exception):
    """A work that cannot be done. lacking: this system says that it has nothing of the kind."""

    def __init__(self, why, lacking):
        super().__init__(why)
        self.lacking = lacking


class Worker:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def measure(self, work, who, ms):
        """The turns a second; Unmeasured."""
        self.process.stdin.write("%s %s %d\n" % (work, who, ms))
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit("bench.py: %r ended while measuring %s" % (self.process.args, work))
        kind, _, why = answer.strip().partition(" ")
        if kind in ("lacking", "failed"):
            raise Unmeasured(why, kind == "lacking")
        if float(kind) <= 0:
            raise Unmeasured("a rate of 0", False)
        return float(kind)

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


def pin():
    """All on one processor, the last one: what runs by turns needs no second one."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def measure_all(options):
    """({(work, who): the rates of the rounds}, {work: (who could not do it, Unmeasured)})."""
    c = Worker([options.program, "--serve"])
    python = Worker([options.python, os.path.join(os.path.dirname(os.path.abspath(__file__)), "works.py")])
    rates, absent = {}, {}
    for _ in range(options.rounds):
        for work in dict.fromkeys(work for work, _, _ in BUDGETS):
            if work in absent:
                continue
            for who, worker in ("raw", c), ("ref", c), ("cpython", python):
                try:
                    rates.setdefault((work, who), []).append(worker.measure(work, who, options.ms))
                except Unmeasured as error:
                    absent[work] = who, error
                    break
    c.close()
    python.close()
    return rates, absent


def lacking(work, rates, absent):
    """The kernel says that it has nothing of the kind, and may have nothing. What was measured before, it has."""
    who, error = absent.get(work, (None, None))
    return who == "raw" and error.lacking and not rates.get((work, "raw")) and any(work.startswith(name + "_") for name in OPTIONAL)


def results(rates, absent):
    """What stands in the table: a dict for each line. `ratio` is None where there is none, and `why` says the reason."""
    for work, who, budget in BUDGETS:
        if lacking(work, rates, absent):
            continue
        one = {"work": work, "against": who, "theirs_per_s": None, "ours_per_s": None, "ratio": None, "budget": budget, "met": None, "why": None}
        if work in absent:
            one["why"] = "%s of it: %s" % absent[work]
        elif not rates.get((work, who)):
            one["why"] = "no round was measured"
        else:
            theirs, ours = rates[work, who], rates[work, "ref"]
            ratio = statistics.median(b / a for a, b in zip(theirs, ours))
            one.update(theirs_per_s=statistics.median(theirs), ours_per_s=statistics.median(ours), ratio=round(ratio, 3),
                       met=budget is None or ratio >= budget)
        yield one


def line(one):
    if one["ratio"] is None:
        return "%-24s %-8s not measured: %s" % (one["work"], one["against"], one["why"])
    return "%-24s %-8s %12.0f %12.0f %8.2f %8s%s" % (
        one["work"], one["against"], one["theirs_per_s"], one["ours_per_s"], one["ratio"],
        "-" if one["budget"] is None else "%.2f" % one["budget"], "" if one["met"] else "  MISSED")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", metavar="REFSOCK_BENCH")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--ms", type=int, default=4)
    parser.add_argument("--json", action="store_true", help="JSON lines instead of a table")
    options = parser.parse_args()
    pin()
    found = list(results(*measure_all(options)))
    if options.json:
        for one in found:
            print(json.dumps(one))
        return
    version = subprocess.run([options.python, "-c", "import platform; print(platform.python_version())"],
                             stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    print("%-24s %-8s %12s %12s %8s %8s" % ("work", "against", "theirs/s", "ours/s", "ratio", "budget"))
    for one in found:
        print(line(one))
    print("CPython %s; %d rounds of %d ms" % (version, options.rounds, options.ms))
    missed = ["%s against %s: %.2f, budget %.2f" % (one["work"], one["against"], one["ratio"], one["budget"])
              for one in found if one["met"] is False]
    unmeasured = ["%s against %s" % (one["work"], one["against"]) for one in found if one["ratio"] is None]
    print("missed: " + "; ".join(missed) if missed else "all budgets met" if not unmeasured else "no budget missed")
    if unmeasured:
        print("not measured: " + "; ".join(unmeasured))


if __name__ == "__main__":
    main()
