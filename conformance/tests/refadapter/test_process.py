"""The process: protocol, lanes, signals, faults, descriptors."""
import json
import os
import resource
import signal
import subprocess
import time

import refadapter
from protocol_client import ROOT
from refadapter import AF_INET, AdapterTest, data, handle, items, seconds

MISSING = {"fromshare", ".share", ".ioctl", ".__enter__", ".__exit__"}


def operations():
    with open(os.path.join(ROOT, "conformance", "operations.tsv"), encoding="utf-8") as table:
        rows = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
    return {row[0] for row in rows[1:]}


def asleep(client, lane=None):
    """Waits until the process, or its other thread, sleeps in a system call; what the runner does for `blocked`."""
    tasks = "/proc/%d/task" % client.process.pid
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        states = []
        for task in os.listdir(tasks):
            if (int(task) == client.process.pid) == (lane is None):
                with open("%s/%s/stat" % (tasks, task)) as stat:
                    states.append(stat.read().rsplit(")", 1)[1].split()[0])
        if states and set(states) == {"S"}:
            return
    raise AssertionError("not asleep in 10 s")


class Protocol(AdapterTest):
    def run_raw(self, text):
        return subprocess.run(refadapter.COMMAND, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)

    def test_hello(self):
        hello = self.client.hello()
        self.assertIn(hello["name"], ("refsock", "refsock-ascii"))  # the second without libidn
        self.assertEqual((hello["values"], hello["language"], hello["threads"]), ("typed", "C", True))
        self.assertEqual(operations() - set(hello["operations"]), MISSING)
        self.assertEqual(set(hello["operations"]) - operations(), set())
        for name, number in (("AF_INET", AF_INET), ("EAGAIN", 11), ("EWOULDBLOCK", 11), ("BDADDR_ANY", "00:00:00:00:00:00")):
            self.assertEqual(hello["constants"][name], number)
        self.assertIs(hello["constants"]["has_ipv6"], True)
        self.assertLess({"AF_INET", "AF_UNIX"}, set(hello["families"]))
        self.finish()

    def test_end_of_input_ends_it(self):
        done = self.run_raw(b"")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    def test_a_broken_protocol_ends_it(self):
        for line in (b"garbage\n", b"[]\n", b"{}\n", b'{"do":"dance","id":1}\n', b'{"do":"call","op":"sys.pid"}\n',
                     b'{"do":"call","id":1}\n', b'{"do":"call","id":1,"op":5,"lane":1}\n',
                     b'{"do":"call","id":1,"op":"sys.pid"\xff}\n', b"[" * 100000 + b"\n", b"x" * (2 << 20)):
            with self.subTest(line=line[:40]):
                done = self.run_raw(line)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertTrue(done.stderr.startswith(b"refsock-adapter: "), done.stderr)
                self.assertLess(len(done.stderr), 400)

    def test_many_requests_at_once(self):
        requests = [{"do": "call", "id": n, "op": "htons", "args": [n]} for n in range(1000)]
        done = self.run_raw("".join(json.dumps(r) + "\n" for r in requests).encode())
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([a["id"] for a in answers], list(range(1000)))
        self.assertEqual([a["ok"] for a in answers[:3]], [0, 256, 512])

    def test_an_answer_that_does_not_fit_a_line(self):
        self.pair()
        self.ok("buf.new", 40, bind="x")
        names = ["x" * 60000] * 10
        self.assertUnsupported(self.call(".sendmsg", names, on="a"), "wants bytes")
        self.finish()

    def test_nothing_else_reaches_the_protocol(self):
        null, output = (self.ok("sys.fstat", fd)["tuple"][0] for fd in (0, 1))
        self.assertEqual((null, output), ("char", "fifo"))
        self.ok("sys.write", 1, data(b"to stderr\n"))
        self.assertEqual(self.ok("sys.read", 0, 10), data(b""))
        self.client.ask("bye")
        self.assertEqual(self.client.process.stderr.read(), b"to stderr\n")

    def test_its_descriptors_are_not_inherited(self):
        self.client.hello()  # it is up
        fds = [number for number, _ in self.client.leftovers()[0] if number > 2]
        self.assertGreaterEqual(len(fds), 2)
        for fd in fds:
            self.assertIs(self.ok("sys.child_has_fd", fd), False)
        self.assertIs(self.ok("sys.child_has_fd", 2), True)
        self.finish()

    def test_nobody_reads_any_more(self):
        self.client.process.stdout.close()
        self.client.write(b'{"do":"call","id":1,"op":"sys.pid"}\n')
        self.assertNotEqual(self.client.process.wait(20), 0)
        self.client.process.stdout = open(os.devnull)


