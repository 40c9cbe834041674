"""The exit status of bench.py: 0 whatever was measured, with --gate 1 if a budget was missed or something not measured."""

import contextlib
import ctypes
import errno
import importlib.util
import io
import os
import resource
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
PR_CAPBSET_DROP, CAP_NET_RAW = 24, 13  # man:prctl(2), man:capabilities(7)
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


class Dropin(unittest.TestCase):
    def test_a_python_that_is_missing_is_not_measured(self):
        output = '{"work": null, "python": "3.13", "budget": null, "ratio": null, "why": "it is not here"}\n'
        for folder in None, "f":
            options = mock.Mock(build="b", root=folder)
            with mock.patch.object(bench, "run", return_value=mock.Mock(status=0, output=output)) as run:
                rows = list(bench.dropin(None, options))
            self.assertEqual([(row.what, row.measured, row.note) for row in rows],
                             [("drop-in against stock CPython 3.13", None, "it is not here")])
            self.assertEqual(run.call_args[0][0][-2:] == ["--root", "f"], folder is not None)


class Worker:
    """Answers for what measures: Unmeasured for the works that begin with one of `absent`, as done by `who`, after some rounds."""

    def __init__(self, absent=(), who="raw", lacking=True, after=0):
        self.absent, self.who, self.lacking, self.after = absent, who, lacking, after

    def __call__(self, command):
        return self

    def measure(self, work, who, ms):
        if who == self.who and work.startswith(tuple(self.absent)):
            self.after -= 1
            if self.after < 0:
                raise reference.Unmeasured("no such thing", self.lacking)
        return 100.0

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

    def test_what_fails_is_not(self):
        rows = [row for row in self.rows(Worker(("packet_",), lacking=False)) if row["work"].startswith("packet_")]
        self.assertEqual([(row["ratio"], row["why"]) for row in rows], [(None, "raw of it: no such thing")] * 4)

    def test_nor_what_was_there_before(self):
        rows = [row for row in self.rows(Worker(("tipc_blocking",), after=1), rounds=2) if row["work"] == "tipc_blocking"]
        self.assertEqual([row["ratio"] for row in rows], [None] * 2)

    def test_what_every_kernel_has_is_not(self):
        for work in ("unix_blocking", "unix_dgram", "tcp_", "udp_timeout", "accept_cycle", "getaddrinfo", "inet_ntop", "readline_text", "write_binary"):
            unmeasured = [row for row in self.rows(Worker((work,))) if row["ratio"] is None]
            self.assertTrue(unmeasured and all(row["work"].startswith(work) and "raw" in row["why"] for row in unmeasured), work)

    def test_the_library_may_lack_nothing_that_the_kernel_has(self):
        rows = [row for row in self.rows(Worker(("tipc_",), who="ref")) if row["work"] == "tipc_blocking"]
        self.assertEqual([(row["ratio"], row["met"]) for row in rows], [(None, None)] * 2)
        self.assertIn("ref of it:", rows[0]["why"])

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


class Program(unittest.TestCase):
    """What the program that measures says of families that it cannot open."""

    def answers(self, before=None):
        """{family: what the program answers for it}, where before() was called in its process."""
        asked = "".join("%s_blocking raw 1\n" % name for name in reference.PAIRS)
        done = subprocess.run([os.environ["REFSOCK_BENCH"], "--serve"], input=asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, timeout=50, check=True, preexec_fn=before)
        return dict(zip(reference.PAIRS, done.stdout.splitlines()))

    def test_without_descriptors(self):
        """EMFILE says nothing of the kernel. What cannot be had here anyway may be refused before a descriptor is looked for."""
        usual = self.answers()
        limited = self.answers(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4)))  # one, which the start needs, too
        measured = [name for name, answer in usual.items() if not answer.startswith(("lacking ", "failed "))]
        self.assertLessEqual({"unix", "unix_seqpacket", "unix_dgram", "tcp", "udp"}, set(measured))
        for name in measured:
            self.assertEqual(limited[name], "failed " + os.strerror(errno.EMFILE), name)

    def test_without_capabilities(self):
        """EPERM neither."""
        if self.answers()["packet"].startswith("lacking "):
            self.skipTest("this kernel has no AF_PACKET")
        # A process of root gets at its start what the bounding set has; another one has nothing to lose.
        limited = self.answers(lambda: ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_NET_RAW, 0, 0, 0))
        self.assertEqual(limited["packet"], "failed " + os.strerror(errno.EPERM))


if __name__ == "__main__":
    unittest.main()
