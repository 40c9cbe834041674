"""badge.json: the endpoint schema of shields.io. Never green unless everything applicable passed, of every level."""

import json

from model.report import NOTHING_APPLICABLE


def write(report, out):
    message, color = _message(report)
    json.dump({"schemaVersion": 1, "label": "sockspec", "message": message, "color": color}, out)
    out.write("\n")


def _message(report):
    if not report.complete:
        return "incomplete", "lightgrey"
    level, passed, applicable = _counts(report)
    message = "%s %d/%d" % (level, passed, applicable)
    if len(report.columns) > 1:
        message += " (%d columns)" % len(report.columns)
    partial = any(column.selected < column.declared for column in report.columns)
    if partial:
        message += " of a selection"
    if report.surprises:
        return message + ", %d unexpected" % report.surprises, "red"
    if not applicable:
        return NOTHING_APPLICABLE, "lightgrey"
    if partial:
        return message, "blue"
    return message, "yellow" if any(column.states["deviation"] for column in report.columns) else "brightgreen"


def _counts(report):
    """The level shown is `must`; a selection without any shows all its levels together."""
    for level, names in (("must", ("must",)), ("all", ("must", "should", "text"))):
        pairs = [column.of_level(name) for column in report.columns for name in names]
        if sum(total for _, total in pairs):
            break
    return level, sum(passed for passed, _ in pairs), sum(total for _, total in pairs)
