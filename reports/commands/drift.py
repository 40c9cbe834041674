"""sockspec drift: what two recordings of the oracle say differently.

A recording is a folder `PLATFORM-KEY/` of *.jsonl, or one such file; a line is one run: {id, outcome, signature, steps}.
Exit status: with the same platform key 1 if they differ, since then something that should not change did; otherwise
0, the differences are shown. 3 when a recording cannot be read.
"""

import glob
import json
import os

from commands import Failure
from model import clean

SHOWN = 100


def arguments(parser):
    parser.add_argument("a", metavar="A", help="folder or file of a recording")
    parser.add_argument("b", metavar="B", help="the other one")


def run(options):
    key_a, runs_a = read(options.a)
    key_b, runs_b = read(options.b)
    differences = list(_differences(runs_a, runs_b))
    for text in differences[:SHOWN]:
        print(text)
    if len(differences) > SHOWN:
        print("… and %d more" % (len(differences) - SHOWN))
    same = key_a == key_b
    print("%d of %d runs differ between %s and %s%s" % (
        len(differences), len(set(runs_a) | set(runs_b)), key_a, key_b, ", the same platform" if same else ""))
    return 1 if same and differences else 0


def read(path):
    """(platform key, {id: line}) of a recording. The key is the folder's name, unless a line of the recording says it."""
    files = sorted(glob.glob(os.path.join(glob.escape(path), "*.jsonl"))) if os.path.isdir(path) else [path]
    if not files:
        raise Failure("%s: no recording: there is no *.jsonl in it" % path)
    folder = os.path.abspath(path if os.path.isdir(path) else os.path.dirname(os.path.abspath(path)))
    key, runs = os.path.basename(folder), {}
    for name in files:
        for number, entry in _lines(name):
            if "id" not in entry:
                key = clean.line(entry.get("key") or entry.get("platform_key") or key)
            elif clean.line(entry["id"]) in runs:
                raise Failure("%s:%d: %s is recorded twice" % (name, number, clean.line(entry["id"])))
            else:
                runs[clean.line(entry["id"])] = entry
    return key, runs


def _lines(name):
    try:
        with open(name, encoding="utf-8", errors="surrogateescape") as file:
            for number, text in enumerate(file, 1):
                if text.strip():
                    entry = json.loads(text)
                    if not isinstance(entry, dict):
                        raise ValueError
                    yield number, entry
    except OSError as error:
        raise Failure("%s: %s" % (name, error.strerror)) from error
    except (ValueError, RecursionError) as error:
        raise Failure("%s: not a recording: a line is no JSON object" % name) from error


def _differences(a, b):
    for key in sorted(set(a) | set(b)):
        if key not in a or key not in b:
            yield "%s: only in %s" % (key, "the first" if key in a else "the second")
            continue
        text = _difference(a[key], b[key])
        if text:
            yield "%s: %s" % (key, text)


def _difference(a, b):
    for member in ("outcome", "signature"):
        if a.get(member) != b.get(member):
            return "%s %s, then %s" % (member, _show(a.get(member)), _show(b.get(member)))
    steps_a, steps_b = a.get("steps") or [], b.get("steps") or []
    for number, (one, other) in enumerate(zip(steps_a, steps_b), 1):
        if one != other:
            return "step %d: %s, then %s" % (number, _show(_seen(one)), _show(_seen(other)))
    if len(steps_a) != len(steps_b):
        return "%d steps, then %d" % (len(steps_a), len(steps_b))
    return None


def _seen(step):
    if not isinstance(step, dict):
        return step
    return next((step[member] for member in ("observed", "answer") if member in step), step)


def _show(value):
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return clean.shorten(clean.line(text), 160)
