"""What the tests of the case language share: the program under test and a folder of tables for one call."""

import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOCKSPEC = os.environ["SOCKSPEC"]


def run(*arguments, check=None):
    """Run sockspec. With `check` an exit status other than that is an error. Returns the finished process."""
    done = subprocess.run([SOCKSPEC, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                          timeout=100)
    if check is not None and done.returncode != check:
        raise AssertionError("sockspec %s: exit status %d\n%s" % (arguments, done.returncode, done.stderr))
    return done


class Folder(tempfile.TemporaryDirectory):
    """A folder with the tables {name: text or bytes}; kinds.case of this folder is added."""

    def __init__(self, tables, kinds=True):
        super().__init__(prefix="sockspec-lang-")
        tables = dict(tables)
        if kinds:
            with open(os.path.join(HERE, "kinds.case"), "rb") as file:
                tables.setdefault("kinds.case", file.read())
        for name, text in tables.items():
            with open(os.path.join(os.fsencode(self.name), os.fsencode(name)), "wb") as file:
                file.write(text if isinstance(text, bytes) else text.encode("utf-8"))
