#!/bin/sh
# fuzz.sh BUILD [SECONDS] [--keep]: every fuzz target of ref/fuzz/CMakeLists.txt for its share of SECONDS (600), from the kept corpus
# on. One that is not built, or a kept corpus without a target, is a failure (3), before any is run.
# What is found new is in BUILD/corpus/; --keep adds to fixtures/corpus/ what reaches code that nothing there does. Stops
# at nothing; exit 1 after a finding, whose input is in BUILD/findings/.
set -u
build=$1
shift
keep=
total=600
for argument in "$@"; do
    case $argument in
    --keep) keep=1 ;;
    *[!0-9]* | '') echo "fuzz: '$argument' is neither a number of seconds nor --keep" >&2; exit 2 ;;
    *) total=$argument ;;
    esac
done
export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:allocator_may_return_null=1
export UBSAN_OPTIONS=print_stacktrace=1
bad=0
count=0
targets=$(cat "$build/ref/fuzz/targets.txt") || exit 3
for name in $targets; do
    [ -x "$build/ref/fuzz/refsock_fuzz_$name" ] || { echo "fuzz: $name is not built in $build/ref/fuzz" >&2; exit 3; }
    count=$((count + 1))
done
for kept in fixtures/corpus/*; do
    [ -d "$kept" ] || continue
    echo "$targets" | grep -qxF "${kept##*/}" || { echo "fuzz: $kept has no target" >&2; exit 3; }
done
[ $count -gt 0 ] || { echo "fuzz: no targets in $build/ref/fuzz" >&2; exit 3; }
share=$((total / count))
[ $share -gt 0 ] || share=1
mkdir -p "$build/findings"
for name in $targets; do
    target=$build/ref/fuzz/refsock_fuzz_$name
    kept=fixtures/corpus/$name
    found=$build/corpus/$name
    log=$build/fuzz.$name.log
    mkdir -p "$found" "$kept"
    if "$target" -max_total_time=$share -timeout=10 -rss_limit_mb=1024 -max_len=4096 -print_final_stats=1 \
        -artifact_prefix="$build/findings/$name-" "$found" "$kept" >"$log" 2>&1; then
        echo "fuzz: $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs in $share s, no finding"
    else
        sed -n '/must hold\|ERROR\|runtime error\|Test unit written/p' "$log" >&2
        echo "fuzz: $name: a finding; see $log. Once mended, its input belongs to $kept" >&2
        bad=1
    fi
    if [ -n "$keep" ]; then
        "$target" -merge=1 -use_counters=0 -max_len=1024 "$kept" "$found" >"$log.keep" 2>&1 || bad=1
    fi
done
[ $bad = 0 ] && echo "fuzz: no finding"
exit $bad
