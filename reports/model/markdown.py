"""Text in GitHub's Markdown."""

import re

from model import clean


def code(text, limit=200):
    """`text` as a code span that holds in a table cell, whatever stands in it."""
    # A pipe is escaped by a backslash even in a code span; one that follows a backslash would not be.
    text = clean.shorten(clean.line(text), limit).replace("\\|", "\\ |").replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest or text.startswith(" ") or not text else ""
    return "%s%s%s%s%s" % (fence, pad, text, pad, fence)


def prose(text):
    """`text` as it reads: whatever Markdown or HTML would take for its own is escaped."""
    return re.sub(r"([\\`*\[\]<>|~&]|(?<!\w)_|_(?!\w))", r"\\\1", clean.line(text)).replace("@", "@\u200b")


def link(url):
    """A link, if it is one that may be followed."""
    return "<%s>" % url if re.fullmatch(r"https?://[^\s<>|`]+", url or "") else code(url) if url else ""
