#!/usr/bin/env python3
"""Holds docs/c-mapping.md against the public header and the list of operations. Usage: mapping.py PAGE HEADER OPERATIONS"""
import re
import sys


def names_of_header(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    functions = re.findall(r"^(?:RS_API|static inline)\b[^;{]*?\b(rs_\w+)\(", text, re.M)
    macros = re.findall(r"^#define (RS_\w+)", text, re.M)
    return set(functions), set(macros)


def operations(path):
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return [row[0] for row in rows if row[1] in ("function", "method")]


def rows(path):
    """(first cell, second cell, third cell or "") of every table row of the page."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if line.startswith("|") and not re.match(r"^\|-", line):
                yield (cells + ["", ""])[:3]


def main():
    page, header, operations_file = sys.argv[1:]
    functions, macros = names_of_header(header)
    table = list(rows(page))
    python = {}
    named = set()
    bad = []
    for first, second, third in table:
        named.update(re.findall(r"`(rs_\w+)\(\)`", first + second + third))
        for macro in re.findall(r"`(RS_\w+)`", first + second + third):
            if macro not in macros:
                bad.append("%s is named, but the header does not define it" % macro)
        operation = re.match(r"^`(\.?\w+)\(\)`$", first)
        if operation:
            python[operation.group(1)] = (second, third)
    for name in operations(operations_file):
        if name not in python:
            bad.append("%s() of operations.tsv has no row" % name)
            continue
        second, third = python[name]
        if second == "none" and not third:
            bad.append("%s(): 'none' needs a reason" % name)
        if second == "none" and "rs_" + name.strip("._") in functions:
            bad.append("%s(): the page says 'none', but the header has rs_%s()" % (name, name.strip("._")))
        if second != "none" and not re.search(r"`(rs_\w+\(\)|RS_\w+)`", second):
            bad.append("%s(): the row names no function of the header, and does not say 'none'" % name)
    for name in sorted(named - functions):
        bad.append("%s() is named, but the header does not have it" % name)
    for name in sorted(functions - named):
        bad.append("%s() of the header stands nowhere on the page: give it a row" % name)
    if not functions or not python:
        bad.append("nothing was read")
    for line in bad:
        print("%s: %s" % (page, line), file=sys.stderr)
    sys.exit(1 if bad else 0)


main()
