/* SPDX-License-Identifier: Apache-2.0 */
/* columns (private to report): terminal columns, in which a Han character is two wide. */
#ifndef ZB_REPORT_COLUMNS_H
#define ZB_REPORT_COLUMNS_H

#include "base.h"

/* Columns of a text on a terminal; escape sequences are not expected in it. */
size_t zb_columns(const char *text);
/* text, then spaces up to width columns. */
void zb_put_left(struct zb_buf *out, const char *text, size_t width);
/* Spaces, then text. */
void zb_put_right(struct zb_buf *out, const char *text, size_t width);
/* Wraps text to `width` columns, later lines indented by `indent`; Han may break anywhere but before closing
 * marks, Latin at spaces. The cursor stands at column `indent` when it begins; ends without a newline. */
void zb_put_wrapped(struct zb_buf *out, const char *text, size_t indent, size_t width);

#endif
