/* SPDX-License-Identifier: Apache-2.0 */
/* Strips of a TIFF, packed in the workers. */
#ifndef ZB_WRITE_STRIP_H
#define ZB_WRITE_STRIP_H

#include "base.h"

struct strip {
        uint8_t *data; /* freed with free() */
        size_t len;
};

/* Horizontal differencing (TIFF predictor 2) of four 8-bit samples a pixel, row by row, in place. */
enum zb_code strip_predict(uint8_t *cmyk, int width, int rows, struct zb_err *err);
/* A zlib stream of its own (TIFF compression 8). */
enum zb_code strip_deflate(const uint8_t *data, size_t len, struct strip *ret, struct zb_err *err);

#endif
