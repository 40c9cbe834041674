"""The exit status of bench.py: 0 whatever was measured, with --gate 1 if a budget was missed or something not measured."""

import contextlib
import importlib.util
import io
import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

import bench
from measure import Row

# The other bench.py, of the reference.
_spec = importlib.util.spec_from_file_location("reference_bench", os.path.join(bench.SOURCE, "ref/bench/bench.py"))
reference = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(reference)
SILENT = """#!/bin/sh
while read -r line; do echo 0.0; done
"""


class Gate(unittest.TestCase):
    def status(self, row, *more):
        with mock.patch.object(bench, "PARTS", {"part": lambda sockspec, options: [row]}), \
                mock.patch.object(bench, "Sockspec", lambda *rest: None), \
                mock.patch.object(sys, "argv", ["bench.py", "--build", "b", *more]), \
                contextlib.redirect_stdout(io.StringIO()):
            return bench.main()

    def test_met(self):
        self.assertEqual(self.status(Row("w", 1.2, "x", ">= 1.00", ""), "--gate"), 0)

    def test_missed(self):
        row = Row("w", 0.9, "x", ">= 1.00", "")
        self.assertEqual(self.status(row), 0)
        self.assertEqual(self.status(row, "--gate"), 1)
        self.assertEqual(self.status(row, "--gate", "--json"), 1)

    def test_not_measured(self):
        self.assertEqual(self.status(Row("w", None, note="no"), "--gate"), 1)

    def test_without_a_budget(self):
        self.assertEqual(self.status(Row("w", 0.1, "x", None, ""), "--gate"), 0)


class Worker:
    """Answers for what measures: 0 for the works that begin with one of `absent`, as done by `who`."""

    def __init__(self, absent=(), who="raw"):
        self.absent, self.who = absent, who

    def __call__(self, command):
        return self

    def measure(self, work, who, ms):
        return 0.0 if who == self.who and work.startswith(tuple(self.absent)) else 100.0

    def close(self):
        pass


class Reference(unittest.TestCase):
    """What of the reference has to be measured."""

    def rows(self, worker, rounds=1):
        options = mock.Mock(program="p", python="q", rounds=rounds, ms=1)
        with mock.patch.object(reference, "Worker", worker):
            return list(reference.results(*reference.measure_all(options)))

    def test_everything_is_measured(self):
        rows = self.rows(Worker())
        self.assertEqual([(row["work"], row["against"], row["budget"]) for row in rows], reference.BUDGETS)
        self.assertEqual({row["ratio"] for row in rows}, {1.0})

    def test_what_a_kernel_may_lack_is_left_out(self):
        rows = self.rows(Worker(("tipc_", "sctp_", "tcp6_")))
        self.assertFalse([row for row in rows if row["work"].startswith(("tipc", "sctp", "tcp6")) or row["ratio"] is None])

    def test_what_every_kernel_has_is_not(self):
        for work in ("unix_blocking", "unix_dgram", "tcp_", "udp_timeout", "accept_cycle", "getaddrinfo", "inet_ntop", "readline_text", "write_binary"):
            unmeasured = [row for row in self.rows(Worker((work,))) if row["ratio"] is None]
            self.assertTrue(unmeasured and all(row["work"].startswith(work) and "raw" in row["why"] for row in unmeasured), work)

    def test_the_library_may_lack_nothing_that_the_kernel_has(self):
        rows = [row for row in self.rows(Worker(("tipc_",), who="ref")) if row["work"] == "tipc_blocking"]
        self.assertEqual([(row["ratio"], row["met"]) for row in rows], [(None, None)] * 2)
        self.assertIn("ref of it answered", rows[0]["why"])

    def test_no_rounds_are_no_measurement(self):
        self.assertEqual({row["ratio"] for row in self.rows(Worker(), rounds=0)}, {None})

    def test_a_program_that_measures_nothing(self):
        with tempfile.TemporaryDirectory() as build:
            program = os.path.join(build, "ref/bench/refsock_bench")
            os.makedirs(os.path.dirname(program))
            with open(program, "w") as file:
                file.write(SILENT)
            os.chmod(program, 0o755)
            command = [sys.executable, "-B", bench.__file__, "--build", build, "--only", "reference"]
            done = subprocess.run(command + ["--gate"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=50)
            self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
            self.assertIn("not measured: reference: accept_cycle against raw;", done.stdout.splitlines()[-1])
            self.assertNotIn("all budgets met", done.stdout)
            self.assertEqual(subprocess.run(command, stdout=subprocess.DEVNULL, timeout=50).returncode, 0)


if __name__ == "__main__":
    unittest.main()
