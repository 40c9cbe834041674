"""Reading journals and writing results, with errors that name the file."""

import os
import sys
import tempfile

from commands import Failure
from model import journal


def read_journal(path):
    try:
        return journal.read(path)
    except journal.Unreadable as error:
        raise Failure(str(error)) from error


def write_whole(path, produce):
    """Calls `produce(stream)` and puts the result at `path` in one step, so that nobody reads half a file. "-" is stdout."""
    if path == "-":
        produce(sys.stdout)
        return
    folder = os.path.dirname(os.path.realpath(path))
    temporary = None
    try:
        os.makedirs(folder, exist_ok=True)
        if os.path.exists(path) and not os.path.isfile(path):  # a device or a pipe is written to, never replaced
            with open(path, "w", encoding="utf-8", newline="\n") as stream:
                produce(stream)
            return
        handle, temporary = tempfile.mkstemp(prefix=".sockspec-", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            produce(stream)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, os.path.realpath(path))
        temporary = None
    except OSError as error:
        raise Failure("cannot write %s: %s" % (path, error.strerror or error)) from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask
