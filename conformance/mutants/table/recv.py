"""Receiving: recv(), recvfrom(), recv_into(), recvfrom_into()."""
import socket

from registry import method


@method("recv", "bytearray", "returns a bytearray", "method.recv.bytes", "module.recv-auto-buffer")
def _(was, self, bufsize, flags=0):
    return bytearray(was(self, bufsize, flags))


@method("recv", "padded", "the result is as long as bufsize", "method.recv.bytes")
def _(was, self, bufsize, flags=0):
    return was(self, bufsize, flags).ljust(bufsize, b"\0")


@method("recv", "one_more", "takes one byte more than bufsize", "method.recv.bufsize-max")
def _(was, self, bufsize, flags=0):
    return was(self, bufsize + 1, flags)


@method("recv", "drops_flags", "flags are not passed on", "method.recv.flags")
def _(was, self, bufsize, flags=0):
    return was(self, bufsize)


@method("recv", "peeks_by_default", "flags defaults to MSG_PEEK", "method.recv.flags-default")
def _(was, self, bufsize, flags=socket.MSG_PEEK):
    return was(self, bufsize, flags)


@method("recv", "waits_for_all", "waits until bufsize bytes are there", "method.recv.bufsize-max")
def _(was, self, bufsize, flags=0):
    return was(self, bufsize, flags | socket.MSG_WAITALL)


@method("recv", "none_at_eof", "returns None at the end", "method.recv.bytes", "method.close.peer-eof")
def _(was, self, bufsize, flags=0):
    return was(self, bufsize, flags) or None


@method("recv", "raises_at_eof", "raises at the end of the stream", "method.close.peer-eof", "method.shutdown.wr")
def _(was, self, bufsize, flags=0):
    data = was(self, bufsize, flags)
    if bufsize and not data and self.type == socket.SOCK_STREAM:
        raise ConnectionResetError(104, "Connection reset by peer")
    return data


@method("recv", "negative_is_zero", "a negative bufsize is 0", also=["recv.*"])
def _(was, self, bufsize, flags=0):
    return was(self, max(0, bufsize), flags)


@method("recv", "rest_of_datagram", "keeps the rest of a datagram for the next call", also=["recv.*"])
def _(was, self, bufsize, flags=0):
    rest = KEPT.pop(self.fileno(), None)
    data = rest if rest is not None else was(self, max(bufsize, 65536) if self.type == socket.SOCK_DGRAM and bufsize >= 0 else bufsize, flags)
    if len(data) > bufsize >= 0:
        KEPT[self.fileno()] = data[bufsize:]
    return data[:bufsize] if bufsize >= 0 else data


KEPT = {}


@method("recv", "empty_without_looking", "recv(0) does not ask the system", also=["recv.*"])
def _(was, self, bufsize, flags=0):
    return was(self, bufsize, flags) if bufsize else b""


@method("recvfrom", "list", "returns a list", "method.recvfrom.pair")
def _(was, self, *args):
    return list(was(self, *args))


@method("recvfrom", "swapped", "returns (address, data)", "method.recvfrom.pair", "method.recvfrom.address")
def _(was, self, *args):
    return was(self, *args)[::-1]


@method("recvfrom", "own_address", "the address is the receiver's own", "method.recvfrom.address")
def _(was, self, *args):
    data, address = was(self, *args)
    return data, self.getsockname()


@method("recvfrom", "list_address", "the address is a list", "method.recvfrom.family-format")
def _(was, self, *args):
    data, address = was(self, *args)
    return data, list(address) if isinstance(address, tuple) else address


@method("recvfrom", "inet6_pair", "an IPv6 address has two elements", "method.recvfrom.family-format", "family.inet6.quad")
def _(was, self, *args):
    data, address = was(self, *args)
    return data, address[:2] if isinstance(address, tuple) else address


@method("recvfrom", "abstract_text", "an abstract name is text", "family.unix.mixed-address-types")
def _(was, self, *args):
    data, address = was(self, *args)
    return data, address.decode("utf-8", "surrogateescape") if isinstance(address, bytes) else address


@method("recvfrom", "path_bytes", "a path is bytes", "family.unix.mixed-address-types")
def _(was, self, *args):
    data, address = was(self, *args)
    return data, address.encode("utf-8", "surrogateescape") if isinstance(address, str) else address


@method("recvfrom", "drops_flags", "flags are not passed on", "method.recvfrom.flags")
def _(was, self, bufsize, flags=0):
    return was(self, bufsize)


@method("recvfrom", "peeks_by_default", "flags defaults to MSG_PEEK", "method.recvfrom.flags-default")
def _(was, self, bufsize, flags=socket.MSG_PEEK):
    return was(self, bufsize, flags)


@method("recvfrom", "truncates", "takes one byte less than bufsize", also=["recvfrom.*"])
def _(was, self, bufsize, flags=0):
    return was(self, bufsize - 1 if bufsize > 1 else bufsize, flags)


@method("recvfrom", "ephemeral_port", "the sender's port is 0", "method.recvfrom.address")
def _(was, self, *args):
    data, address = was(self, *args)
    return data, (address[0], 0) + address[2:] if isinstance(address, tuple) and len(address) in (2, 4) else address


