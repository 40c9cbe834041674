#!/bin/sh
# publish.sh BUILD: run everything here and keep the report and the oracle's recording of this platform in the tree.
set -eu
build=$1
platform=$("$build/conformance/sockspec" platform)
out=reports/$platform
mkdir -p "$out"
"$build/conformance/sockspec" run --journal "$out/journal.jsonl"
# Commands are shown as from the top of the tree: where that stands is nobody's business.
sed -i "s#$PWD/##g" "$out/journal.jsonl"
"$build/conformance/sockspec" report "$out/journal.jsonl" --html "$out/index.html" --markdown "$out/summary.md" --badge "$out/badge.json"
"$build/conformance/sockspec" record --out fixtures/recordings
sh tools/pages.sh "$build/conformance/sockspec"
echo "publish: $out and fixtures/recordings"
