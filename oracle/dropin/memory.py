#!/usr/bin/env python3
"""CPython's test_socket on an instrumented drop-in: under ASan, UBSan and LSan, or in valgrind's memcheck. Reports with a
frame of librefsock or of the drop-in count, others are the interpreter's. So does a test that crashes, hangs or fails there and
not on the stock module without the tool, since a crash leaves no report, or that leaves more descriptors open than there.

Exit status: 0 none, 1 some, 3 the run proved nothing or failed, 77 no interpreter, or the tool is not there."""
import argparse
import glob
import os
import re
import shutil
import subprocess
import sys
import traceback

ROOM = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(ROOM))
sys.path.insert(0, os.path.join(ROOM, "runner"))
import build  # noqa: E402
import compare  # noqa: E402
import functions  # noqa: E402
import pythons  # noqa: E402
import root  # noqa: E402
import suites  # noqa: E402

SUPPRESSIONS = "/usr/lib/valgrind/python3.supp"  # Debian's, in the package valgrind


def compiler_file(name):
    done = subprocess.run(["cc", "-print-file-name=" + name], stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().strip()


def prepare_asan(environment, reports, executable):
    """The interpreter is not instrumented: the runtime has to be there before it. Pages of Python's own allocator hide."""
    options = "log_path=%s:" % os.path.join(reports, "report")
    environment.variables = dict(
        os.environ, PYTHONMALLOC="malloc", LD_PRELOAD="%s %s" % (compiler_file("libasan.so"), compiler_file("libubsan.so")),
        ASAN_OPTIONS=options + "detect_leaks=1:halt_on_error=0:handle_abort=0:handle_segv=0:exitcode=0:fast_unwind_on_malloc=0",
        UBSAN_OPTIONS=options + "print_stacktrace=1:halt_on_error=0", LSAN_OPTIONS="exitcode=0")


def prepare_valgrind(environment, reports, executable):
    tool = ["valgrind", "-q", "--trace-children=yes", "--leak-check=full", "--errors-for-leak-kinds=definite",
            "--show-leak-kinds=definite", "--num-callers=30", "--log-file=" + os.path.join(reports, "report.%p")]
    if os.path.exists(SUPPRESSIONS):
        tool.append("--suppressions=" + SUPPRESSIONS)
    # valgrind gives a program its own name as argv[0], by which the interpreter would find its environment.
    with open(os.path.join(environment.packages, "sitecustomize.py"), "w") as file:
        file.write("import sockspec_dropin\n")
    environment.command = tool + [executable]
    environment.variables = dict(os.environ, PYTHONMALLOC="malloc", PYTHONPATH=environment.packages)


def split(text):
    """The reports in a log: valgrind parts them by empty lines, the sanitizers by rules, and UBSan's begin with a place."""
    return re.split(r"\n==\d+== \n|\n=+\n|\n(?=[^\n ]+:\d+:\d+: runtime error)|\n\n", text)


# A name of a module or a type: CPython 3.13 never frees an interned string, and the stock module leaves as many.
INTERNED = re.compile(r"PyUnicode_New\b.*\n(.*\b_?(PyUnicode|unicode)_\w+.*\n)*.*\b(PyDict_SetItemString|PyUnicode_InternFromString)\b")


def ours(report, places):
    leak = "leak" in report or "definitely lost" in report  # the words of LSan, of memcheck
    return any(place in report for place in places) and not (leak and INTERNED.search(report))


def places_of():
    """What a frame of ours looks like: its file, with or without a folder."""
    names = [name for folder in ("ref/src", "ref/src/posix", "oracle/dropin/src")
             for name in glob.glob(os.path.join(ROOT, folder, "*.[ch]"))]
    return ["_socket_dropin.so"] + ["(%s:" % os.path.basename(name) for name in names] + \
        ["/%s:" % os.path.relpath(name, ROOT) for name in names]


def failing(run):
    """The tests of a Run that crashed, hung or failed."""
    return {test for test, outcome in run.outcomes.items() if outcome.outcome in ("crash", "hang", "fail", "error")}


def suspected(stock, tool):
    """The tests that failed or left more descriptors open in the tool's Run than in plain stock's."""
    return failing(tool) - failing(stock) | set(compare.leaving(stock.outcomes, tool.outcomes))


def broken(stock, tool, again):
    """The tests that the tool's Run has crashed, or three times failed or left with more open descriptors, where plain stock has
    not. again(tests): one more Run of these on plain stock and one with the tool; what is slow under it may fail once, but a
    crash counts at once."""
    suspects = suspected(stock, tool)
    crashed = {test for test in suspects if tool.outcomes[test].outcome == "crash"}
    remaining = suspects - crashed
    for _ in range(2):
        if not remaining:
            break
        plain, newest = again(remaining)
        crashed |= {test for test in failing(newest) - failing(stock) if newest.outcomes[test].outcome == "crash"}
        remaining &= suspected(plain, newest) | set(newest.cut and remaining)
    return sorted(crashed | remaining)


def found_reports(folder):
    """(how many parts of reports there are, those with a frame of ours)."""
    places, bad, count = places_of(), [], 0
    for path in sorted(glob.glob(os.path.join(folder, "*"))):
        with open(path, errors="replace") as file:
            for report in filter(str.strip, split(file.read())):
                count += 1
                bad += [report] if ours(report, places) else []
    return count, bad


def check(info, options):
    """The exit status for one interpreter."""
    flags = ["-fsanitize=address,undefined", "-fno-omit-frame-pointer"] if options.tool == "asan" else []
    stock, environment = build.build(info, options.library, options.out, flags)
    place = os.path.join(options.out, info["version"])
    reports = os.path.join(place, "reports")
    shutil.rmtree(reports, ignore_errors=True)
    os.makedirs(reports)
    {"asan": prepare_asan, "valgrind": prepare_valgrind}[options.tool](environment, reports, info["executable"])
    with open(os.path.join(place, "output.log"), "w") as log:
        def run(where, match):
            return suites.run_module(where, "test.test_socket", match, options.test_limit, options.limit, log)

        plain, tool = run(stock, options.match), run(environment, options.match)
        lost = broken(plain, tool, lambda tests: [run(where, [compare.glob_of(test) for test in tests])
                                                  for where in (stock, environment)])
    outcomes = tool.outcomes
    print("python %s in %s: %s; plain stock: %s" % (info["version"], options.tool, compare.count(outcomes),
                                                   compare.count(plain.outcomes)))
    for test in lost:
        print("%s: %s in %s, %s on plain stock" % (test, compare.show(outcomes, test), options.tool,
                                                  compare.show(plain.outcomes, test)))
    count, bad = found_reports(reports)
    print("parts of reports: %d, with a frame of ours: %d (%s)" % (count, len(bad), reports))
    for report in bad[:20]:
        print(report, flush=True)
    for text in functions.unproved(outcomes, "plain", build.public_functions(), environment.at_import(), not options.match):
        print("proves nothing: " + text)
        return 3
    if not any(o.outcome == "pass" for o in outcomes.values()):
        print("no test passed: this proves nothing")
        return 3
    for text in compare.incomplete(plain, tool, lost):
        print("proves nothing: " + text)
        return 3
    return 1 if bad or lost else 0


def passed_on(options):
    """The arguments for a run in another Debian."""
    return ["--tool", options.tool, "--test-limit", str(options.test_limit), "--limit", str(options.limit),
            *("--match=" + glob for glob in options.match)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", choices=("asan", "valgrind"), required=True)
    parser.add_argument("--library", required=True, help="librefsock_counted.a of the instrumented build")
    parser.add_argument("--out", required=True)
    parser.add_argument("--python", action="append", metavar="VERSION|PATH",
                        help="may be repeated (default: those of `./run dropin` that are here, else the oldest that is)")
    parser.add_argument("--match", action="append", default=[], metavar="GLOB")
    parser.add_argument("--test-limit", type=float, default=120, metavar="SECONDS")
    parser.add_argument("--limit", type=float, default=3000, metavar="SECONDS")
    root.add_option(parser)
    options = parser.parse_args()
    options.out = os.path.abspath(options.out)
    try:
        chosen, missing = pythons.here(options.python)
        if options.tool == "valgrind" and not shutil.which("valgrind"):
            chosen = []
        statuses = [check(info, options) for info in chosen]
        statuses += root.run_missing(missing, "tested", options, os.path.abspath(__file__), passed_on(options))
        if not statuses:
            print("no CPython with headers and tests was found, or no valgrind", file=sys.stderr)
            return 77
        return max(statuses)
    except Exception:  # which Python would end with 1, a report
        traceback.print_exc()
        return 3


if __name__ == "__main__":
    sys.exit(main())
