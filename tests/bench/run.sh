#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Measures every format against its peer, on one board with seven photographs, in one run.
#   sh tests/bench/run.sh              medians of five; prints a Markdown table
#   sh tests/bench/run.sh --readme     and puts it into README.md and README.en.md
#   sh tests/bench/run.sh --runs 1     quicker; bench.py --help tells the rest
# Needs what tools/setup.sh test installs; builds into build-bench/.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
python=$(sh "$here"/tools/python.sh cairo PIL)
build=${ZB_BENCH_BUILD:-$here/build-bench}
cmake -S "$here" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$build" --target zhanban >/dev/null
mkdir -p "$build/bench"
cc -O2 -std=c11 -o "$build/bench/photo" "$here/tests/bench/photo.c" -ljpeg
cc -O3 -std=gnu11 -o "$build/bench/floor" "$here/tests/bench/floor.c" -ljpeg -ltiff -lisal -lz -lpthread
exec "$python" "$here/tests/bench/bench.py" --program "$build/zhanban" --photo "$build/bench/photo" \
        --floor "$build/bench/floor" \
        --dir "$build/bench" "$@"
