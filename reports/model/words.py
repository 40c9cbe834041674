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
    "implementation": "The table stands: somebody else shows that it can be held here.",
    "suite": "The oracle does not do what the table says: the table looks wrong.",
    "platform": "What holds elsewhere does not hold here: the cause lies in the system below.",
    "oracle-drift": "The live oracle does not do what was recorded of it on the same platform.",
    "unknown": "There was nobody to ask, so no verdict on whose fault it is.",
}

LEVELS = ("must", "should", "text")

LEVEL_MEANS = {
    "must": "a clause of the specification says so",
    "should": "the specification is silent, every supported CPython does it",
    "text": "the exact wording of an error",
}
