"""The judgement between the two modules, and a child that hangs, crashes, skips."""
import _socket
import argparse
import contextlib
import fnmatch
import io
import json
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading
import unittest
from unittest import mock

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "runner"))

import build  # noqa: E402
import compare  # noqa: E402
import dropin  # noqa: E402
import functions  # noqa: E402
import lab  # noqa: E402
import pythons  # noqa: E402
import root  # noqa: E402
import suites  # noqa: E402


def outcome(name, left=None):
    return suites.Outcome(name, 0.1, "", left)


class Worse(unittest.TestCase):
    def differ(self, stock, dropin):
        return compare.worse({"t": outcome(stock)}, {"t": outcome(dropin)})

    def test_same(self):
        for name in ("pass", "fail", "skip", "hang", "expected-failure"):
            self.assertEqual(self.differ(name, name), [])

    def test_passing_on_stock_alone(self):
        for name in ("fail", "error", "skip", "hang", "crash", "unexpected-success"):
            self.assertEqual(self.differ("pass", name), ["t"])

    def test_passing_on_the_dropin_alone(self):
        self.assertEqual(self.differ("fail", "pass"), [])

    def test_lost_on_the_dropin_alone(self):
        for name in ("fail", "error", "skip", "unexpected-success"):
            for lost in ("crash", "hang"):
                self.assertEqual(self.differ(name, lost), ["t"])
        self.assertEqual(self.differ("crash", "hang"), [])
        self.assertEqual(self.differ("skip", "fail"), [])

    def test_failing_on_both_is_tried_again(self):
        for one, other in ("fail", "error"), ("hang", "error"), ("crash", "hang"):
            self.assertEqual(compare.doubtful({"t": outcome(one)}, {"t": outcome(other)}), ["t"])
        self.assertEqual(compare.doubtful({"t": outcome("skip")}, {"t": outcome("fail")}), [])

    def test_missing_on_one_side(self):
        self.assertEqual(compare.worse({}, {"t": outcome("pass")}), ["t"])
        self.assertEqual(compare.worse({"t": outcome("skip")}, {}), ["t"])


class Principle(unittest.TestCase):
    def test_at_most_three_with_reasons(self):
        for mode in "plain", "full":
            table = compare.read_principle(mode)
            self.assertLessEqual(len(table), 3)
            self.assertTrue(all(table.values()))


class Globs(unittest.TestCase):
    """That what uses sockets in a module of many things is among the suite's tests."""

    def test_servers_of_logging(self):
        globs = next(suite.match for suite in suites.read_suites() if suite.name == "test_logging")
        for test in ("ConfigDictTest.test_listen_config_10_ok", "ConfigDictTest.test_listen_verify", "SocketHandlerTest.test_output",
                     "UnixSysLogHandlerTest.test_output", "HTTPHandlerTest.test_output", "SMTPHandlerTest.test_basic"):
            self.assertTrue(any(fnmatch.fnmatchcase("test.test_logging." + test, glob) for glob in globs), test)


