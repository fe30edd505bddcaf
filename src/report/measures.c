/* SPDX-License-Identifier: Apache-2.0 */
/* The figures that have a range, for every report: name, value, unit, what is asked. */
#include <math.h>
#include <stdio.h>

#include "report_priv.h"

size_t zb_report_measures(const struct zb_report *r, struct zb_measure ret[ZB_MAX_MEASURES])
{
        const struct zb_facts *f = r->facts;
        const struct zb_standard *s = r->standard;
        bool counted = f->kind == ZB_KIND_SPEC || f->n_lines > 0 || f->chars > 0;
        const struct zb_range open = {0, INFINITY};
        const struct zb_measure all[] = {
                {ZB_N("characters"), counted ? (double)f->chars : NAN, 0, ZB_N(ZB_CTX("unit 字") ""), s->chars,
                 ZB_MEASURE_PLAIN},
                {ZB_N("keywords"),
                 counted && f->keywords >= 0 ? f->keywords : NAN,
                 0,
                 ZB_N(ZB_CTX("unit 处") ""),
                 {s->keywords_min, INFINITY},
                 ZB_MEASURE_PLAIN},
                {ZB_N("image : text"), f->share, 3, ZB_VERBATIM(""), s->ratio, ZB_MEASURE_SHARE},
                {ZB_N("images"), isnan(f->image_mm2) ? NAN : (double)f->n_images, 0, ZB_N(ZB_CTX("unit 张") ""),
                 s->images, ZB_MEASURE_PLAIN},
                {ZB_N("least resolution"),
                 f->ppi_min,
                 0,
                 ZB_VERBATIM("ppi"),
                 {s->ppi_min, INFINITY},
                 ZB_MEASURE_PLAIN},
                {ZB_N("least contrast"),
                 f->min_contrast,
                 1,
                 ZB_VERBATIM(""),
                 {s->contrast_min, INFINITY},
                 ZB_MEASURE_PLAIN},
                {ZB_N("to the edge"), f->safe_min_mm, 1, ZB_N("mm"), {s->safe_mm, INFINITY}, ZB_MEASURE_PLAIN},
                {ZB_N("total ink"),
                 f->total_max,
                 0,
                 ZB_VERBATIM("%"),
                 {0, r->process->total_ink_max},
                 ZB_MEASURE_PLAIN},
                {ZB_N("body line spacing"), f->tiers[ZB_TIER_BODY].leading, 2, ZB_N("em"), s->leading,
                 ZB_MEASURE_PAGE_ONLY},
                {ZB_N("blank"), f->survey.known ? 100 * f->survey.blank : NAN, 0, ZB_VERBATIM("%"),
                 f->survey.known ? (struct zb_range){0, 100 * s->blank_share_max} : open, ZB_MEASURE_PAGE_ONLY},
        };
        size_t n = sizeof all / sizeof *all;
        for (size_t i = 0; i < n; i++)
                ret[i] = all[i];
        return n;
}

void zb_range_text(struct zb_range range, int decimals, char out[96])
{
        char a[40], b[40];
        if (!zb_range_asked(range))
                out[0] = '\0';
        else if (!isfinite(range.max))
                snprintf(out, 96, "≥ %s", zb_num(a, range.min, decimals));
        else if (range.min <= 0)
                snprintf(out, 96, "≤ %s", zb_num(b, range.max, decimals));
        else
                snprintf(out, 96, "%s–%s", zb_num(a, range.min, decimals), zb_num(b, range.max, decimals));
}
