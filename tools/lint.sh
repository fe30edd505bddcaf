#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Static checks of all of src: clang-tidy (.clang-tidy says what for) or cppcheck.
#   sh tools/lint.sh tidy|cppcheck [BUILD]    BUILD: a configured build with its compile_commands.json (build-dev)
# Exit status: 0 clean, 1 something was found.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "${2:-$here/build-dev}" && pwd)
cd "$here"
case ${1:-} in
tidy)
        # clang-tidy's own count of what it left out goes to standard error.
        find src -name '*.c' | sort | xargs -P2 -n 8 clang-tidy -p "$build" --quiet 2>/dev/null
        ;;
cppcheck)
        cppcheck --quiet -j 2 --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
                --suppressions-list=tools/cppcheck.txt --library=posix -D_GNU_SOURCE $(find src -type d | sed 's/^/-I /') src
        ;;
*)
        sed -n '3,6s/^# //p' "$0" >&2
        exit 2
        ;;
esac