class Lanes(AdapterTest):
    def test_a_lane_waits_beside_the_main_thread(self):
        self.pair()
        number = self.begin(".recv", 10, on="a", lane=1)
        asleep(self.client, 1)
        self.assertEqual(self.both(number, b"x"), data(b"x"))
        self.finish()

    def both(self, number, value):
        """Send on b beside the pending call; its result. The two answers come in any order."""
        self.client.request("call", op=".send", args=[data(value)], on="b")
        return {a["id"]: a["ok"] for a in (self.client.answer(), self.client.answer())}[number]

    def test_several_lanes(self):
        numbers = []
        for n in range(1, 9):
            self.ok("socketpair", bind=["a%d" % n, "b%d" % n])
            numbers.append(self.begin(".recv", 10, on="a%d" % n, lane=n))
        for n in range(8, 0, -1):
            self.client.request("call", op=".send", args=[data(b"%d" % n)], on="b%d" % n)
        answers = {a["id"]: a["ok"] for a in (self.client.answer() for _ in range(16))}
        self.assertEqual([answers[number] for number in numbers], [data(b"%d" % n) for n in range(1, 9)])
        self.finish()

    def test_a_lane_keeps_what_the_main_thread_lets_go_of(self):
        self.pair()
        number = self.begin(".recv", 10, on="a", lane=1)
        asleep(self.client, 1)
        self.ok("sys.drop", handle("a"))
        self.assertEqual(self.both(number, b"late"), data(b"late"))
        self.finish()

    def test_a_call_begun_says_so_once(self):
        self.pair()
        number = self.begin(".send", data(b"x"), on="a")
        self.assertEqual(self.client.answer()["id"], number)
        number = self.begin("sys.pid")
        self.assertEqual(self.client.answer()["id"], number)
        number = self.client.request("call", op=".send", args=["text"], on="a", begin=True)
        self.assertUnsupported(self.client.answer(), "wants bytes")
        self.finish()

    def test_the_end_does_not_wait_for_a_lane(self):
        self.pair()
        reading, _ = self.ok("sys.pipe")["tuple"]
        self.begin("sys.read", reading, 1, lane=1)
        started = time.monotonic()
        self.client.ask("bye")
        self.assertEqual(self.client.process.wait(20), 0)
        self.assertLess(time.monotonic() - started, 10)

    def test_reset_tells_of_a_lane_that_does_not_end(self):
        reading, _ = self.ok("sys.pipe")["tuple"]
        self.begin("sys.read", reading, 1, lane=7)
        self.assertUnsupported(self.client.ask("reset"), "lane 7 is still in a call")


class Signals(AdapterTest):
    def kill(self):
        os.kill(self.client.process.pid, signal.SIGUSR1)

    def test_retried_after_a_handler_that_counts(self):
        self.ok("sys.on_signal", "USR1", "count")
        self.pair()
        self.ok(".settimeout", seconds("0.3"), on="a")
        number = self.begin(".recv", 10, on="a")
        asleep(self.client)
        self.kill()
        answer = self.client.answer()
        self.assertEqual(answer["id"], number)
        self.assertRaised(answer, "timeout", None, "timed out")
        self.assertGreaterEqual(answer["ns"], 300000000)
        self.assertEqual(self.ok("sys.signals", "USR1"), 1)
        self.finish()

    def test_raise(self):
        self.ok("sys.on_signal", "USR1", "raise")
        self.pair()
        self.begin(".recv", 10, on="a")
        asleep(self.client)
        self.kill()
        self.assertRaised(self.client.answer(), "SignalRaised", None, "SIGUSR1")
        self.assertEqual(self.ok("sys.signals", "USR1"), 1)
        self.begin("sys.wait", handle("a"), "read", 10)
        asleep(self.client)
        self.kill()
        self.assertRaised(self.client.answer(), "SignalRaised", None, "SIGUSR1")
        self.finish()

    def test_outside_of_a_call_nothing_is_raised(self):
        self.ok("sys.on_signal", "USR1", "raise")
        self.pair()
        asleep(self.client)
        self.kill()
        self.ok(".settimeout", seconds("0.02"), on="a")
        self.assertRaised(self.call(".recv", 1, on="a"), "timeout")
        self.assertEqual(self.ok("sys.signals", "USR1"), 1)
        self.finish()


