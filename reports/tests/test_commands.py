"""compare, explain, drift, merge-check, knowndiff, errata: their verdicts, exit statuses and messages."""

import json
import os
import unittest

from tests import programs, synthetic
from tests.helpers import Case
from tests.hostile import ALL

ODD = {"kind": "bug", "file": "ref.dev", "line": 3, "reason": "known", "link": "https://example.org/1"}


class Compare(Case):
    def compare(self, old, new, *options):
        a, b = self.file(synthetic.journal(old), "old.jsonl"), self.file(synthetic.journal(new), "new.jsonl")
        return self.run_program("compare", a, b, *options)

    def changes(self, old, new):
        done = self.compare(old, new, "--json")
        made = json.loads(done.stdout)
        self.assertEqual(made["worse"], done.returncode == 1)
        return done.returncode, {name: [one["id"] for one in entries] for name, entries in made["changes"].items() if entries}

    def test_each_change(self):
        ok, bad = synthetic.case(id="a.a"), synthetic.case(id="a.a", outcome="fail")
        other = synthetic.case(id="a.a", outcome="crash", signature="died", expected=False)
        known = synthetic.case(id="a.a", outcome="fail", expected=True, deviation=ODD)
        known_other = synthetic.case(id="a.a", outcome="hang", expected=True, deviation=ODD)
        away = synthetic.case(id="a.a", outcome="inapplicable", reason="no")
        odd_pass = synthetic.case(id="a.a", expected=False, deviation=ODD)
        rest = synthetic.case(id="a.rest")
        for old, new, wanted in (
                (ok, ok, (0, {})), (bad, bad, (0, {})), (away, away, (0, {})), (known, known, (0, {})),
                (ok, bad, (1, {"new_failures": ["a.a"]})), (away, bad, (1, {"new_failures": ["a.a"]})),
                (known, odd_pass, (1, {"new_failures": ["a.a"]})), (None, bad, (1, {"new_failures": ["a.a"]})),
                (bad, ok, (0, {"fixed": ["a.a"]})), (known, ok, (0, {"fixed": ["a.a"]})),
                (bad, other, (0, {"changed": ["a.a"]})), (known, known_other, (0, {"changed_deviations": ["a.a"]})),
                (ok, known, (0, {"new_deviations": ["a.a"]})), (ok, away, (1, {"newly_inapplicable": ["a.a"]})),
                (away, ok, (0, {"newly_applicable": ["a.a"]})), (None, ok, (0, {"new": ["a.a"]})),
                (ok, None, (1, {"vanished": ["a.a"]}))):
            with self.subTest(old=old and old["outcome"], new=new and new["outcome"]):
                self.assertEqual(self.changes([one for one in (old, rest) if one], [one for one in (new, rest) if one]), wanted)

    def test_text(self):
        done = self.compare([synthetic.case()], [synthetic.case(outcome="fail")])
        self.assertIn("WORSE  new failures: 1", done.stdout)
        self.assertIn("pass -> fail (unexpected), step 4: returned b\"\"", done.stdout)
        self.assertEqual(self.compare([synthetic.case()], [synthetic.case()]).stdout, "no difference\n")

    def test_complaints_that_are_new(self):
        stale, other = ({"file": "ref.dev", "line": line, "pattern": "a.*"} for line in (3, 4))
        gone = {"outcome": "hang", "reason": "it did not leave"}
        paths = [self.file(synthetic.journal([synthetic.case()], footer_changes=dict(changes, exit=1)), "j%d.jsonl" % number)
                 for number, changes in enumerate(({}, {"unmatched_deviations": [stale]}, {"unmatched_deviations": [stale, other]},
                                                   {"unmatched_deviations": [other], "shutdown": [gone]}))]
        for old, new, status, text in (
                (0, 1, 1, "WORSE  beside the runs: 1\n  the deviation at ref.dev:3 (a.*) matches nothing: it is stale"),
                (1, 1, 0, "no difference"), (1, 0, 0, "no longer beside the runs: 1\n  the deviation at ref.dev:3"),
                (1, 2, 1, "WORSE  beside the runs: 1\n  the deviation at ref.dev:4"),
                (2, 3, 1, "WORSE  beside the runs: 1\n  an adapter did not leave in order: hang: it did not leave")):
            done = self.run_program("compare", paths[old], paths[new])
            self.assertEqual(done.returncode, status, done.stdout)
            self.assertIn(text, done.stdout)
            self.assertEqual("no difference" in done.stdout, old == new)
        made = json.loads(self.run_program("compare", paths[0], paths[1], "--json").stdout)
        self.assertEqual((made["worse"], len(made["new_complaints"]), made["gone_complaints"]), (True, 1, []))

    def test_two_implementations_of_another_name(self):
        done = self.compare([synthetic.case("old")], [synthetic.case("new", outcome="fail")])
        self.assertIn("old, then new recv.eof", done.stdout)

    def test_an_implementation_that_is_gone(self):
        done = self.compare([synthetic.case("a"), synthetic.case("b")], [synthetic.case("a")])
        self.assertEqual(done.returncode, 1)
        self.assertIn("b: only in the old journal", done.stdout)

    def test_incomplete(self):
        a = self.file(synthetic.journal([synthetic.case()]), "old.jsonl")
        b = self.file(synthetic.journal([synthetic.case()], with_footer=False), "new.jsonl")
        done = self.run_program("compare", a, b)
        self.assertEqual(done.returncode, 3)
        self.assertIn("not conformant: journal incomplete", done.stdout)


