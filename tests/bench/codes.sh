#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Room codes against zbar alone: sheets of codes of many sizes, turns and looks, then our boards, the corpus and
# photographs, on which nothing may be seen that is not there.
#   sh tests/bench/codes.sh
# Needs what tools/setup.sh test installs; builds into build-bench/.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
python=$(sh "$here"/tools/python.sh cairo PIL)
build=${ZB_BENCH_BUILD:-$here/build-bench}
cmake -S "$here" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DZB_TESTS=ON >/dev/null
cmake --build "$build" --target bench_codes zhanban >/dev/null
sheets=$build/bench/codes
rm -rf "$sheets"
mkdir -p "$sheets"
cc -O2 -std=c11 -o "$build/bench/photo" "$here/tests/bench/photo.c" -ljpeg
"$build/tests/bench_codes"
for board in school region reference/a reference/b reference/c reference/d; do
        name=$(echo "board $board" | tr / ' ')
        "$build/zhanban" render -q "$here/examples/$board/board.json" -o "$sheets/board.pdf" || [ $? = 1 ]
        mutool draw -q -r 72 -c gray -o "$sheets/$name.pgm" "$sheets/board.pdf" 1
        rm "$sheets/board.pdf"
done
for pdf in "$here"/tests/corpus/files/*.pdf; do
        mutool draw -q -r 72 -c gray -o "$sheets/$(basename "$pdf" .pdf).pgm" "$pdf" 1 2>/dev/null || true # some are damaged
done
for i in 1 2 3 4 5 6 7; do
        "$build/bench/photo" $i 2400 1600 "$sheets/photo $i.jpg"
done
find "$here/examples" -path '*/pictures/*.jpg' | while read -r picture; do
        cp "$picture" "$sheets/$(echo "${picture#"$here"/examples/}" | tr / ' ' | sed 's/ pictures//')"
done
"$python" - "$sheets" <<'PYTHON'
import pathlib, sys
from PIL import Image
for path in pathlib.Path(sys.argv[1]).glob("*.jpg"):
    Image.open(path).convert("L").save(path.with_suffix(".pgm"))
    path.unlink()
PYTHON
find "$sheets" -name '*.pgm' -size +0 -print0 | sort -z | xargs -0 "$build/tests/bench_codes"
