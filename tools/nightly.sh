#!/bin/sh
# nightly.sh: everything, the slow things included. Stops at nothing; exit 1 if any part failed.
set -u
build=build/${PRESET:-dev}
bad=
for part in test pythons dropin stability mutants fuzz lint windows; do
    echo "nightly: ./run $part"
    ./run "$part" || bad="$bad $part"
done
# With --gate: a missed budget is a failure. The figures are medians of ratios measured by turns.
echo "nightly: ./run bench --gate"
./run bench --gate || bad="$bad bench"
echo "nightly: ./run sanitize --all"
./run sanitize --all || bad="$bad sanitize"
echo "nightly: ./run valgrind --all"
./run valgrind --all || bad="$bad valgrind"
# The usual lab in its time: BUDGET of conformance/lab/arguments.py.
echo "nightly: ./run lab --limit 300"
./run lab --limit 300 || bad="$bad lab--limit"
echo "nightly: ./run lab --all"
./run lab --all || bad="$bad lab"
echo "nightly: ./run lab --mutants"
./run lab --mutants || bad="$bad lab--mutants"
echo "nightly: ./run dropin --full"
./run dropin --full || bad="$bad dropin--full"
# On the interpreters that are here they are tests (CTest).
for part in --inside --syscalls; do
    echo "nightly: ./run dropin $part"
    ./run dropin $part || bad="$bad dropin$part"
done
echo "nightly: CPython's test_socket on the drop-in, in the lab"
./run dropin --lab --suite test_socket || bad="$bad dropin--lab"
echo "nightly: real data over every family in the lab"
./run lab -- "$build/ref/tests/data/refsock_test_data" --all || bad="$bad data"
# ./run sanitize has built it, and there is no such kernel there.
echo "nightly: the families of the lab under ASan and UBSan"
./run lab -- sh tools/lab-sanitized.sh "$build" build/asan-ubsan || bad="$bad lab--sanitized"
echo "nightly: the CAN examples in the lab"
./run lab -- ref/tests/example_can.sh "$build/ref/examples" || bad="$bad can"
echo "nightly: slow cases"
./run sockspec run --tag slow || bad="$bad slow"
[ -z "$bad" ] || { echo "nightly: failed:$bad" >&2; exit 1; }
echo "nightly: all green"
