"""Files of text: the layers below them, reconfigure(), and reading while another thread writes."""
import gc
import io
import signal
import socket
import sys
import time
import unittest

from inside import test_files

OURS = "_sockspec_full" in sys.modules


class Pair(test_files.Pair):
    def setUp(self):
        super().setUp()
        self.other.settimeout(10)

    def open(self, mode, *args, data=b"", ends=False, **options):
        self.other.sendall(data)
        if ends:
            self.other.shutdown(socket.SHUT_WR)
        file = self.mine.makefile(mode, *args, **options)
        self.addCleanup(file.close)
        return file


class OnlyWritten(Pair):
    def test_what_it_cannot_do_passes_on_what_was_written(self):
        """To the buffer."""
        for call, passes in ((lambda file: file.readline(), b"ab"), (next, b"ab"), (lambda file: file.readlines(), b"ab"),
                             (lambda file: file.read(), b""), (lambda file: file.tell(), b""), (lambda file: file.seek(0), b"")):
            self.setUp()
            file = self.open("w", encoding="utf-8")
            file.write("ab")
            self.assertRaises(io.UnsupportedOperation, call, file)
            file.buffer.flush()
            self.other.setblocking(False)
            if passes:
                self.assertEqual(self.other.recv(10), passes)
            else:
                self.assertRaises(BlockingIOError, self.other.recv, 10)


class Arguments(Pair):
    def test_modes(self):
        """A mode is anything that letters stand in."""
        for mode, kind in ((["r"], "TextIOWrapper"), (("r", "b"), "BufferedReader"), ({"w"}, "TextIOWrapper"),
                           ((), "TextIOWrapper"), ({"w": 1, "b": 2}, "BufferedWriter"), (["b", "r", "w", "w"], "BufferedRWPair")):
            with self.subTest(mode=mode):
                file = self.open(mode)
                self.assertIn(kind, repr(file))
                if kind == "TextIOWrapper":
                    self.assertIs(file.mode, mode)
                self.assertEqual(file.writable(), "w" in mode)

    def test_no_modes(self):
        for mode, expected in ((["rb"], ValueError), (b"r", ValueError), (["r", 1], ValueError), (None, TypeError), (5, TypeError),
                               ([[]], TypeError)):
            with self.subTest(mode=mode), self.assertRaises(expected) as caught:
                self.mine.makefile(mode)
            if expected is ValueError:
                self.assertEqual(str(caught.exception), "invalid mode %r (only r, w, b allowed)" % (mode,))

    def test_no_text(self):
        for name in "encoding", "errors", "newline":
            for value, kind in (b"utf-8", "bytes"), (5, "int"):
                with self.subTest(name=name), self.assertRaises(TypeError) as caught:
                    self.mine.makefile("r", **{name: value})
                self.assertEqual(str(caught.exception),
                                 "TextIOWrapper() argument %r must be str or None, not %s" % (name, kind))
        self.open("rb", encoding=b"utf-8", errors=5, newline=b"")  # of bytes nobody looks at them

    def test_no_attribute(self):
        for mode, buffering, name, told in (("rw", -1, "name", "_io.BufferedRWPair"), ("rw", -1, "other", "_io.TextIOWrapper"),
                                            ("rb", -1, "other", "_io.BufferedReader"), ("rb", 0, "other", "SocketIO"),
                                            ("rwb", -1, "mode", "_io.BufferedRWPair")):
            with self.subTest(mode=mode, name=name), self.assertRaises(AttributeError) as caught:
                getattr(self.open(mode, buffering), name)
            self.assertEqual(str(caught.exception), "%r object has no attribute %r" % (told, name))


