/* SPDX-License-Identifier: Apache-2.0 */
/* Key figures. They stand in columns of one width, the label beside the value on a common centre line. When
 * they do not fit, the values shrink a little; then the labels go below them; then there are two rows. */
#include <math.h>

#include "ground.h"
#include "hero.h"

#define LABEL_LEADING 1.16
#define VALUE_LEADING 1.1
#define SHRINKS       3 /* of 5 % each: 180 pt becomes 162, still a heading by its ink */

/* A row of figures and how it is set. */
struct row {
        size_t first, n, columns; /* figures first … first + n − 1; so many alike share the width */
        double em;
        bool below; /* labels stand below their values, in one line */
        struct zb_rect r;
};

static enum zb_code set_one(const struct zb_stage *stage, size_t i, const struct row *row, struct zb_hero_values *v,
                            bool *ret_fits, struct zb_err *err)
{
        const struct zb_highlight *h = &stage->board->highlights[i];
        double label_w = stage->em[ZB_TIER_CAPTION] * ceil((double)zb_utf8_length(h->label) / 2) * 1.03;
        label_w = row->below ? INFINITY : label_w;
        v->value[i].text = zb_rich_plain(stage->memo_arena, h->value, h->place);
        v->label[i].text = zb_rich_plain(stage->memo_arena, h->label, h->place);
        if (zb_voice_set(stage, ZB_VOICE_VALUE, row->em, &v->value[i].text, INFINITY, &v->value[i].para, NULL, err) ||
            zb_voice_set(stage, ZB_VOICE_VALUE_LABEL, 0, &v->label[i].text, label_w, &v->label[i].para, NULL, err))
                return err->code;
        /* Words that do not break in half take what they need. */
        for (int widen = 0; v->label[i].para->n_lines > 2 && widen < 8; widen++)
                if (zb_voice_set(stage, ZB_VOICE_VALUE_LABEL, 0, &v->label[i].text, label_w *= 1.15,
                                 &v->label[i].para, NULL, err))
                        return err->code;
        *ret_fits = *ret_fits && v->label[i].para->n_lines <= 2;
        return ZB_OK;
}

/* Each figure at the left of its column, so that a second row stands under the first. */
static enum zb_code set_row(const struct zb_stage *stage, const struct zb_template *t, const struct row *row,
                            struct zb_hero_values *v, bool *ret_fits, struct zb_err *err)
{
        double pitch = (row->r.w + t->hero.cell_gap) / (double)row->columns, mid = row->r.y + row->r.h / 2,
               slack = INFINITY;
        size_t end = row->first + row->n;
        for (size_t i = row->first; i < end; i++) {
                if (set_one(stage, i, row, v, ret_fits, err))
                        return err->code;
                double value_w = zb_para_width(v->value[i].para), label_w = zb_para_width(v->label[i].para);
                double value_h = zb_para_height(v->value[i].para, VALUE_LEADING);
                double w = row->below ? fmax(value_w, label_w) : value_w + t->hero.value_gap + label_w;
                slack = fmin(slack, pitch - t->hero.cell_gap - w);
                double column = row->r.x + (double)(i - row->first) * pitch;
                v->value[i].x = column - zb_para_blank_before(v->value[i].para); /* its ink on the column's edge */
                v->label[i].x = column + (row->below ? 0 : value_w + t->hero.value_gap);
                v->value[i].top = row->below ? row->r.y : mid - value_h / 2;
                v->label[i].top =
                        row->below ? row->r.y + value_h : mid - zb_para_height(v->label[i].para, LABEL_LEADING) / 2;
                v->mid[i] = mid;
                v->rule_h[i] = 0.75 * row->r.h;
                v->rule_x[i] = i + 1 < end ? column + pitch - t->hero.cell_gap / 2 : 0;
        }
        *ret_fits = *ret_fits && slack >= 0;
        /* Where columns are wider than what stands in them, the rule keeps near the figure that follows. */
        for (size_t i = row->first; slack > 0 && i + 1 < end; i++)
                v->rule_x[i] -= fmin(slack / 2, t->hero.cell_gap);
        return ZB_OK;
}

