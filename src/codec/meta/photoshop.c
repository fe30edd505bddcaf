/* SPDX-License-Identifier: Apache-2.0 */
/* Image resources are walked each time one is asked for: there are a few dozen at most, and nothing in them
 * is trusted. */
#include <string.h>

#include "core.h"
#include "photoshop.h"

enum { RESOLUTION = 1005, NAMES = 1006, DISPLAY_OLD = 1007, NAMES_UNICODE = 1045, DISPLAY = 1077 };

static unsigned u16(const uint8_t *p)
{
        return (unsigned)p[0] << 8 | p[1];
}

static uint32_t u32(const uint8_t *p)
{
        return (uint32_t)u16(p) << 16 | u16(p + 2);
}

const uint8_t *zb_photoshop_find(const uint8_t *blocks, size_t len, unsigned id, size_t *ret_len)
{
        for (size_t at = 0; len - at >= 12 && memcmp(blocks + at, "8BIM", 4) == 0;) {
                unsigned number = u16(blocks + at + 4);
                size_t name = (size_t)blocks[at + 6] + 1, head = 6 + name + name % 2;
                if (len - at < head + 4)
                        return NULL;
                size_t size = u32(blocks + at + head), room = len - at - head - 4;
                if (size > room)
                        return NULL;
                if (number == id) {
                        *ret_len = size;
                        return blocks + at + head + 4;
                }
                size_t next = at + head + 4 + size + size % 2;
                if (next > len)
                        return NULL;
                at = next;
        }
        return NULL;
}

bool zb_photoshop_ppi(const uint8_t *blocks, size_t len, double *ret_x, double *ret_y)
{
        size_t n = 0;
        const uint8_t *p = zb_photoshop_find(blocks, len, RESOLUTION, &n);
        if (!p || n < 16 || !u32(p) || !u32(p + 8))
                return false;
        *ret_x = u32(p) / 65536.0; /* 16.16, pixels per inch whatever the unit that is shown */
        *ret_y = u32(p + 8) / 65536.0;
        return true;
}

static bool is_spot(const uint8_t *blocks, size_t len, size_t n)
{
        enum { SPOT = 2, OLD = 14, NEW = 13, HEAD = 4 };
        size_t size = 0;
        const uint8_t *p = zb_photoshop_find(blocks, len, DISPLAY, &size);
        if (p)
                return size >= HEAD + (n + 1) * NEW && p[HEAD + n * NEW + 12] == SPOT;
        p = zb_photoshop_find(blocks, len, DISPLAY_OLD, &size);
        return p && size >= (n + 1) * OLD && p[n * OLD + 12] == SPOT;
}

static void photoshop_put(char *name, size_t size, size_t *at, uint32_t c)
{
        char text[4];
        size_t n = c < 0x20 || c == 0x7F ? 0 : zb_utf8_put(text, c);
        if (*at + n < size) {
                memcpy(name + *at, text, n);
                *at += n;
        }
}

static void unicode_name(const uint8_t *p, size_t len, size_t n, char *name, size_t size)
{
        size_t at = 0, out = 0;
        for (; len - at >= 4; n--) {
                size_t units = u32(p + at);
                at += 4;
                if (units > (len - at) / 2)
                        return;
                if (n == 0) {
                        for (size_t i = 0; i < units; i++) {
                                unsigned c = u16(p + at + 2 * i);
                                photoshop_put(name, size, &out, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
                        }
                        return;
                }
                at += 2 * units;
        }
}

static void old_name(const uint8_t *p, size_t len, size_t n, char *name, size_t size)
{
        size_t out = 0;
        for (size_t at = 0; at < len; at += (size_t)p[at] + 1, n--) {
                if (p[at] > len - at - 1)
                        return;
                for (size_t i = 1; n == 0 && i <= p[at]; i++)
                        photoshop_put(name, size, &out, p[at + i] < 0x80 ? p[at + i] : '?');
                if (n == 0)
                        return;
        }
}

bool zb_photoshop_spot(const uint8_t *blocks, size_t len, size_t n, char *name, size_t size)
{
        size_t have = 0;
        memset(name, 0, size);
        if (!is_spot(blocks, len, n))
                return false;
        const uint8_t *p = zb_photoshop_find(blocks, len, NAMES_UNICODE, &have);
        if (p)
                unicode_name(p, have, n, name, size);
        else if ((p = zb_photoshop_find(blocks, len, NAMES, &have)))
                old_name(p, have, n, name, size);
        return true;
}
