"""TAP 14: a test point for each run; TODO for expected deviations, SKIP for what is inapplicable."""

from model.report import INCOMPLETE, NOTHING_APPLICABLE


def write(report, out):
    points = list(_points(report))
    out.write("TAP version 14\n")
    if not report.complete:
        out.write("# %s\n" % INCOMPLETE)
    if report.verdict()[1] == NOTHING_APPLICABLE:
        out.write("# %s\n" % NOTHING_APPLICABLE)
    out.write("1..%d\n" % len(points))
    for number, (ok, name, directive, diagnostics) in enumerate(points, 1):
        out.write("%s %d - %s%s\n" % ("ok" if ok else "not ok", number, _escape(name),
                                      " # %s %s" % (directive[0], _escape(directive[1])) if directive else ""))
        if diagnostics:
            out.write("  ---\n")
            for key, value in diagnostics:
                out.write("  %s: '%s'\n" % (key, value.replace("'", "''")))
            out.write("  ...\n")


def _points(report):
    """(ok, name, (directive, reason) or None, diagnostics) of every point."""
    for journal, text in report.problems:
        yield False, "the journal is complete", None, [("message", INCOMPLETE), ("file", journal.path), ("reason", text)]
    for _, text in report.complaints:
        yield False, "beside the runs all is in order", None, [("message", text)]
    for column in report.columns:
        for run in column.runs:
            yield _point(column, run)


def _point(column, run):
    name = "%s %s" % (column.label, run.id)
    if run.state == "pass":
        return True, name, None, None
    if run.state == "inapplicable":
        return True, name, ("SKIP", run.reason or "inapplicable"), None
    facts = [("outcome", run.outcome), ("blame", run.blame), ("because", run.blame_reason), ("signature", run.what), ("reason", run.reason),
             ("at", "%s:%s" % (run.file, run.line)), ("claim", run.says)]
    facts = [(key, value) for key, value in facts if value]
    if run.state == "deviation":
        return False, name, ("TODO", _why(run)), facts
    return False, name, None, facts


def _why(run):
    return "%s: %s" % (run.deviation.kind, run.deviation.reason) if run.deviation else "expected"


def _escape(text):
    return text.replace("\\", "\\\\").replace("#", "\\#")
