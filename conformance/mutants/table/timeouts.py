"""Modes and timeouts."""
import math
import os

from registry import function, method, patch


@method("settimeout", "keeps_flag", "the descriptor stays blocking", "timeout.note.internal-nonblocking",
        "timeout.note.fileno-visible")
def _(was, self, value):
    was(self, value)
    os.set_blocking(self.fileno(), True)


@method("settimeout", "milliseconds", "the value is in milliseconds", "method.settimeout.nonzero", "timeout.timeout.expires")
def _(was, self, value):
    was(self, value / 1000 if value else value)


@method("settimeout", "whole_seconds", "the value is rounded up to whole seconds", "method.settimeout.float")
def _(was, self, value):
    was(self, float(math.ceil(value)) if isinstance(value, float) and math.isfinite(value) else value)


@method("settimeout", "cut_to_int", "fractions are cut", "method.settimeout.float")
def _(was, self, value):
    was(self, int(value) if isinstance(value, float) and math.isfinite(value) else value)


@method("settimeout", "negative_is_none", "a negative value means blocking", "method.settimeout.negative")
def _(was, self, value):
    was(self, None if isinstance(value, (int, float)) and value < 0 else value)


@method("settimeout", "negative_is_zero", "a negative value means non-blocking", "method.settimeout.negative")
def _(was, self, value):
    was(self, max(0, value) if isinstance(value, (int, float)) else value)


@method("settimeout", "none_refused", "None is refused", "method.settimeout.none-value", "method.settimeout.none")
def _(was, self, value):
    if value is None:
        raise TypeError("a number is wanted")
    was(self, value)


@method("settimeout", "none_is_zero", "None means non-blocking", "method.settimeout.none", "method.settimeout.none-value")
def _(was, self, value):
    was(self, value or 0)


@method("settimeout", "zero_is_none", "zero means blocking", "method.settimeout.zero", "timeout.mode.three",
        "timeout.nonblocking.fails")
def _(was, self, value):
    was(self, value or None)


@method("settimeout", "tiny_is_zero", "less than a millisecond is zero", also=["timeouts.*"])
def _(was, self, value):
    was(self, 0 if isinstance(value, float) and 0 < value < 0.001 else value)


@method("settimeout", "first_only", "a later value is ignored", "method.gettimeout.last-setting")
def _(was, self, value):
    if not self.gettimeout():
        was(self, value)


@method("settimeout", "text", "the value may be text", also=["timeouts.*"])
def _(was, self, value):
    was(self, float(value) if isinstance(value, str) else value)


@method("settimeout", "infinite", "infinity means blocking", also=["timeouts.*"])
def _(was, self, value):
    was(self, None if value == math.inf else value)


@method("settimeout", "nan", "not a number means blocking", also=["timeouts.*"])
def _(was, self, value):
    was(self, None if isinstance(value, float) and math.isnan(value) else value)


@method("settimeout", "self", "returns the socket", also=["timeouts.*"])
def _(was, self, value):
    was(self, value)
    return self


@method("gettimeout", "int", "returns an integer", "method.gettimeout.float")
def _(was, self):
    value = was(self)
    return int(value) if value is not None and value == int(value) else value


@method("gettimeout", "minus_one", "returns -1 for none", "method.gettimeout.none")
def _(was, self):
    return -1.0 if was(self) is None else was(self)


@method("gettimeout", "zero_none", "returns 0.0 for none", "method.gettimeout.none", "method.setblocking.equals-none")
def _(was, self):
    return was(self) or 0.0


@method("gettimeout", "none_zero", "returns None when non-blocking", "method.setblocking.equals-zero",
        "method.gettimeout.last-setting")
def _(was, self):
    return was(self) or None


@method("gettimeout", "milliseconds", "returns milliseconds", "method.gettimeout.float")
def _(was, self):
    return was(self) and was(self) * 1000


@method("setblocking", "swapped", "the flag is negated", "method.setblocking.true", "method.setblocking.false",
        "module.nonblocking-via-setblocking")
def _(was, self, flag):
    was(self, not flag)


@method("setblocking", "does_nothing", "does nothing", "method.setblocking.false", "method.setblocking.equals-zero",
        "method.gettimeout.last-setting")
def _(was, self, flag):
    pass


@method("setblocking", "keeps_timeout", "setblocking(True) leaves a timeout in force", "method.setblocking.equals-none")
def _(was, self, flag):
    if not (flag and self.gettimeout()):
        was(self, flag)


@method("setblocking", "one_only", "only 1 and True are true", "method.setblocking.true")
def _(was, self, flag):
    was(self, flag == 1)


@method("setblocking", "flag_only", "changes the descriptor and not the object", "method.setblocking.equals-zero",
        "method.setblocking.equals-none")
def _(was, self, flag):
    os.set_blocking(self.fileno(), bool(flag))


@method("setblocking", "object_only", "changes the object and not the descriptor", also=["timeouts.*"])
def _(was, self, flag):
    blocking = os.get_blocking(self.fileno())
    was(self, flag)
    os.set_blocking(self.fileno(), blocking)


@method("getblocking", "negated", "is negated", "later.getblocking")
def _(was, self):
    return not was(self)


@method("getblocking", "timeout_false", "is False in timeout mode", "later.getblocking")
def _(was, self):
    return self.gettimeout() is None


