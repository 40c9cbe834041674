"""The words of a verdict and what they mean: one table each, used by every writer."""

OUTCOMES = ("pass", "fail", "crash", "hang", "unsupported", "error", "not-run", "inapplicable")

OUTCOME_MEANS = {
    "pass": "every expectation held",
    "fail": "an expectation does not hold",
    "crash": "the process under test died or broke the protocol",
    "hang": "a step or the shutdown missed its deadline",
    "unsupported": "the adapter says that it lacks something",
    "error": "the harness could not do its part",
    "not-run": "never ran: interrupted, or cut away",
    "inapplicable": "a condition of the case does not hold here",
}

BLAMES = ("implementation", "suite", "platform", "oracle-drift", "unknown")

BLAME_MEANS = {
    "implementation": "Only the implementation differs: the oracle does what the table says.",
    "suite": "The oracle and the reference agree with each other against the table: the table looks wrong.",
    "platform": "The oracle and the reference agree with each other against the table, and the cause lies in the system below them.",
    "oracle-drift": "The live oracle and its recording for the same platform differ.",
    "unknown": "Nobody to compare with, so no verdict on whose fault it is.",
}

LEVELS = ("must", "should", "text")

LEVEL_MEANS = {
    "must": "a clause of the specification says so",
    "should": "the specification is silent, every supported CPython does it",
    "text": "the exact wording of an error",
}
