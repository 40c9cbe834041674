"""What became of the families that the lab is for: a table, and the check that none of them was left out.

    totals.py JOURNAL… <PROGRAMS       (PROGRAMS: the output of `sockspec export`)

A family is left out if the kernel of a journal does not offer it, or if one of its runs was inapplicable because of it.
One that no program needs is left out, too. Exit status 0, or 1 with what is missing."""
import collections
import json
import os
import re
import sys

COLUMNS = ("runs", "pass", "fail", "inapplicable")
HERE = os.path.dirname(os.path.abspath(__file__))

Family = collections.namedtuple("Family", "need name kernels kinds")


def read_table(path):
    """The rows of families.tsv, [Family]."""
    with open(path, encoding="utf-8") as table:
        lines = [line.rstrip("\n") for line in table if line.strip() and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return [Family(*row[:-1], () if row[-1] == "-" else tuple(row[-1].split())) for row in rows]


def family_of(program, families):
    """The family that a compiled program counts for, or None."""
    needs = {condition["value"] for condition in program.get("conditions", []) if condition["subject"] == "need"}
    found = [family for family in families if family.need in needs]
    return found[-1] if found else None


def count(lines, programs, families):
    """{family: {column: number}} of the journal's lines; every other outcome than pass and inapplicable is a fail, of which
    `unexpected` are those that no deviation expects."""
    of_run = {program["id"]: family_of(program, families) for program in programs}
    counts = {family: dict.fromkeys(COLUMNS + ("unexpected",), 0) for family in families}
    for line in lines:
        family = of_run.get(line["id"])
        if family is not None:
            outcome = line["outcome"] if line["outcome"] in COLUMNS else "fail"
            counts[family]["runs"] += 1
            counts[family][outcome] += 1
            counts[family]["unexpected"] += not line["expected"]
    return counts


def without_runs(programs, families):
    """The families that no program of the suite counts for, [text]."""
    found = {family_of(program, families) for program in programs}
    return ["%s: the suite has no run of it (none needs %s)" % (family.name, family.need)
            for family in families if family not in found]


def missing(header, lines, counts):
    """What is left out, [text]."""
    capabilities, found = header["capabilities"], []
    for family in counts:
        # Of what an adapter's hello says, as const:AF_PACKET, there are only the runs.
        capability = capabilities.get(family.need, {"available": ":" in family.need, "reason": "nothing is said about it"})
        if not capability["available"]:
            found.append("%s: the kernel does not offer it: %s" % (family.name, capability["reason"]))
    needs = {family.need: family for family in counts}
    for line in lines:
        said = re.match(r"needs (\S+): (.*)", line.get("reason") or "") if line["outcome"] == "inapplicable" else None
        if said and said.group(1) in needs:
            found.append("%s: %s of %s: %s" % (needs[said.group(1)].name, line["id"], line["impl"], said.group(2)))
    return found


def table(counts):
    width = max(len(family.name) for family in counts)
    heads = COLUMNS + ("unexpected",)
    rows = ["%-*s%s" % (width, "family", "".join("%14s" % head for head in heads))]
    for family, numbers in counts.items():
        rows.append("%-*s%s" % (width, family.name, "".join("%14d" % numbers[head] for head in heads)))
    return "\n".join(rows)


def main(arguments):
    families, programs = read_table(os.path.join(HERE, "families.tsv")), [json.loads(line) for line in sys.stdin]
    left_out = without_runs(programs, families)
    for path in arguments:
        with open(path, encoding="utf-8") as journal:
            entries = [json.loads(line) for line in journal]
        lines = [entry for entry in entries if entry["type"] == "case"]
        counts = count(lines, programs, families)
        left_out += missing(entries[0], lines, counts)
        print("%s of %s:" % (" ".join(one["name"] for one in entries[0]["implementations"] if one["role"] == "tested"), path))
        print(table(counts))
    for text in left_out[:20]:
        print("lab: left out: " + text)
    if len(left_out) > 20:
        print("lab: left out: and %d more" % (len(left_out) - 20))
    return 1 if left_out else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
