"""The second mode's files: what makefile() gives, in the layers that Python's own files have (raw, buffered, text), each a
thin class over a File of librefsock."""
import contextlib
import io
import operator
import sys
import threading
import weakref

RAW, READER, WRITER, PAIR, TEXT = range(5)
NAMES = {READER: "BufferedReader", WRITER: "BufferedWriter", PAIR: "BufferedRWPair", TEXT: "TextIOWrapper"}


class Lock:
    """Of one thread at a time. A signal handler that interrupts an operation cannot begin another one, as in Python's own
    files: RuntimeError."""

    def __init__(self):
        self._lock = threading.RLock()

    def __enter__(self):
        if self._lock._is_owned():
            raise RuntimeError("reentrant call inside a file of librefsock")
        self._lock.acquire()

    def __exit__(self, *exception):
        self._lock.release()


class Detached:
    """In the place of the file, once the layer below has been taken away."""

    def __init__(self, why):
        self._why = why

    def __getattr__(self, name):
        raise ValueError(self._why)


class Layer:
    """What all files have in common. One thread reads and one writes at a time, a file or its layers; close() waits for both."""

    def __init__(self, file, above=None):
        self._file = file
        self._reading = above._reading if above else Lock()
        self._writing = above._writing if above else Lock()
        self._turn = self._reading  # of what reads
        self._about = file.about()
        self._closing = False  # in close() of Python's abstract class, which calls flush()
        self._above = weakref.ref(above) if above else None  # None: closed with this one
        below = file.below()
        self._below = make(below, self) if below else None

    def __repr__(self):
        """As of Python's own files, which these stand for: programs and tests compare it."""
        told = ""
        for name in ("name", "mode", "encoding")[:3 if self._about["kind"] == TEXT else 1]:
            try:
                told += " %s=%r" % (name, getattr(self, name))
            except (AttributeError, ValueError):  # none, or detached
                pass
        return "<_io.%s%s>" % (NAMES[self._about["kind"]], told)

    def close(self):
        if self._above and getattr(self, "_finalizing", False):
            return  # that is for the file above, which goes at the same time, and may have something to write yet
        with self._reading, self._writing:
            self._file.close()
        self._closing = True
        super().close()
        self._closing = False

    def detach(self):
        """The layer below goes on alone; this one, and what is above it, is of no more use."""
        if not self._below and not isinstance(self._file, Detached):
            raise io.UnsupportedOperation("detach")
        self.flush()
        with self._reading, self._writing:
            below, self._below, layer = self._below, None, self
            while layer:
                layer._file = Detached(self.DETACHED)
                layer = layer._above and layer._above()
        below._above = None
        return below

    @property
    def closed(self):
        return self._file.closed()

    def fileno(self):
        return self._file.fileno()

    def isatty(self):
        return self._file.isatty()

    def seekable(self):
        return self._file.seekable()

    def readable(self):
        return self._file.readable()

    def writable(self):
        return self._file.writable()

    def read(self, size=-1, /):
        with self._turn:
            return self._file.read(-1 if size is None else size)

    def readline(self, size=-1, /):
        with self._turn:
            return self._file.readline(-1 if size is None else size)

    def readlines(self, hint=-1, /):
        hint = -1 if hint is None else operator.index(hint)
        self._checkClosed()
        with self._turn:
            return self._file.readlines(hint)

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, data, /):
        with self._writing:
            return self._file.write(data)

    def writelines(self, lines, /):
        self._checkClosed()
        for line in lines:
            self.write(line)

    def flush(self):
        with self._writing:
            if not self._closing:
                self._file.flush()

    def __getattr__(self, name):
        if name == "name":
            number = self._file.about()["name"]
            if number != -2:
                return number
        elif name == "mode" and self._about["mode"] is not None:
            # That of text is its own, that of bytes the file's below, which may have been taken away.
            return (self._about if self._about["kind"] == TEXT else self._file.about())["mode"]
        kind = PAIR if name == "name" else self._about["kind"]  # whose own the name would be
        raise AttributeError("%r object has no attribute %r" % ("_io." + NAMES[kind] if kind else "SocketIO", name))


class Into:
    def readinto(self, buffer, /):
        with self._reading:
            return self._file.readinto(buffer)


