"""sockspec errata: the page of statements that CPython contradicts, from the marks in an exported suite."""

import json
import sys

from commands import Failure, pages
from model.markdown import code, prose


def arguments(parser):
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="what `sockspec export` printed (default: standard input)")
    parser.add_argument("--clauses", metavar="FILE", help="clauses.tsv, to show what each clause says")
    parser.add_argument("--out", metavar="FILE", default="docs/errata.md", help="the page (%(default)s)")
    pages.arguments(parser)


def run(options):
    return 0 if pages.put(options.out, page(_programs(options.file), _statements(options.clauses)), options.check) else 1


def page(programs, statements):
    """Errata in the order of the suite; cases with the same reason stand together."""
    found = {}
    for program in programs:
        if program.get("erratum"):
            one = found.setdefault(program["erratum"], {"clauses": {}, "cases": {}})
            one["clauses"].update(dict.fromkeys(program.get("erratum_clauses") or program.get("clauses") or ()))
            one["cases"][program.get("case")] = None
    lines = ["# Errata of the page", "",
             "What the documentation page says and CPython does not do. Each is held by a case that checks what CPython does.",
             "Made by `sockspec errata` from the marks in the tables; %d in all." % len(found), "",
             "| clause | the page says | what is | held by |", "|---|---|---|---|"]
    for reason, one in found.items():
        says = "<br>".join(prose(statements[clause]) for clause in one["clauses"] if clause in statements)
        lines.append("| %s | %s | %s | %s |" % ("<br>".join(map(code, one["clauses"])), says, prose(reason),
                                               "<br>".join(map(code, one["cases"]))))
    return "\n".join(lines) + "\n"


def _programs(path):
    try:
        if path == "-":
            return _of_lines(sys.stdin)
        with open(path, encoding="utf-8") as file:
            return _of_lines(file)
    except OSError as error:
        raise Failure("%s: %s" % (path, error.strerror)) from error
    except (ValueError, RecursionError) as error:
        raise Failure("%s: not what `sockspec export` prints: %s" % (path, error), 2) from error


def _of_lines(file):
    programs = [json.loads(line) for line in file if line.strip()]
    if not programs or not all(isinstance(one, dict) and one.get("program") == 1 for one in programs):
        raise ValueError("there is a line that is no program of format 1" if programs else "it is empty")
    return programs


def _statements(path):
    if path is None:
        return {}
    try:
        with open(path, encoding="utf-8") as file:
            head = next(file, "").rstrip("\n").split("\t")
            rows = [line.rstrip("\n").split("\t") for line in file if line.strip()]
        return {row[head.index("id")]: row[head.index("statement")] for row in rows}
    except OSError as error:
        raise Failure("%s: %s" % (path, error.strerror)) from error
    except (ValueError, IndexError) as error:
        raise Failure("%s: not a table of clauses: columns id and statement are needed" % path, 2) from error
