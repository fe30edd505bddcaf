#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What src/inspect/pdf's own decoding (pdf_decode.c), filters (pdf_filter.c) and gradients (pdf_shade.c) save against
# MuPDF's, and how far the ink of each is from Ghostscript's: zhanban-inspect is built from a copy of the sources in
# which the environment turns each of them off.
#   sh tests/bench/pdf_own.sh              medians of five pairs; prints tables
#   sh tests/bench/pdf_own.sh --runs 1     quicker
# Needs what tools/setup.sh test installs; builds into build-bench/.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
python=$(sh "$here"/tools/python.sh cairo PIL)
build=${ZB_BENCH_BUILD:-$here/build-bench}
copy=$build/pdf-own
mkdir -p "$build/bench" "$copy"
rm -rf "$copy/src"
cp -r "$here/src" "$here/CMakeLists.txt" "$copy/"
cd "$copy/src/inspect/pdf"

# switch FILE TEXT INSTEAD: TEXT must be there, once.
switch()
{
        "$python" - "$@" <<'PYTHON'
import pathlib, sys
name, text, instead = sys.argv[1:]
source = pathlib.Path(name).read_text(encoding="utf-8")
if source.count(text) != 1:
    sys.exit(f"{name} has {source.count(text)} times: {text}")
pathlib.Path(name).write_text(source.replace(text, instead), encoding="utf-8")
PYTHON
}
switch pdf_decode.c 'collect(pdf, px_per_mm);' 'if (!getenv("ZB_NO_DECODE")) collect(pdf, px_per_mm);'
switch pdf_decode.c 's->filtered = predictor >= 10;' \
        's->filtered = predictor >= 10; if (s->filtered && getenv("ZB_NO_FILTER")) return false;'
switch pdf_filter.c 'int y = 0;' 'int y = 0; const bool one_by_one = getenv("ZB_NO_FOUR") != NULL;'
switch pdf_filter.c 'bool wave = n >= 3 &&' 'bool wave = !one_by_one && n >= 3 &&'
sed -i 's/^#include <string.h>$/&\n#include <stdlib.h>/' pdf_filter.c pdf_shade.c pdf_draw.c
switch pdf_shade.c 'return shade->type == FZ_LINEAR' 'return !getenv("ZB_NO_AXIAL") && shade->type == FZ_LINEAR'
switch pdf_draw.c 'if ((!rgb && !ours' 'if (getenv("ZB_NO_SHADE") || (!rgb && !ours'

cmake -S "$copy" -B "$copy/build" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$copy/build" --target zhanban-inspect >/dev/null
cmake -S "$here" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$build" --target zhanban >/dev/null
cc -O2 -std=c11 -o "$build/bench/photo" "$here/tests/bench/photo.c" -ljpeg
exec "$python" "$here/tests/bench/pdf_own.py" --program "$build/zhanban" --inspect "$copy/build/zhanban-inspect" \
        --photo "$build/bench/photo" --dir "$build/bench" "$@"
