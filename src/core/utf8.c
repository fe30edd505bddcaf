/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8. Strict as RFC 3629, section 4: what this file lets through is safe for every library behind us. */
#include "utf8.h"

#include <string.h>

/* By the lead byte: length and the range of the second byte, which alone excludes overlong forms, surrogates
 * and characters above U+10FFFF (the table of RFC 3629, section 4). */
static size_t lead(unsigned char b, unsigned char *lo, unsigned char *hi)
{
        *lo = 0x80;
        *hi = 0xBF;
        if (b < 0x80)
                return 1;
        if (b < 0xC2 || b > 0xF4)
                return 0;
        if (b < 0xE0)
                return 2;
        if (b < 0xF0) {
                if (b == 0xE0)
                        *lo = 0xA0;
                if (b == 0xED)
                        *hi = 0x9F;
                return 3;
        }
        if (b == 0xF0)
                *lo = 0x90;
        if (b == 0xF4)
                *hi = 0x8F;
        return 4;
}

size_t zb_utf8_next(const char *text, size_t len, uint32_t *ret_char)
{
        if (len == 0)
                return 0;
        const unsigned char *s = (const unsigned char *)text;
        unsigned char lo, hi;
        size_t n = lead(s[0], &lo, &hi);
        if (n == 0 || n > len)
                return 0;
        uint32_t c = n == 1 ? s[0] : (uint32_t)(s[0] & (0xFF >> (n + 1)));
        for (size_t i = 1; i < n; i++) {
                if (s[i] < lo || s[i] > hi)
                        return 0;
                c = c << 6 | (s[i] & 0x3F);
                lo = 0x80;
                hi = 0xBF;
        }
        *ret_char = c;
        return n;
}

bool zb_utf8_valid(const char *text, size_t len)
{
        uint32_t c;
        while (len > 0) {
                size_t n = zb_utf8_next(text, len, &c);
                if (n == 0)
                        return false;
                text += n;
                len -= n;
        }
        return true;
}

size_t zb_utf8_length(const char *text)
{
        size_t n = 0;
        for (; *text; text++)
                n += ((unsigned char)*text & 0xC0) != 0x80;
        return n;
}

bool zb_utf8_steers(uint32_t c)
{
        return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
               (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF || c >= 0xE0000;
}

void zb_utf8_plain(char *text, const char *keep)
{
        size_t len = strlen(text);
        uint32_t c;
        for (size_t n; len > 0; text += n, len -= n) {
                n = zb_utf8_next(text, len, &c);
                if (n == 0)
                        text[n++] = '?';
                else if (zb_utf8_steers(c) && !(c < 0x80 && strchr(keep, (int)c)))
                        memset(text, ' ', n);
        }
}

size_t zb_utf8_put(char out[4], uint32_t c)
{
        if (c < 0x80) {
                out[0] = (char)c;
                return 1;
        }
        if (c < 0x800) {
                out[0] = (char)(0xC0 | c >> 6);
                out[1] = (char)(0x80 | (c & 0x3F));
                return 2;
        }
        if (c < 0x10000) {
                out[0] = (char)(0xE0 | c >> 12);
                out[1] = (char)(0x80 | (c >> 6 & 0x3F));
                out[2] = (char)(0x80 | (c & 0x3F));
                return 3;
        }
        out[0] = (char)(0xF0 | c >> 18);
        out[1] = (char)(0x80 | (c >> 12 & 0x3F));
        out[2] = (char)(0x80 | (c >> 6 & 0x3F));
        out[3] = (char)(0x80 | (c & 0x3F));
        return 4;
}
