/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of pixels behind PNG's predictors, as Flate pictures have them (PDF 32000-1, 7.4.4.4). */
#ifndef ZB_PDF_FILTER_H
#define ZB_PDF_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZB_PNG_BEYOND = 4 };

/* n_rows rows in place, `stride` bytes apart, each a byte that names its filter and w pixels of n bytes (1,
 * 3, 4). The row before the first is read (of zeros, or the last of what was unfiltered before), and
 * ZB_PNG_BEYOND bytes beyond the last. false: there is no such filter. */
bool zb_png_unfilter(uint8_t *lines, size_t stride, int n_rows, int w, int n);

#endif
