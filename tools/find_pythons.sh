#!/bin/sh
# find_pythons.sh: every CPython from 3.6 on that is found by $SOCKSPEC_PYTHONS (paths), PATH and pyenv's versions: a path a
# line, newest last, no version twice.
set -eu
{
    echo "${SOCKSPEC_PYTHONS:-}" | tr ' ' '\n'
    printf '%s\n' "$PATH" | tr ':' '\n' | while IFS= read -r directory; do
        [ -z "$directory" ] || ls "$directory"/python3 "$directory"/python3.[0-9]* 2>/dev/null || :
    done
    root=${PYENV_ROOT:-}
    [ -n "$root" ] || root=$(pyenv root 2>/dev/null || :)
    [ -n "$root" ] && ls "$root"/versions/*/bin/python3 2>/dev/null
} | grep -v -e '-config$' | while IFS= read -r python; do
    "$python" -c 'import sys
if sys.implementation.name == "cpython" and sys.version_info >= (3, 6):
    print("%d.%02d.%02d %s" % (sys.version_info[:3] + (sys.executable,)))' 2>/dev/null </dev/null || :
done | grep '^3\.' | sort -u -k1,1 | sed 's/^[^ ]* //'
