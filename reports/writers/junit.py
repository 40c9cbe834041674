"""JUnit XML: a test suite for each implementation and group.

unexpected -> failure (an expectation, something lacking) or error (crash, hang, harness, never ran);
an expected deviation or an inapplicable run -> skipped with its reason. The counts of suites and root add up.
"""

import xml.etree.ElementTree as ET
from collections import Counter

from model import clean
from model.report import INCOMPLETE, NOTHING_APPLICABLE
from model.words import BLAME_MEANS

ERRORS = ("crash", "hang", "error", "not-run")
STDERR_LIMIT = 4000


def write(report, out):
    root = ET.Element("testsuites", name="sockspec")
    if report.verdict()[1] == NOTHING_APPLICABLE:
        root.set("name", "sockspec: " + NOTHING_APPLICABLE)
    if not report.complete:
        root.set("name", "sockspec: " + INCOMPLETE)
        _suite(root, "journal", [_problem(journal, text) for journal, text in report.problems])
    if report.complaints:
        _suite(root, "beside the runs", [_complaint(text) for _, text in report.complaints])
    for column in report.columns:
        groups = {}
        for run in column.runs:
            groups.setdefault(run.group, []).append(run)
        for group, runs in groups.items():
            _suite(root, "%s / %s" % (column.label, group), [_case(column, run) for run in runs], column)
    _add_up(root, root.findall("testsuite"))
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    ET.indent(root)
    out.write(ET.tostring(root, encoding="unicode"))
    out.write("\n")


def _suite(root, name, cases, column=None):
    suite = ET.SubElement(root, "testsuite", name=name)
    if column is not None:
        started = clean.line(column.journal.header.get("started"))
        if started:
            suite.set("timestamp", started.rstrip("Z"))
        suite.set("hostname", column.platform_text())
    counts = Counter(child.tag for case in cases for child in case)
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(counts[tag]))
    suite.set("tests", str(len(cases)))
    suite.set("time", "%.3f" % sum(float(case.get("time")) for case in cases))
    suite.extend(cases)


def _add_up(root, suites):
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key)) for suite in suites)))
    root.set("time", "%.3f" % sum(float(suite.get("time")) for suite in suites))


def _case(column, run):
    case = ET.Element("testcase", classname="%s.%s" % (column.label, run.group), name=run.id,
                      time="%.3f" % (run.ms / 1000), file=run.file, line=str(run.line))
    if run.state == "inapplicable":
        ET.SubElement(case, "skipped", message="inapplicable: %s" % (run.reason or "no reason given"))
    elif run.state == "deviation":
        why = "%s: %s" % (run.deviation.kind, run.deviation.reason) if run.deviation else run.what
        ET.SubElement(case, "skipped", message="expected deviation: %s" % why)
    elif run.state == "unexpected":
        tag = "error" if run.outcome in ERRORS else "failure"
        found = ET.SubElement(case, tag, type=run.outcome, message=run.what)
        found.text = _text(run)
        if run.stderr:
            ET.SubElement(case, "system-err").text = clean.shorten(run.stderr, STDERR_LIMIT)
    return case


def _text(run):
    lines = ["%s:%s %s" % (run.file, run.line, run.says)]
    if run.clauses:
        lines.append("clauses: %s" % " ".join(run.clauses))
    for index, step in enumerate(run.steps):
        lines.append("%s %s  observed %s" % (">" if index == run.failed_step else " ", step.source, step.observed))
        if step.wanted is not None:
            lines.append("      wanted %s" % step.wanted)
    for other in run.others:
        lines.append("%s (%s): %s" % (other.name, other.role, other.outcome))
    if run.blame:
        lines.append("blame: %s (%s)" % (run.blame, run.blame_reason or BLAME_MEANS.get(run.blame, "")))
    if run.reason:
        lines.append("reason: %s" % run.reason)
    return "\n".join(lines)


def _problem(journal, text):
    case = ET.Element("testcase", classname="journal", name="%s is complete" % journal.path, time="0.000")
    ET.SubElement(case, "error", type="incomplete", message="%s: %s" % (INCOMPLETE, text))
    return case


def _complaint(text):
    case = ET.Element("testcase", classname="beside the runs", name=text, time="0.000")
    ET.SubElement(case, "failure", type="complaint", message=text)
    return case
