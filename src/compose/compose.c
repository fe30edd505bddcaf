/* SPDX-License-Identifier: Apache-2.0 */
/* The composer: solve, draw, look at what was drawn, and solve once more if the estimate of the text inside
 * figures was off. What had to be given up is written into the scene's remarks. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compose.h"
#include "ground.h"
#include "solver.h"

#define SHARE_EXACT 0.003 /* estimate and drawing may differ by so much */

static enum zb_code draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_solution *s,
                         struct zb_err *err)
{
        const struct zb_theme *theme = stage->o->theme;
        struct zb_scene *scene = stage->scene;
        double bottom = scene->visible.y + scene->visible.h, foot_top = bottom - s->foot.height;
        bool z = stage->board->path == ZB_PATH_Z;
        double y = s->hero.bottom + t->hero.stripe + t->row.first_gap + s->gap_extra;
        struct zb_row_place places[ZB_MAX_SECTIONS];

        zb_ground_band(stage, "纸面", 0, scene->height_mm,
                       zb_paint_linear(theme->paper, theme->mist, 0, 0, 0, scene->height_mm));
        for (size_t i = 0; i < s->rows.n; i++) {
                const struct zb_row *row = &s->rows.rows[i];
                struct zb_row_size size = zb_row_measure(stage, t, row, s->leading);
                places[i] = (struct zb_row_place){.y = y,
                                                  .h = fmax(size.row, size.text + s->heading_extra) +
                                                       s->row_extra,
                                                  .heading_extra = s->heading_extra,
                                                  .mirrored = z && i % 2 == 1,
                                                  .leading = s->leading,
                                                  .gap = s->gap};
                y += places[i].h;
                if (row->n_column < row->n_figures) {
                        places[i].strip_y = y + s->gap * 0.6;
                        places[i].strip_h = s->strip_h;
                        y = places[i].strip_y + s->strip_h;
                }
                double gap = i + 1 < s->rows.n ? s->gap + s->gap_extra : 0;
                if (i % 2 == 1) {
                        double from = places[i].y - (s->gap + s->gap_extra) / 2;
                        zb_ground_band(stage, "板块底色", from, i + 1 < s->rows.n ? y + gap / 2 : foot_top,
                                       zb_paint_solid(theme->pale));
                }
                y += gap;
        }
        zb_ground_hero(stage, s->hero.bottom, t->hero.stripe);
        zb_ground_foot(stage, foot_top);
        if (zb_hero_draw(stage, t, &s->hero, err))
                return err->code;
        for (size_t i = 0; i < s->rows.n; i++)
                if (zb_row_draw(stage, t, &s->rows, i, &places[i], err))
                        return err->code;
        return zb_foot_draw(stage, t, &s->foot, foot_top, err);
}

/* Area of the text that stands in figures, in units of the caption em squared: it does not depend on the size
 * then. */
static double label_area(const struct zb_scene *scene, double caption_em)
{
        double area = 0;
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                if (item->kind != ZB_ITEM_TEXT)
                        continue;
                for (size_t k = 0; k < scene->n_figures; k++)
                        if (zb_rect_contains(scene->figures[k].box, item->box, 2)) {
                                area += item->box.w * item->box.h;
                                break;
                        }
        }
        return area / (caption_em * caption_em);
}

/* A first guess of the same from the captions alone. */
static double guess_labels(const struct zb_board *board)
{
        double ems = 0;
        for (size_t i = 0; i < board->n_sections; i++)
                for (size_t k = 0; k < board->sections[i].n_figures; k++) {
                        const struct zb_figure *f = &board->sections[i].figures[k];
                        ems += (double)zb_utf8_length(f->caption) + (double)f->data.n_labels * 4;
                }
        return ems * 1.2;
}

static void remark(struct zb_scene *scene, const char *rule, const char *place, struct zb_msg text,
                   struct zb_msg fix)
{
        struct zb_scene_remark *r = zb_scene_remark(scene);
        if (r)
                *r = (struct zb_scene_remark){.rule = rule, .place = place, .text = text, .fix = fix};
}

