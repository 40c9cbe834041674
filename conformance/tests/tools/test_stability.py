"""tools/stability.sh: what it takes, what makes it red, and that nothing is left when it is ended."""
import os
import signal
import unittest

from scripts import PROJECT, Test, group

# It keeps its arguments, a line a run; `verdict` is the outcome that it writes, `status` what it exits with.
SOCKSPEC = r"""
echo "$*" >>"$FOLDER/calls"
while [ $# -gt 0 ]; do
    [ "$1" != --journal ] || journal=$2
    shift
done
number=$(wc -l <"$FOLDER/calls")
printf '{"type":"header"}\n{"type":"case","impl":"ref","id":"a.b","outcome":"%s","expected":true,"signature":%s}\n' \
    "$(VERDICT)" "$(SIGNATURE)" >"$journal"
exit $STATUS
"""
HANGS = 'echo >"$FOLDER/begun"; exec sleep 97\n'


class Stability(Test):
    def begin(self, *words, verdict="echo pass", signature="echo null", status=0, text=None, jobs=None):
        self.stub("b/conformance/sockspec", text or SOCKSPEC.replace("VERDICT", verdict).replace("SIGNATURE", signature))
        more = {"JOBS": jobs} if jobs else {}
        return ["sh", os.path.join(PROJECT, "tools/stability.sh"), self.path("b"), *words], dict(FOLDER=self.folder, STATUS=str(status), **more)

    def ended(self, *words, **named):
        """(exit status, what it said, the calls of sockspec)"""
        words, environment = self.begin(*words, **named)
        status, said = self.run_script(*words, **environment)
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("tmp.")], [])
        return status, said, self.read("calls").splitlines() if os.path.exists(self.path("calls")) else []

    def test_green(self):
        status, said, calls = self.ended("3")
        self.assertEqual((status, len(calls)), (0, 3), said)
        self.assertIn("stability: run 3: exit 0, 1 verdicts, 0 lines differ", said)
        self.assertIn("--jobs 8", calls[0])

    def test_options_without_runs(self):
        status, said, calls = self.ended("--select", "recv.*", jobs="3")
        self.assertEqual((status, len(calls)), (0, 20), said)
        self.assertTrue(all(call.endswith("--select recv.*") and "--jobs 3" in call for call in calls), calls)

    def test_options_after_runs(self):
        status, said, calls = self.ended("2", "--level", "must")
        self.assertEqual((status, [call.endswith("--level must") for call in calls]), (0, [True] * 2), said)

    def test_what_is_no_number(self):
        for word in ("abc", "0", "00", "1.5", "5x", ""):
            status, said, calls = self.ended(word)
            self.assertEqual((status, calls), (2, []), (word, said))
            self.assertIn("RUNS is a number from 1 on", said)

    def test_another_verdict(self):
        status, said, _ = self.ended("3", verdict="[ $number = 2 ] && echo fail || echo pass")
        self.assertEqual(status, 1, said)
        self.assertIn("> ref a.b fail True None", said)

    def test_another_signature(self):
        for status, verdict in (0, "echo pass"), (1, "echo fail"):
            found, said, _ = self.ended("3", verdict=verdict, status=status, signature="[ $number = 2 ] && echo '\"step 3\"' || echo '\"step 2\"'")
            self.assertEqual(found, 1, said)
            self.assertIn("stability: run 2: exit %d, 1 verdicts, 2 lines differ" % status, said)
            self.assertIn("> ref a.b %s True step 3" % verdict.split()[1], said)
            os.remove(self.path("calls"))

    def test_equally_red_runs(self):
        status, said, calls = self.ended("2", verdict="echo fail", status=1)
        self.assertEqual((status, len(calls)), (1, 2), said)

    def test_what_sockspec_does_not_take(self):
        status, said, calls = self.ended("--selct", "x", text='echo "$*" >>"$FOLDER/calls"; echo "no --selct" >&2; exit 2\n')
        self.assertEqual((status, len(calls)), (2, 1))
        self.assertIn("no --selct", said)

    def test_it_leaves_nothing(self):
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -9)):
            words, environment = self.begin("2", text=HANGS)
            process = self.start(*words, **environment)
            self.wait_for("the run begins", lambda: os.path.exists(self.path("begun")))
            os.remove(self.path("begun"))
            os.kill(process.pid, number)
            self.assertEqual(process.wait(timeout=50), status)
            # Nothing ends the run of a script that was killed; the busy loop sees to it itself.
            rest = 1 if number == signal.SIGKILL else 0
            self.wait_for("nothing is left after %s" % number, lambda: len(group(process.pid)) <= rest)


if __name__ == "__main__":
    unittest.main()
