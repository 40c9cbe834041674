#!/usr/bin/env python3
"""makefile_text.py PROGRAM: what text files of librefsock make of bytes, against CPython's own: every sequence of up to 4 bytes of those at which
UTF-8 decides, all error handlers, all line ends, each cut at every place; UTF-16, UTF-32 and encodings of several bytes likewise; encodings with a
state, read and written. After an error reading and writing go on. PROGRAM is stream_program.c."""
import io
import itertools
import re
import subprocess
import sys

# Where UTF-8's rules change: ASCII, the least and greatest of each kind of first byte, and of second bytes after them.
INTERESTING = [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff]
FEWER = [0x41, 0x80, 0x90, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xff]
BUILT_IN = ["utf-8", "ascii", "latin-1"]
HANDLERS = ["strict", "ignore", "replace", "surrogateescape", "surrogatepass", "backslashreplace", "xmlcharrefreplace"]
ERRORS = 4  # after so many a reader gives up: there are files that give no more than the same one
NEWLINES = {"-": None, "e": "", "n": "\n", "r": "\r", "rn": "\r\n"}


# With a state, in reading: of the text, of its beginning (which mark stands there), of a letter that a mark follows.
STATEFUL = ["utf-16", "utf16", "U16", "utf-32", "utf-7", "iso2022_jp", "iso2022_jp_2", "iso2022_jp_3", "iso2022_kr", "cp1255", "cp1258"]
# What CPython's files hold back until more is written, and lose if nothing is.
BY_ITSELF = {"big5hkscs", "euc_jisx0213", "shift_jisx0213", "iso2022_jp_3"}
# iconv() has another set for the same characters, or announces it before it is needed: the text is the same.
OTHER_BYTES = {"iso2022_jp_2", "iso2022_kr"}
SAMPLES = ["a", "b\n", "\u65e5", "\u672cz", "\u65e5\n", "\u65e5\u672c\u304b", "\u03b1\u00ca", "\udc80", "\u65e5\udc80", "z\U0001f600"]


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


class Arrived(io.RawIOBase):
    """A raw file that keeps what is written, and cannot seek, as a socket cannot."""

    def __init__(self):
        super().__init__()
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += data
        return len(data)

    def take(self):
        data, self.data = self.data, b""
        return data


def written(encoding, errors, newline, texts):
    """What arrives of each text, and of close(). A text that cannot be encoded changes nothing; of CPython's encoders the next one then takes
    the set for announced that was not written, so that its file is not shown it."""
    raw = Arrived()
    kept = []  # with reference to it, no file is closed before its time
    out = ""
    file = io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors, NEWLINES[newline])
    for text in texts:
        try:
            alone = text.encode(encoding, errors)
        except UnicodeError as error:
            out += "!" + type(error).__name__ + " "
            continue
        if encoding in BY_ITSELF:
            out += alone.hex() + " "
            continue
        file.write(text)
        file.flush()
        out += raw.take().hex() + " "
    kept.append(file)
    file.buffer.flush()
    return out + raw.take().hex() + " "


def expected(encoding, errors, newline, pieces, operation):
    if operation == "write":
        return written(encoding, errors, newline, [p.decode("utf-8", "surrogatepass") for p in pieces])
    file = io.TextIOWrapper(io.BufferedReader(Pieces(pieces)), encoding, errors, NEWLINES[newline])
    read = {"lines": file.readline, "all": file.read, "chars": lambda: file.read(1)}[operation]
    out, errors = "", 0
    while errors < ERRORS:
        try:
            text = read()
        except (UnicodeError, LookupError, TypeError) as error:
            out += "!" + str(error) + "; "
            errors += 1
            continue
        if not text:
            break
        out += text.encode("utf-8", "surrogatepass").hex() + " "
    return out


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
            for handler in HANDLERS if length < 3 else ("strict", "replace", "surrogatepass"):
                yield "utf-8", handler, "n", [bytes(sequence)], "all"
    for sequence in itertools.product(FEWER, repeat=4):
        yield "utf-8", "backslashreplace", "n", [bytes(sequence) + b"z"], "all"
    for sequence in itertools.product(FEWER, repeat=3):
        for pieces in list(cuts(bytes(sequence)))[1:]:
            for handler in HANDLERS:
                yield "utf-8", handler, "n", pieces, "chars"
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
    yield "shift_jis", "strict", "-", [b"C:\\~\x83\x5c\x83\x7e\\"], "all"  # where both bytes are also the second ones of others
    yield from malformed()
    yield from several()
    yield from marks()
    yield from surrogates()
    yield from stateful()


