/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 (RFC 4648, section 4): bytes inside a JSON text. */
#ifndef ZB_BASE64_H
#define ZB_BASE64_H

#include <stdbool.h>
#include "buf.h"

void zb_base64_put(struct zb_buf *out, const void *data, size_t len);
/* Appends the bytes of text to out; false when text is not whole base64 with its padding, or out->failed. */
bool zb_base64_get(const char *text, struct zb_buf *out);

#endif
