/* SPDX-License-Identifier: Apache-2.0 */
/* The hero's blocks are stacked by their ink, not by their boxes: the picture's top and bottom are the
 * title's ink. */
#include <math.h>
#include <string.h>

#include "hero.h"
#include "ground.h"
#include "title.h"

#define SUBTITLE_LEADING 1.2
/* Large type is set to the left by the blank that its first glyphs begin with, about so much, so that its ink
 * stands on the margin. */
#define OPTICAL_EM 0.04
#define EDGE       6.0 /* mm that even a blank keeps from the visible edge */

/* What the search should know of a head's looks, in the units of its score. */

double zb_head_x(const struct zb_stage *stage, const struct zb_template *t)
{
        return stage->scene->visible.x + t->margin;
}

double zb_head_w(const struct zb_stage *stage, const struct zb_template *t)
{
        return stage->scene->visible.w - 2 * t->margin;
}

/* A very full board says who and why in the caption tier. */
static enum zb_voice_name subtitle_voice(const struct zb_template *t)
{
        return t->tight > 1 ? ZB_VOICE_SUBTITLE_SMALL : ZB_VOICE_SUBTITLE;
}

static enum zb_voice_name lead_voice(const struct zb_template *t)
{
        return t->tight > 1 ? ZB_VOICE_LEAD_SMALL : ZB_VOICE_LEAD;
}

/* ---- planning ---- */

/* The title in so many lines, remembered. */
static const char *title_lines(const struct zb_stage *stage, const struct zb_template *t, size_t n)
{
        struct zb_memo_key key;
        const char *lines;
        memset(&key, 0, sizeof key);
        key.text = zb_memo_text(stage->memo, 0, stage->board->title, (int)n);
        key.voice = ZB_MEMO_TITLE;
        if (zb_memo_find_text(stage->memo, &key, &lines))
                return lines;
        lines = zb_title_break(&t->words, stage->memo_arena, stage->board->title, n);
        zb_memo_keep_text(stage->memo, &key, lines);
        return lines;
}

/* Sets the title as large as its lines allow; its width is what `beside` mm at its right leave. */
static enum zb_code plan_title(const struct zb_stage *stage, const struct zb_template *t,
                               const struct zb_hero_options *o, double beside, struct zb_hero *hero,
                               struct zb_err *err)
{
        double room = zb_head_w(stage, t) - beside, em = o->most_em, measure = INFINITY;
        const char *text = o->lines ? title_lines(stage, t, o->lines) : NULL;
        size_t overfull = 0;
        hero->fits = text || !o->lines;
        if (!text) {
                em = o->least_em;
                measure = fmax(room + OPTICAL_EM * em, 2 * em);
                text = stage->board->title;
        }
        hero->title.text = zb_rich_plain(stage->memo_arena, text, "/title");
        if (zb_voice_set(stage, ZB_VOICE_TITLE, em, &hero->title.text, measure, &hero->title.para, &overfull, err))
                return err->code;
        double fitting = em * room / fmax(zb_para_width(hero->title.para) - OPTICAL_EM * em, 1);
        if (o->lines && fitting < em) {
                em = fmax(fitting, o->least_em);
                hero->fits = hero->fits && fitting >= o->least_em;
                if (zb_voice_set(stage, ZB_VOICE_TITLE, em, &hero->title.text, measure, &hero->title.para, NULL, err))
                        return err->code;
        }
        hero->fits = hero->fits && !overfull && hero->title.para->n_lines <= (o->picture ? 4 : ZB_TITLE_LINES);
        hero->title.x =
                zb_head_x(stage, t) - fmin(zb_para_blank_before(hero->title.para), t->margin - EDGE * t->scale);
        hero->title.top = stage->scene->visible.y + t->hero.top;
        hero->text_mm2 += zb_para_area(hero->title.para, t->hero.title_leading);
        return ZB_OK;
}

/* Between the title and what stands at the right: the title's ink high, no wider than suits a picture or than
 * its pixels allow. */