class Explain(Case):
    def explain(self, cases, *arguments, **changes):
        return self.run_program("explain", self.file(synthetic.journal(cases, **changes)), *arguments)

    def test_everything_is_there(self):
        made = synthetic.case(outcome="fail", stderr="oops\n\x1b[31m", erratum="the page says otherwise", expected=True, deviation=ODD)
        text = self.explain([made], made["id"], clauses={"method.recv.bytes": "recv returns bytes"}).stdout
        for part in ("fail, expected", "recv.case:12", "method.recv.bytes  recv returns bytes", "the page says otherwise",
                     "implementation: the oracle passes", "ref.dev:3 (bug) known", ">   17  b.recv(10) -> b\"x\"",
                     "observed  b\"\"", "wanted    b\"x\"", "cpython   b\"x\"", "cpython (oracle): pass", "oops", "\\x1b[31m",
                     "sockspec run --select 'recv.eof_after_peer_shutdown[tcp4]' --impl ref=ref-adapter"):
            self.assertIn(part, text)

    def test_one_implementation(self):
        cases = [synthetic.case("a"), synthetic.case("b")]
        self.assertIn(" on b: pass", self.explain(cases, cases[0]["id"], "--impl", "b").stdout)
        self.assertNotIn(" on a: pass", self.explain(cases, cases[0]["id"], "--impl", "b").stdout)
        done = self.explain(cases, cases[0]["id"], "--impl", "c")
        self.assertEqual((done.returncode, "there is: a, b" in done.stderr), (2, True))

    def test_a_case_means_its_runs_that_did_not_pass(self):
        cases = [synthetic.case(id="a.b[tcp4]"), synthetic.case(id="a.b[tcp6]", outcome="fail")]
        text = self.explain(cases, "a.b").stdout
        self.assertIn("a.b[tcp6] on ref: fail", text)
        self.assertNotIn("a.b[tcp4] on ref", text)

    def test_unknown_id(self):
        done = self.explain([synthetic.case()], "recv.eof_after_peer_shutdwn[tcp4]")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean recv.eof_after_peer_shutdown[tcp4]?", done.stderr)

    def test_hostile_text_does_not_reach_the_terminal(self):
        cases = [synthetic.case(id="x.y", outcome="fail", signature="".join(ALL), stderr="".join(ALL), says="".join(ALL))]
        self.assertEqual({c for c in self.explain(cases, "x.y").stdout if not c.isprintable()}, {"\n", "\t"} & set("\n"))


