#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the Debian packages (zhanban, zhanban-inspect, zhanban-fonts) and zhanban-VERSION-linux-ARCH.tar.xz, which runs from
# any folder, from this checkout as it stands; lintian must be content.
#   sh packaging/build.sh [FOLDER]     (default out/packages); files of the same names there are replaced, nothing else
# Exit status: 0 done, 1 lintian complains, 3 something is missing or does not build.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
to=${1:-$here/out/packages}
cd "$here"
sh tools/setup.sh package

version=$(sed -n 's/^project(zhanban VERSION \([0-9.]*\) .*/\1/p' CMakeLists.txt)
[ -n "$version" ] || { echo "CMakeLists.txt names no version" >&2; exit 3; }
arch=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/zhanban-$version
mkdir -p "$tree" "$to"

# What belongs to the project, and the fonts that were fetched; no build folder, no picture of an example.
git ls-files -z | tar --null --files-from=- -cf - | tar -xf - -C "$tree"
cp fonts/*.otf "$tree/fonts/"
mv "$tree/packaging/debian" "$tree/debian"
date=$(git log -1 --format=%cd --date=rfc 2>/dev/null || date -R)
cat >"$tree/debian/changelog" <<EOF
zhanban ($version) bookworm; urgency=medium

  * What changed is told in CHANGELOG.md.

 -- $(sed -n 's/^Maintainer: //p' "$tree/debian/control")  $date
EOF

echo "dpkg-buildpackage …"
(cd "$tree" && DEB_BUILD_OPTIONS="parallel=$(nproc)" dpkg-buildpackage -b -us -uc >"$work/build.log" 2>&1) || {
        tail -40 "$work/build.log" >&2
        exit 3
}

# The folder that runs anywhere: bin/, libexec/, share/ as they were installed, each found from the program's own place.
name=zhanban-$version-linux-$arch
mkdir -p "$work/$name"
for package in zhanban zhanban-inspect zhanban-fonts; do
        dpkg-deb -x "$work/${package}_$version"_*.deb "$work/root"
done
cp -a "$work/root/usr/." "$work/$name/"
sed -n 's/^Depends: //p' "$tree"/debian/zhanban/DEBIAN/control "$tree"/debian/zhanban-inspect/DEBIAN/control |
        tr ',' '\n' | sed 's/^ *//; s/ .*//' | sort -u | grep -v '^zhanban' | tr '\n' ' ' >"$work/libraries"
cat >"$work/$name/README" <<EOF
zhanban $version: run bin/zhanban from wherever this folder lies. 从这个文件夹所在的任何地方运行 bin/zhanban。
It needs Debian 12's libraries (Debian 12 的这些库要先装好):
  sudo apt-get install $(cat "$work/libraries")
zhanban is under Apache-2.0, libexec/zhanban/zhanban-inspect under AGPL-3.0-or-later, the fonts under OFL-1.1: share/doc/.
EOF
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="$date" -cJf "$work/$name.tar.xz" "$name"

mv -f "$work"/*.deb "$work"/*.changes "$work"/*.buildinfo "$work/$name.tar.xz" "$to/"
ls -l "$to" | awk 'NR > 1 {printf "%8.1f MB  %s\n", $5 / 1e6, $NF}'
echo "lintian …"
lintian --fail-on error,warning "$to/zhanban_${version}_$arch.changes"
