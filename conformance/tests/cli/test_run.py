"""sockspec run: verdicts, totals, exit statuses, what is printed."""
import json
import os
import resource
import subprocess
import sys
import unittest

import sockspec
from sockspec import Test, fake, many

RUNS = {"tiny.zero": "pass", "tiny.one": "pass", "tiny.big": "pass", "tiny.text": "pass", "tiny.full": "pass",
        "tiny.five": "pass", "tiny.two_ends": "pass", "tiny.elsewhere": "inapplicable"}


class Record(Test):
    def record(self, *arguments, impl=None):
        return self.command("record", "--cases", sockspec.CASES, "--out", self.path("out"), "--impl", "fake=" + (impl or fake()), *arguments)

    def recorded(self):
        found = [os.path.join(folder, name) for folder, _, names in os.walk(self.path("out")) for name in names]
        if not found:
            return None
        self.assertEqual(len(found), 1, found)
        with open(found[0], encoding="utf-8") as file:
            return [json.loads(line)["id"] for line in file.readlines()[1:]]

    def test_nothing_is_no_recording(self):
        status, out, err = self.record("--select", "tiny.full", "--shard", "2/2")
        self.assertEqual((status, out, self.recorded()), (2, "", None))
        self.assertIn("nothing to record: none of the 1 runs of the selection is in this shard", err)

    def test_a_part_does_not_replace_the_whole(self):
        self.assertEqual((self.record("--select", "tiny.full")[0], self.recorded()), (0, ["tiny.full"]))
        self.assertEqual(self.record()[0], 0)
        self.assertEqual(self.recorded(), list(RUNS))
        self.assertEqual(self.record()[0], 0)
        status, _, err = self.record("--select", "tiny.full")
        self.assertEqual((status, self.recorded()), (2, list(RUNS)))
        self.assertRegex(err, "fake.jsonl: holds 7 runs that the selection leaves out, and that would be lost: .*--out")

    def test_runs_that_the_suite_no_longer_has_may_go(self):
        self.assertEqual(self.record()[0], 0)
        os.mkdir(self.path("less"))
        self.write("less/tiny.case", "group tiny\n  tag meta\n\ntable htons(x)\n  zero  0  -> 0\n  one  1  -> int\n")
        self.assertEqual(self.record("--cases", self.path("less"))[0], 0)
        self.assertEqual(self.recorded(), ["tiny.zero", "tiny.one"])


    def test_a_former_name_counts(self):
        """A run that was recorded before its case was renamed is of use still."""
        os.mkdir(self.path("named"))
        table = "group tiny\n  tag meta\n\ntable htons(x)\n  zero  0  -> 0\n"
        case = "\ncase {}\n{}  says   a number is given\n  clause func.htons.swap\n  n = htons(1)\n  n -> int\n"
        self.write("named/tiny.case", table + case.format("former", ""))
        self.assertEqual(self.record("--cases", self.path("named"))[0], 0)
        self.assertEqual(self.recorded(), ["tiny.zero", "tiny.former"])
        self.write("named/tiny.case", table + case.format("later", "  alias former\n"))
        status, _, err = self.record("--cases", self.path("named"), "--select", "tiny.zero")
        self.assertEqual((status, self.recorded()), (2, ["tiny.zero", "tiny.former"]), err)
        self.assertIn("holds 1 runs that the selection leaves out", err)

    def test_what_cannot_be_read_is_not_replaced_by_a_part(self):
        self.assertEqual(self.record()[0], 0)
        path = next(os.path.join(folder, name) for folder, _, names in os.walk(self.path("out")) for name in names)
        with open(path, "a", encoding="utf-8") as file:
            file.write('{"id":')
        status, _, err = self.record("--select", "tiny.full")
        self.assertEqual(status, 2)
        self.assertRegex(err, "fake.jsonl:10: the last line is not whole: what it holds could be lost: .*--out")
        self.assertEqual(self.record()[0], 0)
        self.assertEqual(self.recorded(), list(RUNS))


