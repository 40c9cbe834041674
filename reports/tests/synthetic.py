"""Journals made for tests: one with some of everything, or as large as is asked for. Valid by the journal's schema."""

import json
import random
from collections import Counter

from model import digest

OUTCOMES = ("pass", "fail", "crash", "hang", "unsupported", "inapplicable", "error", "not-run")
GROUPS = {
    "accept": "method.accept", "bind": "method.bind", "close": "method.close", "connect": "method.connect",
    "getaddrinfo": "func.getaddrinfo", "gethostbyname": "func.gethostbyname", "getnameinfo": "func.getnameinfo",
    "getsockopt": "method.getsockopt", "if_nameindex": "func.if_nameindex", "inet_aton": "func.inet_aton",
    "inet_pton": "func.inet_pton", "makefile": "method.makefile", "recv": "method.recv", "recv_into": "method.recv_into",
    "recvmsg": "method.recvmsg", "send": "method.send", "sendall": "method.sendall", "sendfile": "method.sendfile",
    "sendmsg": "method.sendmsg", "setsockopt": "method.setsockopt", "shutdown": "method.shutdown",
    "socketpair": "func.socketpair", "timeouts": "timeout.timeout", "unix": "family.unix",
}
CLAIMS = ("recv() returns b\"\" once the peer has shut down its sending half",
          "a second close does nothing", "the address is that of the peer", "a full queue raises BlockingIOError",
          "a signal in the waiting call does not end it", "the buffer is filled from its start",
          "the result counts the bytes taken", "an unknown option raises OSError ENOPROTOOPT")
WORDS = ("eof_after_peer_shutdown", "after_close", "two_parts", "empty_name", "short_buffer", "timeout_expires",
         "would_block", "full_backlog", "peer_vanishes", "large_transfer", "keeps_order", "truncates", "reports_address")
KINDS = ("tcp4", "tcp6", "udp4", "udp6", "unix-stream", "unix-dgram", "unix-seqpacket", "abstract-stream")
REASONS = ("needs ipv6: there is no IPv6 here", "since 3.12: create_server has it from then on",
           "needs family:AF_CAN: the kernel has none")


def implementation(name="ref", role="tested", version="0.1.0", **hello):
    said = {"protocol": 1, "name": name, "version": version, "api": "3.13.0", "language": "c", "values": "typed",
            "threads": True, "os": "linux", "arch": "x86_64", "byteorder": "little", "long": 8, "size_t": 8,
            "libc": "glibc 2.36", "profile": "full", "families": ["AF_INET", "AF_INET6", "AF_UNIX"]}
    said.update(hello)
    return {"name": name, "role": role, "command": "%s-adapter" % name, "digest": "fnv64:5d41402a00000000", "hello": said,
            "reason": None}


def header(implementations, selected, declared=None, **changes):
    made = {"type": "header", "journal": 1, "sockspec": "0.1.0", "started": "2026-01-31T12:00:00Z",
            "suite": {"digest": "fnv64:9e107d9d00000000", "cases": 700, "runs": declared or selected, "selected": selected,
                      "matching": selected, "ids": "fnv64:0000000000000001",
                      "selection": {"select": [], "kinds": [], "levels": [], "tags": [], "no_tags": [], "shard": None}},
            "implementations": implementations,
            "profile": None, "platform": {"os": "linux", "kernel": "6.1.0", "arch": "x86_64", "libc": "glibc 2.36",
                                          "key": "linux-6.1-glibc2.36-x86_64-cpython3.11"},
            "capabilities": {"netns": {"available": True}, "ipv6": {"available": True},
                             "strace": {"available": False, "reason": "strace is not installed"}},
            "clauses": {}, "oracle": "live", "oracle_note": None, "recording": None, "deviations": [],
            "options": {"repeat": 1, "shuffle": None, "deadline_scale": 1.0, "namespaces": True}}
    made.update(changes)
    return made


def steps(outcome="pass", port=40000):
    made = [{"line": 14, "actor": "main", "source": "a, b = pair()", "observed": "(<a>, <b>)"},
            {"line": 15, "actor": "main", "source": "a.send(b\"x\") -> 1", "observed": "1"},
            {"line": 16, "actor": "main", "source": "a.getsockname() -> (\"127.0.0.1\", 1..65535)",
             "observed": "(\"127.0.0.1\", %d)" % port},
            {"line": 17, "actor": "main", "source": "b.recv(10) -> b\"x\"", "observed": "b\"x\""}]
    if outcome == "fail":
        made[3].update(observed="b\"\"", wanted="b\"x\"")
    return made


