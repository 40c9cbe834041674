"""What the tests share: journals on disk, the program as a user runs it, writers into a string."""

import importlib
import io
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.join(ROOT, "sockspec_report.py")
sys.path.insert(0, ROOT)

from model import journal as journals  # noqa: E402
from model.report import Report  # noqa: E402


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, text, name="journal.jsonl"):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
        return path

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def report(self, *texts):
        return Report([journals.read(self.file(text, "j%d.jsonl" % number)) for number, text in enumerate(texts)])

    def written(self, option, *texts):
        from writers import WRITERS
        module = next(module for name, module, _ in WRITERS if name == option)
        out = io.StringIO()
        importlib.import_module(module).write(self.report(*texts), out)
        out.getvalue().encode("utf-8")  # what cannot be encoded cannot be written
        return out.getvalue()

    def run_program(self, *arguments, stdin=""):
        done = subprocess.run([sys.executable, PROGRAM] + list(arguments), input=stdin, capture_output=True,
                              encoding="utf-8", timeout=60, check=False)
        self.assertNotIn("Traceback", done.stderr)
        return done
