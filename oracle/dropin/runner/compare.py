"""Stock and drop-in side by side, test by test."""
import collections
import glob as globs
import json
import os
import re
import subprocess
import threading

import suites

GOOD = ("pass", "expected-failure")
BAD = ("fail", "error", "crash", "hang", "unexpected-success")
LOST = ("crash", "hang")  # no answer at all
# What came of a suite. stock, dropin: totals as text; differences: how many count; worthless: why the run proves nothing;
# outcomes: of the drop-in's first run.
Line = collections.namedtuple("Line", "name stock dropin differences worthless outcomes", defaults=({},))
HERE = os.path.dirname(os.path.abspath(__file__))


def read_principle(mode, path=os.path.join(HERE, "principle.tsv")):
    """{test: reason} of tests that cannot pass on any other module in this mode, "plain" or "full"."""
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return {test: reason for where, test, reason in rows[1:] if where in (mode, "any")}


def look(environment, limit):
    """What surface.py prints there; SubprocessError if it fails, or has not ended after `limit` seconds."""
    done = subprocess.run([environment.python, os.path.join(HERE, "surface.py")], stdout=subprocess.PIPE, check=True, timeout=limit)
    return json.loads(done.stdout.decode())


def compare_surface(stock, dropin, limit):
    """Prints how the two modules differ from outside; the number of differences. Constants that the stock module lacks
    are none: librefsock has those of the newest CPython, and those whose headers this one was built without."""
    a = look(stock, limit)
    try:
        b = look(dropin, limit)
    except subprocess.SubprocessError as error:  # it crashes or hangs, and not on stock
        print("  names, constants, answers to wrong arguments: drop-in, %s" % error, flush=True)
        return 1
    more = [name for name in b["names"] if name not in a["names"] and b["names"][name] is not None]
    for name in more:
        del b["names"][name]
    without = tuple("any %s " % name[3:] for name in more if name.startswith("AF_"))  # which sockets of surface.py it cannot make
    b["answers"] = {key: text for key, text in b["answers"].items() if not key.startswith(without)}
    differences = []
    for what in ("names", "answers"):
        for key in sorted(set(a[what]) | set(b[what])):
            if a[what].get(key, "not there") != b[what].get(key, "not there"):
                differences.append("%s: %s -> %s" % (key, a[what].get(key, "not there"), b[what].get(key, "not there")))
    if sorted(a["members"]) != sorted(b["members"]):
        differences.append("members of the type: %s -> %s" % (sorted(a["members"]), sorted(b["members"])))
    print("  names, constants, answers to wrong arguments: %d, differences: %d; constants that stock lacks: %d"
          % (len(a["names"]) + len(a["answers"]), len(differences), len(more)), flush=True)
    for text in differences:
        print("    " + text, flush=True)
    return len(differences)


FIXTURE = re.compile(r"\w+ \((.+)\)")  # unittest's id of one, with its class or module


def completed(stock, dropin, modules):
    """The outcomes of both, with a pass for each fixture, and each of the modules, of which the other side alone tells: these
    have an outcome only if something came of them."""
    def silent(one, other):
        return {name: suites.Outcome("pass", 0, "") for name in other
                if name not in one and (name in modules or FIXTURE.fullmatch(name))}

    return dict(stock, **silent(stock, dropin)), dict(dropin, **silent(dropin, stock))


def leaving(stock, dropin):
    """The tests that leave more descriptors open on the drop-in."""
    both = [test for test in stock if test in dropin and None not in (stock[test].left, dropin[test].left)]
    return sorted(test for test in both if dropin[test].left > stock[test].left)


def worse(stock, dropin):
    """The tests that are good on stock and not on the drop-in, that crash or hang there alone, that leave more descriptors open
    there, or that one of them lacks."""
    found = leaving(stock, dropin)
    for test in sorted(set(stock) | set(dropin)):
        a, b = stock.get(test), dropin.get(test)
        if a is None or b is None or (a.outcome in GOOD and b.outcome not in GOOD) or \
                (a.outcome not in LOST and b.outcome in LOST):
            found.append(test)
    return sorted(set(found))


