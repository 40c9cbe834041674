"""The interpreters that a drop-in can be built for."""
import os
import subprocess

import build

ROOT = os.path.dirname(os.path.dirname(build.ROOM))
OLDEST = (3, 11)
DEFAULT = ("3.11", "3.13")


def usable(info):
    """None, or why a drop-in cannot be built and tested for this interpreter."""
    if tuple(map(int, info["minor"].split("."))) < OLDEST:
        return "is older than %d.%d" % OLDEST
    if not os.path.exists(os.path.join(info["include"], "Python.h")):
        return "has no headers (Debian: apt-get install python%s-dev)" % info["minor"]
    if not info["tests"]:
        return "has no module test.test_socket (Debian: apt-get install libpython%s-testsuite)" % info["minor"]
    return None


def found():
    """What is known of each interpreter that tools/find_pythons.sh finds and that can be used, newest last."""
    done = subprocess.run(["sh", os.path.join(ROOT, "tools", "find_pythons.sh")], stdout=subprocess.PIPE, check=True)
    return [info for info in map(build.about, done.stdout.decode().split()) if usable(info) is None]


def choose_one(word, candidates):
    """The interpreter for a version ("3.11", "3.11.7"), the system's own before others; None if there is none."""
    fitting = [info for info in candidates if (info["version"] + ".").startswith(word + ".")]
    system = [info for info in fitting if info["executable"].startswith("/usr/bin/")]
    return (system or fitting or [None])[-1]


def choose(wanted):
    """The interpreters for a list of paths and versions."""
    chosen, candidates = [], None
    for word in wanted:
        if os.sep in word:
            info = build.about(word)
            problem = usable(info)
            if problem:
                raise build.BuildError("%s %s" % (word, problem))
        else:
            candidates = found() if candidates is None else candidates
            info = choose_one(word, candidates)
            if not info:
                raise build.BuildError("no CPython %s with headers and tests on PATH, in $PYENV_ROOT or $SOCKSPEC_PYTHONS"
                                       % word)
        chosen.append(info)
    return chosen


def defaults():
    """({version: interpreter} of DEFAULT, the versions of it that are not here)."""
    candidates = found()
    chosen = {word: choose_one(word, candidates) for word in DEFAULT}
    return ({word: info for word, info in chosen.items() if info}, [word for word in DEFAULT if not chosen[word]])


def here(python=()):
    """(the interpreters of DEFAULT that are here, else the oldest that is, none if nothing can be used; the versions of DEFAULT that
    are not). python: paths and versions to choose in place of those, of which none may be missing."""
    if python:
        return choose(python), []
    chosen, missing = defaults()
    return list(chosen.values()) or found()[:1], missing
