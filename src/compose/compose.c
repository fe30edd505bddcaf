/* SPDX-License-Identifier: Apache-2.0 */
/* The composer: solve, draw, look at what was drawn, and solve once more if the estimate of the text inside
 * figures was off. What had to be given up is written into the scene's remarks. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compose.h"
#include "ground.h"
#include "trial.h"

#define SHARE_NEAR  0.01   /* estimate and drawing may differ by so much */
#define SHARE_EXACT 0.0007 /* and the drawing keep so far from what is asked */
#define ROUNDS      4
#define MAIN_W      785.0 /* the board that the templates were made for, mm */
#define MAIN_H      1780.0

/* Where each section stands. */
static void place_rows(const struct zb_stage *stage, const struct zb_solution *s, struct zb_row_place *places)
{
        double y = s->hero.bottom + s->t->hero.stripe + s->t->row.first_gap + s->layout.gap_extra;
        bool alternate = strcmp(stage->scene->path_used, "Z") == 0 && !s->t->landscape;
        for (size_t line = 0; line < s->rows.n_lines; line++) {
                for (size_t i = 0; i < s->rows.n; i++) {
                        if (s->rows.line_of[i] != line)
                                continue;
                        places[i] = zb_layout_place(stage, s, i, y);
                        places[i].mirrored = alternate && i % 2 == 1;
                }
                y += s->layout.line_h[line] + s->layout.gap + s->layout.gap_extra;
        }
}

/* Paper, a tint under every second line, the dark head and foot. */
static void draw_ground(struct zb_stage *stage, const struct zb_template *t, const struct zb_solution *s)
{
        const struct zb_theme *theme = stage->o->theme;
        struct zb_scene *scene = stage->scene;
        double end = s->foot.height > 0 ? scene->visible.y + scene->visible.h - s->foot.height : scene->height_mm;
        double right = s->foot.panel.w > 0 ? s->foot.panel.x : scene->width_mm;
        double gap = s->layout.gap + s->layout.gap_extra,
               y = s->hero.bottom + t->hero.stripe + t->row.first_gap + s->layout.gap_extra;

        zb_ground_band(stage, "纸面", 0, scene->height_mm,
                       zb_paint_linear(theme->paper, theme->mist, 0, 0, 0, scene->height_mm));
        for (size_t line = 0; line < s->rows.n_lines; line++) {
                bool last = line + 1 == s->rows.n_lines;
                if (line % 2 == 1)
                        zb_ground_band_to(stage, "板块底色", y - gap / 2,
                                          last ? end : y + s->layout.line_h[line] + gap / 2, right,
                                          zb_paint_solid(theme->pale));
                y += s->layout.line_h[line] + gap;
        }
        zb_ground_hero(stage, s->hero.bottom, t->hero.stripe);
        if (s->foot.panel.w > 0)
                zb_ground_panel(stage, s->foot.panel.x, s->foot.panel.y);
        else if (s->foot.height > 0)
                zb_ground_foot(stage, end);
}

static enum zb_code compose_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_solution *s,
                                 struct zb_err *err)
{
        struct zb_row_place places[ZB_MAX_SECTIONS];
        if (stage->board->path == ZB_PATH_AUTO) /* a picture beside the title opens the F; else pictures zigzag */
                stage->scene->path_used = t->landscape || !s->hero.figure ? "Z" : "F";
        place_rows(stage, s, places);
        draw_ground(stage, t, s);
        if (zb_hero_draw(stage, t, &s->hero, err))
                return err->code;
        for (size_t i = 0; i < s->rows.n; i++)
                if (zb_row_draw(stage, t, &s->rows, i, &places[i], err))
                        return err->code;
        if (zb_foot_draw(stage, t, &s->foot, err))
                return err->code;
        zb_ground_clear(stage);
        return ZB_OK;
}

/* Areas on a scene, as the standard measures them: figures; text; the text that stands in figures. */
struct compose_areas {
        double image, text, labels;
};

