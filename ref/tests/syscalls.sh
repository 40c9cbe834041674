#!/bin/sh
# The system calls of librefsock against those of a program that makes them itself, counted by strace: as many, plus the ones that the design grants. Counts
# have no noise, so this gates. Usage: syscalls.sh PROGRAM
set -eu
program=$1
count=100
if ! strace -o /dev/null true 2>/dev/null; then
    echo "strace is not installed or may not trace: system calls were not counted" >&2
    exit 77
fi
# LeakSanitizer cannot work beside another tracer.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export ASAN_OPTIONS
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM # which alone would end the shell without that
failed=0

# Calls for each turn, by name, without what start and end of the program need: the difference of `count` turns and none.
per_turn() { # IMPLEMENTATION WORK
    for n in 0 $count; do
        strace -f -o "$work/trace.$n" "$program" "$1" "$2" "$n"
        # Memory and scheduling are the business of malloc() and of sanitizers.
        sed -n 's/^[0-9]* *\([a-z0-9_]*\)(.*/\1/p' "$work/trace.$n" |
            grep -Ev '^(brk|mmap|mmap2|munmap|mprotect|madvise|futex|sched_yield|rt_sig.*|exit.*)$' >"$work/names.$n"
    done
    awk -v count=$count '
        FNR == 1 { file++ }
        file == 1 { calls[$1]--; next }
        { calls[$1]++ }
        END { for (name in calls) if (calls[name] != 0) printf "%s:%.2f\n", name, calls[name] / count }
    ' "$work/names.0" "$work/names.$count" | sort | tr '\n' ' '
}

expect() { # WORK MODE EXPECTED
    found=$(per_turn "$2" "$1")
    if [ "$found" = "$3" ]; then
        echo "ok   $1 $2: $found"
    else
        echo "FAIL $1 $2: $found"
        echo "     expected: $3"
        failed=1
    fi
}

plus() { # COUNTS MORE
    echo "$1$2" | tr ' ' '\n' | sort | sed '/^$/d' | tr '\n' ' '
}

for work_name in send_recv message udp udp6 unix_dgram netlink packet connect_accept accept_peer sendfile lines text_lines; do
    status=0
    "$program" raw $work_name 0 2>"$work/why" || status=$?
    case $work_name:$status in
    udp6:77 | netlink:77 | packet:77)
        echo "not counted here: $work_name, $(cat "$work/why")"
        continue
        ;;
    *:0) ;;
    *)
        cat "$work/why" >&2
        exit 1
        ;;
    esac
    raw=$(per_turn raw $work_name)
    echo "raw  $work_name: $raw"
    # An address of AF_PACKET has the name of its interface, which the system has as a number: of two that are given and two that
    # are reported, each is one ioctl() more.
    [ $work_name != packet ] || raw=$(plus "$raw" "ioctl:4.00")
    expect $work_name ref "$raw"
    case $work_name in
    # Data is ready: the timeout costs nothing.
    send_recv | message | udp | udp6 | unix_dgram | netlink | packet | lines | text_lines) expect $work_name ref-timeout "$raw" ;;
    # A poll for accept(); settimeout() of the client; its connect() is waited for and asked how it ended.
    connect_accept | accept_peer) expect $work_name ref-timeout "$(plus "$raw" "getsockopt:1.00 ioctl:1.00 poll:2.00")" ;;
    sendfile) expect $work_name ref-timeout "$(plus "$raw" poll:1.00)" ;;
    esac
done
# A try; a second socket, connected to the receiver, and it is what is asked for room until the time is up.
expect full_queue ref-timeout "close:1.00 connect:1.00 poll:2.00 sendto:1.00 socket:1.00 "
exit $failed
