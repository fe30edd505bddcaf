/* SPDX-License-Identifier: Apache-2.0 */
/* The search. Outer loops set type (few, dear); inner loops are arithmetic (many, cheap). What is given up is
 * given up in order: first nothing, then air, then the title's point range, then the other sizes' step by
 * step; the search goes on to the next relaxation only when no candidate before it keeps the standard. */
#include <math.h>
#include <string.h>

#include "solver.h"

#define SHRINK_STEPS 110 /* below the standard: 0.98^110 ≈ a tenth, then the text is called unprintable */
#define MAX_HEROES   (2 * 2 * ZB_MAX_STEPS)
#define SHARE_MARGIN 0.005 /* the estimate of the share may be off by so much */
#define N_ENDS       4     /* three panels and a foot */
#define RESCUE_STEPS 30    /* that a board which breaks a must may be shrunk */
#define TIGHT        0.67  /* of the air that a tight layout keeps */
#define TIGHT_QR     0.85  /* of the side of the code, in the tightest */
#define N_AIRS       3

struct search {
        struct zb_stage *stage;
        const struct zb_template *t; /* of the present pass */
        double label_ems;
        struct zb_hero heroes[MAX_HEROES]; /* that fit, at the present step */
        bool hero_cm[MAX_HEROES];
        size_t n_heroes;
        struct zb_foot foot; /* at the present step */
        struct zb_solution *best, *now;
        bool found;
        struct zb_err *err;
};

/* The width that sections may use: all of it, or what the panel leaves. */
static void set_content(struct zb_stage *stage, const struct zb_template *t, const struct zb_foot *foot)
{
        double x = zb_head_x(stage, t), right = x + zb_head_w(stage, t);
        if (foot->panel.w > 0)
                right = foot->panel.x - t->column_gap;
        stage->content_x = x;
        stage->content_w = right - x;
}

void zb_solution_apply(struct zb_stage *stage, const struct zb_solution *s)
{
        memcpy(stage->em, s->em, sizeof stage->em);
        set_content(stage, s->t, &s->foot);
}

/* The figure that may stand in the hero: the first photograph of the first section with more than two
 * figures. */
static const struct zb_figure *hero_figure(const struct zb_board *board)
{
        for (size_t i = 0; i < board->n_sections; i++)
                for (size_t k = 0; board->sections[i].n_figures > 2 && k < board->sections[i].n_figures; k++)
                        if (board->sections[i].figures[k].type == ZB_FIG_PHOTO)
                                return &board->sections[i].figures[k];
        return NULL;
}

/* ---- heights ---- */

struct heights {
        double lines,
                gaps; /* sum of the grid's lines at their least; what stands between head, lines and foot */
        size_t strips, texts; /* lines with a strip; lines with text */
        double strip_least;
};

static double strip_part(const struct zb_solution *s, const struct zb_row *row)
{
        return zb_row_has_strip(row) ? s->gap * ZB_STRIP_GAP + s->strip_h : 0;
}

/* Least heights of the lines into s->line_h, with s->strip_h at its least. */
static struct heights add_up(const struct search *q, struct zb_solution *s)
{
        struct heights h = {.gaps = q->t->row.first_gap + q->t->row.last_gap +
                                    s->gap * (double)(s->rows.n_lines - 1)};
        bool strip[ZB_MAX_SECTIONS] = {0}, text[ZB_MAX_SECTIONS] = {0};
        for (size_t i = 0; i < s->rows.n; i++)
                if (zb_row_has_strip(&s->rows.rows[i]))
                        h.strip_least =
                                fmax(h.strip_least, fmax(s->rows.rows[i].strip_need, q->t->strip_min));
        s->strip_h = h.strip_least;
        memset(s->line_h, 0, sizeof s->line_h);
        for (size_t i = 0; i < s->rows.n; i++) {
                const struct zb_row *row = &s->rows.rows[i];
                size_t line = s->rows.line_of[i];
                double least = zb_row_measure(q->stage, q->t, row, s->leading).row + strip_part(s, row);
                s->line_h[line] = fmax(s->line_h[line], least);
                strip[line] = strip[line] || zb_row_has_strip(row);
                text[line] = text[line] || row->n_body > 0;
        }
        for (size_t line = 0; line < s->rows.n_lines; line++) {
                h.lines += s->line_h[line];
                h.strips += strip[line];
                h.texts += text[line];
        }
        return h;
}

