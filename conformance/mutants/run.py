#!/usr/bin/env python3
"""The mutation score of the suite: how many known-wrong implementations it catches.

    run.py --sockspec PROGRAM [--all] [--lab SCALE] [--jobs N] [--part I/N] [--json FILE] [MUTANT-GLOB…]

Each mutant (table/) is run on the cases that hold the clauses it violates, with --all on every case. It is
*caught* when a case is unexpectedly not passed, *unreal* when a clause is violated and none of its own cases says so,
*not here* when no case for it is applicable on this machine. With --unwatched: the clauses that no mutant violates.
With --lab only mutants that the lab alone can show: all cases of a clause need a family that few kernels have. Each must be caught.
Exit status: 0 all caught, each clause by a case of its own; 1 not so; 2 usage or the harness failed.
"""
import argparse
import concurrent.futures
import fnmatch
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading

import mutants_table

HERE = os.path.dirname(os.path.abspath(__file__))
LAB = os.path.join(HERE, "..", "lab")
sys.path.append(LAB)
import totals  # noqa: E402
ADAPTER = os.path.join(HERE, "..", "adapters", "python", "adapter.py")
WRONG = {"fail", "crash", "hang", "unsupported"}
UNMUTATED = "unmutated"
# Mutants to one start of the runner: it costs as much as many cases, but calls of wrong sockets hang until their deadline,
# and all of a batch wait for the last one.
BATCH, SOCKET_BATCH = 8, 2
stop = threading.Event()  # somebody wants an end: the runners that work are told, no more are started


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sockspec", required=True, help="the runner")
    parser.add_argument("--all", action="store_true", help="run every case for every mutant (hours)")
    parser.add_argument("--lab", metavar="SCALE", help="in the lab, with deadlines that many times longer")
    parser.add_argument("--jobs", type=int, default=2 * (os.cpu_count() or 1), help="mutants at once (they wait a lot: twice the processors)")
    parser.add_argument("--part", default="1/1", help="only the I-th of every N mutants")
    parser.add_argument("--json", metavar="FILE", help="write what caught what")
    parser.add_argument("--list", action="store_true", help="list the mutants, run nothing")
    parser.add_argument("--unwatched", action="store_true", help="list the clauses with cases that no mutant violates")
    parser.add_argument("mutants", nargs="*", default=["*"], metavar="GLOB", help="names of mutants (all)")
    return parser.parse_args()


def cases_of_clauses(sockspec):
    """{clause: set of the ids of its cases}."""
    out = subprocess.run([sockspec, "coverage", "--json"], stdout=subprocess.PIPE, check=True).stdout
    return {c["id"]: set(c["cases"]) for c in json.loads(out)["clauses"]}


def few_have(sockspec):
    """The ids of the cases each of whose runs needs a family that few kernels have."""
    families = totals.read_table(os.path.join(LAB, "families.tsv"))
    out = subprocess.run([sockspec, "export"], stdout=subprocess.PIPE, check=True).stdout
    runs = [(program["case"], totals.family_of(program, families)) for program in map(json.loads, out.splitlines())]
    return {case for case, _ in runs} - {case for case, family in runs if not family or family.kernels != "few"}


def adapter(name):
    return "env SOCKSPEC_MUTANT=%s PYTHONDONTWRITEBYTECODE=1 PYTHONPATH='%s' '%s' '%s' --module mutant --name cpython" % (
        name if name != UNMUTATED else "", HERE, sys.executable, ADAPTER)


def run(sockspec, names, selection, enough, more):
    """({name: {id of a case: signature}} of the cases that each mutant does not pass and should, {name: ids judged}).

    It is ended as soon as `enough` says so of the former. `more`: options of the runner.
    """
    if stop.is_set():
        raise SystemExit("interrupted")
    with tempfile.TemporaryDirectory(prefix="sockspec-mutant-") as directory:
        journal = os.path.join(directory, "journal.jsonl")
        command = [sockspec, "run", "--oracle", "none", "--jobs", "1", "--quiet", "--no-tag", "big", "--journal", journal] + more
        for name in names:
            command += ["--impl", name + "=" + adapter(name)]
        for pattern in selection:
            command += ["--select", pattern]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            while True:
                try:
                    process.wait(0.1)
                    over = True
                except subprocess.TimeoutExpired:
                    over = False
                entries = lines_of(journal)
                found, judged = {name: {} for name in names}, {name: set() for name in names}
                for e in entries:
                    if e["type"] == "case" and e["outcome"] not in ("inapplicable", "not-run"):
                        judged[e["impl"]].add(e["case"])
                        if not e["expected"] and e["outcome"] in WRONG:
                            found[e["impl"]][e["case"]] = e["signature"]
                if not over and (enough(found) or stop.is_set()):
                    process.send_signal(signal.SIGINT)
                    process.communicate()
                    return found, judged
                if over:
                    break
            said = process.stdout.read().decode()
        if process.returncode not in (0, 1, 77) or not entries:
            raise SystemExit("%s: the runner says %d: %s" % (" ".join(names), process.returncode, said[-400:]))
        return found, judged


