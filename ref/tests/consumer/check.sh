#!/bin/sh
# Installs the library into a directory of its own and builds the consumer against it, through find_package and through pkg-config.
# Usage: check.sh CMAKE GENERATOR BUILD_DIR SOURCE_DIR WORK_DIR CC CFLAGS
set -eu
cmake=$1 generator=$2 build=$3 source=$4 work=$5 cc=$6 cflags=${7-}
rm -rf "$work"
mkdir -p "$work"
"$cmake" --install "$build" --prefix "$work/installed" >"$work/install.log"
installed=$work/installed

echo "== find_package"
"$cmake" -G "$generator" -S "$source" -B "$work/by-cmake" -DCMAKE_C_COMPILER="$cc" -DCMAKE_C_FLAGS="$cflags" -DCMAKE_PREFIX_PATH="$installed" >"$work/cmake.log"
"$cmake" --build "$work/by-cmake" >>"$work/cmake.log"
"$work/by-cmake/consumer"

echo "== pkg-config"
if ! command -v pkg-config >/dev/null; then
    echo "pkg-config is not installed: only find_package was tested" >&2
    exit 77
fi
pc=$(find "$installed" -name refsock.pc)
PKG_CONFIG_PATH=$(dirname "$pc")
export PKG_CONFIG_PATH
# The file names the prefix of the configuration; a moved tree is told so.
moved="--define-variable=prefix=$installed"
library=$(pkg-config "$moved" --variable=libdir refsock)
# shellcheck disable=SC2046,SC2086 # the words of flags are wanted
"$cc" $cflags $(pkg-config "$moved" --cflags refsock) "$source/consumer.c" -o "$work/by-pkg-config" $(pkg-config "$moved" --static --libs refsock)
LD_LIBRARY_PATH=$library "$work/by-pkg-config"

echo "== what is installed"
test -f "$installed/include/refsock.h"
# Nothing but rs_* is visible in a shared library.
shared=$library/librefsock.so
if [ -e "$shared" ] && nm -D --defined-only "$shared" | awk '{print $3}' | grep -v '^rs_'; then
    echo "$shared exports names without rs_" >&2
    exit 1
fi
