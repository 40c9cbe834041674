"""Sending: send(), sendall(), sendto(), sendmsg(), sendfile()."""
import socket

from registry import method, patch


@method("send", "none", "returns None", "method.send.returns")
def _(was, self, *args):
    was(self, *args)


@method("send", "all_claimed", "returns the length of the data whatever was sent", "method.send.partial")
def _(was, self, data, flags=0):
    was(self, data, flags)
    return memoryview(data).nbytes


@method("send", "sends_all", "goes on until all is sent", "method.send.partial")
def _(was, self, data, flags=0):
    self.sendall(data, flags)
    return memoryview(data).nbytes


@method("send", "drops_flags", "flags are not passed on", "method.send.flags")
def _(was, self, data, flags=0):
    return was(self, data)


@method("send", "unconnected_zero", "an unconnected socket sends nothing and returns 0", "method.send.connected")
def _(was, self, data, flags=0):
    try:
        return was(self, data, flags)
    except OSError as e:
        if e.errno not in (107, 89):
            raise
        return 0


@method("send", "items", "the length of a buffer is its number of items", "module.send-implicit-length")
def _(was, self, data, flags=0):
    return was(self, memoryview(data).cast("B")[:len(data)] if not isinstance(data, str) else data, flags)


@method("send", "terminated", "adds a NUL", "module.send-implicit-length")
def _(was, self, data, flags=0):
    return was(self, bytes(data) + b"\0" if not isinstance(data, str) else data, flags) - 1


@method("send", "encodes_text", "text is encoded", "error.general.argument-type")
def _(was, self, data, flags=0):
    return was(self, data.encode() if isinstance(data, str) else data, flags)


@method("send", "empty_not_sent", "nothing is sent of empty data", also=["send.*"])
def _(was, self, data, flags=0):
    return was(self, data, flags) if len(data) else 0


@method("send", "sigpipe_text", "a closed connection gives ECONNRESET instead of EPIPE", also=["send.*", "errors.*"])
def _(was, self, data, flags=0):
    try:
        return was(self, data, flags)
    except BrokenPipeError:
        raise ConnectionResetError(104, "Connection reset by peer")


@method("sendall", "count", "returns the number of bytes", "method.sendall.none")
def _(was, self, data, flags=0):
    was(self, data, flags)
    return len(data)


@method("sendall", "once", "sends once and leaves the rest", "method.sendall.all")
def _(was, self, data, flags=0):
    self.send(data, flags)


@method("sendall", "drops_flags", "flags are not passed on", "method.sendall.flags")
def _(was, self, data, flags=0):
    return was(self, data)


@method("sendall", "flags_once", "flags are passed on for the first part only", also=["send.*", "timeouts.*"])
def _(was, self, data, flags=0):
    view = memoryview(data).cast("B")
    sent = self.send(view, flags)
    while sent < len(view):
        sent += self.send(view[sent:])


@method("sendall", "restarts_timeout", "the timeout begins again with each part", "method.sendall.timeout-total")
def _(was, self, data, flags=0):
    view = memoryview(data).cast("B") if not isinstance(data, str) else data
    while len(view):
        view = view[self.send(view, flags):]


@method("sendall", "hides_error", "an error ends it quietly", "method.sendall.error", "method.sendall.connected")
def _(was, self, data, flags=0):
    try:
        was(self, data, flags)
    except OSError:
        pass


@method("sendall", "items", "the length of a buffer is its number of items", "method.sendall.all")
def _(was, self, data, flags=0):
    return was(self, memoryview(data).cast("B")[:len(data)], flags)


@method("sendto", "bytes_address_only", "takes no flags", "method.sendto.two-forms")
def _(was, self, data, address):
    return was(self, data, address)


@method("sendto", "needs_flags", "flags cannot be left out", "method.sendto.two-forms")
def _(was, self, data, flags, address):
    return was(self, data, flags, address)


@method("sendto", "address_flags", "the address stands before flags", "method.sendto.two-forms")
def _(was, self, data, address, *flags):
    return was(self, data, *flags, address)


