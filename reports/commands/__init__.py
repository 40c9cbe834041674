"""The subcommands. A new one is a new module with `arguments(parser)` and `run(options)`, and a new row here."""

# name, module, what it does
COMMANDS = (
    ("report", "commands.report", "write reports of one or more journals"),
    ("compare", "commands.compare", "say what changed between two journals"),
    ("explain", "commands.explain", "say everything about one run"),
    ("drift", "commands.drift", "compare two recordings of the oracle"),
    ("repro", "commands.repro", "write a program that shows one run by itself"),
    ("merge-check", "commands.merge_check", "check that shards together are the whole suite"),
    ("knowndiff", "commands.knowndiff", "write the pages of known differences from deviations files"),
    ("errata", "commands.errata", "write the page of errata from an exported suite"),
)


class Failure(Exception):
    """Ends the program with a message and an exit status (3: cannot read or write, 2: usage)."""

    def __init__(self, message, code=3):
        super().__init__(message)
        self.code = code
