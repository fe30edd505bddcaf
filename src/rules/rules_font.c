/* SPDX-License-Identifier: Apache-2.0 */
/* Fonts as the press meets them: embedded, of a kind that RIPs draw well, or turned into outlines. */
#include <string.h>

#include "rules_priv.h"

static const char *rules_font_name_of(struct zb_check *c, const struct zb_fact_font *font)
{
        return font->name && *font->name ? zb_check_quote(c, font->name, 60) : "?";
}

static void embedded(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t n = 0;
        for (size_t i = 0; i < f->n_fonts; i++) {
                if (f->fonts[i].embedded || n++ >= ZB_CHECK_MANY)
                        continue;
                const char *name = rules_font_name_of(c, &f->fonts[i]);
                struct zb_finding *found = zb_check_fail(c);
                for (size_t k = 0; k < f->n_lines && found->box.w <= 0; k++)
                        if (f->lines[k].font &&
                            strcmp(f->lines[k].font, f->fonts[i].name ? f->fonts[i].name : "") == 0)
                                found->box = f->lines[k].box;
                found->measured_text = zb_msg_verbatim(name);
                found->wanted = ZB_MSG("embedded");
                found->message =
                        zb_check_msg(c, "font %s is not embedded: where it is missing another takes its place", name);
                found->fix = ZB_MSG("Embed all fonts when exporting the PDF, or turn the text into outlines "
                                    "(Type → Create Outlines).");
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

static void type3(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t n = 0;
        const char *first = "";
        for (size_t i = 0; i < f->n_fonts; i++)
                if (f->fonts[i].type3 && n++ == 0)
                        first = rules_font_name_of(c, &f->fonts[i]);
        if (n == 0)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = (double)n;
        found->wanted = zb_msg_verbatim("0");
        found->unit = ZB_MSG(ZB_CTX("rules") "fonts");
        found->message = zb_check_msg(
                c, "Type 3 fonts: %zu (%s); mostly bitmaps or conversions, with ragged edges when large", n, first);
        found->fix = ZB_MSG("Use an OpenType or TrueType font (Source Han Sans) and export; do not \"print to "
                            "PDF\".");
}

static void outlined(struct zb_check *c)
{
        const struct zb_fact_pdf *pdf = &c->facts->pdf;
        double least = c->standard->outlines_min;
        if (!pdf->known || (double)pdf->outlines < least)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = (double)pdf->outlines;
        found->unit = ZB_MSG("outlines");
        found->message = zb_check_msg(c,
                                      "about %zu characters are outlines: they print, but can neither be edited nor "
                                      "counted here",
                                      pdf->outlines);
        found->fix = ZB_MSG("Fine where the printer asks for outlines; keep a copy with live text for "
                            "corrections and checks.");
}

const struct zb_rule zb_font_rules[] = {
        {"font.embedded", ZB_OF_PDF, embedded},
        {"font.type3", ZB_OF_PDF, type3},
        {"font.outlined", ZB_OF_PDF, outlined},
        {NULL, 0, NULL},
};
