#!/bin/sh
# lint.sh BUILD JOBS: format, static analysis, and the scripts. BUILD is configured from the preset lint: compiling it
# runs clang and clang-tidy (.clang-tidy) on each file, and again only on what has changed. Prints what is wrong; exit 1
# if anything is.
# shellcheck disable=SC2317 # functions are called by their names, as arguments
set -u
build=$1
jobs=$2
bad=0

# check NAME COMMAND…: runs it; its failure is the script's.
check() {
    name=$1
    shift
    echo "lint: $name"
    "$@" || { bad=1; echo "lint: $name found something" >&2; }
}

# shell_scripts: by their names, or by their first line if they have no ending.
shell_scripts() {
    git ls-files | while read -r file; do
        case $file in
        *.sh) echo "$file" ;;
        *.*) ;;
        *) [ -f "$file" ] && head -n 1 "$file" | grep -q '^#!.*sh$' && echo "$file" ;;
        esac
    done
}

build_with_tidy() {
    # Ninja does not know that the objects depend on the list of checks.
    cmp -s .clang-tidy "$build/clang-tidy.used" || ninja -C "$build" -t clean >/dev/null
    cp .clang-tidy "$build/clang-tidy.used"
    ninja -k 0 -j "$jobs" -C "$build" >"$build.log" 2>&1 && return 0
    grep -v -e '^\[' -e 'warnings\{0,1\} generated' "$build.log"
    return 1
}

# The drop-in is built for an interpreter and not by CMake; its headers are those of the system's.
tidy_dropin() {
    include=$(/usr/bin/python3 -c 'import sysconfig; print(sysconfig.get_path("include"))')
    python3 -B -c 'import sys; sys.path.insert(0, "oracle/dropin/runner"); import build
for name in build.public_functions(): print("FUNCTION(%s)" % name)' >"$build/functions.inc"
    clang-tidy --quiet oracle/dropin/src/*.c oracle/dropin/venv/*.c -- -std=gnu11 -I ref/include -I "$build" -isystem "$include" \
        '-DREAL_PYTHON="/usr/bin/python3"' 2>/dev/null
}

compile_python() {
    git ls-files '*.py' | python3 -c '
import sys
bad = False
for name in sys.stdin.read().split("\n"):
    try:
        if name:
            with open(name, "rb") as file:
                compile(file.read(), name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        print("%s: %s" % (name, error))
        bad = True
sys.exit(bad)'
}

# shellcheck disable=SC2046 # lists of words
check clang-format clang-format --dry-run --Werror $(git ls-files '*.c' '*.h')
# ctunullpointer and ctuuninitvar guess from one function about another; clang's analyzer follows the paths.
# shellcheck disable=SC2046
check cppcheck cppcheck --quiet -j "$jobs" --error-exitcode=1 --inline-suppr --std=c11 --library=tools/cppcheck.cfg \
    --enable=warning,portability,performance --suppress=missingIncludeSystem --suppress=ctunullpointer \
    --suppress=ctuuninitvar -I ref/include -I conformance/src \
    $(git ls-files 'ref/*.c' 'conformance/*.c' 'oracle/*.c')
check "clang and clang-tidy" build_with_tidy
check "clang-tidy on the drop-in" tidy_dropin
check "python" compile_python
# shellcheck disable=SC2046
check shellcheck shellcheck $(shell_scripts)
[ $bad = 0 ] && echo "lint: clean"
exit $bad
