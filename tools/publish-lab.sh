#!/bin/sh
# publish-lab.sh BUILD: run the suite in the lab (docs/lab.md) and keep the report of that platform in the tree, if all is as
# expected there: its page shows the tier `must` on the reference and, on CPython too, the families that few kernels have.
set -eu
build=$1
journals=reports/out/publish-lab
rm -rf "$journals"
python3 -B conformance/lab/lab.py "$build" --journals "$journals" --limit 3600
platform=$(sed -n '1s/.*"key": *"\([^"]*\)".*/\1/p' "$journals/lab.jsonl")
out=reports/$platform
mkdir -p "$out"
for name in lab lab-families; do
    # Commands are shown as from the top of the tree: where that stands is nobody's business.
    sed "s#$PWD/##g" "$journals/$name.jsonl" >"$out/$name.jsonl"
done
"$build/conformance/sockspec" report "$out/lab.jsonl" "$out/lab-families.jsonl" --html "$out/index.html" --markdown "$out/summary.md"
"$build/conformance/sockspec" report "$out/lab.jsonl" --badge "$out/badge.json"
echo "publish: $out"
