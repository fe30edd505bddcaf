#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what the project needs on Debian 12 and fetches the fonts; does nothing where everything is there.
#   tools/setup.sh build    what building and rendering need
#   tools/setup.sh test     that, and the programs that the tests use to look at the outputs
#   tools/setup.sh package  what packaging/build.sh needs
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)

build="gcc libc6-dev cmake ninja-build pkg-config npm ca-certificates
  libjansson-dev liblcms2-dev libharfbuzz-dev libfreetype-dev libfontconfig-dev libicu-dev libvips-dev libqrencode-dev
  libcairo2-dev libqpdf-dev libtiff-dev libpng-dev libjpeg-dev libwebp-dev zlib1g-dev libisal-dev
  libmupdf-dev libmujs-dev libgumbo-dev libjbig2dec0-dev libopenjp2-7-dev libzbar-dev libexif-dev libseccomp-dev
  gettext python3 python3-cairo python3-pil"
test="clang-format clang-tidy cppcheck libcmocka-dev locales qpdf poppler-utils mupdf-tools ghostscript libtiff-tools imagemagick
  libimage-exiftool-perl zbar-tools qrencode python3-jsonschema chromium mandoc zsh fish"

package="git debhelper dpkg-dev fakeroot lintian xz-utils"

case ${1:-build} in
build) wanted=$build ;;
package) wanted="$build $package" ;;
test) wanted="$build $test" ;;
*)
        echo "usage: tools/setup.sh build|test|package" >&2
        exit 2
        ;;
esac

missing=
for package in $wanted; do
        # A program from elsewhere (a newer node with npm, say) is as good as the package.
        [ "$package" = npm ] && command -v npm >/dev/null 2>&1 && continue
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
        echo "安装 / installing:$missing"
        if [ "$(id -u)" = 0 ]; then
                as_root=
        elif command -v sudo >/dev/null 2>&1; then
                as_root=sudo
        else
                echo "需要 root 或 sudo 来安装这些软件包 / root or sudo is needed to install:$missing" >&2
                exit 3
        fi
        $as_root apt-get update -qq
        # shellcheck disable=SC2086
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

# The decimal-comma locale that some tests run under.
if [ "${1:-build}" = test ] && ! locale -a 2>/dev/null | grep -qi '^fr_FR\.utf-\?8$'; then
        ${as_root-} localedef -i fr_FR -f UTF-8 fr_FR.UTF-8
fi

# The fonts; without them Noto Sans CJK SC stands in, and every report says so.
if ! "$here/fonts/fetch.sh"; then
        dpkg-query -W -f='${Status}' fonts-noto-cjk 2>/dev/null | grep -q 'install ok installed' || {
                [ "$(id -u)" = 0 ] && as_root= || as_root=sudo
                $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fonts-noto-cjk >/dev/null
        }
fi
