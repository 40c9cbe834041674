#!/bin/sh
# memcheck.sh BUILD: the reference's own tests and its adapter under the whole must tier, in valgrind.
# An error or a definite leak makes the adapter exit with 99, which the runner shows as a crash.
set -eu
build=$1
shift
ctest --test-dir "$build" -T memcheck --output-on-failure -L ref
# ctest reports defects in its summary only; a count in the logs makes them an exit status.
for log in "$build"/Testing/Temporary/MemoryChecker.*.log; do
    [ -s "$log" ] || continue
    if grep -E 'ERROR SUMMARY: [1-9]|definitely lost: [1-9]' "$log"; then
        echo "memcheck: defects, see $log" >&2
        exit 1
    fi
done
exec "$build/conformance/sockspec" run --oracle none --level must --no-tag big --deadline-scale 20 --journal "$build/memcheck.jsonl" \
    --impl "ref=valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite $build/conformance/adapters/ref/refsock-adapter" "$@"
