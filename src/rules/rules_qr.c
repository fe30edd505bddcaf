/* SPDX-License-Identifier: Apache-2.0 */
/* QR codes are allowed; these rules see to it that a telephone can read them (ISO/IEC 18004, 4 modules of
 * quiet). */
#include "rules_priv.h"

static void small(struct zb_check *c, const struct zb_fact_qr *qr)
{
        const char *have = zb_check_num(c, qr->module_mm, 2), *least = zb_check_num(c, c->standard->qr_module_mm, 2);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = qr->module_mm;
        found->wanted = zb_check_msg(c, "≥ %s", least);
        found->unit = zb_msg_verbatim("mm");
        found->box = qr->box;
        found->path = qr->place;
        found->message = zb_check_msg(
                c, "the QR modules are %s mm, below %s mm: a telephone a step away cannot read them", have, least);
        found->fix = ZB_MSG("Use a shorter URL (fewer modules), or a larger code.");
}

static void cramped(struct zb_check *c, const struct zb_fact_qr *qr)
{
        const char *have = zb_check_num(c, qr->quiet_mm / qr->module_mm, 1);
        const char *least = zb_check_num(c, c->standard->qr_quiet_modules, 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = qr->quiet_mm / qr->module_mm;
        found->wanted = zb_check_msg(c, "≥ %s", least);
        found->unit = ZB_MSG("modules");
        found->box = qr->box;
        found->path = qr->place;
        found->message = zb_check_msg(c, "the QR code's quiet zone is %s modules, %s are needed", have, least);
        found->fix = zb_check_msg(c, "Leave %s modules of white round the code.", least);
}

static void module(struct zb_check *c)
{
        const struct zb_standard *s = c->standard;
        for (size_t i = 0; i < c->facts->n_qr; i++) {
                const struct zb_fact_qr *qr = &c->facts->qr[i];
                if (qr->module_mm > 0 && qr->module_mm < s->qr_module_mm - 0.005)
                        small(c, qr);
        }
}

static void quiet(struct zb_check *c)
{
        /* In a file it is measured in steps of an eighth of a module on pixels of up to 0.7 mm. */
        const bool spec = zb_check_is_spec(c);
        const double slack_modules = spec ? 0.05 : 0.125, slack_mm = spec ? 0 : 0.7;
        const struct zb_standard *s = c->standard;
        for (size_t i = 0; i < c->facts->n_qr; i++) {
                const struct zb_fact_qr *qr = &c->facts->qr[i];
                double least = (s->qr_quiet_modules - slack_modules) * qr->module_mm - slack_mm;
                if (qr->module_mm > 0 && qr->quiet_mm < least)
                        cramped(c, qr);
        }
}

static void rules_qr_contrast(struct zb_check *c)
{
        for (size_t i = 0; i < c->facts->n_qr; i++) {
                const struct zb_fact_qr *qr = &c->facts->qr[i];
                if (!(qr->contrast < c->standard->qr_contrast_min - 0.05) || qr->contrast <= 0)
                        continue;
                const char *have = zb_check_num(c, qr->contrast, 1),
                           *least = zb_check_num(c, c->standard->qr_contrast_min, 1);
                struct zb_finding *found = zb_check_fail(c);
                found->measured = qr->contrast;
                found->wanted = zb_check_msg(c, "≥ %s", least);
                found->box = qr->box;
                found->path = qr->place;
                found->message =
                        zb_check_msg(c,
                                     "the QR code's modules stand out by only %s, less than %s: in dim light it "
                                     "does not read",
                                     have, least);
                found->fix = ZB_MSG("Black (K 100) modules on white; no tint, not on a picture.");
        }
}

static void decodable(struct zb_check *c)
{
        for (size_t i = 0; i < c->facts->n_qr; i++) {
                const struct zb_fact_qr *qr = &c->facts->qr[i];
                if (qr->url && *qr->url)
                        continue;
                struct zb_finding *found = zb_check_fail(c);
                found->measured_text = ZB_MSG("not decodable");
                found->wanted = ZB_MSG("decodable");
                found->box = qr->box;
                found->path = qr->place;
                found->message = ZB_MSG("there seems to be a QR code here that cannot be "
                                        "decoded");
                found->fix = ZB_MSG("Make it again and place it as it is: not distorted, nothing on it, a logo no "
                                    "larger than a quarter of its side.");
        }
}

const struct zb_rule zb_qr_rules[] = {
        {"qr.module", ZB_OF_ALL, module},
        {"qr.quiet", ZB_OF_ALL, quiet},
        {"qr.contrast", ZB_OF_FILE, rules_qr_contrast},
        {"qr.decodable", ZB_OF_FILE, decodable},
        {NULL, 0, NULL},
};
