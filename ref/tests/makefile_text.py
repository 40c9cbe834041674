#!/usr/bin/env python3
"""makefile_text.py PROGRAM: what text files of librefsock make of bytes, against CPython's own: every sequence of up to 4 bytes of those at which
UTF-8 decides, all error handlers, all line ends, each cut at every place. PROGRAM is stream_program.c."""
import io
import itertools
import subprocess
import sys

# Where UTF-8's rules change: ASCII, the least and greatest of each kind of first byte, and of second bytes after them.
INTERESTING = [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff]
FEWER = [0x41, 0x80, 0x90, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xff]
HANDLERS = ["strict", "ignore", "replace", "surrogateescape", "surrogatepass", "backslashreplace"]
NEWLINES = {"-": None, "e": "", "n": "\n", "r": "\r", "rn": "\r\n"}


class Pieces(io.RawIOBase):
    """A raw file whose reads give one piece each, as a socket with messages does."""

    def __init__(self, pieces):
        super().__init__()
        self.pieces = list(pieces)

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = self.pieces.pop(0) if self.pieces else b""
        buffer[:len(piece)] = piece
        return len(piece)


def expected(encoding, errors, newline, pieces, operation):
    file = io.TextIOWrapper(io.BufferedReader(Pieces(pieces)), encoding, errors, NEWLINES[newline])
    read = {"lines": file.readline, "all": file.read, "chars": lambda: file.read(1)}[operation]
    out = ""
    while True:
        try:
            text = read()
        except (UnicodeError, LookupError, TypeError) as error:
            return out + "!" + str(error)
        if not text:
            return out
        out += text.encode("utf-8", "surrogatepass").hex() + " "


def cuts(data):
    """The data in one piece, and in two pieces by each place, and byte by byte."""
    yield [data]
    for i in range(1, len(data)):
        yield [data[:i], data[i:]]
    if len(data) > 2:
        yield [data[i:i + 1] for i in range(len(data))]


def works():
    for length in (1, 2, 3):
        for sequence in itertools.product(INTERESTING, repeat=length):
            for handler in HANDLERS if length < 3 else ("strict", "replace"):
                yield "utf-8", handler, "n", [bytes(sequence)], "all"
    for sequence in itertools.product(FEWER, repeat=4):
        yield "utf-8", "backslashreplace", "n", [bytes(sequence) + b"z"], "all"
    for sequence in itertools.product(FEWER, repeat=3):
        for pieces in list(cuts(bytes(sequence)))[1:]:
            yield "utf-8", "surrogateescape", "n", pieces, "chars"
    for text in ("a\u00e9\u20ac\U0001f600z", "\U0001f600\U00010000\uffff\u0800\u07ff\u0080"):
        for pieces in cuts(text.encode()):
            for operation in ("chars", "lines", "all"):
                yield "utf-8", "strict", "-", pieces, operation
    for length in range(1, 6):
        for sequence in itertools.product(b"\r\nx", repeat=length):
            for newline in NEWLINES:
                for pieces in cuts(bytes(sequence)):
                    yield "utf-8", "strict", newline, pieces, "lines"
    for handler in HANDLERS:
        for encoding in ("ascii", "latin-1"):
            for sequence in itertools.product([0x41, 0x80, 0xff], repeat=2):
                yield encoding, handler, "n", [bytes(sequence)], "all"
    for encoding, text in (("shift_jis", "\u3042z\uff71"), ("utf-16-le", "a\U0001f600\u20ac"), ("euc_jp", "\u3042z\u3044"), ("cp1252", "\u20ac\u00e9")):
        for pieces in cuts(text.encode(encoding)):
            yield encoding, "strict", "-", pieces, "chars"


def main():
    wanted = list(works())
    lines = "".join("%s %s %s %s %s\n" % (e, h, n, ",".join(p.hex() for p in pieces), o) for e, h, n, pieces, o in wanted)
    found = subprocess.run([sys.argv[1]], input=lines, stdout=subprocess.PIPE, text=True, check=True).stdout.split("\n")[:-1]
    bad = 0
    for work, got in itertools.zip_longest(wanted, found):
        right = expected(*work) if work else None
        if got != right:
            bad += 1
            if bad < 20:
                print("%r\n  librefsock %r\n  CPython    %r" % (work, got, right), file=sys.stderr)
    print("%d compared, %d differ" % (len(wanted), bad))
    return 1 if bad or len(wanted) < 10000 else 0


sys.exit(main())
