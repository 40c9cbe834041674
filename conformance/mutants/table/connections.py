"""Naming and connecting: bind(), connect(), listen(), accept(), shutdown(), getsockname(), getpeername(), addresses."""
import os
import socket

from registry import method


@method("accept", "list", "returns a list", "method.accept.pair")
def _(was, self):
    return list(was(self))


@method("accept", "swapped", "returns (address, conn)", "method.accept.pair")
def _(was, self):
    return was(self)[::-1]


@method("accept", "conn_only", "returns the socket alone", "method.accept.pair")
def _(was, self):
    return was(self)[0]


@method("accept", "own_address", "the address is the listener's", "method.accept.peer-address")
def _(was, self):
    conn, address = was(self)
    return conn, self.getsockname()


@method("accept", "listener", "conn is the listener's descriptor again", "method.accept.new-socket")
def _(was, self):
    conn, address = was(self)
    conn.close()
    return self.dup(), address


@method("accept", "inheritable", "the new socket is inheritable", "method.accept.non-inheritable")
def _(was, self):
    conn, address = was(self)
    conn.set_inheritable(True)
    return conn, address


@method("accept", "inherits_timeout", "the new socket has the listener's timeout", "timeout.accept.listener-timeout")
def _(was, self):
    conn, address = was(self)
    if socket.getdefaulttimeout() is None and self.gettimeout():
        conn.settimeout(self.gettimeout())
    return conn, address


@method("accept", "stays_nonblocking", "of a listener in timeout mode the new socket is non-blocking",
        "timeout.accept.listener-timeout")
def _(was, self):
    conn, address = was(self)
    if self.gettimeout():
        conn.setblocking(False)
    return conn, address


@method("accept", "always_nonblocking", "the new socket is non-blocking", "timeout.accept.listener-blocking")
def _(was, self):
    conn, address = was(self)
    conn.setblocking(False)
    return conn, address


@method("accept", "ignores_default", "the default timeout is not for accepted sockets", "timeout.accept.inherit")
def _(was, self):
    conn, address = was(self)
    conn.settimeout(None)
    return conn, address


@method("accept", "listens_first", "accept() of a bound socket makes it listen", "method.accept.requires-listening")
def _(was, self):
    try:
        self.listen()
    except OSError:
        pass
    before = self.gettimeout()
    if before is None:
        self.settimeout(0.2)
    try:
        return was(self)
    finally:
        if before is None and self.fileno() >= 0:
            self.settimeout(None)


@method("accept", "closes_listener", "the listener is closed", "example.server-sequence")
def _(was, self):
    result = was(self)
    self.close()
    return result


@method("bind", "does_nothing", "the socket is not bound", "method.bind.binds")
def _(was, self, address):
    pass


@method("bind", "again", "a second bind() is ignored", "method.bind.not-bound-yet")
def _(was, self, address):
    try:
        was(self, address)
    except OSError as e:
        if e.errno != 22:
            raise


@method("bind", "port_other", "another port than the given one is bound", "method.bind.binds")
def _(was, self, address):
    if self.family == socket.AF_INET and isinstance(address, tuple) and len(address) == 2:
        address = address[0], 0
    was(self, address)


@method("bind", "list_too", "an address may be a list", "method.bind.family-format", "family.general.format-by-family")
def _(was, self, address):
    was(self, tuple(address) if isinstance(address, list) else address)


@method("bind", "extra_elements", "further elements of an address are ignored", "method.bind.family-format",
        "family.general.format-by-family")
def _(was, self, address):
    was(self, address[:2] if self.family == socket.AF_INET and isinstance(address, tuple) else address)


@method("bind", "port_cut", "the lower 16 bits of a port are used", "family.inet.port-int")
def _(was, self, address):
    if isinstance(address, tuple) and len(address) == 2 and isinstance(address[1], int):
        address = address[0], address[1] & 0xffff
    was(self, address)


@method("bind", "text_port", "a port may be text", "family.inet.port-int")
def _(was, self, address):
    if isinstance(address, tuple) and len(address) == 2 and isinstance(address[1], str) and address[1].isdigit():
        address = address[0], int(address[1])
    was(self, address)


@method("bind", "empty_is_loopback", "the host '' is the loopback address", "family.inet.empty-host")
def _(was, self, address):
    if isinstance(address, tuple) and address and address[0] == "":
        address = ("127.0.0.1" if self.family == socket.AF_INET else "::1",) + address[1:]
    was(self, address)


@method("bind", "broadcast_unknown", "the host '<broadcast>' is a name", "family.inet.broadcast-host")
def _(was, self, address):
    if isinstance(address, tuple) and address and address[0] == "<broadcast>":
        raise socket.gaierror(-2, "Name or service not known")
    was(self, address)


