"""The life of a socket object: constructor, close(), detach(), dup(), fileno(), inheritance, files, attributes."""
import os
import socket

from registry import attribute, function, method, patch


@patch("socket", "default_inet6", "the default family is AF_INET6", "func.socket.default-family")
def _(m):
    was = m.socket.__init__

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        was(self, m.AF_INET6 if family == -1 and fileno is None else family, type, proto, fileno)
    m.socket.__init__ = __init__


@patch("socket", "default_dgram", "the default type is SOCK_DGRAM", "func.socket.default-type",
       "func.socketpair.default-type")
def _(m):
    was = m.socket.__init__

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        was(self, family, m.SOCK_DGRAM if type == -1 and fileno is None else type, proto, fileno)
    m.socket.__init__ = __init__
    m.socketpair = (lambda pair: lambda family=None, type=m.SOCK_DGRAM, proto=0: pair(family, type, proto))(m.socketpair)


@patch("socket", "positional_only", "there are no keywords", "func.socket.keywords")
def _(m):
    was = m.socket.__init__
    m.socket.__init__ = lambda self, *args: was(self, *args)


@patch("socket", "inheritable", "a new socket is inheritable", "func.socket.non-inheritable")
def _(m):
    was = m.socket.__init__

    def __init__(self, *args, **kwargs):
        was(self, *args, **kwargs)
        self.set_inheritable(True)
    m.socket.__init__ = __init__


@patch("socket", "fileno_duplicated", "a descriptor given is duplicated", "func.socket.fileno-same",
       "func.socket.fileno-close-detached")
def _(m):
    was = m.socket.__init__

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        was(self, family, type, proto, None if fileno is None else socket.dup(fileno))
    m.socket.__init__ = __init__


@patch("socket", "fileno_ignored", "fileno is not looked at", "func.socket.fileno-same")
def _(m):
    was = m.socket.__init__
    m.socket.__init__ = lambda self, family=-1, type=-1, proto=-1, fileno=None: was(self, family, type, proto)


@patch("socket", "fileno_not_detected", "family and type of a descriptor are the defaults", "func.socket.fileno-ignores-rest")
def _(m):
    was = m.socket.__init__

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is not None:
            family, type = (m.AF_INET if family == -1 else family), (m.SOCK_STREAM if type == -1 else type)
        was(self, family, type, proto, fileno)
    m.socket.__init__ = __init__


@patch("socket", "drops_proto", "proto is not passed on", "attr.proto")
def _(m):
    was = m.socket.__init__

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        was(self, family, type, -1 if type == m.SOCK_STREAM else proto, fileno)
    m.socket.__init__ = __init__


@patch("socket", "nonblock_flag_lost", "SOCK_NONBLOCK in the type does nothing", "const.sock_nonblock.combine")
def _(m):
    was = m.socket.__init__

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        was(self, family, type & ~m.SOCK_NONBLOCK if type > 0 else type, proto, fileno)
    m.socket.__init__ = __init__


@patch("socket", "unknown_is_default", "an unknown family is AF_INET", "family.general.build-dependent")
def _(m):
    was = m.socket.__init__

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        was(self, m.AF_INET if isinstance(family, int) and 50 < family < 2**31 else family, type, proto, fileno)
    m.socket.__init__ = __init__


@patch("socket", "nonblocking", "sockets start non-blocking", "timeout.mode.default-blocking")
def _(m):
    was = m.socket.__init__

    def __init__(self, *args, **kwargs):
        was(self, *args, **kwargs)
        if self.gettimeout() is None:
            self.setblocking(False)
    m.socket.__init__ = __init__


@patch("socket", "leaks", "a failed constructor leaves a descriptor open", also=["socket_ctor.*"])
def _(m):
    was = m.socket.__init__

    def __init__(self, *args, **kwargs):
        try:
            was(self, *args, **kwargs)
        except OSError:
            os.dup(2)
            raise
    m.socket.__init__ = __init__


@method("close", "does_nothing", "the socket stays open", "method.close.marks-closed", "method.close.operations-fail",
        "method.close.peer-eof")
def _(was, self):
    pass


@method("close", "shuts_down", "close() shuts the connection down for all duplicates", "method.close.not-immediate")
def _(was, self):
    if self.fileno() >= 0:
        try:
            self.shutdown(2)
        except OSError:
            pass
    was(self)


