# ---- patterns ----

class Pattern:
    def __init__(self, said, test):
        self.said, self.test = said, test

    def __repr__(self):
        return self.said


def equal(wanted, value):
    if isinstance(wanted, (tuple, list)):
        return type(value) is type(wanted) and len(value) == len(wanted) and all(map(matches, wanted, value))
    if wanted is None or isinstance(wanted, bool):
        return value is wanted
    if isinstance(wanted, int):
        return isinstance(value, int) and not isinstance(value, bool) and value == wanted
    if isinstance(wanted, float):
        return isinstance(value, float) and (value == wanted or (math.isnan(value) and math.isnan(wanted)))
    return type(value) is type(wanted) and value == wanted


def matches(pattern, value):
    return pattern.test(value) if isinstance(pattern, Pattern) else equal(pattern, value)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


ANY = Pattern("ANY", lambda value: True)


def Type(name):
    kinds = {"int": lambda v: isinstance(v, int) and not isinstance(v, bool), "text": lambda v: isinstance(v, str),
             "bytes": lambda v: isinstance(v, bytes), "bool": lambda v: isinstance(v, bool),
             "float": lambda v: isinstance(v, float), "list": lambda v: isinstance(v, list),
             "tuple": lambda v: isinstance(v, tuple) and not isinstance(v, (Handle, Loose)), "none": lambda v: v is None}
    return Pattern("any %s" % name, kinds.get(name, lambda v: isinstance(v, (Handle, Loose)) and v.kind == name))


def Range(least=None, most=None, above=None, below=None):
    said = ", ".join("%s %r" % (sign, bound) for sign, bound in ((">=", least), ("<=", most), (">", above), ("<", below))
                     if bound is not None)
    return Pattern(said, lambda v: is_number(v) and (least is None or v >= least) and (most is None or v <= most)
                   and (above is None or v > above) and (below is None or v < below))


def OneOf(*patterns):
    return Pattern("one of %r" % (patterns,), lambda v: any(matches(p, v) for p in patterns))


def All(*patterns):
    return Pattern("all of %r" % (patterns,), lambda v: all(matches(p, v) for p in patterns))


def Not(pattern):
    return Pattern("not %r" % (pattern,), lambda v: not matches(pattern, v))


def Length(pattern):
    return Pattern("length %r" % (pattern,), lambda v: isinstance(v, (str, bytes, list, tuple)) and matches(pattern, len(v)))


def Prefix(part):
    return Pattern("%r…" % (part,), lambda v: type(v) is type(part) and v.startswith(part))


def Suffix(part):
    return Pattern("…%r" % (part,), lambda v: type(v) is type(part) and v.endswith(part))


def Glob(text):
    shape = re.compile(".*".join(map(re.escape, text.split("..."))), re.DOTALL)
    return Pattern(repr(text), lambda v: isinstance(v, str) and shape.fullmatch(v) is not None)


def Contains(*patterns):
    def test(value):
        if isinstance(value, (list, tuple)):
            return all(any(matches(p, member) for member in value) for p in patterns)
        return all(type(p) is type(value) and isinstance(value, (str, bytes)) and p in value for p in patterns)
    return Pattern("contains %r" % (patterns,), test)


def Each(pattern):
    return Pattern("each %r" % (pattern,), lambda v: isinstance(v, (list, tuple)) and all(matches(pattern, m) for m in v))


def Flags(bits):
    return Pattern("has the bits %#x" % bits, lambda v: isinstance(v, int) and v & bits == bits)


def Lacks(bits):
    return Pattern("lacks the bits %#x" % bits, lambda v: isinstance(v, int) and v & bits == 0)


def Enum(name):
    return Pattern("the member %s" % name, lambda v: isinstance(v, enum.Enum) and (v.name == name or v == getattr(socket, name)))


def Near(centre, tolerance):
    return Pattern("%r ± %r" % (centre, tolerance), lambda v: isinstance(v, float) and abs(v - centre) <= tolerance)


def fill(seed, length):
    """`length` bytes, byte i is (seed + i) % 251."""
    return (bytes((seed + i) % 251 for i in range(251)) * (length // 251 + 1))[:length]
