"""What a broken adapter costs: its own cases, with the right outcome and text, and nothing else.

    SOCKSPEC=path/to/sockspec python3 test_broken.py [NAME…]

Each adapter of expect.json plays a small table beside an honest one, in a run of `sockspec` of its own. expect.json:
the runs that do not pass → [outcome, part of the reason]; "*" all of them; "shutdown": what is said of its end.
"""
import concurrent.futures
import ctypes
import glob
import html.parser
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = os.path.join(HERE, "..", "..", "cases", "kinds.case")
SOCKSPEC = os.environ.get("SOCKSPEC", "")
PYTHON = os.environ.get("SOCKSPEC_PYTHON", sys.executable)
AT_ONCE = 4
PATIENCE = 120  # seconds for one run of sockspec, which has deadlines of its own
PR_SET_CHILD_SUBREAPER = 36
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]")  # but for tab and newline

# Containment by other means than a pid namespace.
WITHOUT_NAMESPACES = ["crash", "hang", "leaks_fds", "leaves_child", "leaves_daemon", "leaves_file", "hang_at_bye"]

with open(os.path.join(HERE, "expect.json"), encoding="utf-8") as table:
    EXPECTED = json.load(table)


def processes_with(token):
    """Processes that have the token among their arguments, whatever their parent or session is."""
    found = []
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(path, "rb") as f:
                if token.encode() in f.read():
                    found.append(int(path.split("/")[2]))
        except OSError:
            pass
    return [pid for pid in found if pid != os.getpid()]


def command_line(folder, adapters, token, *options):
    """sockspec with the tables of this folder, as copied to folder/cases, and {name: command}."""
    cases = os.path.join(folder, "cases")
    if not os.path.exists(cases):
        shutil.copytree(os.path.join(HERE, "cases"), cases)
        shutil.copy(KINDS, cases)
    command = [SOCKSPEC, "run", "--cases", cases, "--oracle", "none", "--jobs", "1", "--deviations", "none",
               "--journal", os.path.join(folder, "journal.jsonl")] + list(options)
    for name, argv in adapters.items():
        command += ["--impl", "%s=%s" % (name, " ".join("'%s'" % a for a in argv + [token]))]
    return command


def deadline_scale(adapters):
    """Short where a deadline is to be missed; what floods a pipe has its time, under a sanitizer, too."""
    missed = [name for name in adapters if any(what[0] == "hang" for what in EXPECTED.get(name, {}).values())]
    return "0.5" if missed else "10"


class Run:
    """One run of sockspec with adapters {name: command}; everything it left."""

    def __init__(self, adapters, *options):
        self.token = "token-" + uuid.uuid4().hex
        with tempfile.TemporaryDirectory() as folder:
            self.journal_path = os.path.join(folder, "journal.jsonl")
            scratch = os.path.join(folder, "scratch")
            os.mkdir(scratch)
            command = command_line(folder, adapters, self.token, "--deadline-scale", deadline_scale(adapters), *options)
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, env=dict(os.environ, TMPDIR=scratch), cwd=folder)
            try:
                self.stdout, self.stderr = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                raise
            self.status = process.returncode
            self.processes = processes_with(self.token)
            for pid in self.processes:
                os.kill(pid, signal.SIGKILL)
            self.files = sorted(os.path.join(d, f) for d, ds, fs in os.walk(scratch) for f in ds + fs)
            if not os.path.exists(self.journal_path):
                raise AssertionError("no journal; status %d: %r" % (self.status, self.stdout + self.stderr))
            with open(self.journal_path, "rb") as f:
                self.journal = f.read()
            self.html = self.report(folder)
        lines = [json.loads(line) for line in self.journal.splitlines()]
        self.cases = {name: {line["id"]: line for line in lines if line["type"] == "case" and line["impl"] == name}
                      for name in adapters}
        self.footer = lines[-1]

    def report(self, folder):
        """The HTML of the journal."""
        path = os.path.join(folder, "report.html")
        done = subprocess.run([SOCKSPEC, "report", self.journal_path, "--html", path], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=PATIENCE)
        if not os.path.exists(path):
            raise AssertionError("sockspec report: status %d, %r" % (done.returncode, done.stdout + done.stderr))
        with open(path, "rb") as f:
            return f.read()


class Tags(html.parser.HTMLParser):
    """What of a page a browser would act on."""

    def __init__(self, page):
        super().__init__()
        self.names, self.handlers = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.names.append(tag)
        self.handlers += [name for name, _ in attributes if name.startswith("on")]


def adapter(name):
    path = os.path.join(HERE, "adapters", name + ".py")
    return [path] if name == "not_executable" else [PYTHON, path]


RUNS = {}  # name → future of its Run: they wait for deadlines most of the time, so some go on side by side


def start(pool, name, *options):
    adapters = {"honest": adapter("honest"), name: adapter(name)}
    RUNS[(name,) + options] = pool.submit(Run, adapters, *options)


