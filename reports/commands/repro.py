"""sockspec repro: a standalone program that shows one run, from what `sockspec export --select ID` prints.

Exit status 0; 2 when the input is not exactly one program; 3 when it cannot be written as a script (the reason is said).
"""

import json
import sys

from commands import Failure
from commands.files import write_whole
from model import clean
from repro import CannotExpress, python

LANGUAGES = {"python": python.script}


def arguments(parser):
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="an exported program (default: standard input)")
    parser.add_argument("--lang", choices=sorted(LANGUAGES), default="python", help="the language of the script; C is not there yet")
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="where to write it (default: standard output)")


def run(options):
    program = _program(options.file)
    try:
        text = LANGUAGES[options.lang](program)
    except CannotExpress as reason:
        raise Failure("%s cannot be a standalone script: it uses %s" % (clean.line(program.get("id")), reason)) from reason
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise Failure("%s is not a program of format 1: %s: %s" % (options.file, type(error).__name__, error), 2) from error
    write_whole(options.output, lambda stream: stream.write(text))
    return 0


def _program(path):
    try:
        if path == "-":
            text = sys.stdin.read()
        else:
            with open(path, encoding="utf-8") as file:
                text = file.read()
        programs = [json.loads(line) for line in text.splitlines() if line.strip()]
    except OSError as error:
        raise Failure("%s: %s" % (path, error.strerror)) from error
    except (ValueError, RecursionError) as error:
        raise Failure("%s: not what `sockspec export` prints: %s" % (path, error), 2) from error
    if len(programs) != 1 or not isinstance(programs[0], dict):
        ids = ", ".join(clean.line(one.get("id")) for one in programs[:5] if isinstance(one, dict))
        raise Failure("%s: one program is needed, here are %d%s" % (path, len(programs), ": %s …" % ids if ids else ""), 2)
    if programs[0].get("program") != 1:
        raise Failure("%s: not a program of format 1" % path, 2)
    return programs[0]
