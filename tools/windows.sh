#!/bin/sh
# windows.sh BUILD: runs the reference's tests and examples for Windows (built in BUILD by MinGW) under Wine, with a table of results.
# A test counts as passed only if it says so: Wine's exit status is 0 also for a program that it cannot start. Exit 1 if one fails.
set -u
build=$(cd "$1" && pwd)
tests=$build/ref/tests/windows
examples=$build/ref/examples
export WINEDEBUG=-all WINEPREFIX="$build/wine"
unset DISPLAY
work=$(mktemp -d)
trap 'wineserver -k; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM # which alone would end the shell without that
failed=0

# row NAME OUTCOME [REASON]
row() {
    printf '%-24s %s%s\n' "$1" "$2" "${3:+: $3}"
    [ "$2" != failed ] || failed=$((failed + 1))
}

# A program under Wine, with a time limit. Sets $said to its output, whose lines end as here.
run() {
    timeout 60 wine "$@" >"$work/said" 2>&1 </dev/null & # a trap waits for what is not in the background
    wait $!
    said=$(tr -d '\r' <"$work/said")
}

# serve PROGRAM: in the background, on a free port. Sets $port; what else it says stands in $work/says.
serve() {
    : >"$work/says"
    timeout 60 wine "$examples/$1.exe" 0 >"$work/says" 2>&1 &
    server=$!
    port=
    tries=0
    while [ -z "$port" ] && [ "$tries" -lt 200 ] && kill -0 "$server" 2>/dev/null; do
        port=$(tr -d '\r' <"$work/says" | sed -n "s/^Listening on ('.*', \([0-9]*\))\$/\1/p")
        tries=$((tries + 1))
        sleep 0.05 # the next look at the file
    done
}

# talk ROW SERVER EXPECTED CLIENT ARGUMENT...: the client's answer, PORT in its arguments being the server's.
talk() {
    name=$1 wanted=$3 client=$4
    serve "$2"
    shift 4
    for argument in "$@"; do
        shift
        [ "$argument" = PORT ] && argument=$port
        set -- "$@" "$argument"
    done
    run "$examples/$client.exe" "$@"
    if [ "$said" = "$wanted" ]; then row "$name" passed; else row "$name" failed "'$said', expected '$wanted'"; fi
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
}

if [ ! -f "$WINEPREFIX/system.reg" ]; then
    timeout 180 wineboot -i >/dev/null 2>&1
    wineserver -w
fi
echo "$(wine --version 2>/dev/null), $(x86_64-w64-mingw32-gcc --version | head -1)"
tested=0
while read -r name; do
    tested=$((tested + 1))
    run "$tests/$name.exe"
    case $said in
    passed | *"
passed") row "$name" passed "$(echo "$said" | grep -v '^passed$' | tr '\n' ' ')" ;;
    "") row "$name" failed "it said nothing" ;;
    *) row "$name" failed "$(echo "$said" | head -3)" ;;
    esac
done <"$tests/tests.txt"
[ "$tested" != 0 ] || row tests failed "no test in $tests/tests.txt"
talk echo echo_server "Received 'Hello, world'" echo_client 127.0.0.1 PORT
talk echo_dual echo_server_dual "Received 'Hello, world'" echo_client_dual localhost PORT
talk create create_server "Hello" create_connection 127.0.0.1 PORT Hello
run "$examples/echo_client.exe" 127.0.0.1 1
if [ "$said" = "ConnectionRefusedError: Connection refused" ]; then row refused passed; else row refused failed "$said"; fi
run "$examples/sniffer.exe"
case $said in
*"
from ('"*) row sniffer passed ;;
"OSError: EPROTONOSUPPORT" | "OSError: EOPNOTSUPP" | "PermissionError: "*) row sniffer skipped "Wine has no raw IPv4 with SIO_RCVALL ($said)" ;;
*) row sniffer failed "$said" ;;
esac
[ "$failed" = 0 ] || echo "windows: $failed failed" >&2
[ "$failed" = 0 ]
