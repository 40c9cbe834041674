#!/bin/sh
# lint.sh BUILD: formatting, static analysis and shell scripts. Prints what is wrong; exit 1 if anything is.
set -u
build=$1
bad=0
sources=$(git ls-files '*.c' '*.h')
python=$(git ls-files '*.py')
scripts=$(git ls-files '*.sh' run .ci/run)

step() { echo "lint: $1"; }

step "clang-format"
# shellcheck disable=SC2086 # lists of words, here and below
clang-format --dry-run --Werror $sources || bad=1
step "cppcheck"
# shellcheck disable=SC2046,SC2086
cppcheck --quiet --error-exitcode=1 --inline-suppr --enable=warning,portability,performance \
    --suppress=missingIncludeSystem -I ref/include -I conformance/src $(git ls-files 'ref/src/*.c' 'conformance/*.c') || bad=1
step "clang-tidy"
checks='-*,bugprone-*,clang-analyzer-*,-bugprone-easily-swappable-parameters,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-bugprone-reserved-identifier,-bugprone-assignment-in-if-condition'
git ls-files 'ref/src/*.c' 'conformance/src/*.c' 'conformance/adapters/*.c' |
    xargs -P 2 -n 8 clang-tidy --quiet -p "$build" --checks="$checks" --warnings-as-errors='*' 2>/dev/null || bad=1
step "python"
# shellcheck disable=SC2086
python3 -m py_compile $python || bad=1
step "shellcheck"
# shellcheck disable=SC2086
shellcheck $scripts || bad=1
[ $bad = 0 ] && echo "lint: clean"
exit $bad
