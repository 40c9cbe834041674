"""sockspec compare: what changed between two journals.

Worse is: a run that is newly unexpected, that is gone, or that no longer applies; and what is newly not as it should be beside
the runs (a deviation that is stale, an adapter that did not leave). Exit status 0 nothing worse,
1 something worse, 3 when one of the journals is unreadable or incomplete.
"""

import json
import sys

from commands.files import read_journal
from model.report import INCOMPLETE, Report

# name, title, whether it is worse
CHANGES = (
    ("new_failures", "new failures", True),
    ("vanished", "vanished", True),
    ("newly_inapplicable", "newly inapplicable", True),
    ("changed", "unexpected as before, in another way", False),
    ("new_deviations", "newly expected deviations", False),
    ("changed_deviations", "deviations that show in another way", False),
    ("newly_applicable", "newly applicable, as expected", False),
    ("fixed", "fixed", False),
    ("new", "new runs, as expected", False),
)
SHOWN = 50


def arguments(parser):
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def run(options):
    old, new = Report([read_journal(options.old)]), Report([read_journal(options.new)])
    pairs = _pairs(old, new)
    changes = {name: [] for name, _, _ in CHANGES}
    for name, before, after in pairs:
        for change, entry in _compare(name, before, after):
            changes[change].append(entry)
    complaints = _beside(old, new), _beside(new, old)
    worse = any(changes[name] for name, _, is_worse in CHANGES if is_worse) or bool(complaints[0])
    incomplete = [report for report in (old, new) if not report.complete]
    if options.json:
        json.dump({"compare": 1, "old": _side(old), "new": _side(new), "worse": worse,
                   "changes": changes, "new_complaints": complaints[0], "gone_complaints": complaints[1]}, sys.stdout, indent=1)
        print()
    else:
        _print(changes, complaints, pairs, incomplete)
    if incomplete:
        return 3
    return 1 if worse else 0


def _beside(before, after):
    """The complaints of `after` that `before` has not."""
    known = {text for _, text in before.complaints}
    return [text for _, text in after.complaints if text not in known]


def _side(report):
    return {"journal": report.journals[0].path, "complete": report.complete, "problems": [text for _, text in report.problems],
            "unexpected": report.surprises}


def _pairs(old, new):
    """(name, old column or None, new column or None). A single implementation each is compared whatever its name."""
    if len(old.columns) == len(new.columns) == 1:
        before, after = old.columns[0], new.columns[0]
        name = before.name if before.name == after.name else "%s, then %s" % (before.name, after.name)
        return [(name, before, after)]
    by_name = {column.name: column for column in new.columns}
    found = [(column.name, column, by_name.pop(column.name, None)) for column in old.columns]
    return found + [(name, None, column) for name, column in by_name.items()]


def _compare(name, before, after):
    olds = {run.id: run for run in before.runs} if before else {}
    news = {run.id: run for run in after.runs} if after else {}
    for key in dict.fromkeys(list(news) + list(olds)):
        change = _change(olds.get(key), news.get(key))
        if change:
            yield change, {"impl": name, "id": key, "old": _view(olds.get(key)), "new": _view(news.get(key))}


def _change(old, new):
    if new is None:
        return "vanished"
    before = old.state if old else None
    if new.state == "unexpected":
        if before == "unexpected":
            return "changed" if (old.outcome, old.signature) != (new.outcome, new.signature) else None
        return "new_failures"
    if old is None:
        return "new"
    if before == new.state:
        if new.state == "deviation" and (old.outcome, old.signature) != (new.outcome, new.signature):
            return "changed_deviations"
        return None
    if new.state == "inapplicable":
        return "newly_inapplicable"
    if new.state == "deviation":
        return "new_deviations"
    return "newly_applicable" if before == "inapplicable" else "fixed"


def _view(run):
    if run is None:
        return None
    return {"outcome": run.outcome, "expected": run.expected, "signature": run.signature, "reason": run.reason, "blame": run.blame}


def _print(changes, complaints, pairs, incomplete):
    for report in incomplete:
        print("%s: %s: %s" % (report.journals[0].path, INCOMPLETE, report.problems[0][1]))
    for name, before, after in pairs:
        if before is None or after is None:
            print("%s: only in the %s journal" % (name, "new" if before is None else "old"))
    for name, title, is_worse in CHANGES:
        if not changes[name]:
            continue
        print("\n%s%s: %d" % ("WORSE  " if is_worse else "", title, len(changes[name])))
        for entry in changes[name][:SHOWN]:
            print("  %s %s: %s -> %s" % (entry["impl"], entry["id"], _short(entry["old"]), _short(entry["new"])))
        if len(changes[name]) > SHOWN:
            print("  … and %d more" % (len(changes[name]) - SHOWN))
    for title, texts in zip(("WORSE  beside the runs", "no longer beside the runs"), complaints):
        if texts:
            print("\n%s: %d" % (title, len(texts)))
        for text in texts:
            print("  %s" % text)
    if not any(changes.values()) and not any(complaints):
        print("no difference")


def _short(view):
    if view is None:
        return "absent"
    why = view["signature"] or view["reason"]
    return "%s%s%s" % (view["outcome"], "" if view["expected"] else " (unexpected)", ", " + why if why else "")