static void place_picture(const struct zb_stage *stage, const struct zb_template *t, const struct zb_figure *figure,
                          double left, double right, struct zb_hero *hero)
{
        double em = hero->title.para->em_mm, ppi = stage->o->standard->ppi_min;
        double inset = zb_ink_inset(stage, ZB_VOICE_TITLE, em, t->hero.title_leading);
        double height = zb_para_height(hero->title.para, t->hero.title_leading) - 2 * inset;
        const struct zb_picture_info *info = zb_picture_info(figure->picture);
        double most = ppi > 0 ? fmin(t->weight.widest * height, 25.4 * info->width / ppi) : t->weight.widest * height;
        double need_w, need_h, caption, w = fmin(right - left, most);
        hero->picture = (struct zb_rect){right - w, hero->title.top + inset, w, height};
        zb_figure_need(stage, figure, w, &need_w, &need_h, &caption);
        if (w < t->hero.picture_min || need_w > w || need_h > height || caption > w ||
            (ppi > 0 && height > 25.4 * info->height / ppi))
                hero->fits = false;
        hero->figure = figure;
        hero->cost += zb_figure_breaks_caption(stage, figure, w) ? t->weight.caption_hero : 0;
        hero->cost += t->weight.tower * fmax(0, log(0.9 * height / w)) - t->weight.picture;
        hero->image_mm2 += w * height;
}

/* One block under the other; y moves to its bottom. */
static enum zb_code plan_block(const struct zb_stage *stage, enum zb_voice_name voice, const struct zb_rich *text,
                               double x, double measure, double leading, double *y, struct zb_block *block,
                               struct zb_hero *hero, struct zb_err *err)
{
        if (!text->n)
                return ZB_OK;
        block->text = *text;
        if (zb_voice_set(stage, voice, 0, text, measure, &block->para, NULL, err))
                return err->code;
        block->x = x;
        block->top = *y;
        hero->text_mm2 += zb_para_area(block->para, leading);
        *y += zb_para_height(block->para, leading);
        return ZB_OK;
}

/* "星河实验小学 人工智能教育应用案例": who, then what kind of work. In landscape they take a line each. */
static struct zb_rich subtitle_text(const struct zb_stage *stage, const struct zb_template *t, bool two_lines)
{
        const struct zb_spec *b = stage->board;
        const char *text = b->organization;
        if (*b->organization && *b->subtitle)
                text = zb_arena_printf(stage->memo_arena, "%s%s%s", b->organization, two_lines ? "\n" : "\u3000",
                                       b->subtitle);
        else if (*b->subtitle)
                text = b->subtitle;
        if (text)
                text = zb_joined(stage, &t->words, text);
        return zb_rich_plain(stage->memo_arena, text, *b->organization ? "/organization" : "/subtitle");
}

struct zb_rich zb_authors_text(const struct zb_stage *stage)
{
        const struct zb_spec *b = stage->board;
        const char *text = b->n_authors ? "作者：" : "";
        for (size_t i = 0; i < b->n_authors && text; i++)
                text = zb_arena_printf(stage->memo_arena, "%s%s%s", text, i ? "、" : "", b->authors[i]);
        return zb_rich_plain(stage->memo_arena, text, "/authors");
}

static enum zb_code hero_plan_names(const struct zb_stage *stage, const struct zb_template *t, bool two_lines,
                                    bool bare, double x, double w, double *y, struct zb_hero *hero,
                                    struct zb_err *err)
{
        struct zb_rich subtitle = subtitle_text(stage, t, two_lines);
        struct zb_rich authors = bare ? (struct zb_rich){0} : zb_authors_text(stage);
        double text_x = x + t->hero.bar + t->hero.bar_gap, text_w = w - t->hero.bar - t->hero.bar_gap, top = *y;
        const struct zb_para *one_line;
        if (zb_voice_set(stage, subtitle_voice(t), 0, &subtitle, text_w, &one_line, NULL, err))
                return err->code;
        if (one_line->n_lines > 1) /* rather who and what in a line each than a line broken anywhere */
                subtitle = subtitle_text(stage, t, true);
        if (plan_block(stage, subtitle_voice(t), &subtitle, text_x, text_w, SUBTITLE_LEADING, y, &hero->subtitle,
                       hero, err))
                return err->code;
        double inset = stage->em[zb_voice_tier(subtitle_voice(t))] * (SUBTITLE_LEADING - 1) / 2;
        if (hero->subtitle.para)
                hero->bar = (struct zb_rect){x, top + inset, t->hero.bar, *y - top - 2 * inset};
        return plan_block(stage, ZB_VOICE_AUTHORS, &authors, text_x, text_w, SUBTITLE_LEADING, y, &hero->authors,
                          hero, err);
}