class Layers(Pair):
    def test_which(self):
        for mode, kind, raw_mode in (("r", "BufferedReader", "rb"), ("w", "BufferedWriter", "wb")):
            file = self.open(mode)
            self.assertIs(file.buffer, file.buffer)
            self.assertIs(file.buffer.raw, file.buffer.raw)
            self.assertIn(kind, repr(file.buffer))
            self.assertIsInstance(file.buffer, io.BufferedIOBase)
            self.assertIsInstance(file.buffer.raw, io.RawIOBase)
            self.assertFalse(hasattr(file, "raw") or hasattr(file.buffer.raw, "raw") or hasattr(file.buffer, "buffer"))
            self.assertEqual((file.buffer.mode, file.buffer.raw.mode), (raw_mode, raw_mode))
            self.assertEqual((file.buffer.name, file.buffer.raw.name), (self.mine.fileno(), self.mine.fileno()))
            self.assertEqual(file.buffer.raw.fileno(), self.mine.fileno())
            self.assertEqual((file.buffer.readable(), file.buffer.raw.writable()), (mode == "r", mode == "w"))

    def test_which_of_both(self):
        file = self.open("rw")
        self.assertIn("BufferedRWPair", repr(file.buffer))
        for name in "raw", "name", "mode":
            self.assertFalse(hasattr(file.buffer, name))
        with self.assertRaises(io.UnsupportedOperation):
            file.buffer.fileno()

    def test_which_of_bytes(self):
        for mode in "rb", "wb":
            self.assertIsInstance(self.open(mode).raw, io.RawIOBase)
        self.assertFalse(hasattr(self.open("rwb"), "raw") or hasattr(self.open("rb", 0), "raw"))

    def test_not_to_be_set(self):
        with self.assertRaises(AttributeError):
            self.open("r").buffer = None
        with self.assertRaises(AttributeError):
            self.open("rb").raw = None

    def test_written_in_order(self):
        file = self.open("rw")
        file.write("a")
        file.flush()
        self.assertEqual(file.buffer.write(b"b"), 1)
        file.write("c")
        file.flush()
        self.assertEqual(self.other.recv(10), b"abc")

    def test_written_ahead(self):
        file = self.open("w")
        file.write("c")
        file.buffer.write(b"b")
        file.buffer.raw.write(b"a")
        file.flush()
        self.assertEqual(self.other.recv(10), b"abc")

    def test_read_in_order(self):
        file = self.open("rw", data=b"one\ntwo\nthree\n")
        self.assertEqual(file.buffer.readline(), b"one\n")
        self.assertEqual(file.readline(), "two\n")
        self.other.sendall(b"four\n")
        self.assertEqual(file.buffer.readline(), b"four\n")
        self.assertEqual(file.readline(), "three\n")

    def test_what_the_text_has_not_taken(self):
        file = self.open("r", data=b"x" * 9000, ends=True)
        self.assertEqual(file.read(1), "x")
        self.assertEqual(len(file.buffer.peek()), 9000 - 8192)
        self.assertEqual(len(file.buffer.read()), 9000 - 8192)
        self.assertEqual(len(file.read()), 8191)

    def test_close_of_the_buffer(self):
        file = self.open("w")
        file.buffer.write(b"sent")
        file.write("lost")
        file.buffer.close()
        self.assertEqual(self.other.recv(10), b"sent")
        self.assertTrue(file.closed and file.buffer.raw.closed)
        for call in (lambda: file.write("x"), lambda: file.buffer.write(b"x"), file.flush, file.buffer.flush):
            self.assertRaises(ValueError, call)
        file.close()
        self.mine.close()
        self.assertEqual(self.other.recv(10), b"")

    def test_close_of_the_socket_without_a_buffer(self):
        file = self.open("w")
        file.buffer.write(b"lost")
        file.buffer.raw.close()
        self.assertTrue(file.closed and file.buffer.closed)
        self.assertRaises(ValueError, file.buffer.flush)
        file.buffer.close()
        file.close()
        self.mine.close()
        self.assertEqual(self.other.recv(10), b"")

    def test_the_last_close_of_the_socket(self):
        file = self.open("w")
        self.mine.close()
        self.assertGreaterEqual(self.mine.fileno(), 0)
        file.buffer.close()
        self.assertEqual(self.mine.fileno(), -1)

    def test_the_file_goes_first(self):
        file = self.mine.makefile("w")
        buffer, raw = file.buffer, file.buffer.raw
        file.write("x")
        del file
        self.assertTrue(buffer.closed and raw.closed)
        self.assertEqual(self.other.recv(10), b"x")
        self.assertRaises(ValueError, buffer.write, b"x")

    def test_a_layer_is_looked_at_and_left(self):
        file = self.open("w")
        self.assertFalse(file.buffer.raw.closed)
        gc.collect()
        file.write("x")
        file.flush()
        self.assertEqual(self.other.recv(10), b"x")


