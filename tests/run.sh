#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every test, from a fresh Debian machine, in one command: set-up, a build with sanitizers, ctest.
#   sh tests/run.sh            every test (some ten minutes on two cores)
#   sh tests/run.sh --quick    those that take seconds, for every change (under two minutes once it is built)
#   sh tests/run.sh -R unit    what follows is passed on to ctest
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"

preset=all
[ "${1:-}" != --quick ] || { preset=quick; shift; }
sh tools/setup.sh test
cmake --preset dev >/dev/null
cmake --build --preset dev
ctest --preset "$preset" "$@"