@method("sendto", "drops_flags", "flags are not passed on", "method.sendto.flags")
def _(was, self, data, *rest):
    return was(self, data, rest[-1])


@method("sendto", "none", "returns None", "method.sendto.returns")
def _(was, self, *args):
    was(self, *args)


@method("sendto", "connects", "connects the socket", "method.sendto.unconnected")
def _(was, self, data, *rest):
    if self.type == socket.SOCK_DGRAM:
        self.connect(rest[-1])
        return self.send(data)
    return was(self, data, *rest)


@method("sendto", "two_elements", "only two elements of an address are used", "method.sendto.family-format")
def _(was, self, data, *rest):
    address = rest[-1]
    return was(self, data, *rest[:-1], address[:2] if isinstance(address, tuple) else address)


@method("sendto", "port_cut", "the lower 16 bits of a port are used", "family.inet.port-int")
def _(was, self, data, *rest):
    address = rest[-1]
    if isinstance(address, tuple) and len(address) == 2 and isinstance(address[1], int):
        address = address[0], address[1] & 0xffff
    return was(self, data, *rest[:-1], address)


@method("sendmsg", "first_only", "only the first buffer is sent", "method.sendmsg.gather")
def _(was, self, buffers, *args):
    return was(self, list(buffers)[:1], *args)


@method("sendmsg", "one_by_one", "each buffer is a message of its own", "method.sendmsg.gather")
def _(was, self, buffers, ancdata=(), *args):
    buffers = list(buffers)
    if self.type == socket.SOCK_STREAM or not buffers:
        return was(self, buffers, ancdata, *args)
    return sum(was(self, [b], () if i else ancdata, *args) for i, b in enumerate(buffers))


@method("sendmsg", "list_only", "buffers has to be a list", "method.sendmsg.iterable")
def _(was, self, buffers, *args):
    if not isinstance(buffers, list):
        raise TypeError("a list is wanted")
    return was(self, buffers, *args)


@method("sendmsg", "bytes_only", "buffers have to be bytes", "method.sendmsg.iterable")
def _(was, self, buffers, *args):
    buffers = list(buffers)
    if not all(isinstance(b, bytes) for b in buffers):
        raise TypeError("bytes are wanted")
    return was(self, buffers, *args)


@method("sendmsg", "drops_ancdata", "ancillary data is not sent", "method.sendmsg.ancdata", "method.recvmsg.fd-passing",
        "example.send-fds")
def _(was, self, buffers, ancdata=(), *args):
    list(ancdata)
    return was(self, buffers, (), *args)


@method("sendmsg", "one_item", "only the first item is sent", "method.sendmsg.ancdata")
def _(was, self, buffers, ancdata=(), *args):
    return was(self, buffers, list(ancdata)[:1], *args)


@method("sendmsg", "bytes_item", "the data of an item has to be bytes", "method.sendmsg.ancdata-types")
def _(was, self, buffers, ancdata=(), *args):
    ancdata = list(ancdata)
    if not all(isinstance(item[2], bytes) for item in ancdata):
        raise TypeError("bytes are wanted")
    return was(self, buffers, ancdata, *args)


@method("sendmsg", "text_item", "the data of an item may be text", "method.sendmsg.ancdata-types")
def _(was, self, buffers, ancdata=(), *args):
    fixed = []
    for item in ancdata:
        item = tuple(item)
        if len(item) == 3 and isinstance(item[2], str):
            item = item[:2] + (b"\0\0\0\0",)
        fixed.append(item)
    return was(self, buffers, fixed, *args)


@method("sendmsg", "many_buffers", "too many buffers are cut to the first 1024", "method.sendmsg.iov-limit")
def _(was, self, buffers, *args):
    return was(self, list(buffers)[:1024], *args)


@method("sendmsg", "drops_flags", "flags are not passed on", "method.sendmsg.flags")
def _(was, self, buffers, ancdata=(), flags=0, *args):
    return was(self, buffers, ancdata, 0, *args)


