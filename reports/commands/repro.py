"""sockspec repro: a standalone program that shows one run, from what `sockspec export --select ID` prints.

Instead of a file the id of a run can be given: then that export is made first, by the program that the environment
variable SOCKSPEC names, else by the `sockspec` in PATH.

Exit status 0; 2 when the input is not exactly one program; 3 when it cannot be written as a script (the reason is said).
"""

import json
import os
import shutil
import subprocess
import sys

from commands import Failure
from commands.files import write_whole
from model import clean
from repro import CannotExpress, python

LANGUAGES = {"python": python.script}


def arguments(parser):
    parser.add_argument("file", nargs="?", default="-", metavar="FILE|ID",
                        help="an exported program (default: standard input), or the id of a run")
    parser.add_argument("--lang", choices=sorted(LANGUAGES), default="python", help="the language of the script; C is not there yet")
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="where to write it (default: standard output)")


def run(options):
    program = _program(options.file, _text(options.file))
    try:
        text = LANGUAGES[options.lang](program)
    except CannotExpress as reason:
        raise Failure("%s cannot be a standalone script: it uses %s" % (clean.line(program.get("id")), reason)) from reason
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise Failure("%s is not a program of format 1: %s: %s" % (options.file, type(error).__name__, error), 2) from error
    write_whole(options.output, lambda stream: stream.write(text))
    return 0


def _text(path):
    try:
        if path == "-":
            return sys.stdin.read()
        if "/" not in path and not os.path.exists(path):
            return _export(path)
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise Failure("%s: %s" % (path, error.strerror)) from error


def _export(name):
    sockspec = os.environ.get("SOCKSPEC") or shutil.which("sockspec")
    if not sockspec:
        raise Failure("there is no file %s, and no sockspec in PATH to export a run of that name: set SOCKSPEC, or use a pipe: "
                      "sockspec export --select ID | sockspec repro" % clean.line(name))
    done = subprocess.run([sockspec, "export", "--select", name], stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode != 0 or not done.stdout:
        raise Failure("%s: neither a file nor a run that `%s export` knows; `sockspec list --runs` names them" % (clean.line(name), sockspec), 2)
    return done.stdout


def _program(path, text):
    try:
        programs = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise Failure("%s: not what `sockspec export` prints: %s" % (path, error), 2) from error
    if len(programs) != 1 or not isinstance(programs[0], dict):
        ids = ", ".join(clean.line(one.get("id")) for one in programs[:5] if isinstance(one, dict))
        raise Failure("%s: one program is needed, here are %d%s" % (path, len(programs), ": %s …" % ids if ids else ""), 2)
    if programs[0].get("program") != 1:
        raise Failure("%s: not a program of format 1" % path, 2)
    return programs[0]
