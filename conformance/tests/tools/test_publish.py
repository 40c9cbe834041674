"""tools/publish.sh: the tree has all of a report or, if something is not as expected, what it had."""
import os
import unittest

from scripts import PROJECT, Test

# Fails at the command that FAILS names, after it has written what it writes.
SOCKSPEC = r"""
command=$1
while [ $# -gt 0 ]; do
    case $1 in
    --journal) echo "{\"command\":\"$PWD/build/adapter\"}" >"$2" ;;
    --html | --markdown | --badge) echo new >"$2" ;;
    --out) mkdir -p "$2/key"; echo new >"$2/key/cpython.jsonl" ;;
    esac
    shift
done
[ "$command" != platform ] || echo key
[ "$command" != "$FAILS" ]
"""
KEPT = ["reports/key/" + name for name in ("journal.jsonl", "index.html", "summary.md", "badge.json")] + ["fixtures/recordings/key/cpython.jsonl"]


class Publish(Test):
    def publish(self, fails):
        """The exit status; the content of what is kept."""
        self.stub("b/conformance/sockspec", SOCKSPEC)
        self.stub("tools/pages.sh", "")
        for name in KEPT:
            os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
            with open(self.path(name), "w") as file:
                file.write("old\n")
        status, _ = self.run_script("sh", os.path.join(PROJECT, "tools/publish.sh"), "b", FAILS=fails)
        return status, [self.read(name) for name in KEPT]

    def test_as_expected(self):
        self.assertEqual(self.publish(""), (0, ['{"command":"build/adapter"}\n'] + 4 * ["new\n"]))

    def test_not_as_expected(self):
        for command in "run", "report", "record":
            self.assertEqual(self.publish(command), (1, 5 * ["old\n"]), command)


if __name__ == "__main__":
    unittest.main()
