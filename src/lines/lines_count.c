/* SPDX-License-Identifier: Apache-2.0 */
/* The count of characters (字数) and forbidden line edges (禁则), paragraph by paragraph: what was broken
 * over two lines counts as it would on one. */
#include <math.h>
#include <string.h>

#include "lines.h"

static bool blank(uint32_t c)
{
        return c == ' ' || c == 0x3000 || c == 0xA0 || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == '\n';
}

/* First and last character of a line that is not blank; 0 when there is none. */
static void edges(const char *text, uint32_t *first, uint32_t *last)
{
        size_t len = strlen(text), at = 0, n;
        uint32_t c;
        *first = *last = 0;
        while ((n = zb_utf8_next(text + at, len - at, &c)) > 0) {
                at += n;
                if (blank(c))
                        continue;
                if (*first == 0)
                        *first = c;
                *last = c;
        }
}

static bool latin(uint32_t c)
{
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7);
}

/* Appends a line to its paragraph's text. The space at which a line was broken is not part of the line, so
 * two runs of letters that meet at a break are two words; behind a hyphen, a slash or an underscore one word
 * goes on. last: the paragraph's last character so far, 0 at its beginning. */
static void join(struct zb_buf *para, const char *line, uint32_t *last)
{
        uint32_t first, end;
        edges(line, &first, &end);
        bool inner = *last == '.' || *last == ',' || *last == '%' || *last == ':';
        if ((latin(*last) || inner) && latin(first))
                zb_buf_putc(para, ' ');
        zb_buf_puts(para, line);
        if (end)
                *last = end;
}

/* What stands at the break between two lines of one paragraph. */
static void pair(struct zb_fact_line *a, struct zb_fact_line *b)
{
        uint32_t first, last, unused;
        edges(a->text, &unused, &last);
        edges(b->text, &first, &unused);
        a->bad_end = last && !zb_may_end_line(last);
        b->bad_start = first && !zb_may_start_line(first);
}

static enum zb_code paragraph(struct zb_derivation *d, size_t from, size_t to, struct zb_err *err)
{
        struct zb_buf text = ZB_BUF_INIT;
        struct zb_fact_line *before = NULL;
        uint32_t last = 0;
        for (size_t i = from; i < to; i++) {
                struct zb_fact_line *line = &d->lines[i];
                if (line->hidden)
                        continue;
                line->chars = zb_count_chars(line->text);
                join(&text, line->text, &last);
                if (before)
                        pair(before, line);
                before = line;
        }
        size_t chars = text.len ? zb_count_chars(text.data) : 0;
        bool failed = text.failed;
        zb_buf_fini(&text);
        if (failed)
                return zb_err_nomem(err);
        d->facts->chars += chars;
        if (before)
                d->facts->tiers[before->tier].chars += chars;
        return ZB_OK;
}

enum zb_code zb_lines_count(struct zb_derivation *d, struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        f->chars = 0;
        for (int t = 0; t < ZB_N_TIERS; t++)
                f->tiers[t].chars = 0;
        for (size_t from = 0, to; from < f->n_lines; from = to) {
                for (to = from + 1; to < f->n_lines && d->lines[to].block == d->lines[from].block;)
                        to++;
                enum zb_code code = paragraph(d, from, to, err);
                if (code)
                        return code;
        }
        return ZB_OK;
}