@method("recv_into", "ignores_nbytes", "nbytes is not looked at", "method.recv_into.limit")
def _(was, self, buffer, nbytes=0, flags=0):
    return was(self, buffer, 0, flags)


@method("recv_into", "zero_is_nothing", "nbytes 0 receives nothing", "method.recv_into.nbytes-zero")
def _(was, self, buffer, nbytes=None, flags=0):
    return 0 if nbytes == 0 else was(self, buffer, nbytes or 0, flags)


@method("recv_into", "needs_nbytes", "nbytes cannot be left out", "method.recv_into.nbytes-default")
def _(was, self, buffer, nbytes, flags=0):
    return was(self, buffer, nbytes, flags)


@method("recv_into", "default_one", "without nbytes one byte is received", "method.recv_into.nbytes-default")
def _(was, self, buffer, nbytes=1, flags=0):
    return was(self, buffer, nbytes, flags)


@method("recv_into", "returns_size", "returns the size of the buffer", "method.recv_into.returns")
def _(was, self, buffer, nbytes=0, flags=0):
    n = was(self, buffer, nbytes, flags)
    return memoryview(buffer).nbytes if n else n


@method("recv_into", "returns_data", "returns the data", "method.recv_into.returns")
def _(was, self, buffer, nbytes=0, flags=0):
    return bytes(buffer)[:was(self, buffer, nbytes, flags)]


@method("recv_into", "does_not_write", "the buffer stays as it was", "method.recv_into.writes")
def _(was, self, buffer, nbytes=0, flags=0):
    return was(self, bytearray(memoryview(buffer).nbytes), nbytes, flags)


@method("recv_into", "writes_beyond", "clears what is behind the data", "method.recv_into.writes")
def _(was, self, buffer, nbytes=0, flags=0):
    n = was(self, buffer, nbytes, flags)
    try:
        view = memoryview(buffer).cast("B")
    except TypeError:
        return n
    view[n:] = bytes(len(view) - n)
    return n


@method("recv_into", "drops_flags", "flags are not passed on", "method.recv_into.flags")
def _(was, self, buffer, nbytes=0, flags=0):
    return was(self, buffer, nbytes)


@method("recv_into", "peeks_by_default", "flags defaults to MSG_PEEK", "method.recv_into.flags")
def _(was, self, buffer, nbytes=0, flags=socket.MSG_PEEK):
    return was(self, buffer, nbytes, flags)


@method("recv_into", "too_much_is_cut", "nbytes beyond the buffer is cut to its size", also=["recv_into.*"])
def _(was, self, buffer, nbytes=0, flags=0):
    return was(self, buffer, min(nbytes, memoryview(buffer).nbytes), flags)


@method("recv_into", "negative_is_zero", "negative nbytes is 0", also=["recv_into.*"])
def _(was, self, buffer, nbytes=0, flags=0):
    return was(self, buffer, max(0, nbytes), flags)


@method("recv_into", "counts_items", "the size of a buffer is its number of items", "method.recv_into.nbytes-default")
def _(was, self, buffer, nbytes=0, flags=0):
    return was(self, buffer, nbytes or len(buffer), flags)


@method("recvfrom_into", "ignores_nbytes", "nbytes is not looked at", also=["recv_into.*", "recvfrom.*"])
def _(was, self, buffer, nbytes=0, flags=0):
    return was(self, buffer, 0, flags)


@method("recvfrom_into", "needs_nbytes", "nbytes cannot be left out", "method.recvfrom_into.nbytes-optional")
def _(was, self, buffer, nbytes, flags=0):
    return was(self, buffer, nbytes, flags)


@method("recvfrom_into", "does_not_write", "the buffer stays as it was", "method.recvfrom_into.writes")
def _(was, self, buffer, nbytes=0, flags=0):
    return was(self, bytearray(memoryview(buffer).nbytes), nbytes, flags)


@method("recvfrom_into", "list", "returns a list", "method.recvfrom_into.pair")
def _(was, self, *args):
    return list(was(self, *args))


@method("recvfrom_into", "count_only", "returns the number alone", "method.recvfrom_into.pair")
def _(was, self, *args):
    return was(self, *args)[0]


@method("recvfrom_into", "wrong_count", "the number is the size of the buffer", "method.recvfrom_into.nbytes")
def _(was, self, buffer, nbytes=0, flags=0):
    n, address = was(self, buffer, nbytes, flags)
    return memoryview(buffer).nbytes, address


@method("recvfrom_into", "own_address", "the address is the receiver's own", "method.recvfrom_into.address")
def _(was, self, *args):
    n, address = was(self, *args)
    return n, self.getsockname()


@method("recvfrom_into", "inet6_pair", "an IPv6 address has two elements", "method.recvfrom_into.address")
def _(was, self, *args):
    n, address = was(self, *args)
    return n, address[:2] if isinstance(address, tuple) else address


@method("recvfrom_into", "drops_flags", "flags are not passed on", "method.recvfrom_into.flags")
def _(was, self, buffer, nbytes=0, flags=0):
    return was(self, buffer, nbytes)


@method("recvfrom_into", "peeks_by_default", "flags defaults to MSG_PEEK", "method.recvfrom_into.flags")
def _(was, self, buffer, nbytes=0, flags=socket.MSG_PEEK):
    return was(self, buffer, nbytes, flags)