@method("close", "resets", "close() discards what is queued", "method.close.peer-eof")
def _(was, self):
    if self.fileno() >= 0 and self.family in (2, 10) and self.type == 1:
        self.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    was(self)


@method("close", "twice_fails", "a second close() raises", also=["lifecycle.*"])
def _(was, self):
    if self.fileno() < 0:
        raise OSError(9, "Bad file descriptor")
    was(self)


@method("close", "hides_error", "an error of the system is not raised", "method.close.oserror")
def _(was, self):
    try:
        was(self)
    except OSError:
        pass


@method("detach", "closes", "closes the descriptor", "method.detach.fd-open")
def _(was, self):
    fd = was(self)
    os.close(fd)
    return fd


@method("detach", "stays_open", "the object stays usable", "method.detach.closed-state")
def _(was, self):
    return self.fileno()


@method("detach", "none", "returns None", "method.detach.returns-fd")
def _(was, self):
    was(self)


@method("detach", "duplicate", "returns a duplicate", "method.detach.returns-fd")
def _(was, self):
    fd = was(self)
    new = os.dup(fd)
    os.close(fd)
    return new


@method("dup", "inheritable", "the duplicate is inheritable", "method.dup.non-inheritable")
def _(was, self):
    new = was(self)
    new.set_inheritable(True)
    return new


@method("dup", "same", "returns the socket itself", "method.dup.copy")
def _(was, self):
    return self


@method("dup", "new_socket", "returns another socket", "method.dup.copy")
def _(was, self):
    return type(self)(self.family, self.type, self.proto)


@method("dup", "blocking", "the duplicate is blocking", also=["lifecycle.*", "timeouts.*", "dup_close.*"])
def _(was, self):
    new = was(self)
    new.settimeout(None)
    return new


@method("fileno", "text", "returns text", "method.fileno.int", "method.fileno.select")
def _(was, self):
    return str(was(self)) if was(self) >= 0 else -1


@method("fileno", "raises", "raises on a closed socket", "method.fileno.failure")
def _(was, self):
    if was(self) < 0:
        raise OSError(9, "Bad file descriptor")
    return was(self)


@method("fileno", "remembers", "gives the old number of a closed socket", "method.fileno.failure", "method.close.marks-closed",
        "method.detach.closed-state")
def _(was, self):
    OLD[id(self)] = was(self) if was(self) >= 0 else OLD.get(id(self), 3)
    return OLD[id(self)]


OLD = {}


@method("fileno", "index", "counts from another start", "method.fileno.select", "method.fileno.unix-is-fd",
        "timeout.nonblocking.select", "method.ioctl.fcntl-elsewhere")
def _(was, self):
    return was(self) + 500 if was(self) >= 0 else -1


@method("get_inheritable", "negated", "gives the close-on-exec flag", "method.get_inheritable.flag",
        "method.get_inheritable.true", "method.get_inheritable.false")
def _(was, self):
    return not was(self)


@method("get_inheritable", "always_false", "is always False", "method.get_inheritable.true", "method.get_inheritable.flag")
def _(was, self):
    return was(self) and False


@method("get_inheritable", "always_true", "is always True", "method.get_inheritable.false")
def _(was, self):
    return was(self) or True


@method("set_inheritable", "does_nothing", "does nothing", "method.set_inheritable.sets")
def _(was, self, flag):
    self.get_inheritable()


@method("set_inheritable", "only_sets", "cannot be taken back", "method.set_inheritable.sets")
def _(was, self, flag):
    was(self, True)


@method("__exit__", "stays_open", "leaving the context does not close", "method.context.exit-closes")
def _(was, self, *args):
    pass


@method("__enter__", "none", "entering the context gives None", "method.context.protocol")
def _(was, self):
    pass


@method("__enter__", "duplicate", "entering the context gives a duplicate", "method.context.protocol")
def _(was, self):
    return self.dup()


@patch("socket", "no_finalizer", "a dropped socket stays open", "method.close.gc")
def _(m):
    def __del__(self):
        if self.fileno() >= 0:
            os.dup(self.fileno())
    m.socket.__del__ = __del__


@patch("socket", "read_write", "there are read() and write()", "method.general.no-read-write")
def _(m):
    m.socket.read, m.socket.write = m.socket.recv, m.socket.send


@patch("socket", "assignable", "family, type and proto can be assigned", "attr.family.read-only", "attr.type.read-only",
       "attr.proto.read-only")
