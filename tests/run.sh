#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every test, from a fresh Debian machine, in one command: set-up, a build with sanitizers, ctest.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"

sh tools/setup.sh test
[ -f examples/reference/d/pictures/hero.jpg ] || /usr/bin/python3 examples/draw.py examples
cmake --preset release >/dev/null
cmake --build --preset release
cmake --preset dev -DZB_PROGRAM="$here/build-release/zhanban" >/dev/null
cmake --build --preset dev
ctest --test-dir build-dev --output-on-failure "$@"
