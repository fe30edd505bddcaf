/* SPDX-License-Identifier: Apache-2.0 */
/* The hero's blocks are stacked by their ink, not by their boxes: the picture's top and bottom are the
 * title's ink. */
#include <math.h>
#include <string.h>

#include "hero.h"

#define SUBTITLE_LEADING 1.2
#define LEAD_LEADING     1.24
#define LABEL_LEADING    1.16
#define VALUE_LEADING    1.1
/* Large type is set a hair to the left, so that its stems stand on the margin. */
#define OPTICAL_EM 0.04

double zb_content_x(const struct zb_stage *stage, const struct zb_template *t)
{
        return stage->scene->visible.x + t->margin;
}

double zb_content_w(const struct zb_stage *stage, const struct zb_template *t)
{
        return stage->scene->visible.w - 2 * t->margin;
}

static enum zb_code plan_title(const struct zb_stage *stage, const struct zb_template *t,
                               struct zb_arena *arena, const struct zb_hero_options *o, struct zb_hero *hero,
                               struct zb_err *err)
{
        double w = zb_content_w(stage, t), measure = w + OPTICAL_EM * o->title_em;
        size_t overfull = 0;
        hero->title_text = zb_rich_plain(arena, stage->board->title, "/title");
        if (o->picture)
                measure -= t->hero.picture_min + t->hero.picture_gap;
        if (zb_voice_set(stage, arena, ZB_VOICE_TITLE, o->title_em, &hero->title_text, measure, &hero->title,
                         &overfull, err))
                return err->code;
        hero->title_lines = hero->title->n_lines;
        hero->title_top = stage->scene->visible.y + t->hero.top;
        hero->fits = overfull == 0 && hero->title_lines <= (o->picture ? 3 : 6);
        hero->text_mm2 += zb_para_area(hero->title, t->hero.title_leading);
        return ZB_OK;
}

static void plan_picture(const struct zb_stage *stage, const struct zb_template *t,
                         const struct zb_hero_options *o, struct zb_hero *hero)
{
        if (!o->picture)
                return;
        double inset = zb_ink_inset(stage, ZB_VOICE_TITLE, o->title_em, t->hero.title_leading);
        double x0 = zb_content_x(stage, t), w = zb_content_w(stage, t);
        double left = x0 + zb_para_width(hero->title) + t->hero.picture_gap;
        double top = hero->title_top + inset;
        double height = zb_para_height(hero->title, t->hero.title_leading) - 2 * inset;
        double need_w, need_h, caption;
        hero->picture = (struct zb_rect){left, top, x0 + w - left, height};
        zb_figure_need(stage, o->picture, hero->picture.w, &need_w, &need_h, &caption);
        if (hero->picture.w < t->hero.picture_min || need_w > hero->picture.w || need_h > height ||
            caption > hero->picture.w)
                hero->fits = false;
        hero->figure = o->picture;
        hero->image_mm2 += hero->picture.w * hero->picture.h;
}

/* "星河实验小学 人工智能教育应用案例": who, then what kind of work. */
static enum zb_code plan_subtitle(const struct zb_stage *stage, const struct zb_template *t,
                                  struct zb_arena *arena, struct zb_hero *hero, double *y, struct zb_err *err)
{
        const struct zb_board *b = stage->board;
        if (!*b->organization && !*b->subtitle)
                return ZB_OK;
        const char *text = *b->organization && *b->subtitle
                                   ? zb_arena_printf(arena, "%s\u3000%s", b->organization, b->subtitle)
                           : *b->organization ? b->organization
                                              : b->subtitle;
        double measure = zb_content_w(stage, t) - t->hero.bar - t->hero.bar_gap;
        hero->subtitle_text = zb_rich_plain(arena, text, *b->organization ? "/organization" : "/subtitle");
        if (zb_voice_set(stage, arena, ZB_VOICE_SUBTITLE, 0, &hero->subtitle_text, measure, &hero->subtitle,
                         NULL, err))
                return err->code;
        hero->subtitle_top = *y;
        hero->text_mm2 += zb_para_area(hero->subtitle, SUBTITLE_LEADING);
        *y += zb_para_height(hero->subtitle, SUBTITLE_LEADING);
        return ZB_OK;
}

static enum zb_code plan_authors(const struct zb_stage *stage, const struct zb_template *t,
                                 struct zb_arena *arena, struct zb_hero *hero, double *y, struct zb_err *err)
{
        const struct zb_board *b = stage->board;
        const char *text = "作者：";
        if (!b->n_authors)
                return ZB_OK;
        for (size_t i = 0; i < b->n_authors && text; i++)
                text = zb_arena_printf(arena, "%s%s%s", text, i ? "、" : "", b->authors[i]);
        hero->authors_text = zb_rich_plain(arena, text, "/authors");
        if (zb_voice_set(stage, arena, ZB_VOICE_AUTHORS, 0, &hero->authors_text,
                         zb_content_w(stage, t) - t->hero.bar - t->hero.bar_gap, &hero->authors, NULL, err))
                return err->code;
        hero->authors_top = *y;
        hero->text_mm2 += zb_para_area(hero->authors, SUBTITLE_LEADING);
        *y += zb_para_height(hero->authors, SUBTITLE_LEADING);
        return ZB_OK;
}

