#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Measures `zhanban check` on files against programs that read the same files, on one board with seven photographs,
# in one run.
#   sh tests/bench/check.sh              medians of five; prints a Markdown table
#   sh tests/bench/check.sh --runs 1     quicker
#   sh tests/bench/check.sh --files 20   fewer than a hundred files at once; 0 none
#   sh tests/bench/check.sh --readme     puts the tables into README.md and README.en.md
# Needs what tools/setup.sh test installs, and vips (Debian: libvips-tools); builds into build-bench/.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
python=$(sh "$here"/tools/python.sh cairo PIL)
build=${ZB_BENCH_BUILD:-$here/build-bench}
cmake -S "$here" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$build" --target zhanban zhanban-inspect >/dev/null
mkdir -p "$build/bench"
cc -O2 -std=c11 -o "$build/bench/photo" "$here/tests/bench/photo.c" -ljpeg
exec "$python" "$here/tests/bench/check.py" --program "$build/zhanban" --inspect "$build/zhanban-inspect" \
        --photo "$build/bench/photo" --dir "$build/bench" "$@"
