/* SPDX-License-Identifier: Apache-2.0 */
/* One figure in its box: the card or the photograph, the strip with the caption in its foot, the mark of AI
 * pictures, and the kind's own drawing between them. The strip costs no height of its own beside a picture
 * and makes the caption's contrast independent of what the photograph shows. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "chart.h"

#define STRIP_EXTRA_MM 9.0
#define STRIP_INSET_MM 9.0
#define CARD_LINE_MM   1.2
#define PHOTO_LEAST_EM 2.6  /* of the picture above its strip */
#define AI_LEAST_PT    55.0 /* the note tier's least */
#define AI_LEAST_PART  0.05 /* of the picture's shortest side (GB 45438-2025) */
#define AI_TEXT        "AI生成"

static const struct zb_chart_kind *figure_kind_of(enum zb_figure_type type)
{
        static const struct zb_chart_kind *const kinds[ZB_N_FIG_TYPES] = {
                [ZB_FIG_BAR] = &zb_chart_bar,          [ZB_FIG_LINE] = &zb_chart_line,
                [ZB_FIG_RADAR] = &zb_chart_radar,      [ZB_FIG_DONUT] = &zb_chart_donut,
                [ZB_FIG_TABLE] = &zb_chart_table,      [ZB_FIG_FLOW] = &zb_chart_flow,
                [ZB_FIG_TIMELINE] = &zb_chart_timeline};
        return kinds[type];
}

static double pad_x(const struct zb_stage *s)
{
        return 0.46 * s->em[ZB_TIER_CAPTION];
}

static double pad_y(const struct zb_stage *s)
{
        return 0.3 * s->em[ZB_TIER_CAPTION];
}

/* ---- the mark of AI pictures ---- */

static double ai_em(const struct zb_stage *s, struct zb_rect box)
{
        /* Height as a ruler reads it: the em times the font's ink factor. */
        double ink = zb_face_ink_factor(zb_fonts_face(s->o->fonts, ZB_MEDIUM));
        double least = AI_LEAST_PART * fmin(box.w, box.h) / (ink > 0.5 ? ink : 0.9);
        return fmax(fmax(zb_mm_of_pt(AI_LEAST_PT), s->em[ZB_TIER_NOTE]), least);
}

/* Width of the mark with its padding: A and I are narrow, two Han, a gap between. */
static double ai_width(double em)
{
        return 4.0 * em;
}

/* ---- what it needs ---- */

/* On charts the mark shares the strip. */
static double mark_width(const struct zb_stage *s, const struct zb_figure *f)
{
        return f->ai && f->type != ZB_FIG_PHOTO ? ai_width(ai_em(s, (struct zb_rect){0, 0, 0, 0})) : 0;
}

static bool one_line(const struct zb_stage *s, const struct zb_figure *f, double width)
{
        double room = width - 2 * STRIP_INSET_MM - mark_width(s, f);
        return zb_label_width(s, ZB_MEDIUM, f->caption) <= room + 0.01;
}

double zb_figure_strip_mm(const struct zb_stage *s, const struct zb_figure *f, double width)
{
        double em = s->em[ZB_TIER_CAPTION];
        if (!*f->caption)
                return mark_width(s, f) > 0 ? em + STRIP_EXTRA_MM : 0;
        return one_line(s, f, width) ? em + STRIP_EXTRA_MM : em * (1 + ZB_CHART_LEADING) + STRIP_EXTRA_MM;
}

bool zb_figure_breaks_caption(const struct zb_stage *s, const struct zb_figure *f, double width)
{
        return *f->caption && !one_line(s, f, width);
}

/* Least width of the strip: the caption in two lines. A short one is not worth breaking. */
static double caption_width(const struct zb_stage *s, const struct zb_figure *f)
{
        if (!*f->caption)
                return 0;
        double em = s->em[ZB_TIER_CAPTION], whole = zb_label_width(s, ZB_MEDIUM, f->caption);
        double least = whole <= 8 * em ? whole : fmax(zb_label_width2(s, ZB_MEDIUM, f->caption) + em, 6 * em);
        return fmin(least, whole) + 2 * STRIP_INSET_MM + mark_width(s, f);
}

static void work_out_need(const struct zb_stage *s, const struct zb_figure *f, double width, double *ret_w,
                          double *ret_h, double *ret_caption)
{
        double em = s->em[ZB_TIER_CAPTION], caption = caption_width(s, f);
        double strip = zb_figure_strip_mm(s, f, fmax(width, caption));
        const struct zb_chart_kind *kind = figure_kind_of(f->type);
        double w, h;
        if (kind) {
                double px = kind->full ? 0 : pad_x(s), py = kind->full ? 0 : pad_y(s);
                kind->need(s, &f->data, fmax(width, caption) - 2 * px, &w, &h);
                w += 2 * px;
                h += 2 * py + strip;
        } else {
                w = 4 * em;
                h = strip + PHOTO_LEAST_EM * em;
        }
        *ret_w = fmax(w, caption);
        *ret_h = h;
        *ret_caption = caption;
}

