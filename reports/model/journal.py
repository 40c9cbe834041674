"""Reads a journal (docs/journal.md), and says what is wrong with it instead of trusting it."""

import json
from collections import Counter

from model import clean
from model.run import Run
from model.words import OUTCOMES


class Unreadable(Exception):
    """The file cannot be opened, or is no journal at all."""


class Journal:
    """One journal. `problems` is empty exactly when it is complete and its totals add up."""

    def __init__(self, path, header, runs, footer, problems):
        self.path = clean.line(path)
        self.header = header
        self.runs = runs
        self.footer = footer
        self.problems = problems + _sums(header, runs, footer)
        self.complete = not self.problems

    @property
    def suite(self):
        return _dict(self.header.get("suite"))

    @property
    def platform(self):
        return {key: clean.line(value) for key, value in _dict(self.header.get("platform")).items()}

    @property
    def implementations(self):
        return [one for one in _list(self.header.get("implementations")) if isinstance(one, dict)]

    @property
    def tested(self):
        """Names of the implementations under test, in the header's order, then any that only lines mention."""
        names = [clean.line(one.get("name")) for one in self.implementations if one.get("role") == "tested"]
        return list(dict.fromkeys(names + [run.impl for run in self.runs]))

    @property
    def clause_texts(self):
        """Clause id to statement, if the header brings them."""
        return {clean.line(k): clean.line(v) for k, v in _dict(self.header.get("clauses")).items()}

    @property
    def complaints(self):
        """What is not as it should be beside the runs: deviations that select nothing, adapters that would not leave."""
        footer = self.footer or {}
        return (["the deviation at %s matches nothing: it is stale" % _place(one)
                 for one in _list(footer.get("unmatched_deviations"))]
                + ["an adapter did not leave in order: %s" % _ending(one) for one in _list(footer.get("shutdown"))])

    def implementation(self, name):
        for one in self.implementations:
            if clean.line(one.get("name")) == name and one.get("role", "tested") == "tested":
                return one
        return {}


def read(path):
    """The journal in file `path`. Raises Unreadable when there is no header to make sense of the rest."""
    header, footer, runs, problems = None, None, [], []
    shown = clean.line(path)
    try:
        with open(path, "rb") as file:
            for number, raw in enumerate(file, 1):
                entry = _entry(raw, number, problems)
                if entry is None:
                    continue
                kind = entry.get("type")
                if header is None:
                    if kind != "header":
                        raise Unreadable("%s:%d: not a journal: the first line is no header" % (shown, number))
                    header = entry
                    if entry.get("journal") != 1:
                        raise Unreadable("%s:%d: journal format %s, this program reads format 1"
                                         % (shown, number, clean.line(entry.get("journal"))))
                elif footer is not None:
                    problems.append("line %d: something follows the footer" % number)
                    break
                elif kind == "case":
                    runs.append(Run(entry))
                elif kind == "footer":
                    footer = entry
                else:
                    problems.append("line %d: unknown type of line: %s" % (number, clean.shorten(clean.line(kind), 40)))
    except OSError as error:
        raise Unreadable("%s: %s" % (shown, error.strerror or error)) from error
    if header is None:
        raise Unreadable("%s: not a journal: %s" % (shown, problems[0] if problems else "it is empty"))
    return Journal(path, header, runs, footer, problems)


def _entry(raw, number, problems):
    text = raw.decode("utf-8", "surrogateescape").strip()
    if not text:
        return None
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError):
        problems.append("line %d is not JSON%s" % (number, "" if raw.endswith(b"\n") else " (cut short)"))
        return None
    if not isinstance(entry, dict):
        problems.append("line %d is not a JSON object" % number)
        return None
    return entry


def _sums(header, runs, footer):
    """Everything that must add up, as a list of what does not."""
    twice = [key for key, count in Counter((run.impl, run.id) for run in runs).items() if count > 1]
    found = ["%s: %s is judged more than once" % key for key in twice[:5]]
    if footer is None:
        return found + ["no footer: the run was cut short after %d judged runs" % len(runs)]
    if footer.get("interrupted"):
        found.append("the run was interrupted")
    if not runs and not _dict(footer.get("totals")):
        found.append("nothing was judged")
    selected = _dict(header.get("suite")).get("selected")
    totals = _dict(footer.get("totals"))
    counted = {}
    for run in runs:
        counted.setdefault(run.impl, Counter())[run.outcome] += 1
    for name in dict.fromkeys(list(totals) + list(counted) + _tested_names(header)):
        claimed, lines = _dict(totals.get(name)), counted.get(clean.line(name), Counter())
        for outcome in OUTCOMES:
            if claimed.get(outcome, 0) != lines[outcome]:
                found.append("%s: the footer counts %s %s, the lines %d"
                             % (clean.line(name), clean.line(claimed.get(outcome, 0)), outcome, lines[outcome]))
        if isinstance(selected, int) and sum(lines.values()) != selected:
            found.append("%s: %d runs were selected, %d were judged" % (clean.line(name), selected, sum(lines.values())))
    surprises = sum(1 for run in runs if not run.expected)
    if footer.get("exit") == 3 and not found:
        found.append("the harness failed: exit status 3")
    if footer.get("unexpected") != surprises:
        found.append("the footer counts %s unexpected, the lines %d" % (clean.line(footer.get("unexpected")), surprises))
    return found


def _tested_names(header):
    return [one["name"] for one in _list(header.get("implementations"))
            if isinstance(one, dict) and one.get("role") == "tested" and isinstance(one.get("name"), str)]


def _place(one):
    if not isinstance(one, dict):
        return clean.line(one)
    return clean.line("%s:%s (%s)" % (one.get("file"), one.get("line"), one.get("pattern")))


def _ending(one):
    if not isinstance(one, dict):
        return clean.line(one)
    return clean.line(": ".join(str(one[key]) for key in ("outcome", "reason") if one.get(key)))


def _dict(value):
    return value if isinstance(value, dict) else {}


def _list(value):
    return value if isinstance(value, list) else []