/* Key figures share the width in one row of like gaps; value and label stand on one centre line. When they do
 * not fit the values shrink towards the heading tier's least size; then two rows. */
static enum zb_code set_values(const struct zb_stage *stage, const struct zb_template *t,
                               struct zb_arena *arena, struct zb_hero *hero, size_t per_row, bool *ret_fits,
                               struct zb_err *err)
{
        const struct zb_board *b = stage->board;
        double w = zb_content_w(stage, t), x0 = zb_content_x(stage, t);
        *ret_fits = true;
        for (size_t row = 0; row * per_row < hero->n_values; row++) {
                size_t first = row * per_row,
                       n = hero->n_values - first < per_row ? hero->n_values - first : per_row;
                double used = 0, width[ZB_MAX_VALUES];
                for (size_t i = first; i < first + n; i++) {
                        const struct zb_highlight *h = &b->highlights[i];
                        double label_max =
                                stage->em[ZB_TIER_CAPTION] * ceil((double)zb_utf8_length(h->label) / 2 + .01);
                        hero->values[i].value_text = zb_rich_plain(arena, h->value, h->place);
                        hero->values[i].label_text = zb_rich_plain(arena, h->label, h->place);
                        if (zb_voice_set(stage, arena, ZB_VOICE_VALUE, hero->value_em,
                                         &hero->values[i].value_text, INFINITY, &hero->values[i].value, NULL,
                                         err) ||
                            zb_voice_set(stage, arena, ZB_VOICE_VALUE_LABEL, 0, &hero->values[i].label_text,
                                         label_max * 1.05, &hero->values[i].label, NULL, err))
                                return err->code;
                        width[i] = zb_para_width(hero->values[i].value) + t->hero.value_gap +
                                   zb_para_width(hero->values[i].label);
                        used += width[i];
                        if (hero->values[i].label->n_lines > 2)
                                *ret_fits = false;
                }
                double gap = n > 1 ? (w - used) / (double)(n - 1) : 0;
                if (used > w || (n > 1 && gap < t->hero.cell_gap))
                        *ret_fits = false;
                double x = x0;
                for (size_t i = first; i < first + n; i++) {
                        hero->values[i].x = x;
                        hero->values[i].label_x =
                                x + zb_para_width(hero->values[i].value) + t->hero.value_gap;
                        hero->values[i].y = (double)row * hero->values_row_h;
                        x += width[i] + gap;
                }
        }
        return ZB_OK;
}

static enum zb_code plan_values(const struct zb_stage *stage, const struct zb_template *t,
                                struct zb_arena *arena, struct zb_hero *hero, double *y, struct zb_err *err)
{
        hero->n_values =
                stage->board->n_highlights < ZB_MAX_VALUES ? stage->board->n_highlights : ZB_MAX_VALUES;
        if (!hero->n_values)
                return ZB_OK;
        bool fits = false;
        for (size_t rows = 1; rows <= hero->n_values && !fits; rows++) {
                size_t per_row = (hero->n_values + rows - 1) / rows;
                for (int shrink = 0; shrink < 3 && !fits; shrink++) {
                        hero->value_em = stage->em[ZB_TIER_HEADING] * (1 - 0.05 * shrink);
                        hero->values_row_h = fmax(hero->value_em * VALUE_LEADING,
                                                  stage->em[ZB_TIER_CAPTION] * LABEL_LEADING * 2);
                        if (set_values(stage, t, arena, hero, per_row, &fits, err))
                                return err->code;
                }
        }
        hero->values_top = *y;
        for (size_t i = 0; i < hero->n_values; i++)
                hero->text_mm2 += zb_para_area(hero->values[i].value, VALUE_LEADING) +
                                  zb_para_area(hero->values[i].label, LABEL_LEADING);
        *y += hero->values[hero->n_values - 1].y + hero->values_row_h;
        return ZB_OK;
}

static enum zb_code plan_lead(const struct zb_stage *stage, const struct zb_template *t,
                              struct zb_arena *arena, struct zb_hero *hero, double *y, struct zb_err *err)
{
        if (!stage->board->lead.n)
                return ZB_OK;
        if (zb_voice_set(stage, arena, ZB_VOICE_LEAD, 0, &stage->board->lead, zb_content_w(stage, t),
                         &hero->lead, NULL, err))
                return err->code;
        hero->lead_top = *y;
        hero->text_mm2 += zb_para_area(hero->lead, LEAD_LEADING);
        *y += zb_para_height(hero->lead, LEAD_LEADING);
        return ZB_OK;
}

