/* SPDX-License-Identifier: Apache-2.0 */
/* wrap (private to report): sentences in lines of a terminal's width. */
#ifndef ZB_REPORT_WRAP_H
#define ZB_REPORT_WRAP_H

#include "core.h"

/* Wraps text to `width` columns, later lines indented by `indent`; Han may break anywhere but before closing
 * marks, Latin at spaces. The cursor stands at column `indent` when it begins; ends without a newline. */
void zb_put_wrapped(struct zb_buf *out, const char *text, size_t indent, size_t width);

#endif
