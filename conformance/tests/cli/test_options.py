"""The command line: wrong usage, profiles, interop, check-adapter, the commands handed to Python."""
import json
import os
import re
import shlex
import sys
import unittest

import sockspec
from sockspec import CASES, Test, fake

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(sockspec.HERE)))


class Usage(Test):
    def test_wrong_usage_is_status_2_with_a_word(self):
        for arguments, says in (
                (["nonsense"], "unknown command"),
                (["run", "--no-such-option"], "no-such-option"),
                (["run", "extra"], "unexpected argument 'extra'"),
                (["run", "--impl", "x"], "--impl takes NAME=CMD"),
                (["run", "--impl", "=x"], "--impl takes NAME=CMD"),
                (["run", "--impl", "a/b=x"], "--impl takes NAME=CMD"),
                (["run", "--impl", "a=x", "--impl", "a=y"], "the same name"),
                (["run", "--impl", "a=x y", "--impl", "b=x  'y'", "--cases", CASES], "b has the command of a"),
                (["run", "--impl", b"d\xe9=x"], "--impl: the name is not UTF-8 text: 'd\\xe9=x'"),
                (["run", "--impl", "a='x", "--cases", CASES], "a ' is not closed"),
                (["run", "--oracle", "best"], "--oracle takes"),
                (["run", "--oracle", "none", "--oracle-cmd", "x"], "--oracle-cmd is for a live oracle"),
                (["run", "--jobs", "0"], "--jobs takes"),
                (["run", "--jobs", "-1"], "--jobs takes"),
                (["run", "--repeat", "x"], "--repeat takes"),
                (["run", "--shuffle", "x"], "--shuffle takes"),
                (["run", "--deadline-scale", "0"], "--deadline-scale takes"),
                (["run", "--deadline-scale", "nan"], "--deadline-scale takes"),
                (["run", "--loopback-delay", "0"], "--loopback-delay takes"),
                (["run", "--loopback-delay", "5ms"], "--loopback-delay takes"),
                (["run", "--shard", "3/2"], "--shard takes"),
                (["run", "--level", "high"], "--level takes"),
                (["run", "--select", "*", "--select", b"\xe9*"], "what --select takes is not UTF-8 text"),
                (["list", "--no-tag", b"\xe9"], "what --no-tag takes is not UTF-8 text"),
                (["run", "--resume"], "--resume needs --journal"),
                (["run", "--interop", "a"], "--interop takes two"),
                (["run", "--interop", "a", "b", "--cases", CASES, "--oracle", "none"], "no implementation 'a'"),
                (["run", "--profile", "best", "--cases", CASES], "no profile 'best'; there are: core"),
                (["run", "--cases", "/no/such/folder"], "/no/such/folder"),
                (["check-adapter"], "in quotes"),
                (["platform", "x"], "usage")):
            status, out, err = self.command(*arguments)
            self.assertEqual(status, 2, arguments)
            self.assertIn(says, err)
            self.assertEqual(out, "", arguments)

    def test_help(self):
        for command in ("run", "record", "merge", "check-adapter", "platform"):
            status, out, err = self.command(command, "--help")
            self.assertEqual((status, err), (0, ""))
            self.assertIn("usage: sockspec " + command, out)

    def test_count_checks_and_runs_nothing(self):
        words = ["run", "--cases", CASES, "--impl", "x=/no/such/program", "--journal", self.path("j.jsonl"), "--count"]
        self.assertEqual(self.command(*words), (0, "8 runs\n", ""))
        self.assertEqual(self.command(*words, "--select", "tiny.full")[:2], (0, "1 runs\n"))
        for more, says in (["--select", "tiny.gone"], "matches none"), (["--selct", "x"], "--selct"), (["--profile", "best"], "no profile"):
            status, out, err = self.command(*words, *more)
            self.assertEqual((status, out), (2, ""))
            self.assertIn(says, err)
        self.assertFalse(os.path.exists(self.path("j.jsonl")))

    def test_count_reads_the_files_that_are_named(self):
        bad = self.write("bad", "nonsense\n")
        good = self.write("good", "implementation fake\ndeviation tiny.full\n  outcome fail\n  signature \"...\"\n  kind bug\n  reason r\n")
        words = ["run", "--cases", CASES, "--impl", "fake=" + fake(), "--oracle", "none"]
        for more in (["--deviations", "/nope"], ["--deviations", good, "--deviations", bad], ["--recording", "/nope"],
                     ["--recording", bad, "--deviations", "/nope"]):
            status, out, err = self.command(*words, *more, "--count")
            self.assertEqual((status, out), (2, ""), more)
            self.assertIn(more[1] if "--recording" in more else more[-1], err)
            self.assertEqual((status, out, err), self.command(*words, *more))
        self.assertEqual(self.command(*words, "--deviations", good, "--deviations", "none", "--count"), (0, "8 runs\n", ""))

    def test_platform(self):
        status, out, _ = self.command("platform")
        self.assertEqual(status, 0)
        self.assertRegex(out, r"\A[a-z]+-[0-9.]+-[a-z0-9.]+-\w+(-[a-z]+[0-9.]+)?\n\Z")

    def test_no_python(self):
        status, _, err = self.command("report", "x", env={"PATH": "/no/such/folder"})
        self.assertEqual(status, 3)
        self.assertIn("needs python3", err)

    def test_report_is_handed_on(self):
        self.run_cases()
        status, _, err = self.command("report", self.path("j.jsonl"), "--junit", self.path("x.xml"))
        self.assertEqual((status, err), (0, ""))
        self.assertTrue(os.path.exists(self.path("x.xml")))
        status, out, _ = self.command("explain", self.path("j.jsonl"), "tiny.full")
        self.assertEqual(status, 0)
        self.assertIn("tiny.full", out)

    def test_no_python_means_no_live_oracle(self):
        words = ["run", "--cases", CASES, "--impl", "fake=" + fake(), "--deviations", "none"]
        status, out, _ = self.command(*words, env={"PATH": "/no/such/folder"})
        self.assertEqual(status, 0)
        self.assertRegex(out, r"oracle: (recorded|none).*no python3 in PATH")


