#!/bin/sh
# pages.sh SOCKSPEC [--check]: write docs/errata.md and docs/known-differences/ anew, or with --check see that they are up to date.
set -eu
sockspec=$1
check=${2:-}
cd "$(dirname "$0")/.."
suite=$(mktemp)
trap 'rm -f "$suite"' EXIT
trap 'exit 1' HUP INT TERM # which alone would end the shell without that
"$sockspec" export --cases conformance/cases >"$suite"
# shellcheck disable=SC2086 # one word or none
"$sockspec" errata --clauses conformance/clauses.tsv --out docs/errata.md $check "$suite"
# shellcheck disable=SC2086
"$sockspec" knowndiff --out docs/known-differences $check conformance/deviations/*.deviations
