/* SPDX-License-Identifier: Apache-2.0 */
/* Words of a report: in its language, plain, coloured where a terminal shows them. */
#include <string.h>

#include "report_priv.h"

const char *zb_say(const struct zb_report *r, const char *id)
{
        return zb_tr(r->lang, id);
}

void zb_put_plain(struct zb_buf *out, const char *text)
{
        size_t len = text ? strlen(text) : 0;
        uint32_t c;
        for (size_t at = 0, n; at < len; at += n ? n : 1) {
                n = zb_utf8_next(text + at, len - at, &c);
                if (n == 0 || zb_utf8_steers(c))
                        zb_buf_putc(out, ' ');
                else
                        zb_buf_put(out, text + at, n);
        }
}

void zb_ansi(const struct zb_report *r, struct zb_buf *out, const char *code)
{
        if (r->colour)
                zb_buf_printf(out, "\x1b[%sm", code);
}