@method("bind", "broadcast_inet6", "the host '<broadcast>' is any address for IPv6", "family.inet.broadcast-host-not-inet6")
def _(was, self, address):
    if self.family == socket.AF_INET6 and address[0] == "<broadcast>":
        address = ("::",) + address[1:]
    was(self, address)


@method("bind", "no_names", "the host has to be numeric", "family.inet.host-name")
def _(was, self, address):
    if isinstance(address, tuple) and address and isinstance(address[0], str) and address[0][:1].isalpha() \
            and ":" not in address[0]:
        raise OSError(22, "Invalid argument")
    was(self, address)


@method("bind", "no_bytes_path", "a path may not be bytes", "family.unix.arg-bytes-path", "family.unix.writable-buffer",
        "family.unix.arg-bytes-abstract")
def _(was, self, address):
    if self.family == socket.AF_UNIX and not isinstance(address, str):
        raise TypeError("text is wanted")
    was(self, address)


@method("bind", "no_bytearray", "a path may not be a bytearray", "family.unix.writable-buffer")
def _(was, self, address):
    if isinstance(address, bytearray):
        raise TypeError("bytes are wanted")
    was(self, address)


@method("bind", "no_text_path", "a path may not be text", "family.unix.arg-str-path", "family.unix.arg-str-abstract")
def _(was, self, address):
    if self.family == socket.AF_UNIX and isinstance(address, str):
        raise TypeError("bytes are wanted")
    was(self, address)


@method("bind", "latin1_path", "a path is encoded as Latin-1", "family.unix.fs-encoding")
def _(was, self, address):
    if self.family == socket.AF_UNIX and isinstance(address, str):
        address = address.encode("latin-1", "replace")
    was(self, address)


@method("bind", "strict_path", "a path has to be encodable as strict UTF-8", "family.unix.surrogateescape",
        "family.unix.no-forced-utf8")
def _(was, self, address):
    if self.family == socket.AF_UNIX and isinstance(address, str):
        address = address.encode()
    was(self, address)


@method("bind", "abstract_is_file", "a leading NUL is dropped, so that a file is made", "family.unix.abstract-leading-nul")
def _(was, self, address):
    if self.family == socket.AF_UNIX and address[:1] in ("\0", b"\0"):
        address = ("/tmp/" if isinstance(address, str) else b"/tmp/") + address[1:]
    was(self, address)


@method("bind", "path_cut", "a path that is too long is cut", also=["bind.*", "addresses.*"])
def _(was, self, address):
    if self.family == socket.AF_UNIX and isinstance(address, (str, bytes)):
        address = address[:107]
    was(self, address)


@method("bind", "path_replaced", "an existing path is removed first", also=["bind.*"])
def _(was, self, address):
    if self.family == socket.AF_UNIX and isinstance(address, str) and address[:1] == "/" and os.path.exists(address):
        os.unlink(address)
    was(self, address)


@method("bind", "flow_cut", "the lower 20 bits of flow information are used", "family.inet6.flowinfo")
def _(was, self, address):
    if self.family == socket.AF_INET6 and isinstance(address, tuple) and len(address) > 2:
        address = address[:2] + (address[2] & 0xfffff,) + address[3:]
    was(self, address)


@method("bind", "drops_scope", "the scope is not passed on", "family.inet6.scopeid")
def _(was, self, address):
    was(self, address[:3] if self.family == socket.AF_INET6 and isinstance(address, tuple) else address)


@method("bind", "needs_scope", "an IPv6 address needs four elements", "family.inet6.omit-scopeid",
        "family.inet6.omit-flowinfo-scopeid")
def _(was, self, address):
    if self.family == socket.AF_INET6 and len(address) != 4:
        raise TypeError("AF_INET6 address must have four elements")
    was(self, address)


@method("bind", "needs_flow", "an IPv6 address needs three elements", "family.inet6.omit-flowinfo-scopeid")
def _(was, self, address):
    if self.family == socket.AF_INET6 and len(address) < 3:
        raise TypeError("AF_INET6 address must have three elements")
    was(self, address)


@method("connect", "does_nothing", "nothing is connected", "method.connect.connects")
def _(was, self, address):
    pass


@method("connect", "zero", "returns 0", also=["connect.*"])
def _(was, self, address):
    was(self, address)
    return 0


@method("connect", "errno", "an error is returned", "error.general.exceptions", "error.general.oserror")
def _(was, self, address):
    return self.connect_ex(address) or None


@method("connect", "list_too", "an address may be a list", also=["connect.*"])
def _(was, self, address):
    return was(self, tuple(address) if isinstance(address, list) else address)