class Truncate(Pair):
    """Refused, once what was written has gone."""

    def test_flushes(self):
        for mode, data in ("w", "hello"), ("rw", "hello"), ("wb", b"hello"):
            for arguments in (), (None,), (0,):
                with self.subTest(mode=mode, arguments=arguments), self.mine.makefile(mode) as file:
                    file.write(data)
                    with self.assertRaises(io.UnsupportedOperation):
                        file.truncate(*arguments)
                    self.assertEqual(self.other.recv(100, socket.MSG_DONTWAIT), b"hello")

    def test_that_cannot_be_sent(self):
        for mode, data in ("w", "hello"), ("wb", b"hello"):
            mine, other = socket.socketpair()
            with self.subTest(mode=mode), mine:
                file = mine.makefile(mode)
                other.close()
                file.write(data)
                for call in file.truncate, file.close:
                    with self.assertRaises(BrokenPipeError):
                        call()


class Detach(Pair):
    def test_text(self):
        file = self.mine.makefile("rw")
        self.other.sendall(b"one\ntwo\n")
        file.write("a")
        buffer = file.detach()
        self.addCleanup(buffer.close)
        self.assertEqual(self.other.recv(10), b"a")
        self.assertIsNone(file.buffer)
        self.assertIn("TextIOWrapper mode='rw'", repr(file))
        self.assertEqual(file.mode, "rw")
        for call in (file.read, file.flush, file.detach, file.close, file.fileno, file.reconfigure, lambda: file.write("x"),
                     lambda: file.closed, lambda: file.newlines):
            self.assertRaisesRegex(ValueError, "underlying buffer has been detached", call)
        del file
        gc.collect()
        self.assertEqual(buffer.readline(), b"one\n")
        buffer.write(b"b")
        buffer.flush()
        self.assertEqual(self.other.recv(10), b"b")

    def test_what_text_has_taken_is_gone(self):
        file = self.open("r", data=b"one\ntwo\n")
        file.readline()
        buffer = file.detach()
        self.addCleanup(buffer.close)
        self.other.sendall(b"three\n")
        self.assertEqual(buffer.readline(), b"three\n")

    def open(self, mode, data):
        self.other.sendall(data)
        return self.mine.makefile(mode)

    def test_buffer(self):
        file = self.open("rb", b"")
        raw = file.detach()
        self.addCleanup(raw.close)
        self.assertIsNone(file.raw)
        self.assertIn("BufferedReader", repr(file))
        for call in file.read, lambda: file.mode, lambda: file.name:
            self.assertRaisesRegex(ValueError, "raw stream has been detached", call)
        self.other.sendall(b"x")
        self.assertEqual(raw.read(1), b"x")

    def test_all_layers(self):
        file = self.mine.makefile("w")
        buffer = file.detach()
        raw = buffer.detach()
        self.assertRaisesRegex(ValueError, "underlying buffer has been detached", file.flush)
        self.assertRaisesRegex(ValueError, "raw stream has been detached", buffer.flush)
        del file, buffer
        gc.collect()
        self.assertEqual(raw.write(b"x"), 1)
        self.assertEqual(self.other.recv(10), b"x")
        self.mine.close()
        self.assertGreaterEqual(self.mine.fileno(), 0)
        raw.close()
        self.assertEqual(self.mine.fileno(), -1)

    def test_below_text(self):
        file = self.mine.makefile("w")
        raw = file.buffer.detach()
        self.assertRaisesRegex(ValueError, "raw stream has been detached", file.flush)
        del file
        gc.collect()
        self.assertFalse(raw.closed)
        raw.close()

    def test_the_last_one_left_closes(self):
        buffer = self.mine.makefile("w").detach()
        buffer.write(b"x")
        self.mine.close()
        del buffer
        gc.collect()
        self.assertEqual(self.mine.fileno(), -1)
        self.assertEqual((self.other.recv(10), self.other.recv(10)), (b"x", b""))

    def test_none_below(self):
        with self.open("rwb", b"") as file:
            self.assertRaises(io.UnsupportedOperation, file.detach)


