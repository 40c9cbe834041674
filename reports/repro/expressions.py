"""Expressions and patterns of a program as Python source for the script that runtime/ makes."""

import builtins
import errno
import keyword
import re

from repro import CannotExpress


class Names:
    """Names of the program as Python identifiers that hide nothing the script uses."""

    def __init__(self, taken):
        self._taken = set(taken) | set(dir(builtins)) | set(keyword.kwlist)
        self._known = {}

    def of(self, name):
        if name == "_":
            return "_"
        if name not in self._known:
            made = re.sub(r"\W", "_", name, flags=re.ASCII) or "_"
            made = "n" + made if made[0].isdigit() or made[0] == "_" else made
            while made in self._taken:
                made += "_"
            self._taken.add(made)
            self._known[name] = made
        return self._known[name]


def constant(name):
    if name in errno.errorcode.values() or re.fullmatch(r"E(?!AI_)[A-Z0-9]+", name):
        return "errno.%s" % name
    return "socket.%s" % name


def number(value):
    return "(%r)" % value if value < 0 else repr(value)


class Expressions:
    def __init__(self, names):
        self.names = names

    def source(self, term):
        """Python source of an expression; CannotExpress for what is none."""
        if term is None or isinstance(term, (bool, str)):
            return repr(term) if not isinstance(term, str) else ascii(term)
        if isinstance(term, (int, float)):
            return number(term)
        if isinstance(term, list):
            return "[%s]" % ", ".join(self.source(one) for one in term)
        if isinstance(term, dict):
            form, content = next(iter(term.items()), (None, None))
            make = getattr(self, "_" + form, None) if isinstance(form, str) else None
            if make:
                return make(content)
        raise CannotExpress("no expression: %.100r" % (term,))

    def tuple(self, terms):
        return "(%s%s)" % (", ".join(self.source(one) for one in terms), "," if len(terms) == 1 else "")

    _tuple = tuple

    def _bytes(self, digits):
        return repr(bytes.fromhex(digits))

    def _int(self, digits):
        return number(int(digits))

    def _float(self, digits):
        value = float(digits)
        return repr(value) if abs(value) < 1e300 and value >= 0 else "float(%r)" % digits

    def _wtf8(self, digits):
        return ascii(bytes.fromhex(digits).decode("utf-8", "surrogatepass"))

    def _var(self, name):
        return self.names.of(name)

    def _const(self, name):
        return constant(name)

    def _runtime(self, name):
        if name not in ("tmp", "token"):
            raise CannotExpress("the runtime value $%s" % name)
        return name.upper()

    def _or(self, terms):
        return "(%s)" % " | ".join(self.source(one) for one in terms)

    def _two(self, sign, terms):
        return "(%s %s %s)" % (self.source(terms[0]), sign, self.source(terms[1]))

    def _add(self, terms):
        return self._two("+", terms)

    def _sub(self, terms):
        return self._two("-", terms)

    def _mul(self, terms):
        return self._two("*", terms)

    def _index(self, terms):
        return "%s[%s]" % (self.source(terms[0]), self.source(terms[1]))

    def _slice(self, terms):
        bounds = ["" if one is None else self.source(one) for one in terms[1:]]
        return "%s[%s]" % (self.source(terms[0]), ":".join(bounds))

    def _len(self, term):
        return "len(%s)" % self.source(term)

    def _pack(self, terms):
        return "struct.pack(%s)" % ", ".join(self.source(one) for one in terms)

    def _unpack(self, terms):
        return "struct.unpack(%s)" % ", ".join(self.source(one) for one in terms)

    def _fill(self, content):
        return "fill(%s, %s)" % (self.source(content["seed"]), self.source(content["len"]))

    def _encode(self, terms):
        return "%s.encode(%s)" % (self.source(terms[1]), self.source(terms[0]))

    def _handle(self, name):
        return self.names.of(name)


class Patterns(Expressions):
    """Patterns, which may stand anywhere in a tuple or list; everything else is an expression."""

    def _any(self, _content):
        return "ANY"

    def _type(self, name):
        return "Type(%r)" % name

    def _range(self, bounds):
        given = {"min": "least", "max": "most", "above": "above", "below": "below"}
        return "Range(%s)" % ", ".join("%s=%s" % (given[key], self.source(value)) for key, value in bounds.items())

    def _several(self, name, patterns):
        return "%s(%s)" % (name, ", ".join(self.source(one) for one in patterns))

    def _one_of(self, patterns):
        return self._several("OneOf", patterns)

    def _all(self, patterns):
        return self._several("All", patterns)

    def _contains(self, patterns):
        return self._several("Contains", patterns)

    def _not(self, pattern):
        return self._several("Not", [pattern])

    def _length(self, pattern):
        return self._several("Length", [pattern])

    def _prefix(self, term):
        return self._several("Prefix", [term])

    def _suffix(self, term):
        return self._several("Suffix", [term])

    def _glob(self, text):
        return self._several("Glob", [text])

    def _each(self, pattern):
        return self._several("Each", [pattern])

    def _flags(self, term):
        return self._several("Flags", [term])

    def _lacks(self, term):
        return self._several("Lacks", [term])

    def _enum(self, name):
        return "Enum(%r)" % name

    def _near(self, terms):
        return self._several("Near", terms)
