#!/bin/sh
# stability.sh BUILD [RUNS] [OPTIONS of sockspec run]: the same verdicts RUNS times in a row (20), with JOBS workers (8) beside a busy
# loop. Prints every run whose outcome or signature differs from the first time; exit 1 if there is any, or if a run is red.
set -eu
build=$1
shift
runs=20
case ${1:-} in
-*) ;;
*[!0-9]*) echo "stability: RUNS is a number from 1 on, not '$1'; options of sockspec run follow it" >&2; exit 2 ;;
*) [ $# = 0 ] || { runs=$1; shift; } ;;
esac
[ "${runs:-0}" -ge 1 ] || { echo "stability: RUNS is a number from 1 on, not '$runs'" >&2; exit 2; }
busy='' running=''
directory=$(mktemp -d)
# A signal ends a shell without its EXIT trap, and what runs in the background does not see Ctrl-C.
trap 'kill $busy $running 2>/dev/null || :; [ -z "$running" ] || wait "$running" || :; rm -rf "$directory"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
# It ends with this script, however that ends: a signal that comes before it is python3 may be lost.
python3 -c 'import os, sys
while os.getppid() == int(sys.argv[1]): sum(range(100000))' $$ &
busy=$!
bad=0
i=1
while [ "$i" -le "$runs" ]; do
    status=0
    # In the background, since a trap waits for what is not.
    "$build/conformance/sockspec" run --quiet --jobs "${JOBS:-8}" --no-tag big --oracle none --journal "$directory/$i.jsonl" "$@" \
        >"$directory/out" 2>&1 &
    running=$!
    wait "$running" || status=$?
    running=
    case $status in
    0) ;;
    1) bad=1 ;;
    *) cat "$directory/out" >&2; echo "stability: run $i: exit $status" >&2; exit "$status" ;;
    esac
    python3 - "$directory/$i.jsonl" >"$directory/$i" <<'PYTHON'
import json
import sys

for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    if row["type"] == "case":
        print(row["impl"], row["id"], row["outcome"], row["expected"], row["signature"])
PYTHON
    sort -o "$directory/$i" "$directory/$i"
    difference=$(diff "$directory/1" "$directory/$i" || :)
    echo "stability: run $i: exit $status, $(wc -l <"$directory/$i") verdicts, $(echo "$difference" | grep -c '^[<>]' || :) lines differ; load $(cut -d' ' -f1 /proc/loadavg)"
    if [ -n "$difference" ]; then
        echo "$difference"
        bad=1
    fi
    if [ -n "$difference" ] || { [ "$status" != 0 ] && [ "$i" = 1 ]; }; then
        grep -E '"expected":false' "$directory/$i.jsonl" | head -n 3 | cut -c1-2000
    fi
    i=$((i + 1))
done
exit $bad