/* Remembered: a search asks for the same figure in the same width again and again. */
void zb_figure_need(const struct zb_stage *s, const struct zb_figure *f, double width, double *ret_w, double *ret_h,
                    double *ret_caption)
{
        struct zb_memo_key key;
        double v[ZB_MEMO_VALUES];
        memset(&key, 0, sizeof key);
        key.text = zb_memo_text(s->memo, zb_memo_text(s->memo, 0, f->place, f->type), f->caption, f->ai);
        key.of = f->data.labels;
        key.em_mm = s->em[ZB_TIER_CAPTION];
        key.measure_mm = width;
        key.voice = ZB_MEMO_NEED;
        key.note_nm = (uint32_t)(s->em[ZB_TIER_NOTE] * 1e6); /* the AI mark's size */
        if (!s->memo || !zb_memo_find_values(s->memo, &key, v)) {
                work_out_need(s, f, width, &v[0], &v[1], &v[2]);
                if (s->memo)
                        zb_memo_keep_values(s->memo, &key, v);
        }
        *ret_w = v[0];
        *ret_h = v[1];
        *ret_caption = v[2];
}

double zb_figure_easy_w(const struct zb_stage *s, const struct zb_figure *f)
{
        const struct zb_chart_kind *kind = figure_kind_of(f->type);
        return kind && kind->easy ? kind->easy(s, &f->data) + 2 * pad_x(s) : 0;
}

/* ---- drawing ---- */

static void draw_strip(struct zb_chart *c, double alpha, enum zb_layer layer)
{
        const struct zb_theme *t = c->stage->o->theme;
        double h = zb_figure_strip_mm(c->stage, c->figure, c->box.w);
        struct zb_rect r = {c->box.x, c->box.y + c->box.h - h, c->box.w, h};
        zb_shape_rect(c, r, ZB_FIGURE_RADIUS_MM, ZB_BL | ZB_BR, zb_paint_alpha(t->deep, alpha));
        if (c->stage->scene->n_items)
                c->stage->scene->items[c->stage->scene->n_items - 1].layer = layer;

        const char *caption = c->figure->caption;
        double max_w = r.w - 2 * STRIP_INSET_MM;
        struct zb_ink under = zb_ink_mix(t->deep, t->paper, (float)1 - alpha);
        if (c->figure->ai && layer == ZB_LAYER_CHARTS) {
                double em = ai_em(c->stage, (struct zb_rect){0, 0, 0, 0});
                struct zb_label mark = zb_label_white(c, AI_TEXT, "ai", under);
                zb_label_put_tier(c, &mark, ZB_TIER_NOTE, em, r.x + r.w - STRIP_INSET_MM, r.y + h / 2, ZB_RIGHT);
                max_w -= ai_width(em);
        }
        struct zb_label label = zb_label_white(c, caption, "caption", under);
        if (one_line(c->stage, c->figure, c->box.w))
                zb_label_put(c, &label, r.x + STRIP_INSET_MM, r.y + h / 2, ZB_LEFT, max_w);
        else
                zb_label_put2(c, &label, r.x + STRIP_INSET_MM, r.y + h / 2 - zb_label_line_mm(c->stage), ZB_LEFT,
                              max_w);
}

static void draw_ai_corner(struct zb_chart *c)
{
        const struct zb_theme *t = c->stage->o->theme;
        double em = ai_em(c->stage, c->box), h = em * 1.36, w = ai_width(em);
        /* In the corner away from what the picture is about. */
        bool left = c->figure->focus_x > 0.6;
        struct zb_rect r = {left ? c->box.x : c->box.x + c->box.w - w, c->box.y, w, h};
        zb_shape_rect(c, r, ZB_FIGURE_RADIUS_MM, left ? ZB_TL | ZB_BR : ZB_TR | ZB_BL, zb_paint_alpha(t->deep, 0.9));
        if (c->stage->scene->n_items)
                c->stage->scene->items[c->stage->scene->n_items - 1].layer = ZB_LAYER_PICTURES;
        struct zb_label mark = zb_label_white(c, AI_TEXT, "ai", zb_ink_mix(t->deep, t->paper, 0.1));
        zb_label_put_tier(c, &mark, ZB_TIER_NOTE, em, r.x + r.w / 2, r.y + r.h / 2, ZB_CENTER);
}

/* On a deep band the strip would melt into the ground: a thin line keeps the picture's edge. */
static void draw_edge(struct zb_chart *c, struct zb_ink ink, enum zb_layer layer)
{
        struct zb_path outline = {0};
        zb_path_round_rect(c->stage->arena, &outline, zb_rect_inset(c->box, CARD_LINE_MM / 2, CARD_LINE_MM / 2),
                           ZB_FIGURE_RADIUS_MM - CARD_LINE_MM / 2);
        zb_shape_stroke(c, &outline, ink, CARD_LINE_MM, true);
        if (c->stage->scene->n_items) {
                struct zb_item *item = &c->stage->scene->items[c->stage->scene->n_items - 1];
                item->decoration = true;
                item->layer = layer;
        }
}

