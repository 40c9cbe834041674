"""An adapter whose operations are the ways in which adapters go wrong, for test_worker.py. Knows nothing of sockets."""
import json
import os
import signal
import subprocess
import sys
import threading
import time

MODE = sys.argv[1] if len(sys.argv) > 1 else ""
OUT = os.fdopen(os.dup(1), "w")
LOCK = threading.Lock()


def say(message):
    with LOCK:
        OUT.write(message if isinstance(message, str) else json.dumps(message) + "\n")
        OUT.flush()


def fork_setsid(*_):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.close(0)
            time.sleep(1000)
        os._exit(0)
    os.wait()


def crash_with_heir(*_):
    """Die while a process lives on that holds all our pipes."""
    if os.fork() == 0:
        os.setsid()
        time.sleep(1000)
    os.kill(os.getpid(), signal.SIGABRT)


def last_words(length, status):
    """Leave, with much to say on stderr when stdout is closed already."""
    OUT.close()
    os.close(1)
    sys.stderr.write("e" * length)
    sys.stderr.flush()
    os._exit(status)


def status(*_):
    with open("/proc/self/status") as f:
        return dict(line.rstrip("\n").split(":\t", 1) for line in f if ":\t" in line)["CapEff"].lstrip("0")


def count(name, *_):
    return COUNTS.get(name, 0)


COUNTS = {}


def on_signal(number, _frame):
    COUNTS[signal.Signals(number).name[3:]] = COUNTS.get(signal.Signals(number).name[3:], 0) + 1


HELD = []
OPERATIONS = {
    "echo": lambda *args: args[0] if args else None,
    "sleep": lambda seconds: time.sleep(seconds),
    "spin": lambda seconds: [None for t in [time.monotonic() + seconds] for _ in iter(lambda: time.monotonic() < t, False)] and None,
    "pair": lambda *_: {"tuple": [1, "two"]},
    "leak": lambda n: HELD.extend(os.open("/dev/null", os.O_RDONLY) for _ in range(n)),
    "lose": lambda *_: os.close(FILE),
    "thread": lambda *_: threading.Thread(target=time.sleep, args=(1000,), daemon=True).start(),
    "daemon": fork_setsid,
    "child": lambda *_: HELD.append(subprocess.Popen(["sleep", "1000"])) and None,
    "abort": lambda *_: os.kill(os.getpid(), signal.SIGABRT),
    "abort_with_heir": crash_with_heir,
    "exit": lambda n: os._exit(n),
    "last_words": last_words,
    "garbage": lambda *_: say("}{ not JSON\n"),
    "half": lambda *_: (say('{"id":'), os._exit(0)),
    "long": lambda n: [say("x" * 65536) for _ in range(n // 65536)] and None,
    "deep": lambda *_: say("[" * 100000 + "\n"),
    "unasked": lambda *_: say({"id": 123456, "ok": None}),
    "not_a_value": lambda *_: {"marzipan": 1},
    "noise": lambda n: sys.stderr.write("e" * n + "\n") and None,
    "caps": status,
    "secret": lambda *_: sorted(os.environ),
    "fds": lambda *_: sorted(int(n) for n in os.listdir("/proc/self/fd"))[:-1],
    "netns": lambda *_: os.readlink("/proc/self/ns/net"),
    "hostname": lambda *_: os.uname().nodename,
    "sethostname": lambda name: subprocess.check_call([sys.executable, "-c", "import socket; socket.sethostname(%r)" % name]) and None,
    "readable": lambda path: os.access(path, os.R_OK),
    "getppid": lambda *_: os.getppid() > 0,
    "write": lambda text: os.write(FILE, text.encode()),
    "sys.pid": lambda *_: os.getpid(),
    "sys.on_signal": lambda name, _: signal.signal(signal.Signals["SIG" + name], on_signal) and None,
    "sys.signals": count,
}
FILE = os.open("/dev/null", os.O_WRONLY)


def call(request):
    name = request["op"]
    if name not in OPERATIONS:
        return {"unsupported": "no " + name}
    began = time.monotonic_ns()
    try:
        if request.get("begin") and MODE != "never_starts":
            say({"started": request["id"]})
        answer = {"ok": OPERATIONS[name](*request["args"])}
        if isinstance(answer["ok"], (tuple, dict)) and name not in ("pair", "not_a_value", "echo"):
            answer["ok"] = None
    except OSError as error:
        import errno
        answer = {"raised": {"class": "OSError", "bases": ["OSError", "Exception"], "errno": errno.errorcode[error.errno],
                             "text": error.strerror}}
    answer["ns"] = time.monotonic_ns() - began
    return answer


def hello():
    if MODE == "not_json":  # a blank of three bytes, which no UTF-8 has
        OUT.buffer.write(b"\xe0\x80\xa0\n")
    constants = {"A" * 59 + "\u00e9": {"x": 1}} if MODE == "long_name" else {"ANSWER": 42}
    return {"protocol": 1, "name": "fake", "version": "1", "api": "3.11", "language": "python",
            "values": "typed" if MODE == "typed" else "python", "threads": True, "os": "linux", "arch": "x86_64",
            "byteorder": sys.byteorder, "long": 8, "size_t": 8, "libc": "unknown", "profile": "full", "constants": constants, "operations": sorted(OPERATIONS), "families": []}


def answer_to(request):
    answer = call(request)
    answer["id"] = request["id"]
    say(answer)
    if request["op"] == "echo" and MODE == "twice":
        say(answer)


if MODE == "ignores_term":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if MODE == "mute":
    time.sleep(1000)
for line in sys.stdin:
    request = json.loads(line)
    what = request["do"]
    if what == "call" and request.get("lane", 0):
        threading.Thread(target=answer_to, args=(request,), daemon=True).start()
    elif what == "call":
        answer_to(request)
    elif what == "hello":
        say({"id": request["id"], "hello": hello()})
    elif what == "reset" and MODE == "hangs_at_reset" and COUNTS.setdefault("resets", 0) > 0:
        time.sleep(1000)
    elif what == "reset" and MODE == "cannot_reset" and COUNTS.setdefault("resets", 0) > 0:
        say({"id": request["id"], "unsupported": "not now"})
    else:
        COUNTS["resets"] = COUNTS.get("resets", 0) + (what == "reset")
        if what == "bye" and MODE == "hangs_at_bye":
            time.sleep(1000)
        say({"id": request["id"], "ok": None})
        if what == "bye":
            if MODE == "stays":
                time.sleep(1000)
            while MODE == "goes_on":
                OUT.write("more\n" * 10000)
            if MODE == "last_words":
                last_words(200000, 3)
            os._exit(3 if MODE == "exit_status" else 0)
