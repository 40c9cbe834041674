"""The built runner, driven from tests."""
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "cases")
SOCKSPEC = os.environ.get("SOCKSPEC", "")
PATIENCE = 60  # seconds; the runner has deadlines of its own


def fake(*arguments):
    """The command of the fake adapter."""
    return shlex.join([sys.executable, os.path.join(HERE, "fake.py"), *arguments])


class Test(unittest.TestCase):
    """Each test has a folder of its own, in `self.folder`."""

    maxDiff = None

    def setUp(self):
        self.assertTrue(SOCKSPEC, "SOCKSPEC must name the built runner")
        self.folder = tempfile.mkdtemp(prefix="sockspec-test-")
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def command(self, *arguments, **named):
        """Run sockspec; (exit status, stdout, stderr)."""
        done = subprocess.run([SOCKSPEC, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=PATIENCE, cwd=self.folder, **named)
        return done.returncode, done.stdout.decode(errors="surrogateescape"), done.stderr.decode(errors="surrogateescape")

    def run_cases(self, *arguments, cases=CASES, oracle="none", impls=None, journal="j.jsonl", default=True, **named):
        """sockspec run with a journal; `impls` is {name: command}."""
        words = ["run", "--cases", cases, "--journal", self.path(journal)]
        if oracle:
            words += ["--oracle", oracle]
        if default:
            words += ["--deviations", "none"]
        for name, command in (impls or {"fake": fake()}).items():
            words += ["--impl", os.fsencode(name) + b"=" + os.fsencode(command)]
        return self.command(*words, *arguments, **named)

    def lines(self, journal="j.jsonl"):
        with open(self.path(journal), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def verdicts(self, journal="j.jsonl", impl="fake"):
        """{run: outcome}"""
        return {line["id"]: line["outcome"] for line in self.lines(journal)
                if line["type"] == "case" and line["impl"] == impl}

    def line(self, run, journal="j.jsonl", impl="fake"):
        return next(line for line in self.lines(journal)
                    if line["type"] == "case" and line["impl"] == impl and line["id"] == run)


def many(count):
    """A table with so many rows."""
    return "group many\n  tag meta\n\ntable htons(x)\n" + "".join("  row_%d  %d  -> int\n" % (i, i) for i in range(count))
