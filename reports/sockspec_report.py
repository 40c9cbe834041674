#!/usr/bin/env python3
"""Reports of sockspec: everything that reads a journal, and only a journal.

Exit status: 0 done, 1 something is worse or differs, 2 usage, 3 a journal is incomplete or a file cannot be read or written.
"""

import argparse
import importlib
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from commands import COMMANDS, Failure  # noqa: E402


def main(arguments):
    parser = argparse.ArgumentParser(prog="sockspec", description="Reports made from journals.")
    parser.set_defaults(run=None)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    for name, module, summary in COMMANDS:
        sub = subparsers.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name == wanted:
            command = importlib.import_module(module)
            command.arguments(sub)
            sub.set_defaults(run=command.run)
    options = parser.parse_args(arguments)
    try:
        code = options.run(options)
        sys.stdout.flush()
        return code
    except Failure as failure:
        print("sockspec: %s" % failure, file=sys.stderr)
        return failure.code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 3


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
