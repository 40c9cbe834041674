"""Journals that were cut short: kill -9, Ctrl-C, a torn line; and shards put together again."""
import json
import os
import signal
import subprocess
import time
import unittest

import sockspec
from sockspec import Test, fake, many

ROWS = 60


class Resume(Test):
    def setUp(self):
        super().setUp()
        os.mkdir(self.path("many"))
        self.write("many/many.case", many(ROWS))
        self.cases = self.path("many")
        self.impls = {"fake": fake("--slow", "0.01", self.folder)}

    def start(self, *arguments):
        return subprocess.Popen([sockspec.SOCKSPEC, "run", "--cases", self.cases, "--oracle", "none", "--jobs", "2",
                                 "--deviations", "none", "--impl", "fake=" + self.impls["fake"],
                                 *(arguments or ("--journal", self.path("j.jsonl")))],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)

    def judged(self):
        try:
            with open(self.path("j.jsonl"), "rb") as file:
                return file.read().count(b'"type":"case"')
        except FileNotFoundError:
            return 0

    def wait_for(self, process, count):
        deadline = time.monotonic() + 30
        while self.judged() < count and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertIsNone(process.poll(), "it ended too early")

    def resume(self):
        return self.run_cases("--resume", cases=self.cases, impls=self.impls)

    def check_whole(self):
        lines = self.lines()
        self.assertEqual([line["type"] for line in lines], ["header"] + ["case"] * ROWS + ["footer"])
        self.assertEqual(set(self.verdicts().values()), {"pass"})
        self.assertEqual(len(self.verdicts()), ROWS)
        self.assertEqual(lines[-1]["exit"], 0)
        self.assertFalse(os.path.exists(self.path("j.jsonl.resumed")))

    def test_kill_9_at_several_moments(self):
        for count in (0, 1, 7, 25):
            if os.path.exists(self.path("j.jsonl")):
                os.unlink(self.path("j.jsonl"))
            process = self.start()
            self.wait_for(process, count)
            process.kill()
            process.communicate()
            before = self.judged()
            self.assertLess(before, ROWS)
            status, out, err = self.resume()
            self.assertEqual((status, err), (0, ""))
            self.check_whole()
            if before:
                self.assertIn("of %d runs were judged before" % ROWS, out)

    def processes(self):
        """Processes that have our folder among their arguments: the runner and the adapters."""
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open("/proc/%s/cmdline" % pid, "rb") as file:
                    found += [pid] * (self.folder.encode() in file.read())
            except OSError:
                pass
        return found

    def test_kill_9_leaves_no_process(self):
        process = self.start()
        self.wait_for(process, 3)
        self.assertGreater(len(self.processes()), 1)
        process.kill()
        process.communicate()
        deadline = time.monotonic() + 10
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(self.processes(), [])

    def test_ctrl_c(self):
        process = self.start()
        self.wait_for(process, 5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 3, err)
        self.assertIn(b"interrupted; --resume goes on with the journal", err)
        footer = self.lines()[-1]
        self.assertEqual((footer["type"], footer["interrupted"], footer["exit"]), ("footer", True, 3))
        self.assertEqual(sum(footer["totals"]["fake"].values()), ROWS)
        self.assertGreater(footer["totals"]["fake"]["not-run"], 0)
        status, _, err = self.resume()
        self.assertEqual((status, err), (0, ""))
        self.check_whole()

    def test_ctrl_c_without_a_journal(self):
        process = self.start("--trace", self.path("j.jsonl"))
        deadline = time.monotonic() + 30
        while not os.path.exists(self.path("j.jsonl")) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        self.assertEqual((process.returncode, err), (3, b"sockspec: interrupted; with --journal FILE a run can be resumed\n"))

    def test_a_torn_line_is_judged_again(self):
        self.run_cases(cases=self.cases, impls=self.impls)
        with open(self.path("j.jsonl"), "rb") as file:
            whole = file.read()
        lines = whole.splitlines(True)
        for cut in (len(lines[0]) - 5, len(lines[0]), len(b"".join(lines[:10])) + 40, len(b"".join(lines[:20])) - 1,
                    len(whole) - 3, len(whole)):
            with open(self.path("j.jsonl"), "wb") as file:
                file.write(whole[:cut])
            status, _, err = self.resume()
            self.assertEqual((status, err), (0, ""), cut)
            self.check_whole()

    def test_nothing_else_is_resumed(self):
        self.run_cases(cases=self.cases, impls=self.impls)
        with open(self.path("j.jsonl"), "rb") as file:
            before = file.read()
        for arguments, impls in ((("--select", "many.*_1"), self.impls), (("--deadline-scale", "2"), self.impls), ((), {"fake": fake("--slow", "0.02")}),
                                 ((), {"other": self.impls["fake"]})):
            status, _, err = self.run_cases("--resume", *arguments, cases=self.cases, impls=impls)
            self.assertEqual(status, 3)
            self.assertIn("cannot resume", err)
        self.write("many/many.case", many(ROWS + 1))
        status, _, err = self.resume()
        self.assertEqual(status, 3)
        with open(self.path("j.jsonl"), "rb") as file:
            self.assertEqual(file.read(), before)

    def test_resume_begins_when_there_is_nothing(self):
        status, _, _ = self.resume()
        self.assertEqual(status, 0)
        self.check_whole()