class Child(unittest.TestCase):
    """One module with everything that can happen to a test."""

    MODULE = """
        import os, signal, time, unittest
        class T(unittest.TestCase):
            def test_a_pass(self): pass
            def test_b_hang(self): time.sleep(1000)
            def test_c_crash(self): os.kill(os.getpid(), signal.SIGKILL)
            def test_d_fail(self): self.fail("no")
            def test_e_skip(self): self.skipTest("why")
            def test_f_error(self): raise KeyError
            def test_g_subtests(self):
                for i in range(2):
                    with self.subTest(i): self.assertEqual(i, 0)
            @unittest.expectedFailure
            def test_h_expected(self): self.fail()
            def test_i_pass(self): pass
        class Fixture(unittest.TestCase):
            @classmethod
            def setUpClass(cls): raise OSError("no")
            def test_never(self): pass
    """

    def run_it(self, limit=50, text=None, **options):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "sample_of_tests.py"), "w") as file:
                file.write(textwrap.dedent(text or self.MODULE))
            environment = type("Environment", (), {"command": [sys.executable], "variables": None})
            os.environ["PYTHONPATH"] = folder
            try:
                with open(os.devnull, "w") as log:
                    found = suites.run_module(environment, "sample_of_tests", options.get("match", []), 1, limit, log)
            finally:
                del os.environ["PYTHONPATH"]
        return found

    def outcomes(self, **options):
        run = self.run_it(**options)
        self.assertEqual((run.cut, run.died), ([], []))
        return {test.split(".")[-1]: result.outcome for test, result in run.outcomes.items()}

    def test_each_outcome(self):
        self.assertEqual(self.outcomes(), {
            "test_a_pass": "pass", "test_b_hang": "hang", "test_c_crash": "crash", "test_d_fail": "fail",
            "test_e_skip": "skip", "test_f_error": "error", "test_g_subtests": "fail", "test_h_expected": "expected-failure",
            "test_i_pass": "pass", "Fixture)": "error", "test_never": "error"})

    def test_match(self):
        self.assertEqual(self.outcomes(match=["*test_a*", "*test_d*"]), {"test_a_pass": "pass", "test_d_fail": "fail"})

    def test_a_class_that_skips(self):
        text = """
            import unittest
            class T(unittest.TestCase):
                @classmethod
                def setUpClass(cls): raise unittest.SkipTest("why")
                def test_never(self): pass
        """
        self.assertEqual(self.outcomes(text=text), {"T)": "skip", "test_never": "skip"})

    def test_cut_off(self):
        run = self.run_it(limit=0.9, match=["*T.test_b*", "*T.test_i*"])
        self.assertEqual((len(run.cut), run.died), (1, []))
        self.assertIn("the time is over (0 s)", run.cut[0])

    def test_cut_off_in_words(self):
        reader = argparse.Namespace(tests={"a", "b"}, outcomes={"a": outcome("hang"), "setUpClass": outcome("skip")})
        self.assertEqual(suites.verdict("m", reader, True, 4).cut, ["m: 1 of 2 tests; the time is over (4 s)"])
        self.assertEqual(suites.verdict("m", reader, False, 4).died, ["m: 1 of 2 tests; it ended before the others"])
        reader.outcomes["b"] = outcome("pass")
        self.assertEqual(suites.verdict("m", reader, False, 4)[1:], ([], []))

    def test_cut_off_between_a_crash_and_the_next(self):
        run = self.run_it(limit=0, match=["*T.test_c*"])
        self.assertIn("the time is over", run.cut[0])

    def test_a_module_that_cannot_be_imported(self):
        run = self.run_it(text="import no_such_module")
        self.assertEqual(run.cut, [])
        self.assertIn("it did not come so far as to name its tests", run.died[0])

    def test_a_module_that_ends_between_tests(self):
        run = self.run_it(text="""
            import os, unittest
            class T(unittest.TestCase):
                def test_a(self): pass
            class U(unittest.TestCase):
                @classmethod
                def setUpClass(cls): os._exit(0)
                def test_b(self): pass
        """)
        self.assertRegex(run.died[0], "^sample_of_tests: 1 of 2 tests; the process ended with status 0$")

    def test_a_module_whose_process_does_not_end_well(self):
        """After its last test, all of which have an outcome."""
        for text, found, why in (("os.kill(os.getpid(), signal.SIGSEGV)", "crash", "status -11 after its tests"),
                                 ("os._exit(3)", "crash", "status 3 after its tests"), ("time.sleep(1000)", "hang", "no end for 1 s")):
            run = self.run_it(match=["*test_a*", "*test_d*"], text=self.MODULE + """
        import atexit
        atexit.register(lambda: %s)
            """ % text)
            self.assertEqual((run.cut, run.died), ([], []))
            self.assertEqual({test.split(".")[-1]: result.outcome for test, result in run.outcomes.items()},
                             {"test_a_pass": "pass", "test_d_fail": "fail", "sample_of_tests": found})
            self.assertIn(why, run.outcomes["sample_of_tests"].text)

    def test_a_submodule_that_cannot_be_imported(self):
        run = self.run_it(text="""
            import unittest
            def load_tests(loader, tests, pattern):
                return loader.loadTestsFromName("no_such_module_either")
        """)
        self.assertEqual(run.died, ["sample_of_tests: no_such_module_either cannot be imported"])


class Descriptors(unittest.TestCase):
    """The census of descriptors: what each test leaves open, and that more of it on the drop-in is a difference."""

    MODULE = """
        import os, socket, unittest
        held = []
        class Cycle:
            def __init__(self):
                self.me, self.socket = self, socket.socket()
        class T(unittest.TestCase):
            @classmethod
            def setUpClass(cls): held.append(socket.socket())
            def test_a_nothing(self): socket.socket().close()
            def test_b_two(self): held.extend(os.pipe())
            def test_c_nothing_again(self): socket.socket().close()
            def test_d_garbage(self): Cycle()
            def test_e_closes_another(self): held[0].close()
            def test_f_on_one_side(self):
                if "LEAK" in os.environ: held.append(socket.socket())
            def test_g_garbage_on_one_side(self):
                if "LEAK" in os.environ: Cycle()
            def test_h_fails(self):
                held.append(socket.socket())
                self.fail()
    """
    LEFT = {"a_nothing": 0, "b_two": 2, "c_nothing_again": 0, "d_garbage": 0, "e_closes_another": -1, "f_on_one_side": 0,
            "g_garbage_on_one_side": 0, "h_fails": 1}

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        with open(os.path.join(folder.name, "sample_that_leaves.py"), "w") as file:
            file.write(textwrap.dedent(self.MODULE))
        self.folder = folder.name

    def run_it(self, match=None, **variables):
        environment = type("Environment", (), {"command": [sys.executable],
                                               "variables": dict(os.environ, PYTHONPATH=self.folder, **variables)})
        with open(os.devnull, "w") as log:
            return suites.run_module(environment, "sample_that_leaves", match or [], 20, 50, log)

    @staticmethod
    def left(run):
        return {test.split("test_")[-1]: outcome.left for test, outcome in run.outcomes.items()}

    def test_count(self):
        self.assertEqual(self.left(self.run_it()), self.LEFT)
        self.assertEqual(self.left(self.run_it(LEAK="1")), dict(self.LEFT, f_on_one_side=1))

    def test_more_on_the_dropin(self):
        sides = {"stock": {}, "dropin": {"LEAK": "1"}}
        for stock, dropin, differences in ("stock", "dropin", 1), ("dropin", "stock", 0), ("dropin", "dropin", 0):
            with mock.patch.object(suites, "run_suite", lambda side, suite, test_limit, limit, log, match, only=():
                                   self.run_it(only, **sides[side])), contextlib.redirect_stdout(io.StringIO()) as text:
                line = compare.compare_suite(Worthless.SUITE, stock, dropin, Worthless.OPTIONS, None)
            self.assertEqual((line.differences, line.worthless), (differences, []))
            shown = "test_f_on_one_side: pass -> pass, descriptors left open: 0 -> 1 (in 3 of 3 runs)"
            self.assertEqual(shown in text.getvalue(), differences == 1, text.getvalue())

    def test_what_was_not_counted_is_not_compared(self):
        self.assertEqual(compare.leaving({"t": outcome("pass", 0)}, {"t": outcome("crash")}), [])
        self.assertEqual(compare.leaving({"t": outcome("pass", -1)}, {"t": outcome("pass", 0)}), ["t"])


