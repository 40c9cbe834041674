#!/bin/sh
# pythons.sh BUILD ARGS…: the suite on every CPython from 3.6 on that is found, each an implementation under test;
# the newest is the oracle. Exit status as of `sockspec run`.
set -eu
build=$1
shift
# find_pythons: one interpreter a line, newest last, no version twice.
find_pythons() {
    {
        echo "${SOCKSPEC_PYTHONS:-}" | tr ' ' '\n'
        for directory in $(echo "$PATH" | tr ':' ' '); do ls "$directory"/python3 "$directory"/python3.[0-9]* 2>/dev/null || :; done
        root=${PYENV_ROOT:-}
        [ -n "$root" ] || root=$(pyenv root 2>/dev/null || :)
        [ -n "$root" ] && ls "$root"/versions/*/bin/python3 2>/dev/null
    } | grep -v -e '-config$' | while read -r python; do
        "$python" -c 'import sys
if sys.implementation.name == "cpython" and sys.version_info >= (3, 6):
    print("%d.%02d.%02d %s" % (sys.version_info[:3] + (sys.executable,)))' 2>/dev/null </dev/null || :
    done | grep '^3\.' | sort -u -k1,1 | sed 's/^[^ ]* //'
}
adapter=conformance/adapters/python/adapter.py
count=0
list=$(find_pythons)
oracle=$(echo "$list" | tail -n 1)
mkdir -p reports/out
for python in $list; do
    version=$("$python" -c 'import platform; print(platform.python_version())')
    count=$((count + 1))
    set -- "$@" --impl "cpython-$version=$python $adapter"
done
echo "pythons: $count found, oracle $oracle"
exec "$build/conformance/sockspec" run --oracle-cmd "$oracle $adapter" --journal reports/out/pythons.jsonl "$@"
