#!/usr/bin/env python3
"""An adapter with a few functions only, which does wrong what it is told to. OP may be hello, reset or bye, too.

    fake.py [--name N] [--version V] [--lie OP] [--die OP] [--hang OP] [--unsupported OP] [--flaky OP] [--kill-parent OP]
            [--slow SECONDS] [--typed] [--mute] [--bad-bye] [--deaf] [--raise JSON] [--senseless HOW]
            [--hello JSON] [--no-ns] [--bases JSON] [--last-words] [--pid own|PID] [--away] [--sigpipe]

--kill-parent OP kills the process that started it, --lie answers another value, --flaky every second time, --die exits with status 9, --mute never says hello, --slow waits before each answer, --deaf closes its stdin after hello, --raise lets every call raise an OSError with that text. --hello has members of hello, null for one that is left out. --bases are those of every error, --last-words is a line at the end, --pid answers sys.pid, --away takes the protocol away from descriptors 0 and 1, --sigpipe has socketpair, and the signal's default.
After a request without meaning it does as --senseless says: "answer", "quiet" (ends with status 2 and no word), "right".
"""
import argparse
import json
import os
import signal
import socket
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("--name", default="fake")
parser.add_argument("--version", default="1.0")
for what in ("lie", "die", "hang", "unsupported", "flaky", "kill-parent"):
    parser.add_argument("--" + what, action="append", default=[])
parser.add_argument("--slow", type=float, default=0)
parser.add_argument("--typed", action="store_true")
parser.add_argument("--mute", action="store_true")
parser.add_argument("--bad-bye", action="store_true")
parser.add_argument("--deaf", action="store_true")
parser.add_argument("--raise", dest="text", type=json.loads, default=())
parser.add_argument("--senseless", default="crash")
parser.add_argument("--hello", type=json.loads, default={})
parser.add_argument("--no-ns", action="store_true")
parser.add_argument("--bases", type=json.loads)
parser.add_argument("--last-words", action="store_true")
parser.add_argument("--pid")
parser.add_argument("--away", action="store_true")
parser.add_argument("--sigpipe", action="store_true")
options, _ = parser.parse_known_args()
asked, handles = {}, {}
requests, answers = sys.stdin, sys.stdout
if options.away:
    requests, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)

HELLO = {"protocol": 1, "name": options.name, "version": options.version, "api": "3.11", "language": "python",
         "values": "typed" if options.typed else "python", "threads": False, "os": "linux", "arch": "x86_64",
         "byteorder": sys.byteorder, "long": 8, "size_t": 8, "libc": "glibc 2.36", "profile": "full", "constants": {},
         "operations": ["htons", "htonl", "inet_aton", "inet_ntoa"], "families": ["AF_INET"]}
HELLO["operations"] += ["sys.pid"] if options.pid else []
if options.sigpipe:
    HELLO["operations"] += ["socketpair", ".close", ".send"]
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
HELLO.update(options.hello)
HELLO = {name: member for name, member in HELLO.items() if member is not None}


def value(op, request):
    argument = request["args"][0] if request["args"] else None
    if op == "sys.pid":
        return os.getpid() if options.pid == "own" else int(options.pid)
    if op == "socketpair":
        handles.update(zip(request["bind"], socket.socketpair()))
        return {"tuple": [{"handle": name} for name in request["bind"]]}
    if op in (".close", ".send"):
        return getattr(handles[request["on"]], op[1:])(*(bytes.fromhex(one["bytes"]) for one in request["args"]))
    if op in ("htons", "htonl"):
        return getattr(socket, op)(argument)
    if op == "inet_aton":
        return {"bytes": socket.inet_aton(argument).hex()}
    return socket.inet_ntoa(bytes.fromhex(argument["bytes"]))


def say(text):
    print(text, file=answers, flush=True)


def misbehave(what):
    if what in options.kill_parent:
        os.kill(os.getppid(), signal.SIGKILL)
    if what in options.hang:
        time.sleep(1000)


def call(request):
    op = request["op"]
    asked[op] = asked.get(op, 0) + 1
    if op in options.die:
        os._exit(9)
    misbehave(op)
    if op not in HELLO["operations"] or op in options.unsupported:
        return {"unsupported": "no %s here" % op}
    if op in options.lie or (op in options.flaky and asked[op] % 2 == 0):
        return {"ok": "\x1b[31m<b>lie</b>"}
    if options.text != ():
        return {"raised": {"class": "OSError", "bases": ["OSError", "Exception"] if options.bases is None else options.bases, "text": options.text}}
    try:
        return {"ok": value(op, request)}
    except OSError as error:
        return {"raised": {"class": "OSError", "bases": ["OSError", "Exception"], "text": str(error)}}
    except (TypeError, OverflowError) as error:
        name = type(error).__name__
        return {"raised": {"class": name, "bases": [name, "Exception"], "text": str(error)}}


def understand(line):
    """The request; None where --senseless lets it go on without one."""
    try:
        message = json.loads(line)
        if message["do"] not in ("hello", "call", "reset", "bye") or message["do"] == "call" and "op" not in message:
            raise ValueError("no such request")
        message["id"]
        return message
    except (KeyError, TypeError, ValueError) as error:
        if options.senseless == "crash":
            raise
        if options.senseless == "answer":
            say('{"id":1,"ok":null}')
            return None
        if options.senseless == "right":
            print("fake: bad request: %r" % error, file=sys.stderr)
        sys.exit(2)


for line in requests:
    message = understand(line)
    if message is None:
        continue
    what, answer = message["do"], {"ok": None}
    time.sleep(options.slow)
    if what != "call":
        misbehave(what)
    if what == "hello":
        if options.mute:
            sys.exit(4)
        answer = {"hello": HELLO}
        if options.deaf:
            os.close(0)
    elif what == "call":
        answer = call(message)
        if "unsupported" not in answer and not options.no_ns:
            answer["ns"] = 1
    say(json.dumps(dict(answer, id=message["id"])))
    if what == "bye":
        break
if options.last_words:
    say("so long")
sys.exit(5 if options.bad_bye else 0)
