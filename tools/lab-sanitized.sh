#!/bin/sh
# lab-sanitized.sh BUILD ASAN-BUILD, in the lab: ./run lab -- sh tools/lab-sanitized.sh build/dev build/asan-ubsan
# What only the lab's kernel can show, under ASan, UBSan and LSan: real data over every family by the C library alone, and the
# families' cases and a sample of the generic ones on the adapter. Of BUILD is the runner: it forks for each run, which takes
# seconds there with the memory that ASan maps. Stops at nothing; exit 1 if any part failed.
# shellcheck disable=SC2317 # functions are called by their names, as arguments
set -u
runner=$1/conformance/sockspec
build=$2
bad=0
# The runner passes these on to the adapter.
export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1
export UBSAN_OPTIONS=print_stacktrace=1
export SOCKSPEC_SANITIZED=1 # for tests that measure memory
table=conformance/lab/families.tsv

# part WHAT COMMAND…
part() {
    echo "sanitized: $1"
    shift
    "$@" || bad=1
}

# reported DEFECT TEXT: a defect on purpose ends with a report.
reported() {
    if "$build/ref/tests/refsock_canary" "$1" >/tmp/canary.log 2>&1 || ! grep -q "$2" /tmp/canary.log; then
        echo "sanitized: a defect of the kind '$1' is not reported (ref/tests/canary.c)" >&2
        return 1
    fi
}

# cases NAME OPTION…: those of the suite; the time of a step is the lab's, and three times that for the sanitizers.
cases() {
    name=$1
    shift
    "$runner" run --host-network --oracle none --no-tag slow --no-tag big --deadline-scale 15 --jobs 4 --quiet \
        --impl "ref=$build/conformance/adapters/ref/refsock-adapter" --journal "build/lab/share/$name.jsonl" "$@"
}

part "what is wrong is reported" reported address heap-buffer-overflow
reported undefined "signed integer overflow" || bad=1
reported leak "detected memory leaks" || bad=1
part "real data over every family" "$build/ref/tests/data/refsock_test_data" --all
set --
for group in alg bluetooth can netlink packet qipcrtr raw rds sctp tipc vsock; do set -- "$@" --select "$group.*"; done
part "the cases of the families" cases own "$@"
set --
kinds=$(sed '/^#/d; /^need/d' $table | cut -f4 | sed '/^-$/d')
[ -n "$kinds" ] || { echo "sanitized: no kinds in $table" >&2; bad=1; }
for kind in $kinds; do set -- "$@" --kind "$kind"; done
part "a sample of the generic cases over them" cases sample --tag sample "$@"
part "what was left out" python3 -B conformance/lab/totals.py "$runner" build/lab/share/own.jsonl build/lab/share/sample.jsonl
exit $bad
