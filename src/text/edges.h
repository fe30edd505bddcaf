/* SPDX-License-Identifier: Apache-2.0 */
/* Text as lines show it: its ends, its joints, its marks. One set of classes for whoever measures lines, of a scene or of
 * a file. */
#ifndef ZB_EDGES_H
#define ZB_EDGES_H

#include "core.h"

bool zb_is_blank(uint32_t c); /* shows nothing at a line's end: spaces of every width, controls, zero-width marks */
bool zb_is_latin(uint32_t c); /* letters and digits */
bool zb_is_han(uint32_t c);   /* and kana, which are set alike */
bool zb_holds_han(const char *text);
/* "98%", "3.6万", "1480", "12项": figures with at most two Han and three letters. */
bool zb_is_figure(const char *text);
/* First and last character that is not blank; 0: none. Returns how many there are. */
size_t zb_text_edges(const char *text, uint32_t *first, uint32_t *last);
/* The first place where half- and full-width marks are mixed, with a character on both sides, or NULL. */
const char *zb_mixed_marks(struct zb_arena *arena, const char *text);
/* Appends a line to its paragraph's text. The space at which a line was broken is no part of the line, so two runs of
 * letters that meet at a break are two words; behind a hyphen, a slash or an underscore one word goes on. */
void zb_join_line(struct zb_buf *para, const char *line);

#endif
