"""Compiled programs (docs/program.md), written by hand: each uses another part of the format."""


def program(id, steps, actors=("main",), **changes):
    made = {"program": 1, "id": id, "case": id.split("[")[0], "group": id.split(".")[0], "kind": None, "mode": "blocking",
            "file": "x.case", "line": 1, "says": "says \"so\"", "clauses": ["method.recv.bytes"], "level": "must", "tags": [],
            "conditions": [], "privilege": "full", "deadline_ms": 5000, "actors": list(actors), "steps": []}
    for number, step in enumerate(steps, 2):
        base = {"line": number, "source": "step %d" % number, "actor": actors[0]}
        base.update(step)
        made["steps"].append(base)
    made.update(changes)
    return made


def call(op, *args, **more):
    return dict({"do": "call", "op": op, "args": list(args)}, **more)


def const(name):
    return {"const": name}


def var(name):
    return {"var": name}


def data(text):
    return {"bytes": text.encode().hex()}


PAIR = [call("socketpair", bind=["a", "b"])]
LISTENER = [call("socket", const("AF_INET"), const("SOCK_STREAM"), 0, bind="pair.lst"),
            call(".bind", {"tuple": ["127.0.0.1", 0]}, on="pair.lst"), call(".listen", 8, on="pair.lst"),
            call(".getsockname", on="pair.lst", bind="addr")]

AS_SPECIFIED = [
    program("x.eof", PAIR + [
        call(".send", data("x"), on="a", expect={"value": 1}),
        call(".shutdown", const("SHUT_WR"), on="a", expect={"value": None}),
        call(".recv", 10, on="b", bind="got", expect={"value": {"all": [{"type": "bytes"}, data("x"), {"length": 1}, {"prefix": data("x")}]}}),
        call(".recv", 10, on="b", expect={"value": data("")}),
        {"do": "let", "bind": "size", "value": {"add": [{"len": var("got")}, 4]}},
        {"do": "check", "value": var("size"), "expect": {"value": {"range": {"min": 5, "below": 6}}}},
        {"do": "check", "value": {"unpack": ["i", {"pack": ["i", -7]}]}, "expect": {"value": {"tuple": [-7]}}},
        {"do": "check", "value": {"slice": [{"index": [{"tuple": [1, "abcd"]}, 1]}, 1, None]}, "expect": {"value": "bcd"}}]),
    program("x.errors", [
        call("socket", bind="s"), call(".close", on="s"),
        call(".recv", 1, on="s", expect={"raises": {"class": "OSError", "exactly": True, "code": ["ENOTSOCK", "EBADF"],
                                                    "text": {"glob": "Bad...descriptor"}}}),
        call("inet_aton", "1.2.3.4.5", expect={"raises": {"class": "OSError"}}),
        call("inet_aton", 42, expect={"raises": {"class": "TypeError"}}),
        call("getaddrinfo", None, None, expect={"raises": {"class": "gaierror", "code": ["EAI_NONAME"]}}),
        call("inet_pton", const("AF_INET"), {"wtf8": "eda080"}, expect={"raises": {"class": "ValueError"}})]),
    program("x.waiting", PAIR + [
        call(".recv", 6, const("MSG_WAITALL"), on="b", lane=1, begin=True), {"do": "blocked", "lane": 1},
        call(".sendall", data("abcdef"), on="a"), {"do": "end", "lane": 1, "expect": {"value": data("abcdef")}},
        call(".settimeout", {"float": "0.05"}, on="b"),
        call(".recv", 1, on="b", expect={"raises": {"class": "timeout"}, "takes": {"min_ms": 40, "max_ms": 4000}})]),
    program("x.actors[tcp4]", LISTENER + [
        call(".accept", on="pair.lst", begin=True, bind=["conn", "peer"]), {"do": "blocked"},
        call("socket", bind="c", actor="client"), call(".connect", var("addr"), on="c", actor="client"),
        call(".getsockname", on="c", bind="mine", actor="client"), {"do": "end"},
        {"do": "check", "value": var("peer"), "expect": {"value": var("mine")}},
        {"do": "check", "value": var("conn"), "expect": {"value": {"type": "socket"}}},
        {"do": "kill", "actor": "client"}, call(".recv", 1, on="conn", expect={"value": data("")})],
        actors=("server", "client")),
    program("x.signals", PAIR + [
        call("sys.on_signal", "USR1", "count"), call(".recv", 1, on="b", begin=True), {"do": "blocked"},
        {"do": "signal", "signal": "USR1"}, {"do": "blocked"}, {"do": "signal", "signal": "USR1"},
        {"do": "blocked"}, call("sys.on_signal", "USR1", "count", actor="other"), {"do": "kill", "actor": "other"}],
        actors=("main", "other")),
    program("x.buffers", PAIR + [
        call("buf.new", 4, "array", bind="list"), call(".send", {"fill": {"seed": 1, "len": 3}}, on="a"),
        call(".recv_into", var("list"), 2, on="b", expect={"value": 2}),
        call("buf.data", var("list"), expect={"value": {"bytes": "01020000"}}),
        call("attr.get", "family", on="a", expect={"value": {"enum": "AF_UNIX"}}),
        call("attr.set", "family", 3, on="a", expect={"raises": {"class": "AttributeError"}}),
        call("sys.drop", var("b"), expect={"warns": ["ResourceWarning"]}),
        call("module.bases", "timeout", expect={"value": {"contains": ["timeout", "OSError"]}})]),
]

DIFFERENT = [
    program("y.value", PAIR + [call(".send", data("x"), on="a", expect={"value": 2})]),
    program("y.bool", PAIR + [call(".send", data("x"), on="a", expect={"value": True})]),
    program("y.list", [call("socketpair", expect={"value": [{"any": True}, {"any": True}]})]),
    program("y.raises", [call("inet_aton", "1.2.3.4", expect={"raises": {"class": "OSError"}})]),
    program("y.code", [call("socket", bind="s"), call(".close", on="s"), call(".recv", 1, on="s", expect={"raises": {"class": "OSError", "code": ["EINTR"]}})]),
    program("y.exactly", [call("getaddrinfo", None, None, expect={"raises": {"class": "OSError", "exactly": True}})]),
    program("y.not_blocked", PAIR + [call(".send", data("x"), on="a", begin=True), {"do": "blocked"}]),
    program("y.hang", PAIR + [call(".recv", 1, on="a")], deadline_ms=300),
    program("y.early", PAIR + [call(".send", data("x"), on="a", expect={"takes": {"min_ms": 3000}})]),
    program("y.no_warning", PAIR + [call(".close", on="a", expect={"warns": ["ResourceWarning"]})]),
    program("y.warning", PAIR + [call("sys.drop", var("a"))], level="should"),
    program("y.check", [{"do": "check", "value": 3, "expect": {"value": {"range": {"above": 3}}}}]),
]

ELSEWHERE = [
    program("z.future", [], conditions=[{"subject": "api", "op": "since", "value": "99.1", "because": "not yet"}]),
    program("z.past", [], conditions=[{"subject": "api", "op": "before", "value": "3.2", "because": "long ago"}]),
    program("z.windows", [], conditions=[{"subject": "os", "op": "is", "value": "plan9", "because": "there only"}]),
    program("z.const", [], conditions=[{"subject": "need", "op": "is", "value": "const:AF_NOBODY_HAS"}]),
    program("z.hosts", [call("gethostbyname", "127.0.0.1", expect={"value": "somewhere else"})],
            conditions=[{"subject": "need", "op": "is", "value": "hosts"}]),
    program("z.op", [], conditions=[{"subject": "need", "op": "is", "value": "op:.teleport"}]),
]
