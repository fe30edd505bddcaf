/* SPDX-License-Identifier: Apache-2.0 */
/* A JPEG whose picture comes in several scans needs all of its coefficients at once: 1.5 GB for a board. At
 * an eighth of its size the first coefficient of each block is enough, and that is 24 MB. */
#ifndef ZB_JPEG_FIRST_H
#define ZB_JPEG_FIRST_H

#include "jpeg_codec_priv.h"

struct jpeg_range {
        off_t at, end;
};
struct jpeg_ranges {
        struct jpeg_range *items; /* malloc's */
        size_t n;
        bool cut; /* the file ends without saying so */
};

/* The parts of the file that libjpeg is to see: all but the scans that hold no first coefficient. ZB_WORK:
 * out of memory. */
enum zb_code jpeg_ranges_find(int fd, struct jpeg_ranges *ret, struct zb_err *err);
/* Between jpeg_read_header and jpeg_start_decompress with scale 1/8: of every block only the first
 * coefficient is kept from scan to scan. */
void jpeg_keep_first(j_decompress_ptr info);

#endif
