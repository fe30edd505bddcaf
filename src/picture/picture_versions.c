/* SPDX-License-Identifier: Apache-2.0 */
/* The versions of the libraries that pictures are read with. */
#include <stdio.h>
#include <png.h>
#include <webp/decode.h>

#include "jpeg.h"
#include "picture_priv.h"

void zb_picture_versions(struct zb_libraries *list)
{
        int webp = WebPGetDecoderVersion(); /* a byte a number */
        zb_libraries_add_numbers(list, "libvips", (int[]){vips_version(0), vips_version(1), vips_version(2)}, 3);
        zb_jpeg_versions(list);
        zb_libraries_add(list, "libpng", png_get_libpng_ver(NULL));
        zb_libraries_add_numbers(list, "libwebp", (int[]){webp >> 16, webp >> 8 & 255, webp & 255}, 3);
}
