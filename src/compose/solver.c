/* SPDX-License-Identifier: Apache-2.0 */
/* The search. Outer loops set type (few, dear); inner loops are arithmetic (many, cheap). A size step is
 * better than every later one that gives up more: the search goes on to relaxed steps only when no earlier
 * step keeps the standard. */
#include <math.h>
#include <string.h>

#include "solver.h"

#define SHRINK_STEPS 44 /* below the standard: 0.95^44 ≈ a tenth, then the text is called unprintable */

struct search {
        struct zb_stage *stage;
        const struct zb_template *t;
        struct zb_arena *arena;
        double label_mm2; /* at the caption size of step 0, see scaled_labels */
        struct zb_solution *best, *now;
        bool found;
        struct zb_err *err;
};

void zb_solution_apply(struct zb_stage *stage, const struct zb_solution *s)
{
        memcpy(stage->em, s->em, sizeof stage->em);
        stage->body_leading = s->leading;
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

static double figures_mm2(const struct zb_solution *s, double row_h, const struct zb_row *row)
{
        double area = 0;
        if (row->n_column)
                area += row->figure_w * (row_h - s->gap / 2 * (double)(row->n_column - 1) * 0.8);
        if (row->n_column < row->n_figures) {
                double n = (double)(row->n_figures - row->n_column);
                area += (s->rows.w - s->gap / 2 * (n - 1)) * s->strip_h;
        }
        return area;
}

struct heights {
        double rows, fixed_gaps; /* sum of rows; what stands between hero, rows and foot */
        size_t strips, columns, headings;
        double strip_need;
};

static struct heights add_up(const struct search *q, const struct zb_solution *s)
{
        struct heights h = {.fixed_gaps = q->t->row.first_gap + q->t->row.last_gap +
                                          s->gap * (double)(s->rows.n - 1)};
        for (size_t i = 0; i < s->rows.n; i++) {
                const struct zb_row *row = &s->rows.rows[i];
                h.rows += zb_row_measure(q->stage, q->t, row, s->leading).row;
                h.columns += row->n_column > 0;
                h.headings += row->n_body > 0;
                if (row->n_column < row->n_figures) {
                        h.strips++;
                        h.strip_need = fmax(h.strip_need, fmax(row->strip_need, q->t->strip_min));
                        h.fixed_gaps += s->gap * 0.6;
                }
        }
        return h;
}

/* Gives `left` mm away, in the order in which it is least seen: strips, heading gaps, row gaps, rows. */
static void spend(const struct search *q, const struct heights *h, double left, struct zb_solution *s)
{
        s->strip_h = h->strip_need;
        if (h->strips) {
                double more = fmin(left / (double)h->strips, fmax(q->t->strip_max - s->strip_h, 0));
                s->strip_h += more;
                left -= more * (double)h->strips;
        }
        s->heading_extra = h->headings ? fmin(left / (double)h->headings, 8) : 0;
        left -= s->heading_extra * (double)h->headings;
        s->gap_extra = fmin(left / (double)(s->rows.n + 1), q->t->hole);
        left -= s->gap_extra * (double)(s->rows.n + 1);
        s->row_extra = left / (double)s->rows.n;
        s->hole = left;
}

static double share_of(const struct search *q, const struct zb_solution *s)
{
        double image = s->hero.image_mm2, text = s->hero.text_mm2 + s->foot.text_mm2;
        double caption = s->em[ZB_TIER_CAPTION];
        text += q->label_mm2 * caption * caption;
        for (size_t i = 0; i < s->rows.n; i++) {
                const struct zb_row *row = &s->rows.rows[i];
                struct zb_row_size size = zb_row_measure(q->stage, q->t, row, s->leading);
                image += figures_mm2(s, fmax(size.row, size.text + s->heading_extra) + s->row_extra, row);
                text += zb_row_text_mm2(q->stage, q->t, row, s->leading);
        }
        return image + text > 0 ? image / (image + text) : 0;
}

/* Lower is better; the weights are those with which the reference boards were found. */
static double score_of(const struct zb_solution *s, double aim)
{
        double off = fabs(s->share - aim), cost = 0, column_hole = 0;
        for (size_t i = 0; i < s->rows.n; i++)
                cost += s->rows.rows[i].cost;
        double score = 600 * fmax(0, off - 0.025) + 40 * off + 0.35 * cost - 60 * (s->leading - 1.2);
        score += 0.7 * fabs(s->gap + s->gap_extra - 0.55 * s->em[ZB_TIER_BODY]) + 1.2 * s->hole + column_hole;
        score += 0.3 * s->heading_extra;
        score -= 0.5 * (s->em[ZB_TIER_BODY] - 38.9) + 0.1 * (s->hero.title->em_mm - 105.9);
        score -= s->hero.figure ? 12 : 0;
        score += s->rows.mark == ZB_MARK_BAR ? 15 : 0;
        return score;
}

static bool needs_met(const struct zb_rows *rows)
{
        for (size_t i = 0; i < rows->n; i++)
                if (!isfinite(rows->rows[i].column_need) || !isfinite(rows->rows[i].strip_need) ||
                    rows->rows[i].overfull)
                        return false;
        return true;
}

/* Leading and gap, with everything set. */
static void try_heights(struct search *q, struct zb_solution *s)
{
        const struct zb_template *t = q->t;
        const struct zb_standard *std = q->stage->o->standard;
        double bottom = q->stage->scene->visible.y + q->stage->scene->visible.h;
        double room = bottom - s->foot.height - (s->hero.bottom + t->hero.stripe);
        bool met = needs_met(&s->rows);

        for (double leading = t->leading.from; leading <= t->leading.to + 1e-9; leading += t->leading.step)
                for (double gap = t->gap.from; gap <= t->gap.to + 1e-9; gap += t->gap.step) {
                        s->leading = leading;
                        s->gap = gap;
                        struct heights h = add_up(q, s);
                        double left = room - h.rows - h.fixed_gaps - h.strip_need * (double)h.strips;
                        if (!(left >= 0))
                                break; /* a wider gap fits even less */
                        spend(q, &h, left, s);
                        s->share = share_of(q, s);
                        s->score = score_of(s, std->ratio_aim);
                        s->keeps = met && s->share > std->ratio.min + 0.005 &&
                                   s->share < std->ratio.max - 0.005 && s->shrink >= 1;
                        if (!s->keeps)
                                s->score += met ? 1e4 : 1e6;
                        if (!q->found || s->score < q->best->score) {
                                *q->best = *s;
                                q->found = true;
                        }
                }
}

static enum zb_code try_columns(struct search *q, struct zb_solution *s)
{
        const struct zb_template *t = q->t;
        bool many = false;
        for (size_t i = 0; i < q->stage->board->n_sections; i++)
                many = many || q->stage->board->sections[i].n_figures > 2;
        for (double k = t->em_per_line.from; k <= t->em_per_line.to + 1e-9; k += t->em_per_line.step)
                for (int strip = 0; strip <= (int)many; strip++) {
                        struct zb_rows_options o = {.em_per_line = k,
                                                    .strip = strip,
                                                    .hero = s->hero.figure,
                                                    .gap = (t->gap.from + t->gap.to) / 2};
                        if (k * s->em[ZB_TIER_BODY] > zb_content_w(q->stage, t) - t->gutter - 120)
                                return ZB_OK; /* a picture narrower than that says nothing */
                        if (zb_rows_plan(q->stage, t, q->arena, &o, &s->rows, q->err))
                                return q->err->code;
                        s->em_per_line = k;
                        try_heights(q, s);
                }
        return ZB_OK;
}

static enum zb_code try_titles(struct search *q, struct zb_solution *s, const double *ems, size_t n)
{
        const struct zb_figure *picture = hero_figure(q->stage->board);
        for (size_t i = 0; i < n; i++)
                for (int with = picture != NULL; with >= 0; with--) {
                        struct zb_hero_options o = {.title_em = ems[i] * s->shrink,
                                                    .picture = with ? picture : NULL};
                        if (zb_hero_plan(q->stage, q->t, q->arena, &o, &s->hero, q->err))
                                return q->err->code;
                        if (!s->hero.fits)
                                continue;
                        s->em[ZB_TIER_TITLE] = o.title_em;
                        enum zb_code code = try_columns(q, s);
                        if (code)
                                return code;
                }
        return ZB_OK;
}

static enum zb_code try_step(struct search *q, size_t step, double shrink)
{
        const struct zb_template *t = q->t;
        struct zb_solution *s = q->now;
        memset(s, 0, sizeof *s);
        s->step = step;
        s->shrink = shrink;
        for (int tier = 0; tier < ZB_N_TIERS; tier++)
                s->em[tier] = t->steps[step].em[tier] * shrink;
        s->em[ZB_TIER_TITLE] = t->title_em[0] * shrink;
        zb_solution_apply(q->stage, s);
        if (zb_foot_plan(q->stage, t, q->arena, &s->foot, q->err))
                return q->err->code;
        enum zb_code code = try_titles(q, s, t->title_em, t->n_title);
        if (!code && !(q->found && q->best->keeps))
                code = try_titles(q, s, t->title_em_cm, t->n_title_cm);
        return code;
}

enum zb_code zb_solve(struct zb_stage *stage, const struct zb_template *t, struct zb_arena *arena,
                      double label_mm2, struct zb_solution *ret, struct zb_err *err)
{
        struct search q = {
                .stage = stage, .t = t, .arena = arena, .label_mm2 = label_mm2, .best = ret, .err = err};
        q.now = zb_arena_alloc(arena, sizeof *q.now);
        if (!q.now)
                return zb_err_nomem(err);
        for (size_t step = 0; step < t->n_steps; step++) {
                if (t->steps[step].relaxed && q.found && ret->keeps)
                        return ZB_OK;
                enum zb_code code = try_step(&q, step, 1);
                if (code)
                        return code;
        }
        for (int i = 1; i <= SHRINK_STEPS && !q.found; i++) {
                enum zb_code code = try_step(&q, t->n_steps - 1, pow(0.95, i));
                if (code)
                        return code;
        }
        if (!q.found)
                return zb_err_set(err, ZB_INPUT, "/sections", "文字太多，缩到看不清也放不下；请大幅删减",
                                  "far too much text: it does not fit at any legible size; cut it");
        return ZB_OK;
}
