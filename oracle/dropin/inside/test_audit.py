"""The audit events of what --full does itself. A hook stays for the life of its process, so each test is a process."""
import json
import socket
import subprocess
import sys
import unittest

OURS = "_sockspec_full" in sys.modules
START = """
import json, os, socket, sys
told = []
refused = None  # the event that the hook does not allow

def show(value):
    return "socket" if isinstance(value, socket.socket) else int(value) if isinstance(value, int) else \\
        [show(v) for v in value] if isinstance(value, tuple) else repr(value) if isinstance(value, bytes) else value

def hook(event, arguments):
    if not event.startswith("socket."):
        return
    told.append([event[7:]] + [show(argument) for argument in arguments])
    if event == "socket." + str(refused):
        raise RuntimeError("refused")

def tell(call, *args, **kwargs):
    del told[:]
    try:
        result = call(*args, **kwargs)
    except Exception as error:
        result = error
    print(json.dumps([repr(result) if isinstance(result, Exception) else None, told]))
    return result

server = socket.create_server(("127.0.0.1", 0))
port = server.getsockname()[1]
one, other = socket.socketpair()
sys.addaudithook(hook)
"""
INET, INET6, UNIX, STREAM = int(socket.AF_INET), int(socket.AF_INET6), int(socket.AF_UNIX), int(socket.SOCK_STREAM)


def new(family, type=STREAM):
    return ["__new__", "socket", family, type, 0]


class Events(unittest.TestCase):
    maxDiff = None

    def told(self, *lines):
        """[what it raised or None, events] of each tell() there; the port of `server` is PORT."""
        program = START + "\n".join(lines) + "\nprint(port)\n"
        done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True, timeout=60)
        *answers, port = done.stdout.decode().splitlines()
        return [json.loads(line.replace(" %s" % port, ' "PORT"')) for line in answers]

    def only(self, *lines):
        """Of what raised nothing."""
        answers = self.told(*lines)
        self.assertEqual([error for error, events in answers], [None] * len(answers))
        return [events for error, events in answers]

    def test_duplicates(self):
        self.assertEqual(self.only("tell(one.dup)", "tell(socket.fromfd, one.fileno(), socket.AF_INET, socket.SOCK_DGRAM, 0)"),
                         [[new(UNIX)], [new(INET, int(socket.SOCK_DGRAM))]])

    def test_pairs(self):
        self.assertEqual(self.only("tell(socket.socketpair)", "tell(socket.socketpair, socket.AF_UNIX, socket.SOCK_DGRAM)"),
                         [[new(UNIX)] * 2, [new(UNIX, int(socket.SOCK_DGRAM))] * 2])

    def test_failures(self):
        """What does not make a socket tells of none."""
        answers = self.told("tell(socket.fromfd, 2 ** 30, 2, 1)", "tell(socket.socketpair, socket.AF_INET)")
        self.assertEqual([events for error, events in answers], [[], []])
        self.assertNotIn(None, [error for error, events in answers])

    def test_connection(self):
        """Which addresses are tried is not known beforehand on the drop-in: the family is 0, the address that of the caller."""
        family = 0 if OURS else INET
        first = ["getaddrinfo", "127.0.0.1", "PORT", 0, STREAM, 0]
        last = ["connect", "socket", ["127.0.0.1", "PORT"]]
        made = ["__new__", "socket", family, STREAM, 0 if OURS else int(socket.IPPROTO_TCP)]
        self.assertEqual(self.only("tell(socket.create_connection, ('127.0.0.1', port))",
                                   "tell(socket.create_connection, ('127.0.0.1', port), source_address=('127.0.0.1', 0))"),
                         [[first, made, last], [first, made, ["bind", "socket", ["127.0.0.1", 0]], last]])

    def test_server(self):
        bound = ["bind", "socket", ["127.0.0.1", 0]]
        self.assertEqual(self.only("tell(socket.create_server, ('127.0.0.1', 0))",
                                   "tell(socket.create_server, ('127.0.0.1', 0), backlog=3)"),
                         [[new(INET), bound]] * 2)

    @unittest.skipUnless(socket.has_dualstack_ipv6(), "this machine has no IPv6")
    def test_dual(self):
        self.assertEqual(self.only("tell(socket.has_dualstack_ipv6)",
                                   "tell(socket.create_server, ('::', 0), family=socket.AF_INET6, dualstack_ipv6=True)"),
                         [[new(INET6)], [new(INET6), new(INET6), ["bind", "socket", ["::", 0]]]])
        (error, events), = self.told("tell(socket.create_server, ('', 0), dualstack_ipv6=True)")
        self.assertIn("requires AF_INET6", error)
        self.assertEqual(events, [new(INET6)])

    def test_names(self):
        self.assertEqual(self.only("tell(socket.getfqdn, ' 127.0.0.1 ')"), [[["gethostbyaddr", "127.0.0.1"]]])
        events, = self.only("tell(socket.getfqdn)")
        self.assertEqual([event[0] for event in events], ["gethostname", "gethostbyaddr"])

    def test_descriptors(self):
        self.assertEqual(self.only("tell(socket.send_fds, one, [b'x'], [0])", "tell(socket.recv_fds, other, 10, 1)"),
                         [[["sendmsg", "socket", None]], []])

    def test_messages(self):
        """Told before the buffers are looked at, and after the destination: one that cannot be encoded has no event."""
        told = ["sendmsg", "socket", None]
        answers = self.told("tell(one.sendmsg, [b''], [1])", "tell(one.sendmsg, 5)", "tell(one.sendmsg, 5, [], 0, '\\ud800')")
        self.assertEqual([error.split("(")[0] for error, events in answers], ["TypeError", "TypeError", "UnicodeEncodeError"])
        self.assertEqual([events for error, events in answers], [[told], [told], []])

    def test_host_name(self):
        """The hook refuses it each time: nothing is set."""
        answers = self.told("import pathlib", "refused = 'sethostname'", "tell(socket.sethostname, 'hosty')",
                            "tell(socket.sethostname, pathlib.PurePath('hosty'))", "tell(socket.sethostname, b'hosty')",
                            "tell(socket.sethostname, b'ho\\0sty')", "tell(socket.sethostname, 'ho\\0sty')",
                            "tell(socket.sethostname, bytearray(b'hosty'))")
        self.assertEqual([error.split("(")[0] for error, events in answers], ["RuntimeError"] * 4 + ["ValueError", "TypeError"])
        self.assertEqual([events for error, events in answers],
                         [[["sethostname", repr(name)]] for name in [b"hosty"] * 3 + [b"ho\0sty"]] + [[], []])

    def test_refused(self):
        """What a hook refuses does not happen."""
        answers = self.told(
            "refused = 'connect'", "server.setblocking(False)", "tell(socket.create_connection, ('127.0.0.1', port))",
            "tell(server.accept)", "refused = 'bind'", "tell(socket.create_server, '/nope/x', family=socket.AF_UNIX)")
        self.assertEqual([error.split("(")[0] for error, events in answers], ["RuntimeError", "BlockingIOError", "RuntimeError"])

    @unittest.skipUnless(OURS, "CPython forgets the descriptors then")
    def test_refused_sockets_are_closed(self):
        *refusals, (error, events) = self.told(
            "refused, before = '__new__', os.listdir('/proc/self/fd')", "tell(one.dup)", "tell(socket.fromfd, one.fileno(), 1, 1)",
            "tell(socket.socketpair)", "tell(lambda: 1 // (os.listdir('/proc/self/fd') == before))")
        self.assertEqual([error for error, events in refusals], ["RuntimeError('refused')"] * 3)
        self.assertIsNone(error)
