#!/bin/sh
# recording.sh SOCKSPEC DIR IMPL: record the oracle IMPL (NAME=CMD) into DIR and compare with the recording in the tree.
# 77 where there is none of this platform.
set -eu
sockspec=$1
directory=$2
oracle=$3
tree=$(dirname "$0")/../../../fixtures/recordings
rm -rf "$directory"
"$sockspec" record --impl "$oracle" --out "$directory" --jobs 4 --quiet
key=$(ls "$directory")
[ -d "$tree/$key" ] || { echo "recording: none of $key in fixtures/recordings: nothing to compare (./run publish makes one)"; exit 77; }
exec "$sockspec" drift "$tree/$key" "$directory/$key"
