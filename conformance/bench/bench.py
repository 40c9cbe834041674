"""The budgets of the project beside what is measured: librefsock (ref/bench/bench.py) and the runner.

Usage: bench.py --build DIR [--root DIR] [--only PART]… [--rounds N] [--json] [--gate]

Rates are ratios of one run, on one processor, by turns within each round; the median of the rounds counts. Whole runs
have two processors. The exit status is 0 whatever the times are, or with --gate 1 if a budget was
missed or something was not measured; the last lines name what was missed and what was not measured.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from measure import Row, Sockspec, median, run, table_of_rows, table_of_steps

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
QUIET = ("--oracle", "none", "--deviations", "none")


def measurements(output):
    """The JSON lines; the others say which family is not on this system."""
    for line in output.splitlines():
        if line.startswith("{"):
            yield json.loads(line)
        else:
            print(line, file=sys.stderr)


def reference(sockspec, options):
    """librefsock against raw system calls and CPython."""
    script, program = os.path.join(SOURCE, "ref/bench/bench.py"), os.path.join(options.build, "ref/bench/refsock_bench")
    ended = run([sys.executable, script, program, "--json"])
    if ended is None or ended.status != 0:
        sys.exit("bench.py: %s: %s" % (script, ended.output if ended else "takes too long"))
    for one in measurements(ended.output):
        yield Row("reference: %s against %s" % (one["work"], one["against"]), one["ratio"], "x",
                  None if one["budget"] is None else ">= %.2f" % one["budget"],
                  one["why"] or "%.0f/s against %.0f/s" % (one["ours_per_s"], one["theirs_per_s"]))


def rate(sockspec, options):
    """Steps of the runner against messages over a bare pipe, both with the same JSON library.

    Each case is run several times: reading tables has a budget of its own, below.
    """
    cases, steps, repeat = 4, 500, 40
    total = cases * steps * repeat
    echo_py = [sys.executable, os.path.join(SOURCE, "conformance/bench/echo.py")]
    kinds = {"C": ([], []), "Python": (echo_py, ["--impl", "cpython=" + sockspec.adapter])}
    rates, ratios = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        table_of_steps(folder, cases, steps)
        for _ in range(options.rounds):
            for kind, (other_end, implementation) in kinds.items():
                echo = run([sockspec.echo, str(total), *other_end], processors=1)
                if echo.status != 0:
                    sys.exit("bench.py: sockspec_echo: " + echo.output)
                _, ended = sockspec.run("--jobs", 1, "--repeat", repeat, *QUIET, "--cases", folder, "--journal",
                                        os.path.join(folder, "journal.jsonl"), *implementation, processors=1)
                ours = total / ended.wall
                rates.setdefault(kind, []).append(ours)
                ratios.setdefault(kind, []).append(ours / float(echo.output))
    for kind in kinds:
        yield Row("runner: steps, %s adapter, against an echo" % kind, median(ratios[kind]), "x", ">= 0.50",
                  "%.0f steps/s with one worker, its start included" % median(rates[kind]))


def suite(sockspec, options):
    """The suite on the reference."""
    for name, selection, budget in ("`must` tier", ("--level", "must"), "< 10 s"), ("whole suite", (), "< 60 s"):
        runs, ended = [], []
        for _ in range(3):
            count, one = sockspec.run("--jobs", 8, "--oracle", "none", *selection, processors=2, statuses=(0, 1))
            runs.append(count)
            ended.append(one)
        wall, cpu = median(one.wall for one in ended), median(one.cpu for one in ended)
        yield Row("runner: %s on the reference, 2 processors" % name, wall, "s", budget,
                  "%d runs, %.1f s of CPU, %.0f runs/s" % (runs[0], cpu, runs[0] / wall))


def size(sockspec, options):
    """Cost is linear to 100,000 cases, and memory stays small."""
    few, many = 25000, 100000
    costs, largest, notes = {}, {}, {}
    for count in few, many:
        with tempfile.TemporaryDirectory() as folder:
            table_of_rows(folder, count)
            journal = os.path.join(folder, "journal.jsonl")
            for what, one in (("list", sockspec("list", "--runs", "--cases", folder)),
                              ("compile", sockspec("export", "--cases", folder)),
                              ("run", sockspec.run("--jobs", 8, *QUIET, "--cases", folder, "--journal", journal,
                                                   processors=2)[1])):
                costs[what, count], largest[what] = one.cpu / count, one.megabytes
                notes[what] = "%.1f s, %.0f µs of CPU each" % (one.wall, one.cpu / count * 1e6)
    for what in "list", "compile", "run":
        yield Row("runner: %s of %d cases, cost each against %d" % (what, many, few),
                  costs[what, many] / costs[what, few], "x", "< 1.25", notes[what])
        yield Row("runner: %s of %d cases, largest process" % (what, many), largest[what], "MB", "< 200 MB")


def pythons():
    """This one first, then those of PATH that have the tests."""
    names = [sys.executable] + [os.path.join(folder, "python3") for folder in os.get_exec_path()]
    for name in dict.fromkeys(names):
        if shutil.which(name) and subprocess.run([name, "-c", "import test.test_socket"], stdin=subprocess.DEVNULL,
                                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
            yield name


def cpython(sockspec, options):
    """Cases a second beside CPython's own test of its module."""
    what = "CPython's own test_socket"
    python = next(pythons(), None)
    if python is None:
        yield Row(what, None, note="no Python here has test.test_socket (Debian: libpython3-testsuite)")
        return
    with tempfile.TemporaryDirectory() as folder:
        ended = run([python, "-m", "test", "-v", "-i", "*VSOCK*", "test_socket"], processors=2, limit=300, cwd=folder)
    ran = ended and re.search(r"^Ran (\d+) tests? in", ended.output, re.M)
    if not ran:
        yield Row(what, None, note="did not finish in 300 s" if ended is None else "says nothing of its tests")
        return
    count, ours = int(ran.group(1)), sockspec.run("--jobs", 8, "--oracle", "none", processors=2, statuses=(0, 1))
    theirs_rate, ours_rate = count / ended.wall, ours[0] / ours[1].wall
    yield Row("runner: runs/s of the whole suite against " + what, ours_rate / theirs_rate, "x", None,
              "%.0f/s against %.0f/s (%d tests in %.0f s, %.1f s of CPU%s)"
              % (ours_rate, theirs_rate, count, ended.wall, ended.cpu, "" if ended.status == 0 else "; some failed"))