static struct compose_areas areas_of(const struct zb_scene *scene)
{
        struct compose_areas sum = {0, 0, 0};
        for (size_t k = 0; k < scene->n_figures; k++)
                sum.image += scene->figures[k].box.w * scene->figures[k].box.h;
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                if (item->kind != ZB_ITEM_TEXT)
                        continue;
                sum.text += item->box.w * item->box.h;
                for (size_t k = 0; k < scene->n_figures; k++)
                        if (zb_rect_contains(scene->figures[k].box, item->box, 2)) {
                                sum.labels += item->box.w * item->box.h;
                                break;
                        }
        }
        return sum;
}

/* A first guess of the text in figures from captions and labels alone, in caption em². */
static double guess_labels(const struct zb_spec *board)
{
        double ems = 0;
        for (size_t i = 0; i < board->n_sections; i++)
                for (size_t k = 0; k < board->sections[i].n_figures; k++) {
                        const struct zb_figure *f = &board->sections[i].figures[k];
                        ems += (double)zb_utf8_length(f->caption) + (double)f->data.n_labels * 4;
                }
        return ems * 1.2;
}

static void remark(struct zb_scene *scene, const char *rule, const char *place, struct zb_msg text, struct zb_msg fix)
{
        struct zb_scene_remark *r = zb_scene_remark(scene);
        if (r)
                *r = (struct zb_scene_remark){.rule = rule, .place = place, .text = text, .fix = fix};
}

/* A theme of one's own whose inks cannot be read on one another: which key, and what to write there. */
static void explain_theme(const struct zb_stage *stage)
{
        struct zb_arena *a = stage->arena;
        struct zb_theme_weakness weak[ZB_THEME_WEAKNESSES];
        const struct zb_compose_options *o = stage->o;
        if (!o->profile || !zb_standard_clause(o->standard, "text.contrast"))
                return;
        size_t n = zb_theme_weaknesses(o->theme, o->profile, o->standard->contrast_min, weak);
        for (size_t i = 0; i < n; i++) {
                const struct zb_theme_weakness *w = &weak[i];
                char have[40], least[40];
                zb_num(have, w->contrast, 1);
                zb_num(least, o->standard->contrast_min, 1);
                int c = (int)lround(100 * w->better.c), m = (int)lround(100 * w->better.m),
                    y = (int)lround(100 * w->better.y), k = (int)lround(100 * w->better.k);
                remark(stage->scene, "text.contrast", "/theme",
                       zb_arena_say(a, "the theme's %s on %s has a contrast of %s, %s is needed", w->text, w->ground,
                                    have, least),
                       w->curable
                               ? zb_arena_say(a, "make the theme's inks.%s [%d, %d, %d, %d]", w->change, c, m, y, k)
                               : zb_arena_say(a,
                                              "it cannot be darkened enough within 300 %% of ink: choose a "
                                              "darker colour for inks.%s",
                                              w->change));
        }
}

/* Characters of all body text, and how many of them would have to go for its area to shrink to `part`. */
static size_t body_chars(const struct zb_spec *board)
{
        size_t n = 0;
        for (size_t i = 0; i < board->n_sections; i++)
                for (size_t k = 0; k < board->sections[i].n_text; k++)
                        n += zb_count_chars(board->sections[i].text[k].plain);
        return n;
}

/* Body characters that would have to go for all type to be set in the sizes `em`: what its area grows by, in
 * the room that a character takes there. Captions stand in their pictures and take none. */
static int chars_over(const struct zb_scene *scene, const struct zb_solution *s, const double *em, size_t chars)
{
        double grows = 0;
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                if (item->kind != ZB_ITEM_TEXT || item->text.tier == ZB_TIER_CAPTION)
                        continue;
                double ratio = fmax(1, em[item->text.tier] / s->em[item->text.tier]);
                grows += item->box.w * item->box.h * (ratio * ratio - 1);
        }
        double over = ceil(grows / (em[ZB_TIER_BODY] * em[ZB_TIER_BODY] * s->layout.leading));
        return (int)fmin(fmax(over, 1), (double)chars);
}