class Worthless(unittest.TestCase):
    """What compare_suite() makes of Runs that are not whole."""

    SUITE = suites.Suite("s", ["m"], [], [])
    OPTIONS = argparse.Namespace(runs=3, full=False, match=None, test_limit=1, limit=1, by_turns=False)

    def line(self, stock, dropin):
        sides = {"stock": stock, "dropin": dropin}
        with mock.patch.object(suites, "run_suite", lambda environment, *rest: sides[environment]), \
                contextlib.redirect_stdout(io.StringIO()) as text:
            line = compare.compare_suite(self.SUITE, "stock", "dropin", self.OPTIONS, None)
        for why in line.worthless:
            self.assertIn(why, text.getvalue())
        return line

    def test_whole(self):
        run = suites.Run({"t": outcome("pass")}, [], [])
        self.assertEqual(self.line(run, run), compare.Line("s", "pass 1", "pass 1", 0, [], run.outcomes))

    def test_cut_on_a_side(self):
        run, cut = suites.Run({"t": outcome("pass")}, [], []), suites.Run({"t": outcome("pass")}, ["m: 1 of 9"], [])
        self.assertEqual(self.line(cut, run).worthless, ["stock, m: 1 of 9"])
        self.assertEqual(self.line(run, cut).worthless, ["drop-in, m: 1 of 9"])

    def test_dead_on_both(self):
        dead = suites.Run({"m": outcome("crash")}, [], ["m: dead"])
        self.assertEqual(self.line(dead, dead).worthless[0], "stock, m: dead")

    def test_dead_on_the_dropin_is_a_difference(self):
        run, dead = suites.Run({"t": outcome("pass")}, [], []), suites.Run({"m": outcome("crash")}, [], ["m: dead"])
        line = self.line(run, dead)
        self.assertEqual((line.differences, line.worthless), (2, []))

    def test_table(self):
        lines = [compare.Line("s", "pass 1", "fail 1", 1, []), compare.Line("z", "pass 1", "nothing", 0, ["why"])]
        self.assertEqual(compare.table("3.11.2", lines).split("\n")[2:],
                         ["| 3.11.2 | s | pass 1 | fail 1 | 1 |", "| 3.11.2 | z | pass 1 | nothing | proves nothing |"])


class Printed(unittest.TestCase):
    """What compare_suite() prints of tests with two outcomes."""

    NAMES = ("pass", "expected-failure", "fail", "error", "skip", "hang", "crash", "unexpected-success")

    def setUp(self):
        pairs = {"m.%s_%s" % pair: pair for pair in itertools.product(self.NAMES, self.NAMES)}
        self.pairs = {test: pair for test, pair in pairs.items() if pair[0] != pair[1]}
        self.stock, self.dropin = ({test: outcome(pair[i]) for test, pair in self.pairs.items()} for i in (0, 1))

    def test_every_one(self):
        sides = {"stock": suites.Run(self.stock, [], []), "dropin": suites.Run(self.dropin, [], [])}
        with mock.patch.object(suites, "run_suite", lambda environment, *rest: sides[environment]), \
                contextlib.redirect_stdout(io.StringIO()) as text:
            line = compare.compare_suite(Worthless.SUITE, "stock", "dropin", Worthless.OPTIONS, None)
        printed = text.getvalue().split("\n")
        for test, (stock, dropin) in self.pairs.items():
            lines = [line for line in printed if line.startswith("    %s: " % test)]
            self.assertEqual(len(lines), 1, test)
            self.assertRegex(lines[0], "%s( -> | on stock, )%s" % (stock, dropin))
        self.assertEqual(line.differences, len(compare.worse(self.stock, self.dropin)))


