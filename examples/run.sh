#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# From a fresh Debian machine to a rendered board, in one command: installs what is missing, fetches the fonts,
# builds, draws the example's pictures, renders it to out/ and checks it. A second run only renders.
#   sh examples/run.sh            the school board
#   sh examples/run.sh --all      every example
#   sh examples/run.sh --gallery  one sheet of all boards, the stress set too: out/gallery.png
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"

boards="school"
[ "${1:-}" = --all ] && boards="school region"

sh tools/setup.sh build
python=$(sh tools/python.sh cairo PIL)
[ -f build/CMakeCache.txt ] || cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build build >/dev/null

mkdir -p out
if [ "${1:-}" = --gallery ]; then
        [ -f examples/reference/d/pictures/hero.jpg ] || "$python" examples/draw.py examples
        exec "$python" tests/stress/gallery.py build/zhanban out/gallery.png
fi
status=0
for board in $boards; do
        [ -f "examples/$board/pictures/hero.jpg" ] || "$python" examples/draw.py examples --only "$board"
        echo
        build/zhanban render "examples/$board/board.json" -o "out/$board.pdf" -o "out/$board.tif" -o "out/$board.png" \
                --json "out/$board.json" || status=$?
        echo
        ls -l "out/$board.pdf" "out/$board.tif" "out/$board.png" "out/$board.json" | awk '{printf "%8.1f MB  %s\n", $5 / 1e6, $NF}'
done
exit $status
