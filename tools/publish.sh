#!/bin/sh
# publish.sh BUILD: run everything here and keep the report and the oracle's recording of this platform in the tree, if all is as
# expected: it is made in reports/out/publish first, so that the tree has all of it or nothing.
set -eu
build=$1
sockspec=$build/conformance/sockspec
platform=$("$sockspec" platform)
made=reports/out/publish
rm -rf "$made"
mkdir -p "$made/report"
"$sockspec" run ${JOBS:+--jobs "$JOBS"} --journal "$made/journal.jsonl"
# Commands are shown as from the top of the tree: where that stands is nobody's business.
sed "s#$PWD/##g" "$made/journal.jsonl" >"$made/report/journal.jsonl"
"$sockspec" report "$made/report/journal.jsonl" --html "$made/report/index.html" --markdown "$made/report/summary.md" --badge "$made/report/badge.json"
"$sockspec" record ${JOBS:+--jobs "$JOBS"} --out "$made/recordings"
out=reports/$platform
mkdir -p "$out" fixtures/recordings
cp "$made"/report/* "$out"
cp -R "$made/recordings/." fixtures/recordings
sh tools/pages.sh "$sockspec"
echo "publish: $out and fixtures/recordings"
