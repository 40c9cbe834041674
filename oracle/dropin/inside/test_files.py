"""Files of sockets used by several threads, by a signal handler, and in cycles."""
import fcntl
import gc
import io
import os
import signal
import socket
import struct
import sys
import termios
import threading
import time
import unittest
import warnings


def waiting(sock):
    """The bytes in a socket's queue."""
    return struct.unpack("i", fcntl.ioctl(sock, termios.FIONREAD, b"\0\0\0\0"))[0]


class Pair(unittest.TestCase):
    """Two sockets, and threads."""

    def setUp(self):
        self.mine, self.other = socket.socketpair()
        self.addCleanup(self.other.close)
        self.addCleanup(self.mine.close)

    def start(self, function):
        """A thread that does it, and a list that gets its answer or exception."""
        answers = []

        def work():
            try:
                answers.append(function())
            except Exception as error:
                answers.append(error)
        thread = threading.Thread(target=work)
        thread.start()
        return thread, answers

    def begin_line(self, file, end):
        """A thread that has read "x" from the file and waits for the end of the line."""
        reader, answers = self.start(file.readline)
        end.send(b"x")
        self.until_read()
        return reader, answers

    def until_read(self):
        """What was sent to `mine` is in its file now."""
        limit = time.monotonic() + 10
        while waiting(self.mine) and time.monotonic() < limit:
            time.sleep(0.001)


class Order(Pair):
    """What a file tells first of several mistakes: that it is closed, that this is not its direction, or the argument."""

    UNSUPPORTED, VALUE, TYPE = io.UnsupportedOperation, ValueError, TypeError
    LATER = TYPE if sys.version_info >= (3, 12) else UNSUPPORTED
    # mode, buffering: {operation: (of an open file, of a closed one)}
    TABLE = {
        ("rb", -1): {("write", 1): (UNSUPPORTED, UNSUPPORTED), ("writelines", 1): (TYPE, VALUE), ("writelines", ()): (None, VALUE),
                     ("writelines", ("x",)): (UNSUPPORTED, VALUE), ("peek", "a"): (TYPE, TYPE), ("seek", 0): (UNSUPPORTED, VALUE),
                     ("seek", "a"): (UNSUPPORTED, VALUE), ("truncate",): (UNSUPPORTED, VALUE), ("tell",): (UNSUPPORTED, UNSUPPORTED),
                     ("readline", 0): (b"", VALUE), ("readlines", "a"): (TYPE, TYPE)},
        ("wb", -1): {("write", 1): (TYPE, TYPE), ("writelines", 1): (TYPE, VALUE), ("read", "a"): (LATER, LATER),
                     ("read1", "a"): (LATER, LATER), ("readline", 0): (b"", b""), ("readline",): (UNSUPPORTED, UNSUPPORTED),
                     ("readlines",): (UNSUPPORTED, VALUE), ("peek",): (AttributeError, AttributeError),
                     ("seek", 0): (UNSUPPORTED, VALUE), ("truncate",): (UNSUPPORTED, VALUE)},
        ("rwb", -1): {("readline", 0): (b"", b""), ("peek", "a"): (TYPE, TYPE), ("writelines", ("x",)): (TYPE, VALUE),
                      ("seek", 0): (UNSUPPORTED, UNSUPPORTED)},
        ("rb", 0): {("write", 1): (UNSUPPORTED, VALUE), ("read", None): (TYPE, TYPE), ("readline", 0): (b"", b""),
                    ("readinto", b"x"): (TYPE, VALUE), ("detach",): (AttributeError, AttributeError)},
        ("wb", 0): {("write", 1): (TYPE, VALUE), ("readinto", b"x"): (UNSUPPORTED, VALUE), ("seek", 0): (UNSUPPORTED, UNSUPPORTED)},
        ("r", -1): {("write", 1): (TYPE, TYPE), ("write", "x"): (UNSUPPORTED, VALUE), ("writelines", ()): (None, VALUE),
                    ("readline", None): (TYPE, TYPE), ("readline", 0): ("", VALUE), ("tell",): (UNSUPPORTED, VALUE),
                    ("seek", 0): (UNSUPPORTED, VALUE), ("truncate",): (UNSUPPORTED, VALUE)},
        ("w", -1): {("readline", 0): (UNSUPPORTED, VALUE), ("readline", None): (TYPE, TYPE), ("writelines", 1): (TYPE, VALUE)},
    }

    def answer(self, file, operation):
        """What it gives, or the class of what it raises."""
        name, *arguments = operation
        try:
            return getattr(file, name)(*arguments)
        except Exception as error:
            return type(error)

    def test_each(self):
        self.other.close()  # nothing waits
        for (mode, buffering), operations in self.TABLE.items():
            for operation, expected in operations.items():
                with self.mine.makefile(mode, buffering) as file, self.subTest(mode=mode, buffering=buffering, operation=operation):
                    first = self.answer(file, operation)
                    file.close()
                    self.assertEqual((first, self.answer(file, operation)), expected)