class Uncoded(Pair):
    """What a Unicode error of a file says."""

    def parts(self, expected, call, *args):
        with self.subTest(expected=expected), self.assertRaises(UnicodeError) as caught:
            call(*args)
        error = caught.exception
        self.assertEqual((error.encoding, error.object, error.start, error.end, error.reason), expected)
        self.assertEqual(error.args, expected)
        self.assertEqual(str(error), str(type(error)(*expected)))

    def test_read(self):
        for call in (lambda file: file.read(), lambda file: file.read(3), lambda file: file.readline(), next,
                     lambda file: file.readlines()):
            self.setUp()
            file = self.open("r", encoding="utf-8", data=b"ab\xffcd\n", ends=True)
            self.parts(("utf-8", b"ab\xffcd\n", 2, 3, "invalid start byte"), call, file)
        self.setUp()
        file = self.open("r", encoding="ascii", data=b"ab\xe9", ends=True)
        self.parts(("ascii", b"ab\xe9", 2, 3, "ordinal not in range(128)"), file.read)

    def test_in_two_pieces(self):
        file = self.open("r", encoding="utf-8", data=b"a\n\xe2\x82")
        self.assertEqual(file.readline(), "a\n")
        self.other.sendall(b"x")
        self.parts(("utf-8", b"\xe2\x82x", 0, 2, "invalid continuation byte"), file.readline)

    def test_end(self):
        file = self.open("r", encoding="utf-8", data=b"a\n\xe2\x82", ends=True)
        self.assertEqual(file.readline(), "a\n")
        self.parts(("utf-8", b"\xe2\x82", 0, 2, "unexpected end of data"), file.read)

    def test_write(self):
        file = self.open("w", encoding="ascii", newline="\r\n")
        self.parts(("ascii", "a\r\n\r\n\xe9\u20acb", 5, 7, "ordinal not in range(128)"), file.write, "a\n\n\xe9\u20acb")
        file.reconfigure(newline="\n")
        self.parts(("ascii", "a\n\xe9", 2, 3, "ordinal not in range(128)"), file.write, "a\n\xe9")
        file.reconfigure(newline="\r")
        self.parts(("ascii", "a\r\xe9", 2, 3, "ordinal not in range(128)"), file.write, "a\n\xe9")
        file.reconfigure(encoding="latin-1")
        self.parts(("latin-1", "\u20ac", 0, 1, "ordinal not in range(256)"), file.write, "\u20ac")
        file.reconfigure(encoding="utf-8")
        self.parts(("utf-8", "a\ud800", 1, 2, "surrogates not allowed"), file.write, "a\ud800")


class Closing(Pair):
    def test_takes_too_long(self):
        """The flush does, and so does closing the buffer, which flushes what is left."""
        for mode, times in ("w", 2), ("rw", 2), ("wb", 1), ("rwb", 1):
            with self.subTest(mode=mode):
                mine, other = socket.socketpair()
                with mine, other:
                    mine.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4608)
                    mine.settimeout(0.05)
                    file = mine.makefile(mode, 400000)
                    file.write(b"x" * 300000 if "b" in mode else "x" * 300000)
                    start = time.monotonic()
                    self.assertRaises(TimeoutError, file.close)
                    self.assertGreaterEqual(time.monotonic() - start, times * 0.05)
                    self.assertTrue(file.closed)


