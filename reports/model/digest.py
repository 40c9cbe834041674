"""The digest of a journal's header: 64-bit FNV-1a, written `fnv64:` and 16 hexadecimal digits."""


def fnv64(data):
    value = 0xCBF29CE484222325
    for octet in data:
        value = (value ^ octet) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return "fnv64:%016x" % value


def of_ids(ids):
    """Of ids of runs: sorted, each ended by a newline."""
    return fnv64("".join(sorted(one + "\n" for one in ids)).encode("utf-8", "surrogatepass"))
