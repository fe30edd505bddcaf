/* SPDX-License-Identifier: Apache-2.0 */
/* Where on a sheet a QR code may be, so that the rest need not be searched. */
#ifndef ZB_QR_SEEK_H
#define ZB_QR_SEEK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zb_px_box {
        int x0, y0, x1, y1; /* pixels; x1, y1 beyond */
};

struct zb_code_place {
        struct zb_px_box box; /* with a quiet zone */
        /* The middles of the finder patterns: of the one at the right angle, of the one that follows it
         * clockwise, and of the third. */
        double x[3], y[3];
        double module; /* about, pixels */
};

/* Places with three finder patterns (ISO/IEC 18004, 6.3.3) at the corners of a square, turned in whatever
 * way, dark on light, of modules of a pixel and more; with a quiet zone around them, apart from each other,
 * from top to bottom. Not every one holds a code. grey: w × h; places: room for `most`. false: there is too
 * much to tell (or no memory to tell it in), so that the whole sheet is to be searched. */
bool zb_seek_codes(const uint8_t *grey, int w, int h, struct zb_code_place *places, size_t most, size_t *ret_n);

#endif
