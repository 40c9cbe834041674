"""sockspec explain: everything the journal says of one run, as text.

Exit status 0; 2 when there is no such run; 3 when the journal is unreadable or incomplete (what is there is shown).
"""

import difflib
import sys

from commands import Failure
from commands.files import read_journal
from model import clean, commands
from model.report import INCOMPLETE, Report
from model.words import BLAME_MEANS, LEVEL_MEANS, OUTCOME_MEANS

WIDTH = 30


def arguments(parser):
    parser.add_argument("journal", metavar="JOURNAL")
    parser.add_argument("id", metavar="ID", help="a run (recv.eof[tcp4]), or a case to explain all its runs that did not pass")
    parser.add_argument("--impl", metavar="NAME", help="only this implementation")


def run(options):
    report = Report([read_journal(options.journal)])
    if not report.complete:
        print("%s: %s\n" % (INCOMPLETE, report.problems[0][1]))
    columns = [column for column in report.columns if options.impl in (None, column.name)]
    if not columns:
        raise Failure("%s: no implementation %r here, there is: %s" % (
            options.journal, options.impl, ", ".join(column.name for column in report.columns) or "none"), 2)
    found = [(column, run) for column in columns for run in column.runs if run.id == options.id]
    found = found or _of_case(columns, options.id)
    if not found:
        raise Failure(_unknown(options, columns), 2)
    for number, (column, one) in enumerate(found):
        sys.stdout.write("\n" * (number > 0) + explain(report, column, one))
    return 0 if report.complete else 3


def _of_case(columns, name):
    runs = [(column, run) for column in columns for run in column.runs if run.case == name]
    return [(column, run) for column, run in runs if run.state in ("unexpected", "deviation")] or runs


def _unknown(options, columns):
    ids = {run.id for column in columns for run in column.runs}
    near = difflib.get_close_matches(options.id, sorted(ids), 3, 0.6)
    return "%s: no run %s%s" % (options.journal, clean.line(options.id), "; did you mean %s?" % " or ".join(near) if near else "; `sockspec list --runs` names those of the suite")


def explain(report, column, run):
    lines = ["%s on %s: %s" % (run.id, column.label, _outcome(run)), ""]
    lines += _fact("claim", run.says)
    lines += _fact("written in", "%s:%s" % (run.file, run.line))
    lines += _fact("level", "%s (%s)" % (run.level, LEVEL_MEANS.get(run.level, "?")))
    for clause in run.clauses:
        lines += _fact("clause", "%s  %s" % (clause, report.clause_texts.get(clause, "")))
    lines += _fact("erratum", run.erratum)
    lines += _fact("what", run.signature) + _fact("reason", run.reason) + _fact("unexpected", run.unexpected) + _fact("note", run.note)
    if run.blame:
        lines += _fact("blame", "%s: %s" % (run.blame, run.blame_reason or BLAME_MEANS.get(run.blame, "")))
    if run.deviation:
        lines += _fact("deviation", "%s:%s (%s) %s %s" % run.deviation)
    lines += [""] + _steps(run) + _others(run)
    if run.stderr:
        lines += ["stderr:"] + ["  " + line for line in run.stderr.splitlines()] + [""]
    lines += ["run just this one:"] + ["  " + command for command in commands.of(run, column)]
    return "\n".join(lines) + "\n"


def _outcome(run):
    if run.state == "unexpected" and run.outcome == "pass":
        return "unexpected pass"
    return "%s%s (%s)" % (run.outcome, ", expected" if run.state == "deviation" else "", OUTCOME_MEANS[run.outcome])


def _fact(name, value):
    return ["%-11s %s" % (name, value.rstrip())] if value else []


def _steps(run):
    """Each step with what was seen, and what the others saw where it differs."""
    if not run.steps:
        return []
    lines = ["steps:"]
    for index, step in enumerate(run.steps):
        mark = ">" if index == run.failed_step else " "
        actor = step.actor + " " if step.actor not in ("", "main") else ""
        template = "   (template %s)" % step.template if step.template else ""
        lines.append("%s %4s  %s%s%s" % (mark, step.line or "", actor, step.source, template))
        lines.append("        observed  %s" % step.observed)
        if step.wanted is not None:
            lines.append("        wanted    %s" % step.wanted)
        for other in run.others:
            peer = other.steps[index] if index < len(other.steps) else None
            if peer is not None and peer.source == step.source and (peer.observed != step.observed or index == run.failed_step):
                lines.append("        %-9s %s" % (clean.shorten(other.name, WIDTH), peer.observed))
    return lines + [""]


def _others(run):
    lines = []
    for other in run.others:
        why = other.reason or other.signature
        lines.append("%s (%s): %s%s" % (other.name, other.role, other.outcome, ": " + why if why else ""))
    return lines + [""] if lines else []
