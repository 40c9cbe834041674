"""Scripts of `repro` are run as a user would: they agree, differ or do not apply, with the status that they promise."""

import ast
import json
import os
import subprocess
import sys
import unittest

from tests import programs
from tests.helpers import Case


class Scripts(Case):
    def script(self, program):
        path = self.path("script.py")
        done = self.run_program("repro", "--lang", "python", "-o", path, stdin=json.dumps(program) + "\n")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return path

    def run_script(self, program):
        done = subprocess.run([sys.executable, self.script(program)], capture_output=True, encoding="utf-8", timeout=60,
                              check=False, env=dict(os.environ, TMPDIR=self.folder))
        self.assertNotIn("Traceback", done.stderr)
        return done

    def test_as_specified(self):
        for program in programs.AS_SPECIFIED:
            with self.subTest(program["id"]):
                done = self.run_script(program)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn("As specified.", done.stdout)

    def test_what_differs_is_shown(self):
        for program in programs.DIFFERENT:
            with self.subTest(program["id"]):
                done = self.run_script(program)
                self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
                self.assertRegex(done.stdout, r"DIFFERS x\.case:\d+ [^\n]*\n +observed .*\n +wanted  +\S")

    def test_elsewhere(self):
        for program in programs.ELSEWHERE:
            with self.subTest(program["id"]):
                done = self.run_script(program)
                self.assertEqual(done.returncode, 77, done.stdout)
                self.assertIn("does not apply here", done.stdout)

    def test_nothing_is_left_behind(self):
        for program in (programs.AS_SPECIFIED[0], programs.DIFFERENT[7], programs.ELSEWHERE[0]):
            self.run_script(program)
            self.assertEqual(os.listdir(self.folder), ["script.py"])

    def test_names_of_the_program_hide_nothing(self):
        made = [programs.call("socketpair", bind=["socket", "len"]), programs.call("sys.pipe", bind=["class", "sys_pipe"]),
                programs.call(".send", programs.data("x"), on="socket", expect={"value": 1}),
                {"do": "check", "value": {"len": programs.data("abc")}, "expect": {"value": 3}}]
        self.assertEqual(self.run_script(programs.program("x.names", made)).returncode, 0)

    def test_text_of_the_program_stays_text(self):
        odd = "\"\"\"\n'''\nimport os # \\\u202e"
        made = programs.program("x.odd", [dict(programs.call("inet_aton", odd, expect={"raises": {"class": "OSError"}}), source=odd)],
                                says=odd, file=odd)
        path = self.script(made)
        with open(path, encoding="utf-8") as file:
            ast.parse(file.read())
        self.assertEqual(self.run_script(made).returncode, 0)


class Input(Case):
    def fails(self, text, code, why):
        done = self.run_program("repro", stdin=text)
        self.assertEqual(done.returncode, code)
        self.assertIn(why, done.stderr)

    def test_what_is_no_program(self):
        one = json.dumps(programs.AS_SPECIFIED[0]) + "\n"
        self.fails("", 2, "one program is needed, here are 0")
        self.fails(one + one, 2, "here are 2: x.eof, x.eof")
        self.fails("{", 2, "not what `sockspec export` prints")
        self.fails('{"program":2}', 2, "not a program of format 1")
        self.fails('{"program":1,"id":"a"}', 2, "is not a program of format 1")

    def test_id_of_a_run(self):
        fake = self.file("#!/bin/sh\n[ \"$*\" = 'export --select x.eof' ] && cat '%s'\n" % self.file(json.dumps(programs.AS_SPECIFIED[0]), "one.json"), "sockspec")
        os.chmod(fake, 0o755)
        os.environ["SOCKSPEC"] = fake
        self.addCleanup(os.environ.pop, "SOCKSPEC")
        done = self.run_program("repro", "x.eof")
        self.assertEqual((done.returncode, "# x.eof" in done.stdout), (0, True))
        done = self.run_program("repro", "x.absent")
        self.assertEqual((done.returncode, "neither a file nor a run" in done.stderr), (2, True))
        os.environ["SOCKSPEC"] = self.path("absent")
        self.assertEqual(self.run_program("repro", "x.eof").returncode, 3)

    def test_what_a_script_cannot_do(self):
        fault = programs.program("x.fault", [{"do": "fault", "syscall": "socket", "errno": "EMFILE", "nth": 1}])
        self.fails(json.dumps(fault), 3, "it uses the step fault")
        self.fails(json.dumps(programs.program("x.op", [programs.call("sys.fly")])), 3, "the operation sys.fly")


if __name__ == "__main__":
    unittest.main()