# Units of UTF-16 and UTF-32: a letter, what stands for bytes of ASCII, the least and greatest surrogates of both kinds, what is beyond Unicode.
UNITS = {2: [0x41, 0x20ac, 0x8081, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xffff], 4: [0x41, 0x1f600, 0xd800, 0xdfff, 0x110000, 0x80818283, 0xffffffff]}


def malformed():
    """Units in any order, and what is left of one."""
    for size, order, encodings in (2, "little", ["utf-16-le", "UTF-16LE", "utf-16"]), (2, "big", ["utf-16-be", "utf-16"]), \
            (4, "little", ["utf-32-le", "utf-32"]), (4, "big", ["utf-32-be", "utf-32"]):
        for length in (1, 2, 3):
            for units in itertools.product(UNITS[size], repeat=length):
                data = b"".join(unit.to_bytes(size, order) for unit in units)
                for encoding in encodings:
                    mark = (0xfeff).to_bytes(size, order) if encoding in ("utf-16", "utf-32") else b""
                    for handler in HANDLERS if length < 3 else ("replace", "surrogatepass"):
                        yield encoding, handler, "n", [mark + data], "all"
                        yield encoding, handler, "n", [mark + data + b"\x80" * (size - 1)], "all"
                    if length == 2:
                        for pieces in list(cuts(mark + data))[1:]:
                            for handler in HANDLERS:
                                yield encoding, handler, "n", pieces, "chars"


ONCE = ["strict", "surrogatepass", "xmlcharrefreplace"]
# Encodings of several bytes, and of each what may be a character's first and further bytes. Left out, since tables differ
# there: 0xff, with which no character begins for iconv(), where CPython waits for a second byte (EUC-JP) or has a character
# (CP932); and escape sequences of ISO 2022 that are none.
SEVERAL = {"euc_jp": b"\xa4", "shift_jis": b"\x82", "cp932": b"\x82", "euc_kr": b"\xb0", "gbk": b"\x81", "gb18030": b"\x810", "big5": b"\xa4",
           "iso2022_jp": [b"\x1b$B", b"\x1b(B", b"F|", b"F", b"\xff"]}


def each(parts):
    return [parts[i:i + 1] for i in range(len(parts))] if isinstance(parts, bytes) else parts


def several():
    """What is left of characters, and goes on where it is cut. In ISO 2022 iconv() has another answer to how much of that is one error, so that
    only handlers are asked there for which the first one decides."""
    for encoding, parts in SEVERAL.items():
        for length in (1, 2, 3):
            for sequence in itertools.product([*each(parts), b"a", b"\n"], repeat=length):
                for pieces in cuts(b"".join(sequence) + b"ab\n"):
                    for handler in ONCE if encoding == "iso2022_jp" else HANDLERS if length < 3 else ("strict", "replace"):
                        for operation in ("chars", "lines", "all"):
                            yield encoding, handler, "n", pieces, operation


def marks():
    """A second mark after an error: what came with the first one is not taken, nor is that."""
    for encoding in ("utf-16", "utf-32"):
        texts = ["".join(chr(number) for number in text).encode(encoding + order, "surrogatepass")
                 for order in ("-le", "-be") for text in ((0xfeff, 0xdc00), (0xfeff, 0x41), (0x41,), (0xd800,))]
        for pieces in itertools.product(texts, repeat=3):
            for handler in HANDLERS:
                yield encoding, handler, "n", list(pieces), "chars"