class Reconfigure(Pair):
    REFUSED = "It is not possible to set the encoding or newline of stream after the first read"

    def test_encoding(self):
        file = self.open("w", newline="\n")
        file.write("\xe9\n")
        file.reconfigure(encoding="latin-1", newline="\r\n")
        self.assertEqual(self.other.recv(10), b"\xc3\xa9\n")
        self.assertEqual((file.encoding, file.errors, file.mode), ("latin-1", "strict", "w"))
        file.write("\xe9\n")
        file.flush()
        self.assertEqual(self.other.recv(10), b"\xe9\r\n")

    @unittest.skipUnless(OURS, "CPython takes what stands before the NUL")
    def test_nul(self):
        file = self.open("w", encoding="ascii")
        for change in {"errors": "strict\0"}, {"errors": "str\0ict"}, {"encoding": "ascii\0"}, {"newline": "\n\0"}:
            with self.subTest(change=change), self.assertRaisesRegex(ValueError, "null character"):
                file.reconfigure(**change)
        self.assertEqual((file.encoding, file.errors), ("ascii", "strict"))

    def test_errors(self):
        file = self.open("w", encoding="ascii")
        for change, encoding, errors in (({"errors": "replace"}, "ascii", "replace"), ({"encoding": "latin-1"}, "latin-1", "strict"),
                                         ({"errors": "ignore"}, "latin-1", "ignore"), ({}, "latin-1", "ignore"),
                                         ({"encoding": "ascii", "errors": "backslashreplace"}, "ascii", "backslashreplace")):
            file.reconfigure(**change)
            self.assertEqual((file.encoding, file.errors), (encoding, errors))
        file.write("\xe9")
        file.flush()
        self.assertEqual(self.other.recv(10), b"\\xe9")

    def test_locale(self):
        file = self.open("w")
        default = file.encoding
        file.reconfigure(encoding="ascii")
        file.reconfigure(encoding="locale")
        self.assertEqual(file.encoding, default)
        self.assertEqual(self.open("r", encoding="locale").encoding, default)

    def test_newline(self):
        file = self.open("r", data=b"a\rb\r\nc\n", ends=True)
        file.reconfigure(newline="")
        self.assertEqual(file.readlines(), ["a\r", "b\r\n", "c\n"])
        self.assertEqual(file.newlines, ("\r", "\n", "\r\n"))
        file.reconfigure(newline=None)
        self.assertIsNone(file.newlines)

    def test_after_a_failure(self):
        """What could not be decoded twice is still there, but not what had been put aside."""
        file = self.open("r", encoding="utf-16-le", data=b"a\0b\0c", ends=True)
        for read in (lambda: file.read(50)), file.readline:
            self.assertRaises(UnicodeDecodeError, read)
        file.reconfigure(errors="ignore")
        self.assertEqual(file.errors, "ignore")

    def test_long_names(self):
        for size in range(40, 150):
            for name in "\xe9" * size, "x" + "\xe9" * size:
                with self.assertRaises(ValueError):
                    self.mine.makefile(name)
                with self.assertRaises(ValueError):
                    self.mine.makefile("r", newline=name)
                with self.assertRaises(LookupError):
                    self.mine.makefile("r", encoding=name)

    def test_after_reading(self):
        for read, allowed in ((lambda f: f.read(), True), (lambda f: f.read(0), True), (lambda f: f.read(1), False),
                              (lambda f: f.read(100), False), (lambda f: f.readline(), False), (lambda f: f.readlines(), True),
                              (lambda f: f.buffer.read(1), True)):
            mine, other = socket.socketpair()
            with mine, other, mine.makefile("r") as file:
                other.sendall(b"one\ntwo\n")
                other.shutdown(socket.SHUT_WR)
                read(file)
                for change in {"encoding": "ascii"}, {"errors": "ignore"}, {"newline": None}:
                    if allowed:
                        file.reconfigure(**change)
                    else:
                        with self.assertRaisesRegex(io.UnsupportedOperation, self.REFUSED):
                            file.reconfigure(**change)
                file.reconfigure(line_buffering=True)

    def test_buffering(self):
        file = self.open("w", 10)
        file.reconfigure(line_buffering=True)
        self.assertEqual((file.line_buffering, file.write_through), (True, False))
        file.write("one\n")
        self.assertEqual(self.other.recv(10), b"one\n")
        file.reconfigure(line_buffering=False, write_through=2)
        self.assertEqual((file.line_buffering, file.write_through), (False, True))
        file.reconfigure(line_buffering=None, write_through=None)
        self.assertEqual((file.line_buffering, file.write_through), (False, True))
        file.write("123456")
        file.write("abcdef")
        self.assertEqual(self.other.recv(10), b"123456")

    @unittest.skipUnless(OURS or sys.version_info >= (3, 11, 7), "older CPythons crash here themselves")
    def test_no_text(self):
        file = self.open("w")
        for change in {"encoding": 1}, {"encoding": b"ascii"}, {"errors": 1}, {"newline": 1}, {"newline": b"\n"}:
            with self.subTest(**change):
                self.assertRaises(TypeError, file.reconfigure, **change)

    def test_arguments(self):
        file = self.open("w")
        for change in {"line_buffering": "x"}, {"write_through": 1.0}, {"unknown": 1}:
            with self.subTest(**change):
                self.assertRaises(TypeError, file.reconfigure, **change)
        self.assertRaises(TypeError, file.reconfigure, "ascii")
        self.assertRaisesRegex(ValueError, "illegal newline value: x", file.reconfigure, newline="x")
        self.assertRaisesRegex(LookupError, "unknown encoding: nope", file.reconfigure, encoding="nope", line_buffering=True)
        self.assertFalse(file.line_buffering)

    def test_closed(self):
        file = self.open("w")
        file.close()
        self.assertRaises(ValueError, file.reconfigure)
        self.assertRaises(ValueError, file.reconfigure, line_buffering=True)


