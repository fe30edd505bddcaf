#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How long composing takes, one core, over the examples and the whole stress set: median and worst.
#   sh tests/bench/compose.sh
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
python=$(sh "$here"/tools/python.sh cairo PIL)
build=${ZB_BENCH_BUILD:-$here/build-bench}
cmake -S "$here" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DZB_TESTS=ON >/dev/null
cmake --build "$build" --target bench_compose >/dev/null
"$python" "$here/tests/stress/make.py" "$build/bench/stress" >/dev/null
find "$build/bench/stress" -maxdepth 1 -name '*.json' ! -name specs.json | sort | xargs "$build/tests/bench_compose" \
        "$here/examples/school/board.json" "$here/examples/region/board.json" "$here"/examples/reference/?/board.json