def case(impl="ref", id="recv.eof_after_peer_shutdown[tcp4]", outcome="pass", **changes):
    name, _, axes = id.partition("[")
    kind, _, mode = axes.rstrip("]").partition(",")
    made = {"type": "case", "impl": impl, "id": id, "case": name, "group": name.split(".")[0], "kind": kind or None,
            "mode": mode or "blocking", "file": "recv.case", "line": 12, "says": CLAIMS[0], "level": "must", "tags": [],
            "clauses": ["method.recv.bytes"], "erratum": None, "outcome": outcome, "blame": None,
            "blame_reason": None, "unexpected": None, "note": None, "expected": outcome in ("pass", "inapplicable"), "deviation": None, "reason": None, "signature": None,
            "failed_step": None, "ms": 1.25, "cpu_ms": 0.4, "attempts": 1,
            "steps": [] if outcome in ("inapplicable", "not-run") else steps(outcome), "stderr": None}
    if outcome == "fail":
        made.update(blame="implementation", blame_reason="the oracle passes", signature="step 4: returned b\"\"", failed_step=4, others=[
            {"name": "cpython", "role": "oracle", "outcome": "pass", "reason": None, "signature": None,
             "failed_step": None, "steps": steps(port=40001)}])
    if outcome != "pass":
        made["reason"] = "what made it %s" % outcome
        if outcome != "inapplicable":
            made.update(others=made.get("others", []), blame=made["blame"] or "unknown",
                        blame_reason=made["blame_reason"] or "no oracle was there to ask")
    made.update((key, value) for key, value in changes.items() if value is not None)
    return made


def footer(cases, **changes):
    totals = {}
    for one in cases:
        totals.setdefault(one["impl"], dict.fromkeys(OUTCOMES, 0))[one["outcome"]] += 1
    surprises = sum(1 for one in cases if not one["expected"])
    made = {"type": "footer", "totals": totals, "unexpected": surprises, "unmatched_deviations": [], "shutdown": [], "wall_ms": 9000,
            "cpu_ms": 5000, "exit": 1 if surprises else 0, "interrupted": False}
    made.update(changes)
    return made


def journal(cases, with_footer=True, footer_changes=None, suite=(), **header_changes):
    """A whole journal as text, from `case` lines."""
    names = list(dict.fromkeys(one["impl"] for one in cases)) or ["ref"]
    per_impl = Counter(one["impl"] for one in cases)
    implementations = [implementation(name) for name in names] + [
        implementation("cpython", "oracle", "3.11.7", language="python", values="python")]
    selected = header_changes.pop("selected", max(per_impl.values(), default=0))
    ids = {one["id"] for one in cases}
    first = header(implementations, selected, **header_changes)
    first["suite"].update(dict({"ids": digest.of_ids(ids)}, **dict(suite)))
    lines = [first] + cases
    if with_footer:
        lines.append(footer(cases, **(footer_changes or {})))
    return "".join(json.dumps(line) + "\n" for line in lines)


def large(runs, names=("ref",), seed=1, trouble=0.01):
    """`case` lines of `runs` runs for each of `names`, of all outcomes; `trouble` is the share of unexpected ones."""
    dice = random.Random(seed)
    made = []
    for number in range(runs):
        group = list(GROUPS)[number // len(KINDS) % len(GROUPS)]
        word = "%s_%d" % (dice.choice(WORDS), number // (len(KINDS) * len(GROUPS)))
        kind = KINDS[number % len(KINDS)]
        for name in names:
            made.append(_one(dice, name, "%s.%s[%s]" % (group, word, kind), number, trouble))
    unique = {}
    for one in made:
        while (one["impl"], one["id"]) in unique:
            one["case"] += "x"
            one["id"] = "%s[%s]" % (one["case"], one["kind"])
        unique[one["impl"], one["id"]] = one
    return list(unique.values())


def _one(dice, name, id, number, trouble):
    group = id.split(".")[0]
    spread = dice.random()
    common = {"file": group + ".case", "line": 10 + number % 300, "says": CLAIMS[number % len(CLAIMS)],
              "level": "must" if number % 5 else "should", "clauses": [GROUPS[group] + ".bytes", GROUPS[group] + ".errors"],
              "ms": round(dice.expovariate(0.5), 2)}
    if spread < trouble / 2:
        return case(name, id, "fail", **common)
    if spread < trouble:
        outcome = dice.choice(("crash", "hang", "unsupported", "error"))
        return case(name, id, outcome, blame=dice.choice(("implementation", "suite", "unknown")), expected=False,
                    signature="%s: in step 3" % outcome, reason="no answer after 5000 ms" if outcome == "hang" else None, **common)
    if spread < trouble + 0.02:
        return case(name, id, "fail", **dict(common, expected=True, deviation={
            "file": name + ".dev", "line": 3, "kind": "platform", "reason": "Linux queues one connection more than asked for",
            "link": "https://example.org/1"}))
    if spread < trouble + 0.08:
        return case(name, id, "inapplicable", reason=dice.choice(REASONS), **common)
    made = case(name, id, **common)
    made["steps"] = steps(port=dice.randrange(32768, 61000)) + [
        {"line": 18 + extra, "actor": "main", "source": "b.recv(%d) -> b\"%s\"" % (extra + 1, "x" * extra), "observed": "b\"%s\"" % ("x" * extra)}
        for extra in range(number % 7)]
    return made


if __name__ == "__main__":
    import sys
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    sys.stdout.write(journal(large(count, sys.argv[2:] or ("ref",))))
