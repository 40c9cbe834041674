"""A summary in GitHub's Markdown, for a CI's page or a pull request."""

from collections import Counter

from model.markdown import code
from model.report import INCOMPLETE
from model.words import BLAMES, LEVELS, OUTCOMES

UNEXPECTED_SHOWN = 50
PROBLEMS_SHOWN = 20


def write(report, out):
    word, sentence = report.verdict()
    mark = {"expected": "✅", "unexpected": "❌", "incomplete": "⚠️", "inapplicable": "⚪"}[word]
    out.write("# %s sockspec: %s\n\n" % (mark, sentence))
    if not report.complete:
        for journal, text in report.problems[:PROBLEMS_SHOWN]:
            out.write("- %s: %s\n" % (code(journal.path), code(text)))
        out.write("\n")
    _totals(report, out)
    _surprises(report, out)
    _blame(report, out)
    _deviations(report, out)


def _row(out, cells):
    out.write("| %s |\n" % " | ".join(str(cell) for cell in cells))


def _totals(report, out):
    _row(out, ["implementation", "platform", "selected / declared"] + [name for name in OUTCOMES]
         + ["expected deviations", "unexpected"] + ["%s" % level for level in LEVELS])
    _row(out, ["---", "---", "---:"] + ["---:"] * (len(OUTCOMES) + 2 + len(LEVELS)))
    for column in report.columns:
        _row(out, [code(("%s %s" % (column.label, column.version)).strip()), code(column.platform_text()),
                   "%d / %d" % (column.selected, column.declared)]
             + [column.outcomes[name] for name in OUTCOMES]
             + [column.states["deviation"], "**%d**" % column.states["unexpected"] if column.states["unexpected"] else 0]
             + ["%d/%d" % column.of_level(level) for level in LEVELS])
    out.write("\nmust, should, text: passed / applicable runs of that level.\n")


def _surprises(report, out):
    found = report.unexpected
    if found:
        out.write("\n## Unexpected: %d\n\n" % len(found))
        _row(out, ["run", "implementation", "outcome", "blame", "what happened"])
        _row(out, ["---"] * 5)
        for column, run in found[:UNEXPECTED_SHOWN]:
            _row(out, [code(run.id), code(column.label), run.outcome, code(run.blame or "-"), code(run.what)])
        if len(found) > UNEXPECTED_SHOWN:
            out.write("\n… and %d more.\n" % (len(found) - UNEXPECTED_SHOWN))
    if report.complaints:
        out.write("\n## Beside the runs: %d\n\n" % len(report.complaints))
        for _, text in report.complaints:
            out.write("- %s\n" % code(text))


def _blame(report, out):
    counts = {column: Counter(run.blame for run in column.runs if run.blame) for column in report.columns}
    if not any(counts.values()):
        return
    out.write("\n## Blame\n\n")
    _row(out, ["implementation"] + list(BLAMES))
    _row(out, ["---"] + ["---:"] * len(BLAMES))
    for column in report.columns:
        _row(out, [code(column.label)] + [counts[column][blame] for blame in BLAMES])


def _deviations(report, out):
    rows = Counter((column.label, run.deviation) for column in report.columns for run in column.runs
                   if run.state == "deviation" and run.deviation)
    if not rows:
        return
    out.write("\n<details><summary>Expected deviations</summary>\n\n")
    _row(out, ["implementation", "kind", "runs", "reason", "where"])
    _row(out, ["---", "---", "---:", "---", "---"])
    for (label, deviation), count in rows.items():
        _row(out, [code(label), code(deviation.kind), count, code(deviation.reason),
                   code("%s:%s" % (deviation.file, deviation.line))])
    out.write("\n</details>\n")
