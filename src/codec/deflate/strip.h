/* SPDX-License-Identifier: Apache-2.0 */
/* Strips of a TIFF, packed in the workers. */
#ifndef ZB_STRIP_H
#define ZB_STRIP_H

#include "core.h"

/* Packs strip after strip; what it has allocated serves again. */
struct strip_packer;

struct strip_packer *strip_packer_new(void); /* NULL: out of memory */
void strip_packer_free(struct strip_packer *packer);
/* Differences (TIFF predictor 2) of four 8-bit samples a pixel, row by row, as a zlib stream of their own
 * (TIFF compression 8). Appends to out. */
enum zb_code strip_deflate(struct strip_packer *packer, const uint8_t *cmyk, int width, int rows, struct zb_buf *out,
                           struct zb_err *err);

#endif
