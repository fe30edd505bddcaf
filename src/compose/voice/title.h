/* SPDX-License-Identifier: Apache-2.0 */
/* title (private to compose): where the lines of a title end. Large type is read line by line, so a line
 * should be a phrase: it ends at a space or a colon, else between words, never before 的 or after 与; and
 * lines are of like length. */
#ifndef ZB_TITLE_H
#define ZB_TITLE_H

#include "words.h"

#define ZB_TITLE_LINES 6

/* The title in n lines (newlines between them), in arena; NULL when it cannot be parted so. An author's own
 * newlines stand: n is then not looked at. */
const char *zb_title_break(const struct zb_words *words, struct zb_arena *arena, const char *title, size_t n);

#endif
