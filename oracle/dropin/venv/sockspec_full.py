"""The second mode: what Lib/socket.py does itself is done by librefsock, too. apply() puts it into the module socket, when
that has been imported."""
import functools
import io
import operator
import os
import stat
import sys

import _sockspec_full as full
import sockspec_files

METHODS = "makefile dup sendfile _sendfile_use_send _sendfile_use_sendfile get_inheritable set_inheritable".split()
# What Python's functions call of the module, which somebody may have put something else in the place of.
CALLED = ("dup getaddrinfo gethostbyaddr gethostname has_dualstack_ipv6 has_ipv6 SocketIO SocketIO.readinto SocketIO.write "
          "_socket.getaddrinfo _socket.socketpair").split()


def apply(socket):
    """socket: the module. A class may do for itself what librefsock would, and so may what somebody has put into socket.socket
    or into the module: then Python's own function goes on, which calls it."""
    base = socket.socket
    stock = {name: getattr(base, name) for name in METHODS}
    default = socket._GLOBAL_DEFAULT_TIMEOUT
    methods_at_first, called_at_first = {}, {}  # filled at the end

    def unchanged(cls, *methods):
        """Whether these are as they were in socket.socket itself."""
        for name in methods:  # no generator: CPython 3.12 and 3.13 crash where there is no memory for one
            if getattr(cls, name, None) is not methods_at_first[name]:
                return False
        return True

    def has_unchanged(sock, *methods):
        """Whether a socket has these of its class, where they are unchanged."""
        if not unchanged(type(sock), *methods):
            return False
        own = getattr(sock, "__dict__", ())  # of an object of a derived class
        for name in methods:
            if name in own:
                return False
        return True

    def untouched(*names):
        """Whether these of the module are as they were."""
        for name in names:
            if operator.attrgetter(name)(socket) is not called_at_first[name]:
                return False
        return True

    def stands_for(pythons, *functions):
        """Their names and documentation are those of Python's own."""
        for function in functions:
            for name in "__module__", "__name__", "__qualname__", "__doc__":
                setattr(function, name, getattr(pythons, name))

    def heeding(*methods, names=()):
        """For a function of the module that makes sockets of the class in the place of socket.socket, and calls these of it,
        and those of the module."""
        def decorate(function):
            pythons = getattr(socket, function.__name__)

            @functools.wraps(function)
            def choose(*args, **kwargs):
                ours = unchanged(socket.socket, "__new__", "__init__", *methods) and untouched(*names)
                return (function if ours else pythons)(*args, **kwargs)
            stands_for(pythons, function, choose)
            return choose
        return decorate

    def empty(cls=None):
        """An object without a socket, as the constructor leaves it."""
        cls = socket.socket if cls is None else cls
        made = cls.__new__(cls)
        made._closed, made._io_refs = False, 0
        return made

    def tell_new(family, type, proto, *made):
        """The event of each one's constructor. If the hook refuses, none stays open."""
        try:
            for sock in made:
                sys.audit("socket.__new__", sock, *map(operator.index, (family, type, proto)))
        except BaseException:
            for sock in made:
                base.close(sock)
            raise

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        if not (has_unchanged(self, "recv_into", "send", "fileno", "close", "_real_close", "_decref_socketios")
                and untouched("SocketIO", "SocketIO.readinto", "SocketIO.write")):
            return stock["makefile"](self, mode, buffering, encoding=encoding, errors=errors, newline=newline)
        letters = mode
        if not isinstance(mode, str):  # anything that letters stand in
            if not set(mode) <= {"r", "w", "b"}:
                raise ValueError("invalid mode %r (only r, w, b allowed)" % (mode,))
            letters = "".join([letter for letter in "rwb" if letter in mode])
        if "b" in letters:  # nobody looks at them
            encoding = errors = newline = None
        made = full.makefile(self, letters, -1 if buffering is None else buffering, encoding, errors, newline)
        file = sockspec_files.make(made)
        if letters is not mode and "b" not in letters:
            file.mode = mode
        return file

    def dup(self):
        if not (has_unchanged(self, "__new__", "__init__", "settimeout", "gettimeout", "fileno", "family", "type", "proto")
                and untouched("dup")):
            return stock["dup"](self)
        made = empty(self.__class__)
        full.dup(self, made)
        tell_new(made.family, made.type, made.proto, made)
        return made

    def send_file(sock, file, fd, offset, count):
        return full.sendfile(sock, file, fd, "b" not in getattr(file, "mode", "b"), offset, count)

    def sendfile(self, file, offset=0, count=None):
        if not has_unchanged(self, "send", "fileno", "gettimeout", "_check_sendfile_params", "_sendfile_use_sendfile",
                         "_sendfile_use_send"):
            return stock["sendfile"](self, file, offset, count)
        try:
            fd = file.fileno()
        except (AttributeError, io.UnsupportedOperation):
            fd = -1
        return send_file(self, file, fd, offset, count)

    def _sendfile_use_send(self, file, offset=0, count=None):
        if not has_unchanged(self, "send", "gettimeout", "_check_sendfile_params"):
            return stock["_sendfile_use_send"](self, file, offset, count)
        return send_file(self, file, -1, offset, count)

    def _sendfile_use_sendfile(self, file, offset=0, count=None):
        if not has_unchanged(self, "send", "fileno", "gettimeout", "_check_sendfile_params"):
            return stock["_sendfile_use_sendfile"](self, file, offset, count)
        try:
            fd = file.fileno()
            regular = stat.S_ISREG(os.fstat(fd).st_mode)
        except (AttributeError, io.UnsupportedOperation, OSError):
            regular = False
        if not regular:
            raise socket._GiveupOnSendfile("not a regular file")
        return send_file(self, file, fd, offset, count)

    def get_inheritable(self):
        if not has_unchanged(self, "fileno"):
            return stock["get_inheritable"](self)
        return full.get_inheritable(self)

    def set_inheritable(self, inheritable):
        if not has_unchanged(self, "fileno"):
            return stock["set_inheritable"](self, inheritable)
        full.set_inheritable(self, inheritable)

    @heeding(names=["dup"])
    def fromfd(fd, family, type, proto=0):
        made = empty()
        full.fromfd(fd, family, type, proto, made)
        tell_new(family, type, proto, made)
        return made

    @heeding(names=["_socket.socketpair"])
    def socketpair(family=None, type=socket.SOCK_STREAM, proto=0):
        pair = empty(), empty()
        family = socket.AF_UNIX if family is None else family
        full.socketpair(family, type, proto, *pair)
        tell_new(family, type, proto, *pair)
        return pair

    @heeding("settimeout", "bind", "connect", "close", names=["getaddrinfo", "_socket.getaddrinfo"])
    def create_connection(address, timeout=default, source_address=None, *, all_errors=False):
        host, port = address
        made, source = empty(), source_address or None
        sys.audit("socket.getaddrinfo", host, port, 0, int(socket.SOCK_STREAM), 0)
        tell_new(0, socket.SOCK_STREAM, 0, made)  # the family is not known yet
        if source is not None:
            sys.audit("socket.bind", made, source)
        sys.audit("socket.connect", made, (host, port))
        errors = full.create_connection(host, port, timeout is not default, timeout, source, all_errors, made)
        if errors:
            raise ExceptionGroup("create_connection failed", errors)
        return made

    @heeding("setsockopt", "bind", "listen", "close", names=["has_dualstack_ipv6", "has_ipv6"])
    def create_server(address, *, family=socket.AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
        made = empty()
        if dualstack_ipv6:
            tell_new(socket.AF_INET6, socket.SOCK_STREAM, 0, empty())
        if not dualstack_ipv6 or family == socket.AF_INET6:
            tell_new(family, socket.SOCK_STREAM, 0, made)
            sys.audit("socket.bind", made, address)
        full.create_server(address, family, backlog, reuse_port, dualstack_ipv6, made)
        return made

    @heeding("setsockopt", "close", "__enter__", "__exit__", names=["has_ipv6"])
    def has_dualstack_ipv6():
        tell_new(socket.AF_INET6, socket.SOCK_STREAM, 0, empty())
        return full.has_dualstack_ipv6()

    of_python = socket.getfqdn

    def getfqdn(name=""):
        # What was not found is given back as it is.
        if not isinstance(name, str) or not untouched("gethostbyaddr", "gethostname"):
            return of_python(name)
        told = name.strip()
        if not told or told in ("0.0.0.0", "::"):
            sys.audit("socket.gethostname")
        sys.audit("socket.gethostbyaddr", told)
        return full.getfqdn(name)

    sending, receiving = socket.send_fds, socket.recv_fds

    def send_fds(sock, buffers, fds, flags=0, address=None):
        if not has_unchanged(sock, "sendmsg"):
            return sending(sock, buffers, fds, flags, address)
        sys.audit("socket.sendmsg", sock, address)
        return full.send_fds(sock, buffers, fds, flags, address)

    def recv_fds(sock, bufsize, maxfds, flags=0):
        if not has_unchanged(sock, "recvmsg"):
            return receiving(sock, bufsize, maxfds, flags)
        return full.recv_fds(sock, bufsize, maxfds, flags)

    for method in (makefile, dup, sendfile, _sendfile_use_send, _sendfile_use_sendfile, get_inheritable, set_inheritable):
        stands_for(stock[method.__name__], method)
        setattr(base, method.__name__, method)
    for pythons, function in (of_python, getfqdn), (sending, send_fds), (receiving, recv_fds):
        stands_for(pythons, function)
    for function in (fromfd, socketpair, create_connection, create_server, has_dualstack_ipv6, getfqdn, send_fds, recv_fds):
        setattr(socket, function.__name__, function)
    methods_at_first.update({name: getattr(base, name) for name in dir(base)})
    called_at_first.update({name: operator.attrgetter(name)(socket) for name in CALLED})