class Threads(Pair):
    def test_close_waits_for_the_reader(self):
        file = self.mine.makefile("rb")
        reader, line = self.begin_line(file, self.other)
        closer, closed = self.start(file.close)
        closer.join(0.2)
        self.assertTrue(closer.is_alive())
        self.other.send(b"\n")
        reader.join()
        closer.join()
        self.assertEqual(line, [b"x\n"])
        self.assertEqual(closed, [None])
        self.assertTrue(file.closed)

    def test_a_pair_reads_and_writes_at_a_time(self):
        file = self.mine.makefile("rwb")
        reader, line = self.begin_line(file, self.other)
        file.write(b"answer")
        file.flush()
        self.assertEqual(self.other.recv(10), b"answer")
        self.other.send(b"\n")
        reader.join()
        self.assertEqual(line, [b"x\n"])
        file.close()

    def test_what_is_flushed_goes_once(self):
        items = [b"%07d\n" % i for i in range(20000)]
        self.mine.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)  # so that send() waits, and others come in
        file = self.mine.makefile("wb", 4096)
        got, ended = bytearray(), threading.Event()

        def receive():
            while True:
                data = self.other.recv(65536)
                if not data:
                    return
                got.extend(data)

        def flush():
            while not ended.is_set():
                file.flush()
        receiver, _ = self.start(receive)
        flushers = [self.start(flush) for _ in range(3)]
        for item in items:
            file.write(item)
        ended.set()
        for thread, answers in flushers:
            thread.join()
            self.assertEqual(answers, [None])
        file.close()
        self.mine.close()
        receiver.join()
        self.assertEqual(len(got), 8 * len(items))
        self.assertTrue(got == b"".join(items))

    def test_a_handler_cannot_close_the_file_that_reads(self):
        file = self.mine.makefile("rb")
        self.addCleanup(file.close)
        before = signal.signal(signal.SIGALRM, lambda number, frame: file.close())
        self.addCleanup(signal.signal, signal.SIGALRM, before)
        main = threading.get_ident()

        def interrupt():
            """Once what is sent has been read, so that the file is in readline(), which waits for more."""
            self.other.send(b"x")
            self.until_read()
            signal.pthread_kill(main, signal.SIGALRM)
        thread, answers = self.start(interrupt)
        with self.assertRaises(RuntimeError):
            file.readline()
        thread.join()
        self.assertEqual(answers, [None])
        self.assertFalse(file.closed)


class Full(Pair):
    """The peer takes no more."""

    def setUp(self):
        super().setUp()
        self.mine.setblocking(False)
        with self.assertRaises(BlockingIOError):
            while True:
                self.mine.send(bytes(1 << 16))

    def blocked(self, call, *arguments):
        with self.assertRaises(BlockingIOError) as caught:
            call(*arguments)
        return caught.exception.characters_written

    def test_characters_written(self):
        file = self.mine.makefile("wb", 10)
        self.assertEqual(file.write(b"1234567"), 7)
        self.assertEqual(self.blocked(file.write, b"abcde"), 3)
        self.assertEqual(self.blocked(file.flush), 0)
        self.assertEqual(self.blocked(file.close), 0)

    def test_of_text(self):
        file = self.mine.makefile("w")
        file.write("x" * 5000)
        self.assertEqual(self.blocked(file.flush), 0)
        self.assertEqual(self.blocked(file.close), 0)


class LargeBuffers(Pair):
    """Read for more than their size at once, past them."""

    def test_read(self):
        size = (1 << 20) + 4096
        for wanted in size, size + 1, 3 * size, -1:
            with self.subTest(wanted=wanted):
                mine, other = socket.socketpair()
                with mine, other, mine.makefile("rb", size) as file:
                    other.sendall(b"hello")
                    other.shutdown(socket.SHUT_WR)
                    self.assertEqual((file.read(wanted), file.read(wanted)), (b"hello", b""))

    def test_read_much(self):
        size = (1 << 20) + 4096
        for wanted in size - 1, size, size + 1, 2 * size:
            with self.subTest(wanted=wanted):
                mine, other = socket.socketpair()
                with mine, other, mine.makefile("rb", size) as file:
                    thread, _ = self.start(lambda: other.sendall(b"x" * 2 * size))
                    self.assertEqual(len(file.read(wanted)), wanted)
                    self.assertEqual(len(file.read(2 * size - wanted)), 2 * size - wanted)
                    thread.join()


class Closed(unittest.TestCase):
    def test_flush(self):
        mine, other = socket.socketpair()
        with mine, other:
            for mode in "r", "w", "rw", "rb", "wb", "rwb":
                with self.subTest(mode):
                    file = mine.makefile(mode)
                    file.close()
                    file.close()
                    with self.assertRaises(ValueError):
                        file.flush()


class Cycles(unittest.TestCase):
    class Socket(socket.socket):
        pass

    def test_collected(self):
        self.enterContext(warnings.catch_warnings())
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
        before = os.listdir("/proc/self/fd")
        for _ in range(20):
            made = self.Socket()
            made.file = made.makefile("rb")
            made.close()
        del made
        gc.collect()
        self.assertEqual(len(os.listdir("/proc/self/fd")), len(before))
