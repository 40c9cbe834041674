#!/bin/sh
# The two CAN programs talk to each other over vcan0. Usage: example_can.sh DIRECTORY, that of the built examples. Exit 77: the kernel
# has no CAN, or there is no vcan0 (./run lab has both).
set -eu
examples=$1
python3 -c "import socket; socket.socket(socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW).bind(('vcan0',))" 2>/dev/null || {
    echo "skipped: no CAN, or no vcan0 here" >&2
    exit 77
}
work=$(mktemp -d)
mkfifo "$work/says"
"$examples/can_raw" vcan0 1 >"$work/says" &
raw=$!
trap 'kill "$raw" 2>/dev/null || :; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM # which alone would end the shell without that
exec 3<"$work/says"
read -r line <&3
[ "$line" = Listening ] || { echo "can_raw says '$line'" >&2; exit 1; }
said=$("$examples/can_bcm" vcan0 1)
# RX_CHANGED is 12. The frame is the other program's own.
[ "$said" = "Received: opcode=12, can_id=1, can_dlc=3, data=010203" ] || { echo "can_bcm says '$said'" >&2; exit 1; }
read -r line <&3
[ "$line" = "Received: can_id=123, can_dlc=2, data=cafe" ] || { echo "can_raw says '$line'" >&2; exit 1; }
wait "$raw"
