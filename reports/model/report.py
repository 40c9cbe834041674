"""Several journals side by side: a column is one implementation on one platform."""

from collections import Counter

from model import clean
from model.words import OUTCOMES

INCOMPLETE = "not conformant: journal incomplete"
NOTHING_APPLICABLE = "nothing applicable"


class Column:
    """All runs of one implementation in one journal, and their counts."""

    def __init__(self, journal, name):
        self.journal = journal
        self.name = name
        self.label = name
        # The order of the tables: that of the journal depends on which worker was ready first.
        self.runs = sorted((run for run in journal.runs if run.impl == name), key=lambda run: (run.file, run.line, run.id))
        self.entry = journal.implementation(name)
        self.outcomes = Counter(run.outcome for run in self.runs)
        self.states = Counter(run.state for run in self.runs)

    @property
    def hello(self):
        hello = self.entry.get("hello")
        return hello if isinstance(hello, dict) else {}

    @property
    def version(self):
        return clean.line(self.hello.get("version"))

    @property
    def command(self):
        return clean.line(self.entry.get("command"))

    @property
    def selected(self):
        """How many runs were to be judged; what the header says, since a cut journal has fewer lines."""
        claimed = self.journal.suite.get("selected")
        return claimed if isinstance(claimed, int) else len(self.runs)

    @property
    def declared(self):
        claimed = self.journal.suite.get("runs")
        return claimed if isinstance(claimed, int) else self.selected

    @property
    def missing(self):
        """Selected, but without a line in the journal."""
        return max(0, self.selected - len(self.runs))

    @property
    def applicable(self):
        return len(self.runs) - self.outcomes["inapplicable"]

    @property
    def unexpected(self):
        return [run for run in self.runs if run.state == "unexpected"]

    def of_level(self, level):
        """(passed, applicable) of the runs of that level."""
        runs = [run for run in self.runs if run.level == level and run.outcome != "inapplicable"]
        return sum(1 for run in runs if run.outcome == "pass" and run.expected), len(runs)

    def groups(self):
        """Group name to Counter of states, in the order of the runs."""
        found = {}
        for run in self.runs:
            found.setdefault(run.group, Counter())[run.state] += 1
        return found

    def platform_text(self):
        platform = self.journal.platform
        return " ".join(platform[key] for key in ("os", "kernel", "place", "arch", "libc") if platform.get(key))

    def totals_line(self):
        parts = ["%d %s" % (self.outcomes[outcome], outcome) for outcome in OUTCOMES
                 if self.outcomes[outcome] or outcome in ("pass", "fail")]
        if self.missing:
            parts.append("%d missing" % self.missing)
        return "%d selected of %d declared: %s" % (self.selected, self.declared, ", ".join(parts))


class Report:
    def __init__(self, journals):
        self.journals = journals
        self.columns = [Column(journal, name) for journal in journals for name in journal.tested]
        self._label()
        self.problems = [(journal, text) for journal in journals for text in journal.problems]
        self.complete = not self.problems
        self.complaints = [(journal, text) for journal in journals for text in journal.complaints]
        self.clause_texts = {}
        for journal in journals:
            self.clause_texts.update(journal.clause_texts)

    @property
    def unexpected(self):
        """(column, run) of everything unexpected, column after column."""
        return [(column, run) for column in self.columns for run in column.unexpected]

    @property
    def surprises(self):
        """How many things are not as they should be."""
        return sum(column.states["unexpected"] for column in self.columns) + len(self.complaints)

    def groups(self):
        """Names of all groups, alphabetical."""
        return sorted({run.group for column in self.columns for run in column.runs})

    def verdict(self):
        """(word, sentence): incomplete, unexpected, inapplicable or expected."""
        if not self.complete:
            return "incomplete", INCOMPLETE
        if self.surprises:
            return "unexpected", "%d unexpected" % self.surprises
        if all(column.applicable == 0 for column in self.columns):
            return "inapplicable", NOTHING_APPLICABLE
        return "expected", "everything as expected"

    def _label(self):
        """Names that tell the columns apart: the platform joins in when there is more than one journal."""
        if len(self.journals) > 1:
            for column in self.columns:
                platform = column.journal.platform
                column.label = "%s@%s" % (column.name, "-".join(platform[key] for key in ("os", "arch")
                                                                if platform.get(key)) or "unknown")
        seen = Counter(column.label for column in self.columns)
        for number, column in enumerate(self.columns, 1):
            if seen[column.label] > 1:
                column.label += "#%d" % number
