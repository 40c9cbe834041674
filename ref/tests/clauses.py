#!/usr/bin/env python3
"""clauses.py TABLE.tsv… FILE…: every clause that a comment of the C files cites is in one of the tables.

Clauses stand in brackets, separated by commas or spaces. One that begins with a dot is short for the one before it, with
as many of its last parts replaced as the short one has: [func.a.b .c] is func.a.b and func.a.c."""
import csv
import re
import sys

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
NAME = r"[A-Za-z0-9_-]+"
CLAUSE = r"%s(?:\.%s)+" % (NAME, NAME)
# An optional argument of the documentation, as in "(host[, port])", begins with a comma and is none.
BRACKETS = re.compile(r"\[(%s(?:[\s,*]+\.?%s(?:\.%s)*)*)\]" % (CLAUSE, NAME, NAME))


def expand(words):
    whole = None
    for word in words:
        if word.startswith("."):
            parts = word[1:].split(".")
            word = ".".join(whole.split(".")[: -len(parts)] + parts)
        whole = word
        yield word


def cited(text):
    """(line, clause) of each citation."""
    for comment in COMMENT.finditer(text):
        for brackets in BRACKETS.finditer(comment.group()):
            line = text.count("\n", 0, comment.start() + brackets.start()) + 1
            for clause in expand(re.split(r"[\s,*]+", brackets.group(1))):
                yield line, clause


def main(*arguments):
    known, found = set(), []
    for path in arguments:
        with open(path, encoding="utf-8", newline="") as file:
            if path.endswith(".tsv"):
                known.update(row["id"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
            else:
                found += [(path, line, clause) for line, clause in cited(file.read())]
    unknown = ["%s:%d: there is no clause %s" % citation for citation in found if citation[2] not in known]
    print("\n".join(unknown + ["%d citations of %d clauses" % (len(found), len({citation[2] for citation in found}))]))
    return 1 if unknown or not found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