def lines_of(journal):
    """The whole lines of a journal that is still being written."""
    try:
        with open(journal, "rb") as f:
            return [json.loads(line) for line in f.read().split(b"\n")[:-1]]
    except FileNotFoundError:
        return []


def selection_of(mutant, cases, everything):
    if everything:
        return []
    return sorted(set().union(*(cases[c] for c in mutant.clauses)) | set(mutant.also))


def verdict(mutant, caught, judged, cases):
    """(word, rest of the line) for the score."""
    unreal = [c for c in mutant.clauses if cases[c] & judged and not cases[c] & set(caught)]
    by = " ".join(sorted(caught)[:4]) + (" … %d" % len(caught) if len(caught) > 4 else "")
    if not caught:
        own = any(cases[c] & judged for c in mutant.clauses) or any(fnmatch.filter(judged, g) for g in mutant.also)
        return "survived" if own else "not here", "%s [%s]" % (mutant.wrong, " ".join(mutant.clauses))
    if unreal:
        return "unreal", "no case of %s fails; caught by %s" % (" ".join(unreal), by)
    return "caught", by


def decided(mutants, cases, everything):
    """Whether what was found says all about the mutants: of each of their clauses a case failed."""
    def enough(found):
        return not everything and all(
            found[m.name] and all(cases[c] & set(found[m.name]) for c in m.clauses) for m in mutants)
    return enough


def batches(mutants):
    """Neighbours of one topic, which mostly want the same cases."""
    for topic, group in itertools.groupby(mutants, lambda m: m.name.rsplit(".", 1)[0]):
        group, most = list(group), SOCKET_BATCH if "." in topic else BATCH
        for i in range(0, len(group), most):
            yield group[i:i + most]


def choose(given, mutants, cases):
    """The mutants that were asked for."""
    index, parts = map(int, given.part.split("/"))
    chosen = [m for m in mutants.values() if any(fnmatch.fnmatch(m.name, g) for g in given.mutants)]
    if given.lab:
        few = few_have(given.sockspec)
        chosen = [m for m in chosen if any(cases[c] <= few for c in m.clauses)]
    if not chosen:
        raise SystemExit("no mutant of that name")
    return chosen[index - 1::parts]


def check(mutants, cases):
    for m in mutants.values():
        unknown = [c for c in m.clauses if not cases.get(c)]
        if unknown:
            raise SystemExit("%s: no case holds the clause %s" % (m.name, " ".join(unknown)))
        if not m.clauses and not m.also:
            raise SystemExit("%s: neither a clause nor cases to run" % m.name)


def main():
    given = options()
    mutants, cases = mutants_table.load(), cases_of_clauses(given.sockspec)
    check(mutants, cases)
    chosen = choose(given, mutants, cases)
    more = ["--host-network", "--deadline-scale", given.lab] if given.lab else []
    if given.unwatched:
        watched = set().union(*(m.clauses for m in mutants.values()))
        print("\n".join(c for c in cases if cases[c] and c not in watched))
        return 0
    if given.list:
        for m in chosen:
            print("%-40s %s [%s]" % (m.name, m.wrong, " ".join(m.clauses)))
        return 0
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        waiting, everywhere = [], set()
        for batch in batches(chosen):
            selection = set().union(*(selection_of(m, cases, given.all) for m in batch))
            everywhere |= selection
            waiting.append((batch, pool.submit(run, given.sockspec, [m.name for m in batch], sorted(selection),
                                               decided(batch, cases, given.all), more)))
        # What the right implementation does not pass would catch everything.
        right = pool.submit(run, given.sockspec, [UNMUTATED], sorted(everywhere), lambda found: False, more)
        score, found = {"caught": 0, "unreal": 0, "survived": 0, "not here": 0}, {}
        for batch, future in waiting:
            wrong, judged = future.result()
            found.update(wrong)
            for m in batch:
                word, rest = verdict(m, wrong[m.name], judged[m.name], cases)
                score[word] += 1
                print("%-9s %-38s %s" % (word, m.name, rest), flush=True)
        own = right.result()[0][UNMUTATED]
    if given.json:
        with open(given.json, "w") as out:
            json.dump({"mutants": found, "unmutated": own, "score": score}, out, indent=1, sort_keys=True)
    for case, signature in sorted(own.items()):
        print("not a mutant's doing: %s: %s" % (case, signature))
    print("mutants %d: caught %d (%d of them by no case of a clause they violate), survived %d, no case for them here %d" % (
        len(chosen), score["caught"] + score["unreal"], score["unreal"], score["survived"], score["not here"]))
    return 1 if own or score["unreal"] or score["survived"] or (given.lab and score["not here"]) else 0


def interrupted(number, frame):
    stop.set()
    raise SystemExit("interrupted")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, interrupted)
    signal.signal(signal.SIGTERM, interrupted)
    try:
        sys.exit(main())
    except SystemExit as e:
        if isinstance(e.code, str):
            print("run.py: " + e.code, file=sys.stderr)
            sys.exit(2)
        raise