/* Gives `left` mm away, in the order in which it is least seen: strips, heading gaps, row gaps, the rows. */
static void spend(const struct search *q, const struct heights *h, double left, struct zb_solution *s)
{
        double lines = (double)s->rows.n_lines, scale = q->t->scale;
        bool strip[ZB_MAX_SECTIONS] = {0};
        double more = 0;
        if (h->strips) {
                more = fmin(left / (double)h->strips, fmax(q->t->strip_max - s->strip_h, 0));
                left -= more * (double)h->strips;
        }
        s->strip_h += more;
        s->heading_extra = h->texts ? fmin(left / (double)h->texts, 8 * scale) : 0;
        left -= s->heading_extra * (double)h->texts;
        s->gap_extra = fmin(left / (lines + 1), q->t->hole);
        left -= s->gap_extra * (lines + 1);
        s->line_extra = left / lines;
        for (size_t i = 0; i < s->rows.n; i++)
                strip[s->rows.line_of[i]] = strip[s->rows.line_of[i]] || zb_row_has_strip(&s->rows.rows[i]);
        for (size_t line = 0; line < s->rows.n_lines; line++)
                s->line_h[line] += (strip[line] ? more : 0) + s->heading_extra + s->line_extra;
}

/* Height of the figures beside section i's text. */
static double column_h(const struct search *q, const struct zb_solution *s, const struct zb_row *row)
{
        size_t i = (size_t)(row - s->rows.rows);
        return zb_row_column_h(row, s->line_h[s->rows.line_of[i]] - strip_part(s, row), s->gap,
                               q->stage->o->standard->ppi_min, s->figure_limit);
}

/* Effective resolution of a photograph that fills w × h mm (its crop keeps the shorter side), INFINITY for a
 * chart. */
static double ppi_in(const struct zb_figure *figure, double w, double h)
{
        if (figure->type != ZB_FIG_PHOTO)
                return INFINITY;
        const struct zb_picture_info *info = zb_picture_info(figure->picture);
        return 25.4 * fmin(info->width / w, info->height / h);
}

/* The lowest resolution that the photographs of a candidate would print at; stacked ones share their column
 * alike. */
static double least_ppi(const struct search *q, const struct zb_solution *s)
{
        double least =
                s->hero.figure ? ppi_in(s->hero.figure, s->hero.picture.w, s->hero.picture.h) : INFINITY;
        for (size_t i = 0; i < s->rows.n; i++) {
                const struct zb_row *row = &s->rows.rows[i];
                double n = (double)(row->n_column ? row->n_column : 1);
                double h = column_h(q, s, row) / n;
                double strip_w =
                        row->w /
                        (double)(row->n_figures > row->n_column ? row->n_figures - row->n_column : 1);
                for (size_t k = 0; k < row->n_figures; k++)
                        least = fmin(least, k < row->n_column ? ppi_in(row->figures[k], row->figure_w, h)
                                                              : ppi_in(row->figures[k], strip_w, s->strip_h));
        }
        return least;
}

/* Image and text areas, and how much of the text columns stays empty. */
static void weigh(const struct search *q, struct zb_solution *s)
{
        double image = s->hero.image_mm2, text = s->hero.text_mm2 + s->foot.text_mm2;
        text += q->label_ems * s->em[ZB_TIER_CAPTION] * s->em[ZB_TIER_CAPTION];
        s->hole = 0;
        for (size_t i = 0; i < s->rows.n; i++) {
                const struct zb_row *row = &s->rows.rows[i];
                double strip = strip_part(s, row), row_h = s->line_h[s->rows.line_of[i]] - strip;
                double inner = s->gap / 2;
                if (row->n_column)
                        image += row->figure_w *
                                 (column_h(q, s, row) - inner * (double)(row->n_column - 1) * 0.8);
                if (strip > 0) {
                        double n = (double)(row->n_figures - row->n_column);
                        image += (row->w - inner * (n - 1)) * s->strip_h;
                }
                text += zb_row_text_mm2(q->stage, q->t, row, s->leading);
                if (row->n_body)
                        s->hole += fmax(0, row_h - zb_row_measure(q->stage, q->t, row, s->leading).text -
                                                   s->heading_extra);
        }
        s->share = image + text > 0 ? image / (image + text) : 0;
}