class Run(Test):
    def test_all_as_expected(self):
        status, out, err = self.run_cases()
        self.assertEqual((status, err), (0, ""), out)
        self.assertEqual(self.verdicts(), RUNS)
        lines = self.lines()
        header, footer = lines[0], lines[-1]
        self.assertEqual(header["suite"]["selected"], len(RUNS))
        self.assertEqual(sum(footer["totals"]["fake"].values()), len(RUNS))
        self.assertEqual((footer["exit"], footer["unexpected"], footer["interrupted"]), (0, 0, False))
        self.assertIn("total 8: pass 7 fail 0 inapplicable 1; unexpected 0", out)
        self.assertIn("this is a test", self.line("tiny.elsewhere")["reason"])

    def test_a_lie_is_unexpected(self):
        status, out, _ = self.run_cases(impls={"fake": fake("--lie", "inet_aton")})
        self.assertEqual(status, 1)
        self.assertEqual(self.verdicts()["tiny.full"], "fail")
        self.assertEqual(self.verdicts()["tiny.five"], "fail")
        line = self.line("tiny.full")
        self.assertFalse(line["expected"])
        self.assertEqual(line["blame"], "unknown")
        self.assertIn("--oracle none", line["blame_reason"])
        self.assertIn("sockspec explain", out)

    def test_unsupported_is_unexpected_unless_it_cannot_be_said(self):
        status, _, _ = self.run_cases(impls={"fake": fake("--unsupported", "htons")})
        self.assertEqual(status, 1)
        self.assertFalse(self.line("tiny.text")["expected"])
        status, _, _ = self.run_cases(impls={"fake": fake("--unsupported", "htons", "--typed")})
        self.assertEqual(status, 1)
        self.assertTrue(self.line("tiny.text")["expected"])
        self.assertFalse(self.line("tiny.zero")["expected"])

    def test_a_crash_and_a_hang_cost_their_own_runs(self):
        status, _, _ = self.run_cases("--deadline-scale", "0.2", impls={"fake": fake("--die", "inet_aton", "--hang", "htons")})
        self.assertEqual(status, 1)
        self.assertEqual(self.verdicts(), {
            "tiny.zero": "hang", "tiny.one": "hang", "tiny.big": "hang", "tiny.text": "hang", "tiny.full": "crash",
            "tiny.five": "crash", "tiny.two_ends": "crash", "tiny.elsewhere": "inapplicable"})
        self.assertIn("9", self.line("tiny.full")["reason"])

    def test_a_dead_worker_is_replaced(self):
        status, out, err = self.run_cases("--no-namespaces", "--jobs", "1",
                                          impls={"fake": fake("--kill-parent", "inet_ntoa")})
        self.assertEqual(status, 3, out)
        self.assertEqual(self.verdicts(), dict(RUNS, **{"tiny.two_ends": "error"}))
        self.assertIn("the worker died", self.line("tiny.two_ends")["reason"])
        self.assertIn("1 worker died", err)

    def test_workers_that_only_die_end_the_run(self):
        os.mkdir(self.path("many"))
        self.write("many/many.case", many(50))
        status, _, err = self.run_cases("--no-namespaces", cases=self.path("many"),
                                        impls={"fake": fake("--kill-parent", "htons")})
        self.assertEqual(status, 3)
        self.assertIn("worker after worker dies", err)
        outcomes = list(self.verdicts().values())
        self.assertEqual(len(outcomes), 50)
        self.assertEqual(set(outcomes), {"error", "not-run"})

    def test_several_implementations(self):
        status, out, _ = self.run_cases(impls={"a": fake(), "b": fake("--lie", "htons")})
        self.assertEqual(status, 1)
        self.assertEqual(self.verdicts(impl="a"), RUNS)
        self.assertEqual(self.verdicts(impl="b")["tiny.zero"], "fail")
        self.assertEqual(set(self.lines()[-1]["totals"]), {"a", "b"})
        self.assertIn("total 16:", out)

    def test_an_adapter_that_never_says_hello(self):
        for command, outcome in ((fake("--mute"), "crash"), ("/no/such/program", "error"), ("true", "crash")):
            status, _, _ = self.run_cases(impls={"fake": command})
            self.assertEqual(status, 1, command)
            self.assertEqual(set(self.verdicts().values()), {outcome}, command)
            self.assertEqual(len(self.verdicts()), len(RUNS))
            header = self.lines()[0]["implementations"][0]
            self.assertIsNone(header["hello"])
            self.assertTrue(header["reason"])

    def test_why_an_adapter_does_not_start_is_said_at_once(self):
        status, _, err = self.run_cases("--quiet", impls={"fake": "sh -c 'echo first >&2; printf \"not \\033there\\n\" >&2; exit 3'"})
        self.assertEqual(status, 1)
        self.assertIn(r"fake does not answer: hello: the adapter exited with status 3; on stderr: not \x1bthere;", err)
        self.assertEqual({line["signature"] for line in self.lines()[1:-1]}, {"hello: exited with status 3"})

    def test_an_api_that_is_no_version_of_cpython_is_refused(self):
        """It made runs inapplicable, with every case that has `since`, and green."""
        status, _, err = self.run_cases("--quiet", impls={"fake": fake("--hello", '{"api": "1.24.0"}')})
        self.assertEqual(status, 1)
        self.assertIn('fake does not answer: protocol: hello: `api` is the CPython version whose behaviour is claimed, as "3.11", and not "1.24.0";', err)
        self.assertEqual(set(self.verdicts().values()), {"crash"})

    def test_a_text_that_is_no_text_is_a_crash_of_the_adapter(self):
        for text in 'null', '5', '{"wtf8": "eda080"}':
            liar = fake("--raise", text)
            status, _, err = self.run_cases("--select", "tiny.full", impls={"fake": liar})
            self.assertEqual((status, err, self.verdicts()), (1, "", {"tiny.full": "crash"}))
            self.assertEqual(self.line("tiny.full")["reason"], "step 1: protocol: `text` is not a text")
            status, _, err = self.run_cases("--select", "tiny.full", "--oracle-cmd", liar, oracle=None,
                                            impls={"fake": fake("--lie", "inet_aton")})
            self.assertEqual((status, err), (1, ""))

    def test_what_is_not_utf8_is_not_lost(self):
        """Whatever bytes a file name has, what belongs to it is counted, and shown."""
        folder = os.path.join(os.fsencode(self.folder), b"d\xe9")
        os.mkdir(folder)
        impls = {"bad": os.fsencode(fake("--lie", "inet_aton")) + b" \xff", "good": fake()}
        status, _, _ = self.run_cases(impls=impls)
        self.assertEqual((status, self.verdicts(impl="bad")["tiny.full"]), (1, "fail"))
        self.assertEqual(self.lines()[-1]["totals"]["bad"]["fail"], 3)
        self.assertTrue(self.lines()[0]["implementations"][0]["command"].endswith(r" \xff"))
        self.assertIn("--oracle none", self.line("tiny.full", impl="bad")["blame_reason"])
        status, _, err = self.run_cases("--oracle-cmd", b"/no/such/program \xff", oracle=None)
        self.assertEqual(status, 3)
        self.assertIn(r"no live oracle: /no/such/program \xff does not answer: ", err)
        stale = b"implementation fake\ndeviation tiny.gone\n  outcome hang\n  kind bug\n  reason r\n"
        with open(os.path.join(folder, b"x"), "wb") as file:
            file.write(stale)
        status, out, _ = self.run_cases("--deviations", os.path.join(folder, b"x"))
        self.assertEqual(status, 1)
        self.assertIn(r"d\xe9/x:2: deviation tiny.gone matches no run of the suite", out)
        self.assertEqual(self.lines()[-1]["unmatched_deviations"][0]["pattern"], "tiny.gone")
        self.assertTrue(self.lines()[0]["deviations"][0].endswith(r"d\xe9/x"))
        with open(self.path("y"), "wb") as file:
            file.write(stale.replace(b"gone", b"gon\xe9"))
        status, _, err = self.run_cases("--deviations", self.path("y"))
        self.assertEqual(status, 2)
        self.assertIn("y:2: error: this line is not UTF-8: ", err)

    def test_a_worker_that_is_lost_at_hello_is_the_failure_of_that_adapter(self):
        impls = {"a": fake(), "bad": fake("--kill-parent", "hello"), "z": fake("--name", "z")}
        status, _, err = self.run_cases("--no-namespaces", "--select", "tiny.full", impls=impls)
        self.assertIn("sockspec: bad does not answer: hello: the worker is gone", err)
        self.assertEqual((status, [self.verdicts(impl=name)["tiny.full"] for name in impls]), (1, ["pass", "error", "pass"]))

    def test_an_adapter_that_does_not_leave(self):
        status, _, err = self.run_cases("--deadline-scale", "0.5", "--jobs", "1", impls={"fake": fake("--hang", "bye")})
        self.assertEqual((status, err, self.verdicts()), (1, "", RUNS))
        self.assertEqual([one["outcome"] for one in self.lines()[-1]["shutdown"]], ["hang"])

    def test_an_adapter_that_leaves_badly(self):
        status, out, _ = self.run_cases(impls={"fake": fake("--bad-bye")})
        self.assertEqual(status, 1, out)
        self.assertEqual(self.verdicts(), RUNS)
        self.assertTrue(self.lines()[-1]["shutdown"])
        self.assertIn("did not leave in an orderly way", out)

    def test_nothing_applicable(self):
        status, _, _ = self.run_cases("--select", "tiny.elsewhere")
        self.assertEqual(status, 77)
        self.assertEqual(self.lines()[-1]["exit"], 77)

    def test_nothing_selected(self):
        status, _, err = self.run_cases("--select", "nothing.like.this")
        self.assertEqual(status, 2)
        self.assertIn("matches none of the 8 runs", err)
        self.assertFalse(os.path.exists(self.path("j.jsonl")))

    def test_a_bad_table_starts_nothing(self):
        os.mkdir(self.path("bad"))
        self.write("bad/bad.case", "group bad\ncase x\n  no_such_call(1) -> 2\n")
        status, _, err = self.run_cases(cases=self.path("bad"))
        self.assertEqual(status, 2)
        self.assertIn("bad.case:3:", err)
        self.assertFalse(os.path.exists(self.path("j.jsonl")))

    def test_full_disk(self):
        status, _, err = self.command("run", "--cases", os.path.join(os.path.dirname(__file__), "cases"), "--oracle", "none",
                                      "--impl", "fake=" + fake(), "--journal", "/dev/full")
        self.assertEqual(status, 3)
        self.assertIn("the disk is full", err)

    def test_output_that_cannot_be_written(self):
        what = "--cases", sockspec.CASES, "--impl", "fake=" + fake()
        for arguments in (("run", "--oracle", "none", *what), ("record", "--out", self.path("out"), *what), ("--version",),
                          ("--help",), ("platform", "--help")):
            with open("/dev/full", "w") as full:
                done = subprocess.run([sockspec.SOCKSPEC, *arguments], stdout=full, stderr=subprocess.PIPE, timeout=sockspec.PATIENCE)
            self.assertEqual((done.returncode, done.stderr),
                             (3, b"sockspec: cannot write the output: No space left on device\n"), arguments)

    def test_why_a_run_was_not_made(self):
        """Too few descriptors for so many workers."""
        def few():
            resource.setrlimit(resource.RLIMIT_NOFILE, (16, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        os.mkdir(self.path("many"))
        self.write("many/many.case", many(50))
        status, _, err = self.run_cases("--jobs", "50", cases=self.path("many"), preexec_fn=few)
        self.assertEqual(status, 3)
        self.assertIn("a worker cannot be started: ", err)
        self.assertNotIn("interrupted", err)
        self.assertEqual(self.verdicts()["many.row_1"], "not-run")
        self.assertRegex(self.line("many.row_1")["reason"], "^the harness gave up before its turn: a worker cannot be started: .")

    def test_repeats_must_agree(self):
        status, _, _ = self.run_cases("--repeat", "4", "--jobs", "1", impls={"fake": fake("--flaky", "htons")})
        self.assertEqual(status, 1)
        line = self.line("tiny.zero")
        self.assertEqual(line["outcome"], "fail")
        self.assertTrue(line["reason"].startswith("flaky: "), line["reason"])
        self.assertEqual(self.line("tiny.full")["attempts"], 4)
        self.assertEqual(self.verdicts()["tiny.full"], "pass")

    def test_shuffled_runs_are_the_same_runs(self):
        orders = []
        for seed in ("1", "2", "1"):
            status, _, _ = self.run_cases("--shuffle", seed, "--jobs", "1")
            self.assertEqual(status, 0)
            self.assertEqual(self.verdicts(), RUNS)
            orders.append(list(self.verdicts()))
        self.assertEqual(orders[0], orders[2])
        self.assertNotEqual(orders[0], orders[1])

    def test_many_workers(self):
        os.mkdir(self.path("many"))
        self.write("many/many.case", many(100))
        status, out, _ = self.run_cases("--jobs", "4", cases=self.path("many"))
        self.assertEqual(status, 0, out)
        self.assertEqual(len(self.verdicts()), 100)
        self.assertEqual(out.count("%: "), 10)  # a line each tenth

    def test_trace_and_quiet(self):
        status, out, _ = self.run_cases("--quiet", "--trace", self.path("trace"), "--select", "tiny.full")
        self.assertEqual(status, 0)
        self.assertEqual(out.count("\n"), 1)
        with open(self.path("trace"), encoding="utf-8") as file:
            self.assertIn("inet_aton", file.read())

    def test_what_needs_the_host_network_has_a_worker_of_its_own(self):
        os.mkdir(self.path("host"))
        self.write("host/host.case", "group host\n  tag meta\n\ntable htons(x)\n  here  1  -> int  needs netns\n"
                                     "  there 2  -> int  needs host_netns\n  other 3  -> int  needs host_netns\n")
        status, _, _ = self.run_cases(cases=self.path("host"))
        self.assertEqual((status, self.verdicts()), (0, {"host.here": "pass", "host.there": "inapplicable",
                                                         "host.other": "inapplicable"}))
        self.assertIn("--host-network", self.line("host.there")["reason"])
        status, out, err = self.run_cases("--host-network", cases=self.path("host"), journal="second.jsonl")
        if os.geteuid() != 0:
            self.assertEqual((status, "for root only" in err), (2, True))
            self.skipTest("not root")
        self.assertEqual((status, set(self.verdicts("second.jsonl").values())), (0, {"pass"}), out + err)
        header = self.lines("second.jsonl")[0]
        self.assertTrue(header["options"]["host_network"])
        self.assertEqual([header["capabilities"][name]["available"] for name in ("netns", "host_netns")], [True, True])

    def test_packets_over_the_loopback_come_late(self):
        os.mkdir(self.path("late"))
        self.write("late/late.case", """group late
  tag meta

kind udp
  template pair gives a, b, to
    b = socket(AF_INET, SOCK_DGRAM)
    b.bind(("127.0.0.1", 0))
    b.settimeout(0.0)
    to = b.getsockname()
    a = socket(AF_INET, SOCK_DGRAM)
    a.sendto(b"empties the bucket", to)
    sys.wait(b, "read", 5.0)
    b.recv(100)
    a.sendto(b"x", to)

case trusts over udp
  a, b, _ = pair()
  b.recv(1) -> b"x"

case waits over udp
  a, b, _ = pair()
  sys.wait(b, "read", 5.0) -> True takes >= 5ms
  b.recv(1) -> b"x"
""")
        adapter = os.path.join(sockspec.HERE, "../../adapters/python/adapter.py")
        real = {"fake": "%s %s" % (sys.executable, adapter)}
        status, out, err = self.run_cases("--loopback-delay", "20", cases=self.path("late"), impls=real)
        if status == 77:
            self.skipTest(err)
        self.assertEqual((status, self.verdicts()), (1, {"late.trusts[udp]": "fail", "late.waits[udp]": "pass"}), out + err)
        self.assertEqual(self.lines()[0]["options"]["loopback_delay"], 20)
        status, _, err = self.run_cases("--loopback-delay", "5", "--no-namespaces", cases=self.path("late"))
        self.assertEqual(status, 77)
        self.assertIn("--loopback-delay is not possible here: workers have no network namespace", err)

    def test_text_from_adapters_is_harmless(self):
        _, out, _ = self.run_cases(impls={"fake": fake("--lie", "htons", "--name", "\x1b[2Jx")})
        self.assertNotIn("\x1b", out)
        self.assertIn("lie", out)

    def test_live_line_on_a_terminal(self):
        import pty
        ours, theirs = pty.openpty()
        process = subprocess.Popen([sockspec.SOCKSPEC, "run", "--cases", sockspec.CASES, "--oracle", "none", "--deviations",
                                    "none", "--impl", "fake=" + fake("--slow", "0.1")], stdout=theirs, stderr=theirs)
        os.close(theirs)
        seen = b""
        try:
            while True:
                block = os.read(ours, 4096)
                if not block:
                    break
                seen += block
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        self.assertEqual(process.wait(timeout=30), 0)
        self.assertIn(b"/8  failing 0", seen)
        live, _, final = seen.rpartition(b"\r\x1b[K")
        self.assertNotIn(b"failing", final)  # the live line was taken away
        self.assertEqual(live.count(b"\n"), 1)  # after the line about the oracle all is in one line
        self.assertIn(b"total 8:", final)

    def test_header_says_what_was_run(self):
        self.run_cases("--select", "tiny.*", "--no-tag", "nothing", "--deadline-scale", "2")
        header = self.lines()[0]
        self.assertEqual(header["suite"]["selection"]["select"], ["tiny.*"])
        self.assertEqual(header["options"]["deadline_scale"], 2)
        self.assertEqual(header["oracle"], "none")
        self.assertNotIn("constants", header["implementations"][0]["hello"])
        json.dumps(header)


if __name__ == "__main__":
    unittest.main()