static void draw_photo(struct zb_chart *c, bool on_dark)
{
        const struct zb_figure *f = c->figure;
        struct zb_item *item = zb_scene_item(c->stage->scene, ZB_ITEM_PICTURE, ZB_LAYER_PICTURES);
        if (!item)
                return;
        item->section = c->section;
        item->name = c->name;
        item->box = c->box;
        item->picture = (struct zb_placed){f->picture,
                                           zb_picture_crop(f->picture, c->box.w, c->box.h, f->focus_x, f->focus_y),
                                           ZB_FIGURE_RADIUS_MM};
        if (*f->caption)
                draw_strip(c, 0.9, ZB_LAYER_PICTURES);
        if (on_dark)
                draw_edge(c, zb_ink_mix(c->stage->o->theme->deep2, c->stage->o->theme->mid, 0.55), ZB_LAYER_PICTURES);
        if (f->ai)
                draw_ai_corner(c);
}

static void draw_card(struct zb_chart *c, const struct zb_chart_kind *kind, bool on_dark)
{
        const struct zb_theme *t = c->stage->o->theme;
        struct zb_rect b = c->box;
        bool strip = *c->figure->caption || c->figure->ai;
        zb_shape_rect(c, b, ZB_FIGURE_RADIUS_MM, 15, zb_paint_linear(t->paper, t->pale, b.x, b.y, b.x, b.y + b.h));
        double px = kind->full ? 0 : pad_x(c->stage), py = kind->full ? 0 : pad_y(c->stage);
        c->body = zb_rect_inset(b, px, py);
        c->body.h -= strip ? zb_figure_strip_mm(c->stage, c->figure, b.w) : 0;
        c->body.h = fmax(c->body.h, 0);
        size_t n_series = c->figure->data.n_series;
        if (n_series > ZB_CHART_MAX_SERIES)
                zb_chart_dropped(c, ZB_CHART_MAX_SERIES, n_series, ZB_MSG("series"));
        kind->draw(c);
        if (strip)
                draw_strip(c, 1, ZB_LAYER_CHARTS);
        if (!on_dark) /* white on deep needs no line */
                draw_edge(c, t->soft, ZB_LAYER_CHARTS);
}

static void add_entry(struct zb_chart *c, const struct zb_figure *f)
{
        struct zb_arena *a = c->stage->arena;
        struct zb_scene_figure *entry = zb_scene_add_figure(c->stage->scene);
        if (!entry)
                return;
        entry->box = c->box;
        entry->type = zb_figure_type_names[f->type];
        entry->caption = zb_arena_strdup(a, f->caption);
        entry->place = zb_arena_strdup(a, f->place);
        entry->ai = f->ai;
        entry->section = c->section;
        entry->picture = f->picture;
        if (f->picture)
                entry->crop = zb_picture_crop(f->picture, c->box.w, c->box.h, f->focus_x, f->focus_y);
        c->stage->scene->ai |= f->ai;
}

static void remark_cut(struct zb_chart *c)
{
        struct zb_arena *a = c->stage->arena;
        zb_chart_remark(c, zb_arena_say(a, "“%s” does not fit its figure and was shortened", c->cut),
                        zb_arena_say(a, "write it shorter or give the figure more room"));
}

/* A chart in less room than it needs is drawn as well as can be, which may not be well: that is said, once.
 */
static void remark_small(struct zb_chart *c)
{
        struct zb_arena *a = c->stage->arena;
        double w, h, caption;
        zb_figure_need(c->stage, c->figure, c->box.w, &w, &h, &caption);
        if (w <= c->box.w + 0.1 && h <= c->box.h + 0.1)
                return;
        zb_chart_remark(c,
                        zb_arena_say(a, "this figure needs %.0f × %.0f mm at least and has %.0f × %.0f mm", ceil(w),
                                     ceil(h), floor(c->box.w), floor(c->box.h)),
                        zb_arena_say(a, "fewer data, shorter words, or more room for the figure"));
}

enum zb_code zb_figure_draw(struct zb_stage *s, const struct zb_figure *f, struct zb_rect box, int section,
                            bool on_dark, struct zb_err *err)
{
        const struct zb_chart_kind *kind = figure_kind_of(f->type);
        const char *zh = kind ? kind->zh : "照片";
        const char *name = *f->caption ? zb_arena_printf(s->arena, "%s %s", zh, f->caption)
                                       : zb_arena_printf(s->arena, "%s %zu", zh, s->scene->n_figures + 1);
        struct zb_chart c = {.stage = s,
                             .figure = f,
                             .box = box,
                             .em = s->em[ZB_TIER_CAPTION],
                             .section = section,
                             .name = name ? name : "",
                             .err = err};
        add_entry(&c, f);
        size_t n_remarks = s->scene->n_remarks;
        if (kind)
                draw_card(&c, kind, on_dark);
        else if (f->picture)
                draw_photo(&c, on_dark);
        if (c.cut)
                remark_cut(&c);
        if (kind && s->scene->n_remarks == n_remarks)
                remark_small(&c);
        if (c.code == ZB_OK && zb_arena_failed(s->arena))
                return zb_err_nomem(err);
        return c.code;
}