class TwoSides(Pair):
    """Neither side of a file of text waits for the other."""

    def in_time(self, function):
        """What it answers, which it does soon."""
        thread, answers = self.start(function)
        thread.join(10)
        self.assertTrue(answers, "waits")
        if isinstance(answers[0], Exception):
            raise answers[0]
        return answers[0]

    def reading(self):
        """A file that a thread reads, and waits."""
        file = self.mine.makefile("rw")
        self.addCleanup(file.close)
        reader, line = self.begin_line(file, self.other)

        def end():
            self.other.send(b"\n")
            reader.join()
            self.assertEqual(line, ["x\n"])
        self.addCleanup(end)
        return file

    def answer(self, write, file):
        self.in_time(lambda: (write(), file.flush()))
        self.assertEqual(self.other.recv(10), b"answer")

    def test_write_while_another_thread_reads(self):
        file = self.reading()
        self.answer(lambda: file.write("answer"), file)

    def test_write_to_the_buffer_while_another_thread_reads(self):
        file = self.reading()
        self.answer(lambda: file.buffer.write(b"answer"), file)

    def test_reconfigure_while_another_thread_reads(self):
        file = self.reading()
        self.in_time(lambda: file.reconfigure(line_buffering=True))
        self.answer(lambda: file.write("answer"), file)

    def test_read_while_another_thread_writes(self):
        self.mine.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
        file = self.mine.makefile("rw")
        self.addCleanup(file.close)
        much = 1 << 20
        writer, _ = self.start(lambda: (file.write("x" * much), file.flush()))
        got = len(self.other.recv(10))  # it has begun
        self.other.send(b"line\n")
        try:
            self.assertEqual(self.in_time(file.readline), "line\n")
        finally:
            while got < much:
                got += len(self.other.recv(65536))
            writer.join()

    def test_a_handler_writes_while_its_thread_reads(self):
        file = self.mine.makefile("rw")
        self.addCleanup(file.close)

        def handler(number, frame):
            file.write("asked\n")
            file.flush()
        before = signal.signal(signal.SIGALRM, handler)
        self.addCleanup(signal.signal, signal.SIGALRM, before)

        def answer():
            if self.other.recv(10) == b"asked\n":
                self.other.send(b"answered\n")
        thread, _ = self.start(answer)
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        self.addCleanup(signal.setitimer, signal.ITIMER_REAL, 0)
        self.assertEqual(file.readline(), "answered\n")
        thread.join()
