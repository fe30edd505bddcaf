/* SPDX-License-Identifier: Apache-2.0 */
/* Labels of charts: each one is set in caption tier, knows the inks beneath it and never grows beyond the
 * width that it was given, so that no chart can push text into its neighbour. Measuring is quick for Han
 * alone, where every character is one em; only mixed text is shaped. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart.h"
#include "words.h"

static const struct zb_theme *theme_of(const struct zb_chart *c)
{
        return c->stage->o->theme;
}

static void chart_label_fail(struct zb_chart *c, enum zb_code code)
{
        if (c->code == ZB_OK)
                c->code = code;
}

struct zb_label zb_label_plain(const struct zb_chart *c, const char *text, const char *role)
{
        const struct zb_theme *t = theme_of(c);
        return (struct zb_label){text, role, ZB_MEDIUM, t->text, {t->paper, t->pale}};
}

struct zb_label zb_label_value(const struct zb_chart *c, const char *text)
{
        const struct zb_theme *t = theme_of(c);
        return (struct zb_label){text, "value", ZB_BOLD, t->primary, {t->paper, t->pale}};
}

struct zb_label zb_label_white(const struct zb_chart *c, const char *text, const char *role, struct zb_ink under)
{
        return (struct zb_label){text, role, ZB_MEDIUM, theme_of(c)->paper, {under, under}};
}

static bool is_han(uint32_t c)
{
        return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

/* Characters of a text of nothing but Han (each exactly one em wide), or 0. */
static size_t only_han(const char *text)
{
        size_t n = 0, len = strlen(text), step;
        uint32_t ch;
        for (; (step = zb_utf8_next(text, len, &ch)) > 0; text += step, len -= step, n++)
                if (!is_han(ch))
                        return 0;
        return n;
}

static double shaped_width(const struct zb_stage *stage, enum zb_weight weight, const char *text)
{
        struct zb_memo_key key;
        double w[ZB_MEMO_VALUES] = {0};
        memset(&key, 0, sizeof key);
        key.text = zb_memo_text(stage->memo, 0, text, (int)weight);
        key.em_mm = stage->em[ZB_TIER_CAPTION];
        key.voice = ZB_MEMO_WIDTH;
        if (stage->memo && zb_memo_find_values(stage->memo, &key, w))
                return w[0];
        struct zb_arena *scratch = zb_arena_new();
        if (!scratch)
                return 0;
        w[0] = zb_text_width(scratch, zb_fonts_face(stage->o->fonts, weight), key.em_mm, text);
        zb_arena_free(scratch);
        if (stage->memo)
                zb_memo_keep_values(stage->memo, &key, w);
        return w[0];
}

double zb_label_width(const struct zb_stage *stage, enum zb_weight weight, const char *text)
{
        size_t han = only_han(text);
        if (han || !*text)
                return (double)han * stage->em[ZB_TIER_CAPTION];
        return shaped_width(stage, weight, text);
}

/* The unbreakable pieces of a label: one wide character each, or a run of Latin and digits. */
struct chart_label_piece {
        double width;
        uint32_t first, last;
};
#define MAX_PIECES 48

static bool is_wide(uint32_t c)
{
        return c >= 0x2E80;
}

static double run_width(const struct zb_stage *stage, enum zb_weight weight, const char *text, size_t len)
{
        char run[128];
        if (len >= sizeof run)
                return (double)len * stage->em[ZB_TIER_CAPTION];
        snprintf(run, sizeof run, "%.*s", (int)len, text);
        return shaped_width(stage, weight, run);
}

/* How many pieces; 0 when the text has more than there is room for. A gap between Han and Latin counts with
 * the run. */
static size_t pieces_of(const struct zb_stage *stage, enum zb_weight weight, const char *text,
                        struct chart_label_piece pieces[MAX_PIECES])
{
        double em = stage->em[ZB_TIER_CAPTION];
        size_t n = 0, len = strlen(text), step;
        uint32_t ch;
        for (const char *p = text; (step = zb_utf8_next(p, len, &ch)) > 0;) {
                struct chart_label_piece piece = {em, ch, ch};
                size_t run = step;
                while (!is_wide(ch) && (step = zb_utf8_next(p + run, len - run, &ch)) > 0 && !is_wide(ch)) {
                        piece.last = ch;
                        run += step;
                }
                if (!is_wide(piece.first))
                        piece.width = run_width(stage, weight, p, run) + 0.5 * em;
                if (n == MAX_PIECES)
                        return 0;
                pieces[n++] = piece;
                p += run;
                len -= run;
        }
        return n;
}

double zb_label_width2(const struct zb_stage *stage, enum zb_weight weight, const char *text)
{
        size_t han = only_han(text);
        if (han || !*text)
                return (double)((han + 1) / 2) * stage->em[ZB_TIER_CAPTION];
        /* The best place to break, of those where a line may end. */
        struct chart_label_piece pieces[MAX_PIECES];
        size_t n = pieces_of(stage, weight, text, pieces);
        double best = shaped_width(stage, weight, text), left = 0, all = 0;
        for (size_t i = 0; i < n; i++)
                all += pieces[i].width;
        for (size_t i = 0; i + 1 < n; i++) {
                left += pieces[i].width;
                if (zb_may_end_line(pieces[i].last) && zb_may_start_line(pieces[i + 1].first))
                        best = fmin(best, fmax(left, all - left));
        }
        return best;
}

double zb_label_line_mm(const struct zb_stage *stage)
{
        return stage->em[ZB_TIER_CAPTION] * ZB_CHART_LEADING;
}

