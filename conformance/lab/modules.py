"""Which kernel modules the lab loads, and in which order: from modules.tsv and from what each module says it depends on.

The package has no modules.dep: that is made on the machine where it is installed.
"""
import collections
import lzma
import os
import re
import struct

from packages import Missing

Wanted = collections.namedtuple("Wanted", "name purpose")
# `names` in an order in which each comes after what it depends on; the others are names from the table.
Plan = collections.namedtuple("Plan", "names builtin absent")

PLAIN, COMPRESSED = ".ko", {".xz": lzma.decompress}


def read_table(path):
    """The rows of modules.tsv, [Wanted]."""
    with open(path, encoding="utf-8") as table:
        lines = [line.rstrip("\n") for line in table if line.strip() and not line.startswith("#")]
    return [Wanted(*line.split("\t")) for line in lines[1:]]


def plain(name):
    """The kernel does not tell - and _ apart."""
    return name.replace("-", "_")


def name_of(path):
    """kernel/net/can/can-raw.ko.xz -> can_raw"""
    return plain(re.sub(r"\.ko(\.[a-z0-9]+)?$", "", os.path.basename(path)))


def files(folder):
    """{name: path} of the modules below a folder."""
    return {name_of(name): os.path.join(place, name) for place, _, names in os.walk(folder) for name in names
            if re.search(r"\.ko(\.[a-z0-9]+)?$", name)}


def read(path):
    """The octets of a module as the kernel takes them: taken out of its compression. Missing if that cannot be done."""
    ending = os.path.splitext(path)[1]
    if ending != PLAIN and ending not in COMPRESSED:
        raise Missing("%s: a module that is neither %s nor %s cannot be read here" % (path, PLAIN, " ".join(COMPRESSED)))
    with open(path, "rb") as file:
        data = file.read()
    try:
        return COMPRESSED[ending](data) if ending in COMPRESSED else data
    except lzma.LZMAError as error:
        raise Missing("%s: %s" % (path, error)) from None


def section(elf, wanted):
    """The content of a section of a 64-bit little-endian ELF file, b"" if there is none (elf(5))."""
    table, size, count, names = struct.unpack_from("<Q", elf, 40) + struct.unpack_from("<HHH", elf, 58)
    heads = [struct.unpack_from("<IIQQQQ", elf, table + i * size) for i in range(count)]
    texts = heads[names][4]
    for name, _, _, _, start, length in heads:
        begin = texts + name
        if elf[begin:elf.index(b"\0", begin)] == wanted:
            return elf[start:start + length]
    return b""


def depends(elf):
    """The names that a module says it depends on, and those it wants loaded before."""
    said = [entry.partition(b"=") for entry in section(elf, b".modinfo").split(b"\0")]
    hard = [name for key, _, value in said if key == b"depends" for name in value.split(b",")]
    soft = [re.search(rb"pre:((?: [^: ]+)*)(?= post:|$)", value) for key, _, value in said if key == b"softdep"]
    before = [name for found in soft if found for name in found.group(1).split()]
    return ([plain(name.decode()) for name in hard if name], [plain(name.decode()) for name in before])


def look(path):
    """(the octets of a module, what depends() says of it). Missing, which names it, if it is none."""
    data = read(path)
    try:
        return data, depends(data)
    except (struct.error, IndexError, ValueError):
        raise Missing("%s: this is no module of a 64-bit kernel" % path) from None


def plan(wanted, known, builtin, depends_of):
    """The modules to load for a list of names.

    `known` are the names that there are as files, `builtin` those in the kernel; depends_of(name) is (what it cannot do
    without, what it wants before if there is such a module). ValueError for a circle, and for a need that does not exist."""
    result, under_way = Plan([], [], []), []

    def add(name, asker):
        if name in result.names or name in builtin:
            return
        if name in under_way:
            raise ValueError("modules depend on each other in a circle: %s" % " ".join(under_way + [name]))
        if name not in known:
            raise ValueError("the module %s depends on %s, which the kernel does not have" % (asker, name))
        under_way.append(name)
        hard, soft = depends_of(name)
        for needed in hard + [one for one in soft if one in known and one not in under_way]:
            add(needed, name)
        under_way.pop()
        result.names.append(name)

    for name in map(plain, wanted):
        if name in known:
            add(name, "the table")
        else:
            (result.builtin if name in builtin else result.absent).append(name)
    return result
