/* SPDX-License-Identifier: Apache-2.0 */
/* Widths by Unicode's East Asian Width (UAX #11), the ranges that matter here: wide and full-width are two
 * columns, ambiguous ones (· – ≥ ×) are one, as terminals show them. The C library's wcwidth depends on the
 * locale; a report must not. */
#include <string.h>

#include "columns.h"
#include "utf8.h"

static const struct {
        uint32_t first, last;
} wide[] = {
        {0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
        {0xA000, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

size_t zb_char_columns(uint32_t c)
{
        if (c < 0x20 || c == 0x2060 || (c >= 0x200B && c <= 0x200F) || (c >= 0x300 && c <= 0x36F) || c == 0xFEFF)
                return 0;
        for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
                if (c >= wide[i].first && c <= wide[i].last)
                        return 2;
        return 1;
}

size_t zb_columns(const char *text)
{
        size_t columns = 0, len = strlen(text), n;
        uint32_t c;
        for (size_t at = 0; (n = zb_utf8_next(text + at, len - at, &c)) > 0; at += n)
                columns += zb_char_columns(c);
        return columns;
}

static void spaces(struct zb_buf *out, size_t n)
{
        while (n-- > 0)
                zb_buf_putc(out, ' ');
}

void zb_put_left(struct zb_buf *out, const char *text, size_t width)
{
        size_t w = zb_columns(text);
        zb_buf_puts(out, text);
        spaces(out, w < width ? width - w : 0);
}

void zb_put_right(struct zb_buf *out, const char *text, size_t width)
{
        size_t w = zb_columns(text);
        spaces(out, w < width ? width - w : 0);
        zb_buf_puts(out, text);
}
