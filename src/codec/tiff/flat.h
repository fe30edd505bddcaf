/* SPDX-License-Identifier: Apache-2.0 */
/* flat: an uncompressed TIFF (TIFF 6.0) whose rows can be put in any order: the form in
 * which a picture is laid down that has no better one. */
#ifndef ZB_FLAT_H
#define ZB_FLAT_H

#include "core.h"

struct zb_flat {
        int fd;
        uint64_t at; /* of the first row; on a page's edge, so that the rows may be mapped */
        size_t row_bytes;
};

/* Writes all but the rows: 8 bits a sample; 1, 3 and 4 bands are gray, RGB and CMYK; rgba: the 4 bands are
 * RGB and alpha. icc may be NULL. */
enum zb_code zb_flat_open(int fd, int width, int height, int bands, bool rgba, const void *icc, size_t icc_len,
                          struct zb_flat *ret, struct zb_err *err);
enum zb_code zb_flat_put(const struct zb_flat *flat, int y, const uint8_t *rows, int n, struct zb_err *err);

#endif
