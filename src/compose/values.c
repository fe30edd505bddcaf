/* SPDX-License-Identifier: Apache-2.0 */
/* Key figures. They stand in columns of one width; value and label share a centre line. When they
 * do not fit, the values shrink a little; then there are two rows. */
#include <math.h>

#include "hero.h"

#define LABEL_LEADING 1.16
#define VALUE_LEADING 1.1
#define SHRINKS       3 /* of 5 % each: 180 pt becomes 162, still a heading by its ink */

static enum zb_code set_one(const struct zb_stage *stage, size_t i, double em, struct zb_values *v,
                            bool *ret_fits, struct zb_err *err)
{
        const struct zb_highlight *h = &stage->board->highlights[i];
        double label_w = stage->em[ZB_TIER_CAPTION] * ceil((double)zb_utf8_length(h->label) / 2) * 1.03;
        v->value[i].text = zb_rich_plain(stage->memo_arena, h->value, h->place);
        v->label[i].text = zb_rich_plain(stage->memo_arena, h->label, h->place);
        if (zb_voice_set(stage, ZB_VOICE_VALUE, em, &v->value[i].text, INFINITY, &v->value[i].para, NULL,
                         err) ||
            zb_voice_set(stage, ZB_VOICE_VALUE_LABEL, 0, &v->label[i].text, label_w, &v->label[i].para, NULL,
                         err))
                return err->code;
        /* Words that do not break in half take what they need. */
        for (int widen = 0; v->label[i].para->n_lines > 2 && widen < 8; widen++)
                if (zb_voice_set(stage, ZB_VOICE_VALUE_LABEL, 0, &v->label[i].text, label_w *= 1.15,
                                 &v->label[i].para, NULL, err))
                        return err->code;
        *ret_fits = *ret_fits && v->label[i].para->n_lines <= 2;
        return ZB_OK;
}

/* One row of figures first … first + n − 1, each at the left of its column; `columns` alike share the width,
 * so that a second row stands under the first. */
static enum zb_code set_row(const struct zb_stage *stage, const struct zb_template *t, size_t first, size_t n,
                            size_t columns, double em, struct zb_rect r, struct zb_values *v, bool *ret_fits,
                            struct zb_err *err)
{
        double pitch = (r.w + t->hero.cell_gap) / (double)columns, mid = r.y + r.h / 2, slack = INFINITY;
        for (size_t i = first; i < first + n; i++) {
                if (set_one(stage, i, em, v, ret_fits, err))
                        return err->code;
                double w =
                        zb_para_width(v->value[i].para) + t->hero.value_gap + zb_para_width(v->label[i].para);
                slack = fmin(slack, pitch - t->hero.cell_gap - w);
                v->value[i].x = r.x + (double)(i - first) * pitch;
                v->label[i].x = v->value[i].x + zb_para_width(v->value[i].para) + t->hero.value_gap;
                v->value[i].top = mid - zb_para_height(v->value[i].para, VALUE_LEADING) / 2;
                v->label[i].top = mid - zb_para_height(v->label[i].para, LABEL_LEADING) / 2;
                v->mid[i] = mid;
                v->rule_x[i] = i + 1 < first + n ? v->value[i].x + pitch - t->hero.cell_gap / 2 : 0;
        }
        *ret_fits = *ret_fits && slack >= 0;
        /* Where columns are wider than what stands in them, the rule keeps near the figure that follows. */
        for (size_t i = first; slack > 0 && i + 1 < first + n; i++)
                v->rule_x[i] -= fmin(slack / 2, t->hero.cell_gap);
        return ZB_OK;
}

static enum zb_code set_rows(const struct zb_stage *stage, const struct zb_template *t, size_t per_row,
                             double em, struct zb_rect r, struct zb_values *v, bool *ret_fits, double *ret_h,
                             struct zb_err *err)
{
        double row_h = fmax(em * VALUE_LEADING, stage->em[ZB_TIER_CAPTION] * LABEL_LEADING * 2), y = r.y;
        double pitch = row_h + (per_row == 1 ? t->hero.gap * 0.5 : 0);
        *ret_fits = true;
        for (size_t first = 0; first < v->n; first += per_row) {
                size_t n = v->n - first < per_row ? v->n - first : per_row;
                if (set_row(stage, t, first, n, per_row, em, (struct zb_rect){r.x, y, r.w, row_h}, v,
                            ret_fits, err))
                        return err->code;
                y += pitch;
        }
        *ret_h = y - r.y - (pitch - row_h);
        return ZB_OK;
}

enum zb_code zb_values_plan(const struct zb_stage *stage, const struct zb_template *t, double x, double y,
                            double w, size_t per_row, struct zb_values *ret, double *ret_h,
                            struct zb_err *err)
{
        struct zb_values v = {.n = stage->board->n_highlights};
        struct zb_rect r = {x, y, w, 0};
        bool fits = false;
        *ret_h = 0;
        if (v.n > ZB_MAX_VALUES)
                v.n = ZB_MAX_VALUES;
        for (size_t rows = 1; rows <= v.n && !fits; rows++) {
                size_t n = per_row ? per_row : (v.n + rows - 1) / rows;
                for (int shrink = 0; shrink < SHRINKS && !fits; shrink++) {
                        double em = stage->em[ZB_TIER_HEADING] * (1 - 0.05 * shrink);
                        if (set_rows(stage, t, n, em, r, &v, &fits, ret_h, err))
                                return err->code;
                }
        }
        for (size_t i = 0; i < v.n; i++)
                v.text_mm2 += zb_para_area(v.value[i].para, VALUE_LEADING) +
                              zb_para_area(v.label[i].para, LABEL_LEADING);
        *ret = v;
        return ZB_OK;
}

void zb_values_draw(struct zb_stage *stage, const struct zb_values *v)
{
        for (size_t i = 0; i < v->n; i++) {
                zb_voice_put(stage, ZB_VOICE_VALUE, v->value[i].para, &v->value[i].text, VALUE_LEADING, -1,
                             v->value[i].x, v->value[i].top);
                zb_voice_put(stage, ZB_VOICE_VALUE_LABEL, v->label[i].para, &v->label[i].text, LABEL_LEADING,
                             -1, v->label[i].x, v->label[i].top);
                if (v->rule_x[i] > 0)
                        zb_add_rect(stage, -1, "分隔线",
                                    (struct zb_rect){v->rule_x[i] - .4, v->mid[i] - 22, .8, 44}, 0, 0,
                                    zb_paint_alpha(stage->o->theme->mid, .8));
        }
}