@method("sendmsg", "drops_address", "the address is not passed on", "method.sendmsg.address")
def _(was, self, buffers, ancdata=(), flags=0, address=None):
    return was(self, buffers, ancdata, flags)


@method("sendmsg", "none_refused", "the address None is refused", "method.sendmsg.address")
def _(was, self, buffers, ancdata=(), flags=0, *address):
    if address == (None,):
        raise TypeError("an address is wanted")
    return was(self, buffers, ancdata, flags, *address)


@method("sendmsg", "none", "returns None", "method.sendmsg.returns")
def _(was, self, *args):
    was(self, *args)


@method("sendmsg", "counts_ancillary", "the ancillary bytes are counted, too", "method.sendmsg.returns")
def _(was, self, buffers, ancdata=(), *args):
    ancdata = list(ancdata)
    return was(self, buffers, ancdata, *args) + sum(len(bytes(i[2])) for i in ancdata)


@method("sendfile", "one_block", "sends the first 8192 bytes only", "method.sendfile.until-eof")
def _(was, self, file, offset=0, count=None):
    return was(self, file, offset, 8192 if count is None else count)


@method("sendfile", "none", "returns None", "method.sendfile.returns")
def _(was, self, *args, **kwargs):
    was(self, *args, **kwargs)


@method("sendfile", "ignores_offset", "offset is not looked at", "method.sendfile.offset")
def _(was, self, file, offset=0, count=None):
    return was(self, file, 0, count)


@method("sendfile", "from_position", "begins at the position of the file", "method.sendfile.offset-default")
def _(was, self, file, offset=None, count=None):
    return was(self, file, file.tell() if offset is None else offset, count)


@method("sendfile", "ignores_count", "count is not looked at", "method.sendfile.count")
def _(was, self, file, offset=0, count=None):
    return was(self, file, offset)


@method("sendfile", "needs_count", "count cannot be left out", "method.sendfile.count-default")
def _(was, self, file, offset, count):
    return was(self, file, offset, count)


@method("sendfile", "count_zero_is_all", "count 0 means the whole file", "method.sendfile.count")
def _(was, self, file, offset=0, count=None):
    return was(self, file, offset, count or None)


@method("sendfile", "keeps_position", "the position of the file stays", "method.sendfile.position-return")
def _(was, self, file, offset=0, count=None):
    before = file.tell()
    sent = was(self, file, offset, count)
    file.seek(before)
    return sent


@method("sendfile", "position_at_error", "after an error the position of the file is 0", "method.sendfile.position-error")
def _(was, self, file, offset=0, count=None):
    try:
        return was(self, file, offset, count)
    except OSError:
        file.seek(0)
        raise


@method("sendfile", "text_mode", "a text file is sent encoded", "method.sendfile.binary-mode")
def _(was, self, file, offset=0, count=None):
    return was(self, getattr(file, "buffer", file), offset, count)


@method("sendfile", "regular_only", "only a regular file is sent", "method.sendfile.fallback-not-regular",
        "method.sendfile.regular-file")
def _(was, self, file, offset=0, count=None):
    file.fileno()
    return was(self, file, offset, count)


@method("sendfile", "any_type", "datagram sockets may send files, too", "method.sendfile.stream-only")
def _(was, self, file, offset=0, count=None):
    if self.type == socket.SOCK_STREAM:
        return was(self, file, offset, count)
    file.seek(offset)
    return self.send(file.read() if count is None else file.read(count))


@method("sendfile", "nonblocking", "a non-blocking socket may send files, too", "method.sendfile.no-nonblocking")
def _(was, self, file, offset=0, count=None):
    if self.gettimeout() != 0:
        return was(self, file, offset, count)
    file.seek(offset)
    return self.send(file.read() if count is None else file.read(count))


@patch("sendfile", "send_always", "never uses os.sendfile", "method.sendfile.os-sendfile")
def _(m):
    m.socket.sendfile = lambda self, file, offset=0, count=None: self._sendfile_use_send(file, offset, count)


