"""The exit status of bench.py: 0 whatever was measured, with --gate 1 if a budget was missed or something not measured."""

import contextlib
import io
import sys
import unittest
from unittest import mock

import bench
from measure import Row


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


if __name__ == "__main__":
    unittest.main()