class ByTurns(unittest.TestCase):
    """Whether the two modules run at the same time."""

    def together(self, by_turns):
        at_once, lock, most = [], threading.Lock(), [0]
        meeting = threading.Barrier(2)

        def run_suite(environment, *rest):
            with lock:
                at_once.append(environment)
                most[0] = max(most[0], len(at_once))
            try:
                meeting.wait(0.2 if by_turns else 20)
            except threading.BrokenBarrierError:
                pass
            with lock:
                at_once.remove(environment)
            return environment

        options = argparse.Namespace(**dict(vars(Worthless.OPTIONS), by_turns=by_turns))
        with mock.patch.object(suites, "run_suite", run_suite):
            self.assertEqual(compare.run_both(Worthless.SUITE, "stock", "dropin", options, None), ["stock", "dropin"])
        return most[0]

    def test_at_the_same_time(self):
        self.assertEqual(self.together(False), 2)

    def test_one_after_the_other(self):
        self.assertEqual(self.together(True), 1)


class TriedAgain(unittest.TestCase):
    """What compare_suite() makes of a test that hangs, in one run after the other."""

    def line(self, *turns, test="m.T.t", runs=3):
        """turns: what the test does on stock and on the drop-in, run by run."""
        left = {"stock": [one for one, _ in turns], "dropin": [other for _, other in turns]}
        self.asked = []

        def run_suite(environment, suite, test_limit, limit, log, match, only=()):
            self.assertIsNone(match)
            self.asked += only or ["all"]
            return suites.Run({test: outcome(left[environment].pop(0))}, [], [])

        options = argparse.Namespace(**dict(vars(Worthless.OPTIONS), by_turns=True, runs=runs))
        with mock.patch.object(suites, "run_suite", run_suite), contextlib.redirect_stdout(io.StringIO()) as text:
            line = compare.compare_suite(Worthless.SUITE, "stock", "dropin", options, None)
        self.assertEqual(left, {"stock": [], "dropin": []})
        self.asked, self.printed = self.asked[::2], text.getvalue()
        return line.differences

    SAME, WORSE = ("pass", "pass"), ("pass", "hang")

    def test_on_both_at_the_same_time(self):
        self.assertEqual(self.line(("hang", "hang"), self.SAME), 0)
        self.assertEqual(self.asked, ["all", "m.T.t*"])

    def test_on_both_and_then_on_the_dropin(self):
        self.assertEqual(self.line(("hang", "hang"), self.WORSE, self.WORSE), 1)
        self.assertEqual(self.line(("hang", "hang"), self.WORSE, self.SAME), 0)
        self.assertEqual(self.line(("hang", "hang"), runs=1), 0)

    def test_on_both_always(self):
        self.assertEqual(self.line(("hang", "hang"), ("hang", "hang")), 0)

    def test_on_the_dropin(self):
        self.assertEqual(self.line(self.WORSE, self.WORSE, self.WORSE), 1)
        self.assertIn("(in 3 of 3 runs)", self.printed)
        self.assertEqual(self.line(self.WORSE, runs=1), 1)

    def test_on_the_dropin_in_its_class(self):
        self.assertEqual(self.line(self.WORSE, self.SAME, self.WORSE, self.WORSE, self.WORSE), 1)
        self.assertEqual(self.asked, ["all", "m.T.t*"] + ["m.T.*"] * 3)
        self.assertIn("(in 1 of 3 runs, 3 of 3 of its whole class)", self.printed)

    def test_on_the_dropin_in_its_module(self):
        self.assertEqual(self.line(self.WORSE, self.SAME, self.SAME, self.WORSE, self.WORSE, self.WORSE), 1)
        self.assertEqual(self.asked, ["all", "m.T.t*", "m.T.*"] + ["m.*"] * 3)
        self.assertIn("(in 1 of 3 runs, 0 of 3 of its whole class, 3 of 3 of its whole module)", self.printed)

    def test_now_and_then(self):
        """Whatever is run, three in a row have to show it; one that fails on stock ends it."""
        for same in self.SAME, ("hang", "pass"), ("hang", "hang"):
            self.assertEqual(self.line(self.WORSE, self.WORSE, same, self.WORSE, self.WORSE, same, self.WORSE, self.WORSE, same), 0)
            self.assertIn("(in 2 of 3 runs, 2 of 3 of its whole class, 2 of 3 of its whole module)", self.printed)

    def test_what_is_run_again(self):
        """Once each: a fixture goes with its class or module, a process with its module, which is one of the suite."""
        alone, its_class, module = compare.ALONE, compare.CLASS, compare.MODULE
        for test, circles in (("m.T.t", {alone: "m.T.t*", its_class: "m.T.*", module: "m.*"}),
                              ("m.s.T.t#2", {alone: "m.s.T.t*", its_class: "m.s.T.*", module: "m.*"}),
                              ("other.T.t", {alone: "other.T.t*", its_class: "other.T.*", module: "*"}),
                              ("tearDownClass (m.T)", {alone: "m.T.*", module: "m.*"}), ("setUpModule (m)", {alone: "m.*"}),
                              ("tearDownModule (m.s)", {alone: "m.s.*", module: "m.*"}), ("m", {alone: "m.*"})):
            self.assertEqual(compare.circles(test, ["l", "m", "m_not"]), circles)