static struct zb_para *set_lines(struct zb_chart *c, const struct zb_label *l, const char *text, double em,
                                 double measure, enum zb_align at)
{
        struct zb_span *span = zb_arena_alloc(c->stage->arena, sizeof *span);
        struct zb_para *para = NULL;
        if (!span) {
                chart_label_fail(c, zb_err_nomem(c->err));
                return NULL;
        }
        *span = (struct zb_span){text, strlen(text), zb_fonts_face(c->stage->o->fonts, l->weight), 0};
        struct zb_para_spec spec = {span, 1, em, measure, isfinite(measure) ? at : ZB_LEFT, true, false};
        if (c->code == ZB_OK)
                chart_label_fail(c, zb_para_set(c->stage->arena, &spec, &para, NULL, c->err));
        return para;
}

static const char *role_zh(const char *role)
{
        static const struct {
                const char *role, *zh;
        } names[] = {{"caption", "说明"}, {"axis", "标签"},  {"label", "标签"},
                     {"legend", "图例"},  {"value", "数值"}, {"ai", "AI生成"}};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (strcmp(names[i].role, role) == 0)
                        return names[i].zh;
        return role;
}

static void add_para(struct zb_chart *c, const struct zb_label *l, enum zb_tier tier, const struct zb_para *para,
                     double x, double top)
{
        struct zb_stage *s = c->stage;
        struct zb_text_style style = {zb_fonts_face(s->o->fonts, l->weight), l->ink, false};
        struct zb_text like = {.tier = tier,
                               .role = l->role,
                               .leading = ZB_CHART_LEADING,
                               .styles = &style,
                               .n_styles = 1,
                               .under = {l->under[0], l->under[1]},
                               .place = c->figure->place};
        const char *name = zb_arena_printf(s->arena, "%s %s", c->name, role_zh(l->role));
        zb_scene_add_para(s->scene, ZB_LAYER_TEXT, c->section, name ? name : c->name, para, x, top, &like);
}

static double one_line_width(const struct zb_para *para)
{
        return para->n_lines ? para->lines[0].x_mm + para->lines[0].width_mm : 0;
}

/* The longest beginning of text that fits max_w with an ellipsis. */
static const char *shortened(struct zb_chart *c, const struct zb_label *l, double max_w)
{
        size_t len = strlen(l->text);
        if (!c->cut)
                c->cut = l->text;
        while (len > 0) {
                do
                        len--;
                while (len > 0 && ((unsigned char)l->text[len] & 0xC0) == 0x80);
                const char *text = zb_arena_printf(c->stage->arena, "%.*s…", (int)len, l->text);
                if (!text || zb_label_width(c->stage, l->weight, text) <= max_w)
                        return text;
        }
        return NULL;
}

void zb_label_put(struct zb_chart *c, const struct zb_label *l, double x, double cy, enum zb_align at, double max_w)
{
        const char *text = l->text;
        if (!*text)
                return;
        struct zb_para *para = set_lines(c, l, text, c->em, INFINITY, ZB_LEFT);
        if (para && one_line_width(para) > max_w + 0.01) {
                text = shortened(c, l, max_w);
                para = text ? set_lines(c, l, text, c->em, INFINITY, ZB_LEFT) : NULL;
        }
        if (!para)
                return;
        double w = one_line_width(para);
        double left = at == ZB_RIGHT ? x - w : at == ZB_CENTER ? x - w / 2 : x;
        add_para(c, l, ZB_TIER_CAPTION, para, left, cy - zb_label_line_mm(c->stage) / 2);
}

/* Two lines of at most max_w, or NULL when the text takes more. */
static const struct zb_para *two_lines(struct zb_chart *c, const struct zb_label *l, const char *text, double max_w,
                                       enum zb_align at)
{
        const struct zb_para *para = set_lines(c, l, text, c->em, max_w + 0.01, at);
        bool fits = para && para->n_lines <= 2;
        for (size_t i = 0; fits && i < para->n_lines; i++)
                fits = para->lines[i].width_mm <= max_w + 0.02;
        return fits ? para : NULL;
}

void zb_label_put2(struct zb_chart *c, const struct zb_label *l, double x, double top, enum zb_align at, double max_w)
{
        double line = zb_label_line_mm(c->stage);
        if (zb_label_width(c->stage, l->weight, l->text) > max_w + 0.01) {
                /* Words whole where the width allows it. */
                const char *joined = zb_words_join(c->stage->words, c->stage->arena, l->text);
                const struct zb_para *para = joined ? two_lines(c, l, joined, max_w, at) : NULL;
                if (!para)
                        para = two_lines(c, l, l->text, max_w, at);
                if (para) {
                        double left = at == ZB_RIGHT ? x - max_w : at == ZB_CENTER ? x - max_w / 2 : x;
                        add_para(c, l, ZB_TIER_CAPTION, para, left, top);
                        return;
                }
        }
        zb_label_put(c, l, x, top + line / 2, at, max_w);
}

void zb_label_put_tier(struct zb_chart *c, const struct zb_label *l, enum zb_tier tier, double em, double x,
                       double cy, enum zb_align at)
{
        struct zb_para *para = set_lines(c, l, l->text, em, INFINITY, ZB_LEFT);
        if (!para)
                return;
        double w = one_line_width(para);
        double left = at == ZB_RIGHT ? x - w : at == ZB_CENTER ? x - w / 2 : x;
        add_para(c, l, tier, para, left, cy - em * ZB_CHART_LEADING / 2);
}
