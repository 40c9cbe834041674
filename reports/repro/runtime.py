# What follows until "The steps" is the same in every such script: actors, patterns, and how results are compared.
import array
import collections
import enum
import errno
import gc
import io
import math
import os
import pickle
import platform
import queue
import re
import select
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
import warnings

PASSES, DIFFERS, DOES_NOT_APPLY = 0, 1, 77
BLOCKED_AFTER = 0.15  # seconds without an answer that count as blocked


class Handle(collections.namedtuple("Handle", "actor name kind")):
    """An object that lives in an actor."""

    def __repr__(self):
        return "<%s %s>" % (self.kind, self.name)


class Loose(collections.namedtuple("Loose", "kind")):
    """An object that nobody gave a name."""

    def __repr__(self):
        return "<%s>" % self.kind


Raised = collections.namedtuple("Raised", "names code text args")


# ---- the actor: a process of its own that evaluates one expression after the other ----

OBJECTS = {}
LANES = {}
SOCKET_OR_FILE = (socket.socket, io.IOBase)


class Buffer:
    """Marks a buffer made on purpose, since one of kind bytes looks like a value."""

    def __init__(self, value):
        self.value = value


def kind_of(value):
    for kind, types in (("socket", socket.socket), ("file", io.IOBase), ("buffer", (Buffer, bytearray, memoryview, array.array)),
                        ("class", type), ("exception", BaseException)):
        if isinstance(value, types):
            return kind
    return "function" if callable(value) else type(value).__name__


def keep(actor, name, value):
    """The value as it goes to the script; an object stays here, under its name."""
    if kind_of(value) in ("socket", "file", "buffer") and name not in (None, "_"):
        former = OBJECTS.get(name)
        OBJECTS[name] = value.value if isinstance(value, Buffer) else value
        if isinstance(former, SOCKET_OR_FILE) and not any(former is other for other in OBJECTS.values()):
            former.close()
        return Handle(actor, name, kind_of(value))
    if isinstance(value, (tuple, list)):
        return type(value)(keep(actor, None, member) for member in value) if type(value) in (tuple, list) else tuple(value)
    if value is None or isinstance(value, (int, float, str, bytes)):
        return value
    if isinstance(value, SOCKET_OR_FILE) and not any(value is other for other in OBJECTS.values()):
        value.close()
    return Loose(kind_of(value))


def kept(actor, bind, value):
    if isinstance(bind, list) and isinstance(value, (tuple, list)) and len(value) == len(bind):
        return type(value)(keep(actor, name, member) for name, member in zip(bind, value))
    return keep(actor, bind if isinstance(bind, str) else None, value)


def class_names(cls):
    """The names under which a handler would catch it, as the specification has them: socket.timeout is always timeout."""
    names = []
    for each in cls.__mro__:
        if each is socket.timeout:
            names.append("timeout")
        if each not in (object, BaseException) and not (each is socket.timeout and each.__name__ != "TimeoutError"):
            names.append(each.__name__)
    return list(dict.fromkeys(names))


def described(error):
    number, code = getattr(error, "errno", None) if isinstance(error, OSError) else None, None
    if isinstance(number, int):
        if isinstance(error, socket.gaierror):
            code = next((name for name in dir(socket) if name.startswith("EAI_") and getattr(socket, name) == number), None)
        elif isinstance(error, socket.herror):
            code = {1: "HOST_NOT_FOUND", 2: "TRY_AGAIN", 3: "NO_RECOVERY", 4: "NO_DATA"}.get(number)
        else:
            code = errno.errorcode.get(number)
        code = code or str(number)
    text = str(error.strerror) if code else str(error)
    return Raised(class_names(type(error)), code, text, keep(None, None, tuple(error.args)))


class SignalRaised(Exception):
    """Raised by a signal handler that is to raise."""


SIGNALS = {"counts": {}, "actions": {}, "in_call": False}


def on_signal(number, _frame):
    SIGNALS["counts"][number] = SIGNALS["counts"].get(number, 0) + 1
    if SIGNALS["actions"].get(number) == "raise" and SIGNALS["in_call"]:
        SIGNALS["in_call"] = False
        raise SignalRaised(signal.Signals(number).name)