class InTheLab(unittest.TestCase):
    """Which interpreters the lab takes, and how they run there."""

    def test_by_turns(self):
        for words, wanted in ([], False), (["--by-turns"], True), (["--lab"], True):
            with mock.patch.object(sys, "argv", ["dropin.py", "--library", "l", "--out", "o"] + words):
                self.assertEqual("--by-turns" in dropin.passed_on(dropin.arguments()), wanted)

    def chosen(self, here, newer, python=None):
        with mock.patch.object(pythons, "found", lambda: here), mock.patch.object(lab, "newer", lambda options: newer):
            return lab.choose(argparse.Namespace(python=python, out="out"))

    def one(self, version, bluetooth):
        return {"version": version, "executable": "/usr/bin/python3", "bluetooth": bluetooth}

    def test_those_with_bluetooth(self):
        old, without, with_it = self.one("3.11.2", True), self.one("3.13.0", False), self.one("3.13.5", True)
        self.assertEqual(self.chosen([old, with_it], None), ([(old, None), (with_it, None)], []))
        self.assertEqual(self.chosen([old, without], (with_it, "f")), ([(old, None), (with_it, "f")], []))
        self.assertEqual(self.chosen([old], (with_it, "f"), [root.VERSION]), ([(with_it, "f")], []))

    def test_the_newer_cannot_be_had(self):
        old, without = self.one("3.11.2", False), self.one("3.13.0", False)
        self.assertEqual(self.chosen([old, without], None), ([(old, None), (without, None)], []))
        self.assertEqual(self.chosen([old], None), ([(old, None)], [root.VERSION]))


class Status(unittest.TestCase):
    """The exit status of dropin.py: when interpreters are missing, and when a run elsewhere has no verdict."""

    def status(self, missing, results=(), installed=0, **options):
        here = {str(i): {"version": str(i)} for i in range(len(results))}
        answers = iter(results)
        options = argparse.Namespace(**dict(dict(smoke=False, python=None, lab=False, out="out", library="l"), **options))
        with mock.patch.object(pythons, "defaults", lambda: (here, missing)), \
                mock.patch.object(dropin, "run_python", lambda *rest: next(answers)), \
                mock.patch.object(dropin, "passed_on", lambda options: []), \
                mock.patch.object(lab, "choose", lambda options: ([(info, None) for info in here.values()], missing)), \
                mock.patch.object(lab, "run", lambda *rest: next(answers)), \
                mock.patch.object(root, "run", lambda *rest: installed), \
                contextlib.redirect_stderr(io.StringIO()) as text:
            return dropin.run_all(options), text.getvalue()

    def test_all_here(self):
        self.assertEqual(self.status([], [0, 0]), (0, ""))
        self.assertEqual(self.status([], [0, 1])[0], 1)

    def test_one_missing(self):
        status, text = self.status(["3.11"], [0])
        self.assertEqual(status, 3)
        self.assertIn("3.11", text)

    def test_one_that_is_installed(self):
        self.assertEqual(self.status([root.VERSION], [0])[0], 0)

    def test_one_elsewhere_without_a_verdict(self):
        """A signal ended it, it was called wrongly, or it did not start: no success beside a 0, and no mere difference."""
        for status in -9, -11, 2, 77, 126, 137:
            for found, text in self.status([root.VERSION], [0], installed=status), self.status([], [0, status], lab=True):
                self.assertEqual(found, 3)
                self.assertIn("ended with status %d: nothing is said of it" % status, text)
        for status in 0, 1, 3:
            self.assertEqual(self.status([root.VERSION], [0], installed=status), (status, ""))
            self.assertEqual(self.status([], [0, status], lab=True), (status, ""))

    def test_what_the_runner_itself_raises(self):
        """Python's own status for that is 1, a difference."""
        for error in ValueError("not enough values"), OSError(28, "full"), MemoryError(), build.BuildError("no compiler"):
            for name in "arguments", "run_all":
                with mock.patch.object(dropin, "arguments"), mock.patch.object(dropin, name, side_effect=error), \
                        contextlib.redirect_stderr(io.StringIO()) as text:
                    self.assertEqual(dropin.main(), 3)
                self.assertIn(str(error), text.getvalue())
        with mock.patch.object(sys, "argv", ["dropin.py"]), contextlib.redirect_stderr(io.StringIO()), \
                self.assertRaises(SystemExit) as raised:
            dropin.main()
        self.assertEqual(raised.exception.code, 2)

    def test_one_missing_in_the_lab(self):
        status, text = self.status([root.VERSION], [0], lab=True)
        self.assertEqual(status, 3)
        self.assertIn(root.VERSION, text)

    def test_none_here(self):
        self.assertEqual(self.status(["3.11", "3.13"], lab=True)[0], 3)


