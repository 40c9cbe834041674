"""The adapter of Perl, which was written from docs/protocol.md alone: small, and right in each line that it writes."""
import os
import subprocess
import unittest

from protocol_client import ROOT, Client

PATH = os.path.join(ROOT, "conformance", "adapters", "perl", "adapter.pl")


def data(value):
    return {"bytes": value.hex()}


class Perl(unittest.TestCase):
    def setUp(self):
        self.a = Client(["perl", PATH])
        self.addCleanup(self.a.close)
        self.hello = self.a.hello()
        self.ok, self.call = self.a.ok, self.a.call

    def core(self):
        with open(os.path.join(ROOT, "conformance", "operations.tsv"), encoding="utf-8") as table:
            rows = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
        return {row[0] for row in rows if row[2:3] == ["core"]}

    def test_is_small(self):
        with open(PATH, encoding="utf-8") as f:
            lines = f.readlines()
        self.assertLess(len(lines), 200)
        self.assertLess(max(map(len, lines)), 150)

    def test_has_the_core_profile(self):
        self.assertEqual(self.core(), set(self.hello["operations"]))
        self.assertEqual(("typed", False, "core"), tuple(self.hello[k] for k in ("values", "threads", "profile")))
        self.assertEqual((2, 1, 9), tuple(self.hello["constants"][n] for n in ("AF_INET", "SOCK_STREAM", "EBADF")))

    def test_exchange(self):
        self.ok("socket", 2, 1, bind="l")
        self.ok(".bind", {"tuple": ["127.0.0.1", 0]}, on="l")
        self.ok(".listen", on="l")
        self.ok("socket", bind="c")
        self.ok(".connect", self.ok(".getsockname", on="l"), on="c")
        answer = self.ok(".accept", on="l", bind=["s", "peer"])
        self.assertEqual([{"handle": "s"}, self.ok(".getsockname", on="c")], answer["tuple"])
        self.assertEqual(3, self.ok(".send", data(b"abc"), on="c"))
        self.assertEqual(data(b"abc"), self.ok(".recv", 10, on="s"))
        self.ok(".close", on="c")
        self.assertEqual(data(b""), self.ok(".recv", 10, on="s"))
        self.ok(".sendall", {"fill": {"seed": 250, "len": 300}}, on="s")
        self.assertEqual({"id": self.a.number + 1, "ok": None}, self.a.ask("reset"))
        self.assertIn("unsupported", self.call(".recv", 1, on="s"))

    def test_fill(self):
        self.ok("socketpair", bind=["a", "b"])
        self.ok(".sendall", {"fill": {"seed": 250, "len": 600}}, on="a")
        self.assertEqual(data(bytes((250 + i) % 251 for i in range(600))), self.ok(".recv", 999, on="b"))

    def test_errors(self):
        e = self.call("socket", 2, 77)["raised"]
        self.assertEqual(("OSError", "EINVAL", ["OSError", "Exception"]), (e["class"], e["errno"], e["bases"]))
        self.ok("socketpair", bind=["a", "b"])
        self.ok(".setblocking", False, on="a")
        e = self.call(".recv", 1, on="a")["raised"]
        self.assertEqual(("BlockingIOError", "EAGAIN"), (e["class"], e["errno"]))
        self.assertEqual("EAI_NONAME", self.call("getaddrinfo", "x", None, 0, 0, 0, 4)["raised"]["code"])
        e = self.call("inet_ntop", 2, data(b"abc"))["raised"]
        self.assertEqual("ValueError", e["class"])
        self.assertNotIn(ROOT, e["text"])

    def test_what_it_does_not_have(self):
        for op, args in (("sockspec.no_such_operation", []), ("dup", [1]), ("inet_aton", [42]),
                         ("socket", [{"float": "2.0"}]), ("module.has", ["sethostname"])):
            self.assertIn("unsupported", self.call(op, *args), op)
        self.assertIn("unsupported", self.call("sys.pid", lane=1))

    def test_stdout_and_the_end(self):
        self.assertEqual(self.a.process.pid, self.ok("sys.pid"))
        self.assertEqual(["/dev/null", os.readlink("/proc/%d/fd/2" % self.a.process.pid)],
                         [os.readlink("/proc/%d/fd/%d" % (self.a.process.pid, fd)) for fd in (0, 1)])
        self.assertEqual(0, self.a.finish())

    def test_broken_requests(self):
        for line in (b"garbage\n", b"[]\n", b"{}\n", b"5\n", b'{"do":"dance","id":1}\n', b'{"do":"call","id":1}\n',
                     b'{"do":"call","op":"sys.pid"}\n', b'{"do":"bye"}\n',
                     b'{"do":"call","id":1,"op":5}\n', b'{"do":"call","id":1,"op":["x"]}\n', b'{"do":"call","id":true,"op":"sys.pid"}\n'):
            with self.subTest(line=line):
                done = subprocess.run(["perl", PATH], input=line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
                self.assertEqual((2, b""), (done.returncode, done.stdout), done.stderr)
                self.assertIn(line, done.stderr)

    def test_begin(self):
        self.ok("socketpair", bind=["a", "b"])
        number = self.a.begin(".send", data(b"x"), on="a")
        answer = self.a.answer()
        self.assertEqual((number, 1), (answer["id"], answer["ok"]))


if __name__ == "__main__":
    unittest.main()