/* The narrowest measure with no more lines: a last line of one word becomes a block of like lines. */
static enum zb_code even_measure(const struct zb_stage *stage, const struct zb_template *t,
                                 const struct zb_rich *text, double w, double *ret, struct zb_err *err)
{
        const struct zb_para *para;
        *ret = w;
        if (!text->n)
                return ZB_OK;
        if (zb_voice_set(stage, lead_voice(t), 0, text, w, &para, NULL, err))
                return err->code;
        size_t lines = para->n_lines;
        if (lines < 2 || para->last_em * para->em_mm > 0.5 * w)
                return ZB_OK;
        for (double narrow = w; narrow > 0.6 * w; narrow -= para->em_mm / 2) {
                size_t overfull = 0;
                if (zb_voice_set(stage, lead_voice(t), 0, text, narrow, &para, &overfull, err))
                        return err->code;
                if (para->n_lines > lines || overfull)
                        break;
                *ret = narrow;
        }
        return ZB_OK;
}

static enum zb_code plan_lead(const struct zb_stage *stage, const struct zb_template *t, double *y,
                              struct zb_hero *hero, struct zb_err *err)
{
        double w;
        if (even_measure(stage, t, &stage->board->lead, zb_head_w(stage, t), &w, err))
                return err->code;
        return plan_block(stage, lead_voice(t), &stage->board->lead, zb_head_x(stage, t), w, ZB_LEAD_LEADING, y,
                          &hero->lead, hero, err);
}

static enum zb_code plan_portrait(const struct zb_stage *stage, const struct zb_template *t,
                                  const struct zb_hero_options *o, struct zb_hero *hero, struct zb_err *err)
{
        double x = zb_head_x(stage, t), w = zb_head_w(stage, t), values_h;
        if (plan_title(stage, t, o, o->picture ? t->hero.picture_min + t->hero.picture_gap : 0, hero, err))
                return err->code;
        if (o->picture)
                place_picture(stage, t, o->picture, x + zb_para_width(hero->title.para) + t->hero.picture_gap, x + w,
                              hero);
        double y = hero->title.top + zb_para_height(hero->title.para, t->hero.title_leading) + t->hero.gap * 0.6;
        if (hero_plan_names(stage, t, false, false, x, w, &y, hero, err))
                return err->code;
        if ((stage->board->n_highlights || stage->board->lead.n) && (hero->subtitle.para || hero->authors.para)) {
                hero->rule_y = y + t->hero.gap * 0.5;
                y = hero->rule_y + t->hero.gap * 0.5;
        }
        if (zb_values_plan(stage, t, x, y, w, 0, &hero->values, &values_h, err))
                return err->code;
        hero->text_mm2 += hero->values.text_mm2;
        y += values_h + (values_h > 0 && stage->board->lead.n ? t->hero.gap * 0.5 : 0);
        if (plan_lead(stage, t, &y, hero, err))
                return err->code;
        hero->bottom = y + t->hero.bottom;
        return ZB_OK;
}