static void explain(struct zb_scene *scene, const struct zb_template *t, const struct zb_solution *s)
{
        struct zb_arena *a = scene->arena;
        if (s->shrink < 1)
                remark(scene, "compose.overfull", "/sections",
                       zb_arena_msg(a, "文字放不下：各级字号缩到了标准下限的 %d%%",
                                    "the text does not fit: type was shrunk to %d %% of the standard's least "
                                    "sizes",
                                    (int)(s->shrink * 100)),
                       zb_arena_msg(a, "请删减正文，或减少图片与板块",
                                    "cut the body text, or drop figures or a section"));
        else if (t->steps[s->step].relaxed)
                remark(scene, "compose.relaxed", "/sections",
                       zb_arena_msg(
                               a, "文字较多：部分字号只满足厘米要求，没有达到磅值要求",
                               "much text: some sizes keep the centimetre range only, not the point range"),
                       zb_arena_msg(a, "正文删去一些字，字号就能回到磅值范围",
                                    "cut some body text and the sizes return to the point range"));
        if (s->hole > 40)
                remark(scene, "compose.sparse", "/sections",
                       zb_arena_msg(a, "内容偏少：文字下方共空出 %d 毫米",
                                    "little content: %d mm stay empty below the text", (int)s->hole),
                       zb_arena_msg(a, "可以补充正文或图片", "add some text or figures"));
}

static struct zb_scene *new_scene(const struct zb_board *board, const struct zb_compose_options *o)
{
        double w = o->standard->width_mm > 0 ? o->standard->width_mm : 785;
        double h = o->standard->height_mm > 0 ? o->standard->height_mm : 1780;
        struct zb_scene *scene = zb_scene_new(w, h, o->process->bleed_mm);
        if (!scene)
                return NULL;
        scene->visible = zb_standard_visible(o->standard, w, h);
        scene->fonts = o->fonts;
        scene->title = zb_arena_strdup(scene->arena, board->title);
        for (char *c = (char *)scene->title; c && *c; c++)
                if (*c == '\n')
                        *c = ' ';
        scene->subject = zb_arena_strdup(scene->arena, board->subtitle);
        scene->author = zb_arena_strdup(scene->arena, board->organization);
        scene->path_used = board->path == ZB_PATH_Z ? "Z" : "F";
        for (size_t i = 0; i < board->n_sections; i++)
                for (size_t k = 0; k < board->sections[i].n_figures; k++)
                        scene->ai = scene->ai || board->sections[i].figures[k].ai;
        return scene;
}

static void set_stage(struct zb_stage *stage, struct zb_scene *scene)
{
        stage->scene = scene;
        stage->arena = scene->arena;
}

/* One round: solve with an estimate, draw into a fresh scene. */
static enum zb_code compose_once(struct zb_stage *stage, const struct zb_template *t, double label_mm2,
                                 struct zb_solution *s, struct zb_arena *arena, struct zb_err *err)
{
        enum zb_code code = zb_solve(stage, t, arena, label_mm2, s, err);
        if (code)
                return code;
        zb_solution_apply(stage, s);
        return draw(stage, t, s, err);
}

enum zb_code zb_compose(const struct zb_board *board, const struct zb_compose_options *options,
                        struct zb_scene **ret, struct zb_err *err)
{
        struct zb_stage stage = {.board = board,
                                 .o = options,
                                 .weight = {ZB_HEAVY, ZB_BOLD, ZB_REGULAR, ZB_MEDIUM, ZB_REGULAR}};
        struct zb_arena *arena = zb_arena_new();
        struct zb_solution *s = arena ? zb_arena_alloc(arena, sizeof *s) : NULL;
        struct zb_scene *scene = NULL;
        struct zb_template t;
        enum zb_code code = ZB_OK;

        if (!s) {
                zb_arena_free(arena);
                return zb_err_nomem(err);
        }
        if (board->orientation == ZB_LANDSCAPE) {
                code = zb_err_set(err, ZB_INPUT, "/orientation", "暂时只能排竖版（portrait），横版还没有做",
                                  "only portrait boards can be composed so far");
                goto out;
        }
        code = zb_template_load(options->layouts_dir, "portrait", arena, &t, err);
        double labels = guess_labels(board), drawn = labels;
        for (int round = 0; !code && round < 3; round++) {
                zb_scene_free(scene);
                scene = new_scene(board, options);
                if (!scene) {
                        code = zb_err_nomem(err);
                        break;
                }
                set_stage(&stage, scene);
                labels = drawn;
                code = compose_once(&stage, &t, labels, s, arena, err);
                if (code)
                        break;
                drawn = label_area(scene, s->em[ZB_TIER_CAPTION]);
                double text = drawn * s->em[ZB_TIER_CAPTION] * s->em[ZB_TIER_CAPTION];
                if (fabs(drawn - labels) / (drawn + 1) * text < SHARE_EXACT * 1e6)
                        break;
        }
        if (!code) {
                explain(scene, &t, s);
                if (zb_arena_failed(scene->arena) || zb_arena_failed(arena))
                        code = zb_err_nomem(err);
        }
out:
        zb_arena_free(arena);
        if (code)
                zb_scene_free(scene);
        else
                *ret = scene;
        return code;
}