class Profiles(Test):
    def test_core_has_core_operations_only(self):
        status, _, err = self.run_cases("--profile", "core", "--level", "must")
        self.assertEqual(status, 2, err)  # nothing in the small table is a must
        status, _, _ = self.run_cases("--profile", "full")
        self.assertEqual(status, 0)
        self.assertEqual(self.lines()[0]["profile"]["name"], "full")
        self.assertEqual(len(self.verdicts()), 8)

    def test_levels_and_kinds(self):
        os.mkdir(self.path("cases"))
        self.write("cases/p.case", 'group p\n  tag meta\n\ncase core\n  clause func.inet_aton.packs\n'
                   '  inet_aton("1.2.3.4") -> bytes\n\ncase not_core\n  clause func.inet_aton.packs\n'
                   '  getfqdn() -> text\n\ncase should\n  inet_aton("1.2.3.4") -> bytes\n')
        for profile, wanted in (("core", {"p.core"}), ("inet", {"p.core", "p.not_core", "p.should"})):
            self.run_cases("--profile", profile, cases=self.path("cases"))
            self.assertEqual(set(self.verdicts()), wanted, profile)


class Interop(Test):
    def test_each_way(self):
        impls = {"a": fake("--name", "a"), "b": fake("--name", "b", "--lie", "inet_ntoa")}
        status, _, _ = self.run_cases("--interop", "a", "b", impls=impls)
        self.assertEqual(status, 1)
        verdicts = {name: self.verdicts(impl=name) for name in ("a+a", "a+b", "b+a", "b+b")}
        self.assertEqual(verdicts, {"a+a": {"tiny.two_ends": "pass"}, "a+b": {"tiny.two_ends": "fail"},
                                    "b+a": {"tiny.two_ends": "pass"}, "b+b": {"tiny.two_ends": "fail"}})
        deviations = self.write("d", "implementation b\ndeviation tiny.two_ends\n  outcome fail\n  signature \"...\"\n"
                                "  kind bug\n  reason it lies\n")
        status, out, _ = self.run_cases("--interop", "a", "b", "--deviations", deviations, impls=impls)
        self.assertEqual(status, 0, out)  # in b+a the one that lies is not asked
        header = self.lines()[0]
        self.assertEqual([one.get("actors") for one in header["implementations"] if one["role"] == "tested"],
                         [["a", "a"], ["a", "b"], ["b", "a"], ["b", "b"]])
        self.assertEqual(header["suite"]["selected"], 1)

    def test_of_cases_with_one_actor_says_so(self):
        words = ["--interop", "a", "b", "--select"]
        for more, says in (["tiny.full"], "--interop: none of the 1 runs that the selection matches has two actors"), (["tiny.gone"], "the selection matches none of the 8 runs"):
            status, out, err = self.run_cases(*words, *more, impls={"a": fake("--name", "a"), "b": fake("--name", "b")})
            self.assertEqual((status, out), (2, ""))
            self.assertIn(says, err)


