#!/usr/bin/env python3
"""The socket module of this Python behind the adapter protocol (docs/protocol.md).

    adapter.py [--gevent | --eventlet] [--module NAME] [--name NAME] [--version TEXT]

One file for CPython 3.6 and later, PyPy 3 and whatever offers a module with the interface of `socket`. It stays
one, though long: nothing but the interpreter is needed to take it elsewhere.
"""
import os
import sys

# The protocol leaves descriptors 0 and 1 before anything else is imported: nothing can write into it by chance,
# and a program started by the module under test does not inherit it (os.dup gives non-inheritable copies).
REQUESTS, ANSWERS = os.dup(0), os.dup(1)
os.dup2(2, 1)
_null = os.open(os.devnull, os.O_RDONLY)
os.dup2(_null, 0)
os.close(_null)
read, write = os.read, os.write  # as they are before any monkey patching

import argparse  # noqa: E402

parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
parser.add_argument("--gevent", action="store_true", help="patch everything with gevent first")
parser.add_argument("--eventlet", action="store_true", help="patch everything with eventlet first")
parser.add_argument("--module", default="socket", help="the module under test (socket)")
parser.add_argument("--name", help="name of the implementation, for hello")
parser.add_argument("--version", help="version of the implementation, for hello")
options = parser.parse_args()
if options.gevent:
    import gevent as patcher
    import gevent.monkey
    gevent.monkey.patch_all()
elif options.eventlet:
    import eventlet as patcher
    patcher.monkey_patch()
else:
    patcher = None

import array  # noqa: E402
import encodings.idna  # noqa: E402,F401  (else imported by the first host name: looks like a leak)
import enum  # noqa: E402
import errno  # noqa: E402
import gc  # noqa: E402
import importlib  # noqa: E402
import io  # noqa: E402
import json  # noqa: E402
import platform  # noqa: E402
import queue  # noqa: E402
import re  # noqa: E402
import select  # noqa: E402
import signal  # noqa: E402
import socket as standard  # noqa: E402
import stat  # noqa: E402
import struct  # noqa: E402
import subprocess  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
import warnings  # noqa: E402
import zlib  # noqa: E402
try:
    import resource
except ImportError:  # Windows
    resource = None

module = importlib.import_module(options.module)

# Every operation of conformance/operations.tsv (a test compares); other names are nobody's.
FUNCTIONS = frozenset("""
socket socketpair create_connection create_server has_dualstack_ipv6 fromfd fromshare close dup getaddrinfo getfqdn
gethostbyname gethostbyname_ex gethostbyaddr gethostname sethostname getnameinfo getprotobyname getservbyname
getservbyport ntohl ntohs htonl htons inet_aton inet_ntoa inet_pton inet_ntop CMSG_LEN CMSG_SPACE getdefaulttimeout
setdefaulttimeout if_nameindex if_nametoindex if_indextoname send_fds recv_fds""".split())
METHODS = frozenset("""
.accept .bind .close .connect .connect_ex .detach .dup .fileno .get_inheritable .set_inheritable .getpeername
.getsockname .getsockopt .setsockopt .gettimeout .settimeout .setblocking .getblocking .ioctl .listen .makefile .recv
.recv_into .recvfrom .recvfrom_into .recvmsg .recvmsg_into .send .sendall .sendto .sendmsg .sendmsg_afalg .sendfile
.share .shutdown .read .read1 .peek .readinto .readinto1 .readline .readlines .__next__ .write .writelines .flush .readable
.writable .seekable .isatty .__enter__ .__exit__""".split())

SOCKETS = tuple({t for t in (module.socket, getattr(module, "SocketType", None), standard.SocketType)
                 if isinstance(t, type)})
SOCKET_OR_FILE = SOCKETS + (io.IOBase,)
BUFFERS = (bytearray, memoryview, array.array)
LINE_LIMIT = 1 << 20
DIGEST_ABOVE = 1 << 16
EXACT_INT = 1 << 53
now_ns = getattr(time, "perf_counter_ns", None) or (lambda: int(time.perf_counter() * 1e9))
quote = json.JSONEncoder(separators=(",", ":")).encode
parse = json.JSONDecoder().decode


