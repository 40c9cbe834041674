#!/usr/bin/env python3
"""Holds the encoding of host names against idna_names.tsv, and against CPython's codec, name by name.

Usage: idna_names.py TABLE ENCODER-WITHOUT-LIBIDN [ENCODER-WITH-LIBIDN]; the encoders are idna_encode.c.
Then with libidn every character of the Basic Multilingual Plane that is not Han, Hangul or of private use, as a label.
"""
import re
import subprocess
import sys
import unicodedata

REFUSED = "! UnicodeError: host names beyond ASCII need a librefsock built with libidn"
old = unicodedata.ucd_3_2_0


def unescape(text):
    text = re.sub(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})", lambda m: chr(int(m.group(1) or m.group(2), 16)), text)
    return re.sub(r"(.)\*([0-9]+)", lambda m: m.group(1) * int(m.group(2)), text)


def rows(table):
    """(name, encoded, what CPython makes of it); None for an error."""
    with open(table, encoding="ascii") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if line.startswith("#") or fields[0] == "name":
                continue
            values = [None if field == "!" else unescape(field) for field in fields[:3]]
            if values[0].startswith("\u00fc" * 57) and values[1] is not None:
                values[1] = "xn--td" + "a" * 57
            yield values[0], values[1], values[2] if len(fields) > 2 else values[1]


def encode(encoder, names):
    given = "".join(name.encode("utf-8").hex() + "\n" for name in names)
    done = subprocess.run([encoder], input=given.encode(), stdout=subprocess.PIPE, timeout=60, check=True)
    answers = done.stdout.decode("utf-8").split("\n")[:-1]
    if len(answers) != len(names):
        sys.exit("%s: %d answers to %d names" % (encoder, len(answers), len(names)))
    return answers


def by_cpython(name):
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def is_ascii(name):
    return all(ord(char) < 128 for char in name)


def check_table(table, without, with_libidn):
    bad = []
    cases = list(rows(table))
    names = [name for name, _, _ in cases]
    for name, _, cpython in cases:
        if by_cpython(name) != cpython:
            bad.append("%a: CPython %d.%d makes %a of it, the table says %a" % (
                (name,) + sys.version_info[:2] + (by_cpython(name), cpython)))
    for encoder, whole in ((without, False), (with_libidn, True)):
        if encoder is None:
            continue
        for (name, encoded, _), answer in zip(cases, encode(encoder, names)):
            if not whole and not is_ascii(name):
                good = answer == REFUSED
            elif encoded is None:
                good = answer.startswith("! UnicodeError: ")
            else:
                good = answer == "= " + encoded
            if not good:
                bad.append("%a: %s answers %a, the table says %a" % (name, encoder, answer, encoded))
    return len(cases), bad


def check_characters(encoder):
    chars = [c for c in map(chr, range(0x80, 0x10000))
             if unicodedata.category(c) not in ("Cs", "Co") and not "\u3400" <= c <= "\u9fff" and not "\uac00" <= c <= "\ud7af"]
    bad, later = [], 0
    for char, answer in zip(chars, encode(encoder, [char + ".\u00fc" for char in chars])):
        cpython = by_cpython(char + ".\u00fc")
        if answer == "= %s" % cpython or (cpython is None and answer.startswith("! UnicodeError: ")):
            continue
        # CPython folds by the Unicode of today; the RFC's table has no entry, so the character stays.
        kept = "= xn--%s.xn--tda" % old.normalize("NFKC", char).encode("punycode").decode("ascii")
        if char.lower() != char and answer == kept:
            later += 1
        else:
            bad.append("U+%04X: answers %a, CPython %a" % (ord(char), answer, cpython))
    return len(chars), later, bad


def main():
    table, without, with_libidn = (sys.argv[1:] + [None])[:3]
    count, bad = check_table(table, without, with_libidn)
    said = "%d names %s libidn" % (count, "with and without" if with_libidn else "without")
    if with_libidn and not bad:
        chars, later, bad = check_characters(with_libidn)
        said += "; %d characters, of which %d have a lower case of later Unicode" % (chars, later)
    for line in bad[:20]:
        print(line, file=sys.stderr)
    if bad:
        sys.exit("%d differences" % len(bad))
    print(said)


main()
