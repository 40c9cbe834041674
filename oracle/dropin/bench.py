#!/usr/bin/env python3
"""Python on the drop-in beside the same Python on its stock module: the works of ref/bench/works.py, a JSON line each.

Rates are of processor time, by turns within each round, on one processor; the median of the rounds' ratios counts. A version that
cannot be measured has a line without a ratio."""
import argparse
import json
import os
import statistics
import sys

ROOM = os.path.dirname(os.path.abspath(__file__))
WORKS = os.path.join(ROOM, "..", "..", "ref", "bench")
sys.path[:0] = [os.path.join(ROOM, "runner"), WORKS]
import bench as reference  # noqa: E402
import build  # noqa: E402
import pythons  # noqa: E402
import root  # noqa: E402

BUDGETS = {"unix_blocking": 0.97, "udp_blocking": 0.97, "tcp_blocking": 0.97,
           "unix_timeout": 1.3, "udp_timeout": 1.2, "tcp_timeout": 1.05}


def compare(info, module, rounds, ms):
    works = os.path.join(WORKS, "works.py")
    stock = reference.Worker([info["executable"], works])
    ours = reference.Worker([info["executable"], works, module])
    for work, budget in BUDGETS.items():
        pairs = [(stock.measure(work, "cpython", ms), ours.measure(work, "cpython", ms)) for _ in range(rounds)]
        print(json.dumps({"work": work, "python": info["version"], "budget": budget,
                          "ratio": round(statistics.median(b / a for a, b in pairs), 3),
                          "theirs_per_s": statistics.median(a for a, _ in pairs),
                          "ours_per_s": statistics.median(b for _, b in pairs)}))
    stock.close()
    ours.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", required=True, help="librefsock.a of a release build")
    parser.add_argument("--out", required=True, help="folder for what is built")
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--ms", type=int, default=8)
    parser.add_argument("--python", metavar="VERSION|PATH", help="this one alone")
    root.add_option(parser)
    options = parser.parse_args()
    chosen, missing = ({"": pythons.choose([options.python])[0]}, []) if options.python else pythons.defaults()
    for version in missing:
        status = root.run_missing([version], "measured", options, os.path.abspath(__file__),
                                  ["--rounds", str(options.rounds), "--ms", str(options.ms)])
        if status != [0]:
            print(json.dumps({"work": None, "python": version, "budget": None, "ratio": None, "why":
                              "it is not on this machine" if not status else "it cannot be measured in %s" % options.root}))
    sys.stdout.flush()
    reference.pin()
    for info in chosen.values():
        module = os.path.join(options.out, info["version"], "_socket.so")
        os.makedirs(os.path.dirname(module), exist_ok=True)
        build.build_module(info, options.library, module, [])
        compare(info, os.path.abspath(module), options.rounds, options.ms)
    return 0


if __name__ == "__main__":
    sys.exit(main())
