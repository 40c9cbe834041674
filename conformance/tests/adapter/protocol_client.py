"""The runner's side of the adapter protocol, for tests: every line is held against the schema."""
import json
import os
import select
import subprocess
import time

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
ADAPTER = os.path.join(ROOT, "conformance", "adapters", "python", "adapter.py")
with open(os.path.join(ROOT, "docs", "schema", "protocol.schema.json"), encoding="utf-8") as f:
    SCHEMA = json.load(f)


def validator(*definitions):
    """One of these definitions must match."""
    return jsonschema.Draft7Validator({"$schema": SCHEMA["$schema"], "definitions": SCHEMA["definitions"],
                                       "oneOf": [{"$ref": "#/definitions/" + d} for d in definitions]})


REQUEST = validator("request")
ANSWERS = {"call": validator("answer_started", "answer_ok", "answer_raised", "answer_unsupported"),
           "hello": validator("answer_hello"), "reset": validator("answer_done", "answer_unsupported"),
           "bye": validator("answer_done")}


class Client:
    """An adapter's process. Every wait ends after `patience` seconds."""

    def __init__(self, command, patience=20.0):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, bufsize=0)
        self.patience, self.buffer, self.number, self.sent = patience, b"", 0, {}

    def read_line(self):
        deadline = time.monotonic() + self.patience
        while b"\n" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise TimeoutError("no answer from the adapter in %g s" % self.patience)
            chunk = os.read(self.process.stdout.fileno(), 1 << 20)
            if not chunk:
                raise EOFError("the adapter closed its output; stderr: %s" % self.process.stderr.read().decode())
            self.buffer += chunk
        line, self.buffer = self.buffer.split(b"\n", 1)
        if len(line) >= 1 << 20:
            raise ValueError("a line of %d bytes" % len(line))
        return line

    def answer(self):
        """The next line, checked."""
        answer = json.loads(self.read_line().decode())
        ANSWERS[self.sent[answer.get("id", answer.get("started"))]].validate(answer)
        return answer

    def request(self, do, **members):
        """Write a request, do not wait; its id."""
        self.number += 1
        message = dict(members, do=do, id=self.number)
        REQUEST.validate(message)
        self.sent[self.number] = do
        self.write(json.dumps(message).encode() + b"\n")
        return self.number

    def write(self, data):
        while data:
            data = data[os.write(self.process.stdin.fileno(), data):]

    def ask(self, do, **members):
        number = self.request(do, **members)
        answer = self.answer()
        if answer.get("id") != number:
            raise ValueError("asked %d, answered %r" % (number, answer))
        return answer

    def hello(self):
        return self.ask("hello", protocol=1)["hello"]

    def call(self, op, *args, **members):
        return self.ask("call", op=op, args=list(args), **members)

    def ok(self, op, *args, **members):
        answer = self.call(op, *args, **members)
        if "ok" not in answer:
            raise AssertionError("%s: %r" % (op, answer))
        return answer["ok"]

    def begin(self, op, *args, **members):
        """Enter a call and wait until it has begun; its id."""
        number = self.request("call", op=op, args=list(args), begin=True, **members)
        answer = self.answer()
        if answer != {"started": number}:
            raise AssertionError("%s did not begin: %r" % (op, answer))
        return number

    def leftovers(self):
        """(descriptors, threads) of the process, from /proc."""
        base = "/proc/%d" % self.process.pid
        links = sorted((int(n), os.readlink(base + "/fd/" + n)) for n in os.listdir(base + "/fd"))
        return links, len(os.listdir(base + "/task"))

    def finish(self):
        """Exit status after bye."""
        self.ask("bye")
        return self.wait()

    def wait(self):
        self.process.stdin.close()
        try:
            return self.process.wait(self.patience)
        finally:
            self.close()

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
