"""What proves that a run was one of the drop-in, what of librefsock it reached, and what holds the rest."""
import collections
import glob
import json
import os
import re
import subprocess

import build
import suites

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(build.ROOM))


def operations_of(page=os.path.join(ROOT, "docs", "c-mapping.md")):
    """{function of librefsock: operations of the case language}, by the page of Python's names in C."""
    result = collections.defaultdict(set)
    with open(page, encoding="utf-8") as file:
        for line in file:
            cells = line.split("|")
            if len(cells) < 4:
                continue
            names = re.findall(r"`(\.?\w+)(?:\(\))?`", cells[1])
            for function in re.findall(r"`(rs_\w+)\(\)`", cells[2]):
                result[function].update(names)
    return result


def cases_of(sockspec):
    """{operation: cases} that call it in a step of their own, not only to make what they need."""
    result = collections.defaultdict(set)
    done = subprocess.run([sockspec, "export"], stdout=subprocess.PIPE, check=True, cwd=ROOT,
                          env=dict(os.environ, SOCKSPEC_DATA=ROOT))
    for line in done.stdout.decode().splitlines():
        program = json.loads(line)
        for step in program["steps"]:
            if "op" in step and "template" not in step:
                result[step["op"]].add(program["case"])
    return result


def tests_of(function):
    """The C tests of librefsock that name a function, or else what of its adapter does: all cases go through that."""
    word = re.compile(r"\b%s\b" % function)
    found = []
    for folder in ("ref/tests", "conformance/adapters/ref"):
        for path in sorted(glob.glob(os.path.join(ROOT, folder, "**", "*.c"), recursive=True)):
            with open(path, encoding="utf-8") as file:
                if word.search(file.read()):
                    found.append(os.path.relpath(path, ROOT))
        if found:
            break
    return found


def holders(function, operations, cases):
    """One line on what holds a function."""
    found = sorted(set().union(*(cases[name] for name in operations[function])))
    if found:
        return "%d case%s, such as %s" % (len(found), "" if len(found) == 1 else "s", found[0])
    tests = tests_of(function)
    return " ".join(tests[:3]) if tests else "nothing"


def report_processes(stock, dropin):
    """Prints which modules the processes had. False if one of them was another than it should be."""
    modules, silent = dropin.processes()
    others = {module: count for module, count in modules.items() if module != dropin.module}
    print("  processes: %d on %s" % (modules.get(dropin.module, 0), dropin.module))
    print("  processes that never loaded it (python -S, or ended before that): %d" % len(silent))
    for words in sorted(set(" ".join(words)[:100] for words in silent)):
        print("    python %s" % words)
    for module, count in sorted(others.items()):
        print("  processes on another module: %d on %s" % (count, module))
    mixed = dropin.module in stock.processes()[0]
    if mixed:
        print("  stock ran on the drop-in")
    return not others and not mixed


SOCKET = "test.test_socket"
SURFACE = "surface"  # what stands for a test in used.tsv and among the outcomes: the comparison of answers (surface.py)


def during(dropin, action):
    """(what action() returns, the Outcome of a test that is nothing but that)."""
    before = dropin.counters()
    result = action()
    called = [i for i, (name, count) in enumerate(dropin.counters().items()) if count != before[name]]
    return result, suites.Outcome("pass", 0, "", 0, called)


def read_used(mode, path=os.path.join(HERE, "used.tsv")):
    """{function of librefsock: the tests that certainly use it} in this mode, "plain" or "full"."""
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return {function: [test if test == SURFACE or test.startswith("test.") else "%s.%s" % (SOCKET, test) for test in tests.split()]
            for function, where, tests in rows[1:] if where in (mode, "any")}


def called_in(outcome, names):
    """The functions of librefsock, of `names`, that were called during a test: not by an import alone, which is before."""
    return {names[i] for i in outcome.called}


