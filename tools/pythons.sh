#!/bin/sh
# pythons.sh BUILD ARGS…: the suite on every CPython from 3.6 on that is found, each an implementation under test;
# the newest is the oracle. Exit status as of `sockspec run`.
set -eu
. tools/quote.sh
build=$1
shift
adapter=conformance/adapters/python/adapter.py
count=0
list=$(sh tools/find_pythons.sh)
oracle=$(echo "$list" | tail -n 1)
mkdir -p reports/out
while IFS= read -r python; do
    version=$("$python" -c 'import platform; print(platform.python_version())' </dev/null)
    count=$((count + 1))
    set -- "$@" --impl "cpython-$version=$(quote "$python") $adapter"
done <<LIST
$list
LIST
echo "pythons: $count found, oracle $oracle"
exec "$build/conformance/sockspec" run --oracle-cmd "$(quote "$oracle") $adapter" --journal reports/out/pythons.jsonl ${JOBS:+--jobs "$JOBS"} "$@"
