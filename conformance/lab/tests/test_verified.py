"""test_verified.py SOCKSPEC: which clauses no run in the lab has shown."""
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

import rooms
import arguments
import lab
import machine
import verified

PROJECT = os.path.abspath(os.path.join(rooms.LAB, "../.."))
SOCKSPEC = os.path.abspath(sys.argv.pop(1))
INAPPLICABLE = {"outcome": "inapplicable", "reason": "needs x: no"}


def sockspec(*words):
    return subprocess.run([SOCKSPEC, *words], stdout=subprocess.PIPE, check=True, env=dict(os.environ, SOCKSPEC_DATA=PROJECT)).stdout


class Judged(unittest.TestCase):
    """Journals of the whole suite: every run has passed, but those of the machines that are not here, and what a test changes."""

    @classmethod
    def setUpClass(cls):
        cls.runs = [json.loads(line) for line in sockspec("export").splitlines()]

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = os.path.join(self.folder.name, lab.MAIN_JOURNAL)

    def journal(self, clause=None, **changes):
        """A journal; `changes` are of the runs that name the clause."""
        entries = [{"type": "header", "journal": 1}]
        for run in self.runs:
            line = {"type": "case", "id": run["id"], "case": run["case"], "clauses": run["clauses"], "outcome": "pass"}
            if any(one["subject"] == "byteorder" and one["value"] == "big" for one in run["conditions"]):
                line.update(INAPPLICABLE)
            if clause in run["clauses"]:
                line.update(changes)
            entries.append(line)
        entries.append({"type": "footer", "exit": 0, "interrupted": False})
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("".join(json.dumps(entry) + "\n" for entry in entries))

    def judge(self):
        """(whether it is red, what is said of it)"""
        with mock.patch.object(lab, "PROJECT", PROJECT), contextlib.redirect_stdout(io.StringIO()) as said:
            red = verified.judge(lab.clauses(os.path.dirname(os.path.dirname(SOCKSPEC)), [self.path]))
        return red, [line for line in said.getvalue().splitlines() if line.startswith("lab: ")]

    def test_all_is_as_known(self):
        self.journal()
        self.assertEqual(self.judge(), (False, []))

    def test_a_clause_that_only_inapplicable_runs_cite(self):
        self.journal("family.bluetooth.sco.bare", **INAPPLICABLE)
        self.assertEqual(self.judge(), (True, [
            "lab: not verified: family.bluetooth.sco.bare: never passed in these journals: inapplicable: needs x: no"]))

    def test_a_clause_of_which_nothing_passed(self):
        for outcome in "fail", "hang", "unsupported", "not-run":
            self.journal("method.share.availability", outcome=outcome)
            self.assertEqual(self.judge()[0], True)

    def test_a_clause_that_is_known_and_passes(self):
        self.journal("func.htons.no-op-same-order", outcome="pass", reason=None)
        red, said = self.judge()
        self.assertTrue(red)
        self.assertIn("func.htons.no-op-same-order is verified now", said[0])

    def test_after_all_of_the_suite_alone(self):
        share = os.path.join(self.folder.name, "share")
        os.mkdir(share)
        with open(os.path.join(share, lab.MAIN_JOURNAL), "w", encoding="utf-8"):
            pass
        for words, whole in (["--all"], True), ([], False), (["--select", "x"], False), (["--all", "--select", "x"], False):
            for families, red in (0, True), (1, False), (0, False), (machine.HARNESS, True):
                options = arguments.parse(words)._replace(journals=self.folder.name)
                with mock.patch.object(lab, "families", return_value=families), mock.patch.object(lab, "clauses") as looked, \
                        mock.patch.object(verified, "judge", return_value=red), contextlib.redirect_stdout(io.StringIO()):
                    status = lab.conclude("b", share, options, [lab.MAIN_JOURNAL], 0)
                self.assertEqual(looked.called, whole and families != machine.HARNESS)
                self.assertEqual(status, families or int(whole and red))


class Tables(unittest.TestCase):
    def test_the_known_ones_are_clauses_of_linux_with_a_reason(self):
        where = verified.platforms()
        for clause, reason in verified.known().items():
            self.assertTrue(verified.on_linux(where[clause]) and reason, clause)

    def test_platforms(self):
        for platform, here in ("any", True), ("linux|bsd", True), ("windows", False), ("bsd|macos", False), ("linux>=2.6.20", True):
            self.assertEqual(verified.on_linux(platform), here, platform)

    def test_a_clause_that_has_lost_its_cases(self):
        clauses = [{"id": "family.bluetooth.sco.bare", "state": "unverified", "reason": "bluetooth"},
                   {"id": "family.bluetooth.sco.no-freebsd", "state": "unverified", "reason": "freebsd"}]
        self.assertEqual(verified.without_pass(clauses), {"family.bluetooth.sco.bare": "bluetooth"})


if __name__ == "__main__":
    unittest.main()