/* Title, picture and names side by side; the lead, if any, below them. */
static enum zb_code plan_landscape(const struct zb_stage *stage, const struct zb_template *t,
                                   const struct zb_hero_options *o, struct zb_hero *hero, struct zb_err *err)
{
        double x = zb_head_x(stage, t), w = zb_head_w(stage, t), y = 0;
        /* The names' width is what they need; they are set once to know it, once more in their place. */
        if (hero_plan_names(stage, t, true, o->bare, 0, w / 2, &y, hero, err))
                return err->code;
        double names_h = y, names_w = 0;
        if (hero->subtitle.para)
                names_w = zb_para_width(hero->subtitle.para);
        if (hero->authors.para)
                names_w = fmax(names_w, zb_para_width(hero->authors.para));
        if (names_w > 0)
                names_w += t->hero.bar + t->hero.bar_gap + 1;
        double beside = (names_w > 0 ? names_w + t->hero.picture_gap : 0) +
                        (o->picture ? t->hero.picture_min + t->hero.picture_gap : 0);
        if (plan_title(stage, t, o, beside, hero, err))
                return err->code;
        double title_h = zb_para_height(hero->title.para, t->hero.title_leading);
        double names_x = x + w - names_w, h = fmax(title_h, names_h);
        if (names_w > 0) {
                hero->text_mm2 = zb_para_area(hero->title.para, t->hero.title_leading);
                y = hero->title.top + (h - names_h) / 2;
                if (hero_plan_names(stage, t, true, o->bare, names_x, names_w, &y, hero, err))
                        return err->code;
        }
        if (o->picture)
                place_picture(stage, t, o->picture, x + zb_para_width(hero->title.para) + t->hero.picture_gap,
                              names_w > 0 ? names_x - t->hero.picture_gap : x + w, hero);
        y = hero->title.top + h;
        if (stage->board->lead.n && !o->bare)
                y += t->hero.gap * 0.3;
        if (!o->bare && plan_lead(stage, t, &y, hero, err))
                return err->code;
        hero->bottom = y + t->hero.bottom;
        return ZB_OK;
}

enum zb_code zb_hero_plan(const struct zb_stage *stage, const struct zb_template *t,
                          const struct zb_hero_options *options, struct zb_hero *ret, struct zb_err *err)
{
        struct zb_hero hero = {.fits = true, .bare = options->bare};
        enum zb_code code = t->landscape ? plan_landscape(stage, t, options, &hero, err)
                                         : plan_portrait(stage, t, options, &hero, err);
        if (code)
                return code;
        double lines = (double)hero.title.para->n_lines;
        hero.cost += t->weight.title_lines * fmax(0, lines - 2) * fmax(0, lines - 2);
        hero.cost += t->weight.title_small * (t->title_em[0] / t->scale - hero.title.para->em_mm / t->scale);
        *ret = hero;
        return ZB_OK;
}

/* ---- drawing ---- */

static void hero_put(struct zb_stage *stage, enum zb_voice_name voice, const struct zb_block *b, double leading)
{
        if (b->para)
                zb_voice_put(stage, voice, b->para, &b->text, leading, -1, b->x, b->top);
}

enum zb_code zb_hero_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_hero *hero,
                          struct zb_err *err)
{
        const struct zb_theme *theme = stage->o->theme;
        hero_put(stage, ZB_VOICE_TITLE, &hero->title, t->hero.title_leading);
        if (hero->figure && zb_figure_draw(stage, hero->figure, hero->picture, -1, true, err))
                return err->code;
        if (hero->bar.w > 0)
                zb_add_rect(stage, -1, "色条", hero->bar, 1.5, ZB_TL | ZB_TR | ZB_BR | ZB_BL,
                            zb_paint_solid(theme->accent));
        hero_put(stage, subtitle_voice(t), &hero->subtitle, SUBTITLE_LEADING);
        hero_put(stage, ZB_VOICE_AUTHORS, &hero->authors, SUBTITLE_LEADING);
        if (hero->rule_y > 0)
                zb_add_rect(stage, -1, "细线",
                            (struct zb_rect){zb_head_x(stage, t), hero->rule_y - .4, zb_head_w(stage, t), .8}, 0, 0,
                            zb_paint_alpha(theme->mid, .6));
        zb_values_draw(stage, &hero->values);
        hero_put(stage, lead_voice(t), &hero->lead, ZB_LEAD_LEADING);
        return ZB_OK;
}