class Merge(Test):
    def shard(self, which, *arguments, **named):
        return self.run_cases("--shard", "%d/3" % which, *arguments, journal="s%d" % which, **named)[0]

    def merge(self, *names):
        return self.command("merge", "--out", self.path("j.jsonl"), *[self.path(name) for name in names])

    def test_shards_make_up_the_whole(self):
        for which in (1, 2, 3):
            self.assertIn(self.shard(which), (0, 77))
        status, out, err = self.merge("s1", "s2", "s3")
        self.assertEqual((status, err), (0, ""))
        merged = self.verdicts()
        header, footer = self.lines()[0], self.lines()[-1]
        self.assertEqual((header["suite"]["selected"], header["suite"]["selection"]["shard"]), (8, None))
        self.assertEqual(sum(footer["totals"]["fake"].values()), 8)
        self.run_cases(journal="whole")
        self.assertEqual(merged, self.verdicts("whole"))
        self.assertIn("pass 7", out)

    def test_a_missing_shard(self):
        self.shard(1)
        self.shard(3)
        status, _, err = self.merge("s1", "s3")
        self.assertEqual(status, 3)
        self.assertIn("a shard is missing", err)
        self.assertFalse(os.path.exists(self.path("j.jsonl")))

    def test_a_shard_twice(self):
        for which in (1, 2, 3):
            self.shard(which)
        status, _, err = self.merge("s1", "s2", "s3", "s2")
        self.assertEqual(status, 3)
        self.assertIn("is there twice", err)

    def test_shards_of_different_options(self):
        for which in (1, 3):
            self.shard(which)
        self.shard(2, "--repeat", "2")
        status, _, err = self.merge("s1", "s2", "s3")
        self.assertEqual(status, 3)
        self.assertIn("not of the same suite, selection, platform, implementations and options", err)

    def test_shards_of_different_platforms(self):
        for which in (1, 2, 3):
            self.shard(which)
        for member in ("os", "arch", "libc", "key"):
            header, *rest = self.lines("s2")
            header["platform"][member] = "other"
            self.write("x", "".join(json.dumps(line) + "\n" for line in [header, *rest]))
            status, _, err = self.merge("s1", "x", "s3")
            self.assertEqual((status, os.path.exists(self.path("j.jsonl"))), (3, False), member)
            self.assertIn("x: not of the same suite, selection, platform, implementations and options", err)
        header["platform"] = dict(self.lines("s2")[0]["platform"], kernel="another")  # shards may be of several machines
        self.write("x", "".join(json.dumps(line) + "\n" for line in [header, *rest]))
        self.assertEqual(self.merge("s1", "x", "s3")[0], 0)

    def test_what_is_unexpected_stays_so(self):
        lie = {"fake": fake("--lie", "inet_aton")}
        for which in (1, 2, 3):
            self.shard(which, impls=lie)
        status, _, _ = self.merge("s1", "s2", "s3")
        self.assertEqual(status, 1)
        self.assertEqual(self.lines()[-1]["unexpected"], 3)

    def test_a_shard_that_the_harness_failed_makes_the_whole_so(self):
        bad = {"fake": fake("--kill-parent", "inet_ntoa")}
        statuses = [self.shard(which, "--no-namespaces", impls=bad) for which in (1, 2, 3)]
        self.assertIn(3, statuses)
        self.assertFalse(any(self.lines("s%d" % which)[-1]["interrupted"] for which in (1, 2, 3)))
        self.assertEqual(self.merge("s1", "s2", "s3")[0], 3)
        footer = self.lines()[-1]
        self.assertEqual((footer["exit"], footer["interrupted"]), (3, False))

    def test_usage(self):
        self.assertEqual(self.command("merge")[0], 2)
        self.assertEqual(self.command("merge", "--out", self.path("x"))[0], 2)
        self.assertEqual(self.command("merge", "--out", self.path("x"), self.path("none"))[0], 3)


if __name__ == "__main__":
    unittest.main()