enum zb_code zb_hero_plan(const struct zb_stage *stage, const struct zb_template *t, struct zb_arena *arena,
                          const struct zb_hero_options *options, struct zb_hero *ret, struct zb_err *err)
{
        struct zb_hero hero = {0};
        enum zb_code code = plan_title(stage, t, arena, options, &hero, err);
        if (code)
                return code;
        plan_picture(stage, t, options, &hero);
        double y = hero.title_top + zb_para_height(hero.title, t->hero.title_leading) + t->hero.gap * 0.6;
        double after_title = y;
        if ((code = plan_subtitle(stage, t, arena, &hero, &y, err)) ||
            (code = plan_authors(stage, t, arena, &hero, &y, err)))
                return code;
        if ((stage->board->n_highlights || stage->board->lead.n) && y > after_title) {
                hero.rule_y = y + t->hero.gap * 0.5;
                y = hero.rule_y + t->hero.gap * 0.5;
        }
        if ((code = plan_values(stage, t, arena, &hero, &y, err)))
                return code;
        if (hero.n_values && hero.lead)
                y += t->hero.gap * 0.5;
        if ((code = plan_lead(stage, t, arena, &hero, &y, err)))
                return code;
        hero.bottom = y + t->hero.bottom;
        *ret = hero;
        return ZB_OK;
}

/* ---- drawing ---- */

static void add_rect(struct zb_stage *stage, const char *name, struct zb_rect r, double radius,
                     struct zb_paint fill)
{
        struct zb_item *item = zb_scene_item(stage->scene, ZB_ITEM_SHAPE, ZB_LAYER_BACKGROUND);
        if (!item)
                return;
        zb_path_round_rect(stage->arena, &item->shape.path, r, radius);
        item->shape.fill = fill;
        item->box = r;
        item->name = name;
        item->section = -1;
        item->decoration = true;
}

static void draw_values(struct zb_stage *stage, const struct zb_template *t, const struct zb_hero *hero)
{
        for (size_t i = 0; i < hero->n_values; i++) {
                double top = hero->values_top + hero->values[i].y, mid = top + hero->values_row_h / 2;
                const struct zb_para *value = hero->values[i].value, *label = hero->values[i].label;
                zb_voice_put(stage, ZB_VOICE_VALUE, value, &hero->values[i].value_text, VALUE_LEADING, -1,
                             hero->values[i].x, mid - zb_para_height(value, VALUE_LEADING) / 2);
                zb_voice_put(stage, ZB_VOICE_VALUE_LABEL, label, &hero->values[i].label_text, LABEL_LEADING,
                             -1, hero->values[i].label_x, mid - zb_para_height(label, LABEL_LEADING) / 2);
                if (i + 1 < hero->n_values && hero->values[i + 1].y <= hero->values[i].y) {
                        double end = hero->values[i].label_x + zb_para_width(label);
                        double x = (end + hero->values[i + 1].x) / 2;
                        add_rect(stage, "分隔线", (struct zb_rect){x - .4, mid - 22, .8, 44}, 0,
                                 zb_paint_alpha(stage->o->theme->mid, .8));
                }
        }
}

enum zb_code zb_hero_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_hero *hero,
                          struct zb_err *err)
{
        const struct zb_theme *theme = stage->o->theme;
        double x = zb_content_x(stage, t), w = zb_content_w(stage, t),
               text_x = x + t->hero.bar + t->hero.bar_gap;

        zb_voice_put(stage, ZB_VOICE_TITLE, hero->title, &hero->title_text, t->hero.title_leading, -1,
                     x - OPTICAL_EM * hero->title->em_mm, hero->title_top);
        if (hero->figure && zb_figure_draw(stage, hero->figure, hero->picture, -1, true, err))
                return err->code;
        if (hero->subtitle) {
                double em = stage->em[ZB_TIER_BODY], inset = em * (SUBTITLE_LEADING - 1) / 2;
                double h = zb_para_height(hero->subtitle, SUBTITLE_LEADING) - 2 * inset;
                add_rect(stage, "色条", (struct zb_rect){x, hero->subtitle_top + inset, t->hero.bar, h}, 1.5,
                         zb_paint_solid(theme->accent));
                zb_voice_put(stage, ZB_VOICE_SUBTITLE, hero->subtitle, &hero->subtitle_text, SUBTITLE_LEADING,
                             -1, text_x, hero->subtitle_top);
        }
        if (hero->authors)
                zb_voice_put(stage, ZB_VOICE_AUTHORS, hero->authors, &hero->authors_text, SUBTITLE_LEADING,
                             -1, text_x, hero->authors_top);
        if (hero->rule_y > 0)
                add_rect(stage, "细线", (struct zb_rect){x, hero->rule_y - .4, w, .8}, 0,
                         zb_paint_alpha(theme->mid, .6));
        draw_values(stage, t, hero);
        if (hero->lead)
                zb_voice_put(stage, ZB_VOICE_LEAD, hero->lead, &stage->board->lead, LEAD_LEADING, -1, x,
                             hero->lead_top);
        return ZB_OK;
}
