#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Do two threads ever touch the same thing? Builds with the thread sanitizer and runs the tests that use threads.
#   sh tests/tsan.sh [what is passed on to ctest]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
# The sanitizer maps its shadow where it wants it: no random addresses (setarch is of util-linux). The build runs the
# programs too, for their manual pages.
still() { setarch "$(uname -m)" -R "$@"; }
cmake --preset tsan >/dev/null
still cmake --build --preset tsan
still ctest --preset tsan --timeout 300 "$@"
