"""What list, show, export and coverage print, their options, their exit statuses, and their appetite."""

import json
import os
import resource
import shutil
import subprocess
import unittest

import tables

TABLE = """group g
  clause func.inet_aton.packs

case first over stream udp4 modes blocking timeout
  says the first
  tag slow
  alias g.former
  a = fresh()
  mode a
  a.fileno() -> int

case second
  clause func.inet_aton.four-bytes
  erratum the page is wrong
  inet_aton("1") raises OSError

table inet_aton(text)
  third  "1" -> bytes   level should tag slow other
  fourth "2" -> bytes   level text since 3.8 because "new"
"""
RUNS = ["g.first[tcp4]", "g.first[tcp4,timeout]", "g.first[unix-stream]", "g.first[unix-stream,timeout]", "g.first[udp4]",
        "g.first[udp4,timeout]", "g.second", "g.third", "g.fourth"]


class Commands(unittest.TestCase):
    def setUp(self):
        self.folder = tables.Folder({"x.case": TABLE})
        self.addCleanup(self.folder.cleanup)

    def out(self, command, *arguments):
        return tables.run(command, "--cases", self.folder.name, *arguments, check=0).stdout

    def runs(self, *arguments):
        return self.out("list", "--runs", *arguments).splitlines()

    def test_list_json(self):
        listed = json.loads(self.out("list", "--json"))
        self.assertEqual(set(listed), {"cases", "totals"})
        self.assertEqual(listed["totals"], {"cases": 4, "runs": 9})
        self.assertEqual([run for case in listed["cases"] for run in case["runs"]], RUNS)
        self.assertEqual(listed["cases"][1], {"id": "g.second", "file": "x.case", "line": 12, "level": "must",
                                              "clauses": ["func.inet_aton.packs", "func.inet_aton.four-bytes"],
                                              "runs": ["g.second"]})

    def test_list_text(self):
        lines = self.out("list").splitlines()
        self.assertEqual(lines[-1], "4 cases, 9 runs")
        self.assertRegex(lines[0], r"^x\.case:4 +must +g\.first \[tcp4\] \[tcp4,timeout\]")

    def test_selection(self):
        self.assertEqual(self.runs(), RUNS)
        for arguments, wanted in [(["--select", "g.first"], RUNS[:6]), (["--select", "*,timeout]"], RUNS[1:6:2]),
                                  (["--select", "g.first[tcp4]"], RUNS[:1]),
                                  (["--select", "g.former"], RUNS[:6]), (["--select", "g.former[*,timeout]"], RUNS[1:6:2]), (["--select", "g.s*", "--select", "g.t*"], RUNS[6:8]),
                                  (["--kind", "tcp4", "--kind", "udp4"], RUNS[:2] + RUNS[4:6]), (["--level", "text"], RUNS[8:]),
                                  (["--no-kind", "tcp4"], RUNS[2:]), (["--no-kind", "tcp4", "--no-kind", "udp4"], RUNS[2:4] + RUNS[6:]),
                                  (["--tag", "slow"], RUNS[:6] + RUNS[7:8]), (["--tag", "slow", "--no-tag", "other"], RUNS[:6]),
                                  (["--no-tag", "slow"], [RUNS[6], RUNS[8]]), (["--select", "nothing"], [])]:
            with self.subTest(" ".join(arguments)):
                self.assertEqual(self.runs(*arguments), wanted)
        self.assertEqual(json.loads(self.out("list", "--json", "--kind", "tcp4"))["totals"], {"cases": 1, "runs": 2})
        self.assertEqual(len(self.out("export", "--select", "g.s*").splitlines()), 1)

    def test_shards_are_a_partition(self):
        for count in (1, 2, 3, 20):
            parts = [self.runs("--shard", "%d/%d" % (i + 1, count)) for i in range(count)]
            self.assertEqual(sorted(run for part in parts for run in part), sorted(RUNS))

    def test_show(self):
        for name in ("g.first", "g.former", "g.first[udp4,timeout]"):
            shown = self.out("show", name)
            for text in ("says the first", "a.fileno() -> int", "func.inet_aton.packs: ", "g.first[udp4,timeout]", "family:AF_INET",
                         "os is linux: only there", "tags slow", "former ids g.former"):
                self.assertIn(text, shown)
        shown = self.out("show", "g.fourth")
        self.assertIn("table inet_aton(text)", shown)
        self.assertIn('fourth "2" -> bytes', shown)
        self.assertNotIn("third", shown)
        self.assertIn("api since 3.8: new", shown)

    def test_coverage(self):
        covered = json.loads(self.out("coverage", "--json"))
        states = {clause["id"]: clause for clause in covered["clauses"]}
        self.assertEqual(states["func.inet_aton.packs"]["cases"], ["g.first", "g.second", "g.third", "g.fourth"])
        self.assertEqual(states["func.inet_aton.packs"]["state"], "held")
        self.assertEqual(states["func.inet_aton.four-bytes"],
                         {"id": "func.inet_aton.four-bytes", "state": "erratum", "cases": ["g.second"],
                          "reason": "the page is wrong"})
        for clause, state, reason in [("module.see.ssl", "not_testable", "cross-reference only"),
                                      ("method.recvmsg.close-fds-on-error", "tested", "oracle.dropin.inside"),
                                      ("family.inet6.quad", "unverified", "ipv6"),
                                      ("family.unix.path-string", "uncovered", "no case holds it")]:
            with self.subTest(clause):
                self.assertEqual((states[clause]["state"], states[clause]["reason"]), (state, reason))
        self.assertEqual(sum(covered["totals"].values()), len(covered["clauses"]))
        self.assertEqual(set(covered["totals"]), {"held", "erratum", "tested", "unverified", "not_testable", "uncovered"})
        for state, number in covered["totals"].items():
            self.assertEqual(sum(clause["state"] == state for clause in covered["clauses"]), number)
        self.assertEqual(len(json.loads(self.out("coverage", "--json", "--state", "erratum"))["clauses"]), 1)
        self.assertRegex(self.out("coverage").splitlines()[-1], r"^held \d+, erratum 1, tested 1, unverified \d+, not_testable \d+, ")

    def journal(self, name, *runs, footer=True, **header):
        """A journal of runs (case, outcome, more), that name the clauses of their cases; its path. `footer` may be what it says."""
        clauses = {case["id"]: case["clauses"] for case in json.loads(self.out("list", "--json"))["cases"]}
        clauses["g.former"] = clauses["g.first"]
        lines = [dict({"type": "header", "journal": 1}, **header)]
        lines += [dict({"type": "case", "case": case, "outcome": outcome, "clauses": clauses.get(case, [])}, **more)
                  for case, outcome, more in runs]
        lines += [dict({"type": "footer", "exit": 0, "interrupted": False}, **(footer if isinstance(footer, dict) else {}))] if footer else []
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(json.dumps(line) + "\n" for line in lines))
        return path

    def test_coverage_of_journals(self):
        inapplicable = ("g.second", "inapplicable", {"reason": "needs x"})
        packs, four, quad = "func.inet_aton.packs", "func.inet_aton.four-bytes", "family.inet6.quad"

        def states(*journals, check=0):
            done = tables.run("coverage", "--cases", self.folder.name, "--json", *journals, check=check)
            covered = json.loads(done.stdout)
            self.assertEqual(covered["totals"]["not_passed"], sum(c["state"] == "not_passed" for c in covered["clauses"]))
            found = {clause["id"]: (clause["state"], clause["reason"]) for clause in covered["clauses"]}
            return [found[clause] for clause in (packs, four, quad)]

        never = "never passed in these journals: "
        none = self.journal("a", inapplicable, inapplicable, ("g.gone", "pass", {}),
                            ("g.third", "fail", {"reason": "step 1", "deviation": {"reason": "known"}}))
        self.assertEqual(states(none), [("not_passed", never + "inapplicable: needs x; fail, a deviation: known"),
                                        ("not_passed", never + "inapplicable: needs x"), ("unverified", "ipv6")])
        former = self.journal("b", ("g.former", "pass", {}))  # the first journal's reasons do not count any more
        self.assertEqual(states(none, former)[:2], [("held", None), ("not_passed", never + "inapplicable: needs x")])
        self.assertEqual(states(former)[1], ("not_passed", never + "no run of its cases is there"))
        self.assertEqual(states(self.journal("c", ("g.second", "pass", {})))[:2], [("held", None), ("erratum", "the page is wrong")])
        many = self.journal("d", *[("g.second", outcome, {"reason": "why"}) for outcome in ("fail", "crash", "hang", "error", "x")])
        self.assertEqual(states(many)[1][1], never + "fail: why; crash: why; hang: why; and 1 more")
        self.assertRegex(self.out("coverage", many).splitlines()[-1], r"^held 0, erratum 0, not_passed 2, tested 1, unverified ")
        self.assertEqual(states(self.journal("e", ("g.second", "pass", {}), footer=False), check=3)[1][0], "erratum")
        for path, word in [(os.path.join(self.folder.name, "none"), "cannot be read"), (__file__, "no JSON object")]:
            done = tables.run("coverage", "--cases", self.folder.name, path, check=3)
            self.assertEqual(done.stdout, "")
            self.assertIn(word, done.stderr)

    def test_coverage_of_a_journal_that_is_not_whole(self):
        for footer, word in ((False, "the journal is cut short"), ({"interrupted": True, "exit": 3}, "the run was interrupted"),
                             ({"exit": 3}, "the harness failed in that run"), ({"exit": 1}, None), ({"exit": 77}, None)):
            done = tables.run("coverage", "--cases", self.folder.name, self.journal("a", ("g.second", "pass", {}), footer=footer),
                              check=3 if word else 0)
            self.assertIn(word or "", done.stderr)
            self.assertRegex(done.stdout, r"(?m)^erratum +func\.inet_aton\.four-bytes")

    def test_coverage_of_another_suite(self):
        ours = subprocess.run([tables.SOCKSPEC, "run", "--cases", self.folder.name, "--select", "g.second", "--oracle", "none", "--quiet",
                               "--deviations", "none", "--impl", "none=false", "--journal", os.path.join(self.folder.name, "j")],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        self.assertIn(ours.returncode, (1, 3))
        with open(os.path.join(self.folder.name, "j"), encoding="utf-8") as file:
            suite = json.loads(file.readline())["suite"]
        for header, said in (({"suite": suite}, False), ({"suite": dict(suite, digest="fnv64:0")}, True), ({}, True)):
            done = tables.run("coverage", "--cases", self.folder.name, self.journal("a", ("g.second", "pass", {}), **header), check=0)
            self.assertEqual("of another suite than this one" in done.stderr, said, done.stderr)

    def test_a_pass_counts_for_the_clauses_that_it_names(self):
        named = self.journal("a", ("g.second", "pass", {"clauses": ["func.inet_aton.packs"]}))
        done = tables.run("coverage", "--cases", self.folder.name, "--json", named, check=0)
        found = {one["id"]: (one["state"], one["reason"]) for one in json.loads(done.stdout)["clauses"]}
        self.assertEqual(found["func.inet_aton.packs"], ("held", None))
        self.assertEqual(found["func.inet_aton.four-bytes"],
                         ("not_passed", "never passed in these journals: pass, when the case was not of this clause"))

    def test_usage(self):
        for arguments, word in [(["list", "extra"], "unexpected argument"), (["list", "--nonsense"], "nonsense"),
                                (["list", "--shard", "3/2"], "--shard"), (["list", "--shard", "0/2"], "--shard"),
                                (["list", "--shard", "1"], "--shard"), (["list", "--level", "most"], "--level"),
                                (["export", "x"], "unexpected argument"), (["show"], "usage"),
                                (["coverage", "--state", "not_passed"], "none is named"),
                                (["coverage", "--state", "x"], "unknown state"),
                                (["show", "--cases", self.folder.name, "g.frist"], "did you mean 'g.first'")]:
            with self.subTest(" ".join(arguments)):
                done = tables.run(*arguments, check=2)
                self.assertIn(word, done.stderr)
                self.assertEqual(done.stdout, "")
        for command in ("list", "show", "export", "coverage"):
            self.assertIn("usage: sockspec " + command, tables.run(command, "--help", check=0).stdout)

    def test_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("there is no /dev/full")
        for command in (["list"], ["list", "--json"], ["export"], ["coverage"], ["show", "g.first"]):
            with self.subTest(command[0]), open("/dev/full", "w") as full:
                done = subprocess.run([tables.SOCKSPEC, command[0], "--cases", self.folder.name] + command[1:], stdout=full,
                                      stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
                self.assertEqual(done.returncode, 3)
                self.assertIn("cannot write", done.stderr)


class Data(unittest.TestCase):
    """Where the data is found, and what happens where it is not as it should be."""

    def test_environment(self):
        root = os.path.join(tables.HERE, "..", "..")
        with tables.Folder({"x.case": TABLE}) as folder:
            for name in ("operations.tsv", "clauses.tsv"):
                shutil.copy(os.path.join(root, name), folder)
            for name in ("constants.tsv", "errno.tsv"):
                shutil.copy(os.path.join(root, "..", "ref", name), folder)
            os.mkdir(os.path.join(folder, "cases"))
            shutil.move(os.path.join(folder, "x.case"), os.path.join(folder, "cases"))
            shutil.move(os.path.join(folder, "kinds.case"), os.path.join(folder, "cases"))
            done = self.list_with(folder)
            self.assertEqual((done.returncode, done.stdout.splitlines()[-1]), (0, "4 cases, 9 runs"))
            os.remove(os.path.join(folder, "constants.tsv"))
            done = self.list_with(folder)
            self.assertEqual(done.returncode, 3)
            self.assertIn("constants.tsv", done.stderr)
            with open(os.path.join(folder, "constants.tsv"), "w") as file:
                file.write("name\tkind\n\tint\n")
            done = self.list_with(folder)
            self.assertEqual(done.returncode, 3)
            self.assertIn("constants.tsv:2", done.stderr)
        done = self.list_with("/nonexistent")
        self.assertEqual(done.returncode, 3)
        self.assertIn("/nonexistent", done.stderr)

    def list_with(self, data):
        return subprocess.run([tables.SOCKSPEC, "list"], env=dict(os.environ, SOCKSPEC_DATA=data), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8", timeout=60)


class Scale(unittest.TestCase):
    def test_hundred_thousand_runs(self):
        """100,000 runs in less than 200 MB, and in the bounds of the test's time."""
        lines = ["group g"]
        for i in range(10000):
            lines += ["case c%d over every modes blocking timeout" % i, "  says   what was sent arrives", "  a = fresh()",
                      "  mode a", "  a.send(b'x') -> 1"]
        for i in range(80):
            lines += ["table inet_aton(text)"] + ['  r%d_%d "1.2.3.4" -> b"\\x01\\x02\\x03\\x04"  tag slow' % (i, k) for k in range(500)]
        text = "\n".join(lines) + "\n"
        with tables.Folder({"x.case": text}) as folder:
            listed = json.loads(tables.run("list", "--json", "--cases", folder, check=0).stdout)
        self.assertEqual(listed["totals"], {"cases": 50000, "runs": 100000})
        if not os.environ.get("SOCKSPEC_SANITIZED"):
            self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, 200 * 1024)


if __name__ == "__main__":
    unittest.main()
