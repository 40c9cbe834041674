"""Which clauses of the specification nothing in the lab has shown, and which of them are known (unverified.tsv).

`sockspec coverage` says what a clause is: `not_passed` where cases hold it and none of their runs has passed, `unverified` where
no case holds it since it takes another environment. The latter are looked at if the clause is about Linux, too."""
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "unverified.tsv")
LEDGERS = [os.path.join(HERE, "..", name) for name in ("clauses.tsv", "clauses-later.tsv")]
LINUX = {"any", "unix", "linux", "platform"}  # words of the ledger's column `platform`


def rows(path):
    """The rows of a table, without its head: [[columns]]."""
    with open(path, encoding="utf-8") as table:
        return [line.rstrip("\n").split("\t") for line in table if line.strip() and not line.startswith("#")][1:]


def known():
    """{clause: reason} of unverified.tsv."""
    return {row[0]: row[1] for row in rows(TABLE)}


def platforms():
    """{clause: platform} of the ledgers."""
    return {row[0]: row[4] for path in LEDGERS for row in rows(path)}


def on_linux(platform):
    return not LINUX.isdisjoint(re.split(">|<", word)[0] for word in platform.split("|"))


def without_pass(clauses):
    """{clause: why} of what `sockspec coverage --json` says of the clauses."""
    where = platforms()
    return {clause["id"]: clause["reason"] for clause in clauses
            if clause["state"] == "not_passed" or clause["state"] == "unverified" and on_linux(where[clause["id"]])}


def judge(clauses):
    """Print which clauses of Linux have no pass: whether one of them is not known, or a known one has passed."""
    found, reasons = without_pass(clauses), known()
    print("clauses that are about Linux, too, and without a pass in these journals: %d" % len(found))
    for clause, why in found.items():
        if clause in reasons:
            print("  %s: %s" % (clause, reasons[clause]))
        else:
            print("lab: not verified: %s: %s" % (clause, why))
    passed = [clause for clause in reasons if clause not in found]
    for clause in passed:
        print("lab: %s is verified now, or is no clause: take it out of %s" % (clause, TABLE))
    return bool(passed) or not reasons.keys() >= found.keys()