WARNED = {}


def on_warning(_message, category, *_rest, **_more):
    WARNED.setdefault(threading.get_ident(), []).append(category.__name__)


def perform(answer, actor, number, lane, source, names, bind):
    scope = {name: OBJECTS[value.name] if isinstance(value, Handle) else value for name, value in names.items()}
    code = compile(source, "<step>", "eval")
    WARNED.pop(threading.get_ident(), None)
    started = 0.0
    try:
        try:
            answer((number, "started"))
            SIGNALS["in_call"] = SIGNALS["in_call"] or lane == 0
            started = time.perf_counter()
            value = eval(code, globals(), scope)
        finally:
            took = time.perf_counter() - started
            if lane == 0:
                SIGNALS["in_call"] = False
        result = kept(actor, bind, value)
        del value
    except BaseException as error:
        result = described(error)
    scope.clear()
    answer((number, "done", result, took * 1000, WARNED.pop(threading.get_ident(), [])))


def act(actor):
    """The main loop of an actor's process. Ends with the end of its input."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    lock = threading.Lock()

    def answer(message):
        with lock:
            pickle.dump(message, answers)
            answers.flush()

    def work(jobs):
        while True:
            perform(answer, actor, *jobs.get())

    warnings.simplefilter("always")
    warnings.showwarning = on_warning
    while True:
        try:
            request = pickle.load(requests)
        except EOFError:
            os._exit(0)
        lane = request[1]
        if lane == 0:
            perform(answer, actor, *request)
            continue
        if lane not in LANES:
            LANES[lane] = queue.Queue()
            threading.Thread(target=work, args=(LANES[lane],), daemon=True).start()
        LANES[lane].put(request)


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


# ---- the script's side ----

class Actor:
    """A process that plays one part."""

    def __init__(self, name):
        self.name = name
        self.process = subprocess.Popen([sys.executable, os.path.abspath(__file__), "--actor", name],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.pending = {}  # lane -> (number, bind)
        self.messages = {}  # number -> messages so far
        self.changed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            while True:
                message = pickle.load(self.process.stdout)
                with self.changed:
                    self.messages.setdefault(message[0], []).append(message)
                    self.changed.notify_all()
        except (EOFError, pickle.UnpicklingError, OSError):
            with self.changed:
                self.messages[None] = ["gone"]
                self.changed.notify_all()

    def wait(self, number, what, seconds):
        """The message of that sort, or None if there is none in time."""
        def found():
            for message in self.messages.get(number, ()):
                if message[1] == what:
                    return message
            return "gone" if None in self.messages else None
        with self.changed:
            self.changed.wait_for(found, seconds)
            return found()

    def ask(self, number, lane, source, names, bind):
        self.pending[lane] = number, bind
        pickle.dump((number, lane, source, names, bind), self.process.stdin)
        self.process.stdin.flush()

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()


class Stop(Exception):
    """The case is decided."""

    def __init__(self, code):
        super().__init__()
        self.code = code


class Run:
    """Does the steps one by one, and says of each what was observed."""

    def __init__(self, file, level, deadline):
        self.file, self.level, self.deadline = file, level, deadline
        self.folder = tempfile.mkdtemp(prefix="repro-")
        self.names = {"TMP": self.folder, "TOKEN": os.path.basename(self.folder)}
        self.actors = {}
        self.number = 0

    def start(self, *actors):
        for name in actors:
            self.actors[name] = Actor(name)

    def call(self, line, actor, source, bind=None, lane=0, **expect):
        self.begin(line, actor, source, bind, lane, quiet=True)
        self.end(line, actor, lane, source=source, **expect)

    def begin(self, line, actor, source, bind=None, lane=0, quiet=False):
        self.number += 1
        # An object to be dropped is not looked up: that would be one more reference to it.
        used = {name: value for name, value in self.names.items()
                if re.search(r"\b%s\b" % re.escape(name), source) and not source.startswith("sys_drop(")}
        try:
            self.actors[actor].ask(self.number, lane, source, used, bind)
        except OSError:
            self.differs(line, actor, source, "the process is gone", "an answer")
        message = self.actors[actor].wait(self.number, "started", self.deadline)
        if message is None:
            self.differs(line, actor, source, "not even started after %g s" % self.deadline, "to start")
        if not quiet:
            self.say("begun", line, actor, source, "")

    def blocked(self, line, actor, lane=0):
        number, _ = self.actors[actor].pending[lane]
        message = self.actors[actor].wait(number, "done", BLOCKED_AFTER)
        if message is not None:
            self.differs(line, actor, "blocked", message if message == "gone" else "returned: %r" % (message[2],), "to be waiting")
        self.say("ok", line, actor, "blocked", "is waiting")

    def end(self, line, actor, lane=0, source="end", returns=None, raises=None, code=(), exactly=False, text=None, args=None,
            warns=(), least_ms=None, most_ms=None):
        number, bind = self.actors[actor].pending.pop(lane)
        message = self.actors[actor].wait(number, "done", self.deadline)
        if message is None:
            self.differs(line, actor, source, "no answer after %g s" % self.deadline, "an answer")
        if message == "gone":
            self.differs(line, actor, source, "the process has died", "an answer")
        _, _, result, took, warned = message
        if raises is None:
            if isinstance(result, Raised):
                self.differs(line, actor, source, show(result), returns or "to return")
            if returns is not None and not matches(self.value(returns), result):
                self.differs(line, actor, source, show(result), repr(self.value(returns)))
            self.bind(bind, result, line, actor, source)
        else:
            self.compare_error(line, actor, source, result, raises, code, exactly, text, args)
        self.compare_rest(line, actor, source, took, warned, warns, least_ms, most_ms)
        self.say("ok", line, actor, source, show(result))

    def compare_error(self, line, actor, source, result, raises, code, exactly, text, args):
        wanted = " ".join([raises, "|".join(code)]).strip()
        if not isinstance(result, Raised):
            self.differs(line, actor, source, show(result), "to raise " + wanted)
        good = result.names[0] == raises or (not exactly and raises in result.names)
        if code:
            good = good and any(same_code(name, result.code) for name in code)
        if text is not None:
            good = good and matches(self.value(text), result.text)
        if args is not None:
            good = good and matches(self.value(args), result.args)
        if not good:
            self.differs(line, actor, source, show(result), "to raise %s%s" % (
                wanted, "".join(" with %s" % each for each in (text, args) if each)))

    def compare_rest(self, line, actor, source, took, warned, warns, least_ms, most_ms):
        if least_ms is not None and took < least_ms:
            self.differs(line, actor, source, "after %.1f ms" % took, "not before %g ms" % least_ms)
        if most_ms is not None and took > most_ms:
            self.differs(line, actor, source, "after %.1f ms" % took, "before %g ms" % most_ms)
        for name in warns:
            if name not in warned:
                self.differs(line, actor, source, "warnings: %s" % (warned or "none"), "the warning " + name)
        if self.level != "must" and set(warned) - set(warns):
            self.differs(line, actor, source, "warnings: %s" % warned, "no other warning than %s" % (list(warns) or "none"))

    def bind(self, bind, result, line, actor, source):
        if isinstance(bind, str):
            self.names[bind] = result
        elif bind:
            if not isinstance(result, (tuple, list)) or len(result) != len(bind):
                self.differs(line, actor, source, show(result), "%d values" % len(bind))
            self.names.update(zip(bind, result))

    def value(self, source):
        return eval(source, globals(), dict(self.names))

    def let(self, name, source):
        self.names[name] = self.value(source)

    def check(self, line, source, returns):
        seen = self.value(source)
        if not matches(self.value(returns), seen):
            self.differs(line, "", source, show(seen), repr(self.value(returns)))
        self.say("ok", line, "", source, show(seen))

    def signal(self, line, actor, name):
        self.actors[actor].process.send_signal(getattr(signal, "SIG" + name))
        self.say("sent", line, actor, "SIG" + name, "")

    def kill(self, line, actor):
        self.actors[actor].process.kill()
        self.actors[actor].process.wait()
        self.say("killed", line, actor, "", "")

    def say(self, word, line, actor, source, seen):
        where = line if isinstance(line, str) else "%s:%d" % (self.file, line)  # a template's lines have its name
        print("%-7s %-14s %s  %s%s" % (word, where, actor, source, "  ->  " + seen if seen else ""))

    def differs(self, line, actor, source, seen, wanted):
        self.say("DIFFERS", line, actor, source, "")
        print("        observed  %s\n        wanted    %s" % (seen, wanted))
        if OUTSIDE:
            does_not_apply("the suite's sandbox provides %s, so outside of it this says nothing" % ", ".join(OUTSIDE))
        raise Stop(DIFFERS)

    def end_all(self):
        for actor in self.actors.values():
            actor.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def same_code(wanted, seen):
    alike = {"EWOULDBLOCK": "EAGAIN", "ENOTSUP": "EOPNOTSUPP", "EDEADLOCK": "EDEADLK", "NO_ADDRESS": "NO_DATA"}
    return alike.get(wanted, wanted) == alike.get(seen, seen)


def show(value):
    if isinstance(value, Raised):
        return "raised %s %s: %s" % (value.names[0], value.code or "", value.text)
    text = ascii(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= 200 else text[:199] + "…"


def does_not_apply(why):
    print("does not apply here: %s" % why)
    raise Stop(DOES_NOT_APPLY)


def version(text):
    return tuple(int(part) for part in re.findall(r"\d+", text))


def here(subject):
    """What this machine and this Python are, as a text in lower case."""
    return {"os": {"win32": "windows"}.get(sys.platform, sys.platform), "arch": platform.machine(),
            "libc": platform.libc_ver()[0] or "unknown", "byteorder": sys.byteorder, "values": "python",
            "impl": sys.implementation.name}[subject].lower()


def can_open(family):
    for kind in ("SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_SEQPACKET"):
        try:
            socket.socket(getattr(socket, family), getattr(socket, kind)).close()
            return True
        except (OSError, AttributeError):
            pass
    return False


def enter_namespaces():
    """User, network and host name of its own, lo up, so that nothing of the system is changed. Before any actor starts."""
    import ctypes
    import fcntl
    ids = os.getuid(), os.getgid()
    if os.environ.get("REPRO_NAMESPACES"):
        return
    new_uts, new_user, new_net = 0x04000000, 0x10000000, 0x40000000
    try:
        if ctypes.CDLL(None, use_errno=True).unshare(new_uts | new_user | new_net) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        for name, text in (("setgroups", "deny"), ("uid_map", "0 %d 1" % ids[0]), ("gid_map", "0 %d 1" % ids[1])):
            with open("/proc/self/" + name, "w") as file:
                file.write(text)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            fcntl.ioctl(control, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS, IFF_UP | IFF_RUNNING
    except (OSError, AttributeError) as error:
        does_not_apply("no namespaces of its own: %s" % error)
    os.environ["REPRO_NAMESPACES"] = "1"


OUTSIDE = []  # what only the suite's sandbox provides and the case needs


def need(what):
    sort, _, name = what.partition(":")
    if sort == "const" and not hasattr(socket, name):
        does_not_apply("there is no socket.%s" % name)
    if sort == "op" and not (hasattr(socket.socket, name[1:]) if name.startswith(".") else hasattr(socket, name) or "." in name):
        does_not_apply("there is no %s" % name)
    if sort == "family" and not can_open(name):
        does_not_apply("no socket of %s can be made" % name)
    if what == "ipv6" and not can_open("AF_INET6"):
        does_not_apply("there is no IPv6")
    if what in ("netns", "caps"):
        enter_namespaces()
    if what in ("hosts", "services", "protocols", "veth"):
        OUTSIDE.append(what)


def main(file, level, deadline, conditions, steps):
    if sys.argv[1:2] == ["--actor"]:
        act(sys.argv[2])
    run = Run(file, level, deadline)
    code = PASSES
    try:
        conditions()
        steps(run)
        print("\nAs specified.")
    except Stop as stop:
        code = stop.code
    finally:
        run.end_all()
    sys.exit(code)