class VersionManagers(Test):
    """A python3 that is a script which looks for the real one is asked once which one that is."""

    def manager(self, text):
        script, log = self.write("python3", text), self.write("log", "")
        os.chmod(script, 0o755)
        adapter = shlex.split(fake())[1]
        status, out, _ = self.run_cases("--jobs", "2", impls={"fake": "%s %s" % (shlex.quote(script), adapter)},
                                        env=dict(os.environ, LOG=log, PYTHON=sys.executable))
        with open(log) as lines:
            return status, out, len(lines.readlines())

    def test_is_asked_once(self):
        status, out, starts = self.manager('#!/bin/sh\necho start >>"$LOG"\nexec "$PYTHON" "$@"\n')
        self.assertEqual((status, starts), (0, 1), out)

    def test_that_says_nothing_is_used_as_it_is(self):
        # What the actors get as environment is not ours: the names are in the script.
        script = '#!/bin/sh\n[ "$1" = -c ] && exit 1\necho start >>%s\nexec %s "$@"\n'
        status, out, starts = self.manager(script % (shlex.quote(self.path("log")), shlex.quote(sys.executable)))
        self.assertEqual(status, 0, out)
        self.assertGreater(starts, 1)


class CheckAdapter(Test):
    def check(self, command):
        status, out, _ = self.command("check-adapter", command)
        return status, out

    def test_one_that_ends_says_why_itself(self):
        """The last line on stderr, where the cause stands behind a traceback."""
        for said, shown in (r"Traceback\n\nImportError: no\n \n", "last on stderr: ImportError: no\n"), ("", "last on stderr: nothing\n"):
            status, out = self.check("sh -c 'printf \"%s\" >&2'" % said)
            self.assertEqual(status, 1)
            self.assertIn("closed its stdout without an answer; " + shown, out)

    def test_one_that_has_ended_before_it_was_asked_says_why_itself(self):
        status, out = self.check(fake("--deaf"))
        self.assertEqual(status, 1)
        self.assertIn("closed its stdout without an answer; last on stderr: OSError: [Errno 9] Bad file descriptor\n", out)

    def test_a_good_one(self):
        adapter = os.path.join(os.path.dirname(os.path.dirname(sockspec.HERE)), "adapters", "python", "adapter.py")
        status, out = self.check("python3 " + adapter)
        self.assertEqual(status, 0, out)
        self.assertIn(", 0 wrong, 0 not checked", out)

    def test_a_request_without_meaning_ends_it(self):
        for how, says in (("crash", "after no JSON it exited with status 1"), ("quiet", "after no JSON it said nothing on stderr"),
                          ("answer", 'no JSON was answered: {"id":1,"ok":null}'), ("right", "ok    a request without meaning")):
            _, out = self.check(fake("--senseless", how))
            self.assertIn(says, out)

    def test_a_hello_is_what_its_schema_says(self):
        """hello_test.c has the rest."""
        for hello, says in (('{"api": "1.24.0"}', '`api` is the CPython version whose behaviour is claimed, as "3.11", and not "1.24.0"'),
                            ('{"constants": {"a\\u001b": 1}}', r"constant a\x1b has not the name of one")):
            status, out = self.check(fake("--hello", hello))
            self.assertEqual(status, 1)
            self.assertIn("FAIL  hello\n      hello: %s\n" % says, out)

    def test_what_is_not_seen_in_answers_is_said(self):
        descriptors = "descriptors 0 and 1 are not the protocol's"
        _, out = self.check(fake("--no-ns", "--pid", "own", "--sigpipe"))
        for line in ("FAIL  answers to calls have their duration\n      that to htonl has no whole number `ns`",
                     "FAIL  a broken connection is an error\n      after .send to a closed peer it died of SIGPIPE",
                     "-     errors name their classes: no call raised one"):
            self.assertIn(line + "\n", out)
        self.assertRegex(out, "FAIL  %s\n      descriptors 0 and 1 of its process, [0-9]+, are still the protocol's\n" % descriptors)
        _, out = self.check(fake("--last-words", *(word for op in ("htons", "htonl", "inet_aton", "inet_ntoa") for word in ("--unsupported", op))))
        for line in ("FAIL  bye: exits with status 0\n      after it there was one more line: so long",
                     "FAIL  end of input: exits with status 0\n      after it there was one more line: so long",
                     "-     %s: needs sys.pid" % descriptors,
                     "-     answers to calls have their duration: no call was answered",
                     "-     a broken connection is an error: needs socketpair, .close and .send"):
            self.assertIn(line + "\n", out)

    def test_errors_name_their_classes(self):
        for bases in '["OSError","Exception"]', '[]', '["Exception","OSError"]', '["OSError"]':
            _, out = self.check(fake("--raise", '"x"', "--bases", bases))
            says = "FAIL  %s\n      `bases` of the error of htonl are not OSError first and Exception last: " + bases
            self.assertIn((says if bases != '["OSError","Exception"]' else "ok    %s") % "errors name their classes" + "\n", out)
            self.assertIn("ok    answers to calls have their duration\n", out)

    def test_the_process_that_answers_is_looked_at(self):
        """Whatever it was started by, and only where it is known."""
        name = "descriptors 0 and 1 are not the protocol's"
        for arguments, line in ((["--pid", "own"], "FAIL  %s"), (["--pid", "own", "--away"], "ok    %s")):
            _, out = self.check("sh -c %s" % shlex.quote(fake(*arguments) + "; true"))
            self.assertIn(line % name + "\n", out)
        for arguments, why in ((["--pid", str(os.getpid())], "sys.pid names no process that was started here"),
                               (["--pid", "own", "--hello", '{"os": "windows"}'], "only Linux shows them, and it is on windows")):
            self.assertIn("-     %s: %s\n" % (name, why), self.check(fake(*arguments))[1])

    def test_what_is_wrong_is_said(self):
        for command, says in ((fake(), "missing: socket"), (fake("--lie", "inet_aton"), 'wanted {"ok":{"bytes": "0102feff"}'),
                              (fake("--bad-bye"), "exited with status 5"), (fake("--mute"), "closed its stdout"),
                              (fake("--die", "inet_aton"), "closed its stdout"), (fake(), "no {\"started\""),
                              ("/no/such/program", "cannot start"), ("cat", "no `hello`"),
                              ("echo hello", "hello")):
            status, out = self.check(command)
            self.assertEqual(status, 1, command)
            self.assertIn("FAIL", out)
            self.assertIn("to do: ", out)
            self.assertIn(says.replace('": "', '":"'), out)
            self.assertNotIn("\x1b", out)


