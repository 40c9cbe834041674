"""The judgement of memory.py: which reports are ours, and that a crash under a tool is seen although no report is written."""
import contextlib
import io
import os
import sys
import tempfile
import textwrap
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import memory  # noqa: E402
import suites  # noqa: E402


def run_of(cut=(), **outcomes):
    return suites.Run({test: suites.Outcome(name, 0.1, "") for test, name in outcomes.items()}, list(cut), [])


def never(tests):
    raise AssertionError("no other run is needed")


class Broken(unittest.TestCase):
    def test_none(self):
        self.assertEqual(memory.broken(run_of(a="pass", b="fail"), run_of(a="pass", b="fail"), never), [])

    def test_a_crash_counts_at_once(self):
        self.assertEqual(memory.broken(run_of(a="pass"), run_of(a="crash"), never), ["a"])

    def test_a_failure_counts_the_third_time(self):
        for name in "fail", "error", "hang":
            self.assertEqual(memory.broken(run_of(a="pass"), run_of(a=name), lambda tests: (run_of(a="pass"), run_of(a=name))), ["a"])
        self.assertEqual(memory.broken(run_of(a="pass"), run_of(a="fail"), lambda tests: [run_of(a="pass")] * 2), [])

    def test_descriptors_count_the_third_time(self):
        none, one = (suites.Run({"a": suites.Outcome("pass", 0.1, "", left)}, [], []) for left in (0, 1))
        self.assertEqual(memory.broken(none, one, lambda tests: (none, one)), ["a"])
        self.assertEqual(memory.broken(none, one, lambda tests: (none, none)), [])
        self.assertEqual(memory.broken(none, one, lambda tests: (one, one)), [], "as many in a run of that test alone")
        self.assertEqual(memory.broken(one, one, never), [])

    def test_another_run_that_crashes_or_is_cut_off(self):
        for newest in run_of(a="crash"), run_of(cut=["m: 0 of 1"]):
            self.assertEqual(memory.broken(run_of(a="pass"), run_of(a="fail"),
                                           lambda tests, run=newest: (run_of(a="pass"), run)), ["a"])

    def test_a_segmentation_fault(self):
        """Of a process, and in the place of one test."""
        module = """
            import os, signal, unittest
            class T(unittest.TestCase):
                def test_a(self): pass
                def test_b(self): os.environ.get("TOOL") and os.kill(os.getpid(), signal.SIGSEGV)
        """
        with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as log:
            with open(os.path.join(folder, "sample_that_crashes.py"), "w") as file:
                file.write(textwrap.dedent(module))
            runs = []
            for more in {}, {"TOOL": "1"}:
                environment = type("Environment", (), {"command": [sys.executable],
                                                       "variables": dict(os.environ, PYTHONPATH=folder, **more)})
                runs.append(suites.run_module(environment, "sample_that_crashes", [], 20, 50, log))
        self.assertEqual(memory.broken(*runs, never), ["sample_that_crashes.T.test_b"])


class Status(unittest.TestCase):
    def test_what_the_runner_itself_raises(self):
        """Python's own status for that is 1, a report."""
        for place, name in (memory.pythons, "here"), (memory, "check"):
            with mock.patch.object(sys, "argv", ["memory.py", "--tool", "asan", "--library", "l", "--out", "o"]), \
                    mock.patch.object(memory.pythons, "here", lambda *rest: ([{}], [])), \
                    mock.patch.object(place, name, side_effect=memory.build.BuildError("no compiler")), \
                    contextlib.redirect_stderr(io.StringIO()) as text:
                self.assertEqual(memory.main(), 3)
            self.assertIn("no compiler", text.getvalue())


def leak(*frames, first="Direct leak of 70 byte(s) in 1 object(s) allocated from:"):
    """A report as LeakSanitizer writes it, or as memcheck does with another first line."""
    return "\n".join([first] + ["    #%d 0x7f %s" % (number, frame) for number, frame in enumerate(frames)])


class Ours(unittest.TestCase):
    places = ["(module.c:", "/oracle/dropin/src/module.c:"]
    here = "in execute /x/oracle/dropin/src/module.c:39"

    def test_a_frame_of_ours(self):
        self.assertTrue(memory.ours(leak("in malloc", self.here), self.places))
        self.assertFalse(memory.ours(leak("in malloc", "in PyList_New"), self.places))

    def test_a_name_that_the_interpreter_keeps(self):
        for adding in "PyDict_SetItemString", "PyUnicode_InternFromString":
            for between in [], ["in unicode_decode_utf8"], ["in PyUnicode_New", "in unicode_decode_utf8"], \
                    ["in unicode_decode_utf8", "in PyUnicode_DecodeUTF8Stateful", "in PyUnicode_FromString"]:  # Debian's 3.13
                for words in {}, {"first": "==7== 45 bytes in 1 blocks are definitely lost in loss record 43 of 1,260"}:
                    report = leak("in malloc", "in PyUnicode_New", *between, "in %s dict.c:1" % adding, self.here, **words)
                    self.assertFalse(memory.ours(report, self.places), report)
                wild = leak("in malloc", "in PyUnicode_New", *between, "in %s dict.c:1" % adding, self.here, first="Invalid read")
                self.assertTrue(memory.ours(wild, self.places), wild)

    def test_a_value_under_such_a_name_is_ours(self):
        for more in ["in PyUnicode_FromString"], ["in PyUnicode_FromString", "in dropin_address", "in PyDict_SetItemString"]:
            report = leak("in malloc", "in PyUnicode_New", *more, self.here)
            self.assertTrue(memory.ours(report, self.places), report)


if __name__ == "__main__":
    unittest.main()
