"""recvmsg() and recvmsg_into()."""
import array
import socket

from registry import method


def changed(index, change):
    """A replacement that changes one of the four results."""
    def wrong(was, self, *args):
        result = list(was(self, *args))
        result[index] = change(self, result[index])
        return tuple(result)
    return wrong


for _operation, _prefix in (("recvmsg", "method.recvmsg."), ("recvmsg_into", "method.recvmsg_into.")):
    _into = _operation == "recvmsg_into"
    _rest = (_prefix + "rest-like-recvmsg",) if _into else ()
    method(_operation, "list", "returns a list", _prefix + "four-tuple")(
        lambda was, self, *args: list(was(self, *args)))
    method(_operation, "three", "returns three elements", _prefix + "four-tuple")(
        lambda was, self, *args: was(self, *args)[:3])
    method(_operation, "no_ancillary", "the ancillary data is dropped", *(
        _rest or ("method.recvmsg.ancdata-list", "method.recvmsg.scm-rights-item", "method.recvmsg.fd-passing",
                  "method.recvmsg.ancbufsize", "method.recvmsg.ancbufsize-compute")))(
        changed(1, lambda self, items: drop(items)))
    method(_operation, "ancillary_tuple", "the ancillary data is a tuple", *(_rest or ("method.recvmsg.ancdata-list",)))(
        changed(1, lambda self, items: tuple(items)))
    method(_operation, "flags_zero", "msg_flags is always 0", *(_rest or ("method.recvmsg.msg-flags",)))(
        changed(2, lambda self, flags: 0))
    method(_operation, "flags_of_call", "msg_flags has MSG_PEEK set", *(_rest or ("method.recvmsg.msg-flags",)))(
        changed(2, lambda self, flags: flags | socket.MSG_PEEK))
    method(_operation, "own_address", "the address is the receiver's own", *(
        _rest or ("method.recvmsg.address-unconnected",)))(
        changed(3, lambda self, address: self.getsockname()))
    method(_operation, "no_address", "the address is None", *(_rest or ("method.recvmsg.address-unconnected",)))(
        changed(3, lambda self, address: None))


def drop(items):
    for level, kind, data in items:  # not to be found out by the open descriptors alone
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            for fd in array.array("i", data[:len(data) - len(data) % 4]):
                socket.close(fd)
    return []


method("recvmsg", "data_bytearray", "the data is a bytearray", "method.recvmsg.data-bytes")(
    changed(0, lambda self, data: bytearray(data)))
method("recvmsg", "items_lists", "the items are lists", "method.recvmsg.ancdata-list")(
    changed(1, lambda self, items: [list(i) for i in items]))
method("recvmsg", "text_types", "level and type are text", "method.recvmsg.ancdata-types", "method.recvmsg.scm-rights-item")(
    changed(1, lambda self, items: [(str(level), str(kind), data) for level, kind, data in items]))
method("recvmsg", "item_swapped", "type stands before level", "method.recvmsg.scm-rights-item")(
    changed(1, lambda self, items: [(kind, level + 1, data) for level, kind, data in items]))
method("recvmsg", "item_decoded", "descriptors are given as a list of ints", "method.recvmsg.ancdata-bytes",
       "method.recvmsg.scm-rights-array")(
    changed(1, lambda self, items: [(level, kind, list(array.array("i", data[:len(data) - len(data) % 4])))
                                    for level, kind, data in items]))
method("recvmsg", "item_bytearray", "cmsg_data is a bytearray", "method.recvmsg.ancdata-bytes")(
    changed(1, lambda self, items: [(level, kind, bytearray(data)) for level, kind, data in items]))
method("recvmsg", "item_big_endian", "descriptors are in network byte order", "method.recvmsg.scm-rights-array")(
    changed(1, lambda self, items: [(level, kind, data[::-1]) for level, kind, data in items]))
method("recvmsg", "item_long", "a descriptor has eight bytes", "method.recvmsg.scm-rights-array")(
    changed(1, lambda self, items: [(level, kind, data + bytes(len(data))) for level, kind, data in items]))


@method("recvmsg", "one_more", "takes one byte more than bufsize", "method.recvmsg.data-limit")
def _(was, self, bufsize, *args):
    return was(self, bufsize + 1, *args)