/* Lower is better; the weights are those with which the reference boards were found. Lengths count as on a
 * main board, whatever the scale. */
static double score_of(const struct search *q, const struct zb_solution *s)
{
        double off = fabs(s->share - q->stage->o->standard->ratio_aim), cost = 0, scale = q->t->scale;
        for (size_t i = 0; i < s->rows.n; i++)
                cost += s->rows.rows[i].cost;
        double score = 600 * fmax(0, off - 0.025) + 40 * off + 0.5 * cost - 60 * (s->leading - 1.2);
        score += 0.7 * fabs(s->gap + s->gap_extra - 0.55 * s->em[ZB_TIER_BODY]) / scale;
        score += 0.6 * s->hole / scale + 0.3 * s->heading_extra / scale;
        score -= 0.5 * (s->em[ZB_TIER_BODY] / scale - 38.9) +
                 0.1 * (s->hero.title.para->em_mm / scale - 105.9);
        score -= s->hero.figure ? 12 : 0;
        score += s->hero.broken_caption ? 6 : 0;
        score += 30 * fmax(0, (double)s->hero.title.para->n_lines - 2);
        score += s->rows.mark == ZB_MARK_BAR ? 15 : 0;
        score += (s->title_cm ? 400 : 0) + 40.0 * s->t->tight;
        return score;
}

static bool needs_met(const struct zb_solution *s)
{
        for (size_t i = 0; i < s->rows.n; i++)
                if (!isfinite(s->rows.rows[i].column_need) || !isfinite(s->rows.rows[i].strip_need) ||
                    s->rows.rows[i].overfull)
                        return false;
        return s->foot.fits;
}

/* Weighs a candidate; where its pictures are too much for its text, they are made smaller than their rows. */
static void weigh_and_limit(const struct search *q, struct zb_solution *s)
{
        const struct zb_standard *std = q->stage->o->standard;
        s->figure_limit = INFINITY;
        weigh(q, s);
        if (s->share <= std->ratio.max - SHARE_MARGIN)
                return;
        double lo = 0, hi = 0;
        for (size_t line = 0; line < s->rows.n_lines; line++)
                hi = fmax(hi, s->line_h[line]);
        for (int i = 0; i < 24; i++) {
                s->figure_limit = (lo + hi) / 2;
                weigh(q, s);
                if (s->share > std->ratio.max - 2 * SHARE_MARGIN)
                        hi = s->figure_limit;
                else
                        lo = s->figure_limit;
        }
}

/* Does it keep what the standard says must be, and all of it? */
static void judge(const struct search *q, struct zb_solution *s, bool met)
{
        const struct zb_standard *std = q->stage->o->standard;
        double ppi = least_ppi(q, s);
        bool asked = std->ratio.min > 0; /* feature boards ask for no share */
        bool share = !asked ||
                     (s->share > std->ratio.min + SHARE_MARGIN && s->share < std->ratio.max - SHARE_MARGIN);
        s->must = met && share && ppi >= std->ppi_min;
        s->keeps = s->must && s->shrink >= 1;
        s->score = score_of(q, s);
        if (!met)
                s->score += 1e6;
        if (!share)
                s->score += 1e5;
        if (ppi < std->ppi_min)
                s->score += 1e5 + (std->ppi_min - ppi) * 10;
        if (s->shrink < 1)
                s->score += 1e4 / s->shrink;
}

/* Leading and gap, with everything set. */
static void try_heights(struct search *q, struct zb_solution *s)
{
        const struct zb_template *t = q->t;
        struct zb_rect visible = q->stage->scene->visible;
        double room = visible.y + visible.h - s->foot.height - (s->hero.bottom + t->hero.stripe);
        bool met = needs_met(s);

        for (double leading = t->leading.from; leading <= t->leading.to + 1e-9; leading += t->leading.step)
                for (double gap = t->gap.from; gap <= t->gap.to + 1e-9; gap += t->gap.step) {
                        s->leading = leading;
                        s->gap = gap;
                        struct heights h = add_up(q, s);
                        double left = room - h.lines - h.gaps;
                        if (!(left >= 0))
                                break; /* a wider gap fits even less */
                        spend(q, &h, left, s);
                        weigh_and_limit(q, s);
                        judge(q, s, met);
                        if (!q->found || s->score < q->best->score) {
                                *q->best = *s;
                                q->found = true;
                        }
                }
}

