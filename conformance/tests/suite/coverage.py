#!/usr/bin/env python3
"""coverage.py SOCKSPEC: no clause is uncovered but those of the parts that are not built yet, and none of those is held
already (then it is to be taken out of the list)."""
import json
import subprocess
import sys

# Subject prefix of a clause: what it waits for.
NOT_BUILT = {}


def main():
    answer = json.loads(subprocess.run([sys.argv[1], "coverage", "--json"], stdout=subprocess.PIPE, check=True).stdout)
    bad = []
    for clause in answer["clauses"]:
        waits = [what for prefix, what in NOT_BUILT.items() if clause["id"].startswith(prefix)]
        if clause["state"] == "uncovered" and not waits:
            bad.append("%s is not held by any case" % clause["id"])
        if clause["state"] in ("held", "erratum") and waits:
            bad.append("%s is held now: take it out of the list in %s" % (clause["id"], __file__))
        if clause["state"] in ("held", "erratum") and not clause["cases"]:
            bad.append("%s is %s without a case" % (clause["id"], clause["state"]))
    print("\n".join(bad))
    print(" ".join("%s %d" % pair for pair in answer["totals"].items()))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