class Entered(unittest.TestCase):
    """The status of a command in another Debian, by programs that stand for those that make one."""

    def status(self, **programs):
        programs = dict({"unshare": 'shift; exec "$@"', "mount": ":", "mkdir": ":", "chroot": 'shift; exec "$@"'}, **programs)
        with tempfile.TemporaryDirectory() as folder:
            for name, text in programs.items():
                with open(os.path.join(folder, name), "w") as file:
                    file.write("#!/bin/sh\n" + text)
                os.chmod(file.name, 0o755)
            done = subprocess.run(root.enter("/nowhere", ["/a", "/b"], ["sh", "-c", 'exit "$1"', "sh", "1"], ["/c"]), check=False,
                                  env=dict(os.environ, PATH=folder + ":" + os.environ["PATH"]))
        return done.returncode

    def test_the_command_s_own(self):
        self.assertEqual(self.status(), 1)

    def test_it_cannot_be_entered(self):
        for name in "unshare", "mount", "mkdir":
            self.assertEqual(self.status(**{name: "exit 1"}), 3, name)


class Proof(unittest.TestCase):
    """What a run must show to count as one of the drop-in."""

    def side(self, notes, counters=(("rs_recv", 1),), module="/e/_socket_dropin.so"):
        environment = build.Environment.__new__(build.Environment)
        environment.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, environment.folder)
        environment.module = module
        environment.counters = lambda: dict(counters)
        environment.at_import = lambda: {"rs_constants"}
        with open(os.path.join(environment.folder, "processes"), "w") as file:
            file.write(notes)
        return environment

    def proved(self, stock, dropin, outcomes=None, mode="plain", whole=False, **more):
        outcomes = {"t": suites.Outcome("pass", 0.1, "", 0, [0])} if outcomes is None else outcomes
        with contextlib.redirect_stdout(io.StringIO()) as text:
            return functions.report(self.side(stock, module=None), self.side(dropin, **more), None, outcomes, mode, whole), text.getvalue()

    def test_all_on_the_dropin(self):
        good, _ = self.proved("socket\t1\tbuilt in\n", "start\t1\nsocket\t1\t/e/_socket_dropin.so\n")
        self.assertTrue(good)

    def test_one_on_another_module(self):
        good, text = self.proved("", "socket\t1\t/e/_socket_dropin.so\nsocket\t2\tbuilt in\n")
        self.assertFalse(good)
        self.assertIn("1 on built in", text)

    def test_stock_on_the_dropin(self):
        self.assertFalse(self.proved("socket\t1\t/e/_socket_dropin.so\n", "socket\t1\t/e/_socket_dropin.so\n")[0])

    ON_IT = "socket\t1\t/e/_socket_dropin.so\n"

    def test_nothing_called(self):
        """Counters that the import, or something before the tests, has raised are no proof."""
        names = ("rs_recv", 9), ("rs_constants", 9)
        for called in [], [1]:
            good, text = self.proved("", self.ON_IT, {"t": suites.Outcome("pass", 0.1, "", 0, called)}, counters=names)
            self.assertFalse(good)
            self.assertIn("no test called a function", text)
        self.assertFalse(self.proved("", self.ON_IT, {}, counters=names)[0])
        before = {functions.SURFACE: suites.Outcome("pass", 0, "", 0, [0]), "t": suites.Outcome("pass", 0.1, "", 0, [])}
        self.assertIn("no test called a function", self.proved("", self.ON_IT, before, counters=names)[1])

    def test_a_function_that_a_test_uses_was_not_called(self):
        """A test that passes without what it certainly uses; one that fails or skips need not come so far."""
        counters = [(name, 9) for name in build.public_functions()]
        names = [name for name, _ in counters]
        for mode in "plain", "full":
            used = functions.read_used(mode)
            for lost, test in [(function, test) for function, tests in used.items() for test in tests]:
                wanted = {function for function in used if test in used[function]} | {"rs_type"}
                called = [names.index(name) for name in wanted - {lost}]
                for name, proved in ("pass", False), ("fail", True), ("skip", True):
                    outcomes = {test: suites.Outcome(name, 0.1, "", 0, called),
                                "other": suites.Outcome("pass", 0.1, "", 0, [names.index("rs_type")])}
                    good, text = self.proved("", self.ON_IT, outcomes, mode, counters=counters)
                    self.assertEqual((good, "%s passes, and %s was not called" % (test, lost) in text), (proved, not proved))

    def test_a_version_without_the_tests_of_a_function(self):
        """Where test_socket was run whole: a test that has another name today would not be asked for, without a word."""
        counters = [(name, 9) for name in build.public_functions()]
        all_called = list(range(len(counters)))
        used = functions.read_used("plain")
        outcomes = {test: suites.Outcome("pass", 0.1, "", 0, all_called) for tests in used.values() for test in tests}
        self.assertTrue(self.proved("", self.ON_IT, outcomes, whole=True, counters=counters)[0])
        for function, tests in used.items():
            fewer = {test: outcome for test, outcome in outcomes.items() if test not in tests}
            good, text = self.proved("", self.ON_IT, fewer, whole=True, counters=counters)
            asked = any(test.startswith(functions.SOCKET) for test in tests)  # others are of another module, or no test
            self.assertEqual((good, "none of the tests that used.tsv names for " + function in text), (not asked, asked))
            self.assertTrue(self.proved("", self.ON_IT, fewer, counters=counters)[0])

    def test_the_table(self):
        names = set(build.public_functions())
        plain, full = (set(functions.read_used(mode)) for mode in ("plain", "full"))
        self.assertLessEqual({"rs_recv", "rs_send", "rs_accept", "rs_connect", "rs_close", "rs_getaddrinfo"}, plain)
        self.assertLessEqual({"rs_makefile", "rs_stream_read", "rs_create_server", "rs_dup"}, full - plain)
        self.assertLessEqual(full, names)

    def test_no_operation_is_left_out(self):
        """What does a function of _socket, or a method of its sockets, is in the table."""
        used = set(functions.read_used("plain"))
        self.assertEqual([name for name in operations_of_module() if not functions.functions_of()[name] & used], [])

    def test_during(self):
        side = self.side("")
        side.counters = iter([{"rs_recv": 1, "rs_send": 1}, {"rs_recv": 1, "rs_send": 2}]).__next__
        self.assertEqual(functions.during(side, lambda: 5), (5, suites.Outcome("pass", 0, "", 0, [1])))

    def test_a_start_that_never_loaded_it_is_counted(self):
        notes = "start\t1\t-S\t-c\tpass\nstart\t2\tx.py\nsocket\t2\t/e/_socket_dropin.so\n"
        good, text = self.proved("", notes)
        self.assertTrue(good)
        self.assertIn("(python -S, or ended before that): 1", text)
        self.assertIn("python -S -c pass", text)

    def test_arguments_of_several_lines(self):
        """The launcher, which notes each start, leaves no line's end in them but others may be."""
        notes = "start\t1\t-c\tprint(1)\rprint(2)\r\x0b\x85\u2028\tx\nsocket\t1\t/e/_socket_dropin.so\nstart\t2\t-c\t\r\n"
        side = self.side("")
        with open(os.path.join(side.folder, "processes"), "w", encoding="utf-8", newline="\n") as file:
            file.write(notes)
        self.assertEqual(side.processes(), ({"/e/_socket_dropin.so": 1}, [["-c", "\r"]]))


