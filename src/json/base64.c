/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 is strict on the way in: no line breaks, no missing padding, no bits beyond the last byte, so that
 * every text that is taken has one meaning. */
#include "base64.h"

#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void zb_base64_put(struct zb_buf *out, const void *data, size_t len)
{
        const uint8_t *in = data;
        for (; len > 0; in += 3, len = len > 3 ? len - 3 : 0) {
                uint32_t v = (uint32_t)in[0] << 16 | (len > 1 ? (uint32_t)in[1] << 8 : 0) | (len > 2 ? in[2] : 0);
                const char four[4] = {digits[v >> 18], digits[v >> 12 & 63], len > 1 ? digits[v >> 6 & 63] : '=',
                                      len > 2 ? digits[v & 63] : '='};
                zb_buf_put(out, four, 4);
        }
}

static int value(char c)
{
        const char *at = c ? strchr(digits, c) : NULL;
        return at ? (int)(at - digits) : -1;
}

bool zb_base64_get(const char *text, struct zb_buf *out)
{
        int8_t values[256];
        for (int c = 0; c < 256; c++)
                values[c] = (int8_t)value((char)c);
        size_t len = strlen(text);
        if (len % 4)
                return false;
        for (size_t at = 0; at < len; at += 4) {
                const unsigned char *s = (const unsigned char *)text + at;
                int pad = at + 4 < len || s[3] != '=' ? 0 : s[2] != '=' ? 1 : 2;
                int8_t a = values[s[0]], b = values[s[1]], c = pad > 1 ? (int8_t)0 : values[s[2]],
                       d = pad ? (int8_t)0 : values[s[3]];
                if (a < 0 || b < 0 || c < 0 || d < 0 || (pad == 1 && (c & 3)) || (pad == 2 && (b & 15)))
                        return false;
                const char bytes[3] = {(char)(a << 2 | b >> 4), (char)(b << 4 | c >> 2), (char)(c << 6 | d)};
                zb_buf_put(out, bytes, (size_t)(3 - pad));
        }
        return !out->failed;
}
