/* SPDX-License-Identifier: Apache-2.0 */
/* Was a picture blown up before it was placed? Told from its pixels, row by row (pdf_blown.c). */
#ifndef ZB_PDF_BLOWN_H
#define ZB_PDF_BLOWN_H

#include <stddef.h>
#include <stdint.h>

enum { ZB_BLOWN_ROWS = 4 }; /* that are looked at together */

struct zb_blown;

/* w × h pixels of so many bytes. NULL: out of memory. */
struct zb_blown *zb_blown_new(int w, int h, int channels);
void zb_blown_free(struct zb_blown *blown); /* takes NULL */
/* Rows 0 to h - 1, each once; the three before it lie `stride` bytes apart in front of it. */
void zb_blown_row(struct zb_blown *blown, const uint8_t *row, size_t stride, int y);
/* How often, in whole numbers; 1 not at all, 0 it cannot be told. */
int zb_blown_factor(const struct zb_blown *blown);

#endif
