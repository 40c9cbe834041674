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

Suite = collections.namedtuple("Suite", "name modules match resources")
Outcome = collections.namedtuple("Outcome", "outcome seconds text")


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
        self.running = None  # (test, since when)
        self.ended = False
        self.rest = ""

    def read(self):
        self.rest += self.file.read()
        *lines, self.rest = self.rest.split("\n")
        for line in lines:
            kind, *values = json.loads(line)
            if kind == "start":
                self.running = (values[0], time.monotonic())
            elif kind == "end":
                self.ended = True
            elif kind != "count":
                self.outcomes[values[0]] = Outcome(kind, values[1], values[2])
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
    """Until the child is done: None; or (test, outcome, text) of the test that hung or took the child with it."""
    while True:
        over = process.poll() is not None
        reader.read()
        if over and reader.ended:
            return None
        now = time.monotonic()
        test, since = reader.running or (None, now)
        if over:
            return test, "crash", "the process ended with status %d" % process.returncode
        if now - since > test_limit:
            return test, "hang", "no answer for %d s" % test_limit
        if now > deadline:
            return test, "hang", "the suite's time is over"
        time.sleep(0.05)


def run_module(environment, module, match, test_limit, limit, log, resources=()):
    """{test: Outcome} of one module. A test that hangs or crashes costs itself only; log: a file for what is printed."""
    deadline = time.monotonic() + limit
    with tempfile.TemporaryDirectory(prefix="dropin-") as folder:
        results, done = os.path.join(folder, "results"), os.path.join(folder, "done")
        open(results, "w").close()
        reader = Reader(results)
        command = [*environment.command, CHILD, module, results, "--done", done]
        for glob in match:
            command += ["--match", glob]
        for resource in resources:
            command += ["--resource", resource]
        while time.monotonic() < deadline:
            with open(done, "w") as file:
                file.write("\n".join(reader.outcomes))
            reader.ended, reader.running = False, None
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
                                       start_new_session=True, env=environment.variables)
            lost = watch(process, reader, test_limit, deadline)
            stop(process)
            if lost is None:
                break
            test, outcome, text = lost
            reader.outcomes[test or module] = Outcome(outcome, 0, text)
            if test is None:  # between tests, or before the first: there is nothing to leave out
                break
        reader.file.close()
        return reader.outcomes


def has_module(environment, module):
    """Whether the interpreter's standard library has it, without importing it."""
    code = ("import importlib.util, sys\ntry: found = importlib.util.find_spec(sys.argv[1])\n"
            "except ImportError: found = None\nsys.exit(found is None)")
    return subprocess.run([environment.python, "-I", "-c", code, module], check=False).returncode == 0


def run_suite(environment, suite, test_limit, limit, log, match=None):
    """{test: Outcome} of the modules of a suite that the interpreter has; match: globs instead of the suite's own."""
    outcomes = {}
    for module in suite.modules:
        if has_module(environment, module):
            outcomes.update(run_module(environment, module, suite.match if match is None else match, test_limit, limit,
                                       log, suite.resources))
    return outcomes
