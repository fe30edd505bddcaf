#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Do two builds write the same bytes? Renders every example in every format, plans it, checks it and its files, and
# compares what the two programs wrote and said.
#   sh tests/same_outputs.sh [--only EXAMPLE] BEFORE AFTER [DIR]
#                                                  two zhanban programs, each beside its own zhanban-inspect; BEFORE may
#                                                  be a folder that an earlier run left in DIR/before or DIR/after
# Exit status: 0 all alike, 1 something differs (named), 2 usage.
set -eu
only='*'
[ "${1:-}" != --only ] || { only=$2; shift 2; }
[ $# -ge 2 ] || { sed -n '3,8s/^# //p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")/.." && pwd)
python=$(sh "$here"/tools/python.sh cairo PIL)
work=${3:-$(mktemp -d)}
[ $# -ge 3 ] || trap 'rm -rf "$work"' EXIT
[ -f "$here/examples/reference/d/pictures/hero.jpg" ] || "$python" "$here/examples/draw.py" "$here/examples"

write() { # PROGRAM DIR
        mkdir -p "$2"
        cd "$2"
        ln -sfn "$here/examples" examples # so that reports name the same path
        for spec in examples/*/board.json examples/reference/*/board.json; do
                name=$(basename "$(dirname "$spec")")
                case $name in $only) ;; *) continue ;; esac
                "$1" render "$spec" --lang en --quiet -o "$name.pdf" -o "$name.tif" -o "$name.jpg" -o "$name.psd" -o "$name.png" \
                        --json "$name.json" >"$name.render" 2>&1 || true
                "$1" check "$spec" --lang zh --html "$name.spec.html" >"$name.zh" 2>&1 || true
                "$1" plan "$spec" --lang zh --json "$name.plan" >"$name.plan.zh" 2>&1 || true
                "$1" plan "$spec" --lang en >"$name.plan.en" 2>&1 || true
                for kind in pdf tif jpg psd; do
                        "$1" check "$name.$kind" --lang en --html "$name.$kind.html" --json "$name.$kind.json" >"$name.$kind.en" 2>&1 || true
                done
        done
}
before=$(realpath "$1") after=$(realpath "$2")
if [ ! -d "$before" ]; then
        (write "$before" "$work/before")
        before=$work/before
fi
(write "$after" "$work/after")
cd "$before"
status=0 n=0
for file in $only.*; do
        n=$((n + 1))
        case $file in
        # ISA-L may pack the same rows in other bytes: of a TIFF the pixels and tags count, and not its size.
        *.tif) same=$(tiffcmp "$file" "$work/after/$file" 2>&1) && [ -z "$same" ] ;;
        *.tif.json) [ "$(sed 's/"bytes": *[0-9]*//' "$file")" = "$(sed 's/"bytes": *[0-9]*//' "$work/after/$file")" ] ;;
        *) cmp -s "$file" "$work/after/$file" ;;
        esac || { echo "differs: $file"; status=1; }
done
echo "$n files compared"
exit $status
