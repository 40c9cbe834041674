"""The commands that run one run again."""

import shlex


def of(run, column):
    """Lines for a shell: run it, export it as a program of its own."""
    implementation = "%s=%s" % (column.name, column.command)
    return ["sockspec run --select %s --impl %s" % (shlex.quote(run.id), shlex.quote(implementation)),
            "sockspec repro %s --lang python" % shlex.quote(run.id)]