def unproved(outcomes, mode, names, at_import, whole):
    """Why outcomes of the drop-in do not show that the tests used librefsock, as texts. A test that passes must have had each
    function called that used.tsv says of it; when test_socket was run whole, one of a function's tests must be there."""
    why = []
    for function, tests in sorted(read_used(mode).items()):
        here = [test for test in tests if test in outcomes]
        why += ["%s passes, and %s was not called in it" % (test, function) for test in here
                if outcomes[test].outcome == "pass" and function not in called_in(outcomes[test], names)]
        if whole and not here and any(test.startswith(SOCKET + ".") for test in tests):
            why.append("this version has none of the tests that used.tsv names for %s" % function)
    if not any(called_in(outcome, names) - at_import for test, outcome in outcomes.items() if test != SURFACE):
        why.append("no test called a function")
    return why


def functions_of():
    """{function of _socket, or ".name" of a method of its sockets: the functions of librefsock that may do it}."""
    result = collections.defaultdict(set)
    for function, operations in operations_of().items():
        for name in operations:
            result[name].add(function)
    result["._accept"] = result[".accept"]  # of which Lib/socket.py makes the other
    return result


def passing(outcomes):
    return {test for test, outcome in outcomes.items() if outcome.outcome == "pass"}


def unrouted(profiled, outcomes, names):
    """{test: texts, none if all is well} of the tests that pass on both sides: what they used of _socket on stock, and called none of
    librefsock for on the drop-in."""
    found, mapping = {}, functions_of()
    for test in sorted(passing(profiled) & passing(outcomes)):
        texts = ["%s uses %s(), and none of %s was called in it" % (test, name.lstrip("."), " ".join(sorted(mapping[name])) or "librefsock")
                 for name in profiled[test].used if not mapping[name] & called_in(outcomes[test], names)]
        found[test] = texts
    return found


def profile(run, outcomes, names, again):
    """Why outcomes of test_socket on the drop-in do not show that librefsock did all that its tests used of _socket, as texts.
    run(without): one more Run on stock with a profile, without these tests; again(tests): outcomes of one more of these on either
    side, since threads may be quicker once."""
    outcomes = {test: outcome for test, outcome in outcomes.items() if test.startswith(SOCKET + ".")}
    passed = passing(outcomes)
    if not passed:
        return []
    profiled, cut, died = run(sorted(set(outcomes) - passed))
    compared = unrouted(profiled, outcomes, names)
    used = {name for test in compared for name in profiled[test].used}
    found = {test: texts for test, texts in compared.items() if texts}
    for _ in range(2):
        if found:  # what does not pass once more shows nothing
            repeated = unrouted(*again(sorted(found)), names)
            found = {test: repeated.get(test) or texts for test, texts in found.items() if repeated.get(test, texts)}
    others = sorted(passed - set(compared))
    print("  profile of stock: %d of the %d tests that pass use %d functions of _socket; without librefsock on the drop-in: %d tests"
          % (len(compared), len(passed), len(used), len(found)))
    for test in others:
        print("    does not pass with a profile, and is not compared: " + test)
    if not used:
        return ["the profile of stock has no function of _socket"]
    return ["the profile of stock: " + text for text in cut + died] + [text for texts in found.values() for text in texts]


def report(stock, dropin, sockspec, outcomes, mode, whole):
    """Prints the processes, and which functions of librefsock were called and which never; sockspec: the runner, or None;
    outcomes: of the tests on the drop-in; whole: all of test_socket is among them. False if the run was none of the drop-in:
    another module in it, or tests that did not call what they use."""
    proved = report_processes(stock, dropin)
    counters = dropin.counters()
    reached = [name for name, count in counters.items() if count]
    print("  librefsock: %d of %d functions called, %d calls" % (len(reached), len(counters), sum(counters.values())))
    with open(os.path.join(dropin.folder, "calls.tsv"), "w") as file:
        file.writelines("%s\t%d\n" % item for item in counters.items())
    why = unproved(outcomes, mode, list(counters), dropin.at_import(), whole)
    for text in why:
        print("  proves nothing: " + text)
    if sockspec:
        operations, cases = operations_of(), cases_of(sockspec)
        print("  never called, and what holds them:")
        for name in counters:
            if not counters[name]:
                print("    %-22s %s" % (name, holders(name, operations, cases)))
    return proved and not why