def _(m):
    for name in ("family", "type", "proto"):
        was = getattr(m.socket, name)
        setattr(m.socket, name, property(lambda self, was=was: was.__get__(self), lambda self, value: None))


@attribute("family", "number", "family is a plain integer", also=["lifecycle.*", "socket_ctor.*"])
def _(was):
    return int(was)


@attribute("family", "other", "family is AF_INET whatever was given", "attr.family")
def _(was):
    return socket.AF_INET


@attribute("type", "with_flags", "type has SOCK_CLOEXEC in it", "attr.type")
def _(was):
    return was | socket.SOCK_CLOEXEC


@attribute("type", "other", "type is SOCK_STREAM whatever was given", "attr.type")
def _(was):
    return socket.SOCK_STREAM


@attribute("proto", "resolved", "proto is what the system chose", "attr.proto")
def _(was):
    return was or 6


@function("dup", "inheritable", "the duplicate is inheritable", also=["dup_close.*"])
def _(was, fd):
    new = was(fd)
    os.set_inheritable(new, True)
    return new


@function("close", "does_nothing", "nothing is closed", "later.close.function")
def _(was, fd):
    os.fstat(fd)


@function("close", "hides_error", "an error is not raised", "later.close.error")
def _(was, fd):
    try:
        was(fd)
    except OSError:
        pass


@function("fromfd", "same", "the descriptor is not duplicated", "func.fromfd.duplicates")
def _(was, fd, family, type, proto=0):
    return socket.socket(family, type, proto, fd)


@function("fromfd", "drops_proto", "proto is not passed on", "func.fromfd.args-like-socket")
def _(was, fd, family, type, proto=0):
    return was(fd, family, type)


@function("fromfd", "needs_proto", "proto cannot be left out", "func.fromfd.default-proto")
def _(was, fd, family, type, proto):
    return was(fd, family, type, proto)


@function("fromfd", "inheritable", "the socket is inheritable", "func.fromfd.non-inheritable")
def _(was, *args):
    s = was(*args)
    s.set_inheritable(True)
    return s


@function("fromfd", "keeps_mode", "a non-blocking descriptor makes a non-blocking object", "func.fromfd.assumes-blocking")
def _(was, fd, *args):
    s = was(fd, *args)
    if not os.get_blocking(fd):
        s.settimeout(0)
    return s


@function("socketpair", "list", "returns a list", also=["socketpair.*"])
def _(was, *args, **kwargs):
    return list(was(*args, **kwargs))


@function("socketpair", "unconnected", "the two are not connected", "func.socketpair.connected")
def _(was, *args, **kwargs):
    one, other = was(*args, **kwargs), was(*args, **kwargs)
    one[1].detach(), other[1].detach()
    return one[0], other[0]


@function("socketpair", "inheritable", "both are inheritable", "func.socketpair.non-inheritable")
def _(was, *args, **kwargs):
    pair = was(*args, **kwargs)
    for s in pair:
        s.set_inheritable(True)
    return pair


@function("socketpair", "second_inheritable", "the second one is inheritable", "func.socketpair.non-inheritable")
def _(was, *args, **kwargs):
    pair = was(*args, **kwargs)
    pair[1].set_inheritable(True)
    return pair


@function("socketpair", "type_lost", "the type is always SOCK_STREAM", "func.socketpair.args-like-socket")
def _(was, family=None, type=socket.SOCK_STREAM, proto=0):
    return was(family, socket.SOCK_STREAM | type & ~15, proto)


@function("socketpair", "needs_family", "family cannot be left out", "func.socketpair.optional-args",
          "func.socketpair.default-family-unix")
def _(was, family, *args, **kwargs):
    return was(family, *args, **kwargs)


@function("socketpair", "type_first", "the arguments are type, family, proto", "func.socketpair.optional-args")
def _(was, type=socket.SOCK_STREAM, family=None, proto=0):
    return was(family, type, proto)


@function("socketpair", "loopback", "the default is a TCP connection", "func.socketpair.default-family-unix")
def _(was, family=None, type=socket.SOCK_STREAM, proto=0):
    if family is not None:
        return was(family, type, proto)
    with socket.socket() as lst:
        lst.bind(("127.0.0.1", 0))
        lst.listen()
        a = socket.socket()
        a.connect(lst.getsockname())
        return a, lst.accept()[0]
