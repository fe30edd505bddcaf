/* SPDX-License-Identifier: Apache-2.0 */
/* Dynamic programming over the title's characters: every part of it may be a line; the cheapest row of n
 * lines wins. */
#include <math.h>
#include <string.h>

#include "title.h"
#include "type.h"

enum { LONGEST = 96 };

/* In em² of unevenness: what a break costs. */
#define WORD_CUT   1e4 /* more than any unevenness: never */
#define BARE       8.0 /* between words without a mark */
#define BAD_START  6.0
#define BAD_END    5.0
#define IN_QUOTES  4.0
#define LAST_SHORT 3.0 /* a last line of two characters */

struct title_letter {
        const char *at;
        size_t len;
        uint32_t c;
        double w;    /* em, nearly */
        double cost; /* of a line ending before it; INFINITY: never */
};

struct title_letters {
        struct title_letter items[LONGEST + 1];
        size_t n;
};

static bool is_one_of(uint32_t c, const char *list)
{
        size_t len = strlen(list), n;
        for (uint32_t d; (n = zb_utf8_next(list, len, &d)) > 0; list += n, len -= n)
                if (c == d)
                        return true;
        return false;
}

static bool is_word(uint32_t c)
{
        return c < 0x2E80 && ((c >= '0' && c <= '9') || (c | 0x20) - 'a' < 26u || (c >= 0xC0 && c < 0x250));
}

static double width_of(uint32_t c)
{
        if (is_one_of(c, "“”‘’"))
                return 0.6;
        return c >= 0x2E80 ? 1 : c == ' ' ? 0.3 : 0.58;
}

/* What it costs to end a line between two neighbours; `joined`: a word of the list goes through. */
static double cost_between(uint32_t a, uint32_t b, bool joined, bool quoted)
{
        double cost = BARE;
        if (!zb_may_start_line(b) || !zb_may_end_line(a))
                return INFINITY;
        if (is_word(a) && is_word(b))
                return INFINITY;
        if (a == ' ' || a == 0x3000 || is_one_of(a, "：，、；！？。—…"))
                cost = 0;
        else if (is_one_of(a, "”’）》") || is_one_of(b, "“‘（《"))
                cost = BARE / 4;
        cost += joined ? WORD_CUT : 0;
        cost += is_one_of(b, "的地得了着过下中上里内外与和及之等们化性式型后前间") && cost > 0 ? BAD_START : 0;
        cost += is_one_of(a, "与和及以让把用从在对向为于使一不") && cost > 0 ? BAD_END : 0;
        return cost + (quoted ? IN_QUOTES : 0);
}

/* The letters of a title whose words are joined by U+2060; an author's ~ is one already. */
static bool read_letters(const char *text, struct title_letters *l)
{
        size_t len = strlen(text), n;
        bool joined = false, quoted = false;
        uint32_t before = 0;
        l->n = 0;
        for (uint32_t c; (n = zb_utf8_next(text, len, &c)) > 0; text += n, len -= n) {
                if (c == 0x2060) {
                        joined = true;
                        continue;
                }
                if (l->n == LONGEST)
                        return false;
                struct title_letter *x = &l->items[l->n++];
                *x = (struct title_letter){text, n, c, width_of(c), INFINITY};
                if (l->n > 1)
                        x->cost = cost_between(before, c, joined,
                                               quoted && !is_one_of(c, "“‘") && !is_one_of(before, "”’"));
                quoted = is_one_of(c, "“‘") || (quoted && !is_one_of(c, "”’"));
                joined = false;
                before = c;
        }
        return l->n > 0;
}

/* Width of a line of letters from … to − 1, spaces at its edges left out. */
static double line_width(const struct title_letters *l, size_t from, size_t to)
{
        double w = 0;
        while (to > from && l->items[to - 1].c == ' ')
                to--;
        for (size_t i = from; i < to; i++)
                w += l->items[i].w;
        return w;
}

/* A line of one character is none; a short last one is poor. */
static double short_cost(double width, bool last)
{
        return width < 1.5 ? INFINITY : last && width < 2.5 ? LAST_SHORT : 0;
}

static const char *write_lines(struct zb_arena *arena, const struct title_letters *l, const size_t *ends, size_t n)
{
        struct zb_buf out = ZB_BUF_INIT;
        for (size_t line = 0, at = 0; line < n; line++) {
                size_t to = ends[line];
                while (to > at && l->items[to - 1].c == ' ')
                        to--;
                for (size_t i = at; i < to; i++) {
                        zb_buf_put(&out, l->items[i].at, l->items[i].len);
                        /* No line builder breaks it again. */
                        if (i + 1 < to && l->items[i].c != ' ' && l->items[i + 1].c != ' ')
                                zb_buf_puts(&out, "\u2060");
                }
                if (line + 1 < n)
                        zb_buf_puts(&out, "\n");
                at = ends[line];
        }
        const char *text = out.failed ? NULL : zb_arena_strdup(arena, out.data);
        zb_buf_fini(&out);
        return text;
}

const char *zb_title_break(const struct zb_words *words, struct zb_arena *arena, const char *title, size_t n)
{
        static const double never = INFINITY;
        struct title_letters l;
        double best[ZB_TITLE_LINES + 1][LONGEST + 1];
        size_t from[ZB_TITLE_LINES + 1][LONGEST + 1], ends[ZB_TITLE_LINES];
        if (strchr(title, '\n'))
                return title;
        if (!n || n > ZB_TITLE_LINES || !read_letters(zb_words_join(words, arena, title), &l) || n > l.n)
                return NULL;
        double even = line_width(&l, 0, l.n) / (double)n;
        for (size_t line = 0; line <= n; line++)
                for (size_t i = 0; i <= l.n; i++)
                        best[line][i] = never;
        best[0][0] = 0;
        for (size_t line = 1; line <= n; line++)
                for (size_t to = 1; to <= l.n; to++)
                        for (size_t at = 0; at < to; at++) {
                                double off = line_width(&l, at, to) - even;
                                double cost = best[line - 1][at] + off * off + (to < l.n ? l.items[to].cost : 0);
                                cost += n > 1 ? short_cost(line_width(&l, at, to), line == n) : 0;
                                if (cost < best[line][to]) {
                                        best[line][to] = cost;
                                        from[line][to] = at;
                                }
                        }
        if (!(best[n][l.n] < WORD_CUT)) /* so many lines cut a word: fewer, or a line builder's, are better */
                return NULL;
        for (size_t line = n, to = l.n; line > 0; to = from[line--][to])
                ends[line - 1] = to;
        return write_lines(arena, &l, ends, n);
}
