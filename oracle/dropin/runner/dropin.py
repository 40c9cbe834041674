#!/usr/bin/env python3
"""Runs CPython's own tests on the drop-in and on the stock _socket, and prints what differs.

Exit status: 0 no difference, 1 a difference, 2 wrong usage, 3 something is missing or a run proved nothing."""
import argparse
import os
import sys
import traceback

import build
import compare
import functions
import lab
import pythons
import root
import suites

# Classes of test_socket that take a few seconds together and use most of the module.
SMOKE = ("GeneralModuleTests BasicTCPTest BasicUDPTest BasicSocketPairTest NonBlockingTCPTests TCPTimeoutTest UDPTimeoutTest "
         "TestExceptions TestUnixDomain TestLinuxAbstractNamespace SendRecvFdsTests CmsgMacroTests SendmsgTCPTest "
         "RecvmsgTCPTest RecvmsgIntoUDPTest RecvmsgSCMRightsStreamTest BufferIOTest ContextManagersTest")
# The same for what the second mode adds.
SMOKE_FULL = ("FileObjectClassTestCase UnbufferedFileObjectClassTestCase SmallBufferedFileObjectClassTestCase "
              "UnicodeReadFileObjectClassTestCase UnicodeWriteFileObjectClassTestCase UnicodeReadWriteFileObjectClassTestCase "
              "SendfileUsingSendTest SendfileUsingSendfileTest SendRecvFdsTests CreateServerTest CreateServerFunctionalTest "
              "NetworkConnectionAttributesTest NetworkConnectionNoServer InheritanceTest GeneralModuleTests")


def arguments():
    parser = argparse.ArgumentParser(prog="./run dropin", description=__doc__.split("\n")[0])
    parser.add_argument("--python", action="append", metavar="VERSION|PATH",
                        help="may be repeated (default: " + " ".join(pythons.DEFAULT) + ")")
    parser.add_argument("--library", required=True, help="librefsock.a, compiled with -finstrument-functions")
    parser.add_argument("--out", required=True, help="folder for what is built and written")
    parser.add_argument("--suite", action="append", metavar="NAME", help="one of suites.tsv; may be repeated")
    parser.add_argument("--match", action="append", metavar="GLOB", help="tests by id; may be repeated")
    parser.add_argument("--sockspec", help="the runner: also print which cases hold what was never called")
    parser.add_argument("--full", action="store_true", help="librefsock also does what Lib/socket.py does itself")
    parser.add_argument("--lab", action="store_true", help="in the lab, whose kernel has every address family")
    parser.add_argument("--smoke", action="store_true", help="a short part of test_socket on one interpreter; status 77 "
                        "if none can be used")
    parser.add_argument("--test-limit", type=float, default=60, metavar="SECONDS", help="for one test")
    parser.add_argument("--limit", type=float, default=1200, metavar="SECONDS", help="for one module")
    parser.add_argument("--runs", type=int, default=3, help="a difference counts when it shows in so many runs")
    parser.add_argument("--cflag", action="append", default=[], help="for the compiler of the drop-in")
    parser.add_argument("--by-turns", action="store_true", help="the modules one after the other, not at the same time; so in the lab")
    parser.add_argument("--build-only", action="store_true", help="compile what is needed, run nothing")
    options = parser.parse_args()
    options.out = os.path.abspath(options.out)
    if options.smoke:
        options.suite, options.match = ["test_socket"], ["*.%s.*" % name for name in (SMOKE_FULL if options.full else SMOKE).split()]
    table = suites.read_suites()
    known = [suite.name for suite in table]
    for name in options.suite or []:
        if name not in known:
            parser.error("no suite %s; there are %s" % (name, " ".join(known)))
    options.suites = [suite for suite in table if not options.suite or suite.name in options.suite]
    return options


