"""Blame from end to end, and what deviations make of it."""
import os
import unittest

from sockspec import Test, fake

KEY = "linux-0.0-none-none-fake1.0"


class Blame(Test):
    def blame(self, tested, oracle, run="tiny.full", arguments=(), **named):
        status, out, err = self.run_cases("--oracle-cmd", oracle, *arguments, oracle=None,
                                          impls={"fake": tested}, **named)
        self.assertIn(status, (0, 1), err)
        line = self.line(run)
        return line["blame"], line["blame_reason"]

    def test_only_the_implementation_differs(self):
        blame, why = self.blame(fake("--lie", "inet_aton"), fake("--name", "oracle"))
        self.assertEqual(blame, "implementation")
        others = {other["role"]: other for other in self.line("tiny.full")["others"]}
        self.assertEqual(others["oracle"]["outcome"], "pass")
        self.assertTrue(others["oracle"]["steps"])

    def test_the_oracle_does_the_same(self):
        blame, why = self.blame(fake("--lie", "inet_aton"), fake("--lie", "inet_aton", "--name", "oracle"))
        self.assertEqual((blame, why[:20]), ("suite", "the oracle does the "))

    def test_the_oracle_has_no_answer(self):
        blame, why = self.blame(fake("--lie", "inet_aton"), fake("--unsupported", "inet_aton", "--name", "oracle"))
        self.assertEqual(blame, "unknown")
        self.assertIn("no inet_aton here", why)

    def test_the_oracle_is_tested(self):
        command = fake("--lie", "inet_aton")
        self.run_cases("--oracle-cmd", command, oracle=None, impls={"fake": command})
        roles = [(one["name"], one["role"]) for one in self.lines()[0]["implementations"]]
        self.assertIn(("fake", "tested"), roles)
        self.assertIn(("fake", "oracle"), roles)
        self.assertIn("oracle", self.line("tiny.full")["blame_reason"])
        self.assertNotIn("oracle", [other["role"] for other in self.line("tiny.full").get("others", [])])

    def test_a_known_defect_of_the_oracle(self):
        deviations = self.write("oracle.deviations", "implementation oracle\ndeviation tiny.full tiny.five tiny.two_ends\n"
                                "  outcome fail\n  signature \"...\"\n  kind bug\n  reason known\n")
        blame, why = self.blame(fake("--lie", "inet_aton"), fake("--lie", "inet_aton", "--name", "oracle"),
                                arguments=("--deviations", deviations))
        self.assertEqual(blame, "implementation")
        self.assertIn("as is known", why)

    def test_an_oracle_that_does_not_answer_is_a_failure(self):
        status, _, err = self.run_cases("--oracle-cmd", "/no/such/oracle", oracle=None)
        self.assertEqual(status, 3)
        self.assertIn("no live oracle", err)

    def record(self, *arguments):
        status, _, err = self.command("record", "--cases", os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases"),
                                      "--impl", "fake=" + fake(*arguments), "--out", self.path("rec"), "--quiet")
        self.assertEqual(status, 0, err)
        (key,) = os.listdir(self.path("rec"))
        (name,) = os.listdir(self.path("rec/" + key))
        return self.path("rec/%s/%s" % (key, name))

    def test_recorded_oracle(self):
        recording = self.record()
        status, out, _ = self.run_cases("--recording", recording, oracle="recorded",
                                        impls={"fake": fake("--lie", "inet_aton")})
        self.assertEqual(status, 1)
        self.assertIn("oracle: recorded on", out)
        line = self.line("tiny.full")
        self.assertEqual(line["blame"], "implementation")
        self.assertIn("recording", [other["role"] for other in line["others"]])
        header = self.lines()[0]
        self.assertEqual((header["oracle"], header["recording"]["file"]), ("recorded", recording))

    def test_recorded_elsewhere(self):
        recording = self.record()
        with open(recording, encoding="utf-8") as file:
            first, rest = file.readline(), file.read()
        elsewhere = self.write("elsewhere.jsonl", first.replace(first.split('"key":"')[1].split('"')[0], KEY) + rest)
        self.run_cases("--recording", elsewhere, oracle="recorded", impls={"fake": fake("--lie", "inet_aton")})
        self.assertIn(self.line("tiny.full")["blame"], ("platform", "unknown", "implementation"))
        self.assertIn("elsewhere", self.line("tiny.full")["blame_reason"])
        # Live, the oracle does the same here, but passed there.
        blame, _ = self.blame(fake("--lie", "inet_aton"), fake("--lie", "inet_aton", "--name", "oracle"),
                              arguments=("--recording", elsewhere))
        self.assertEqual(blame, "platform")

    def test_drift(self):
        recording = self.record()
        blame, _ = self.blame(fake("--lie", "inet_aton"), fake("--lie", "inet_aton"), run="tiny.full",
                              arguments=("--recording", recording))
        self.assertEqual(blame, "oracle-drift")

    def test_no_recording(self):
        status, _, err = self.run_cases("--recording", self.path("none"), oracle="recorded")
        self.assertEqual(status, 2)
        broken = self.write("broken", "{}\n")
        status, _, err = self.run_cases("--recording", broken, oracle="recorded")
        self.assertEqual(status, 2)
        self.assertIn("no recording of format 1", err)

    def test_a_recording_is_the_same_twice(self):
        first = self.record()
        with open(first, "rb") as file:
            before = file.read()
        with open(self.record(), "rb") as file:
            self.assertEqual(file.read(), before)