def surrogates():
    """Written in UTF-16 and UTF-32, alone, in a row, as a pair, after a text that could not be."""
    texts = ["\udcfa", "a\ud800", "\udcfa\udcfb", "\udcfa\udcfb\udcfc\udcfd", "\ud83d\ude00", "\udc41\udcfa", "\udfff\n", "z\U0001f600"]
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "UTF_16BE", "utf-32", "U32", "utf-32-le", "utf-32-be"):
        for handler in HANDLERS:
            for pair in itertools.product(texts, repeat=2):
                yield encoding, handler, "n", [text.encode("utf-8", "surrogatepass") for text in pair], "write"


def stateful():
    for encoding in STATEFUL:
        for text in ("a\u65e5\u672cz\n", "\u672c\u65e5", "\U0001f600\n\u20ac", "\u00ea\u0301\n", "\u05d0\u05b7", "abc"):
            try:
                data = text.encode(encoding)
            except UnicodeError:
                continue
            for pieces in cuts(data):
                for operation in ("chars", "lines", "all"):
                    yield encoding, "strict", "-", pieces, operation
    for encoding, data in (("utf-16", b"\xfe\xff\0a\x65\xe5"), ("utf-32", b"\0\0\xfe\xff\0\0\0a\0\0\x65\xe5"), ("utf-16", b"a\0b\0"), ("utf-16", b"\xff\xfe")):
        for pieces in cuts(data):
            for operation in ("chars", "all"):
                yield encoding, "strict", "-", pieces, operation
    for encoding in STATEFUL + ["utf-16-le", "shift_jis", *sorted(BY_ITSELF)]:
        for texts in itertools.product(SAMPLES, repeat=3):
            for errors in ("strict", "replace", "backslashreplace"):
                surrogates = "\udc80" in "".join(texts)
                if surrogates and (encoding == "utf-7" or errors + encoding == "backslashreplaceshift_jisx0213"):
                    continue  # iconv() has no lone surrogates; the backslash is another character in CPython's table
                if surrogates or errors == "strict":
                    yield encoding, errors, "n", [text.encode("utf-8", "surrogatepass") for text in texts], "write"


def same(work, got, right):
    if "!" in right and work[0] not in BUILT_IN and got is not None and work[4] != "write":
        return bare(got) == bare(right)
    if got == right or got is None or work[0] not in OTHER_BYTES or work[4] != "write":
        return got == right
    return meaning(work[0], got) == meaning(work[0], right)


def bare(answer):
    """Without the texts of errors, of which iconv() has others; but for that of a mark that is not there: "UTF-16 stream ..." before 3.13."""
    return re.sub("!([^;]*);", lambda error: "!mark" if error[1].lower().endswith("stream does not start with bom") else "!", answer)


def meaning(encoding, answer):
    """What has come as text after each write."""
    out, data = [], b""
    for word in answer.split(" "):
        if word.startswith("!"):
            out.append(word)
        else:
            data += bytes.fromhex(word)
            out.append(data.decode(encoding, "replace"))
    return out


def main():
    wanted = list(works())
    lines = "".join("%s %s %s %s %s\n" % (e, h, n, ",".join(p.hex() for p in pieces), o) for e, h, n, pieces, o in wanted)
    found = subprocess.run([sys.argv[1]], input=lines, stdout=subprocess.PIPE, text=True, check=True).stdout.split("\n")[:-1]
    bad = 0
    for work, got in itertools.zip_longest(wanted, found):
        right = expected(*work) if work else None
        if not work or not same(work, got, right):
            bad += 1
            if bad < 20:
                print("%r\n  librefsock %r\n  CPython    %r" % (work, got, right), file=sys.stderr)
    print("%d compared, %d differ" % (len(wanted), bad))
    return 1 if bad or len(wanted) < 10000 else 0


sys.exit(main())