def operations_of_module():
    """The functions of _socket and methods of its sockets, as a profile has them."""
    methods = [name for name, value in vars(_socket.socket).items() if type(value).__name__ == "method_descriptor"]
    return [name for name, value in vars(_socket).items() if type(value).__name__ == "builtin_function_or_method"] + \
        ["." + name for name in methods if not name.startswith("__")]


class Profile(unittest.TestCase):
    """What the tests of test_socket use of _socket on stock must be librefsock's on the drop-in."""
    NAMES = build.public_functions()
    TEST = "test.test_socket.T.test_a"

    def found(self, used, called, again=None, outcome="pass", cut=()):
        """The texts for a test that used these functions and had those called; again: (used, called, outcome) in further runs."""
        def one(used, called, outcome=outcome):
            return ({self.TEST: suites.Outcome("pass", 0, "", 0, [], used)},
                    {self.TEST: suites.Outcome(outcome, 0, "", 0, [self.NAMES.index(name) for name in called])})

        profiled, outcomes = one(used, called)
        with contextlib.redirect_stdout(io.StringIO()):
            return functions.profile(lambda without: suites.Run(profiled, list(cut), []), outcomes, self.NAMES,
                                     lambda tests: one(*(again or (used, called))))

    def test_called(self):
        self.assertEqual(self.found([".recv", "htons", ".getsockopt", "._accept"], ["rs_recv", "rs_htons", "rs_getsockopt", "rs_accept"]), [])

    def test_not_called(self):
        for name in operations_of_module():
            texts = self.found([name], ["rs_type"])
            self.assertEqual(len(texts), 1, name)
            self.assertIn("%s uses %s(), and none of rs_" % (self.TEST, name.lstrip(".")), texts[0])

    def test_a_function_that_the_page_does_not_know(self):
        self.assertIn("none of librefsock", self.found(["nosuch"], ["rs_recv"])[0])

    def test_only_once(self):
        self.assertEqual(self.found([".recv", ".send"], ["rs_recv"], ([".recv"], ["rs_recv"])), [])

    def test_a_further_run_that_fails_shows_nothing(self):
        for outcome in "fail", "hang":
            texts = self.found([".recv", ".send"], ["rs_recv"], ([".recv"], ["rs_recv"], outcome))
            self.assertEqual(len(texts), 1)
            self.assertIn("uses send()", texts[0])

    def test_a_profile_that_was_cut_short(self):
        self.assertEqual(self.found([".recv"], ["rs_recv"], cut=["its time was over"]), ["the profile of stock: its time was over"])

    def test_of_a_test_that_fails(self):
        self.assertEqual(self.found([".recv"], [], outcome="fail"), [])

    def test_an_empty_profile(self):
        self.assertEqual(self.found([], ["rs_recv"]), ["the profile of stock has no function of _socket"])

    def test_what_a_child_says(self):
        text = """
            import _thread, socket, threading, unittest
            def recv(end, done):
                end.recv(1)
                done.release()
            class T(unittest.TestCase):
                @classmethod
                def setUpClass(cls): socket.htons(1)
                def test_a_functions(self): socket.ntohl(1); socket.inet_aton("127.0.0.1")
                def test_b_methods(self):
                    a, b = socket.socketpair()
                    with a, b:
                        for start in _thread.start_new_thread, lambda *what: threading.Thread(target=what[0], args=what[1]).start():
                            done = _thread.allocate_lock()
                            done.acquire()
                            a.send(b"x")
                            start(recv, (b, done))
                            done.acquire()
                def test_c_what_raises(self):
                    with self.assertRaises(OSError): socket.inet_aton("x")
                def test_d_left_out(self): pass
        """
        with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as log:
            with open(os.path.join(folder, "sample_of_profile.py"), "w") as file:
                file.write(textwrap.dedent(text))
            environment = type("Environment", (), {"command": [sys.executable, "-B"], "variables": dict(os.environ, PYTHONPATH=folder)})
            found = suites.run_module(environment, "sample_of_profile", [], 20, 50, log, profile=True,
                                      without=["sample_of_profile.T.test_d_left_out"])
        self.assertEqual({test[-3:]: (outcome.outcome, outcome.used) for test, outcome in found.outcomes.items()},
                         {"ons": ("pass", ["inet_aton", "ntohl"]), "ods": ("pass", [".close", ".detach", ".recv", ".send", "socketpair"]),
                          "ses": ("pass", [])})