class Drift(Case):
    def recording(self, key, *lines, name="recv"):
        self.file("".join(json.dumps(line) + "\n" for line in lines), "%s/%s.jsonl" % (key, name))
        return self.path(key)

    def line(self, **changes):
        return dict({"id": "a.b", "outcome": "pass", "signature": None, "steps": [{"observed": "1"}]}, **changes)

    def test_verdicts(self):
        first = self.recording("linux-6.1/one/key", self.line())
        for other, key, status, text in (
                (self.line(), "key", 0, "0 of 1 runs differ"), (self.line(), "far", 0, "0 of 1 runs differ"),
                (self.line(outcome="fail"), "key", 1, "a.b: outcome pass, then fail"),
                (self.line(outcome="fail"), "far", 0, "a.b: outcome pass, then fail"),
                (self.line(signature="x"), "key", 1, "a.b: signature null, then x"),
                (self.line(steps=[{"observed": "2"}]), "key", 1, "a.b: step 1: 1, then 2"),
                (self.line(steps=[]), "key", 1, "a.b: 1 steps, then 0"), (self.line(id="a.c"), "key", 1, "a.b: only in the first")):
            with self.subTest(text):
                done = self.run_program("drift", first, self.recording("two/" + key, other))
                self.assertEqual(done.returncode, status, done.stdout)
                self.assertIn(text, done.stdout)

    def test_unreadable(self):
        good = self.recording("good", self.line())
        for path, why in ((self.path("absent"), "No such file"), (self.file("x\n", "bad/x.jsonl"), "not a recording"),
                          (self.recording("twice", self.line(), self.line()), "recorded twice")):
            done = self.run_program("drift", good, path)
            self.assertEqual(done.returncode, 3)
            self.assertIn(why, done.stderr)
        os.makedirs(self.path("empty"))
        self.assertEqual(self.run_program("drift", good, self.path("empty")).returncode, 3)


class MergeCheck(Case):
    def shards(self, *parts, **suite):
        ids = [one["id"] for part in parts for one in part] if not suite.get("of") else suite.pop("of")
        from model import digest
        whole = dict({"matching": len(ids), "ids": digest.of_ids(ids)}, **suite)
        return [self.file(synthetic.journal(part, suite=whole), "s%d.jsonl" % number) for number, part in enumerate(parts)]

    def check(self, *arguments):
        done = self.run_program("merge-check", *arguments)
        return done.returncode, done.stdout

    def test_verdicts(self):
        one, two, three = (synthetic.case(id="a." + name) for name in ("one", "two", "three"))
        self.assertEqual(self.check(*self.shards([one, two], [three]))[0], 0)
        code, text = self.check(*self.shards([one, two], of=["a.one", "a.two", "a.three"]))
        self.assertEqual((code, text), (1, "ref: the selection matches 3 runs, 2 were judged\n"))
        code, text = self.check(*self.shards([one], [one]))
        self.assertIn("ref: a.one is judged 2 times", text)
        self.assertEqual(code, 1)
        code, text = self.check(*self.shards([one], of=["a.other"]))
        self.assertIn("not the same ones", text)

    def test_other_suites_do_not_fit(self):
        a, = self.shards([synthetic.case(id="a.one")])
        b = self.file(synthetic.journal([synthetic.case(id="a.two")], suite={"digest": "fnv64:2"}), "b.jsonl")
        self.assertIn("of different suites", self.check(a, b)[1])

    def test_list(self):
        shards = self.shards([synthetic.case(id="a.one")])
        for runs, code, text in ((["a.one"], 0, "complete"), (["a.one", "a.two"], 1, "ref: a.two is missing"), ([], 1, "a.one is not in the list")):
            listed = self.file(json.dumps({"cases": [{"id": "a", "runs": runs}]}), "list.json")
            found = self.check("--list", listed, *shards)
            self.assertEqual(found[0], code)
            self.assertIn(text, found[1])

    def test_incomplete(self):
        path = self.file(synthetic.journal([synthetic.case()], with_footer=False))
        self.assertEqual(self.check(path)[0], 3)


DEVIATIONS = r"""
# A comment
implementation cpython since 3.6 before 3.8

deviation inet_aton.trailing_garbage recv.*[udp4]
  outcome   fail
  signature "returned b\"|...\""
  kind      bug
  on        linux
  reason    it isn't "closed" | <b>at</b> all
  link      https://example.org/issues/1
  expires   2027-01-01

implementation gevent
deviation a.b   # one
  outcome hang crash
  kind platform
  reason none
  kernel since 5.4
"""


