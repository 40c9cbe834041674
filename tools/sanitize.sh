#!/bin/sh
# sanitize.sh ASAN-BUILD TSAN-BUILD JOBS [--all]: the tests and the must tier of the suite under ASan, UBSan and LSan; the
# tests with threads and the same tier under TSan. --all: every level of the suite, and a CPython that this machine lacks.
# Stops at nothing; exit 1 if any part failed.
# shellcheck disable=SC2317 # functions are called by their names, as arguments
set -u
asan=$1
tsan=$2
jobs=$3
all=${4:-}
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

# tier WHAT BUILD ARGS…: the suite, or what of it ARGS select. Only the adapter is from BUILD; a runner under TSan has a
# thread of its own and gets no namespaces.
tier() {
    name=$1
    build=$2
    shift 2
    "$asan/conformance/sockspec" run --oracle none --no-tag big --deadline-scale 3 --jobs "$jobs" --quiet "$@" \
        --impl "ref=$build/conformance/adapters/ref/refsock-adapter" --journal "$build/$name.jsonl"
}

# reported BUILD DEFECT TEXT: a defect on purpose ends with a report.
reported() {
    if "$1/ref/tests/refsock_canary" "$2" >"$1/canary.log" 2>&1 || ! grep -q "$3" "$1/canary.log"; then
        echo "sanitize: $1 does not report a defect of the kind '$2' (ref/tests/canary.c)" >&2
        return 1
    fi
}

part "ASan, UBSan, LSan and TSan report what is wrong" reported "$asan" address heap-buffer-overflow
reported "$asan" undefined "signed integer overflow" || bad=1
reported "$asan" leak "detected memory leaks" || bad=1
reported "$tsan" thread "data race" || bad=1
part "tests under ASan and UBSan" ctest --test-dir "$asan" --output-on-failure -j "$jobs" -LE 'no-sanitizer|reports'
if [ -n "$all" ]; then
    part "the suite, adapter under ASan and UBSan" tier all "$asan"
else
    part "must tier, adapter under ASan and UBSan" tier must "$asan" --level must
fi
part "tests with threads under TSan" ctest --test-dir "$tsan" --output-on-failure -j "$jobs" -L threads
if [ -n "$all" ]; then
    part "the suite, adapter under TSan" tier all "$tsan"
else
    part "must tier, adapter under TSan" tier must "$tsan" --level must
fi
part "CPython's test_socket on the drop-in under ASan and UBSan" python3 -B oracle/dropin/memory.py --tool asan \
    --library "$asan/ref/librefsock_counted.a" --out "$asan/dropin" ${all:+--root build/dev/dropin/trixie}
[ $bad = 0 ] && echo "sanitize: clean"
exit $bad
