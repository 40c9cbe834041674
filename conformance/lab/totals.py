"""What became of the families that the lab is for: a table, and the check that none of them was left out.

    totals.py SOCKSPEC JOURNAL…

For journals that `./run lab -- COMMAND` made: exit 1 if a family that they have a run of was left out; 3 if one is not whole.

A family is left out if the kernel of a journal does not offer it, if one of its runs was inapplicable because of it, or if
all of them were because of what they need beside it. Where everything was asked for, one of which nothing passed is left out,
too, and one that no program or none over one of its kinds counts for; where something was selected, only families that have a
run in it are looked at."""
import collections
import json
import os
import re
import subprocess
import sys

COLUMNS = ("runs", "pass", "fail", "inapplicable")
MOST_LINES = 20  # that say what is left out
LACKS = re.compile(r"needs (\S+): (.*)", re.S)  # the reason of a run whose need is not met

Family = collections.namedtuple("Family", "need name kernels kinds runs")


def read_table(path):
    """The rows of families.tsv, [Family]."""
    with open(path, encoding="utf-8") as table:
        lines = [line.rstrip("\n") for line in table if line.strip() and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return [Family(*row[:3], *(() if words == "-" else tuple(words.split()) for words in row[3:])) for row in rows]


def fits(glob, run):
    return re.fullmatch(".*".join(map(re.escape, glob.split("*"))), run) is not None


def needs_of(program):
    return {condition["value"] for condition in program.get("conditions", []) if condition["subject"] == "need"}


def families_of(program, families):
    """The families that a compiled program fits."""
    needs = needs_of(program)
    return [family for family in families if family.need in needs and (
        not family.runs or any(fits(glob, program["id"]) for glob in family.runs))]


def family_of(program, families):
    """The family that a compiled program counts for, or None."""
    found = families_of(program, families)
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
    """What the suite has no run of: families that no program counts for, and kinds of them that none is over; [text]."""
    kinds = {}
    for program in programs:
        kinds.setdefault(family_of(program, families), set()).add(program.get("kind"))
    found = []
    for family in families:
        if family not in kinds:
            which = " ".join((family.need,) + (("and is one of",) + family.runs if family.runs else ()))
            found.append("%s: the suite has no run of it (none needs %s)" % (family.name, which))
        else:
            found += ["%s: the suite has no run of it over %s" % (family.name, kind) for kind in family.kinds if kind not in kinds[family]]
    return found


def uncounted(programs, families):
    """The runs that need what the lab alone has, and that count for no family, [text]."""
    few = {family.need for family in families if family.kernels == "few"}
    return ["%s needs %s, and fits no row of families.tsv" % (program["id"], need) for program in programs
            for need in sorted(needs_of(program) & few) if family_of(program, families) is None]


def lacks(line):
    """The match of LACKS if a run was inapplicable for what it needs, else None."""
    return LACKS.match(line.get("reason") or "") if line["outcome"] == "inapplicable" else None


def unseen(lines, programs, families, whole):
    """The families of which all journals together show nothing, [text]: each run lacks something that it needs; if everything was
    asked for (`whole`), none passed. What the suite has no run of is said by without_runs()."""
    of_run = {program["id"]: family_of(program, families) for program in programs}
    found = []
    for family in [family for family in families if family in of_run.values()]:
        own = [line for line in lines if of_run.get(line["id"]) == family]
        lacking = [line for line in own if lacks(line)]
        if own and len(lacking) == len(own):
            found.append("%s: none of its %d runs was applicable; %s of %s %s" % (
                family.name, len(own), own[0]["id"], own[0]["impl"], own[0]["reason"]))
        elif whole and not any(line["outcome"] == "pass" for line in own):
            found.append("%s: %s" % (family.name, "none of its %d runs passed" % len(own) if own else "nothing of it was run"))
    return found


def missing(header, lines, programs, families):
    """What of the families is left out of a journal, [text]."""
    capabilities, found = header["capabilities"], []
    for family in families:
        # Of what an adapter's hello says, as const:AF_PACKET, there are only the runs.
        capability = capabilities.get(family.need, {"available": ":" in family.need, "reason": "nothing is said about it"})
        if not capability["available"]:
            found.append("%s: the kernel does not offer it: %s" % (family.name, capability["reason"]))
    of_run = {program["id"]: {family.need: family for family in families_of(program, families)} for program in programs}
    for line in lines:
        said = lacks(line)
        family = of_run.get(line["id"], {}).get(said.group(1)) if said else None
        if family is not None:
            found.append("%s: %s of %s: %s" % (family.name, line["id"], line["impl"], said.group(2)))
    return found


def table(counts):
    width = max(len(family.name) for family in counts)
    heads = COLUMNS + ("unexpected",)
    rows = ["%-*s%s" % (width, "family", "".join("%14s" % head for head in heads))]
    for family, numbers in counts.items():
        rows.append("%-*s%s" % (width, family.name, "".join("%14d" % numbers[head] for head in heads)))
    return "\n".join(rows)


class Cut(Exception):
    """A journal does not hold a whole run; the text says which, and why."""


def read(path):
    """(header, the lines of runs) of a journal. Cut if it has no footer at its end, or other runs than were selected."""
    try:
        with open(path, encoding="utf-8") as journal:
            entries = [json.loads(line) for line in journal]
    except ValueError as error:
        raise Cut("%s was cut short, or is no journal: %s" % (path, error)) from None
    kinds = [entry["type"] for entry in entries]
    if kinds[:1] + kinds[-1:] != ["header", "footer"]:
        raise Cut("%s was cut short: it does not end with a footer" % path)
    header, lines = entries[0], [entry for entry in entries if entry["type"] == "case"]
    for name in tested(header):
        runs = sum(line["impl"] == name for line in lines)
        if runs != header["suite"]["selected"]:
            raise Cut("%s is not whole: it has %d runs of %s, and %d were selected" % (path, runs, name, header["suite"]["selected"]))
    return header, lines


def tested(header):
    return [one["name"] for one in header["implementations"] if one["role"] == "tested"]


def judge(paths, programs, families, whole):
    """Print the tables of the journals and what is left out of them all: whether something is. Cut if one of them is not whole."""
    journals = [read(path) for path in paths]
    together = [line for _, lines in journals for line in lines]
    runs = count(together, programs, families)
    asked = [family for family in families if whole or runs[family]["runs"]]
    left_out = (without_runs(programs, families) + uncounted(programs, families) if whole else []) + unseen(together, programs, families, whole)
    for path, (header, lines) in zip(paths, journals):
        left_out += missing(header, lines, programs, asked)
        print("%s of %s:" % (" ".join(tested(header)), path))
        print(table(count(lines, programs, families)))
    for text in left_out[:MOST_LINES]:
        print("lab: left out: " + text)
    if len(left_out) > MOST_LINES:
        print("lab: left out: and %d more" % (len(left_out) - MOST_LINES))
    return bool(left_out)


def main(words):
    here = os.path.dirname(os.path.abspath(__file__))
    suite = subprocess.run([words[0], "export"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout
    families = read_table(os.path.join(here, "families.tsv"))
    try:
        return int(judge(words[1:], [json.loads(line) for line in suite.splitlines()], families, whole=False))
    except (Cut, OSError) as problem:
        print("lab: %s" % problem)
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