static void explain_overfull(struct zb_scene *scene, const struct zb_solution *s, size_t chars)
{
        struct zb_arena *a = scene->arena;
        double em[ZB_N_TIERS];
        for (int tier = 0; tier < ZB_N_TIERS; tier++)
                em[tier] = s->em[tier] / s->shrink;
        int over = chars_over(scene, s, em, chars), left = (int)chars - over;
        remark(scene, "compose.overfull", "/sections",
               zb_arena_say(a,
                            "the text does not fit: type was shrunk to %d %% of the standard's least sizes; of %d "
                            "characters of body text about %d are too many",
                            (int)(s->shrink * 100), (int)chars, over),
               zb_arena_say(a,
                            "cut the body text to about %d characters, or drop a figure or a key figure; zhanban "
                            "plan tells the exact numbers of each section",
                            left));
}

/* Sizes by centimetres only: what would bring the points back. */
static void explain_relaxed(struct zb_scene *scene, const struct zb_template *t, const struct zb_solution *s,
                            size_t chars)
{
        struct zb_arena *a = scene->arena;
        size_t whole = s->step;
        char pt[40];
        while (whole > 0 && t->steps[whole].relaxed)
                whole--;
        double em[ZB_N_TIERS];
        memcpy(em, t->steps[whole].em, sizeof em);
        em[ZB_TIER_TITLE] = t->title_em[0];
        int over = chars_over(scene, s, em, chars);
        zb_num(pt, zb_pt_of_mm(s->em[ZB_TIER_BODY]), 1);
        remark(scene, "compose.relaxed", "/sections",
               zb_arena_say(a,
                            "much text: some sizes keep the centimetre range only, not the point range (body "
                            "at %s pt)",
                            pt),
               zb_arena_say(a,
                            "cut about %d characters of body text and the sizes return to the point range; "
                            "zhanban "
                            "plan tells the exact numbers",
                            over));
}

static void explain(const struct zb_stage *stage, const struct zb_template *t, const struct zb_solution *s)
{
        struct zb_scene *scene = stage->scene;
        struct zb_arena *a = scene->arena;
        if (s->shrink < 1)
                explain_overfull(scene, s, body_chars(stage->board));
        else if ((t->steps[s->step].relaxed || s->title_cm) &&
                 isfinite(stage->o->standard->tier_pt[ZB_TIER_BODY].max))
                explain_relaxed(scene, t, s, body_chars(stage->board));
        if (s->hole > 40)
                remark(scene, "compose.sparse", "/sections",
                       zb_arena_say(a, "little content: %d mm stay empty below the text", (int)s->hole),
                       zb_arena_say(a, "add some text or figures"));
}

/* Finished size: the standard's, turned when landscape is asked for; the author's where the standard leaves
 * it free. */
static void board_size(const struct zb_spec *board, const struct zb_standard *standard, double *ret_w, double *ret_h)
{
        double w = standard->width_mm, h = standard->height_mm;
        bool turned = board->orientation == ZB_LANDSCAPE;
        if (!(w > 0 && h > 0)) {
                w = MAIN_W;
                h = MAIN_H;
        }
        *ret_w = turned ? h : w;
        *ret_h = turned ? w : h;
        if (!(standard->width_mm > 0) && board->width_mm > 0) {
                *ret_w = board->width_mm;
                *ret_h = board->height_mm;
        }
}

