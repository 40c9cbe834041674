"""makefile(): the arguments, who closes what, timeouts and non-blocking sockets, text."""
import io

from registry import method, patch


@method("makefile", "default_binary", "the default mode is rb", "method.makefile.default-mode")
def _(was, self, mode="rb", *args, **kwargs):
    return was(self, mode, *args, **kwargs)


@method("makefile", "plus", "r+ is taken for rw", "method.makefile.modes")
def _(was, self, mode="r", *args, **kwargs):
    return was(self, mode.replace("r+", "rw"), *args, **kwargs)


@method("makefile", "t", "the mode letter t is taken", "method.makefile.modes")
def _(was, self, mode="r", *args, **kwargs):
    return was(self, mode.replace("t", ""), *args, **kwargs)


@method("makefile", "write_only_reads", "w reads as well", "method.makefile.modes")
def _(was, self, mode="r", *args, **kwargs):
    return was(self, mode + "r" if "w" in mode else mode, *args, **kwargs)


@method("makefile", "always_text", "the mode letter b is ignored", "method.makefile.type-by-args")
def _(was, self, mode="r", buffering=None, **kwargs):
    return was(self, mode.replace("b", ""), buffering or None, **kwargs)


@method("makefile", "unbuffered", "the default is no buffer", "method.makefile.defaults")
def _(was, self, mode="r", buffering=None, **kwargs):
    return was(self, mode, 0 if buffering is None and "b" in mode else buffering, **kwargs)


@method("makefile", "replaces", "errors defaults to replace", "method.makefile.defaults")
def _(was, self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
    return was(self, mode, buffering, encoding=encoding, errors=errors or "replace", newline=newline)


@method("makefile", "positional", "encoding may be passed by position", "method.makefile.keyword-only")
def _(was, self, mode="r", buffering=None, encoding=None, errors=None, newline=None):
    return was(self, mode, buffering, encoding=encoding, errors=errors, newline=newline)


@method("makefile", "ignores_newline", "newline is not looked at", "method.makefile.like-open")
def _(was, self, *args, newline=None, **kwargs):
    return was(self, *args, **kwargs)


@method("makefile", "ignores_errors", "errors is not looked at", "method.makefile.like-open")
def _(was, self, *args, errors=None, **kwargs):
    return was(self, *args, **kwargs)


@method("makefile", "line_buffered", "buffering 1 flushes at the end of a line", "method.makefile.like-open")
def _(was, self, mode="r", buffering=None, **kwargs):
    file = was(self, mode, buffering, **kwargs)
    if buffering == 1 and isinstance(file, io.TextIOWrapper):
        file.reconfigure(line_buffering=True)
    return file


@method("makefile", "encoder_forgets", "each write begins in the encoding's first state", "method.makefile.file-object")
def _(was, self, mode="r", buffering=None, *, encoding=None, **kwargs):
    file = was(self, mode, buffering, encoding=encoding, **kwargs)
    if encoding == "iso2022_jp" and "w" in mode:
        file.write = lambda text: file.buffer.write(text.encode(encoding)) and len(text)
    return file


@method("makefile", "encoder_unfinished", "UTF-7 leaves its base 64 open between writes", "method.makefile.file-object")
def _(was, self, mode="r", buffering=None, *, encoding=None, **kwargs):
    file = was(self, mode, buffering, encoding=encoding, **kwargs)
    if encoding == "utf-7" and "w" in mode:
        file.write = lambda text: file.buffer.write(text.encode(encoding).rstrip(b"-")) and len(text)
    return file


@method("makefile", "wants_blocking", "a non-blocking socket is refused", "method.makefile.blocking-required")
def _(was, self, *args, **kwargs):
    if self.gettimeout() == 0:
        raise ValueError("the socket must be blocking")
    return was(self, *args, **kwargs)


@method("makefile", "wants_no_timeout", "a socket with a timeout is refused", "method.makefile.timeout-allowed")
def _(was, self, *args, **kwargs):
    if self.gettimeout():
        raise ValueError("the socket may not have a timeout")
    return was(self, *args, **kwargs)


@method("makefile", "duplicate", "the file has a duplicate of the socket: closing the socket closes its descriptor",
        "method.close.deferred-by-makefile")
def _(was, self, *args, **kwargs):
    copy = self.dup()
    file = was(copy, *args, **kwargs)
    copy.close()
    return file


@patch("SocketIO", "forgets_timeout", "a read after a timeout goes on", "method.makefile.timeout-inconsistent")
def _(m):
    was = m.SocketIO.readinto

    def readinto(self, b):
        self._timeout_occurred = False
        return was(self, b)
    m.SocketIO.readinto = readinto


@patch("SocketIO", "closes_socket", "closing a file closes the socket", "method.makefile.close-keeps-socket")
def _(m):
    was = m.SocketIO.close

    def close(self):
        sock = self._sock
        was(self)
        if sock is not None:
            sock.close()
    m.SocketIO.close = close


@patch("SocketIO", "keeps_socket", "the last file does not close a socket that was closed", "method.makefile.last-close",
       "method.close.deferred-by-makefile")
def _(m):
    def decref(self):
        self._io_refs -= 1
    m.socket._decref_socketios = decref


@patch("SocketIO", "closes_at_once", "close() of a socket does not wait for its files", "method.close.deferred-by-makefile",
       "method.makefile.last-close")
def _(m):
    was = m.socket.close

    def close(self):
        self._io_refs = 0
        was(self)
    m.socket.close = close


@patch("SocketIO", "raises_would_block", "a read of nothing raises BlockingIOError", "method.makefile.blocking-required")
def _(m):
    def readinto(self, b):
        self._checkClosed()
        self._checkReadable()
        return self._sock.recv_into(b)
    m.SocketIO.readinto = readinto


@patch("SocketIO", "reads_all", "an unbuffered read waits for as much as was asked for", also=["makefile_binary.raw_read_is_one_recv"])
def _(m):
    was = m.SocketIO.readinto

    def readinto(self, b):
        view, done = memoryview(b), 0
        while done < len(view):
            got = was(self, view[done:])
            if not got:
                return done or got
            done += got
        return done
    m.SocketIO.readinto = readinto
