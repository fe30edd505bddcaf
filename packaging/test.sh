#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The packages in a fresh Debian 12: installed with apt, used by an ordinary user, removed without a trace; then the
# tar.xz, unpacked, moved and used; then piuparts, where it is installed. Needs root.
#   sh packaging/test.sh [PACKAGES [BASE]]   PACKAGES: folder that build.sh filled (out/packages); BASE: a debootstrapped
#                                            bookworm to copy, made when none is named
# Exit status: 0 all is well, 1 something is not (named).
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
packages=$(realpath "${1:-$here/out/packages}")
base=${2:-}
[ "$(id -u)" = 0 ] || { echo "packaging/test.sh needs root: it works in a chroot" >&2; exit 2; }
command -v debootstrap >/dev/null || apt-get install -y -qq debootstrap >/dev/null
work=$(mktemp -d)
root=$work/root
end() {
        umount "$root/proc" 2>/dev/null || true
        rm -rf --one-file-system "$work"
}
trap end EXIT
if [ -z "$base" ]; then
        base=$work/base
        debootstrap --variant=minbase bookworm "$base" >"$work/debootstrap.log" 2>&1 || { tail -5 "$work/debootstrap.log" >&2; exit 1; }
fi
cp -a "$base" "$root"
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
mount -t proc proc "$root/proc" 2>/dev/null || true
failed=0
in_root() { chroot "$root" env -i PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_user() { in_root su -s /bin/sh nobody -c "cd /tmp/user && HOME=/tmp/user && export HOME && $1"; }
check() { # WHAT COMMAND…
        what=$1
        shift
        if "$@" >"$work/said" 2>&1; then
                echo "ok      $what"
        else
                echo "FAILED  $what"
                tail -15 "$work/said"
                failed=1
        fi
}
# Every file that apt, dpkg and caches do not keep for themselves.
files() {
        (cd "$root" && find . -xdev \( -path ./proc -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./var/cache -o -path ./var/log \
                -o -path ./tmp -o -path ./etc/ld.so.cache -o -path ./dev -o -path ./root \) -prune -o -print | sort)
}
board() { # PROGRAM: the work of a first day
        rm -rf "$root/tmp/user"
        install -d -o nobody "$root/tmp/user"
        check "$1 --version" as_user "$1 --version"
        check "$1 new" as_user "$1 new 我的展板"
        check "$1 plan" as_user "$1 plan 我的展板/board.json; [ \$? -le 1 ]"
        check "$1 render" as_user "$1 render 我的展板/board.json -o board.pdf -o board.tif -o board.png --quiet; [ \$? -le 1 ] && [ -s board.pdf ] && [ -s board.tif ] && [ -s board.png ]"
        check "$1 check" as_user "$1 check board.pdf board.tif --json report.json --quiet; [ \$? -le 1 ] && grep -q '\"reading\": *\"whole\"' report.json"
        check "the board is set in Source Han Sans" as_user "! grep -q font_substitute.*true report.json && grep -q SourceHanSansCN report.json"
}

in_root apt-get update -qq >/dev/null
files >"$work/before"
cp "$packages"/zhanban*.deb "$root/tmp/"
rm -f "$root"/tmp/*dbgsym*
check "apt install" in_root sh -c 'apt-get install -y --no-install-recommends /tmp/zhanban*.deb'
board zhanban
check "every file of the packages is there" in_root sh -c 'for p in zhanban zhanban-inspect zhanban-fonts; do dpkg -V $p && dpkg -L $p | while read -r f; do [ -e "$f" ] || [ "${f#/usr/share/doc}" != "$f" ] || [ "${f#/usr/share/man}" != "$f" ] || { echo "$f"; exit 1; }; done; done'
check "zhanban does without zhanban-inspect" sh -c "chroot '$root' dpkg --purge zhanban-inspect && ! chroot '$root' su -s /bin/sh nobody -c 'cd /tmp/user && zhanban check board.pdf' >'$work/without' 2>&1 && grep -q zhanban-inspect '$work/without'"

check "apt purge" in_root sh -c 'apt-get purge -y zhanban zhanban-inspect zhanban-fonts'
# The libraries stay for the tar.xz, which asks for them by name.
name=$(cd "$packages" && ls zhanban-*-linux-*.tar.xz)
mkdir -p "$root/opt/one"
tar -C "$root/opt/one" -xJf "$packages/$name"
mv "$root/opt/one" "$root/opt/两 次"
check "the tar.xz names its libraries" sh -c "sed -n 's/.*apt-get install //p' '$root/opt/两 次/${name%.tar.xz}/README' | xargs chroot '$root' dpkg -s"
ln -s "/opt/两 次/${name%.tar.xz}/bin/zhanban" "$root/tmp/anywhere"
board /tmp/anywhere
rm -rf "$root/opt/两 次"
check "apt autoremove" in_root apt-get autoremove --purge -y
files >"$work/after"
if diff "$work/before" "$work/after" >"$work/left"; then echo "ok      nothing is left behind"; else echo "FAILED  left behind:"; head -20 "$work/left"; failed=1; fi
if command -v piuparts >/dev/null; then
        check "piuparts" piuparts --existing-chroot="$base" -d bookworm --no-eatmydata "$packages"/zhanban_*.deb "$packages"/zhanban-inspect_*.deb "$packages"/zhanban-fonts_*.deb
fi
exit $failed
