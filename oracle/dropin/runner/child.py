"""Runs CPython's own tests of one module, in the interpreter under test, and notes each test in a file.

    child.py MODULE RESULTS [--match GLOB]... [--only GLOB]... [--resource NAME]... [--done FILE] [--profile]

A line of RESULTS is a JSON list: first ["tests", [id, ...]], then ["start", id] and [outcome, id, seconds, text, left, called, used], where
outcome is pass, fail, error, skip, expected-failure or unexpected-success, and left says how many descriptors of the process are
open after the test that were not before it (negative: it closed others); then, on the drop-in, the indices of librefsock's functions
that were called during the test, by any process; then, with --profile, the functions of _socket (".name": methods of its sockets)
that returned to this process during it; last ["end"]. A class or module whose fixture fails or skips gives its outcome to
each of its tests. Tests that FILE lists are left out, so that a run goes on after one that hung. --only: of those that match, these."""
import argparse
import collections
import faulthandler
import fnmatch
import gc
import importlib
import json
import os
import re
import sys
import tempfile
import time
import unittest

RESOURCES = ["cpu", "subprocess", "walltime", "tzdata"]  # network: for the suites that name it


def keyed(suite, seen):
    """Gives each test a key: its id, with a number if several have the same one. Generated tests do."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            keyed(test, seen)
        else:
            seen[test.id()] += 1
            count = seen[test.id()]
            test.sockspec_key = test.id() if count == 1 else "%s#%d" % (test.id(), count)


def flat(suite):
    """The tests of a suite, one after another."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flat(test)
        else:
            yield test


def kept(suite, wanted):
    """The same nesting, which class fixtures go by, with the wanted tests alone."""
    result = unittest.TestSuite()
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            inner = kept(test, wanted)
            if inner.countTestCases():
                result.addTest(inner)
        elif wanted(test):
            result.addTest(test)
    return result


def open_descriptors(known):
    """How many the process has open; None where the system does not tell. More than `known` may be those of objects that nobody
    has any more: these are collected first, and only then, since it takes long."""
    try:
        count = len(os.listdir("/proc/self/fd"))  # the list's own is among them, each time
        if count > known:
            gc.collect()
            count = len(os.listdir("/proc/self/fd"))
    except FileNotFoundError:
        return None
    return count


