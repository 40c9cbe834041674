#!/bin/sh
# complete.sh HEADER CALLS-H WITHOUT-TSV TEST-PROGRAM OBJECT…: nothing is missing from the tables. Each function of libc
# that the library's objects call is in calls.h or in without.tsv, and so is each public function among the cases.
set -eu
export LC_ALL=C
header=$1
calls=$2
without=$3
program=$4
shift 4
bad=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM # which alone would end the shell without that
cut -f1 "$without" | sort >"$work/without"

# missing FILE WHAT: the names in FILE that stand nowhere else.
missing() {
    sort -u "$1" | comm -23 - "$work/known" >"$work/missing"
    [ -s "$work/missing" ] || return 0
    echo "$2: $(tr "\n" " " <"$work/missing")" >&2
    bad=1
}

# __isoc23_strtoul is glibc's strtoul in a header of 2.38 or later.
nm -u "$@" | awk '$1 == "U" && $2 !~ /^(rs_|_GLOBAL_OFFSET_TABLE_)/ { sub(/@.*/, "", $2); sub(/^__isoc23_/, "", $2); print $2 }' >"$work/called"
sed -n 's/^    CALL(\([a-z0-9_]*\), [A-Z_]*,.*/\1/p' "$calls" | cat - "$work/without" | sort -u >"$work/known"
[ -s "$work/called" ] || { echo "complete.sh: nm shows nothing" >&2; exit 1; }
missing "$work/called" "calls of libc that are neither in calls.h nor in without.tsv"

sed -n 's/^RS_API .*[ *]rs_\([a-zA-Z0-9_]*\)(.*/\1/p' "$header" >"$work/public"
"$program" --list | sed 's/\..*//' >"$work/cases"
sed -n 's/^rs_//p' "$work/without" | cat - "$work/cases" | sort -u >"$work/known"
[ -s "$work/public" ] || { echo "complete.sh: no public functions in $header" >&2; exit 1; }
missing "$work/public" "public functions that have no case and are not in without.tsv"

# The list has no line that nothing needs. "maybe": what a compiler may put in line or not, and libidn.
sed 's/^/rs_/' "$work/public" | cat - "$work/called" | sort -u >"$work/known"
awk -F '\t' '$3 != "maybe" { print $1 }' "$without" | sort >"$work/needed"
missing "$work/needed" "lines of without.tsv that name nothing here"
exit $bad
