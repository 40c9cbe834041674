"""Deviations files (docs/deviations.md), read for the pages of known differences. What is wrong in one is said by `sockspec run`."""

import re


class Mistake(Exception):
    """A line that is none of a deviations file."""


# Each character can be taken in one way only: a string that is not closed is seen to be none in time.
WORD = re.compile(r'"((?:\\["\\]|[^"\\]|\\(?!["\\]))*)"|(\S+)')
ATTRIBUTES = ("outcome", "signature", "kind", "reason", "link", "on", "libc", "arch", "kernel", "expires")


class Entry:
    """One `deviation` block: texts as they stand in the file."""

    def __init__(self, implementation, versions, patterns, place):
        self.implementation, self.versions, self.patterns, self.place = implementation, versions, patterns, place
        self.outcome = self.signature = self.kind = self.reason = self.link = self.expires = ""
        self.on = self.libc = self.arch = self.kernel = ""


def read(path):
    """The entries of a file, in its order. Raises OSError, UnicodeDecodeError, Mistake."""
    entries, implementation, versions = [], None, ""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            word, _, rest = line.strip().partition(" ")
            rest = rest.strip()
            if not word or word.startswith("#"):
                continue
            words = _words(rest)
            if word == "implementation" and words:
                implementation, versions = words[0], " ".join(words[1:])
            elif word == "deviation" and words and implementation:
                entries.append(Entry(implementation, versions, words, "%s:%d" % (path, number)))
            elif word in ATTRIBUTES and entries:
                setattr(entries[-1], word, rest if word == "reason" else " ".join(words))
            else:
                raise Mistake("%s:%d: not a line of a deviations file: %s" % (path, number, line.strip()))
    return entries


def _words(text):
    found = []
    for quoted, plain in WORD.findall(text):
        if plain.startswith("#"):
            break
        found.append(plain or re.sub(r'\\(["\\])', r"\1", quoted))
    return found