class Calls:
    """How often librefsock's functions were called, by the file beside the drop-in (src/counters.c); none on the stock module."""

    def __init__(self):
        import _socket
        path = os.path.join(os.path.dirname(getattr(_socket, "__file__", "")), "counters")
        self.file = open(path, "rb") if os.path.exists(path) else None
        self.before = b""

    def read(self):
        return os.pread(self.file.fileno(), 1 << 16, 0) if self.file else b""

    def start(self):
        self.before = self.read()

    def made(self):
        """The indices of the functions that were called since start()."""
        now = self.read()
        return [i // 8 for i in range(0, len(now), 8) if now[i:i + 8] != self.before[i:i + 8]]


class Profile:
    """The functions of _socket that returned, in whatever thread; it slows the interpreter down."""

    def __init__(self):
        import _socket
        self.type = _socket.socket
        self.names = set()

    def start(self):
        import _thread
        import threading
        start_thread = _thread.start_new_thread

        def profiled(function, *arguments):
            def run(*given, **named):
                sys.setprofile(self.event)
                return function(*given, **named)
            return start_thread(run, *arguments)

        _thread.start_new_thread = _thread.start_new = profiled  # threading has taken its own before, and has a hook for it
        threading.setprofile(self.event)
        sys.setprofile(self.event)

    def event(self, frame, event, function):
        if event != "c_return":  # what raised may not have come so far as to use anything
            return
        if getattr(function, "__module__", None) == "_socket":
            self.names.add(function.__name__)
        elif isinstance(getattr(function, "__self__", None), self.type) and not function.__name__.startswith("__"):
            self.names.add("." + function.__name__)

    def used(self):
        """Those since it was last asked."""
        names, self.names = self.names, set()
        return sorted(names)


class Notes(unittest.TestResult):
    def __init__(self, path, profile=None):
        super().__init__()
        self.file = open(path, "a", buffering=1)
        self.pid = os.getpid()
        self.outcome = None
        self.started = 0.0
        self.open = 0  # descriptors, when they were last counted
        self.begun = set()
        self.calls = Calls()
        self.profile = profile
        self.fixtures = {}  # {class or module whose setup failed or skipped: (outcome, text)}

    def note(self, *line):
        if os.getpid() == self.pid:  # a forked child that fell out of a test says nothing
            self.file.write(json.dumps(line) + "\n")

    def startTest(self, test):
        super().startTest(test)
        self.outcome = ("pass", "")
        self.open = open_descriptors(self.open)
        self.started = time.monotonic()
        self.begun.add(test.sockspec_key)
        self.note("start", test.sockspec_key)
        if self.profile:
            self.profile.used()  # of fixtures
        self.calls.start()

    def stopTest(self, test):
        super().stopTest(test)
        called = self.calls.made()
        used = self.profile.used() if self.profile else []
        outcome, text = self.outcome
        seconds = round(time.monotonic() - self.started, 3)
        before, self.open = self.open, open_descriptors(self.open)
        self.note(outcome, test.sockspec_key, seconds, text, None if self.open is None else self.open - before,
                  called, used)
        self.outcome = None

    def worst(self, outcome, test, text):
        if self.outcome is None:  # a fixture of a class or module: it has an id of its own
            self.note(outcome, test.id(), 0, text)
            setup = re.fullmatch(r"setUp(?:Class|Module) \((.*)\)", test.id())
            if setup:
                self.fixtures[setup.group(1)] = (outcome, text)
        elif self.outcome[0] == "pass" or outcome in ("fail", "error"):
            self.outcome = (outcome, text)

    def note_unstarted(self, tests):
        """The tests that a fixture kept from starting."""
        for test in tests:
            for name in (unittest.util.strclass(type(test)), type(test).__module__):
                if test.sockspec_key not in self.begun and name in self.fixtures:
                    self.begun.add(test.sockspec_key)
                    outcome, text = self.fixtures[name]
                    self.note(outcome, test.sockspec_key, 0, text)

    def addError(self, test, err):
        self.worst("error", test, self._exc_info_to_string(err, test))

    def addFailure(self, test, err):
        self.worst("fail", test, self._exc_info_to_string(err, test))

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            self.worst("fail" if failed else "error", test, "%s\n%s" % (subtest, self._exc_info_to_string(err, test)))

    def addSkip(self, test, reason):
        self.worst("skip", test, reason)

    def addExpectedFailure(self, test, err):
        self.worst("expected-failure", test, "")

    def addUnexpectedSuccess(self, test):
        self.worst("unexpected-success", test, "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("module")
    parser.add_argument("results")
    parser.add_argument("--match", action="append", default=[])
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--resource", action="append", default=[])
    parser.add_argument("--done")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    done = set()
    if options.done:
        with open(options.done) as file:
            done = set(file.read().split("\n"))
    faulthandler.enable()
    from test import support
    support.use_resources = RESOURCES + options.resource
    support.verbose = 0
    results = os.path.abspath(options.results)
    folder = tempfile.mkdtemp(prefix="dropin-")
    os.chdir(folder)
    profile = Profile() if options.profile else None
    notes = Notes(results, profile)
    try:
        module = importlib.import_module(options.module)
        suite = unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromModule(module))
    except unittest.SkipTest as skip:
        notes.note("tests", [options.module])
        notes.note("skip", options.module, 0, str(skip))
        notes.note("end")
        return
    keyed(suite, collections.Counter())

    def wanted(test):
        name = test.sockspec_key
        return name not in done and all(not globs or any(fnmatch.fnmatchcase(name, g) for g in globs)
                                        for globs in (options.match, options.only))

    suite = kept(suite, wanted)
    tests = list(flat(suite))  # the suite forgets those that it has run
    notes.note("tests", [test.sockspec_key for test in tests])
    if profile:
        profile.start()
    suite.run(notes)
    sys.setprofile(None)
    notes.note_unstarted(tests)
    notes.note("end")
    os.chdir("/")
    import shutil
    shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
