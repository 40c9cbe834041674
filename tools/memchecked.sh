#!/bin/sh
# memchecked.sh REPORTS PROGRAM: PROGRAM in memcheck, which writes to a file of its own in REPORTS. The number of the process does
# not name that file, since the workers of `sockspec run` have namespaces in which numbers are the same. Descriptors are counted by the
# runner, after each case (docs/reliability.md).
exec valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --suppressions="$(dirname "$0")/valgrind.supp" \
    --log-file="$(mktemp "$1/XXXXXXXX")" "$2"
