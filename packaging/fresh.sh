#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# README's commands in a fresh Debian 12, as somebody does who has nothing but git: this checkout's last commit is cloned
# into a debootstrapped folder and the commands are run there. Needs root.
#   sh packaging/fresh.sh [--tests] [BASE]   --tests: the second command too; BASE: a debootstrapped bookworm to copy
# Exit status: that of the command that failed.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
tests=
[ "${1:-}" != --tests ] || { tests=1; shift; }
base=${1:-}
[ "$(id -u)" = 0 ] || { echo "packaging/fresh.sh needs root: it works in a chroot" >&2; exit 2; }
work=$(mktemp -d)
root=$work/root
end() {
        for mount in dev/shm dev/pts dev proc; do umount "$root/$mount" 2>/dev/null || true; done
        rm -rf --one-file-system "$work"
}
trap end EXIT
if [ -n "$base" ]; then
        cp -a "$base" "$root"
else
        debootstrap --variant=minbase bookworm "$root" >"$work/log" 2>&1 || { tail -5 "$work/log" >&2; exit 1; }
fi
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev" && mkdir "$root/dev/shm" "$root/dev/pts" && mount -t tmpfs tmpfs "$root/dev/shm"
for device in null:3 zero:5 full:7 random:8 urandom:9; do
        mknod -m 666 "$root/dev/${device%:*}" c 1 "${device#*:}"
done
ln -s /proc/self/fd "$root/dev/fd"
in_root() {
        chroot "$root" env -i PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
                ${npm_config_registry:+npm_config_registry="$npm_config_registry"} sh -c "$1"
}
[ -f "$HOME/.npmrc" ] && cp "$HOME/.npmrc" "$root/root/"
git clone -q "$here" "$root/root/zhanban"
in_root "apt-get update -qq && apt-get install -y -qq --no-install-recommends git >/dev/null"
in_root "cd /root/zhanban && sh examples/run.sh" || exit $?
[ -z "$tests" ] || in_root "cd /root/zhanban && sh tests/run.sh"