def different(stock, dropin):
    """The tests with two outcomes, whichever is the better one."""
    return sorted(test for test in set(stock) & set(dropin) if stock[test].outcome != dropin[test].outcome)


def show(outcomes, test):
    return outcomes[test].outcome if test in outcomes else "not there"


def show_difference(stock, dropin, test):
    text = "%s -> %s" % (show(stock, test), show(dropin, test))
    if test in leaving(stock, dropin):
        text += ", descriptors left open: %d -> %d" % (stock[test].left, dropin[test].left)
    return text


def census(outcomes):
    """How many descriptors a Run's tests left open, as text."""
    counted = [outcome.left for outcome in outcomes.values() if outcome.left is not None]
    return "%d of %d tests" % (sum(max(left, 0) for left in counted), len(counted))


def count(outcomes):
    totals = {}
    for outcome in outcomes.values():
        totals[outcome.outcome] = totals.get(outcome.outcome, 0) + 1
    return " ".join("%s %d" % (name, totals[name]) for name in sorted(totals)) or "nothing"


def failing(stock, dropin):
    """The tests that are good on neither, and not skipped."""
    return sorted(test for test in set(stock) & set(dropin)
                  if all(outcomes[test].outcome in BAD for outcomes in (stock, dropin)))


def doubtful(stock, dropin):
    """What is worse, and what fails on both: they ran at the same time, and stock may have failed for that."""
    return sorted(set(worse(stock, dropin) + failing(stock, dropin)))


def run_both(suite, stock, dropin, options, log):
    """The Runs of both, at the same time: what takes long in these suites is waiting. By turns if they would meet: some
    families have one place for a whole machine."""
    results = [None, None]

    def run(index, environment):
        results[index] = suites.run_suite(environment, suite, options.test_limit, options.limit, log, options.match)

    if options.by_turns:
        for pair in enumerate((stock, dropin)):
            run(*pair)
        return results
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate((stock, dropin))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def incomplete(stock, dropin, differences):
    """Why two Runs prove nothing, as texts. That the drop-in took a module with it is a difference, where that is counted."""
    found = ["stock, " + text for text in stock.cut + stock.died] + ["drop-in, " + text for text in dropin.cut]
    return found + ([] if differences else ["drop-in, " + text for text in dropin.died])


def glob_of(test):
    """A glob for one test and for the others of its name; of a fixture, for the tests of its class or module."""
    fixture = FIXTURE.fullmatch(test)
    return globs.escape(fixture.group(1)) + ".*" if fixture else globs.escape(test.split("#")[0]) + "*"


# What a test is run again with, each more than the one before, and how its runs are called.
ALONE, CLASS, MODULE = "runs", "of its whole class", "of its whole module"


def circles(test, modules):
    """{ALONE, CLASS, MODULE: a glob for it} of a test or fixture, without those that would be no more than the one before. A
    module is one of `modules`: what runs in one process."""
    if test in modules:  # the end of its process
        return {ALONE: globs.escape(test) + ".*"}
    fixture = FIXTURE.fullmatch(test)
    owner = fixture.group(1) if fixture else test.split("#")[0].rpartition(".")[0]
    module = next((globs.escape(name) + ".*" for name in modules if (owner + ".").startswith(name + ".")), "*")
    found = {}
    for circle, glob in (ALONE, glob_of(test)), (CLASS, globs.escape(owner) + ".*"), (MODULE, module):
        if glob not in found.values():
            found[circle] = glob
    return found


def again(suite, wanted, stock, dropin, options, log):
    """One more run on both, by turns, of what {test: glob} says: those of the tests that differ again, the drop-in's outcomes,
    why it proves nothing."""
    only = sorted(set(wanted.values()))
    first, second = (suites.run_suite(environment, suite, options.test_limit, options.limit, log, options.match, only)
                     for environment in (stock, dropin))
    differing = [test for test in worse(*completed(first.outcomes, second.outcomes, suite.modules)) if test in wanted]
    return differing, second.outcomes, incomplete(first, second, differing)


