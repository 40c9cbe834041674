"""The table of suites, and a run of one module in one environment."""
import collections
import json
import os
import signal
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CHILD = os.path.join(HERE, "child.py")
TIME_OVER = "the suite's time is over"

Suite = collections.namedtuple("Suite", "name modules match resources")
# left: how many more descriptors were open after the test than before it; None: not counted. called: the indices of librefsock's
# functions that were called during it, by the drop-in's counters; none on stock. used: the functions of _socket that returned during
# it, where that was asked for.
Outcome = collections.namedtuple("Outcome", "outcome seconds text left called used", defaults=(None, (), ()))
# outcomes: {test: Outcome}; cut: how each module was cut off, whose time was over; died: how each ended before its last test.
Run = collections.namedtuple("Run", "outcomes cut died")


def read_suites(path=os.path.join(HERE, "suites.tsv")):
    """The rows of suites.tsv in their order."""
    suites = []
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    for name, modules, match, resources in rows[1:]:
        suites.append(Suite(name, modules.split(), match.split(), resources.split()))
    return suites


class Reader:
    """What a child has noted so far."""

    def __init__(self, path):
        self.file = open(path, encoding="utf-8")
        self.outcomes = {}
        self.tests = None  # all that there are, once the child has found them
        self.running = None  # (test, since when)
        self.ended = None  # since when the child has nothing more to run
        self.rest = ""

    def read(self):
        self.rest += self.file.read()
        *lines, self.rest = self.rest.split("\n")
        for line in lines:
            kind, *values = json.loads(line)
            if kind == "start":
                self.running = (values[0], time.monotonic())
            elif kind == "end":
                self.ended = time.monotonic()
            elif kind == "tests":
                self.tests = (self.tests or set()) | set(values[0])
            else:
                self.outcomes[values[0]] = Outcome(kind, *values[1:])
                self.running = None


def stop(process):
    """Ends the child and what it has started: first so that it shows where it is."""
    for number, patience in ((signal.SIGABRT, 2), (signal.SIGKILL, 10)):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            pass
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    return process.returncode


def watch(process, reader, test_limit, deadline):
    """Until the child is done: None; or (test, outcome, text) of the test that hung or took the child with it, or that was
    running when the time was over. The test is None between tests and after the last: the interpreter's own end is judged,
    too, and has status 0 whatever came of the tests (child.py)."""
    while True:
        over = process.poll() is not None
        reader.read()
        if over and reader.ended and process.returncode == 0:
            return None
        now = time.monotonic()
        test, since = reader.running or (None, reader.ended or now)
        if over:
            text = "the process ended with status %d" % process.returncode
            return test, "crash", text + (" after its tests" if reader.ended else "")
        if now - since > test_limit:
            return test, "hang", ("no answer for %d s" if test else "no end for %d s after its tests") % test_limit
        if now > deadline:
            return test, "hang", TIME_OVER
        time.sleep(0.05)


def verdict(module, reader, over, limit):
    """The Run of a module: whether each of its tests has an outcome."""
    tests = reader.tests or set()
    got = "%s: %d of %d tests" % (module, len(tests & set(reader.outcomes)), len(tests))
    if reader.tests is None:
        got = "%s: it did not come so far as to name its tests" % module
    if over:
        return Run(reader.outcomes, ["%s; the time is over (%d s)" % (got, limit)], [])
    # unittest makes a test of what it could not import.
    broken = sorted(test.partition("_FailedTest.")[2] for test in tests if "loader._FailedTest." in test)
    died = ["%s: %s cannot be imported" % (module, name) for name in broken]
    if reader.tests is None or tests - set(reader.outcomes):
        last = reader.outcomes.get(module)
        died.append("%s; %s" % (got, last.text if last else "it ended before the others"))
    return Run(reader.outcomes, [], died)


def run_module(environment, module, match, test_limit, limit, log, resources=(), only=(), profile=False,
               without=()):
    """The Run of one module; only: globs of what is run of that which matches; without: tests that are not; log: a file for what
    is printed; profile: the outcomes say what of _socket was used. A test that
    hangs or crashes costs itself only; what does so between tests or after them has the module's name, and between them costs
    what comes after it."""
    over = False
    deadline = time.monotonic() + limit
    with tempfile.TemporaryDirectory(prefix="dropin-") as folder:
        results, done = os.path.join(folder, "results"), os.path.join(folder, "done")
        open(results, "w").close()
        reader = Reader(results)
        command = [*environment.command, CHILD, module, results, "--done", done]
        for glob in match:
            command += ["--match", glob]
        for glob in only:
            command += ["--only", glob]
        if profile:
            command.append("--profile")
        for resource in resources:
            command += ["--resource", resource]
        while True:
            with open(done, "w") as file:
                file.write("\n".join([*without, *reader.outcomes]))
            reader.ended, reader.running = None, None
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
                                       start_new_session=True, env=environment.variables)
            lost = watch(process, reader, test_limit, deadline)
            stop(process)
            if lost is None:
                break
            test, outcome, text = lost
            over = text == TIME_OVER or time.monotonic() >= deadline
            reader.outcomes[test or module] = Outcome(outcome, 0, text)
            if over or test is None:  # between tests, before the first or after the last, there is nothing to leave out
                break
        reader.file.close()
        return verdict(module, reader, over, limit)


LACKING = 44  # the status of an interpreter without a module; its own are 1 and 2


def has_module(environment, module):
    """Whether the interpreter's standard library has it, without importing it. An interpreter that cannot tell is not asked to
    leave it out: the run will show what is wrong."""
    code = ("import importlib.util, sys\ntry: found = importlib.util.find_spec(sys.argv[1])\n"
            "except ImportError: found = None\nsys.exit(0 if found else %d)" % LACKING)
    return subprocess.run([environment.python, "-I", "-c", code, module], check=False).returncode != LACKING


def run_suite(environment, suite, test_limit, limit, log, match=None, only=()):
    """The Run of the modules of a suite that the interpreter has; match: globs instead of the suite's own; only: as above. A
    module that is there has tests of the suite, or its names have changed."""
    whole = Run({}, [], [])
    for module in suite.modules:
        if has_module(environment, module):
            one = run_module(environment, module, suite.match if match is None else match, test_limit, limit, log,
                             suite.resources, only)
            if match is None and not only and not any(one):
                one.died.append("%s: it has no test%s" % (module, "".join(" " + glob for glob in suite.match)))
            whole.outcomes.update(one.outcomes)
            whole.cut.extend(one.cut)
            whole.died.extend(one.died)
    return whole
