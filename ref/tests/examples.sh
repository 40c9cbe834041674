#!/bin/sh
# The example programs talk to each other. Usage: examples.sh DIRECTORY, that of the built examples.
set -eu
examples=$1
work=$(mktemp -d)
mkfifo "$work/says"
servers='' pid=''
trap 'for pid in $servers; do kill "$pid" 2>/dev/null || :; done; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM # which alone would end the shell without that

fail() {
    echo "$*" >&2
    exit 1
}

# serve PROGRAM: starts it on a free port. Sets $server to its pid, $listening to the address that it shows, $port to the port;
# descriptor 3 reads what else it says.
serve() {
    "$examples/$1" 0 >"$work/says" &
    server=$!
    servers="$servers $server"
    exec 3<"$work/says"
    read -r line <&3 || fail "$1 ended without a word"
    listening=${line#Listening on }
    port=${line##*, }
    port=${port%)}
}

# expect TEXT COMMAND...: the command's output, and its success.
expect() {
    wanted=$1
    shift
    said=$("$@") || fail "$*: exit status $?"
    [ "$said" = "$wanted" ] || fail "$*: says '$said', expected '$wanted'"
}

# The server tells who came, and ends well once its client has gone.
served() {
    read -r line <&3 || fail "$1 says nobody came"
    case $line in
    "Connected by ('$2', "*")") ;;
    *) fail "$1: says '$line', expected somebody from $2" ;;
    esac
    wait "$server" || fail "$1: exit status $?"
}

# refuses STATUS TEXT COMMAND...: it fails with that status, and says the text (on either stream).
refuses() {
    status=$1 wanted=$2 found=0
    shift 2
    said=$("$@" 2>&1) || found=$?
    [ "$found" = "$status" ] || fail "$*: exit status $found, expected $status"
    [ "$said" = "$wanted" ] || fail "$*: says '$said', expected '$wanted'"
}

serve echo_server
expect "Received 'Hello, world'" "$examples/echo_client" 127.0.0.1 "$port"
served echo_server 127.0.0.1
# Nobody listens on port 1, and no other test may be given it.
refuses 1 "ConnectionRefusedError: Connection refused" "$examples/echo_client" 127.0.0.1 1
refuses 1 "could not open socket" "$examples/echo_client_dual" 127.0.0.1 1

# One family only: the first that the resolver names.
serve echo_server_dual
case $listening in
"('0.0.0.0', "*) own=127.0.0.1 ;;
"('::', "*) own=::1 ;;
*) fail "echo_server_dual: listens on '$listening'" ;;
esac
expect "Received 'Hello, world'" "$examples/echo_client_dual" "$own" "$port"
served echo_server_dual "$own"

# Where localhost has several addresses, the client goes on to the one that is served.
if getent ahosts localhost >"$work/localhost" && grep -q "^$own " "$work/localhost"; then
    serve echo_server_dual
    expect "Received 'Hello, world'" "$examples/echo_client_dual" localhost "$port"
    served echo_server_dual "$own"
fi

# Both families on one socket, where the system can.
serve create_server
expect "Hello, world" "$examples/create_connection" 127.0.0.1 "$port" "Hello, world"
case $listening in
"('::', "*) expect "Hello again" "$examples/create_connection" ::1 "$port" "Hello again" ;;
*) echo "IPv4 only here: create_server listens on $listening" ;;
esac
refuses 1 "could not open socket" "$examples/echo_server_dual" "$port"
kill "$server"

"$examples/reuse_address" >"$work/reuse"
expect "Again, without SO_REUSEADDR: Address already in use
Again, with SO_REUSEADDR: served" cat "$work/reuse"
