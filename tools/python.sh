#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints a Python 3 that has these modules: the first on the path, else Debian's own, which has what the packages brought.
#   tools/python.sh MODULE…
# Exit status 3: none has them.
for python in "${PYTHON:-python3}" /usr/bin/python3; do
        if command -v "$python" >/dev/null 2>&1 && "$python" -c "import importlib, sys; [importlib.import_module(m) for m in sys.argv[1:]]" "$@" 2>/dev/null; then
                command -v "$python"
                exit 0
        fi
done
echo "no python3 has the modules: $*; sh tools/setup.sh installs them" >&2
exit 3
