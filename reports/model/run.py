"""One judged run of one implementation: a `case` line of the journal, with every text made safe."""

from collections import namedtuple

from model import clean
from model.words import OUTCOMES

Step = namedtuple("Step", "line actor source observed wanted template")
Other = namedtuple("Other", "name role outcome reason signature steps failed_step")
Deviation = namedtuple("Deviation", "file line kind reason link")


def number(value):
    """A number that can be shown and calculated with; what is none, or no finite one, is 0."""
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300
    return value if good else 0


def _texts(value):
    return [clean.line(one) for one in value] if isinstance(value, list) else []


def _optional(value):
    return None if value is None else clean.line(value)


def _steps(value):
    if not isinstance(value, list):
        return []
    return [Step(number(one.get("line")), clean.line(one.get("actor")), clean.line(one.get("source")),
                 _observed(one), _optional(one.get("wanted")), clean.line(one.get("template")))
            for one in value if isinstance(one, dict)]


def _observed(step):
    seen = _optional(step.get("observed"))
    warned = _texts(step.get("warnings"))
    return "%s, with a warning: %s" % (seen, "; ".join(warned)) if warned else seen


def _failed_step(value, steps):
    """Index of the step that failed: the one that says what was wanted, else what `failed_step` (from 1) says."""
    for index, step in enumerate(steps):
        if step.wanted is not None:
            return index
    return value - 1 if isinstance(value, int) and 0 < value <= len(steps) else None


def _outcome(value):
    return value if value in OUTCOMES else "error"


class Run:
    __slots__ = ("impl", "id", "case", "group", "kind", "mode", "file", "line", "says", "level", "tags", "clauses",
                 "erratum", "outcome", "blame", "blame_reason", "expected", "unexpected", "deviation", "reason", "signature", "failed_step",
                 "ms", "cpu_ms", "attempts", "steps", "others", "stderr", "note")

    def __init__(self, entry):
        for name in ("impl", "id", "case", "group", "kind", "mode", "file", "says", "level"):
            setattr(self, name, clean.line(entry.get(name)))
        for name in ("erratum", "blame", "blame_reason", "unexpected", "reason", "signature", "note"):
            setattr(self, name, _optional(entry.get(name)))
        for name in ("ms", "cpu_ms", "attempts", "line"):
            setattr(self, name, number(entry.get(name)))
        self.tags = _texts(entry.get("tags"))
        self.clauses = _texts(entry.get("clauses"))
        self.outcome = _outcome(entry.get("outcome"))
        self.expected = entry.get("expected") is True
        self.stderr = clean.block(entry.get("stderr")) or None
        self.steps = _steps(entry.get("steps"))
        self.failed_step = _failed_step(entry.get("failed_step"), self.steps)
        self.deviation = _deviation(entry.get("deviation"))
        others = entry.get("others")
        self.others = [_other(one) for one in others if isinstance(one, dict)] if isinstance(others, list) else []

    @property
    def state(self):
        """How it counts: pass, inapplicable, deviation (expected, explained) or unexpected."""
        if not self.expected:
            return "unexpected"
        if self.outcome in ("pass", "inapplicable"):
            return self.outcome
        return "deviation"

    @property
    def what(self):
        """One line on what happened."""
        if self.outcome == "pass" and not self.expected:
            return self.unexpected or "passes, although a deviation says that it does not"
        return self.signature or self.reason or self.outcome


def _deviation(value):
    if not isinstance(value, dict):
        return None
    return Deviation(clean.line(value.get("file")), number(value.get("line")), clean.line(value.get("kind")),
                     clean.line(value.get("reason")), clean.line(value.get("link")))


def _other(one):
    steps = _steps(one.get("steps"))
    return Other(clean.line(one.get("name")), clean.line(one.get("role")), _outcome(one.get("outcome")),
                 _optional(one.get("reason")), _optional(one.get("signature")), steps,
                 _failed_step(one.get("failed_step"), steps))
