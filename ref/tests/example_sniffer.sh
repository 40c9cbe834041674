#!/bin/sh
# The sniffer of Linux shows a packet of the loopback interface. In a network namespace of its own, where it is alone with what it is
# sent. Usage: example_sniffer.sh DIRECTORY, that of the built examples. Exit 77: such a namespace cannot be made here.
set -eu
examples=$1
if [ "${2:-}" != inside ]; then
    unshare --user --map-root-user --net true 2>/dev/null || { echo "skipped: no user and network namespaces here" >&2; exit 77; }
    exec unshare --user --map-root-user --net "$0" "$examples" inside
fi
# The loopback interface up: SIOCSIFFLAGS, IFF_UP | IFF_LOOPBACK.
python3 -c "import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sh22x', b'lo', 0x1 | 0x8))"
work=$(mktemp -d)
mkfifo "$work/says"
"$examples/sniffer_linux" lo >"$work/says" &
sniffer=$!
trap 'kill "$sniffer" 2>/dev/null || :; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM # which alone would end the shell without that
exec 3<"$work/says"
read -r line <&3
[ "$line" = Listening ] || { echo "sniffer_linux says '$line'" >&2; exit 1; }
"$examples/echo_client" 127.0.0.1 4660 2>/dev/null && exit 1 # nobody is there; its SYN is seen
read -r packet <&3
read -r from <&3
# IPv4 of 20 bytes and more, TCP (06), 127.0.0.1 to itself, port 4660.
case $packet in
4500????????????4006????7f0000017f000001????1234*) ;;
*) echo "the packet is $packet" >&2; exit 1 ;;
esac
# ETH_P_IP; PACKET_HOST, since what goes out is for sockets of ETH_P_ALL only; ARPHRD_LOOPBACK.
[ "$from" = "from ('lo', 2048, 0, 772)" ] || { echo "the packet came $from" >&2; exit 1; }
wait "$sniffer"
