#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the tests reach: lines by room, and the functions that no test reaches, in build-coverage/unreached.txt.
#   sh tools/coverage.sh [what is passed on to ctest]    (all tests; -L quick: those alone)
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
cmake --preset coverage -DZB_PROGRAM="$here/build-coverage/zhanban" >/dev/null
cmake --build --preset coverage >/dev/null
find build-coverage -name '*.gcda' -delete
ctest --preset coverage "$@" >build-coverage/ctest.log 2>&1 || echo "some tests failed: build-coverage/ctest.log" >&2
python=$(sh tools/python.sh)
exec "$python" tools/coverage.py build-coverage
