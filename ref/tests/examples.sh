#!/bin/sh
# The two examples talk to each other. Usage: examples.sh ECHO_SERVER ECHO_CLIENT
set -eu
work=$(mktemp -d)
mkfifo "$work/says"
"$1" 0 >"$work/says" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
read -r line <"$work/says"
port=${line##* }
answer=$("$2" 127.0.0.1 "$port" "Hello, world")
if [ "$answer" != "Hello, world" ]; then
    echo "the echo of 'Hello, world' is '$answer'" >&2
    exit 1
fi
