"""What really goes over the wire between sockspec and its adapters, held against the schema, line by line."""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

from protocol_client import ADAPTER, ROOT, validator

SOCKSPEC = os.environ["SOCKSPEC"]
REFERENCE = os.environ.get("REFSOCK_ADAPTER", "")
LINE = re.compile(r"\s*[\d.]+ ms  job \d+  \S+ ([<>]) (.*)\Z", re.S)
# Enough for every form of a request and an answer: objects, buffers, files, threads, signals, warnings, each error.
SELECTION = ["recv*[tcp4]", "recv*[unix-stream]", "fds.*", "interrupts.recv*", "errors.*", "getaddrinfo.*", "module.*"]


class Traffic(unittest.TestCase):
    def check(self, command):
        requests, answers = validator("request"), validator("answer")
        with tempfile.TemporaryDirectory() as folder:
            trace = os.path.join(folder, "trace")
            arguments = [SOCKSPEC, "run", "--cases", os.path.join(ROOT, "conformance", "cases"), "--oracle", "none",
                         "--deviations", "none", "--quiet", "--impl", "tested=" + command, "--trace", trace]
            for pattern in SELECTION:
                arguments += ["--select", pattern]
            done = subprocess.run(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  timeout=200)
            self.assertIn(done.returncode, (0, 1), done.stdout)
            with open(trace, encoding="utf-8", newline="\n") as f:
                lines = f.read().split("\n")[:-1]
        self.assertGreater(len(lines), 3000)
        seen = set()
        for line in lines:
            direction, text = LINE.match(line).groups()
            form = direction + re.sub(r'"(id|started|ns)":\d+', r'"\1":0', text)
            if form in seen:  # the like of it was seen
                continue
            seen.add(form)
            message = json.loads(text)
            schema = requests if direction == ">" else answers
            error = next(schema.iter_errors(message), None)
            self.assertIsNone(error, "%s %s" % (direction, text[:500]))

    def test_python(self):
        self.check("%s %s" % (sys.executable, ADAPTER))

    @unittest.skipUnless(REFERENCE, "REFSOCK_ADAPTER does not name the reference's adapter")
    def test_reference(self):
        self.check(REFERENCE)


if __name__ == "__main__":
    unittest.main()
