#!/bin/sh
# pages.sh SOCKSPEC [--check]: write docs/errata.md and docs/known-differences/ anew, or with --check see that they are up to date.
set -eu
sockspec=$1
check=${2:-}
cd "$(dirname "$0")/.."
# shellcheck disable=SC2086 # one word or none
"$sockspec" export --cases conformance/cases | "$sockspec" errata --clauses conformance/clauses.tsv --out docs/errata.md $check
# shellcheck disable=SC2086
"$sockspec" knowndiff --out docs/known-differences $check conformance/deviations/*.deviations