def run_python(info, options):
    """The exit status for one interpreter."""
    if options.build_only:
        build.prepare(info, options.library, options.out, options.cflag)
        return 0
    stock, dropin = build.build(info, options.library, options.out, options.cflag, options.full)
    print("python %s, %s" % (info["version"], info["executable"]), flush=True)
    place = os.path.join(options.out, info["version"])
    differences, outcomes = 0, {}
    if not options.match or options.smoke:
        differences, outcomes[functions.SURFACE] = functions.during(
            dropin, lambda: compare.compare_surface(stock, dropin, options.limit))
    with open(os.path.join(place, "output.log"), "w") as log:
        lines = [compare.compare_suite(suite, stock, dropin, options, log) for suite in options.suites]
        lines = [line for line in lines if line]
        for line in lines:
            outcomes.update(line.outcomes)
        unrouted = [] if options.full else profile(stock, dropin, outcomes, options, log)
    for text in unrouted:
        print("  proves nothing: " + text)
    proved = functions.report(stock, dropin, options.sockspec, outcomes,
                              "full" if options.full else "plain", not options.match and any(line.name == "test_socket" for line in lines))
    print(compare.table(info["version"], lines), flush=True)
    if not lines:
        print("dropin: no test was run", file=sys.stderr)
    if not lines or not proved or unrouted or any(line.worthless for line in lines):
        return 3
    return 1 if differences + sum(line.differences for line in lines) else 0


def profile(stock, dropin, outcomes, options, log):
    """functions.profile() of a run on both sides."""
    def run(where, on, **which):
        return suites.run_module(where, functions.SOCKET, options.match or [], options.test_limit, options.limit, log, profile=on, **which)

    def again(tests):
        only = [compare.glob_of(test) for test in tests]
        return run(stock, True, only=only).outcomes, run(dropin, False, only=only).outcomes

    return functions.profile(lambda without: run(stock, True, without=without), outcomes, build.public_functions(), again)


def passed_on(options):
    """The arguments for a run in another Debian, or in the lab."""
    slower = lab.SLOWER if options.lab else 1
    words = ["--test-limit", str(slower * options.test_limit), "--limit", str(slower * options.limit), "--runs", str(options.runs)]
    for name in ("suite", "match", "cflag"):
        for value in getattr(options, name) or []:
            words.append("--%s=%s" % (name, value))
    if options.sockspec:
        words += ["--sockspec", options.sockspec]
    return words + (["--full"] if options.full else []) + (["--by-turns"] if options.lab or options.by_turns else [])


def judged(status, where):
    """The status of another run of this program as one of ours: what is none of a comparison (a signal ended it, it was not
    started) is no verdict, and may be less than 0."""
    if status in (0, 1, 3):
        return status
    print("dropin: %s ended with status %d: nothing is said of it" % (where, status), file=sys.stderr)
    return 3


def run_all(options):
    """The exit status."""
    if options.lab:
        chosen, missing = lab.choose(options)
    elif options.smoke:
        chosen, missing = pythons.found()[:1], []
        if not chosen:
            print("dropin: no CPython with headers and tests was found", file=sys.stderr)
            return 77
    elif options.python:
        chosen, missing = pythons.choose(options.python), []
    else:
        here, missing = pythons.defaults()
        chosen = list(here.values())
    if options.lab:
        results = [judged(lab.run(info, folder, options, passed_on(options)), "the lab with CPython " + info["version"])
                   for info, folder in chosen]
    else:
        results = [run_python(info, options) for info in chosen]
    for version in missing:
        if version == root.VERSION and not options.lab:
            status = root.run(os.path.join(options.out, root.RELEASE), options.library, options.out, passed_on(options))
            results.append(judged(status, "CPython %s in Debian %s" % (version, root.RELEASE)))
        else:
            print("dropin: no CPython %s with headers and tests on PATH, in $PYENV_ROOT or $SOCKSPEC_PYTHONS: nothing is said "
                  "of it" % version, file=sys.stderr)
            results.append(3)
    return max(results)


def main():
    try:
        return run_all(arguments())
    except build.BuildError as error:
        print("dropin: %s" % error, file=sys.stderr)
    except Exception:  # which Python would end with 1, a difference
        traceback.print_exc()
    return 3


if __name__ == "__main__":
    sys.exit(main())