class Misuse(Exception):
    """The request is at fault, not the implementation: an unknown handle, a helper called wrongly."""


class SignalRaised(Exception):
    """What a handler of sys.on_signal(name, "raise") raises."""


# ---------------------------------------------------------------------------------------------------- values

def fill(seed, length):
    """length bytes, byte i is (seed + i) % 251."""
    cycle = bytes((seed + i) % 251 for i in range(251))
    whole = cycle * (length // 251 + 1)
    return whole[:length] if length < 1 << 26 else memoryview(whole)[:length]  # no second copy of gigabytes


def decode(value):
    """A value of the protocol → what is passed to the module."""
    kind = value.__class__
    if kind is int or kind is str or kind is bool or value is None:
        return value
    if kind is list:
        return [decode(v) for v in value]
    if kind is not dict:
        raise Misuse("a bare %s in a request" % kind.__name__)
    try:
        if len(value) == 1:
            (form, inner), = value.items()
            if form == "bytes":
                return bytes.fromhex(inner)
            if form == "tuple":
                return tuple(decode(v) for v in inner)
            if form == "handle":
                return objects[inner]
            if form == "int":
                return int(inner)
            if form == "float":
                return float(inner)
            if form == "wtf8":
                return bytes.fromhex(inner).decode("utf-8", "surrogatepass")
            if form == "fill":
                return fill(inner["seed"], inner["len"])
        if set(value) == {"enum", "value"}:
            return value["value"]
    except (TypeError, ValueError, KeyError, OverflowError, MemoryError) as e:
        raise Misuse("bad value %s: %s" % (json.dumps(value)[:200], plain(e) or type(e).__name__))
    raise Misuse("bad value %s" % json.dumps(value)[:200])


def plain(text):
    """Any text as one that UTF-8 and every JSON library can carry: NUL and lone surrogates are escaped."""
    text = str(text).replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= 4096 else text[:4095] + "\u2026"


def encode(value, own=False):
    """A result → JSON text. An object in it is closed if it is `own`: nobody else holds it."""
    kind = value.__class__
    if value is None:
        return "null"
    if kind is int:
        return repr(value) if -EXACT_INT <= value <= EXACT_INT else '{"int":"%d"}' % value
    if kind is bytes:
        if len(value) > DIGEST_ABOVE:
            return '{"digest":{"len":%d,"crc32":%d}}' % (len(value), zlib.crc32(value) & 0xffffffff)
        return '{"bytes":"%s"}' % value.hex()
    if kind is bool:
        return "true" if value else "false"
    if isinstance(value, str):
        try:
            value.encode()
            if "\0" not in value:
                return quote(value)
        except UnicodeEncodeError:
            pass
        return '{"wtf8":"%s"}' % value.encode("utf-8", "surrogatepass").hex()
    if isinstance(value, tuple):
        return '{"tuple":[%s]}' % ",".join([encode(v, own) for v in value])
    if isinstance(value, list):
        return "[%s]" % ",".join([encode(v, own) for v in value])
    if isinstance(value, enum.Enum) and isinstance(value, int) and value.name:
        return '{"enum":%s,"value":%s}' % (quote("%s.%s" % (kind.__name__, value.name)), encode(int(value)))
    if isinstance(value, int):
        return encode(int(value))
    if isinstance(value, float):
        return '{"float":"%s"}' % float.__repr__(value)
    if own and isinstance(value, SOCKET_OR_FILE) and not is_kept(value):
        discard(value)
    return '{"object":%s}' % quote(kind_of(value))


def kind_of(value):
    for name, types in (("socket", SOCKETS), ("file", io.IOBase), ("buffer", BUFFERS + (Buffer,)), ("class", type),
                        ("exception", BaseException)):
        if isinstance(value, types):
            return name
    return "function" if callable(value) else plain(type(value).__name__)


# ---------------------------------------------------------------------------------------------------- handles

objects = {}  # handle → object, exactly what is passed to the module


class Buffer:
    """Marks a result of buf.new, so that one of kind bytes is not taken for a value."""

    def __init__(self, value):
        self.value = value


def is_kept(value):
    return any(value is other for other in list(objects.values()))


def discard(value):
    try:
        value.close()
    except Exception as e:  # a broken file may fail to flush; the census finds what stays open
        complain("closing a dropped %s: %s" % (kind_of(value), plain(e)))


def keep(name, value):
    if name == "_" or not isinstance(value, SOCKET_OR_FILE + BUFFERS + (Buffer,)):
        return encode(value, True)
    former = objects.get(name)
    objects[name] = value.value if isinstance(value, Buffer) else value
    if isinstance(former, SOCKET_OR_FILE) and not is_kept(former):
        discard(former)
    return '{"handle":%s}' % quote(name)


def bound(value, bind):
    """JSON text of a result whose objects are kept under the names in `bind`."""
    if bind.__class__ is str:
        return keep(bind, value)
    if not isinstance(value, (tuple, list)) or len(value) != len(bind):
        return encode(value, True)
    members = ",".join([keep(name, v) for name, v in zip(bind, value)])
    return ('{"tuple":[%s]}' if isinstance(value, tuple) else "[%s]") % members


# ---------------------------------------------------------------------------------------------------- errors

ERRNO = dict(errno.errorcode)
for _name in ("EAGAIN", "EOPNOTSUPP", "EDEADLK"):  # of two names for one number, this one
    if hasattr(errno, _name):
        ERRNO[getattr(errno, _name)] = _name
EAI = {int(getattr(module, n)): n for n in sorted(dir(module), reverse=True) if n.startswith("EAI_")}
H_ERRNO = {1: "HOST_NOT_FOUND", 2: "TRY_AGAIN", 3: "NO_RECOVERY", 4: "NO_DATA"}


def of_module(name):
    return tuple({getattr(m, name) for m in (module, standard) if isinstance(getattr(m, name, None), type)})


TIMEOUT, GAIERROR, HERROR = of_module("timeout"), of_module("gaierror"), of_module("herror")


def class_names(cls):
    """All names under which a handler would catch it, canonical, the class's own first."""
    names = []
    for c in cls.__mro__:
        if c in TIMEOUT:
            names.append("timeout")
        if c not in (object, BaseException) and not (c in TIMEOUT and c.__name__ != "TimeoutError"):
            names.append(plain(c.__name__))
    return list(dict.fromkeys(names)) or [plain(cls.__name__)]


def raised(e):
    """The member "raised" for an exception, as JSON text."""
    names = class_names(type(e))
    out = {"class": names[0], "bases": names}
    number = getattr(e, "errno", None) if isinstance(e, OSError) else None
    if isinstance(number, int):
        if isinstance(e, GAIERROR):
            out["code"] = EAI.get(number, str(number))
        elif isinstance(e, HERROR):
            out["code"] = H_ERRNO.get(number, str(number))
        else:
            out["errno"] = ERRNO.get(number, str(number))
        out["number"] = int(number)
        out["text"] = plain(e.strerror)
    else:
        out["text"] = plain(e)
    text = quote(out)
    if e.args:
        text = '%s,"args":[%s]}' % (text[:-1], ",".join([encode(a) for a in e.args]))
    return text


captured = {}  # thread → warnings since its call began


def record_warning(message, category, filename, lineno, file=None, line=None):
    captured.setdefault(threading.get_ident(), []).append(
        {"class": plain(category.__name__), "text": plain(message)})


def complain(text):
    sys.stderr.write("adapter: %s\n" % text)
    sys.stderr.flush()


# ---------------------------------------------------------------------------------------------------- helpers

HELPERS = {}
NUMBER, PATH, BYTES = (int, float), (str, bytes), (bytes, memoryview)


def helper(observes=False):
    """Register `a_b` as helper operation `a.b`; its annotations are the types that it takes.

    With `observes`, any exception is an observation of the module; else only OSError (from the system) is,
    and everything else is a bad call.
    """
    def register(function):
        names = function.__code__.co_varnames[:function.__code__.co_argcount]

        def checked(*args, **kwargs):
            if len(args) > len(names) or set(kwargs) - set(names[len(args):]):
                raise Misuse("bad helper call: it takes (%s)" % ", ".join(names))
            for name, value in list(zip(names, args)) + list(kwargs.items()):
                wanted = function.__annotations__.get(name, object)
                if not isinstance(value, wanted) or (isinstance(value, bool) and wanted in (int, NUMBER)):
                    raise Misuse("bad helper call: %s may not be %r" % (name, type(value).__name__))
            if len(args) + len(kwargs) < len(names) - len(function.__defaults__ or ()):
                raise Misuse("bad helper call: it takes (%s)" % ", ".join(names))
            try:
                return function(*args, **kwargs)
            except (OSError, Misuse):
                raise
            except Exception as e:
                if observes:
                    raise
                raise Misuse("bad helper call: %s" % plain(e))
        HELPERS[function.__name__.replace("_", ".", 1)] = checked
        return function
    return register


def need(table, key, what):
    if key not in table:
        raise Misuse("bad helper call: %s %r" % (what, key))
    return table[key]


@helper(observes=True)
def attr_get(on: SOCKET_OR_FILE, name: str):
    return getattr(on, name)


@helper(observes=True)
def attr_set(on: SOCKET_OR_FILE, name: str, value):
    setattr(on, name, value)


@helper()
def module_has(name: str):
    return hasattr(module, name)


@helper(observes=True)
def module_get(name: str):
    return getattr(module, name)


@helper(observes=True)
def module_bases(name: str):
    cls = getattr(module, name)
    if not isinstance(cls, type) or not issubclass(cls, BaseException):
        raise Misuse("bad helper call: %s is no exception class" % name)
    return class_names(cls)


@helper(observes=True)
def module_same(a: str, b: str):
    return getattr(module, a) is getattr(module, b)


@helper()
def buf_new(init: (int,) + BYTES, kind: str = "bytearray", start: int = 0, stop: (int, type(None)) = None,
            step: int = 1):
    data = bytearray(init)
    whole = need({"bytearray": bytearray, "bytes": bytes, "memoryview": memoryview,
                  "array": lambda d: array.array("i", bytes(d))}, kind, "no such kind:")(data)
    return Buffer(whole if (start, stop, step) == (0, None, 1) else memoryview(whole)[start:stop:step])


@helper()
def buf_data(buffer: BUFFERS + (bytes,)):
    whole = buffer.obj if isinstance(buffer, memoryview) else buffer
    return bytes(memoryview(whole))


@helper()
def file_open(path: PATH, mode: str):
    return open(path, mode)


@helper()
def file_bytes(data: BYTES):
    return io.BytesIO(data)


@helper()
def file_tell(file: io.IOBase):
    return file.tell()


@helper()
def file_seek(file: io.IOBase, position: int):
    file.seek(position)


@helper()
def file_close(file: io.IOBase):
    file.close()


@helper()
def sys_pid():
    return os.getpid()


@helper()
def sys_pipe():
    return os.pipe()


@helper()
def sys_open(path: PATH, flags: str):
    table = {"r": os.O_RDONLY, "w": os.O_WRONLY | os.O_CREAT, "rw": os.O_RDWR | os.O_CREAT}
    return os.open(path, need(table, flags, "no such flags:"), 0o600)


@helper()
def sys_read(fd: int, n: int):
    return os.read(fd, n)


@helper()
def sys_write(fd: int, data: BYTES):
    return os.write(fd, data)


@helper()
def sys_close(fd: int):
    os.close(fd)


@helper()
def sys_dup(fd: int):
    return os.dup(fd)


@helper()
def sys_fstat(fd: int):
    st = os.fstat(fd)
    kinds = {stat.S_IFSOCK: "socket", stat.S_IFREG: "regular", stat.S_IFIFO: "fifo", stat.S_IFCHR: "char",
             stat.S_IFDIR: "directory"}
    return kinds.get(stat.S_IFMT(st.st_mode), "other"), st.st_dev, st.st_ino


@helper()
def sys_unlink(path: PATH):
    os.unlink(path)


@helper()
def sys_mkdir(path: PATH):
    os.mkdir(path)


@helper()
def sys_nonblocking(fd: int):
    return not os.get_blocking(fd)


@helper()
def sys_cloexec(fd: int):
    return not os.get_inheritable(fd)


@helper()
def sys_set_nonblocking(fd: int, flag: bool):
    os.set_blocking(fd, not flag)


@helper()
def sys_set_cloexec(fd: int, flag: bool):
    os.set_inheritable(fd, not flag)


@helper()
def sys_child_has_fd(fd: int):
    status = subprocess.call(["/bin/sh", "-c", "test -e /dev/fd/$0", str(fd)], close_fds=False)
    if status not in (0, 1):
        raise Misuse("/bin/sh cannot look: status %d" % status)
    return status == 0


@helper()
def sys_wait(object: SOCKET_OR_FILE, what: str, seconds: NUMBER):
    place = need({"read": 0, "write": 1, "error": 2}, what, "no such event:")
    sets = [[], [], []]
    sets[place].append(object.fileno())
    return bool(select.select(*sets + [seconds])[place])


actions, counts, handlers_at_start, limits_at_start = {}, {}, {}, {}
in_call = False  # the main thread is inside a call, where a handler may raise


def on_signal(number, frame):
    global in_call
    counts[number] = counts.get(number, 0) + 1
    if actions.get(number) == "raise" and in_call:
        in_call = False  # once: a second one must not hit what reports the first
        raise SignalRaised(signal.Signals(number).name)


def signal_number(name):
    return need(signal.Signals.__members__, "SIG" + name, "no such signal:")


@helper()
def sys_on_signal(name: str, action: str):
    number = signal_number(name)
    actions[number] = need({"count": "count", "raise": "raise"}, action, "no such action:")
    handlers_at_start.setdefault(number, signal.signal(number, on_signal))


@helper()
def sys_signals(name: str):
    return counts.get(signal_number(name), 0)


@helper()
def sys_rlimit(name: str, soft: int):
    which = getattr(resource, "RLIMIT_" + name)
    limit = resource.getrlimit(which)
    resource.setrlimit(which, (soft, limit[1]))
    limits_at_start.setdefault(which, limit[0])


@helper()
def sys_drop(handle: str):
    need(objects, handle, "no such handle:")
    del objects[handle]
    gc.collect()  # where nothing counts references, this is when the last one goes away


@helper()
def sys_same(a: object, b: object):
    return a is b


@helper(observes=True)
def io_drain(object: SOCKET_OR_FILE, total: int, seed: int):
    receive = object.recv if isinstance(object, SOCKETS) else object.read
    pattern, received, differs = bytes(fill(seed, (1 << 16) + 251)), 0, None
    while received < total:
        chunk = receive(min(1 << 16, total - received))
        if not chunk:
            break
        wanted = pattern[received % 251:][:len(chunk)]
        if differs is None and chunk != wanted:
            differs = received + next(i for i, (x, y) in enumerate(zip(chunk, wanted)) if x != y)
        received += len(chunk)
    return received, differs


if resource is None:
    del HELPERS["sys.rlimit"]


# ---------------------------------------------------------------------------------------------------- calls

output_lock = threading.Lock()


def send(line):
    data = line.encode("ascii")
    with output_lock:
        done = write(ANSWERS, data)
        while done < len(data):
            done += write(ANSWERS, data[done:])


def prepare(request):
    """(callable or None when the module has no such name, args, kwargs) of a call; raises Misuse."""
    op, on = request["op"], request.get("on")
    args, kwargs = request.get("args", ()), request.get("kwargs", {})
    if not isinstance(args, (list, tuple)) or not isinstance(kwargs, dict):
        raise Misuse("args and kwargs are a list and an object")
    if op != "sys.drop":
        args = [decode(a) for a in args]
    if kwargs:
        kwargs = {k: decode(v) for k, v in kwargs.items()}
    if op in METHODS:
        if on not in objects:
            raise Misuse("no handle %r" % on)
        if not isinstance(objects[on], SOCKET_OR_FILE):
            raise Misuse("%s on %r, which is a %s" % (op, on, kind_of(objects[on])))
        return getattr(objects[on], op[1:]), args, kwargs
    if op in FUNCTIONS:
        return getattr(module, op), args, kwargs
    if op not in HELPERS:
        raise Misuse("no operation %s here" % op)
    if op == "sys.drop":
        args = [a.get("handle") if isinstance(a, dict) else a for a in args]
    elif op.startswith("attr."):
        if on not in objects:
            raise Misuse("no handle %r" % on)
        args.insert(0, objects[on])
    return HELPERS[op], args, kwargs


def perform(request, lane):
    """Answer one call. All references to its objects end with this frame (sys.drop depends on that)."""
    global in_call
    number, op, start = request["id"], request["op"], 0
    captured.pop(threading.get_ident(), None)
    try:
        try:
            function, args, kwargs = prepare(request)
            if request.get("begin"):
                send('{"started":%d}\n' % number)
            in_call = in_call or not lane
            start = now_ns()
            value = function(*args, **kwargs)
        finally:
            stop = now_ns()
            if not lane:
                in_call = False
        body = '"ok":' + (bound(value, request["bind"]) if "bind" in request else encode(value, op != "attr.get"))
    except Misuse as e:
        complain("request %d, %s: %s" % (number, op, plain(e)))
        return send('{"id":%d,"unsupported":%s}\n' % (number, quote(plain(e))))
    except BaseException as e:
        body = '"raised":' + raised(e)
    body += ',"ns":%d' % (stop - start if start else 0)
    if captured:
        seen = captured.pop(threading.get_ident(), None)
        if seen:
            body += ',"warnings":' + quote(seen)
    if len(body) > LINE_LIMIT - 64:
        body = '"unsupported":"the answer does not fit a line"'
    send('{"id":%d,%s}\n' % (number, body))


lanes = {}


class Lane(threading.Thread):
    """Another thread of this process, which performs its calls in order."""

    def __init__(self, number):
        threading.Thread.__init__(self, name="lane %d" % number, daemon=True)
        self.number, self.requests = number, queue.Queue()
        self.start()

    def run(self):
        while True:
            request = self.requests.get()
            if request is None:
                return
            perform(request, self.number)
            del request


def tasks():
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 0


def end_lanes():
    """None, or why they did not all end."""
    for lane in lanes.values():
        lane.requests.put(None)
    deadline = time.monotonic() + 1
    for lane in lanes.values():
        lane.join(0.01)
    if any(lane.is_alive() for lane in lanes.values()):
        for s in [o for o in objects.values() if isinstance(o, SOCKETS)]:
            try:
                s.shutdown(2)  # wakes who waits on it; close alone would not
            except Exception:
                pass
    for lane in lanes.values():
        lane.join(max(0, deadline - time.monotonic()))
        if lane.is_alive():
            return "%s is still in a call" % lane.name
    lanes.clear()
    while not patcher and tasks() > tasks_at_start and time.monotonic() < deadline:
        time.sleep(0.0005)  # join() returns a little before the thread has left the process
    return None


def reset():
    why = end_lanes() if lanes else None
    while objects:
        value = objects.popitem()[1]
        if isinstance(value, SOCKET_OR_FILE):
            discard(value)
    value = None  # else the last one would outlive the collection below
    module.setdefaulttimeout(None)
    while handlers_at_start:
        signal.signal(*handlers_at_start.popitem())
    while limits_at_start:
        which, soft = limits_at_start.popitem()
        resource.setrlimit(which, (soft, resource.getrlimit(which)[1]))
    actions.clear()
    counts.clear()
    gc.collect()
    for seen in captured.pop(threading.get_ident(), ()):
        complain("at reset: %(class)s: %(text)s" % seen)
    return why


# ---------------------------------------------------------------------------------------------------- hello

def constants():
    out = {}
    for name in dir(module):
        value = getattr(module, name, None)
        if (re.match(r"[A-Z][A-Z0-9_]*\Z", name) or name == "has_ipv6") and isinstance(value, (int, str)):
            out[name] = encode(int(value) if isinstance(value, enum.Enum) else value)
    out.update((name, str(number)) for number, name in errno.errorcode.items())
    for name in ("EAGAIN", "EWOULDBLOCK", "ENOTSUP", "EOPNOTSUPP", "EDEADLK"):
        if hasattr(errno, name):
            out[name] = str(getattr(errno, name))
    return "{%s}" % ",".join("%s:%s" % (quote(n), v) for n, v in out.items())


def families():
    """Those AF_* for which a socket can be made here and now."""
    out = []
    for name in sorted(n for n in dir(module) if n.startswith("AF_") and n != "AF_UNSPEC"):
        for kind in ("SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_SEQPACKET"):
            proto = getattr(module, "CAN_RAW", 0) if name == "AF_CAN" else 0
            try:
                module.socket(getattr(module, name), getattr(module, kind), proto).close()
                out.append(name)
                break
            except Exception:
                pass
    return out


def libc():
    try:
        return os.confstr("CS_GNU_LIBC_VERSION") or "unknown"
    except (AttributeError, OSError, ValueError):
        return " ".join(platform.libc_ver()).strip() or "unknown"


def operations():
    """What the module has: of methods, what a socket or a file has (an instance: some classes delegate)."""
    sample = module.socket()
    try:
        have = [m for m in METHODS if hasattr(sample, m[1:]) or hasattr(io.BufferedReader, m[1:])]
    finally:
        sample.close()
    return sorted(have + [f for f in FUNCTIONS if hasattr(module, f)] + list(HELPERS))


def hello():
    python = sys.implementation
    version = ".".join(map(str, python.version[:3]))
    if python.name == "cpython":
        version = platform.python_version()
    tested = patcher or (module if module is not standard else None)
    answer = {
        "protocol": 1, "name": options.name or (tested.__name__ if tested else python.name),
        "version": options.version or str(getattr(tested, "__version__", version)), "api": platform.python_version(),
        "language": "python", "values": "python", "threads": True,
        "os": {"win32": "windows", "darwin": "macos"}.get(sys.platform, re.sub(r"\d+$", "", sys.platform)),
        "arch": platform.machine() or "unknown", "byteorder": sys.byteorder, "long": struct.calcsize("l"),
        "size_t": struct.calcsize("N"), "libc": libc(), "profile": "full", "families": families(),
        "operations": operations()}
    return '%s,"constants":%s}' % (quote(answer)[:-1], constants())


def warm_up():
    """What is made lazily is made now, so that the census after a case sees only what the case left."""
    try:
        module.getaddrinfo("127.0.0.1", 80)
        "warm\u00fcp".encode("idna")
    except Exception as e:
        complain("warming up: %s" % plain(e))
    warnings.resetwarnings()
    warnings.simplefilter("always")
    warnings.showwarning = record_warning
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # an interrupted run ends without a traceback
    gc.collect()
    gc.disable()  # collected at reset and sys.drop: a warning must not hit a call by chance
    getattr(gc, "freeze", lambda: None)()


# ---------------------------------------------------------------------------------------------------- main

def handle(line):
    request = parse(line.decode())
    do = request["do"]
    if do == "call":
        if type(request["id"]) is not int or not isinstance(request["op"], str):
            raise ValueError("a call has an id and an op")
        lane = request.get("lane", 0)
        if not lane:
            perform(request, 0)
        else:
            if lane not in lanes:
                lanes[lane] = Lane(lane)
            lanes[lane].requests.put(request)
    elif do == "reset":
        why = reset()
        send('{"id":%d,%s}\n' % (request["id"], '"unsupported":' + quote(why) if why else '"ok":null'))
    elif do == "hello":
        send('{"id":%d,"hello":%s}\n' % (request["id"], hello()))
    elif do == "bye":
        send('{"id":%d,"ok":null}\n' % request["id"])
        return False
    else:
        raise ValueError("no such request: %r" % do)
    return True


def serve():
    """0 after bye or the end of input, 2 when the other side breaks the protocol."""
    rest = b""
    while True:
        if patcher:
            select.select([REQUESTS], [], [])  # lets the lanes run, which read() would not
        chunk = read(REQUESTS, 1 << 16)
        if not chunk:
            return 0
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        for line in lines:
            try:
                if not handle(line):
                    return 0
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as e:
                complain("bad request %r: %s: %s" % (line[:200], type(e).__name__, plain(e)))
                return 2
        if len(rest) > LINE_LIMIT:
            complain("a request of more than %d bytes" % LINE_LIMIT)
            return 2


warm_up()
tasks_at_start = tasks()
if __name__ == "__main__":
    status = serve()
    sys.stderr.flush()
    os._exit(status)  # no lane that hangs can hold it
