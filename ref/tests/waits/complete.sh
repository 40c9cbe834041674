#!/bin/sh
# complete.sh HEADER FAULTS-WITHOUT WITHOUT TABLE-C…: no call that waits is missing from the tables. Each public function
# is called by the do_…() of a row, or is in WITHOUT with the reason, or in FAULTS-WITHOUT: it asks the system for nothing.
set -eu
export LC_ALL=C
header=$1
faults=$2
without=$3
shift 3
bad=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM # which alone would end the shell without that

# said WHAT: names on stdin are a failure.
said() {
    names=$(tr '\n' ' ')
    [ -z "$names" ] && return 0
    echo "$1: $names" >&2
    bad=1
}

sed -n 's/^RS_API .*[ *]\(rs_[a-zA-Z0-9_]*\)(.*/\1/p' "$header" | sort -u >"$work/public"
[ -s "$work/public" ] || { echo "complete.sh: no public functions in $header" >&2; exit 1; }
sed -n '/^static int64_t do_/,/^}/p' "$@" | grep -o 'rs_[a-zA-Z0-9_]*(' | tr -d '(' | sort -u >"$work/called"
cut -f1 "$faults" | sort -u >"$work/ask-nothing"
cut -f1 "$without" | sort -u >"$work/without"
sort -u "$work/called" "$work/ask-nothing" "$work/without" | comm -23 "$work/public" - >"$work/missing"
said "public functions that no row calls and that are not in without.tsv" <"$work/missing"
comm -23 "$work/without" "$work/public" >"$work/unknown"
said "lines of without.tsv that name no public function" <"$work/unknown"
sort -u "$work/called" "$work/ask-nothing" | comm -12 - "$work/without" >"$work/twice"
said "lines of without.tsv that nothing needs" <"$work/twice"
exit $bad
