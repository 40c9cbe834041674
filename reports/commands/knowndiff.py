"""sockspec knowndiff: a page of known differences for each implementation, from its deviations files."""

import os

from commands import Failure, pages
from model import deviations
from model.markdown import code, link, prose

KINDS = (("bug", "Bugs"), ("platform", "Platform"), ("unsupported", "Not there"))


def arguments(parser):
    parser.add_argument("files", nargs="+", metavar="FILE", help="deviations files")
    parser.add_argument("--out", metavar="DIR", default="docs/known-differences", help="folder of the pages (%(default)s)")
    pages.arguments(parser)


def run(options):
    by_name = {}
    for path in options.files:
        for entry in _read(path):
            by_name.setdefault(entry.implementation, []).append(entry)
    names = sorted(by_name)
    for name in names:
        if "/" in name or name.startswith("."):
            raise Failure("%s: an implementation cannot be called %s" % (by_name[name][0].place, name), 2)
    good = [pages.put(os.path.join(options.out, name + ".md"), page(name, by_name[name]), options.check) for name in names]
    good.append(pages.put(os.path.join(options.out, "README.md"), index(by_name), options.check))
    return 0 if all(good) else 1


def _read(path):
    try:
        return deviations.read(path)
    except OSError as error:
        raise Failure("%s: %s" % (path, error.strerror)) from error
    except UnicodeDecodeError as error:
        raise Failure("%s: not UTF-8" % path, 2) from error
    except deviations.Mistake as error:
        raise Failure(str(error), 2) from error


def index(by_name):
    lines = ["# Known differences", "", "Made by `sockspec knowndiff` from the deviations files; each is run all the same, and anything else is reported.",
             "", "| implementation | differences |", "|---|---:|"]
    lines += ["| [%s](%s.md) | %d |" % (prose(name), name, len(entries)) for name, entries in sorted(by_name.items())]
    return "\n".join(lines) + "\n"


def page(name, entries):
    lines = ["# Known differences of %s" % prose(name), "",
             "Where %s is known not to do what the tables say. Made by `sockspec knowndiff` from its deviations files." % prose(name)]
    kinds = dict(KINDS)
    for kind, title in list(KINDS) + [(entry.kind, entry.kind) for entry in entries if entry.kind not in kinds]:
        chosen = [entry for entry in entries if entry.kind == kind]
        if chosen:
            kinds[kind] = title
            lines += ["", "## %s" % prose(title), "", "| case | what it does | where | why |", "|---|---|---|---|"]
            lines += [_row(entry) for entry in chosen]
    return "\n".join(lines) + "\n"


def _row(entry):
    where = ", ".join(text for text in (
        entry.versions and "version %s" % entry.versions, entry.on, entry.libc, entry.arch,
        entry.kernel and "kernel %s" % entry.kernel) if text)
    why = prose(entry.reason)
    if entry.link:
        why += " " + link(entry.link)
    if entry.expires:
        why += " (until %s)" % prose(entry.expires)
    return "| %s | %s | %s | %s |" % ("<br>".join(code(one) for one in entry.patterns), _what(entry), prose(where or "everywhere"), why)


def _what(entry):
    if entry.signature and entry.signature != "...":
        return "%s: %s" % (prose(entry.outcome), code(entry.signature))
    return prose(entry.outcome)