def dropin(sockspec, options):
    """Python on the drop-in `_socket` beside the stock module: oracle/dropin/bench.py."""
    script, library = os.path.join(SOURCE, "oracle/dropin/bench.py"), os.path.join(options.build, "ref/librefsock.a")
    command = [sys.executable, script, "--library", library, "--out", os.path.join(options.build, "dropin-bench")]
    # A Debian for the version that is missing may have to be installed first.
    ended = run(command + (["--root", options.root] if options.root else []), limit=1800)
    if ended is None or ended.status != 0:
        sys.exit("bench.py: %s: %s" % (script, ended.output if ended else "takes too long"))
    for one in measurements(ended.output):
        if one["ratio"] is None:
            yield Row("drop-in against stock CPython %s" % one["python"], None, note=one["why"])
            continue
        yield Row("drop-in: %s against stock %s" % (one["work"], one["python"]), one["ratio"], "x", ">= %.2f" % one["budget"],
                  "%.0f/s against %.0f/s" % (one["ours_per_s"], one["theirs_per_s"]))


PARTS = {"reference": reference, "dropin": dropin, "rate": rate, "suite": suite, "size": size, "cpython": cpython}


def show(row):
    verdict = {True: "met", False: "MISSED", None: "-"}[row.met()]
    measured = "not measured" if row.measured is None else "%.2f %s" % (row.measured, row.unit)
    print("%-62s %10s %13s  %-7s %s" % (row.what, row.budget or "-", measured, verdict, row.note), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True, help="the build directory, of a release build")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="this part; may be given several times")
    parser.add_argument("--root", metavar="FOLDER", help="of a newer Debian, which is installed if need be, for a CPython 3.13 that "
                        "this machine lacks (part dropin)")
    parser.add_argument("--rounds", type=int, default=5, help="of the rates")
    parser.add_argument("--gate", action="store_true", help="exit status 1 if a budget was missed or not measured")
    parser.add_argument("--json", action="store_true", help="a JSON line for each row in place of the table")
    options = parser.parse_args()
    sockspec, missed, unmeasured = Sockspec(os.path.abspath(options.build), SOURCE), [], []
    if not options.json:
        print("%-62s %10s %13s" % ("what", "budget", "measured"))
    for part in options.only or PARTS:
        for row in PARTS[part](sockspec, options):
            if row.met() is False:
                missed.append(row.what)
            if row.measured is None:
                unmeasured.append(row.what)
            if options.json:
                print(json.dumps({"what": row.what, "budget": row.budget, "measured": row.measured, "unit": row.unit,
                                  "met": row.met(), "note": row.note}), flush=True)
            else:
                show(row)
    if not options.json:
        print("missed: " + "; ".join(missed) if missed else "all budgets met" if not unmeasured else "no budget missed")
        if unmeasured:
            print("not measured: " + "; ".join(unmeasured))
    return 1 if options.gate and (missed or unmeasured) else 0


if __name__ == "__main__":
    sys.exit(main())
