/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of any text: the table of prohibitions, random paragraphs, threads. */
#include "test_lines.h"

static void test_table_of_prohibitions(void **state)
{
        static const uint32_t no_start[] = U"，。、；：？！）》」』】〕〉〗”’…—·・％‰℃／～ー々ぁゃッ,.:;?!)]}%｡､｣﹐";
        static const uint32_t no_end[] = U"（《「『【〔〈〖“‘￥＄([{$｢";
        for (const uint32_t *c = no_start; *c; c++)
                assert_true(!zb_may_start_line(*c) && zb_may_end_line(*c));
        for (const uint32_t *c = no_end; *c; c++)
                assert_true(!zb_may_end_line(*c) && zb_may_start_line(*c));
        static const uint32_t both[] = U"甲かA1①→";
        for (const uint32_t *c = both; *c; c++)
                assert_true(zb_may_start_line(*c) && zb_may_end_line(*c));
}

/* ---- random paragraphs ---- */

enum { PARAGRAPHS = 10000 };

static uint32_t next_random(uint64_t *seed) /* xorshift: the same paragraphs on every machine */
{
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        return (uint32_t)(*seed >> 32);
}

static const char *const alphabet[] = {
        "甲",
        "教",
        "育",
        "展",
        "示",
        "课",
        "堂",
        "的",
        "第",
        "个",
        "，",
        "。",
        "、",
        "；",
        "：",
        "？",
        "！",
        "（",
        "）",
        "《",
        "》",
        "「",
        "」",
        "“",
        "”",
        "‘",
        "’",
        "【",
        "】",
        "〔",
        "〕",
        "—",
        "——",
        "…",
        "……",
        "·",
        "％",
        "‰",
        "℃",
        "～",
        "／",
        "ー",
        "AI",
        "a",
        "Word",
        "36",
        "7",
        "98%",
        "3.5",
        "K-12",
        "(",
        ")",
        ",",
        ".",
        "!",
        "%",
        "+",
        "-",
        "/",
        "$",
        "￥",
        "①",
        "×",
        "±",
        " ",
        "  ",
        "　",
        "々",
        "ッ",
        "が",
        "e\xCC\x81",
        "é",
        "㎡",
        "Ω",
        "→",
        "★",
        "｡",
        "｢",
        "\xC2\xA0",
        "\xF0\x9F\x91\x8D",
        "Methodologisch",
};

static uint32_t char_before(const char *text, size_t end)
{
        size_t at = end - 1;
        uint32_t c = 0;
        while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
                at--;
        zb_utf8_next(text + at, end - at, &c);
        return c;
}

static bool is_han(uint32_t c)
{
        return c >= 0x4E00 && c <= 0x9FFF && c != U'第';
}

/* A place at which any builder could have broken: between two plain Han. */
static bool has_easy_break(const char *text, size_t len)
{
        uint32_t before = 0, c;
        for (size_t n; (n = zb_utf8_next(text, len, &c)) > 0; text += n, len -= n) {
                if (is_han(before) && is_han(c))
                        return true;
                before = c;
        }
        return false;
}

/* What is wrong with the edges of a line that runs from text_at over text_len bytes, or NULL. */
static const char *edge_fault(const char *text, size_t at, size_t len, bool is_first, bool is_last)
{
        uint32_t first = 0, last = char_before(text, at + len);
        zb_utf8_next(text + at, len, &first);
        if (!is_first && !zb_may_start_line(first))
                return "starts with what may start no line";
        if (!is_last && !zb_may_end_line(last))
                return "ends with what may end no line";
        if (first == ' ' || first == 0x3000 || last == ' ' || last == 0x3000)
                return "keeps a space at its edge";
        return NULL;
}

static void check_edges(const struct zb_para *para, size_t i)
{
        const struct zb_line *line = &para->lines[i];
        const char *fault = edge_fault(para->text, line->text_at, line->text_len, i == 0, i + 1 == para->n_lines);
        if (fault)
                fail_msg("line %zu of \"%s\" %s", i, para->text, fault);
}

