/* SPDX-License-Identifier: Apache-2.0 */
/* The versions of the libraries that pictures are read with. */
#include "jpeg.h"
#include "picture_priv.h"
#include "png_codec.h"
#include "tiff.h"
#include "webp.h"

void zb_picture_versions(struct zb_libraries *list)
{
        zb_libraries_add_numbers(list, "libvips", (int[]){vips_version(0), vips_version(1), vips_version(2)}, 3);
        zb_jpeg_versions(list);
        zb_png_versions(list);
        zb_tiff_versions(list);
        zb_webp_versions(list);
}
