/* SPDX-License-Identifier: Apache-2.0 */
/* The count of characters (字数) and forbidden line edges (禁则), paragraph by paragraph: what was broken
 * over two lines counts as it would on one. */
#include <math.h>

#include "lines.h"
#include "text.h"

/* What stands at the break between two lines of one paragraph. */
static void pair(struct zb_fact_line *a, struct zb_fact_line *b)
{
        uint32_t first, last, unused;
        zb_text_edges(a->text, &unused, &last);
        zb_text_edges(b->text, &first, &unused);
        a->bad_end = last && !zb_may_end_line(last);
        b->bad_start = first && !zb_may_start_line(first);
}

static enum zb_code paragraph(struct zb_derivation *d, size_t from, size_t to, struct zb_err *err)
{
        struct zb_buf text = ZB_BUF_INIT;
        struct zb_fact_line *before = NULL;
        for (size_t i = from; i < to; i++) {
                struct zb_fact_line *line = &d->lines[i];
                if (line->hidden)
                        continue;
                line->chars = zb_count_chars(line->text);
                zb_join_line(&text, line->text);
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