ENTRY = """implementation fake since 1.0 before 2.0
deviation tiny.full
  outcome   fail
  signature "returned ...lie..."
  kind      bug
  reason    it lies
"""


class Deviations(Test):
    def judge(self, text, *arguments, tested=("--lie", "inet_aton"), **named):
        path = self.write("d.deviations", text)
        return self.run_cases("--deviations", path, "--select", "tiny.full", "--select", "tiny.zero", *arguments,
                              impls={"fake": fake(*tested)}, **named)

    def test_expected(self):
        status, out, _ = self.judge(ENTRY)
        self.assertEqual(status, 0, out)
        line = self.line("tiny.full")
        self.assertEqual((line["outcome"], line["expected"]), ("fail", True))
        self.assertEqual((line["deviation"]["line"], line["deviation"]["kind"], line["deviation"]["reason"]),
                         (2, "bug", "it lies"))

    def test_unexpected_pass(self):
        status, out, _ = self.judge(ENTRY, tested=())
        self.assertEqual(status, 1)
        self.assertIn("d.deviations:2 expects fail", out)
        self.assertIn("but it passes", out)

    def test_another_failure(self):
        status, out, _ = self.judge(ENTRY.replace("lie...", "truth..."))
        self.assertEqual(status, 1)
        self.assertIn("d.deviations:2 expects fail", out)
        status, _, _ = self.judge(ENTRY.replace("fail", "unsupported"))
        self.assertEqual(status, 1)

    def test_expired(self):
        status, out, _ = self.judge(ENTRY + "  expires 2020-01-01\n")
        self.assertEqual(status, 1)
        self.assertIn("d.deviations:2 expired on 2020-01-01", out)

    def test_matches_nothing(self):
        status, out, _ = self.judge(ENTRY + ENTRY.split("\n", 1)[1].replace("tiny.full", "tiny.gone"))
        self.assertEqual(status, 1)
        self.assertIn("d.deviations:7: deviation tiny.gone matches no run", out)
        self.assertEqual(self.lines()[-1]["unmatched_deviations"][0]["line"], 7)

    def test_what_is_not_selected_or_not_applicable_is_not_stale(self):
        other = ENTRY.split("\n", 1)[1].replace("tiny.full", "tiny.five")
        status, out, _ = self.judge(ENTRY + other)
        self.assertEqual(status, 0, out)

    def test_another_version_or_implementation(self):
        for text in (ENTRY.replace("before 2.0", "before 1.0"), ENTRY.replace("implementation fake", "implementation x")):
            status, _, _ = self.judge(text)
            self.assertEqual(status, 1)
            self.assertEqual(self.lines()[-1]["unmatched_deviations"], [])

    def test_a_mistake_starts_nothing(self):
        status, _, err = self.judge(ENTRY + "  kind worse\n")
        self.assertEqual(status, 2)
        self.assertIn("d.deviations:7: error:", err)
        self.assertFalse(os.path.exists(self.path("j.jsonl")))

    def test_a_missing_file(self):
        status, _, err = self.run_cases("--deviations", self.path("none-such"))
        self.assertEqual(status, 2)
        self.assertIn("cannot be read", err)


if __name__ == "__main__":
    unittest.main()
