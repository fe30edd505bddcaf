/* SPDX-License-Identifier: Apache-2.0 */
/* Wrapping a sentence for a terminal: Han may break almost anywhere, words may not. */
#include <string.h>

#include "type.h"
#include "wrap.h"

/* Bytes of the unit at text that may not be broken: a Han character with the closing marks behind it, or a
 * word. */
static size_t unit(const char *text, size_t len)
{
        uint32_t c;
        size_t at = zb_utf8_next(text, len, &c), n;
        bool one = zb_char_columns(c) == 2 || c == ' ';
        bool open = !zb_may_end_line(c);
        while (at > 0 && at < len && (n = zb_utf8_next(text + at, len - at, &c)) > 0) {
                bool goes_on = open || (zb_char_columns(c) == 2 ? !zb_may_start_line(c) : !one && c != ' ');
                if (!goes_on)
                        break;
                open = !zb_may_end_line(c);
                at += n;
        }
        return at;
}

void zb_put_wrapped(struct zb_buf *out, const char *text, size_t indent, size_t width)
{
        size_t len = strlen(text), column = indent, n;
        for (size_t at = 0; at < len && (n = unit(text + at, len - at)) > 0; at += n) {
                char word[256];
                size_t keep = n < sizeof word ? n : sizeof word - 1;
                memcpy(word, text + at, keep);
                word[keep] = '\0';
                size_t w = zb_columns(word);
                if (column + w > width && column > indent) {
                        zb_buf_putc(out, '\n');
                        zb_put_left(out, "", indent);
                        column = indent;
                        if (word[0] == ' ' && n == 1)
                                continue;
                }
                zb_buf_put(out, text + at, n);
                column += w;
        }
}