class NoByte:
    """Of the classes that have readline() from Python's abstract one, which asks nobody for no byte."""

    def readline(self, size=-1, /):
        size = -1 if size is None else operator.index(size)
        return super().readline(size) if size else b""


class Unseekable:
    """Of the classes that tell first that they are closed."""

    def seek(self, offset, whence=0, /):
        self._checkClosed()
        return super().seek(0, whence)

    def truncate(self, size=None, /):
        self._checkClosed()
        if self.writable():
            self.flush()
        return super().truncate()


class Raw(NoByte, Into, Layer, io.RawIOBase):
    """Whether it is open, and in this direction, comes before the arguments."""

    __repr__ = object.__repr__

    @property
    def detach(self):
        raise AttributeError

    def read(self, size=-1, /):
        with self._reading:
            return self._file.read(size)

    def readall(self):
        return self.read(-1)

    def readinto(self, buffer, /):
        self._checkClosed()
        self._checkReadable()
        return super().readinto(buffer)

    def write(self, data, /):
        self._checkClosed()
        self._checkWritable()
        return super().write(data)


class Buffered(Into, Layer, io.BufferedIOBase):
    def read1(self, size=-1, /):
        with self._reading:
            return self._file.read1(size)

    def readinto1(self, buffer, /):
        with self._reading:
            return self._file.readinto1(buffer)


class Peeking(Buffered):
    def peek(self, size=0, /):
        operator.index(size)
        with self._reading:
            return self._file.peek()


class OneWay(Unseekable):
    """What the other direction is asked to do fails, whatever the arguments are."""

    DETACHED = "raw stream has been detached"

    @property
    def raw(self):
        return self._below

    def tell(self):
        return super(Unseekable, self).seek(0, 1)


class Reader(OneWay, Peeking):
    def write(self, data, /):
        return super().write(b"")


class Writer(OneWay, NoByte, Buffered):
    def read(self, size=-1, /):
        if sys.version_info >= (3, 12):  # which looks at the argument first
            operator.index(size)
        return super().read(-1)

    def read1(self, size=-1, /):
        if sys.version_info >= (3, 12):
            operator.index(size)
        return super().read1(-1)


class Pair(NoByte, Peeking):
    pass


UNCHANGED = object()


class Text(Unseekable, Layer, io.TextIOBase):
    DETACHED = "underlying buffer has been detached"

    def __init__(self, file, above=None):
        super().__init__(file, above)
        if not file.readable():
            self._turn = self._writing  # a read that fails passes on what was written

    def readline(self, size=-1, /):
        with self._turn:
            return self._file.readline(size)

    def tell(self):
        self._checkClosed()
        return super().tell()

    @property
    def buffer(self):
        return self._below

    def reconfigure(self, *, encoding=None, errors=None, newline=UNCHANGED, line_buffering=None, write_through=None):
        changes_newline = newline is not UNCHANGED
        newline = newline if changes_newline else None
        for name, value in ("encoding", encoding), ("errors", errors), ("newline", newline):
            if value is not None and not isinstance(value, str):
                raise TypeError("reconfigure() argument %r must be str or None, not %s" % (name, type(value).__name__))
        switches = [-1 if value is None else int(operator.index(value) != 0) for value in (line_buffering, write_through)]
        coding = encoding is not None or errors is not None or changes_newline
        with self._reading if coding else contextlib.nullcontext(), self._writing:
            self._file.reconfigure(encoding, errors, changes_newline, newline, *switches)
            self._about = self._file.about()

    @property
    def encoding(self):
        return self._about["encoding"]

    @property
    def errors(self):
        return self._about["errors"]

    @property
    def newlines(self):
        seen = self._file.about()["newlines"]
        kinds = tuple(text for bit, text in ((1, "\r"), (2, "\n"), (4, "\r\n")) if seen & bit)
        return kinds if len(kinds) > 1 else kinds[0] if kinds else None

    @property
    def line_buffering(self):
        return bool(self._about["line_buffering"])

    @property
    def write_through(self):
        return bool(self._about["write_through"])


CLASSES = {RAW: Raw, READER: Reader, WRITER: Writer, PAIR: Pair, TEXT: Text}


def make(file, above=None):
    return CLASSES[file.about()["kind"]](file, above)
