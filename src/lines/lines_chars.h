/* SPDX-License-Identifier: Apache-2.0 */
/* What characters of a line are: blank, Latin, Han; the marks at its edges. */
#ifndef ZB_LINES_CHARS_H
#define ZB_LINES_CHARS_H

#include "core.h"

bool zb_is_blank(uint32_t c);
bool zb_is_latin(uint32_t c); /* letters and digits */
bool zb_is_han(uint32_t c);
bool zb_holds_han(const char *text);
/* "98%", "3.6万", "1480", "12项": figures with at most two Han and three letters. */
bool zb_is_figure(const char *text);
/* First and last character that is not blank; 0: none. Returns how many there are. */
size_t zb_text_edges(const char *text, uint32_t *first, uint32_t *last);
/* The first place where half- and full-width marks are mixed, with a character on both sides, or NULL. */
const char *zb_mixed_marks(struct zb_arena *arena, const char *text);
/* Appends a line to its paragraph's text: words that meet at the break are parted. */
void zb_join_line(struct zb_buf *para, const char *line);
/* Sorts. */
double zb_median(double *values, size_t n);

#endif
