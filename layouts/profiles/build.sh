#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds zhanban-coated.icc again from its published data and compares the result with the committed file, so that
# nobody has to trust a binary. Takes about two minutes; needs Debian's argyll and icc-profiles-free.
#
#   sh layouts/profiles/build.sh            build and compare; exit status 1 when the bytes differ
#   sh layouts/profiles/build.sh --write    build and replace the committed file
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=$here/zhanban-coated.icc
data=/usr/share/color/icc

case ${1-} in
'' | --write) ;;
*) echo "usage: build.sh [--write]" >&2; exit 2 ;;
esac
if ! command -v colprof >/dev/null || ! [ -r $data/FOGRA39L.ti3 ]; then
        echo "build.sh: needs colprof and $data/FOGRA39L.ti3: apt-get install argyll icc-profiles-free" >&2
        exit 3
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# Other data would give another profile under the same name.
cp $data/FOGRA39L.ti3 "$work/coated.ti3"
cp $data/sRGB.icc "$work/sRGB.icc"
(cd "$work" && sha256sum --quiet -c -) <<'SUMS'
e44e6dfa81633588db98b5613a821d4a936d3d9438d2eb983083c3232df393fa  coated.ti3
2a92d4bae450b76d8b0aa42193df974d75f62738ecebf74f01c5e75b12a95796  sRGB.icc
SUMS

# -l300 -L95: total ink and black limits. -kp: black starts at 30 % of the way to black, reaches 95 % at its end.
# -S -cmt -dpp: the perceptual table maps sRGB as seen on a monitor to a print seen in a room. -nc: no .ti3 inside.
(cd "$work" && colprof -qm -nc -l300 -L95 -kp 0 0.3 0.95 0.95 0.6 -S sRGB.icc -cmt -dpp \
        -A "zhanban" \
        -M "Coated paper, total ink 300 %" \
        -D "zhanban Coated CMYK 300% (own build from FOGRA39L data)" \
        -C "Built by the zhanban project from the FOGRA39L characterisation data of icc-profiles-free (zlib licence). Not an official Fogra or ECI profile." \
        -O built.icc coated)

# The only bytes that differ from run to run are the header's date (ICC.1 7.2.8, bytes 24-35): fixed to
# 2026-01-01 00:00:00. The profile ID (bytes 84-99) belongs to version 4; in this version 2 profile it stays zero.
printf '\007\352\000\001\000\001\000\000\000\000\000\000' |
        dd of="$work/built.icc" bs=1 seek=24 conv=notrunc status=none
dd if=/dev/zero of="$work/built.icc" bs=1 seek=84 count=16 conv=notrunc status=none

if [ "${1-}" = --write ]; then
        cp "$work/built.icc" "$target.new"
        mv "$target.new" "$target"
        echo "written: $target"
elif cmp "$work/built.icc" "$target"; then
        echo "identical: $target"
else
        echo "build.sh: the built profile differs from $target" >&2
        exit 1
fi
