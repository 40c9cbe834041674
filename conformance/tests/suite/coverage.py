#!/usr/bin/env python3
"""coverage.py SOCKSPEC: no clause is uncovered but those of the parts that are not built yet, and none of those is held
already (then it is to be taken out of the list). A clause that another test holds is cited where that test is defined. One that
is about Linux, too, and that no case holds is in the lab's list of those (conformance/lab/unverified.tsv)."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "conformance" / "lab"))
import verified  # noqa: E402

# Subject prefix of a clause: what it waits for.
NOT_BUILT = {}


def is_cited(test, clause):
    """Whether the folder that adds `test` to CTest has a file with [clause]."""
    for lists in (lists for part in ("conformance", "oracle", "ref") for lists in (ROOT / part).rglob("CMakeLists.txt")):
        if "add_test(NAME %s " % test in lists.read_text(encoding="utf-8"):
            return any("[%s]" % clause in file.read_text(encoding="utf-8") for file in lists.parent.rglob("*.py"))
    return False


def main():
    answer = json.loads(subprocess.run([sys.argv[1], "coverage", "--json"], stdout=subprocess.PIPE, check=True).stdout)
    unknown = set(verified.without_pass(answer["clauses"])) - set(verified.known())
    bad = ["%s is about Linux, too, and not held by any case" % clause for clause in sorted(unknown)]
    for clause in answer["clauses"]:
        waits = [what for prefix, what in NOT_BUILT.items() if clause["id"].startswith(prefix)]
        if clause["state"] == "uncovered" and not waits:
            bad.append("%s is not held by any case" % clause["id"])
        if clause["state"] in ("held", "erratum") and waits:
            bad.append("%s is held now: take it out of the list in %s" % (clause["id"], __file__))
        if clause["state"] == "tested" and not is_cited(clause["reason"], clause["id"]):
            bad.append("%s is not cited where the test %s is" % (clause["id"], clause["reason"]))
        if clause["state"] in ("held", "erratum") and not clause["cases"]:
            bad.append("%s is %s without a case" % (clause["id"], clause["state"]))
    print("\n".join(bad))
    print(" ".join("%s %d" % pair for pair in answer["totals"].items()))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