@method("recvmsg", "ancillary_by_default", "ancbufsize defaults to 1024", "method.recvmsg.ancbufsize-default")
def _(was, self, bufsize, ancbufsize=1024, flags=0):
    return was(self, bufsize, ancbufsize or 1024, flags)


@method("recvmsg", "ancillary_rounded", "ancbufsize is rounded up to 256", "method.recvmsg.ancbufsize",
        "method.recvmsg.anc-overflow")
def _(was, self, bufsize, ancbufsize=0, flags=0):
    return was(self, bufsize, ancbufsize if ancbufsize <= 0 else max(256, ancbufsize), flags)


@method("recvmsg", "drops_flags", "flags are not passed on", "method.recvmsg.flags")
def _(was, self, bufsize, ancbufsize=0, flags=0):
    return was(self, bufsize, ancbufsize)


@method("recvmsg", "peeks_by_default", "flags defaults to MSG_PEEK", "method.recvmsg.flags")
def _(was, self, bufsize, ancbufsize=0, flags=socket.MSG_PEEK):
    return was(self, bufsize, ancbufsize, flags)


@method("recvmsg", "inheritable", "received descriptors are inheritable", also=["recvmsg.*", "fds.*"])
def _(was, self, *args):
    import os
    result = was(self, *args)
    for level, kind, data in result[1]:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            for fd in array.array("i", data[:len(data) - len(data) % 4]):
                os.set_inheritable(fd, True)
    return result


@method("recvmsg", "stream_refused", "descriptors are lost on streams", "method.recvmsg.fd-stream")
def _(was, self, *args):
    data, items, flags, address = was(self, *args)
    return data, drop(items) if self.type == socket.SOCK_STREAM else items, flags, address


@method("recvmsg_into", "first_only", "only the first buffer is filled", "method.recvmsg_into.scatter",
        "method.recvmsg_into.fill-order")
def _(was, self, buffers, *args):
    return was(self, list(buffers)[:1], *args)


@method("recvmsg_into", "last_first", "the last buffer is filled first", "method.recvmsg_into.fill-order",
        "example.recvmsg-into")
def _(was, self, buffers, *args):
    return was(self, list(buffers)[::-1], *args)


@method("recvmsg_into", "list_only", "buffers has to be a list", also=["recvmsg.*"])
def _(was, self, buffers, *args):
    if not isinstance(buffers, list):
        raise TypeError("a list is wanted")
    return was(self, buffers, *args)


@method("recvmsg_into", "needs_bytearray", "only a bytearray is a buffer", "method.recvmsg_into.iterable")
def _(was, self, buffers, *args):
    buffers = list(buffers)
    if not all(isinstance(b, bytearray) for b in buffers):
        raise TypeError("a bytearray is wanted")
    return was(self, buffers, *args)


@method("recvmsg_into", "count_of_buffers", "nbytes is the size of the buffers", "method.recvmsg_into.nbytes")
def _(was, self, buffers, *args):
    buffers = list(buffers)
    result = was(self, buffers, *args)
    return (sum(memoryview(b).nbytes for b in buffers),) + result[1:]


@method("recvmsg_into", "returns_data", "the first result is the data", "method.recvmsg_into.four-tuple",
        "method.recvmsg_into.nbytes")
def _(was, self, buffers, *args):
    buffers = list(buffers)
    result = was(self, buffers, *args)
    return (b"".join(bytes(b) for b in buffers)[:result[0]],) + result[1:]


@method("recvmsg_into", "drops_ancbufsize", "ancbufsize is not passed on", "method.recvmsg_into.ancbufsize-flags")
def _(was, self, buffers, ancbufsize=0, flags=0):
    return was(self, buffers, 0, flags)


@method("recvmsg_into", "drops_flags", "flags are not passed on", "method.recvmsg_into.ancbufsize-flags")
def _(was, self, buffers, ancbufsize=0, flags=0):
    return was(self, buffers, ancbufsize, 0)


@method("recvmsg_into", "many_buffers", "too many buffers are cut to the first 1024", "method.recvmsg_into.iov-limit")
def _(was, self, buffers, *args):
    return was(self, list(buffers)[:1024], *args)


@method("recvmsg_into", "peeks", "the data stays", "method.recvmsg_into.like-recvmsg")
def _(was, self, buffers, ancbufsize=0, flags=0):
    return was(self, buffers, ancbufsize, flags | socket.MSG_PEEK)
