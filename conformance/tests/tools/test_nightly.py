"""tools/nightly.sh: it goes on after a failure, names it, and takes the build that PRESET says."""
import os
import unittest

from scripts import PROJECT, Test


class Nightly(Test):
    def nightly(self, **environment):
        """(exit status, what it said, what was run)"""
        self.stub("run", 'echo "$*" >>calls\n[ "$1" != fuzz ] && [ "$*" != "lab --all" ] && [ "$*" != "bench --gate" ]\n')
        status, said = self.run_script("sh", os.path.join(PROJECT, "tools/nightly.sh"), **environment)
        return status, said, self.read("calls").splitlines()

    def test_a_failure_is_named_and_does_not_end_it(self):
        status, said, calls = self.nightly()
        self.assertEqual((status, said.splitlines()[-1]), (1, "nightly: failed: fuzz bench lab"))
        self.assertEqual((calls[0], calls[-1]), ("test", "sockspec run --tag slow"))

    def test_the_build(self):
        for preset in "", "release":
            _, _, calls = self.nightly(PRESET=preset)
            build = "build/" + (preset or "dev")
            self.assertIn("lab -- %s/ref/tests/data/refsock_test_data --all" % build, calls)
            self.assertIn("lab -- ref/tests/example_can.sh %s/ref/examples" % build, calls)


if __name__ == "__main__":
    unittest.main()
