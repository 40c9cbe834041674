#!/usr/bin/env python3
"""makefile_tables.py PROGRAM TABLE [--print]: which encodings are character for character CPython's, as encodings.tsv says. Where an encoding is
`same` there, every character has to be read from CPython's bytes and written as them, and others have to be refused; `other` is where iconv's
table is another one, which the C library may change. PROGRAM is stream_program.c; --print writes the table that would be right."""
import encodings.aliases
import subprocess
import sys

GROUP = 120  # characters to a text: four bytes of each fit into the program's buffers
# No encoding of characters to bytes, or one that is in the library itself, or a state of which makefile_text.py has the tests.
LEFT_OUT = {"ascii", "latin_1", "iso8859_1", "utf_8", "utf_7", "utf_16", "utf_32", "hz", "base64_codec", "bz2_codec", "hex_codec", "quopri_codec",
            "rot_13", "uu_codec", "zlib_codec", "mbcs"}
# Without an alias, so that they are in no table of CPython.
UNLISTED = ["cp720", "cp737", "cp856", "cp874", "cp875", "cp1006", "koi8_t", "koi8_u", "mac_arabic", "mac_croatian", "mac_farsi", "mac_romanian"]


def names():
    known = set(encodings.aliases.aliases.values()) | set(UNLISTED)
    return sorted(name for name in known - LEFT_OUT if not name.startswith("iso2022"))


def encoded(character, encoding):
    """Its bytes if they are read back as a character alone, else none."""
    try:
        data = character.encode(encoding)
        return data if data.decode(encoding) else b""
    except UnicodeError:
        return b""


def is_wide(encoding):
    """Whether a character may have several bytes: of an East Asian script or of all."""
    return len("\u4e00\uac00".encode(encoding, "ignore")) > 0


def characters(encoding):
    ranges = (range(0x20, 0xd800), range(0xe000, 0x10000)) if is_wide(encoding) else (range(0x20, 0x2700), range(0xf800, 0x10000))
    return [chr(number) for each in ranges for number in each]


def works(encoding):
    """(what: read or write, data for the program, what it has to answer)"""
    every = characters(encoding)
    for at in range(0, len(every), GROUP):
        text = "".join(every[at:at + GROUP])
        yield "write", text.encode(), text.encode(encoding, "ignore").hex()
        data = b"".join(encoded(character, encoding) for character in text)
        if data:
            yield "read", data, data.decode(encoding).encode().hex()
    if not is_wide(encoding):
        data = bytes(range(256))  # each is a character, or none
        yield "read", data, data.decode(encoding, "ignore").encode().hex()


def compare(program, encoding):
    """{"read": same or other, "write": likewise}, unknown for both if librefsock has no such encoding."""
    wanted = list(works(encoding))
    lines = "".join("%s ignore n %s %s\n" % (encoding, data.hex(), "all" if what == "read" else what) for what, data, _ in wanted)
    done = subprocess.run([program], input=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if "unknown encoding" in done.stderr:
        return {"read": "unknown", "write": "unknown"}
    answers = done.stdout.split("\n")[:-1]
    if done.returncode != 0 or len(answers) != len(wanted):
        raise SystemExit("%s: %d answers of %d; %s" % (encoding, len(answers), len(wanted), done.stderr))
    found = {"read": "same", "write": "same"}
    for (what, _, right), got in zip(wanted, answers):
        if got.split() != right.split():
            found[what] = "other"
    return found


def read_table(path):
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return {encoding: {"read": read, "write": write} for encoding, read, write in rows[1:]}


def main():
    program, path = sys.argv[1:3]
    found = {encoding: compare(program, encoding) for encoding in names()}
    if sys.argv[3:] == ["--print"]:
        print("encoding\tread\twrite")
        for encoding, both in found.items():
            print("%s\t%s\t%s" % (encoding, both["read"], both["write"]))
        return 0
    table = read_table(path)
    bad = 0
    for encoding, both in table.items():
        for what in ("read", "write"):
            if both[what] == "same" and encoding in found and found[encoding][what] != "same":
                print("%s, %s: %s, the table says same" % (encoding, what, found[encoding][what]), file=sys.stderr)
                bad += 1
    missing = sorted(set(found) - set(table))
    for encoding in missing:
        print("%s has no row in %s" % (encoding, path), file=sys.stderr)
    same = sum(both == {"read": "same", "write": "same"} for both in found.values())
    print("%d encodings, %d the same character for character, %d not known" %
          (len(found), same, sum(both["read"] == "unknown" for both in found.values())))
    return 1 if bad or missing or same < 40 else 0


sys.exit(main())
