#!/bin/sh
# sanitize.sh ASAN-BUILD TSAN-BUILD JOBS: the tests and the must tier of the suite under ASan, UBSan and LSan; the tests
# with threads and the same tier under TSan. Stops at nothing; exit 1 if any part failed.
# shellcheck disable=SC2317 # functions are called by their names, as arguments
set -u
asan=$1
tsan=$2
jobs=$3
bad=0
# The runner passes these on to the adapters.
export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1
export SOCKSPEC_SANITIZED=1 # for tests that measure memory

# part WHAT COMMAND…
part() {
    echo "sanitize: $1"
    shift
    "$@" || bad=1
}

# must_tier BUILD: only the adapter is from BUILD; a runner under TSan has a thread of its own and gets no namespaces.
must_tier() {
    "$asan/conformance/sockspec" run --oracle none --level must --no-tag big --deadline-scale 3 --jobs "$jobs" --quiet \
        --impl "ref=$1/conformance/adapters/ref/refsock-adapter" --journal "$1/must.jsonl"
}

part "tests under ASan and UBSan" ctest --test-dir "$asan" --output-on-failure -j "$jobs" -LE 'no-sanitizer|reports'
part "must tier, adapter under ASan and UBSan" must_tier "$asan"
part "tests with threads under TSan" ctest --test-dir "$tsan" --output-on-failure -j "$jobs" -L threads
part "must tier, adapter under TSan" must_tier "$tsan"
part "CPython's test_socket on the drop-in under ASan and UBSan" python3 -B oracle/dropin/memory.py --tool asan \
    --library "$asan/ref/librefsock_counted.a" --out "$asan/dropin"
[ $bad = 0 ] && echo "sanitize: clean"
exit $bad
