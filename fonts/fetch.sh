#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fetches the four weights of Source Han Sans CN (思源黑体, SIL Open Font License 1.1) that boards are set in, with the
# npm client, by package name, whatever registry it is configured for. Every byte is checked against SHA256SUMS before
# a font gets its name. Does nothing when the fonts are there and right.
set -u

package=source-han-sans-cn
version=1.0.0
tarball=$package-$version.tgz

fail() { # 中文 English
        printf '%s\n%s\n' "fonts/fetch.sh: $1" "fonts/fetch.sh: $2" >&2
        printf '%s\n%s\n' \
                '没有思源黑体时，展板改用 Noto Sans CJK SC（Debian 软件包 fonts-noto-cjk），报告里会有提示。' \
                'Without Source Han Sans boards are set in Noto Sans CJK SC (Debian: fonts-noto-cjk), with an advisory in the report.' >&2
        exit 1
}

cd -- "$(dirname -- "$0")" || exit 1
command -v sha256sum >/dev/null 2>&1 || fail '缺少 sha256sum 命令（Debian 软件包 coreutils）。' \
        'sha256sum is missing (Debian: coreutils).'
[ -r SHA256SUMS ] || fail '缺少 fonts/SHA256SUMS，无法核对字体。' \
        'fonts/SHA256SUMS is missing, so the fonts cannot be checked.'

# Are all fonts of the list in folder $1 and right?
fonts_right() {
        grep '\.otf$' SHA256SUMS | (cd -- "$1" && sha256sum --check --status - 2>/dev/null)
}

fonts_right . && exit 0

command -v npm >/dev/null 2>&1 || fail '缺少 npm 命令（Debian 软件包 npm），取不到思源黑体。' \
        'npm is missing (Debian: npm), so Source Han Sans cannot be fetched.'

# What a killed run left behind.
find . -maxdepth 1 -name '.fetch.*' -mtime +0 -exec rm -rf -- {} +

# In this folder, so that the last step is a rename within one file system.
temp=$(mktemp -d ./.fetch.XXXXXX 2>/dev/null) || fail 'fonts/ 文件夹不能写入。' 'The folder fonts/ cannot be written to.'
trap 'rm -rf -- "$temp"' EXIT
trap 'exit 1' HUP INT TERM

echo "正在获取思源黑体（约 49 MB）…… / fetching Source Han Sans CN (about 49 MB) …"
(cd -- "$temp" && npm pack "$package@$version" --loglevel=error --fetch-retries=1 --fetch-timeout=120000 >npm.log 2>&1) || {
        sed -n '1,4p' "$temp/npm.log" >&2
        fail "npm 取不到 $package@$version，请检查网络和 npm 的设置。" \
                "npm could not fetch $package@$version; check the network and npm's configuration."
}
grep '\.tgz$' SHA256SUMS | (cd -- "$temp" && sha256sum --check --status -) ||
        fail "取到的 $tarball 与 SHA256SUMS 不符，已丢弃。" "$tarball does not match SHA256SUMS and was thrown away."
(cd -- "$temp" && tar -xzf "$tarball" && mv package/*.otf . && chmod 644 ./*.otf) ||
        fail "$tarball 解不开（磁盘满了？）。" "$tarball could not be unpacked (is the disk full?)."
fonts_right "$temp" || fail '包里的字体与 SHA256SUMS 不符，已丢弃。' \
        'The fonts in the package do not match SHA256SUMS and were thrown away.'
for font in "$temp"/*.otf; do
        name=${font##*/}
        grep -q " $name\$" SHA256SUMS || continue # a weight that no board uses
        mv -f -- "$font" "./$name" || fail "$name 不能放进 fonts/。" "$name could not be moved into fonts/."
done
echo '思源黑体已就绪。 / Source Han Sans CN is ready.'
