/* SPDX-License-Identifier: Apache-2.0 */
/* Terminal columns, in which a Han character is two wide. */
#ifndef ZB_COLUMNS_H
#define ZB_COLUMNS_H

#include <stdint.h>
#include "buf.h"

/* Columns of a character, and of a text, on a terminal; escape sequences are not expected in it. */
size_t zb_char_columns(uint32_t c);
size_t zb_columns(const char *text);
/* text, then spaces up to width columns. */
void zb_put_left(struct zb_buf *out, const char *text, size_t width);
/* Spaces, then text. */
void zb_put_right(struct zb_buf *out, const char *text, size_t width);

#endif
