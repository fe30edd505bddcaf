#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# src/picture/resample.c against libzimg (Debian: libzimg-dev), one core, in turn within one process.
#   sh tests/bench/resample.sh
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
build=${ZB_BENCH_BUILD:-$here/build-bench}
mkdir -p "$build/bench"
# The flags of a release build.
cc -O3 -DNDEBUG -std=c11 -D_GNU_SOURCE -ffp-contract=off -Wall -Wextra -o "$build/bench/resample" \
        "$here/tests/bench/resample.c" "$here/src/picture/resample.c" -I"$here/src/picture" -I"$here/src/core" \
        -I"$here/src/ink" $(pkg-config --cflags --libs vips zimg) -lm
exec "$build/bench/resample"