@function("getdefaulttimeout", "int", "returns an integer", "func.getdefaulttimeout.float")
def _(was):
    value = was()
    return int(value) if value is not None and value == int(value) else value


@function("getdefaulttimeout", "initially_zero", "is 0.0 at start", "func.getdefaulttimeout.initial",
          "func.setdefaulttimeout.initial")
def _(was):
    return was() or 0.0


@function("setdefaulttimeout", "does_nothing", "does nothing", "func.setdefaulttimeout.applies",
          "timeout.mode.default-changed", "error.timeout.after-setdefaulttimeout", "func.getdefaulttimeout.float")
def _(was, value):
    pass


@function("setdefaulttimeout", "negative", "a negative value means none", "func.setdefaulttimeout.values")
def _(was, value):
    was(None if isinstance(value, (int, float)) and value < 0 else value)


@function("setdefaulttimeout", "once", "cannot be taken back", "func.setdefaulttimeout.values",
          "func.getdefaulttimeout.none-meaning")
def _(was, value):
    if value is not None:
        was(value)


@patch("setdefaulttimeout", "stored_only", "the value is not used for new sockets", "func.setdefaulttimeout.applies",
       "timeout.mode.default-changed")
def _(m):
    kept = [None]

    def setdefaulttimeout(value):
        was(value)
        kept[0] = real()
        was(None)
    was, real = m.setdefaulttimeout, m.getdefaulttimeout
    m.setdefaulttimeout = setdefaulttimeout
    m.getdefaulttimeout = lambda: kept[0]


def in_timeout_mode(replacement):
    """Of each operation that waits: what it does instead when the timeout has expired."""
    def apply(m):
        for name in ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg", "recvmsg_into", "send", "sendall",
                     "sendto", "sendmsg", "connect", "_accept"):
            was = getattr(m.socket, name)

            def wrong(self, *args, _was=was, **kwargs):
                try:
                    return _was(self, *args, **kwargs)
                except m.timeout as e:
                    return replacement(m, self, e)
            setattr(m.socket, name, wrong)
    return apply


def raises(make):
    def replacement(m, self, e):
        raise make(m, self)
    return replacement


patch("timeout", "blockingioerror", "an expired timeout raises BlockingIOError", "timeout.timeout.expires",
      "error.timeout.after-settimeout", "method.settimeout.nonzero")(
    in_timeout_mode(raises(lambda m, self: BlockingIOError(11, "Resource temporarily unavailable"))))
patch("timeout", "with_errno", "an expired timeout has an errno", "error.timeout.value-string", "error.timeout.message")(
    in_timeout_mode(raises(lambda m, self: m.timeout(110, "timed out"))))
patch("timeout", "other_text", "the text says 'Connection timed out'", "error.timeout.message")(
    in_timeout_mode(raises(lambda m, self: m.timeout("Connection timed out"))))
patch("timeout", "no_text", "an expired timeout has no text", "error.timeout.value-string", "error.timeout.message")(
    in_timeout_mode(raises(lambda m, self: m.timeout())))
patch("timeout", "closes", "an expired timeout closes the socket", also=["timeouts.*"])(
    in_timeout_mode(lambda m, self, e: self.close() or raises(lambda m, self: m.timeout("timed out"))(m, self, e)))


@patch("timeout", "no_oserror", "timeout is no OSError", "error.timeout.subclass")
def _(m):
    m.timeout = type("timeout", (Exception,), {})


@patch("timeout", "early", "operations give up after half of the time", "timeout.timeout.expires",
       "method.settimeout.nonzero")
def _(m):
    was, got = m.socket.settimeout, m.socket.gettimeout
    m.socket.settimeout = lambda self, value: was(self, value / 2 if value and 0.01 < value < 1e6 else value)
    m.socket.gettimeout = lambda self: (lambda v: v * 2 if v and 0.005 < v < 5e5 else v)(got(self))


@patch("timeout", "error_late", "an error of the system is seen when the time is up only", "timeout.timeout.system-error")
def _(m):
    for name in ("recv", "connect", "send"):
        was = getattr(m.socket, name)

        def wrong(self, *args, _was=was):
            try:
                return _was(self, *args)
            except ConnectionError:
                if not self.gettimeout():
                    raise
                raise m.timeout("timed out")
        setattr(m.socket, name, wrong)


@patch("blocking", "nonblocking_waits", "non-blocking operations wait a little", "timeout.nonblocking.fails")
def _(m):
    for name in ("recv", "_accept", "send"):
        was = getattr(m.socket, name)

        def wrong(self, *args, _was=was):
            try:
                return _was(self, *args)
            except BlockingIOError:
                if self.gettimeout() != 0:
                    raise
                raise m.timeout("timed out")
        setattr(m.socket, name, wrong)


@patch("blocking", "gives_up", "blocking operations give up at once", "timeout.blocking.waits")
def _(m):
    for name in ("recv", "_accept"):
        was = getattr(m.socket, name)

        def wrong(self, *args, _was=was):
            if self.gettimeout() is None and self.fileno() >= 0:
                os.set_blocking(self.fileno(), False)
                try:
                    return _was(self, *args)
                finally:
                    os.set_blocking(self.fileno(), True)
            return _was(self, *args)
        setattr(m.socket, name, wrong)


