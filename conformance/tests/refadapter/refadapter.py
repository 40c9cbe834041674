"""What the tests of refsock-adapter share."""
import unittest

from protocol_client import Client

COMMAND = None  # set by run_tests.py

AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
SOCK_STREAM, SOCK_DGRAM = 1, 2
SOL_SOCKET, SCM_RIGHTS = 1, 1


def handle(name):
    return {"handle": name}


def data(value):
    return {"bytes": value.hex()}


def items(*values):
    return {"tuple": list(values)}


def seconds(text):
    return {"float": text}


class AdapterTest(unittest.TestCase):
    """Each test has an adapter of its own; it ends with status 0 and has said nothing."""

    def setUp(self):
        self.client = Client(COMMAND)
        self.addCleanup(self.client.close)
        self.ok, self.call, self.begin = self.client.ok, self.client.call, self.client.begin

    def finish(self, status=0):
        self.client.ask("bye")
        self.assertEqual(self.client.process.wait(20), status)
        self.assertEqual(self.client.process.stderr.read(), b"")

    def pair(self, family=AF_UNIX, kind=SOCK_STREAM):
        self.ok("socketpair", family, kind, bind=["a", "b"])

    def assertUnsupported(self, answer, part):
        self.assertIn(part, answer.get("unsupported", answer))

    def assertRaised(self, answer, name, code=None, text=None):
        raised = answer.get("raised")
        self.assertIsNotNone(raised, answer)
        self.assertEqual(raised["class"], name, raised)
        self.assertEqual(raised.get("errno", raised.get("code")), code, raised)
        if text is not None:
            self.assertEqual(raised["text"], text)
        return raised