/* ---- type ---- */

/* How a board ends, for the hero in s: portrait boards in a foot; landscape boards in a panel of one of three
 * widths or, when there are no key figures to stand in it, in a foot. false: this choice is none. */
static enum zb_code plan_end(struct search *q, size_t choice, struct zb_solution *s, bool *ret_use)
{
        const struct zb_template *t = q->t;
        *ret_use = true;
        if (choice == N_ENDS - 1) {
                *ret_use = !t->landscape || !q->stage->board->n_highlights;
                s->foot = q->foot;
                return ZB_OK;
        }
        *ret_use = t->landscape;
        if (!*ret_use)
                return ZB_OK;
        enum zb_code code = zb_panel_plan(q->stage, t, s->hero.bottom + t->hero.stripe, t->panel_w[choice],
                                          &s->foot, q->err);
        /* One that overflows is kept as the last resort of boards that must have a panel. */
        *ret_use = s->foot.fits || (choice == N_ENDS - 2 && q->stage->board->n_highlights);
        return code;
}

/* One hero above one width of the text column; the rows of the last call serve again where nothing about them
 * changed. */
static enum zb_code try_hero(struct search *q, struct zb_solution *s, struct zb_rows_options *o,
                             double *planned_w)
{
        const struct zb_template *t = q->t;
        double columns = t->landscape ? 2 : 1;
        double cell = (q->stage->content_w - t->column_gap * (columns - 1)) / columns;
        if (s->em_per_line * s->em[ZB_TIER_BODY] > cell - t->gutter - 120 * t->scale)
                return ZB_OK; /* a picture narrower than that says nothing */
        if (*planned_w != q->stage->content_w || o->hero != s->hero.figure) {
                o->hero = s->hero.figure;
                *planned_w = q->stage->content_w;
                if (zb_rows_plan(q->stage, t, o, &s->rows, q->err))
                        return q->err->code;
        }
        if (s->rows.strips || !o->strip) /* a strip that nothing needs is the other case once more */
                try_heights(q, s);
        return ZB_OK;
}

/* One width of the text column, with every hero that fits. */
static enum zb_code try_width(struct search *q, struct zb_solution *s, double em_per_line, bool strip)
{
        const struct zb_template *t = q->t;
        struct zb_rows_options o = {.em_per_line = em_per_line, .strip = strip, .gap = t->gap.to};
        double planned_w = -1;
        s->em_per_line = em_per_line;
        s->strip = strip;
        for (size_t i = 0; i < q->n_heroes; i++)
                for (size_t end = 0; end < N_ENDS; end++) {
                        bool use;
                        s->hero = q->heroes[i];
                        s->title_cm = q->hero_cm[i];
                        s->em[ZB_TIER_TITLE] = s->hero.title.para->em_mm;
                        if (plan_end(q, end, s, &use))
                                return q->err->code;
                        if (!use)
                                continue;
                        set_content(q->stage, t, &s->foot);
                        enum zb_code code = try_hero(q, s, &o, &planned_w);
                        if (code)
                                return code;
                }
        return ZB_OK;
}

/* Every title size, with and without the picture beside it. */
static enum zb_code plan_heroes(struct search *q, const double *ems, size_t n, double shrink, bool cm)
{
        const struct zb_figure *picture = hero_figure(q->stage->board);
        for (size_t i = 0; i < n; i++)
                for (int with = picture != NULL; with >= 0; with--) {
                        struct zb_hero_options o = {.title_em = ems[i] * shrink,
                                                    .picture = with ? picture : NULL};
                        struct zb_hero *hero = &q->heroes[q->n_heroes];
                        if (zb_hero_plan(q->stage, q->t, &o, hero, q->err))
                                return q->err->code;
                        if (hero->fits) {
                                q->hero_cm[q->n_heroes] = cm;
                                q->n_heroes++;
                        }
                }
        return ZB_OK;
}

