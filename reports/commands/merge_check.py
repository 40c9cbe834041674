"""sockspec merge-check: whether the journals of all shards are together what the selection matches, each run judged once.

The header says how many runs that are, and the digest of their ids. With --list (the output of `sockspec list --json`)
the ids are compared one by one, and with the whole suite. Exit status 0 they are, 1 they are not, 3 a journal is unreadable or incomplete.
"""

import json
from collections import Counter

from commands import Failure
from commands.files import read_journal
from model import clean, digest

SHOWN = 20


def arguments(parser):
    parser.add_argument("journals", nargs="+", metavar="JOURNAL")
    parser.add_argument("--list", metavar="FILE", help="what `sockspec list --json` printed, to compare the ids with")


def run(options):
    journals = [read_journal(path) for path in options.journals]
    cut = [journal for journal in journals if not journal.complete]
    for journal in cut:
        print("%s: incomplete: %s" % (journal.path, journal.problems[0]))
    wrong = _same_suite(journals) + _sums(journals, _listed(options.list) if options.list else None)
    for text in wrong:
        print(text)
    if cut:
        return 3
    if not wrong:
        print("together the %d journals are complete" % len(journals))
    return 1 if wrong else 0


def _same_suite(journals):
    wrong = []
    for member, what in (("digest", "suites"), ("ids", "selections")):
        found = {clean.line(journal.suite.get(member)) for journal in journals}
        if len(found) > 1:
            wrong.append("the journals are of different %s: %s" % (what, ", ".join(sorted(found))))
    return wrong


def _listed(path):
    try:
        with open(path, encoding="utf-8") as file:
            cases = json.load(file)["cases"]
        return {_run_id(run) for case in cases for run in case["runs"]}
    except OSError as error:
        raise Failure("%s: %s" % (path, error.strerror)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Failure("%s: not the output of `sockspec list --json`" % path) from error


def _run_id(run):
    return clean.line(run["id"] if isinstance(run, dict) else run)


def _sums(journals, listed):
    wrong = []
    counts = {}
    for journal in journals:
        for run in journal.runs:
            counts.setdefault(run.impl, Counter())[run.id] += 1
    names = dict.fromkeys(name for journal in journals for name in journal.tested)
    for name in names:
        found = counts.get(name, Counter())
        wrong += ["%s: %s is judged %d times" % (name, key, count) for key, count in found.items() if count > 1][:SHOWN]
        if listed is not None:
            wrong += ["%s: %s is missing" % (name, key) for key in sorted(listed - set(found))][:SHOWN]
            wrong += ["%s: %s is not in the list" % (name, key) for key in sorted(set(found) - listed)][:SHOWN]
        else:
            suite = journals[0].suite
            if len(found) != suite.get("matching"):
                wrong.append("%s: the selection matches %s runs, %d were judged" % (name, suite.get("matching"), len(found)))
            elif digest.of_ids(found) != suite.get("ids"):
                wrong.append("%s: as many runs as the selection matches, but not the same ones" % name)
    return wrong
