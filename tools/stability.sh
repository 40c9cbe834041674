#!/bin/sh
# stability.sh BUILD [RUNS [ARGS…]]: the same verdicts RUNS times in a row (20), with 8 workers beside a busy loop.
# Prints every run whose outcome or signature differs from the first time; exit 1 if there is any.
set -eu
build=$1
shift
runs=${1:-20}
[ $# = 0 ] || shift
directory=$(mktemp -d)
python3 -c 'while True: pass' &
busy=$!
trap 'kill $busy; rm -rf "$directory"' EXIT
bad=0
i=1
while [ "$i" -le "$runs" ]; do
    status=0
    "$build/conformance/sockspec" run --quiet --jobs 8 --no-tag big --oracle none --journal "$directory/$i.jsonl" "$@" >"$directory/out" 2>&1 || status=$?
    python3 - "$directory/$i.jsonl" >"$directory/$i" <<'PYTHON'
import json
import sys

for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    if row["type"] == "case":
        print(row["impl"], row["id"], row["outcome"], row["expected"])
PYTHON
    sort -o "$directory/$i" "$directory/$i"
    difference=$(diff "$directory/1" "$directory/$i" || :)
    echo "stability: run $i: exit $status, $(wc -l <"$directory/$i") verdicts, $(echo "$difference" | grep -c '^[<>]' || :) lines differ; load $(cut -d' ' -f1 /proc/loadavg)"
    if [ -n "$difference" ]; then
        echo "$difference"
        grep -E '"expected":false' "$directory/$i.jsonl" | head -n 3 | cut -c1-2000
        bad=1
    fi
    i=$((i + 1))
done
exit $bad