class Repeats:
    """What came of running again what differed in the first run."""

    def __init__(self, tests, texts):
        self.counting = []
        self.times = {test: {} for test in tests}  # {circle: in how many runs}
        self.texts = texts  # of the last run on the drop-in in which it differed
        self.worthless = []

    def go(self, circle, runs, suite, wanted, *places):
        """Up to so many runs by turns, as long as there are tests that differ in each; these count."""
        for test in wanted:
            self.times[test][circle] = int(circle == ALONE)  # to these the first run belongs
        for _ in range(runs - (circle == ALONE)):
            if not wanted:
                break
            differing, newest, broken = again(suite, wanted, *places)
            self.worthless += broken
            wanted = {test: wanted[test] for test in differing}
            for test in differing:
                self.times[test][circle] += 1
                self.texts[test] = newest[test].text if test in newest else self.texts.get(test, "")
        self.counting += wanted

    def state(self, test, runs):
        return "in " + ", ".join("%d of %d %s" % (times, runs, circle) for circle, times in self.times[test].items())


def compare_suite(suite, stock, dropin, options, log):
    """Prints the suite's line, its differences, and why it proves nothing if so; the Line, or None if there are no such tests."""
    runs = run_both(suite, stock, dropin, options, log)
    first, second = completed(*(one.outcomes for one in runs), suite.modules)
    if not any(one.outcomes or one.cut or one.died for one in runs):
        if not options.match:
            print("  %-22s not in this version" % suite.name, flush=True)
        return None
    differing = worse(first, second)
    shown = {test: show_difference(first, second, test) for test in differing}
    remaining = doubtful(first, second) if options.runs > 1 else differing
    repeats = Repeats(remaining, {test: second[test].text for test in remaining if test in second})
    around = {test: circles(test, suite.modules) for test in remaining}
    for circle in ALONE, CLASS, MODULE:
        wanted = {test: around[test][circle] for test in remaining if circle in around[test] and test not in repeats.counting}
        repeats.go(circle, options.runs, suite, wanted, stock, dropin, options, log)
        remaining = differing  # what does not alone may do so for what others leave behind; what fails on both is no difference
    principle = read_principle("full" if options.full else "plain")
    counting = [test for test in repeats.counting if test not in principle]
    worthless = list(dict.fromkeys(incomplete(*runs, counting) + repeats.worthless))
    line = Line(suite.name, *(count(one.outcomes) for one in runs), len(counting), worthless, runs[1].outcomes)
    print("  %-22s stock: %s; drop-in: %s; differences that count: %d" % line[:4], flush=True)
    print("    descriptors left open: stock %s, drop-in %s" % (census(first), census(second)), flush=True)
    for text in worthless:
        print("    proves nothing: %s" % text, flush=True)
    shown.update((test, "fail on both when run at the same time") for test in repeats.counting if test not in shown)
    for test in sorted(shown):
        state = repeats.state(test, options.runs)
        if test in principle:
            state += "; cannot pass: " + principle[test]
        print("    %s: %s (%s)" % (test, shown[test], state), flush=True)
        for text in repeats.texts.get(test, "").rstrip().splitlines()[-3:] if test in counting else []:
            print("      " + text, flush=True)
    for test in sorted(set(different(first, second) + failing(first, second)) - set(shown)):
        print("    %s: %s on stock, %s on the drop-in" % (test, show(first, test), show(second, test)), flush=True)
    return line


def table(version, lines):
    """The Lines of one interpreter as a table in Markdown, for a report."""
    rows = ["| CPython | suite | stock | drop-in | differences |", "|---|---|---|---|---|"]
    for line in lines:
        rows.append("| %s | %s | %s | %s | %s |" % (version, line.name, line.stock, line.dropin,
                                                   "proves nothing" if line.worthless else line.differences))
    return "\n".join(rows)
