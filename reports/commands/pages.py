"""Writing generated pages, or checking that those in the tree are what would be generated."""

from commands import Failure
from commands.files import write_whole


def arguments(parser):
    parser.add_argument("--check", action="store_true", help="write nothing; exit status 1 if a page is not as it would be written")


def put(path, text, check):
    """Write a page, or with `check` compare. Whether it is (now) as it should be."""
    if not check or path == "-":
        write_whole(path, lambda stream: stream.write(text))
        return True
    try:
        with open(path, encoding="utf-8") as file:
            same = file.read() == text
    except FileNotFoundError:
        same = False
    except OSError as error:
        raise Failure("%s: %s" % (path, error.strerror)) from error
    if not same:
        print("%s is out of date: generate it again" % path)
    return same