@method("connect", "extra_elements", "further elements of an address are ignored", "method.connect.family-format")
def _(was, self, address):
    return was(self, address[:2] if self.family == socket.AF_INET and isinstance(address, tuple) else address)


@method("connect", "ignores_timeout", "waits on after the timeout", "timeout.connect.subject",
        "timeout.connect.settimeout-first")
def _(was, self, address):
    before = self.gettimeout()
    if before:
        self.settimeout(before + 4)
    try:
        return was(self, address)
    finally:
        if before:
            self.settimeout(before)


@method("connect", "nonblocking_waits", "waits on a non-blocking socket, too", "timeout.nonblocking.fails")
def _(was, self, address):
    if self.gettimeout() == 0 and self.type & 15 == socket.SOCK_STREAM:
        self.settimeout(1)
        try:
            return was(self, address)
        finally:
            self.settimeout(0)
    return was(self, address)


@method("connect", "no_dissolve", "the wrong class of error: OSError without subclass", also=["connect.*", "errors.*"])
def _(was, self, address):
    try:
        return was(self, address)
    except ConnectionRefusedError as e:
        error = OSError(str(e))
        error.errno = e.errno
        raise error


@method("connect", "last_address", "of a name the last address is used", "family.general.hostname-first-result")
def _(was, self, address):
    if isinstance(address, tuple) and len(address) >= 2 and isinstance(address[0], str) and self.family in (2, 10):
        found = socket.getaddrinfo(address[0] or None, address[1] if isinstance(address[1], int) and 0 <= address[1] < 65536 else None, self.family, self.type)
        address = (found[-1][4][0],) + address[1:]
    return was(self, address)


@method("connect_ex", "raises", "an error is raised", "method.connect_ex.no-raise", "method.connect_ex.errno")
def _(was, self, address):
    self.connect(address)
    return 0


@method("connect_ex", "none", "returns None on success", "method.connect_ex.success-zero")
def _(was, self, address):
    return was(self, address) or None


@method("connect_ex", "minus_one", "returns -1 on failure", "method.connect_ex.errno")
def _(was, self, address):
    return -1 if was(self, address) else 0


@method("connect_ex", "negative", "returns the negative errno", "method.connect_ex.errno", "method.connect_ex.async")
def _(was, self, address):
    return -was(self, address)


@method("connect_ex", "no_host", "an unknown host is a return value", "method.connect_ex.other-errors-raise")
def _(was, self, address):
    try:
        return was(self, address)
    except (OSError, TypeError, OverflowError):
        return 22


@method("connect_ex", "in_progress_zero", "a connection in progress is success", "method.connect_ex.async")
def _(was, self, address):
    return {115: 0}.get(*[was(self, address)] * 2)


@method("connect_ex", "timeout_raises", "an expired timeout is raised", also=["connect.*", "timeouts.*"])
def _(was, self, address):
    code = was(self, address)
    if code == 11 and self.gettimeout():
        raise socket.timeout("timed out")
    return code


@method("listen", "does_nothing", "the socket does not listen", "method.listen.enables")
def _(was, self, *backlog):
    pass


@method("listen", "needs_backlog", "backlog cannot be left out", "method.listen.backlog-optional",
        "method.listen.backlog-default")
def _(was, self, backlog):
    was(self, backlog)


@method("listen", "negative_refused", "a negative backlog is refused", "method.listen.backlog-clamped")
def _(was, self, backlog=128):
    if backlog < 0:
        raise ValueError("negative backlog")
    was(self, backlog)


@method("listen", "negative_passed", "a negative backlog is passed on and is the greatest one",
        "method.listen.backlog-clamped")
def _(was, self, backlog=128):
    was(self, 4096 if backlog < 0 else backlog)


@method("listen", "ignores_backlog", "the backlog is always 128", "method.listen.backlog-limit")
def _(was, self, backlog=128):
    was(self, 128)


@method("listen", "default_zero", "the default backlog is 0", "method.listen.backlog-default")
def _(was, self, backlog=0):
    was(self, backlog)


@method("shutdown", "swapped", "the halves are swapped", "method.shutdown.halves", "method.shutdown.wr")
def _(was, self, how):
    was(self, {0: 1, 1: 0}.get(how, how))


@method("shutdown", "does_nothing", "nothing is shut down", "method.shutdown.halves", "method.shutdown.wr",
        "method.shutdown.rdwr", "method.close.shutdown-first")
def _(was, self, how):
    self.getpeername()
    if how not in (0, 1, 2):
        was(self, how)


@method("shutdown", "both", "always both halves are shut down", "method.shutdown.halves")
def _(was, self, how):
    was(self, 2 if how in (0, 1) else how)


@method("shutdown", "rdwr_one", "SHUT_RDWR shuts down the sending half only", "method.shutdown.rdwr")
def _(was, self, how):
    was(self, 1 if how == 2 else how)


