"""./run: wrong words are refused before anything is built, and --help does nothing else."""
import os
import shutil
import unittest

from scripts import PROJECT, Test

FUZZER = 'echo "$*" >>"$FOLDER/calls"\n'


class Words(Test):
    """A copy of ./run alone: what goes on to build anything ends with 3, since it does not know a package."""

    def setUp(self):
        super().setUp()
        shutil.copy(os.path.join(PROJECT, "run"), self.path("run"))
        self.stub("tools/packages.tsv", "")

    def test_wrong_words(self):
        for words in ("sanitize --al", "sanitize --all x", "valgrind all", "fuzz 30s", "fuzz --kep", "fuzz -5", "publish --labs", "publish x",
                      "nightly x", "lint x", "windows x", "clean x"):
            status, said = self.run_script(self.path("run"), *words.split())
            command = words.split()[0]
            self.assertEqual(status, 2, (words, said))
            self.assertRegex(said, "^run: %s does not take '%s'\n./run %s" % (command, words.split()[-1], command))
        self.assertEqual(self.run_script(self.path("run"), "clean", "")[0], 2)
        self.assertFalse(os.path.exists(self.path("build")))

    def test_right_words(self):
        for words in ("sanitize", "sanitize --all", "valgrind --all", "fuzz", "fuzz 30", "fuzz --keep 30", "fuzz 30 --keep", "publish --lab"):
            status, said = self.run_script(self.path("run"), *words.split())
            self.assertEqual(status, 3, (words, said))
            self.assertIn("no line for", said)

    def test_help(self):
        status, usage = self.run_script(self.path("run"))
        self.assertEqual(status, 0)
        os.rmdir(self.path("build"))
        for command in ("report", "test", "lint", "sanitize", "valgrind", "lab", "fuzz", "pythons", "stability", "windows", "publish", "nightly", "clean"):
            for word in "--help", "-h":
                status, said = self.run_script(self.path("run"), command, word)
                self.assertEqual(status, 0, (command, said))
                self.assertTrue(said.startswith("./run " + command) and len(said.splitlines()) < 4, said)
                self.assertIn(said.splitlines()[0], usage)
        self.assertFalse(os.path.exists(self.path("build")))
        self.assertEqual(self.run_script(self.path("run"), "nonsense", "--help")[0], 2)


class Built(Test):
    """A copy of ./run, and stubs for what it builds with."""

    def setUp(self):
        super().setUp()
        shutil.copy(os.path.join(PROJECT, "run"), self.path("run"))
        for package in ("gcc", "libc6-dev", "cmake", "ninja-build", "pkg-config", "libjansson-dev", "libidn-dev", "python3", "strace"):
            self.add("tools/packages.tsv", "%s\ttrue\n" % package)
        self.add("CMakePresets.json", "")
        self.stub("bin/cmake", 'echo "$*" >>"$FOLDER/configured"; mkdir -p build/dev; : >build/dev/build.ninja\n')
        self.stub("bin/ninja", "")
        self.stub("build/dev/conformance/sockspec", "")

    def run_it(self, *words, **environment):
        return self.run_script(self.path("run"), *words, FOLDER=self.folder, PATH=self.path("bin") + ":" + os.environ["PATH"], **environment)


class Presets(Built):
    """A build folder is configured when it is new, and after a change of the presets."""

    def test_configured(self):
        for presets, build, times in (0, None, 1), (100, 200, 1), (300, 200, 2), (300, 400, 2):
            os.utime(self.path("CMakePresets.json"), (presets, presets))
            if build:
                os.utime(self.path("build/dev/build.ninja"), (build, build))
            status, said = self.run_it("sockspec")
            self.assertEqual((status, self.read("configured")), (0, "--preset dev -G Ninja\n" * times), said)


# Its run ends with $STATUS, and its report as for a journal that is incomplete, if that is 3; both write what the run is called. With --count it ends with $COUNT.
SOCKSPEC = r"""
command=$1 status=$STATUS journal=$2
case " $* " in *" --count "*) echo 7 runs; exit ${COUNT:-0} ;; esac
while [ $# -gt 0 ]; do
    case $command:$1 in
    run:--journal) [ -z "$NAME" ] || echo "$NAME" >>"$2" ;;
    report:--*) cp "$journal" "$2" ;;
    esac
    shift
done
[ $command = run ] || [ $status = 3 ] || status=${REPORT:-0}
exit $status
"""
FORMATS = ("journal.jsonl", "index.html", "junit.xml", "results.tap", "summary.md", "badge.json")