/* What breaking every few characters, as no table would forbid it, does to the same text. */
static bool careless_breaks_fail(const char *text, size_t chars_a_line)
{
        size_t len = strlen(text), at = 0, line = 0, n = 0, step;
        uint32_t c;
        for (; (step = zb_utf8_next(text + at, len - at, &c)) > 0; at += step)
                if (++n % chars_a_line == 0 && at + step < len) {
                        if (edge_fault(text, line, at + step - line, line == 0, false) ||
                            edge_fault(text, at + step, len - at - step, false, true))
                                return true;
                        line = at + step;
                }
        return false;
}

static void count_line(const struct zb_para *para, size_t i, double measure)
{
        const struct zb_line *line = &para->lines[i];
        met.lines++;
        met.full += fabs(line->slack) < .5;
        met.squeezed += line->slack < -1e-6 && line->width_mm <= measure * EM + 1e-4;
        met.trimmed += line->glyphs[0].x_mm < -.4 * EM;
        met.halved += line->glyphs[line->n_glyphs - 1].advance_mm < .6 * EM &&
                      char_before(para->text, line->text_at + line->text_len) >= 0x3001;
}

/* Glyphs in order; two marks never take more than half an em from each other; nothing but spaces is left out.
 */
static size_t check_glyphs(const struct zb_para *para, size_t i, size_t at)
{
        const struct zb_line *line = &para->lines[i];
        for (; at < line->text_at; at++)
                assert_true(strchr(" \xE3\x80", para->text[at]) != NULL);
        for (size_t g = 0; g < line->n_glyphs; g++) {
                const struct zb_glyph *glyph = &line->glyphs[g];
                assert_true(isfinite(glyph->x_mm) && glyph->x_mm >= -EM / 2 - 1e-6);
                assert_true(glyph->advance_mm > -EM / 4 && glyph->span == 0);
                if (glyph->text_len == 0)
                        continue;
                assert_int_equal(glyph->text_at, at);
                at += glyph->text_len;
        }
        assert_int_equal(at, line->text_at + line->text_len);
        return at;
}

static void check_para(const struct zb_para *para, double measure, size_t overfull)
{
        size_t at = 0, wide = 0;
        for (size_t i = 0; i < para->n_lines; i++) {
                const struct zb_line *line = &para->lines[i];
                if (line->n_glyphs == 0) /* nothing but spaces */
                        continue;
                check_edges(para, i);
                count_line(para, i, measure);
                at = check_glyphs(para, i, at);
                if (line->width_mm <= measure * EM + 1e-4)
                        continue;
                wide++;
                if (has_easy_break(para->text + line->text_at, line->text_len))
                        fail_msg("line %zu of \"%s\" is overfull at %g em but could break", i, para->text, measure);
        }
        assert_int_equal(wide, overfull);
        met.overfull += wide;
        met.careless += careless_breaks_fail(para->text, (size_t)measure);
        for (; para->text[at]; at++)
                assert_true(strchr(" \xE3\x80", para->text[at]) != NULL);
}

static void test_random_paragraphs(void **state)
{
        uint64_t seed = 20250929;
        for (int i = 0; i < PARAGRAPHS; i++) {
                struct zb_arena *arena = zb_arena_new();
                char text[2048];
                size_t len = 0, overfull;
                for (uint32_t n = next_random(&seed) % 60; n > 0; n--) {
                        /* half of it Han: else nothing but prohibitions meet */
                        size_t pick = next_random(&seed) % 2
                                              ? next_random(&seed) % 8
                                              : next_random(&seed) % (sizeof alphabet / sizeof *alphabet);
                        len += (size_t)snprintf(text + len, sizeof text - len, "%s", alphabet[pick]);
                }
                double measure = 3 + next_random(&seed) % 24 * .5;
                struct zb_span span = {text, len,
                                       zb_fonts_face(fonts, next_random(&seed) % 2 ? ZB_REGULAR : ZB_HEAVY), 0};
                const struct zb_para *para =
                        set_spans(arena, &span, 1, measure, (enum zb_align)(next_random(&seed) % 4),
                                  next_random(&seed) % 4 == 0, &overfull);
                check_para(para, measure, overfull);
                zb_arena_free(arena);
        }
        if (met.lines < 3 * PARAGRAPHS || met.full < PARAGRAPHS || met.squeezed < 1000 || met.trimmed < 1000 ||
            met.halved < 1000 || met.overfull > met.lines / 50 || met.careless < PARAGRAPHS / 3)
                fail_msg("%zu lines, %zu full, %zu squeezed, %zu trimmed, %zu halved, %zu overfull; %zu "
                         "paragraphs "
                         "that careless breaks would spoil",
                         met.lines, met.full, met.squeezed, met.trimmed, met.halved, met.overfull, met.careless);
}

