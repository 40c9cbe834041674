"""A standalone Python script of a program: the runtime, the helpers it needs, its conditions, its steps."""

import ast
import os

from model import clean
from repro import CannotExpress
from repro.expressions import Expressions, Names, Patterns
from repro.operations import HELPERS, call

RUNTIME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "runtime")
PARTS = ("base", "actor", "patterns", "run", "conditions")  # one text, in this order


def script(program):
    """The whole text. CannotExpress names what a script has no means for."""
    return _Script(program).text()


def _part(name):
    with open(os.path.join(RUNTIME, name + ".py"), encoding="utf-8") as file:
        return file.read()


def _top_level(source):
    """Names that a Python source defines or imports at its top."""
    names = set()
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Assign):
            names.update(found.id for target in node.targets for found in ast.walk(target) if isinstance(found, ast.Name))
    return names


class _Script:
    def __init__(self, program):
        self.runtime = "\n\n".join(_part(name) for name in PARTS)
        self.program = program
        taken = _top_level(self.runtime) | {"TMP", "TOKEN"} | {name.replace(".", "_") for name in HELPERS}
        names = Names(taken)
        self.expressions, self.patterns = Expressions(names), Patterns(names)
        self.names = names
        self.used = set()

    def text(self):
        steps = self._steps()
        conditions = self._conditions()
        helpers = "".join("\n\n" + HELPERS[op] + "\n" for op in sorted(self.used))
        if helpers:
            helpers = "\n\n# ---- helpers that run inside an actor ----" + helpers
        return "\n".join((self._head(), self.runtime + helpers, "", "# ---- the case ----", "", "def conditions():",
                          conditions, "", "", "def steps(run):", steps, "", "",
                          'if __name__ == "__main__":', "    main(%s, %s, %r, conditions, steps)"
                          % (ascii(clean.line(self.program.get("file"))), ascii(self.program.get("level", "must")),
                             self.program.get("deadline_ms", 5000) / 1000), ""))

    def _head(self):
        program = self.program
        lines = ["#!/usr/bin/env python3", "# %s" % clean.line(program["id"]), "#"]
        if program.get("says"):
            lines.append("# Claim: %s" % clean.line(program["says"]))
        lines.append("# %s:%s, level %s, clauses: %s" % (
            clean.line(program.get("file")), program.get("line"), program.get("level"), " ".join(program.get("clauses") or ["none"])))
        if program.get("erratum"):
            lines.append("# Erratum: %s" % clean.line(program["erratum"]))
        if program.get("privilege") == "none":
            lines.append("# Meant for a process without privileges: do not run it as root.")
        lines += ["#", "# Made by `sockspec repro`. Needs Python 3.6 or later and nothing else:  python3 THIS_FILE",
                  "# Exit status: 0 as specified, 1 it differs, 77 it does not apply here.", ""]
        return "\n".join(lines)

    def _conditions(self):
        lines = ["    " + self._condition(one) for one in self.program.get("conditions") or ()]
        if any(step.get("op") == "sethostname" for step in self.program["steps"]):
            lines.insert(0, '    need("netns")')
        return "\n".join(lines or ["    pass"])

    def _condition(self, one):
        subject, op, value = one["subject"], one["op"], one["value"]
        why = ascii("%s %s %s: %s" % (subject, op, value, one.get("because") or "needed"))
        if subject == "need":
            if value in ("fault", "strace"):
                raise CannotExpress("a failing system call (needs %s)" % value)
            return "need(%s)" % ascii(value)
        if subject in ("api", "kernel"):
            actual = "sys.version_info[:3]" if subject == "api" else "version(platform.release())"
            return "if %s(%s >= version(%s)): does_not_apply(%s)" % ("not " if op == "since" else "", actual, ascii(value), why)
        return "if %shere(%s).startswith(%s): does_not_apply(%s)" % (
            "not " if op == "is" else "", ascii(subject), ascii(value.lower()), why)

    def _steps(self):
        lines = ["run.start(%s)" % ", ".join(ascii(actor) for actor in self.program["actors"])]
        shown = None
        for step in self.program["steps"]:
            here = step.get("line"), step.get("source"), step.get("template")
            if here != shown and step.get("source"):
                lines.append("# %s%s" % (clean.line(step["source"]), "   (in %s)" % clean.line(step["template"]) if step.get("template") else ""))
            shown = here
            lines.append(self._step(step))
        return "\n".join("    " + line for line in lines)

    def _step(self, step):
        do, line = step["do"], step.get("line") or 0
        if step.get("template"):
            line = ascii("%s:%d" % (step["template"], line))
        actor = ascii(step.get("actor", self.program["actors"][0]))
        lane = ["lane=%d" % step["lane"]] if step.get("lane") else []
        expect = self._expect(step.get("expect") or {})
        if do == "call":
            source = ascii(call(step, self.expressions, self.used))
            if step.get("begin"):
                return self._do("begin", [line, actor, source] + self._bind(step) + lane)
            return self._do("call", [line, actor, source] + self._bind(step) + lane + expect)
        if do == "end":
            return self._do("end", [line, actor] + lane + expect)
        if do == "blocked":
            return self._do("blocked", [line, actor] + lane)
        if do == "check":
            pattern = (step.get("expect") or {}).get("value", {"any": True})
            return self._do("check", [line, ascii(self.expressions.source(step["value"])), ascii(self.patterns.source(pattern))])
        if do == "let":
            return self._do("let", [ascii(self.names.of(step["bind"])), ascii(self.expressions.source(step["value"]))])
        if do == "signal":
            return self._do("signal", [line, actor, ascii(step["signal"])])
        if do == "kill":
            return self._do("kill", [line, actor])
        raise CannotExpress("the step %s" % do)

    def _do(self, method, arguments):
        return "run.%s(%s)" % (method, ", ".join(str(one) for one in arguments))

    def _bind(self, step):
        bind = step.get("bind")
        if bind is None or bind == []:
            return []
        if isinstance(bind, str):
            return ["bind=%s" % ascii(self.names.of(bind))]
        return ["bind=[%s]" % ", ".join(ascii(self.names.of(name)) for name in bind)]

    def _expect(self, expect):
        made = []
        if "value" in expect:
            made.append("returns=%s" % ascii(self.patterns.source(expect["value"])))
        raises = expect.get("raises")
        if raises:
            made.append("raises=%s" % ascii(raises["class"]))
            if raises.get("code"):
                made.append("code=%r" % (tuple(raises["code"]),))
            if raises.get("exactly"):
                made.append("exactly=True")
            for member in ("text", "args"):
                if member in raises:
                    made.append("%s=%s" % (member, ascii(self.patterns.source(raises[member]))))
        if expect.get("warns"):
            made.append("warns=%r" % (tuple(expect["warns"]),))
        takes = expect.get("takes") or {}
        made += ["%s=%r" % (name, takes[key]) for key, name in (("min_ms", "least_ms"), ("max_ms", "most_ms")) if takes.get(key) is not None]
        return made