static enum zb_code set_rows(const struct zb_stage *stage, const struct zb_template *t, const struct row *like,
                             struct zb_hero_values *v, bool *ret_fits, double *ret_h, struct zb_err *err)
{
        double label_h = stage->em[ZB_TIER_CAPTION] * LABEL_LEADING;
        struct row row = *like;
        row.r.h = row.below ? row.em * VALUE_LEADING + label_h : fmax(row.em * VALUE_LEADING, label_h * 2);
        double pitch = row.r.h + (row.columns == 1 || row.below ? t->hero.gap * 0.5 : 0);
        *ret_fits = true;
        for (row.first = 0; row.first < v->n; row.first += row.columns) {
                row.n = v->n - row.first < row.columns ? v->n - row.first : row.columns;
                if (set_row(stage, t, &row, v, ret_fits, err))
                        return err->code;
                row.r.y += pitch;
        }
        *ret_h = row.r.y - like->r.y - (pitch - row.r.h);
        return ZB_OK;
}

/* What a heading measures in the tightest step, in the values' own weight, whose ink is higher. */
static double least_em(const struct zb_stage *stage, const struct zb_template *t)
{
        double least = t->steps[t->n_steps - 1].em[ZB_TIER_HEADING];
        least *= zb_face_ink_factor(zb_voice_face(stage, ZB_VOICE_HEADING)) /
                 zb_face_ink_factor(zb_voice_face(stage, ZB_VOICE_VALUE));
        return fmin(stage->em[ZB_TIER_HEADING], least);
}

enum zb_code zb_values_plan(const struct zb_stage *stage, const struct zb_template *t, double x, double y, double w,
                            size_t per_row, struct zb_hero_values *ret, double *ret_h, struct zb_err *err)
{
        struct zb_hero_values v = {.n = stage->board->n_highlights};
        bool fits = false;
        double em = stage->em[ZB_TIER_HEADING], least = least_em(stage, t);
        *ret_h = 0;
        if (v.n > ZB_MAX_VALUES)
                v.n = ZB_MAX_VALUES;
        for (size_t rows = 1; rows <= v.n && !fits; rows++)
                for (int below = per_row > 1; below < (per_row == 1 ? 1 : 2) && !fits; below++)
                        for (int shrink = 0; shrink < SHRINKS && !fits; shrink++) {
                                double smaller = fmax(em * (1 - 0.05 * shrink), least);
                                struct row row = {.columns = per_row ? per_row : (v.n + rows - 1) / rows,
                                                  .em = smaller,
                                                  .below = below,
                                                  .r = {x, y, w, 0}};
                                if (shrink && smaller >= em * (1 - 0.05 * (shrink - 1)))
                                        break;
                                if (set_rows(stage, t, &row, &v, &fits, ret_h, err))
                                        return err->code;
                        }
        v.fits = fits || !v.n;
        for (size_t i = 0; i < v.n; i++)
                v.text_mm2 +=
                        zb_para_area(v.value[i].para, VALUE_LEADING) + zb_para_area(v.label[i].para, LABEL_LEADING);
        *ret = v;
        return ZB_OK;
}

void zb_values_draw(struct zb_stage *stage, const struct zb_hero_values *v)
{
        for (size_t i = 0; i < v->n; i++) {
                zb_voice_put(stage, ZB_VOICE_VALUE, v->value[i].para, &v->value[i].text, VALUE_LEADING, -1,
                             v->value[i].x, v->value[i].top);
                zb_voice_put(stage, ZB_VOICE_VALUE_LABEL, v->label[i].para, &v->label[i].text, LABEL_LEADING, -1,
                             v->label[i].x, v->label[i].top);
                if (v->rule_x[i] > 0)
                        zb_add_rect(
                                stage, -1, "分隔线",
                                (struct zb_rect){v->rule_x[i] - .4, v->mid[i] - v->rule_h[i] / 2, .8, v->rule_h[i]},
                                0, 0, zb_paint_alpha(stage->o->theme->mid, .8));
        }
}
