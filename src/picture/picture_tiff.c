/* SPDX-License-Identifier: Apache-2.0 */
/* One look at how a TIFF is laid out (TIFF 6.0, sections 15, 16, 21), for what libvips does not tell: uncompressed YCbCr
 * comes through it as if it were RGB, inks other than CMYK as if they were (such files are refused rather than printed in
 * false colours); and how much of the picture a decoder takes at once. libtiff looks, which will decode it too. */
#include <math.h>

#include "picture_priv.h"
#include "tiff.h"

#define MOST_TILE 10e6 /* pixels; libvips refuses larger ones */

bool zb_picture_tiff_is_plain(const char *path)
{
        struct zb_tiff_layout t;
        if (!zb_tiff_layout(path, &t))
                return true; /* damaged, or gone: the decoder finds out */
        return !(t.ycbcr && !t.jpeg) && !t.foreign_inks && !(t.tile_w && t.apart && t.samples > 1) &&
               (double)t.tile_w * t.tile_h <= MOST_TILE;
}

double zb_picture_tiff_memory(const char *path)
{
        struct zb_tiff_layout t;
        if (!zb_tiff_layout(path, &t))
                return 0;
        double sample = (double)t.samples * t.bits / 8, width = t.width;
        uint32_t rows = t.rows_per_strip < t.height ? t.rows_per_strip : t.height;
        if (t.tile_w) /* a row of tiles */
                return ceil(width / t.tile_w) * t.tile_w * t.tile_h * sample;
        bool by_row = !t.apart || t.samples == 1;
        if (by_row && !t.compressed)
                return width * sample;
        /* The compressed strip is held; of JPEG and of planes apart, the decoded one too, twice. */
        return width * rows * sample * (by_row && !t.jpeg ? 1.2 : 2.1);
}
