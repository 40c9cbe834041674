"""The scripts of tools/ in a folder, and with programs, whose names have blanks and quotes in them."""
import os
import shutil
import unittest

from scripts import PROJECT, Test

HERE = "it's a folder"
# It keeps the words of each command that it is given, a line each.
SOCKSPEC = r"""
while [ $# -gt 0 ]; do
    case $1 in
    --impl | --oracle-cmd)
        command=${2#*=}
        (eval "set -- $command"; printf '|%s' "$@"; echo) >>"$FOLDER/commands"
        ;;
    esac
    shift
done
"""
PYTHON = 'case $2 in *platform*) echo 3.99.0 ;; *) echo "3.99.00 $0" ;; esac\n'


class Blanks(Test):
    def setUp(self):
        super().setUp()
        shutil.copytree(os.path.join(PROJECT, "tools"), self.path(HERE + "/tools"))
        self.stub(HERE + "/b/conformance/sockspec", SOCKSPEC)

    def run_there(self, text, **environment):
        return self.run_script("sh", "-c", 'cd "$0" && ' + text, self.path(HERE), FOLDER=self.folder, **environment)

    def test_memcheck(self):
        for name in "ctest", "python3":
            self.stub("bin/" + name, "")
        _, said = self.run_there("sh tools/memcheck.sh b 1", PATH=self.path("bin") + ":" + os.environ["PATH"])
        there = self.path(HERE)
        self.assertEqual(self.read("commands"), "|sh|%s/tools/memchecked.sh|%s/b/memcheck.reports|b/conformance/adapters/ref/refsock-adapter\n"
                         % (there, there), said)

    def test_pythons(self):
        python = self.stub("my bin's/python3", PYTHON)
        status, said = self.run_there("sh tools/pythons.sh b", PATH=os.path.dirname(python) + ":/usr/bin:/bin", SOCKSPEC_PYTHONS="", PYENV_ROOT="/none")
        self.assertEqual(status, 0, said)
        self.assertIn("oracle %s\n" % python, said)
        words = "|%s|conformance/adapters/python/adapter.py\n" % python
        self.assertEqual(self.read("commands").count(words), 2, self.read("commands"))


if __name__ == "__main__":
    unittest.main()