class Manual(Test):
    """sockspec(1) has the options that the commands say they have."""

    SELECTION = {"--select", "--kind", "--no-kind", "--level", "--tag", "--no-tag", "--shard"}

    @classmethod
    def setUpClass(cls):
        with open(os.path.join(ROOT, "docs", "man", "sockspec.1"), encoding="utf-8") as page:
            text = re.sub(r"\\f[A-Z]", "", page.read().replace("\\-", "-"))
        cls.sections = dict(re.findall(r"^\.SH ([A-Z ]+)\n(.*?)(?=^\.SH |\Z)", text, re.M | re.S))

    @staticmethod
    def options(text):
        return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", re.sub("`[^`]*`", "", text))) - {"--help"}

    def said(self, command):
        status, out, _ = self.command(command, "--help")
        self.assertEqual(status, 0, command)
        return self.options(out)

    def test_run(self):
        self.assertEqual(self.options(self.sections["OPTIONS OF RUN"]), self.said("run"))

    def test_the_other_commands(self):
        items = re.findall(r"^\.TP\n\.B (\S+)\n(.*?)(?=^\.TP\n|\Z)", self.sections["OPTIONS OF OTHER COMMANDS"], re.M | re.S)
        commands = {word for names in re.findall(r"^\.TP\n\.B (.+)$", self.sections["COMMANDS"], re.M) for word in names.split(", ")}
        self.assertGreater(len(commands), 15)
        described = dict(items)
        for command in sorted(commands - {"run"}):
            text = described.pop(command, "")
            wanted = self.options(text) | (self.SELECTION if "selection" in text else set())
            self.assertEqual(wanted, self.said(command), command)
        self.assertEqual(described, {})

    def test_the_synopsis(self):
        for line in re.split(r"^\.br$", self.sections["SYNOPSIS"], flags=re.M):
            words = re.findall(r"\bsockspec ([a-z-]+)|(--[a-z-]+)", line)
            self.assertLessEqual({option for _, option in words if option}, self.said(words[0][0]), line)


class Schema(Test):
    def test_journals_are_as_the_schema_says(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("needs the module jsonschema (python3-jsonschema)")
        with open(os.path.join(ROOT, "docs", "schema", "journal.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(schema)
        validators = {name: jsonschema.Draft7Validator({"definitions": schema["definitions"],
                                                        "$ref": "#/definitions/" + name})
                      for name in ("header", "case", "footer")}
        deviations = self.write("d", "implementation fake\ndeviation tiny.full tiny.gone\n  outcome fail\n"
                                "  signature \"...\"\n  kind bug\n  reason r\n")
        broken = fake("--lie", "inet_aton", "--die", "htons", "--bad-bye")
        for arguments in ((), ("--profile", "full", "--deviations", deviations, "--shuffle", "3"),
                          ("--interop", "a", "fake"), ("--shard", "1/2", "--oracle-cmd", fake("--name", "o"))):
            self.run_cases(*arguments, oracle=None if "--oracle-cmd" in arguments else "none",
                           impls={"a": fake(), "fake": broken, "mute": fake("--mute")})
            for line in self.lines():
                problems = ["%s: %s" % (list(p.path), p.message) for p in validators[line["type"]].iter_errors(line)]
                self.assertEqual(problems, [], line)
        line = next(line for line in self.lines() if line["type"] == "case")
        line["outcome"] = "excellent"
        self.assertTrue(list(validators["case"].iter_errors(line)))


if __name__ == "__main__":
    unittest.main()