class Broken(unittest.TestCase):
    """One test for each adapter."""

    maxDiff = None

    def __init__(self, name, *options):
        super().__init__("run_beside_an_honest_one")
        self.name, self.expected, self.options = name, EXPECTED[name], options

    def id(self):
        return " ".join(("broken." + self.name,) + self.options)

    __str__ = id

    def run_beside_an_honest_one(self):
        run = RUNS[(self.name,) + self.options].result()
        said = run.stdout.decode("utf-8", "replace") + run.stderr.decode("utf-8", "replace")
        self.assertEqual("footer", run.footer["type"], said)
        self.assertEqual(1 if self.expected else 0, run.status, said)
        self.assertEqual({"pass"}, {line["outcome"] for line in run.cases["honest"].values()}, said)
        self.assertEqual(set(run.cases["honest"]), set(run.cases[self.name]), "runs are missing")
        self.judge(run)
        self.assertEqual([], run.processes, "processes are left")
        self.assertEqual([], run.files, "files are left")
        for what, text in (("stdout", run.stdout), ("stderr", run.stderr), ("the journal", run.journal)):
            self.assertIsNone(CONTROL.search(text), "%s has control characters" % what)
        self.inert(run.html.decode("utf-8"))

    def judge(self, run):
        shutdown = self.expected.get("shutdown")
        for case, line in run.cases[self.name].items():
            outcome, reason = self.expected.get("*") or self.expected.get(case) or ("pass", "")
            shown = json.dumps(line, indent=1)
            self.assertEqual(outcome, line["outcome"], shown)
            self.assertIn(reason, (line["reason"] or "") + (line["signature"] or ""), shown)
        ends = run.footer.get("shutdown", [])
        self.assertEqual(bool(shutdown), bool(ends), ends)
        if shutdown:
            self.assertEqual(shutdown[0], ends[0]["outcome"])
            self.assertIn(self.name, ends[0]["reason"])
            self.assertIn(shutdown[1], ends[0]["reason"])

    def inert(self, page):
        tags = Tags(page)
        self.assertNotIn("img", tags.names)
        self.assertEqual([], tags.handlers)
        self.assertNotIn("\x1b", page)


class KilledRunner(unittest.TestCase):
    """kill -9 of the runner: no actor survives it, whatever it does."""

    def test_no_actor_survives(self):
        for name, options in (("ignores_sigterm", []), ("leaves_daemon", []), ("ignores_sigterm", ["--no-namespaces"])):
            with self.subTest(name=name, options=options), tempfile.TemporaryDirectory() as folder:
                token = "token-" + uuid.uuid4().hex
                # Nothing ends before its time: the runner is killed while a step hangs, or in between.
                runner = subprocess.Popen(command_line(folder, {name: adapter(name)}, token, "--deadline-scale", "20", *options),
                                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                          stderr=subprocess.DEVNULL, cwd=folder)
                self.until(lambda: self.actors(token, runner), "the actor never started")
                runner.kill()
                runner.wait()
                try:
                    self.until(lambda: not processes_with(token), "processes survive the runner")
                finally:
                    for pid in processes_with(token):
                        os.kill(pid, signal.SIGKILL)

    def actors(self, token, runner):
        """Processes of the run that are Python: neither the runner nor a worker of it."""
        found = []
        for pid in processes_with(token):
            try:
                found += [pid] * (os.path.basename(os.readlink("/proc/%d/exe" % pid)) != os.path.basename(SOCKSPEC))
            except OSError:
                pass
        return found

    def until(self, condition, complaint):
        deadline = time.monotonic() + 20
        while not condition():
            self.assertLess(time.monotonic(), deadline, complaint)
            time.sleep(0.01)


class Tables(unittest.TestCase):
    """Of the tables of this folder."""

    def test_each_adapter_has_an_expectation(self):
        names = {os.path.basename(p)[:-3] for p in glob.glob(os.path.join(HERE, "adapters", "*.py"))}
        self.assertEqual(names - {"honest"}, set(EXPECTED))


def main():
    if not SOCKSPEC or not os.access(SOCKSPEC, os.X_OK):
        sys.exit("test_broken.py: the environment variable SOCKSPEC names the program to test; it is %r" % SOCKSPEC)
    # Who loses its parent comes to this process, so that nothing escapes the search by leaving its session.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    chosen = sys.argv[1:] or list(EXPECTED)
    suite = unittest.TestSuite([unittest.defaultTestLoader.loadTestsFromTestCase(Tables)])
    suite.addTest(unittest.defaultTestLoader.loadTestsFromTestCase(KilledRunner))
    plays = [(name,) for name in chosen] + [(name, "--no-namespaces") for name in WITHOUT_NAMESPACES if name in chosen]
    suite.addTests(Broken(*play) for play in plays)
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for play in plays:
            start(pool, *play)
        result = unittest.TextTestRunner(verbosity=2).run(suite)
    sys.exit(not result.wasSuccessful())


if __name__ == "__main__":
    main()