@method("shutdown", "rdwr_read", "SHUT_RDWR shuts down the receiving half only", "method.shutdown.rdwr",
        "method.close.shutdown-first")
def _(was, self, how):
    was(self, 0 if how == 2 else how)


@method("shutdown", "read_nothing", "SHUT_RD does nothing", "method.shutdown.rd")
def _(was, self, how):
    if how:
        was(self, how)


@method("shutdown", "closes", "closes the socket", also=["shutdown.*"])
def _(was, self, how):
    was(self, how)
    self.close()


@method("shutdown", "hides_error", "an unconnected socket is shut down quietly", also=["shutdown.*"])
def _(was, self, how):
    try:
        was(self, how)
    except OSError as e:
        if e.errno != 107:
            raise


@method("shutdown", "any_how", "another value than the three is SHUT_RDWR", also=["shutdown.*"])
def _(was, self, how):
    was(self, how if how in (0, 1, 2) or not isinstance(how, int) else 2)


for _name, _clause in (("getsockname", "method.getsockname."), ("getpeername", "method.getpeername.")):
    method(_name, "list", "returns a list", _clause + "family-format", *(
        ("family.inet.pair", "family.inet6.quad") if _name == "getsockname" else ()))(
        lambda was, self: list(was(self)) if isinstance(was(self), tuple) else was(self))
    method(_name, "port_swapped", "the port is in network byte order", _clause + "port")(
        lambda was, self: (lambda a: (a[0], socket.htons(a[1])) + a[2:] if self.family in (2, 10) else a)(was(self)))
    method(_name, "port_zero", "the port is 0", _clause + "port")(
        lambda was, self: (lambda a: (a[0], 0) + a[2:] if self.family in (2, 10) else a)(was(self)))
    method(_name, "text_port", "the port is text", _clause + "port", _clause + "family-format")(
        lambda was, self: (lambda a: (a[0], str(a[1])) + a[2:] if self.family in (2, 10) else a)(was(self)))
    method(_name, "inet6_pair", "an IPv6 address has two elements", _clause + "family-format")(
        lambda was, self: was(self)[:2] if self.family == socket.AF_INET6 else was(self))
    method(_name, "abstract_text", "an abstract name is text", _clause + "family-format", *(
        ("family.unix.abstract-return-bytes",) if _name == "getsockname" else ()))(
        lambda was, self: (lambda a: a.decode("utf-8", "surrogateescape") if isinstance(a, bytes) else a)(was(self)))
    method(_name, "path_bytes", "a path is bytes", _clause + "family-format", *(
        ("family.unix.path-string",) if _name == "getsockname" else ()))(
        lambda was, self: (lambda a: a.encode("utf-8", "surrogateescape") if isinstance(a, str) else a)(was(self)))
    method(_name, "path_at", "an abstract name is shown with @", _clause + "family-format", *(
        ("family.unix.abstract-leading-nul",) if _name == "getsockname" else ()))(
        lambda was, self: (lambda a: b"@" + a[1:] if isinstance(a, bytes) and a else a)(was(self)))

method("getsockname", "peer", "gives the peer's address", "method.getsockname.own")(
    lambda was, self: connected(self) or was(self))
method("getpeername", "own", "gives the own address", "method.getpeername.remote")(
    lambda was, self: (socket.socket.getpeername(self), self.getsockname())[1])
method("getpeername", "none", "is None for an unconnected socket", also=["names.*"])(
    lambda was, self: connected(self))
method("getsockname", "surrogates_replaced", "undecodable bytes of a path are replaced", "family.unix.surrogateescape")(
    lambda was, self: (lambda a: a.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                       if isinstance(a, str) else a)(was(self)))
method("getsockname", "unnamed_none", "an unnamed socket has the address None", also=["names.*", "addresses.*"])(
    lambda was, self: (lambda a: None if a in ("", b"") else a)(was(self)))
method("getsockname", "scope_zero", "the scope is 0", "family.inet6.scopeid")(
    lambda was, self: (lambda a: a[:3] + (0,) if len(a) == 4 else a)(was(self)) if self.family == 10 else was(self))
method("getpeername", "flow_gone", "the flow information is 0", "family.inet6.flowinfo")(
    lambda was, self: (lambda a: a[:2] + (0, a[3]))(was(self)) if self.family == 10 else was(self))
method("getsockname", "host_bytes", "the host is bytes", "method.getsockname.family-format", "family.inet.pair")(
    lambda was, self: (lambda a: (a[0].encode(),) + a[1:])(was(self)) if self.family in (2, 10) else was(self))


def connected(self):
    try:
        return socket.socket.getpeername(self)
    except OSError as e:
        if e.errno != 107:
            raise
        return None
