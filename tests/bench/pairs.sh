#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Whether one build is slower than another: every work by BEFORE, by AFTER, by BEFORE again; medians of processor time and
# of the pairs' ratios, peak memory. Both find their own zhanban-inspect and data beside them.
#   sh tests/bench/pairs.sh BEFORE AFTER              paths of two zhanban
#   sh tests/bench/pairs.sh BEFORE AFTER --runs 9     more pairs (5)
#   sh tests/bench/pairs.sh BEFORE AFTER --most 1.02  the ratio that is still no loss
# Exit status 1: some work is slower than that, and by more than its pairs scatter.
set -eu
python=$(sh "$(dirname "$0")/../.."/tools/python.sh cairo PIL)
exec "$python" "$(dirname "$0")/pairs.py" "$@"