class Symbols(unittest.TestCase):
    """The drop-in makes no system call of its own."""

    def check(self, code):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "x.c"), "w") as file:
                file.write(code)
            build.run(["cc", "-c", "-O0", "-w", "x.c"], folder)
            build.check_symbols(folder)

    def test_memory_and_librefsock(self):
        self.check("int rs_recv(void); void *memcpy(void *, const void *, unsigned long);"
                   "int x(char *p, int n) { memcpy(p, p + n, n); return rs_recv(); }")

    def test_a_system_call(self):
        for name in ("recv", "close", "poll", "getaddrinfo", "syscall", "_Py_read", "_Py_write", "_Py_open", "_Py_dup", "strcmpfoo",
                     "PyErr_Print", "PyObject_Print", "PyRun_SimpleString", "memcpyx", "__asan", "PyOS_Readline"):
            with self.assertRaisesRegex(build.BuildError, name):
                self.check("int %s(int); int x(void) { return %s(1); }" % (name, name))


    def test_a_weak_one(self):
        for name in "recv", "environ":
            with self.assertRaisesRegex(build.BuildError, name):
                self.check("extern int %s __attribute__((weak)); int *x(void) { return &%s; }" % (name, name))
        self.check("int rs_recv(void) __attribute__((weak)); int x(void) { return rs_recv ? rs_recv() : 0; }")


class Surface(unittest.TestCase):
    """What surface.py says of both modules, or that it does not come to an end on one."""

    SAYS = "echo '{\"names\": {\"AF_INET\": %d}, \"answers\": {}, \"members\": []}'"

    def compare(self, *sides, limit=20):
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as text:
            environments = []
            for i, program in enumerate(sides):
                path = os.path.join(folder, str(i))
                with open(path, "w") as file:
                    file.write("#!/bin/sh\n" + program)
                os.chmod(path, 0o755)
                environments.append(type("Environment", (), {"python": path}))
            return compare.compare_surface(*environments, limit), text.getvalue()

    def test_answers(self):
        self.assertEqual(self.compare(self.SAYS % 2, self.SAYS % 2)[0], 0)
        count, text = self.compare(self.SAYS % 2, self.SAYS % 3)
        self.assertEqual(count, 1)
        self.assertIn("AF_INET: 2 -> 3", text)

    def test_families_that_stock_was_built_without(self):
        def says(**names):
            answers = {"any %s 0.bind(1)" % name[3:]: "x" for name in names}
            return "echo '%s'" % json.dumps({"names": names, "answers": answers, "members": []})

        self.assertEqual(self.compare(says(AF_A=1), says(AF_A=1, AF_B=2))[0], 0)
        self.assertEqual(self.compare(says(AF_A=1, AF_B=2), says(AF_A=1))[0], 2)  # the name, and the answer
        self.assertEqual(self.compare("echo '%s'" % says(AF_A=1)[6:-1].replace("any A", "any B"), says(AF_A=1))[0], 2)

    def test_no_end(self):
        """On the drop-in it is a difference; on stock the run has failed."""
        for program, limit, why in ("exec sleep 1000", 3, "timed out after 3 seconds"), ("kill -SEGV $$", 20, "died with"):
            count, text = self.compare(self.SAYS % 2, program, limit=limit)
            self.assertEqual(count, 1)
            self.assertIn(why, text)
            with self.assertRaises(subprocess.SubprocessError):
                self.compare(program, self.SAYS % 2, limit=limit / 20)


class Functions(unittest.TestCase):
    def test_names_of_the_header(self):
        names = build.public_functions()
        self.assertEqual(len(names), len(set(names)))
        for name in ("rs_open", "rs_recv", "rs_sendmsg", "rs_version", "rs_set_signal_hook"):
            self.assertIn(name, names)
        self.assertNotIn("rs_str", names)  # inline, not the library's
        self.assertNotIn("rs_share", names)  # of Windows


if __name__ == "__main__":
    unittest.main()
