"""The judgement between the two modules, and a child that hangs, crashes, skips."""
import contextlib
import io
import os
import shutil
import sys
import tempfile
import textwrap
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "runner"))

import build  # noqa: E402
import compare  # noqa: E402
import functions  # noqa: E402
import suites  # noqa: E402


def outcome(name):
    return suites.Outcome(name, 0.1, "")


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
        self.assertEqual(compare.better({"t": outcome("fail")}, {"t": outcome("pass")}), ["t"])

    def test_missing_on_one_side(self):
        self.assertEqual(compare.worse({}, {"t": outcome("pass")}), ["t"])
        self.assertEqual(compare.worse({"t": outcome("skip")}, {}), ["t"])


class Principle(unittest.TestCase):
    def test_at_most_three_with_reasons(self):
        for mode in "plain", "full":
            table = compare.read_principle(mode)
            self.assertLessEqual(len(table), 3)
            self.assertTrue(all(table.values()))


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

    def run_it(self, **options):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "sample_of_tests.py"), "w") as file:
                file.write(textwrap.dedent(self.MODULE))
            environment = type("Environment", (), {"command": [sys.executable], "variables": None})
            os.environ["PYTHONPATH"] = folder
            try:
                with open(os.devnull, "w") as log:
                    found = suites.run_module(environment, "sample_of_tests", options.get("match", []), 1, 50, log)
            finally:
                del os.environ["PYTHONPATH"]
        return {test.split(".")[-1]: result.outcome for test, result in found.items()}

    def test_each_outcome(self):
        self.assertEqual(self.run_it(), {
            "test_a_pass": "pass", "test_b_hang": "hang", "test_c_crash": "crash", "test_d_fail": "fail",
            "test_e_skip": "skip", "test_f_error": "error", "test_g_subtests": "fail", "test_h_expected": "expected-failure",
            "test_i_pass": "pass", "Fixture)": "error"})

    def test_match(self):
        self.assertEqual(self.run_it(match=["*test_a*", "*test_d*"]), {"test_a_pass": "pass", "test_d_fail": "fail"})


class Proof(unittest.TestCase):
    """What a run must show to count as one of the drop-in."""

    def side(self, notes, counters=(("rs_recv", 1),), module="/e/_socket_dropin.so"):
        environment = build.Environment.__new__(build.Environment)
        environment.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, environment.folder)
        environment.module = module
        environment.counters = lambda: dict(counters)
        with open(os.path.join(environment.folder, "processes"), "w") as file:
            file.write(notes)
        return environment

    def proved(self, stock, dropin, **more):
        with contextlib.redirect_stdout(io.StringIO()) as text:
            return functions.report(self.side(stock, module=None), self.side(dropin, **more), None), text.getvalue()

    def test_all_on_the_dropin(self):
        good, _ = self.proved("socket\t1\tbuilt in\n", "start\t1\nsocket\t1\t/e/_socket_dropin.so\n")
        self.assertTrue(good)

    def test_one_on_another_module(self):
        good, text = self.proved("", "socket\t1\t/e/_socket_dropin.so\nsocket\t2\tbuilt in\n")
        self.assertFalse(good)
        self.assertIn("1 on built in", text)

    def test_stock_on_the_dropin(self):
        self.assertFalse(self.proved("socket\t1\t/e/_socket_dropin.so\n", "socket\t1\t/e/_socket_dropin.so\n")[0])

    def test_nothing_called(self):
        good, _ = self.proved("", "socket\t1\t/e/_socket_dropin.so\n", counters=(("rs_recv", 0),))
        self.assertFalse(good)

    def test_a_start_that_never_loaded_it_is_counted(self):
        notes = "start\t1\t-S\t-c\tpass\nstart\t2\tx.py\nsocket\t2\t/e/_socket_dropin.so\n"
        good, text = self.proved("", notes)
        self.assertTrue(good)
        self.assertIn("(python -S, or ended before that): 1", text)
        self.assertIn("python -S -c pass", text)


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
        for name in "recv", "close", "poll", "getaddrinfo", "syscall":
            with self.assertRaisesRegex(build.BuildError, name):
                self.check("int %s(int); int x(void) { return %s(1); }" % (name, name))


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
