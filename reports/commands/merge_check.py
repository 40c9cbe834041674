"""sockspec merge-check: whether the journals of all shards are together the whole suite, each run judged once.

With --list (the output of `sockspec list --json`) the ids are compared, else the number of runs that the suite declares.
Exit status 0 they are, 1 they are not, 3 a journal is unreadable or incomplete.
"""

import json
from collections import Counter

from commands import Failure
from commands.files import read_journal
from model import clean

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
        print("%d journals are together the whole suite" % len(journals))
    return 1 if wrong else 0


def _same_suite(journals):
    digests = {clean.line(journal.suite.get("digest")) for journal in journals}
    return ["the journals are of different suites: %s" % ", ".join(sorted(digests))] if len(digests) > 1 else []


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
            declared = max((journal.suite.get("runs") or 0) for journal in journals)
            if len(found) != declared:
                wrong.append("%s: %d runs are declared, %d were judged" % (name, declared, len(found)))
    return wrong