static struct zb_scene *new_scene(const struct zb_spec *board, const struct zb_compose_options *o)
{
        double w, h;
        board_size(board, o->standard, &w, &h);
        struct zb_scene *scene = zb_scene_new(w, h, o->process->bleed_mm);
        if (!scene)
                return NULL;
        scene->visible = zb_standard_visible(o->standard, w, h);
        scene->fonts = o->fonts;
        scene->overprint_black = o->process->overprint_black;
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

/* Rounds of solving and drawing until the estimate of the text inside figures agrees with what was drawn. */
/* Compares what was drawn with what was guessed; true: solve once more, with a better guess. */
static bool learn(const struct zb_trial *trial, struct zb_guess *guess)
{
        const struct zb_solution *s = trial->s;
        struct zb_range asked = trial->stage.o->standard->ratio;
        struct compose_areas drawn = areas_of(trial->scene);
        double caption = s->em[ZB_TIER_CAPTION], share = drawn.image / fmax(drawn.image + drawn.text, 1);
        double labels = drawn.labels / (caption * caption), off = share - s->share;
        bool outside = asked.min > 0 && (share < asked.min + SHARE_EXACT || share > asked.max - SHARE_EXACT);
        if (!(s->must && outside) && fabs(off) < SHARE_NEAR)
                return false;
        if (fabs(labels - guess->label_ems) < 0.03 * labels)
                guess->share_off += off;
        guess->label_ems = labels;
        return true;
}

static enum zb_code compose(struct zb_trial *trial, struct zb_err *err)
{
        struct zb_stage *stage = &trial->stage;
        const struct zb_template *t = &trial->t;
        struct zb_solution *s = trial->s;
        struct zb_guess guess = {.label_ems = guess_labels(stage->board)};
        for (int round = 0; round < ROUNDS; round++) {
                zb_scene_free(trial->scene);
                trial->scene = new_scene(stage->board, stage->o);
                if (!trial->scene)
                        return zb_err_nomem(err);
                stage->scene = trial->scene;
                stage->arena = trial->scene->arena;
                enum zb_code code = zb_solve(stage, t, &guess, s, err);
                if (code)
                        return code;
                zb_solution_apply(stage, s);
                if ((code = compose_draw(stage, s->t, s, err)))
                        return code;
                trial->guess = guess;
                if (!learn(trial, &guess))
                        break;
        }
        explain(stage, t, s);
        explain_theme(stage);
        return zb_arena_failed(stage->arena) || zb_arena_failed(stage->memo_arena) ? zb_err_nomem(err) : ZB_OK;
}

enum zb_code zb_trial_open(const struct zb_spec *board, const struct zb_compose_options *options,
                           struct zb_trial *ret, struct zb_err *err)
{
        *ret = (struct zb_trial){.stage = {.board = board,
                                           .o = options,
                                           .weight = {ZB_HEAVY, ZB_BOLD, ZB_REGULAR, ZB_MEDIUM, ZB_REGULAR},
                                           .memo = zb_memo_new(),
                                           .memo_arena = zb_arena_new()}};
        struct zb_arena *arena = ret->stage.memo_arena;
        double w, h;
        enum zb_code code;
        ret->s = arena ? zb_arena_alloc(arena, sizeof *ret->s) : NULL;
        board_size(board, options->standard, &w, &h);
        if (!ret->s || !ret->stage.memo)
                code = zb_err_nomem(err);
        else
                code = zb_template_load(options->layouts_dir, w > h, sqrt(w * h / (MAIN_W * MAIN_H)), arena, &ret->t,
                                        err);
        ret->stage.words = &ret->t.words;
        if (code)
                zb_trial_close(ret);
        return code;
}

enum zb_code zb_trial_run(struct zb_trial *trial, const struct zb_spec *board, struct zb_err *err)
{
        trial->stage.board = board;
        return compose(trial, err);
}

void zb_trial_close(struct zb_trial *trial)
{
        zb_scene_free(trial->scene);
        zb_memo_free(trial->stage.memo);
        zb_arena_free(trial->stage.memo_arena);
        *trial = (struct zb_trial){0};
}

enum zb_code zb_compose(const struct zb_spec *board, const struct zb_compose_options *options, struct zb_scene **ret,
                        struct zb_err *err)
{
        struct zb_trial trial;
        enum zb_code code = zb_trial_open(board, options, &trial, err);
        if (code)
                return code;
        if (!(code = zb_trial_run(&trial, board, err))) {
                *ret = trial.scene;
                trial.scene = NULL;
        }
        zb_trial_close(&trial);
        return code;
}

void zb_compose_versions(struct zb_libraries *list)
{
        zb_figure_versions(list);
}