class Faults(AdapterTest):
    def test_the_nth_call_fails(self):
        self.pair()
        self.ok(".send", data(b"abc"), on="b")
        self.ok("sys.fault", "recvfrom", "ECONNRESET", 2)
        self.assertEqual(self.ok(".recv", 1, on="a"), data(b"a"))
        self.assertRaised(self.call(".recv", 1, on="a"), "ConnectionResetError", "ECONNRESET")
        self.assertEqual(self.ok(".recv", 1, on="a"), data(b"b"))
        self.finish()

    def test_what_libc_calls_itself(self):
        self.ok("sys.fault", "socket", "EMFILE", 1)
        self.assertRaised(self.call("if_nameindex"), "OSError", "EMFILE")
        self.finish()

    def test_reset_disarms(self):
        self.ok("sys.fault", "socket", "EMFILE", 1)
        self.client.ask("reset")
        self.ok("socket", bind="s")
        self.finish()

    def test_limits(self):
        self.ok("sys.rlimit", "NOFILE", 3)
        self.assertRaised(self.call("socket"), "OSError", "EMFILE")
        self.client.ask("reset")
        self.ok("socket", bind="s")
        self.finish()


class Descriptors(AdapterTest):
    def test_flags(self):
        reading, writing = self.ok("sys.pipe")["tuple"]
        copy = self.ok("sys.dup", reading)
        self.assertIs(self.ok("sys.cloexec", copy), True)
        self.ok("sys.set_cloexec", copy, False)
        self.assertIs(self.ok("sys.cloexec", copy), False)
        self.assertIs(self.ok("sys.child_has_fd", copy), True)
        self.assertIs(self.ok("sys.child_has_fd", reading), False)
        self.assertIs(self.ok("sys.nonblocking", copy), False)
        self.ok("sys.set_nonblocking", reading, True)
        self.assertIs(self.ok("sys.nonblocking", copy), True)
        self.assertRaised(self.call("sys.read", reading, 1), "BlockingIOError", "EAGAIN")
        self.ok("sys.close", reading)
        self.ok("sys.close", copy)
        self.assertRaised(self.call("sys.write", writing, data(b"x")), "BrokenPipeError", "EPIPE")
        self.finish()

    def test_more_than_there_is_memory_for(self):
        reading, writing = self.ok("sys.pipe")["tuple"]
        self.ok("sys.write", writing, data(b"x"))
        process = self.client.process.pid
        with open("/proc/%d/statm" % process, encoding="ascii") as numbers:
            used = int(numbers.read().split()[0]) * resource.getpagesize()
        hard = resource.prlimit(process, resource.RLIMIT_AS)[1]
        resource.prlimit(process, resource.RLIMIT_AS, (used + (64 << 20), hard))
        self.assertUnsupported(self.call("sys.read", reading, 1 << 30), "no memory here")
        self.assertEqual(self.ok("sys.read", reading, 10), data(b"x"))
        self.client.ask("bye")
        self.assertEqual(self.client.process.wait(20), 0)  # a sanitizer has had a word on stderr

    def test_a_broken_pipe_does_not_end_the_process(self):
        self.pair()
        self.ok(".close", on="b")
        self.assertRaised(self.call(".send", data(b"x"), on="a"), "BrokenPipeError", "EPIPE")
        self.ok("file.open", "/proc/self/exe", "rb", bind="f")
        self.assertRaised(self.call(".sendfile", handle("f"), on="a"), "BrokenPipeError", "EPIPE")
        self.finish()

    def test_wait(self):
        self.pair()
        self.assertIs(self.ok("sys.wait", handle("a"), "read", 0), False)
        self.assertIs(self.ok("sys.wait", handle("a"), "write", 0), True)
        self.assertGreaterEqual(self.call("sys.wait", handle("a"), "error", seconds("0.02"))["ns"], 20000000)
        self.ok(".send", data(b"x"), on="b")
        self.assertIs(self.ok("sys.wait", handle("a"), "read", 5), True)
        self.finish()

    def test_drain(self):
        self.pair()
        fill = {"fill": {"seed": 7, "len": 300000}}
        self.client.request("call", op="io.drain", args=[handle("b"), 300000, 7], lane=1)
        self.client.request("call", op=".sendall", args=[fill], on="a")
        answers = {a["id"]: a.get("ok") for a in (self.client.answer(), self.client.answer())}
        self.assertIn(items(300000, None), answers.values())
        self.ok(".send", data(b"\x07\x08X"), on="a")
        self.ok(".close", on="a")
        self.assertEqual(self.ok("io.drain", handle("b"), 10, 7), items(3, 2))
        self.finish()
