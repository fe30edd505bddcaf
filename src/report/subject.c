/* SPDX-License-Identifier: Apache-2.0 */
/* Findings by what they speak of, so that whoever mends the colours mends them all at once. The subject that
 * holds the worst finding comes first; what is waived comes last of all. */
#include <math.h>
#include <string.h>

#include "report_priv.h"

static const struct zb_msg names[ZB_N_SUBJECTS] = {
        [ZB_SUBJECT_FILE] = ZB_N("File"),          [ZB_SUBJECT_BOARD] = ZB_N("Size and layout"),
        [ZB_SUBJECT_TEXT] = ZB_N("Text and type"), [ZB_SUBJECT_IMAGE] = ZB_N("Pictures and charts"),
        [ZB_SUBJECT_INK] = ZB_N("Colour and ink"), [ZB_SUBJECT_CODE] = ZB_N("QR codes"),
        [ZB_SUBJECT_OTHER] = ZB_N("Other"),        [ZB_SUBJECT_UNKNOWN] = ZB_N("Not judged"),
        [ZB_SUBJECT_WAIVED] = ZB_N("Waived"),
};

static enum zb_subject of_rule(const char *rule)
{
        static const struct {
                const char *prefix;
                enum zb_subject subject;
        } prefixes[] = {
                {"file.", ZB_SUBJECT_FILE},    {"pdf.", ZB_SUBJECT_FILE},       {"raster.", ZB_SUBJECT_FILE},
                {"board.", ZB_SUBJECT_BOARD},  {"layout.", ZB_SUBJECT_BOARD},   {"compose.", ZB_SUBJECT_BOARD},
                {"text.", ZB_SUBJECT_TEXT},    {"type.", ZB_SUBJECT_TEXT},      {"title.", ZB_SUBJECT_TEXT},
                {"authors.", ZB_SUBJECT_TEXT}, {"font.", ZB_SUBJECT_TEXT},      {"image.", ZB_SUBJECT_IMAGE},
                {"figure.", ZB_SUBJECT_IMAGE}, {"ink.", ZB_SUBJECT_INK},        {"colour.", ZB_SUBJECT_INK},
                {"qr.", ZB_SUBJECT_CODE},      {"unknown.", ZB_SUBJECT_UNKNOWN}};
        for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
                if (strncmp(rule, prefixes[i].prefix, strlen(prefixes[i].prefix)) == 0)
                        return prefixes[i].subject;
        return ZB_SUBJECT_OTHER;
}

enum zb_subject zb_subject_of(const struct zb_finding *f)
{
        return f->waived ? ZB_SUBJECT_WAIVED : of_rule(f->rule);
}

struct zb_msg zb_subject_name(enum zb_subject subject)
{
        return names[subject];
}

size_t zb_subjects(const struct zb_findings *findings, struct zb_subject_group ret[ZB_N_SUBJECTS])
{
        size_t n = 0;
        for (int s = 0; s < ZB_N_SUBJECTS; s++) {
                struct zb_subject_group g = {.subject = (enum zb_subject)s};
                for (size_t i = 0; i < findings->n; i++)
                        if (zb_subject_of(&findings->items[i]) == g.subject)
                                g.counts[findings->items[i].severity]++;
                if (g.counts[ZB_ERROR] + g.counts[ZB_WARNING] + g.counts[ZB_ADVISORY] > 0)
                        ret[n++] = g;
        }
        /* By insertion, stable: the order above decides between equals; the last two stay last. */
        for (size_t i = 1; i < n; i++) {
                struct zb_subject_group g = ret[i];
                size_t j = i;
                for (;
                     j > 0 && g.subject < ZB_SUBJECT_UNKNOWN && zb_subject_worst(&g) > zb_subject_worst(&ret[j - 1]);
                     j--)
                        ret[j] = ret[j - 1];
                ret[j] = g;
        }
        return n;
}

enum zb_severity zb_subject_worst(const struct zb_subject_group *g)
{
        return g->counts[ZB_ERROR] ? ZB_ERROR : g->counts[ZB_WARNING] ? ZB_WARNING : ZB_ADVISORY;
}

double zb_report_over_cm2(const struct zb_report *r)
{
        const struct zb_fact_survey *s = &r->facts->survey;
        double cm2 = 0, max = r->process->total_ink_max;
        if (!s->known || isnan(r->facts->total_max))
                return NAN;
        /* Class i ends at 2i + 1 percent; one that holds the limit itself is not above it. */
        for (int i = 0; i <= 200; i++)
                if (2.0 * i - 1 >= max)
                        cm2 += s->ink_cm2[i];
        return cm2;
}
