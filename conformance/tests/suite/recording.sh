#!/bin/sh
# recording.sh SOCKSPEC DIR IMPL: record the oracle IMPL (NAME=CMD) into DIR and compare with the recording in the tree.
# 77 where there is none of this platform and of this very version (patch levels differ in the texts of errors).
set -eu
sockspec=$1
directory=$2
oracle=$3
tree=$(dirname "$0")/../../../fixtures/recordings
rm -rf "$directory"
"$sockspec" record --impl "$oracle" --out "$directory" --jobs 4 --quiet
key=$(ls "$directory")
[ -d "$tree/$key" ] || { echo "recording: none of $key in fixtures/recordings: nothing to compare (./run publish makes one)"; exit 77; }
version() { head -n 1 "$1"/*.jsonl | grep -o '"version":"[^"]*"'; }
[ "$(version "$tree/$key")" = "$(version "$directory/$key")" ] ||
    { echo "recording: it is of $(version "$tree/$key"), here is $(version "$directory/$key"): nothing to compare"; exit 77; }
exec "$sockspec" drift "$tree/$key" "$directory/$key"
