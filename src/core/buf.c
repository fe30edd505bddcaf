/* SPDX-License-Identifier: Apache-2.0 */
/* Growable bytes. Keeps true: data[len] is NUL whenever data exists; after a failure nothing changes any
 * more. */
#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void zb_buf_fini(struct zb_buf *buf)
{
        free(buf->data);
        *buf = (struct zb_buf)ZB_BUF_INIT;
}

void zb_buf_clear(struct zb_buf *buf)
{
        buf->len = 0;
        buf->failed = false;
        if (buf->data)
                buf->data[0] = '\0';
}

/* Room for extra bytes and the NUL behind them. */
static bool reserve(struct zb_buf *buf, size_t extra)
{
        if (buf->failed)
                return false;
        if (extra < SIZE_MAX - buf->len && buf->len + extra < buf->cap)
                return true;
        size_t cap = buf->cap ? buf->cap : 128;
        while (cap <= SIZE_MAX / 2 && cap - buf->len <= extra)
                cap *= 2;
        char *data = cap > SIZE_MAX / 2 ? NULL : realloc(buf->data, cap);
        if (!data) {
                buf->failed = true;
                return false;
        }
        buf->data = data;
        buf->cap = cap;
        return true;
}

void zb_buf_put(struct zb_buf *buf, const void *data, size_t len)
{
        if (!reserve(buf, len))
                return;
        if (len)
                memcpy(buf->data + buf->len, data, len);
        buf->len += len;
        buf->data[buf->len] = '\0';
}

void zb_buf_puts(struct zb_buf *buf, const char *text)
{
        zb_buf_put(buf, text, strlen(text));
}

void zb_buf_putc(struct zb_buf *buf, char c)
{
        zb_buf_put(buf, &c, 1);
}

void zb_buf_printf(struct zb_buf *buf, const char *format, ...)
{
        va_list args, again;
        va_start(args, format);
        va_copy(again, args);
        int len = vsnprintf(NULL, 0, format, again);
        va_end(again);
        if (len < 0)
                buf->failed = true;
        else if (reserve(buf, (size_t)len)) {
                vsnprintf(buf->data + buf->len, (size_t)len + 1, format, args);
                buf->len += (size_t)len;
        }
        va_end(args);
}

void zb_buf_num(struct zb_buf *buf, double value, int decimals)
{
        char num[40];
        zb_buf_puts(buf, zb_num(num, value, decimals));
}

void zb_buf_u16be(struct zb_buf *buf, uint16_t v)
{
        uint8_t b[2] = {(uint8_t)(v >> 8), (uint8_t)v};
        zb_buf_put(buf, b, sizeof b);
}

void zb_buf_u32be(struct zb_buf *buf, uint32_t v)
{
        uint8_t b[4] = {(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v};
        zb_buf_put(buf, b, sizeof b);
}
