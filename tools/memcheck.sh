#!/bin/sh
# memcheck.sh BUILD JOBS [--all]: the reference's own tests, its adapter under the must tier (--all: the whole suite) and the drop-in,
# in valgrind. An error, a definite leak, or a descriptor that a test left open is a failure. Stops at nothing; exit 1 if any part failed.
set -u
. tools/quote.sh
build=$1
jobs=$2
all=${3:-}
bad=0
logs=$build/Testing/Temporary

# Tests that are scripts start other programs, which valgrind does not follow; counts of system calls are not valgrind's.
echo "memcheck: tests of the reference"
rm -f "$logs"/MemoryChecker.*.log
ctest --test-dir "$build" -T memcheck --output-on-failure -j "$jobs" -L ref -LE no-memcheck || bad=1
# A test that forks has its children's findings in its log only, and open descriptors are no error for valgrind.
found=0
for log in "$logs"/MemoryChecker.*.log; do
    [ -s "$log" ] || continue
    found=1
    if ! awk '
        /ERROR SUMMARY: [1-9]/ || /definitely lost: [1-9]/ { print; bad = 1 }
        / Open .*(file descriptor|socket) / { held = $0; next }
        held != "" { if ($0 !~ /inherited from parent/) { print held; print; bad = 1 }; held = "" }
        END { exit bad }' "$log"; then
        echo "memcheck: see $log" >&2
        bad=1
    fi
done
[ $found = 1 ] || { echo "memcheck: no logs in $logs" >&2; bad=1; }

if [ -n "$all" ]; then
    echo "memcheck: the suite, adapter in valgrind"
    set --
else
    echo "memcheck: must tier, adapter in valgrind"
    set -- --level must
fi
# An adapter plays many cases, and what leaks is known at its end only: its log names the call, the status (99) fails the last case.
reports=$build/memcheck.reports
rm -rf "$reports"
mkdir -p "$reports"
"$build/conformance/sockspec" run --oracle none "$@" --no-tag big --deadline-scale 20 --jobs "$jobs" --quiet \
    --deviations tools/valgrind.deviations --journal "$build/memcheck.jsonl" \
    --impl "ref=sh $(quote "$PWD/tools/memchecked.sh") $(quote "$PWD/$reports") $(quote "$build/conformance/adapters/ref/refsock-adapter")" || bad=1
find "$reports" -type f -size 0 -delete
if ! rmdir "$reports" 2>/dev/null; then
    echo "memcheck: valgrind reported, in $reports:" >&2
    cat "$reports"/* >&2
    bad=1
fi

echo "memcheck: CPython's test_socket on the drop-in"
python3 -B oracle/dropin/memory.py --tool valgrind --library "$build/ref/librefsock_counted.a" --out "$build/dropin" || bad=1
[ $bad = 0 ] && echo "memcheck: clean"
exit $bad
