"""setsockopt(), getsockopt()."""
import struct

from registry import method


@method("getsockopt", "bytes", "returns bytes without buflen, too", "method.getsockopt.int-default")
def _(was, self, level, option, *buflen):
    return was(self, level, option, *(buflen or (4,)))


@method("getsockopt", "bool", "returns a bool", "method.getsockopt.int-default")
def _(was, self, level, option, *buflen):
    value = was(self, level, option, *buflen)
    return value if buflen else bool(value)


@method("getsockopt", "int_of_buffer", "returns an integer with buflen, too", "method.getsockopt.buflen-bytes")
def _(was, self, level, option, *buflen):
    value = was(self, level, option, *buflen)
    return struct.unpack("i", value)[0] if buflen and len(value) == 4 else value


@method("getsockopt", "bytearray", "returns a bytearray with buflen", "method.getsockopt.buflen-bytes")
def _(was, self, level, option, *buflen):
    value = was(self, level, option, *buflen)
    return bytearray(value) if buflen and buflen != (0,) else value


@method("getsockopt", "padded", "the result has always buflen bytes", "method.getsockopt.buflen-maximum")
def _(was, self, level, option, *buflen):
    value = was(self, level, option, *buflen)
    return value.ljust(buflen[0], b"\0") if buflen and buflen != (0,) else value


@method("getsockopt", "network_order", "the raw value is in network byte order", "method.getsockopt.caller-decodes",
        "method.getsockopt.buflen-bytes")
def _(was, self, level, option, *buflen):
    value = was(self, level, option, *buflen)
    return value[::-1] if buflen and buflen != (0,) else value


@method("getsockopt", "zero", "is always 0", "method.getsockopt.value", "method.setsockopt.sets")
def _(was, self, level, option, *buflen):
    value = was(self, level, option, *buflen)
    return value if buflen else 0


@method("getsockopt", "unsigned", "an integer has no sign", "method.getsockopt.int-default")
def _(was, self, level, option, *buflen):
    value = was(self, level, option, *buflen)
    return value & 0xffffffff if isinstance(value, int) else value


@method("getsockopt", "cached", "gives the value that was set, not the system's", also=["options.doubled_*"])
def _(was, self, level, option, *buflen):
    value = was(self, level, option, *buflen)
    return value // 2 if not buflen and (level, option) in ((1, 7), (1, 8)) else value


@method("getsockopt", "ignores_level", "the level is always SOL_SOCKET", "method.getsockopt.value")
def _(was, self, level, option, *buflen):
    return was(self, 1, option, *buflen)


@method("getsockopt", "large_buffer", "any buflen is taken", also=["options.*"])
def _(was, self, level, option, *buflen):
    return was(self, level, option, *[min(max(b, 1), 1024) for b in buflen if isinstance(b, int)])


@method("setsockopt", "does_nothing", "nothing is set", "method.setsockopt.sets", "method.setsockopt.int")
def _(was, self, level, option, *value):
    pass


@method("setsockopt", "negated", "an integer is negated", "method.setsockopt.int")
def _(was, self, level, option, *value):
    was(self, level, option, *([int(not value[0])] if isinstance(value[0], int) else value))


@method("setsockopt", "always_one", "an integer other than 0 is 1", "method.setsockopt.int")
def _(was, self, level, option, *value):
    was(self, level, option, *([min(1, value[0])] if isinstance(value[0], int) else value))


@method("setsockopt", "int_only", "only an integer is a value", "method.setsockopt.buffer", "method.setsockopt.writable")
def _(was, self, level, option, *value):
    if isinstance(value[0], (bytes, bytearray, memoryview)):
        raise TypeError("an integer is wanted")
    was(self, level, option, *value)


@method("setsockopt", "bytes_only", "a writable buffer is no value", "method.setsockopt.writable")
def _(was, self, level, option, *value):
    if isinstance(value[0], (bytearray, memoryview)):
        raise TypeError("bytes are wanted")
    was(self, level, option, *value)


@method("setsockopt", "padded", "a short buffer is padded", "method.setsockopt.caller-encodes")
def _(was, self, level, option, *value):
    was(self, level, option, *([value[0].ljust(4, b"\0")] if isinstance(value[0], bytes) else value))


@method("setsockopt", "network_order", "a buffer is taken in network byte order", "method.setsockopt.caller-encodes",
        "method.setsockopt.buffer")
def _(was, self, level, option, *value):
    was(self, level, option, *([value[0][::-1]] if isinstance(value[0], bytes) else value))


@method("setsockopt", "level_of_a_byte", "a level beyond 255 is cut", "method.setsockopt.sets", "method.setsockopt.int",
        "method.setsockopt.buffer")
def _(was, self, level, *option):
    was(self, level & 255 if isinstance(level, int) else level, *option)


@method("getsockopt", "level_of_a_byte", "a level beyond 255 is cut", "method.getsockopt.value", "method.getsockopt.buflen-bytes")
def _(was, self, level, *option):
    return was(self, level & 255 if isinstance(level, int) else level, *option)


@method("setsockopt", "short_structures", "of a buffer 8 bytes are passed", "method.setsockopt.buffer")
def _(was, self, level, option, *value):
    was(self, level, option, *[v[:8] if isinstance(v, bytes) else v for v in value])


@method("setsockopt", "none_refused", "None is no value", "method.setsockopt.none", "method.setsockopt.none-c-call")
def _(was, self, level, option, *value):
    if value[0] is None:
        raise TypeError("a value is wanted")
    was(self, level, option, *value)


@method("setsockopt", "none_alone", "None needs no length", "method.setsockopt.none-needs-optlen")
def _(was, self, level, option, value, *optlen):
    if value is None and not optlen:
        optlen = (0,)
    was(self, level, option, value, *optlen)


@method("setsockopt", "none_is_zeros", "None stands for that many zero bytes", "method.setsockopt.none-c-call")
def _(was, self, level, option, value, *optlen):
    if value is None and optlen:
        return was(self, level, option, bytes(optlen[0]))
    was(self, level, option, value, *optlen)


@method("setsockopt", "hides_error", "an error is not raised", also=["options.*"])
def _(was, self, *args):
    try:
        was(self, *args)
    except OSError:
        pass


@method("setsockopt", "float", "a floating value is cut", also=["options.*"])
def _(was, self, level, option, *value):
    was(self, level, option, *[int(v) if isinstance(v, float) else v for v in value])


@method("setsockopt", "wraps", "a value beyond 32 bits is cut", also=["options.*"])
def _(was, self, level, option, *value):
    was(self, level, option, *[v & 1 if isinstance(v, int) and v >= 2**31 else v for v in value])