class Pages(Case):
    def test_known_differences(self):
        source, out = self.file(DEVIATIONS, "all.deviations"), self.path("out")
        self.assertEqual(self.run_program("knowndiff", source, "--out", out).returncode, 0)
        self.assertIn("| `inet_aton.trailing_garbage`<br>`recv.*[udp4]` | fail: `returned b\"\\|...\"` | version since 3.6 before 3.8, linux | "
                      "it isn't \"closed\" \\| \\<b\\>at\\</b\\> all <https://example.org/issues/1> (until 2027-01-01) |", self.read("out/cpython.md"))
        self.assertIn("| `a.b` | hang crash | kernel since 5.4 | none |", self.read("out/gevent.md"))
        self.assertIn("| [gevent](gevent.md) | 1 |", self.read("out/README.md"))
        self.assertEqual(self.run_program("knowndiff", source, "--out", out, "--check").returncode, 0)
        self.file("stale", "out/gevent.md")
        done = self.run_program("knowndiff", source, "--out", out, "--check")
        self.assertEqual((done.returncode, "gevent.md is out of date" in done.stdout), (1, True))

    def test_known_differences_of_many_backslashes(self):
        for text in '"' + "\\\\" * 5000, '"' + '\\"' * 5000 + '"', '"\\a \\\\ \\" b"', '"a\\\\"':
            source = self.file("implementation x\ndeviation a.b\n  outcome fail\n  signature %s\n  kind bug\n" % text, "x.deviations")
            done = self.run_program("knowndiff", source, "--out", self.path("out"))
            self.assertEqual(done.returncode, 0, done.stderr)
            page = self.read("out/x.md")
            if len(text) < 100:
                self.assertIn("| fail: `%s` |" % text[1:-1].replace('\\"', '"').replace("\\\\", "\\"), page)

    def test_known_differences_of_a_mistake(self):
        done = self.run_program("knowndiff", self.file("implementation x\nreson y\n"), "--out", self.path("out"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("journal.jsonl:2: not a line of a deviations file: reson y", done.stderr)

    def test_errata(self):
        suite = [programs.program("a.one[tcp4]", [], erratum="it | is so"), programs.program("a.one[tcp6]", [], erratum="it | is so"),
                 programs.program("a.two", [])]
        source = self.file("".join(json.dumps(one) + "\n" for one in suite), "suite.jsonl")
        clauses = self.file("id\tsection\tstatement\nmethod.recv.bytes\t1\tIt returns *bytes*.\n", "clauses.tsv")
        out = self.path("errata.md")
        self.assertEqual(self.run_program("errata", source, "--clauses", clauses, "--out", out).returncode, 0)
        self.assertIn("| `method.recv.bytes` | It returns \\*bytes\\*. | it \\| is so | `a.one` |\n", self.read("errata.md"))
        self.assertNotIn("a.two", self.read("errata.md"))
        self.assertEqual(self.run_program("errata", source, "--clauses", clauses, "--out", out, "--check").returncode, 0)
        self.assertEqual(self.run_program("errata", source, "--out", out, "--check").returncode, 1)

    def test_errata_of_what_holds_no_programs(self):
        out = self.path("errata.md")
        for text in "", "\n", "{}\n", "[1]\n", json.dumps(programs.program("a.one", [])) + "\n7\n":
            done = self.run_program("errata", self.file(text, "suite.jsonl"), "--out", out)
            self.assertEqual((done.returncode, os.path.exists(out)), (2, False), text)
            self.assertIn("suite.jsonl: not what `sockspec export` prints: ", done.stderr)
        self.assertEqual(self.run_program("errata", "--out", out).returncode, 2)


class Usage(Case):
    def test_help_and_mistakes(self):
        from commands import COMMANDS
        for name, _, _ in COMMANDS:
            done = self.run_program(name, "--help")
            self.assertEqual((done.returncode, "usage: sockspec " + name in done.stdout), (0, True))
        self.assertEqual(self.run_program("nonsense").returncode, 2)
        self.assertEqual(self.run_program().returncode, 2)


if __name__ == "__main__":
    unittest.main()
