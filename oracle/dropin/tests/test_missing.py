"""What is said and done of the versions of CPython that the project promises and the machine lacks."""
import argparse
import contextlib
import importlib.util
import io
import json
import os
import sys
import unittest
from unittest import mock

ROOM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOM, "runner"))

import build  # noqa: E402
import pythons  # noqa: E402
import root  # noqa: E402

OLD = {"version": "3.11.2", "minor": "3.11", "executable": "/usr/bin/python3"}
OTHER = {"version": "3.12.1", "minor": "3.12", "executable": "/opt/python3"}


def load(name):
    """A script of the folder above; `bench` is the name of two."""
    spec = importlib.util.spec_from_file_location("dropin_" + name, os.path.join(ROOM, name + ".py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Here(unittest.TestCase):
    def here(self, found, *arguments):
        with mock.patch.object(pythons, "found", lambda: found):
            return pythons.here(*arguments)

    def test_one_is_missing(self):
        self.assertEqual(self.here([OLD, OTHER]), ([OLD], ["3.13"]))

    def test_all_are(self):
        self.assertEqual(self.here([OTHER]), ([OTHER], ["3.11", "3.13"]))
        self.assertEqual(self.here([]), ([], ["3.11", "3.13"]))

    def test_what_is_chosen_is_all(self):
        self.assertEqual(self.here([OLD, OTHER], ["3.12"]), ([OTHER], []))


class Missing(unittest.TestCase):
    """root.run_missing()."""

    def run_missing(self, missing, folder, run):
        options = argparse.Namespace(root=folder, library="l", out="o")
        with mock.patch.object(root, "run", run), contextlib.redirect_stdout(io.StringIO()) as text, \
                contextlib.redirect_stderr(text):
            return root.run_missing(missing, "tested", options, "/x/memory.py", ["--tool", "asan"]), text.getvalue()

    def never(self, *rest):
        self.fail("the newer Debian is used")

    def test_none(self):
        self.assertEqual(self.run_missing([], "f", self.never), ([], ""))

    def test_without_a_root_it_is_said(self):
        statuses, text = self.run_missing(["3.11", "3.13"], None, self.never)
        self.assertEqual(statuses, [])
        for version in "3.11", "3.13":
            self.assertIn("CPython %s is not on this machine with headers and tests (PATH, $PYENV_ROOT, $SOCKSPEC_PYTHONS): it is "
                          "not tested\n" % version, text)

    def test_what_the_root_has_not_is_said(self):
        statuses, text = self.run_missing(["3.11"], "f", self.never)
        self.assertEqual(statuses, [])
        self.assertIn("CPython 3.11 is not on this machine", text)

    def test_in_the_root(self):
        for status in 0, 1, 3:
            run = mock.Mock(return_value=status)
            statuses, text = self.run_missing([root.VERSION], "f", run)
            self.assertEqual(statuses, [status])
            self.assertNotIn("not tested", text)
            run.assert_called_once_with(os.path.abspath("f"), "l", "o", ["--tool", "asan"], "/x/memory.py")

    def test_in_a_root_that_says_nothing(self):
        for status in 77, 2, -9, 127:
            statuses, text = self.run_missing([root.VERSION], "f", lambda *rest, status=status: status)
            self.assertEqual(statuses, [3])
            self.assertIn("memory.py with CPython 3.13 ended with status %d: it is not tested" % status, text)

    def test_the_root_cannot_be_made(self):
        statuses, text = self.run_missing([root.VERSION], "f", mock.Mock(side_effect=build.BuildError("no debootstrap")))
        self.assertEqual(statuses, [3])
        self.assertIn("CPython 3.13 is not tested: no debootstrap", text)


class Scripts(unittest.TestCase):
    """Each of those that do not come from ./run dropin."""

    def main(self, name, found, arguments=(), **patches):
        """(status, what was printed) of a script where these interpreters are found, with functions of it replaced."""
        script = load(name)
        with mock.patch.object(pythons, "found", lambda: found), contextlib.redirect_stdout(io.StringIO()) as text, \
                contextlib.redirect_stderr(text), contextlib.ExitStack() as stack, \
                mock.patch.object(sys, "argv", [name, "--library", "l", "--out", "o", *arguments]):
            for what, by in patches.items():
                stack.enter_context(mock.patch.object(script, what, by))
            return script.main(), text.getvalue()

    def kinds(self):
        """(script, its options, what is replaced) with a Mock for what is done with an interpreter."""
        done = mock.Mock(return_value=0)
        yield "inside", [], {"run": done}, done
        yield "memory", ["--tool", "asan"], {"check": done}, done
        with mock.patch("subprocess.run", lambda *rest, **more: mock.Mock(returncode=0)), mock.patch("shutil.which", lambda name: name):
            yield "syscalls", [], {"wrong_counts": done}, done

    def test_one_is_missing(self):
        for name, arguments, patches, done in self.kinds():
            done.reset_mock()
            status, text = self.main(name, [OLD], arguments, **patches)
            self.assertEqual((status, done.call_count), (0, 1), name)
            self.assertIn("CPython 3.13 is not on this machine", text, name)
            self.assertNotIn("CPython 3.11", text, name)

    def test_all_are(self):
        for name, arguments, patches, _ in self.kinds():
            status, text = self.main(name, [], arguments, **patches)
            self.assertEqual(status, 77, name)
            self.assertIn("no CPython with headers and tests", text, name)

    def test_in_the_root(self):
        for status in 0, 1, 3:
            with mock.patch.object(root, "run", lambda *rest, status=status: status):
                for found in [OLD], []:
                    for name, arguments, patches, _ in self.kinds():
                        self.assertEqual(self.main(name, found, [*arguments, "--root", "f"], **patches)[0], status, name)

    def bench(self, found, arguments=(), status=None):
        """What bench.py measures, and its lines."""
        compared = []
        run = self.fail if status is None else lambda *rest: status
        with mock.patch.object(root, "run", run), mock.patch.object(build, "build_module"), mock.patch("os.makedirs"), \
                mock.patch("os.sched_setaffinity", create=True):
            ended, text = self.main("bench", found, arguments, compare=lambda info, *rest: compared.append(info["version"]))
        self.assertEqual(ended, 0)
        return compared, [(one["python"], one["ratio"]) for one in map(json.loads, (
            line for line in text.splitlines() if line.startswith("{")))]

    def test_bench(self):
        self.assertEqual(self.bench([OLD]), (["3.11.2"], [("3.13", None)]))
        self.assertEqual(self.bench([]), ([], [("3.11", None), ("3.13", None)]))
        self.assertEqual(self.bench([OLD], ["--root", "f"], 0), (["3.11.2"], []))
        for status in 1, 3, 77:
            self.assertEqual(self.bench([OLD], ["--root", "f"], status), (["3.11.2"], [("3.13", None)]))


if __name__ == "__main__":
    unittest.main()
