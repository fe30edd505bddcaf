/* SPDX-License-Identifier: Apache-2.0 */
/* Texts made shorter and longer. A cut takes from the end and keeps keywords where they were; what is added
 * is plain Han, one 字 each, which is what a line is counted in. */
#include <string.h>

#include "copyfit.h"
#include "type.h"

struct unit { /* a character of a marked text */
        const char *at;
        size_t len, span;
        uint32_t c;
};

struct units {
        struct unit *items;
        size_t n;
};

static struct units units_of(struct zb_arena *arena, const struct zb_rich *text)
{
        size_t bytes = 0;
        for (size_t i = 0; i < text->n; i++)
                bytes += strlen(text->spans[i].text);
        struct units u = {.items = zb_arena_array(arena, bytes + 1, sizeof *u.items)};
        for (size_t i = 0; u.items && i < text->n; i++) {
                const char *at = text->spans[i].text;
                size_t len = strlen(at), n;
                for (uint32_t c; (n = zb_utf8_next(at, len, &c)) > 0; at += n, len -= n)
                        u.items[u.n++] = (struct unit){at, n, i, c};
        }
        return u;
}

static size_t copyfit_count(const struct units *u, size_t from, size_t to)
{
        struct zb_buf text = ZB_BUF_INIT;
        zb_buf_put(&text, "", 0);
        for (size_t i = from; i < to; i++)
                zb_buf_put(&text, u->items[i].at, u->items[i].len);
        size_t n = text.failed ? 0 : zb_count_chars(text.data);
        zb_buf_fini(&text);
        return n;
}

/* Spans of units [0, keep), then words, then [tail, n). */
static struct zb_rich build(struct zb_arena *arena, const struct zb_rich *text, const struct units *u, size_t keep,
                            const char *words, size_t tail)
{
        struct zb_rich_span *spans = zb_arena_array(arena, text->n + 1, sizeof *spans);
        struct zb_buf span = ZB_BUF_INIT, plain = ZB_BUF_INIT;
        struct zb_rich out = {.spans = spans, .plain = "", .place = text->place};
        size_t here = keep ? u->items[keep - 1].span : 0; /* the words are written in its style */
        for (size_t i = 0; spans && i < text->n; i++) {
                zb_buf_clear(&span);
                for (size_t k = 0; k < u->n; k++)
                        if (k < keep && u->items[k].span == i)
                                zb_buf_put(&span, u->items[k].at, u->items[k].len);
                if (i == here)
                        zb_buf_puts(&span, words);
                for (size_t k = tail; k < u->n; k++)
                        if (u->items[k].span == i)
                                zb_buf_put(&span, u->items[k].at, u->items[k].len);
                if (!span.len)
                        continue;
                zb_buf_put(&plain, span.data, span.len);
                spans[out.n++] = (struct zb_rich_span){span.failed ? "" : zb_arena_strdup(arena, span.data),
                                                       text->spans[i].keyword};
        }
        out.plain = plain.failed || !plain.len ? "" : zb_arena_strdup(arena, plain.data);
        zb_buf_fini(&span);
        zb_buf_fini(&plain);
        return spans ? out : *text;
}

static bool closes(uint32_t c)
{
        return !zb_may_start_line(c);
}

struct zb_rich zb_copyfit_rich(struct zb_arena *arena, const struct zb_rich *text, size_t chars,
                               enum zb_copyfit_way way)
{
        struct units u = units_of(arena, text);
        if (!u.items)
                return *text;
        if (way >= ZB_COPYFIT_ANEW || !u.n) {
                struct zb_rich_span *span = zb_arena_alloc(arena, sizeof *span);
                const char *words =
                        way == ZB_COPYFIT_PLAIN && chars > 1
                                ? zb_arena_printf(arena, "%s。", zb_copyfit_filler(arena, chars - 1, true))
                                : zb_copyfit_filler(arena, chars, false);
                if (!span || !words)
                        return *text;
                span->text = words;
                return (struct zb_rich){span, 1, words, text->place};
        }
        size_t tail = u.n;
        while (way == ZB_COPYFIT_INSIDE && tail > 1 && closes(u.items[tail - 1].c))
                tail--;
        size_t keep = tail, now = copyfit_count(&u, 0, u.n), marks = copyfit_count(&u, tail, u.n);
        if (chars > now)
                return build(arena, text, &u, keep, zb_copyfit_filler(arena, chars - now, true), tail);
        while (keep > 1 && copyfit_count(&u, 0, keep) + marks > chars)
                keep--;
        while (keep > 1 && keep < tail &&
               ((tail < u.n && closes(u.items[keep - 1].c)) || !zb_may_end_line(u.items[keep - 1].c)))
                keep--;
        return build(arena, text, &u, keep, "", tail);
}

size_t zb_copyfit_chars(const struct zb_section *section)
{
        size_t n = 0;
        for (size_t i = 0; i < section->n_text; i++)
                n += zb_count_chars(section->text[i].plain);
        return n;
}

void zb_copyfit_resize(struct zb_arena *arena, struct zb_section *section, size_t chars, enum zb_copyfit_way way)
{
        size_t n = way >= ZB_COPYFIT_ANEW || !section->n_text ? 1 : section->n_text, before = 0;
        struct zb_rich *text = zb_arena_array(arena, n, sizeof *text);
        if (!text)
                return;
        if (section->n_text)
                memcpy(text, section->text, n * sizeof *text);
        else
                *text = (struct zb_rich){.plain = "", .place = section->place};
        /* Paragraphs that a cut swallows whole go; the last that stays takes the change. */
        for (size_t i = 0; way < ZB_COPYFIT_ANEW && i + 1 < n; i++)
                before += zb_count_chars(text[i].plain);
        while (n > 1 && before + 1 > chars)
                before -= zb_count_chars(text[--n - 1].plain);
        text[n - 1] = zb_copyfit_rich(arena, &text[n - 1], chars > before ? chars - before : 1, way);
        section->text = text;
        section->n_text = n;
}

struct zb_spec *zb_copyfit_copy(struct zb_arena *arena, const struct zb_spec *board, struct zb_section **ret_sections)
{
        struct zb_spec *copy = zb_arena_memdup(arena, board, sizeof *board);
        struct zb_section *sections = zb_arena_memdup(arena, board->sections, board->n_sections * sizeof *sections);
        if (!copy || !sections)
                return NULL;
        copy->sections = sections;
        *ret_sections = sections;
        return copy;
}

const char *zb_copyfit_filler(struct zb_arena *arena, size_t chars, bool words)
{
        static const char prose[] = "教师依据学情分层设计，学生按需选择练习，课堂讨论人人参与，家校共同关注成长，"
                                    "平台记录每次进步，备课有据可依。";
        static const char plain[] = "教师依据学情设计课堂练习";
        const char *source = words ? plain : prose;
        size_t all = strlen(source), n = all / 3; /* every character of both is three bytes long */
        char *out = zb_arena_alloc(arena, chars * 3 + 1);
        if (!out)
                return "";
        for (size_t i = 0; i < chars; i++)
                memcpy(out + 3 * i, source + 3 * (i % n), 3);
        if (!words && chars > 1) {
                if (memcmp(out + 3 * (chars - 2), "，", 3) == 0)
                        memcpy(out + 3 * (chars - 2), "们", 3);
                memcpy(out + 3 * (chars - 1), "。", 3);
        }
        return out;
}