/* One step of sizes; cm: with titles that keep the cm range only. */
static enum zb_code try_step(struct search *q, size_t step, double shrink, bool cm)
{
        const struct zb_template *t = q->t;
        struct zb_solution *s = q->now;
        enum zb_code code;
        memset(s, 0, sizeof *s);
        s->t = t;
        s->step = step;
        s->shrink = shrink;
        for (int tier = 0; tier < ZB_N_TIERS; tier++)
                s->em[tier] = t->steps[step].em[tier] * shrink;
        s->em[ZB_TIER_TITLE] = t->title_em[0] * shrink;
        zb_solution_apply(q->stage, s);
        q->n_heroes = 0;
        code = cm ? plan_heroes(q, t->title_em_cm, t->n_title_cm, shrink, true)
                  : plan_heroes(q, t->title_em, t->n_title, shrink, false);
        if (code || (code = zb_foot_plan(q->stage, t, &q->foot, q->err)))
                return code;
        for (double k = t->em_per_line.from; k <= t->em_per_line.to + 1e-9; k += t->em_per_line.step)
                for (int strip = 0; strip < 2; strip++)
                        if ((code = try_width(q, s, k, strip)))
                                return code;
        return ZB_OK;
}

/* The template with a third of its air let out; level 2 also with small lead and subtitle and a smaller code.
 */
static struct zb_template *tightened(const struct zb_template *t, int level, struct zb_arena *arena)
{
        struct zb_template *tight = zb_arena_memdup(arena, t, sizeof *tight);
        if (!tight)
                return NULL;
        double *air[] = {&tight->hero.top,        &tight->hero.gap,      &tight->hero.bottom,
                         &tight->row.heading_gap, &tight->row.first_gap, &tight->row.last_gap,
                         &tight->foot.top,        &tight->foot.bottom};
        for (size_t i = 0; i < sizeof air / sizeof *air; i++)
                *air[i] *= TIGHT;
        /* Nothing comes too near to the visible edge. */
        tight->foot.bottom = fmax(tight->foot.bottom, 12 * t->scale);
        tight->hero.top = fmax(tight->hero.top, 10 * t->scale);
        if (level > 1)
                tight->foot.qr *= TIGHT_QR;
        tight->tight = level;
        return tight;
}

/* Steps from … to − 1, roomy and tight, until one of them keeps the standard. */
static enum zb_code try_steps(struct search *q, const struct zb_template *const *airs, size_t from, size_t to,
                              bool cm)
{
        enum zb_code code = ZB_OK;
        for (size_t air = 0; air < N_AIRS && !(q->found && q->best->keeps); air++) {
                q->t = airs[air];
                for (size_t step = from; step < to && !code; step++)
                        code = try_step(q, step, 1, cm);
        }
        return code;
}

enum zb_code zb_solve(struct zb_stage *stage, const struct zb_template *t, double label_ems,
                      struct zb_solution *ret, struct zb_err *err)
{
        struct search *q = zb_arena_alloc(stage->memo_arena, sizeof *q);
        struct zb_solution *now = zb_arena_alloc(stage->memo_arena, sizeof *now);
        const struct zb_template *const airs[N_AIRS] = {t, tightened(t, 1, stage->memo_arena),
                                                        tightened(t, 2, stage->memo_arena)};
        enum zb_code code = ZB_OK;
        size_t free_steps = 0; /* steps that give nothing up */
        if (!q || !now || !airs[1] || !airs[2])
                return zb_err_nomem(err);
        *q = (struct search){
                .stage = stage, .t = t, .label_ems = label_ems, .best = ret, .now = now, .err = err};
        while (free_steps < t->n_steps && !t->steps[free_steps].relaxed)
                free_steps++;
        for (int cm = 0; cm < 2 && !code; cm++)
                code = try_steps(q, airs, 0, free_steps, cm);
        for (size_t step = free_steps; step < t->n_steps && !code; step++)
                for (int cm = 0; cm < 2 && !code; cm++)
                        code = try_steps(q, airs, step, step + 1, cm);
        for (int i = 1; i <= SHRINK_STEPS && !code; i++) {
                if (q->found && (ret->must || i > RESCUE_STEPS))
                        break;
                code = try_step(q, t->n_steps - 1, pow(0.98, i), true);
        }
        if (!code && !q->found)
                code = zb_err_set(err, ZB_INPUT, "/sections", "文字太多，缩到看不清也放不下；请大幅删减",
                                  "far too much text: it does not fit at any legible size; cut it");
        return code;
}