/* Justified lines are the ragged ones spread: the same breaks, each gap wider by .13 em at most, and the
 * whole measure or nothing. */
static void test_random_justified(void **state)
{
        uint64_t seed = 20251125;
        size_t spread = 0, ragged = 0;
        for (int i = 0; i < PARAGRAPHS / 4; i++) {
                struct zb_arena *arena = zb_arena_new();
                char text[2048];
                size_t len = 0;
                for (uint32_t n = 20 + next_random(&seed) % 60; n > 0; n--)
                        len += (size_t)snprintf(text + len, sizeof text - len, "%s",
                                                alphabet[next_random(&seed) % (next_random(&seed) % 4 ? 12 : 50)]);
                double measure = 6 + next_random(&seed) % 16 * .5;
                struct zb_span span = {text, len, zb_fonts_face(fonts, ZB_REGULAR), 0};
                size_t overfull;
                const struct zb_para *left = set_spans(arena, &span, 1, measure, ZB_LEFT, false, &overfull);
                const struct zb_para *full = set_spans(arena, &span, 1, measure, ZB_JUSTIFY, false, &overfull);
                assert_int_equal(left->n_lines, full->n_lines);
                for (size_t k = 0; k < left->n_lines; k++) {
                        const struct zb_line *a = &left->lines[k], *b = &full->lines[k];
                        assert_int_equal(a->text_at, b->text_at);
                        assert_int_equal(a->n_glyphs, b->n_glyphs);
                        bool wide = b->width_mm > a->width_mm + 1e-6;
                        spread += wide;
                        ragged += !wide && a->slack > 1e-6 && k + 1 < left->n_lines;
                        if (wide)
                                assert_near(b->width_mm, measure * EM);
                        for (size_t g = 0; g < a->n_glyphs; g++) {
                                double more = b->glyphs[g].advance_mm - a->glyphs[g].advance_mm;
                                assert_true(more > -1e-6 && more < .13 * EM + 1e-6);
                        }
                }
                assert_near(left->lines[left->n_lines - 1].width_mm, full->lines[full->n_lines - 1].width_mm);
                zb_arena_free(arena);
        }
        if (spread < PARAGRAPHS / 4 || ragged < 20)
                fail_msg("%zu lines spread, %zu ragged", spread, ragged);
}

/* Solvers set from several threads with one set of fonts: the same lines to the bit. */
static void *set_many(void *ret_sum)
{
        double sum = 0;
        for (int i = 0; i < 400; i++) {
                struct zb_arena *arena = zb_arena_new();
                const char *text = "依托“智慧教育平台”，AI课堂参与率达98%——惠及36个班级。";
                struct zb_span span = {text, strlen(text), zb_fonts_face(fonts, ZB_REGULAR), 0};
                struct zb_para_spec spec = {&span, 1, EM, (6 + i % 9 * .5) * EM, ZB_JUSTIFY, i % 2, false};
                struct zb_para *para;
                if (zb_para_set(arena, &spec, &para, NULL, NULL) == ZB_OK)
                        for (size_t l = 0; l < para->n_lines; l++)
                                sum += para->cost + para->lines[l].width_mm;
                zb_arena_free(arena);
        }
        *(double *)ret_sum = sum;
        return NULL;
}

static void test_threads(void **state)
{
        double sums[3] = {0};
        pthread_t threads[3];
        for (int i = 0; i < 3; i++)
                assert_int_equal(pthread_create(&threads[i], NULL, set_many, &sums[i]), 0);
        for (int i = 0; i < 3; i++)
                pthread_join(threads[i], NULL);
        double alone = 0;
        set_many(&alone);
        for (int i = 0; i < 3; i++)
                assert_true(sums[i] == alone && alone > 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_table_of_prohibitions),
                cmocka_unit_test(test_random_paragraphs),
                cmocka_unit_test(test_random_justified),
                cmocka_unit_test(test_threads),
                cmocka_unit_test_setup_teardown(test_long_text, new_arena, free_arena),
        };
        return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
