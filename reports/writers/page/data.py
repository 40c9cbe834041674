"""The runs as compact JSON for the page's script, which draws them on demand.

Every text, every list of observations and every list of steps is kept once and named by its index; a run is a short
list in the order of RUN_FIELDS, with what is empty at its end left away. page.js reads exactly this.
"""

import json

from model.words import BLAMES, BLAME_MEANS, OUTCOMES, OUTCOME_MEANS

STATES = ("unexpected", "deviation", "inapplicable", "pass")

# In the order in which page.js takes them apart: indexes into `texts`, `scripts`, `lists` where they name one.
RUN_FIELDS = ("outcome", "state", "script", "observed", "ms", "failed", "wanted", "signature", "reason", "blame",
              "deviation", "others", "stderr", "attempts", "because", "unexpected", "note")
CASE_FIELDS = ("id", "group", "kind", "mode", "file", "line", "says", "level", "tags", "clauses", "erratum", "runs")


class _Pool:
    """Each distinct value once, by index."""

    def __init__(self):
        self.values = []
        self._index = {}

    def add(self, value):
        if value not in self._index:
            self._index[value] = len(self.values)
            self.values.append(value)
        return self._index[value]


class _Packer:
    def __init__(self, report):
        self.report = report
        self.texts, self.lists, self.scripts = _Pool(), _Pool(), _Pool()

    def text(self, value):
        return None if value is None or value == "" else self.texts.add(value)

    def script(self, steps):
        flat = []
        for step in steps:
            flat += [step.line, self.text(step.actor), self.text(step.source), self.text(step.template)]
        return self.scripts.add(tuple(flat))

    def observed(self, steps):
        return self.lists.add(tuple(self.text(step.observed) for step in steps))

    def words(self, values):
        return self.lists.add(tuple(self.text(value) for value in values))

    def run(self, run):
        deviation = list(run.deviation) if run.deviation else None
        wanted = run.steps[run.failed_step].wanted if run.failed_step is not None else None
        packed = [OUTCOMES.index(run.outcome), STATES.index(run.state), self.script(run.steps), self.observed(run.steps),
                  round(run.ms, 1), run.failed_step, self.text(wanted), self.text(run.signature), self.text(run.reason),
                  self.text(run.blame), deviation, [self.other(other) for other in run.others] or None,
                  self.text(run.stderr), run.attempts if run.attempts > 1 else None,
                  self.text(run.blame_reason), self.text(run.unexpected), self.text(run.note)]
        while packed[-1] is None:
            packed.pop()
        return packed

    def other(self, other):
        wanted = other.steps[other.failed_step].wanted if other.failed_step is not None else None
        return [other.name, other.role, OUTCOMES.index(other.outcome), self.script(other.steps),
                self.observed(other.steps), other.failed_step, self.text(wanted), self.text(other.reason)]

    def cases(self):
        rows = {}
        width = len(self.report.columns)
        for number, column in enumerate(self.report.columns):
            for run in column.runs:
                row = rows.get(run.id)
                if row is None:
                    row = rows[run.id] = [
                        run.id, self.text(run.group), self.text(run.kind), self.text(run.mode), self.text(run.file),
                        run.line, self.text(run.says), self.text(run.level), self.words(run.tags),
                        self.words(run.clauses), self.text(run.erratum), [0] * width]
                row[-1][number] = self.run(run)
        return list(rows.values())


def pack(report):
    """The JSON text, safe inside a script element."""
    packer = _Packer(report)
    cases = packer.cases()
    used = {clause for column in report.columns for run in column.runs for clause in run.clauses}
    data = {
        "columns": [{"label": column.label, "name": column.name, "version": column.version, "command": column.command,
                     "journal": report.journals.index(column.journal), "file": column.journal.path.rsplit("/", 1)[-1],
                     "platform": column.platform_text()} for column in report.columns],
        "outcomes": OUTCOMES, "states": STATES, "blames": BLAMES,
        "outcomeMeans": OUTCOME_MEANS, "blameMeans": BLAME_MEANS,
        "clauses": {key: text for key, text in report.clause_texts.items() if key in used},
        "texts": packer.texts.values, "lists": packer.lists.values, "scripts": packer.scripts.values, "cases": cases,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
