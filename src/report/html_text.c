/* SPDX-License-Identifier: Apache-2.0 */
/* Words and numbers of a page: whatever a stranger wrote is text there and nothing else. */
#include <math.h>
#include <string.h>

#include "html.h"

void zb_html_text(struct zb_buf *out, const char *text)
{
        size_t len = text ? strlen(text) : 0;
        uint32_t c = 0;
        for (size_t at = 0, n; at < len; at += n ? n : 1) {
                n = zb_utf8_next(text + at, len - at, &c);
                if (n == 0 || zb_utf8_steers(c))
                        zb_buf_putc(out, ' ');
                else if (c == '&')
                        zb_buf_puts(out, "&amp;");
                else if (c == '<')
                        zb_buf_puts(out, "&lt;");
                else if (c == '>')
                        zb_buf_puts(out, "&gt;");
                else if (c == '"')
                        zb_buf_puts(out, "&quot;");
                else if (c == '\'')
                        zb_buf_puts(out, "&#39;");
                else
                        zb_buf_put(out, text + at, n);
        }
}

void zb_html_num(struct zb_buf *out, double value, int decimals)
{
        if (isfinite(value))
                zb_buf_num(out, value, decimals);
        else
                zb_buf_puts(out, "—");
}