class Report(Built):
    """./run report: what stands in reports/out/ is all of one journal, however the run ended."""

    def report(self, name, status, *words, **environment):
        """The exit status, and the content of each format that is there."""
        self.stub("build/dev/conformance/sockspec", SOCKSPEC)
        found, said = self.run_it("report", *words, NAME=name, STATUS=str(status), **environment)
        return found, {one: self.read("reports/out/" + one) for one in FORMATS if os.path.exists(self.path("reports/out/" + one))}, said

    def test_every_status(self):
        for status in (0, 1, 3, 77):
            self.assertEqual(self.report("of %d" % status, status)[:2], (status, dict.fromkeys(FORMATS, "of %d\n" % status)))

    def test_no_journal(self):
        for status in (0, 2, 3):
            self.report("old", 0)
            self.assertEqual(self.report("", status)[:2], (status, {}))

    def test_nothing_is_run(self):
        _, before, _ = self.report("old", 0)
        self.assertEqual(self.report("new", 0, "--selct", COUNT="2")[:2], (2, before))
        self.assertEqual(self.report("new", 0, "--count"), (0, before, "7 runs\n"))

    def test_resumed(self):
        self.report("one", 3)
        self.assertEqual(self.report("two", 0, "--resume")[:2], (0, dict.fromkeys(FORMATS, "one\ntwo\n")))

    def test_reports_that_cannot_be_written(self):
        self.assertEqual(self.report("of 0", 0, REPORT="3")[0], 3)
        self.assertEqual(self.report("of 1", 1, REPORT="3")[0], 1)

    def test_another_journal(self):
        _, before, _ = self.report("old", 0)
        for words in (["--journal", "other.jsonl"], ["--journal=other.jsonl"], ["--select", "x", "--jou", "other.jsonl"]):
            status, found, said = self.report("new", 0, *words)
            self.assertEqual((status, found), (2, before), said)
            self.assertIn("run: report does not take '%s'" % words[-1 if len(words) == 1 else -2], said)


class Fuzz(Test):
    def fuzz(self, *words):
        """(exit status, what it said, the calls of the one target)"""
        self.stub("b/ref/fuzz/refsock_fuzz_one", FUZZER)
        if not os.path.exists(self.path("b/ref/fuzz/targets.txt")):
            self.add("b/ref/fuzz/targets.txt", "one\n")
        status, said = self.run_script("sh", os.path.join(PROJECT, "tools/fuzz.sh"), "b", *words, FOLDER=self.folder)
        calls = self.read("calls").splitlines() if os.path.exists(self.path("calls")) else []
        if calls:
            os.remove(self.path("calls"))
        return status, said, calls

    def test_seconds_and_keep_in_any_order(self):
        for words, seconds, kept in ([], 600, False), (["30"], 30, False), (["--keep"], 600, True), (["30", "--keep"], 30, True), \
                (["--keep", "30"], 30, True):
            status, said, calls = self.fuzz(*words)
            self.assertEqual(status, 0, said)
            self.assertIn("-max_total_time=%d " % seconds, calls[0])
            self.assertEqual([call.split()[0] for call in calls[1:]], ["-merge=1"] * kept, words)

    def test_anything_else(self):
        for word in "--kep", "30s", "":
            self.assertEqual((self.fuzz(word)[0], self.fuzz(word)[2]), (2, []), word)

    def test_what_is_lacking(self):
        """Nothing is run, neither where a target of the list is not built nor where none is listed for a kept corpus."""
        self.add("b/ref/fuzz/targets.txt", "one\ntwo\n")
        status, said, calls = self.fuzz()
        self.assertEqual((status, calls, "two is not built" in said), (3, [], True), said)
        self.stub("b/ref/fuzz/refsock_fuzz_two", FUZZER)
        self.add("fixtures/corpus/three/seed", "x")
        status, said, calls = self.fuzz()
        self.assertEqual((status, calls, "fixtures/corpus/three has no target" in said), (3, [], True), said)


if __name__ == "__main__":
    unittest.main()
