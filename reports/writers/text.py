"""A table of groups and a last line of totals, for a terminal or a build's log."""

from model import clean
from model.report import INCOMPLETE, NOTHING_APPLICABLE
from model.words import LEVELS

HEAD = ("group", "implementation", "runs", "pass", "deviation", "unexpected", "inapplicable")
UNEXPECTED_SHOWN = 20


def write(report, out):
    if not report.complete:
        out.write("%s\n" % INCOMPLETE)
        for journal, text in report.problems:
            out.write("  %s: %s\n" % (journal.path, text))
        out.write("\n")
    _unexpected(report, out)
    _table(list(_rows(report)), out)
    out.write("\n")
    for column in report.columns:
        levels = ", ".join("%s %d/%d" % ((level,) + column.of_level(level)) for level in LEVELS
                           if column.of_level(level)[1])
        out.write("%s: %s\n" % (column.label, levels or NOTHING_APPLICABLE))
    out.write("%s\n" % _last(report))


def _unexpected(report, out):
    found = report.unexpected
    for column, run in found[:UNEXPECTED_SHOWN]:
        out.write("%s  %s %s  [%s]  %s\n" % (run.outcome.upper(), column.label, run.id, run.blame or "-",
                                            clean.shorten(run.what, 120)))
    if len(found) > UNEXPECTED_SHOWN:
        out.write("… and %d more\n" % (len(found) - UNEXPECTED_SHOWN))
    for _, text in report.complaints:
        out.write("ALSO  %s\n" % text)
    if found or report.complaints:
        out.write("\n")


def _rows(report):
    counts = {column: column.groups() for column in report.columns}
    for group in report.groups():
        for column in report.columns:
            states = counts[column].get(group)
            if states:
                yield (group, column.label, sum(states.values()), states["pass"], states["deviation"],
                       states["unexpected"], states["inapplicable"])


def _table(rows, out):
    rows = [HEAD] + [tuple(str(cell) for cell in row) for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), row[1].ljust(widths[1])]
        cells += [row[i].rjust(widths[i]) for i in range(2, len(HEAD))]
        out.write("  ".join(cells).rstrip() + "\n")


def _last(report):
    lines = "; ".join("%s: %s" % (column.label, column.totals_line()) for column in report.columns)
    return "%s: %s" % (report.verdict()[1], lines or "no runs")
