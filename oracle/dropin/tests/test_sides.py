"""What compare_suite() makes of modules of tests that do otherwise on one side, each run in a child as CPython's own are."""
import argparse
import contextlib
import io
import os
import sys
import tempfile
import textwrap
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "runner"))

import compare  # noqa: E402
import suites  # noqa: E402


OPTIONS = argparse.Namespace(runs=3, full=False, match=None, test_limit=20, limit=50, by_turns=False)


class Sides(unittest.TestCase):
    def compare(self, text, sides=("stock", "dropin"), there=True, **options):
        """(the Line, what was printed). Of text, DROPIN is true on that side alone; sides: in the places of both; there: whether
        the interpreter is said to have the module."""
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "sample_of_sides.py"), "w") as file:
                file.write("import os, unittest\nDROPIN = os.environ['SIDE'] == 'dropin'\n" + textwrap.dedent(text))
            environments = [type("Environment", (), {"command": [sys.executable, "-B"], "variables": dict(
                os.environ, PYTHONPATH=folder, SIDE=side)}) for side in sides]
            suite = suites.Suite("s", ["sample_of_sides"], options.pop("globs", []), [])
            options = argparse.Namespace(**dict(vars(OPTIONS), **options))
            with mock.patch.object(suites, "has_module", lambda *rest: there), open(os.devnull, "w") as log, \
                    contextlib.redirect_stdout(io.StringIO()) as printed:
                line = compare.compare_suite(suite, *environments, options, log)
        return line, printed.getvalue()

    def test_globs_that_find_nothing(self):
        """In a module that is there; one that a version lacks is left out, and what the user asks for need not be in each."""
        text = """
            class T(unittest.TestCase):
                def test_a(self): pass
        """
        line, printed = self.compare(text, globs=["*Nothing*", "*no*"])
        self.assertEqual(line.worthless, ["stock, sample_of_sides: it has no test *Nothing* *no*",
                                          "drop-in, sample_of_sides: it has no test *Nothing* *no*"])
        self.assertIn("proves nothing: stock, sample_of_sides", printed)
        line, printed = self.compare("", globs=[])
        self.assertEqual(line.worthless, ["stock, sample_of_sides: it has no test", "drop-in, sample_of_sides: it has no test"])
        line, printed = self.compare(text, globs=["*Nothing*"], there=False)
        self.assertIsNone(line)
        self.assertIn("not in this version", printed)
        line, printed = self.compare(text, match=["*Nothing*"])
        self.assertEqual((line, printed), (None, ""))

    def test_globs_that_find_nothing_on_a_side(self):
        text = """
            class T(unittest.TestCase):
                if not DROPIN:
                    def test_a(self): pass
        """
        line, printed = self.compare(text)
        self.assertEqual((line.differences, line.worthless), (1, []))
        self.assertIn("sample_of_sides.T.test_a: pass -> not there (in 3 of 3 runs)", printed)
        line, printed = self.compare(text, ("dropin", "stock"))
        self.assertEqual(line.worthless, ["stock, sample_of_sides: it has no test"])

    FIXTURES = {
        "setUpClass (sample_of_sides.T)": """
            class T(unittest.TestCase):
                @classmethod
                def setUpClass(cls): assert not DROPIN
                def test_a(self): pass
        """,
        "tearDownClass (sample_of_sides.T)": """
            class T(unittest.TestCase):
                @classmethod
                def tearDownClass(cls): assert not DROPIN
                def test_a(self): pass
            class U(unittest.TestCase):
                def test_b(self): pass
        """,
        "tearDownClass (sample_of_sides.C)": """
            class C(unittest.TestCase):
                @classmethod
                def setUpClass(cls): cls.addClassCleanup(lambda: cls().assertFalse(DROPIN))
                def test_a(self): pass
        """,
        "tearDownModule (sample_of_sides)": """
            def tearDownModule(): assert not DROPIN
            class T(unittest.TestCase):
                def test_a(self): pass
        """,
        "setUpModule (sample_of_sides)": """
            def setUpModule(): assert not DROPIN
            class T(unittest.TestCase):
                def test_a(self): pass
        """,
    }

    def test_fixtures(self):
        """They are run again with the tests that have them; a failure on stock alone is none of the drop-in's."""
        for fixture, text in self.FIXTURES.items():
            line, printed = self.compare(text)
            self.assertIn("    %s: pass -> error (in 3 of 3 runs)" % fixture, printed)
            self.assertEqual((line.differences, line.worthless), (2 if fixture.startswith("setUp") else 1, []), printed)
            line, printed = self.compare(text, ("dropin", "stock"))
            self.assertIn("    %s: error on stock, pass on the drop-in" % fixture, printed)
            self.assertEqual((line.differences, line.worthless), (0, []), printed)

    ORDER = """
        left = []
        class %s(unittest.TestCase):
            def test_a(self):
                if DROPIN: left.append(1)
        class %s(unittest.TestCase):
            def test_b(self): self.assertEqual(left, [])
            def test_c(self): pass
    """

    def test_what_another_test_leaves_behind(self):
        """A test that fails for it passes alone."""
        for names, state in (("TT", "in 1 of 3 runs, 3 of 3 of its whole class"),
                             ("TU", "in 1 of 3 runs, 0 of 3 of its whole class, 3 of 3 of its whole module")):
            text = self.ORDER % tuple(names)
            if names == "TT":
                text = text.replace("class T(unittest.TestCase):\n            def test_b", "    def test_b")
            line, printed = self.compare(text)
            self.assertIn("    sample_of_sides.%s.test_b: pass -> fail (%s)" % (names[1], state), printed)
            self.assertEqual((line.differences, line.worthless), (1, []), printed)
            for sides in ("dropin", "stock"), ("dropin", "dropin"):
                line, printed = self.compare(text, sides)
                self.assertEqual((line.differences, line.worthless), (0, []), printed)

    def test_of_a_class_what_the_suite_has_of_it(self):
        """Not what its globs leave out: that would be another run than the first."""
        text = """
            left = []
            class T(unittest.TestCase):
                def test_a_left_out(self): left.append(1)
                def test_b_socket(self): left.append(2)
                def test_c_socket(self): self.assertEqual(left, [2] if not DROPIN else [])
        """
        line, printed = self.compare(text, globs=["*socket*"])
        self.assertIn("stock: pass 2; drop-in: fail 1 pass 1;", printed)
        self.assertIn("test_c_socket: pass -> fail (in 1 of 3 runs, 3 of 3 of its whole class)", printed)
        self.assertEqual((line.differences, line.worthless), (1, []), printed)

    def test_the_end_of_the_process(self):
        text = """
            import atexit
            class T(unittest.TestCase):
                def test_a(self): pass
            if DROPIN: atexit.register(lambda: os.abort())
        """
        line, printed = self.compare(text)
        self.assertEqual((line.differences, line.worthless), (1, []))
        self.assertIn("sample_of_sides: pass -> crash (in 3 of 3 runs)", printed)
        line, printed = self.compare(text, ("dropin", "stock"))
        self.assertEqual((line.differences, line.worthless), (0, []))
        self.assertIn("sample_of_sides: crash on stock, pass on the drop-in", printed)
        line, printed = self.compare(text, ("dropin", "dropin"))
        self.assertEqual((line.differences, line.worthless), (0, []))
        self.assertIn("sample_of_sides: crash on stock, crash on the drop-in", printed)


if __name__ == "__main__":
    unittest.main()
