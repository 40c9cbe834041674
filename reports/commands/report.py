"""sockspec report: all formats that were asked for, from one reading of the journals.

Exit status 0 when written, 3 when a journal is incomplete (the reports are written all the same and say so).
Whether something is unexpected is the exit status of `sockspec run`, not of the report of it.
"""

import importlib
import sys

from commands.files import read_journal, write_whole
from model.report import INCOMPLETE, Report
from writers import WRITERS


def arguments(parser):
    parser.add_argument("journals", nargs="+", metavar="JOURNAL", help="journal of a run; several are shown side by side")
    for option, _, summary in WRITERS:
        if option == "text":
            parser.add_argument("--text", action="store_const", const="-", help=summary + ", on standard output (the default)")
        else:
            parser.add_argument("--" + option, metavar="FILE", help=summary)


def run(options):
    report = Report([read_journal(path) for path in options.journals])
    chosen = [(module, getattr(options, option)) for option, module, _ in WRITERS if getattr(options, option)]
    for module, path in chosen or [("writers.text", "-")]:
        writer = importlib.import_module(module)
        write_whole(path, lambda stream, writer=writer: writer.write(report, stream))
    if report.complete:
        return 0
    for journal, text in report.problems:
        print("sockspec: %s: %s: %s" % (journal.path, INCOMPLETE, text), file=sys.stderr)
    return 3
