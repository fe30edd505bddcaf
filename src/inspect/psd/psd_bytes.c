/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of a PSD, never beyond an end. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "psd_file.h"

void zb_cursor_open(struct zb_cursor *c, int fd, off_t at, off_t end)
{
        c->fd = fd;
        c->at = at;
        c->end = end;
        c->window = at;
        c->n = 0;
        c->failed = at > end;
}

uint64_t zb_cursor_left(const struct zb_cursor *c)
{
        return c->failed ? 0 : (uint64_t)(c->end - c->at);
}

static bool psd_bytes_fill(struct zb_cursor *c)
{
        size_t want = sizeof c->bytes;
        if ((uint64_t)(c->end - c->at) < want)
                want = (size_t)(c->end - c->at);
        ssize_t got = pread(c->fd, c->bytes, want, c->at);
        c->window = c->at;
        c->n = got > 0 ? (size_t)got : 0;
        return c->n > 0;
}

void zb_cursor_bytes(struct zb_cursor *c, void *to, size_t n)
{
        uint8_t *out = to;
        if (c->failed || n > zb_cursor_left(c))
                c->failed = true;
        while (n > 0 && !c->failed) {
                bool inside = c->at >= c->window && c->at < c->window + (off_t)c->n;
                if (!inside && !psd_bytes_fill(c)) {
                        c->failed = true;
                        break;
                }
                size_t have = (size_t)(c->window + (off_t)c->n - c->at), take = n < have ? n : have;
                memcpy(out, c->bytes + (c->at - c->window), take);
                out += take;
                n -= take;
                c->at += (off_t)take;
        }
        if (c->failed)
                memset(out, 0, n);
}

void zb_cursor_skip(struct zb_cursor *c, uint64_t n)
{
        if (n > zb_cursor_left(c))
                c->failed = true;
        else
                c->at += (off_t)n;
}

uint8_t zb_cursor_u8(struct zb_cursor *c)
{
        uint8_t b;
        zb_cursor_bytes(c, &b, 1);
        return b;
}

uint16_t zb_cursor_u16(struct zb_cursor *c)
{
        uint8_t b[2];
        zb_cursor_bytes(c, b, 2);
        return (uint16_t)(b[0] << 8 | b[1]);
}

uint32_t zb_cursor_u32(struct zb_cursor *c)
{
        uint32_t high = zb_cursor_u16(c);
        return high << 16 | zb_cursor_u16(c);
}

uint64_t zb_cursor_u64(struct zb_cursor *c)
{
        uint64_t high = zb_cursor_u32(c);
        return high << 32 | zb_cursor_u32(c);
}

double zb_cursor_double(struct zb_cursor *c)
{
        uint64_t bits = zb_cursor_u64(c);
        double value;
        memcpy(&value, &bits, sizeof value);
        return value;
}

uint8_t *zb_file_bytes(int fd, off_t size, off_t at, uint64_t n, size_t most)
{
        if (at < 0 || at > size || n > (uint64_t)(size - at) || n > most)
                return NULL;
        uint8_t *data = malloc((size_t)n + 1);
        for (size_t got = 0; data && got < n;) {
                ssize_t more = pread(fd, data + got, (size_t)n - got, at + (off_t)got);
                if (more <= 0) {
                        free(data);
                        return NULL;
                }
                got += (size_t)more;
        }
        if (data)
                data[n] = 0;
        return data;
}

void zb_put_utf16(struct zb_buf *out, const uint8_t *p, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                uint32_t c = (uint32_t)p[2 * i] << 8 | p[2 * i + 1];
                if (c >= 0xD800 && c < 0xDC00 && i + 1 < n && (p[2 * i + 2] & 0xFC) == 0xDC) {
                        uint32_t low = (uint32_t)p[2 * i + 2] << 8 | p[2 * i + 3];
                        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                        i++;
                }
                char text[4];
                if (c == 0)
                        continue;
                zb_buf_put(out, text, zb_utf8_put(text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c));
        }
}
