"""Text from an adapter made safe to show, once, for every writer.

Whatever is not printable (control characters, terminal escapes, bidirectional controls, lone surrogates,
non-characters, invisible spaces) becomes a visible backslash escape. What is left holds XML 1.0 characters only
and can be encoded as UTF-8. Escaping for the format (HTML, XML, Markdown, TAP) is still the writer's task.
"""

_cache = {}
_CACHE_LIMIT = 200_000


def _escape(char):
    code = ord(char)
    if char == "\n":
        return "\\n"
    if char == "\t":
        return "\\t"
    if char == "\r":
        return "\\r"
    if code < 0x100:
        return "\\x%02x" % code
    if code < 0x10000:
        return "\\u%04x" % code
    return "\\U%08x" % code


def line(value):
    """One line of safe text. None becomes ""; what is no text is shown as Python would write it."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    known = _cache.get(text)
    if known is not None:
        return known
    safe = text if text.isprintable() else "".join(c if c.isprintable() else _escape(c) for c in text)
    if len(_cache) < _CACHE_LIMIT:
        _cache[text] = safe
    return safe


def block(value):
    """Safe text that keeps its line ends and tabs (stderr, reasons of several lines)."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    return "".join(c if c in "\n\t" or c.isprintable() else _escape(c) for c in text)


def shorten(text, limit):
    """`text` in at most `limit` characters, the cut shown by "…"."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
