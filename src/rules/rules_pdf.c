/* SPDX-License-Identifier: Apache-2.0 */
/* What a PDF promises and whether it keeps it: PDF/X-4 (ISO 15930-7), the output intent, settings of one
 * device that have no place in a file for another. */
#include <string.h>

#include "rules_priv.h"

/* The reader's keywords in words. */
static struct zb_msg demand(const char *keyword)
{
        static const struct {
                const char *keyword;
                struct zb_msg text;
        } words[] = {
                {"version", ZB_N("PDF version too new")},
                {"id", ZB_N("no file ID")},
                {"encryption", ZB_N(ZB_CTX("rules") "encrypted")},
                {"xmp", ZB_N("no XMP metadata")},
                {"xmp-compressed", ZB_N("compressed XMP")},
                {"xmp-version", ZB_N("XMP does not name PDF/X-4")},
                {"xmp-title", ZB_N("no title in XMP")},
                {"xmp-dates", ZB_N("no dates in XMP")},
                {"xmp-ids", ZB_N("no document ids in XMP")},
                {"trapped", ZB_N("trapping not stated")},
                {"trapped-differs", ZB_N("trapping stated in two ways")},
                {"intent", ZB_N("not exactly one output intent")},
                {"intent-profile", ZB_N("no profile in the output intent")},
                {"intent-class", ZB_N("the intent's profile is not of a press")},
                {"intent-cmyk", ZB_N("the intent is not CMYK")},
                {"trimbox", ZB_N("no TrimBox")},
                {"artbox", ZB_N("an ArtBox besides the TrimBox")},
                {"boxes", ZB_N("page boxes do not nest")},
                {"fonts", ZB_N("fonts not embedded")},
                {"rgb", ZB_N("RGB colour")},
                {"blend-space", ZB_N("transparency blends in RGB")},
                {"lzw", ZB_N("LZW compression")},
                {"external", ZB_N("external files")},
                {"javascript", ZB_N("scripts")},
                {"form", ZB_N("forms")},
                {"annotation", ZB_N("annotations on the picture")},
                {"media", ZB_N("media")},
                {"transfer", ZB_N("transfer functions")},
                {"halftone", ZB_N("halftones")},
                {"postscript", ZB_N("PostScript fragments")},
        };
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (strcmp(words[i].keyword, keyword) == 0)
                        return words[i].text;
        return zb_msg_verbatim(keyword);
}

/* The first eight in a row. */
static struct zb_msg broken_list(struct zb_check *c)
{
        const struct zb_fact_pdf *pdf = &c->facts->pdf;
        struct zb_msg list = zb_msg_verbatim("");
        for (size_t i = 0; i < pdf->n_broken && i < 8; i++) {
                struct zb_msg one = demand(zb_check_quote(c, pdf->broken[i], 60));
                list = i == 0 ? one : zb_check_msg(c, "%s, %s", list.packed, one.packed);
        }
        if (pdf->n_broken > 8)
                list = zb_check_msg(c, "%s …", list.packed);
        return list;
}

static const struct zb_msg how_x4 =
        ZB_N("Illustrator / InDesign: choose the preset \"PDF/X-4:2008\" when exporting, convert colours to the "
             "CMYK "
             "destination, embed all fonts.");

/* Who claims a thing must keep it; to claim it is asked only where the process asks for it. */
static void x4(struct zb_check *c)
{
        const struct zb_fact_pdf *pdf = &c->facts->pdf;
        bool x = pdf->claims && strncmp(pdf->claims, "PDF/X", 5) == 0;
        bool is_x4 = x && strncmp(pdf->claims, "PDF/X-4", 7) == 0;
        if (!pdf->known || c->facts->kind == ZB_KIND_AI || (is_x4 && pdf->n_broken == 0) ||
            (!is_x4 && c->force == ZB_FACT))
                return;
        struct zb_finding *found = x && !is_x4 ? zb_check_note(c) : zb_check_fail(c);
        const char *claims = pdf->claims ? zb_check_quote(c, pdf->claims, 40) : "PDF";
        found->measured_text = zb_msg_verbatim(claims);
        found->wanted = zb_msg_verbatim("PDF/X-4");
        found->fix = how_x4;
        struct zb_msg lacks = broken_list(c);
        if (is_x4)
                found->message = zb_check_msg(c, "the file claims %s and does not keep it: %s", claims, lacks.packed);
        else if (x)
                found->message =
                        zb_check_msg(c, "the file is %s, not PDF/X-4: ask the printer whether it is taken", claims);
        else if (pdf->n_broken)
                found->message = zb_check_msg(c, "the file is no PDF/X-4: %s", lacks.packed);
        else
                found->message = ZB_MSG("the file is no PDF/X-4");
}

static void intent(struct zb_check *c)
{
        const struct zb_fact_pdf *pdf = &c->facts->pdf;
        bool good = pdf->n_intents == 1 && pdf->intent_components == 4;
        if (!pdf->known || c->facts->kind == ZB_KIND_AI || good || (pdf->n_intents == 0 && c->force == ZB_FACT))
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->wanted = ZB_MSG("one, CMYK");
        found->measured_text = zb_check_msg(c, "%d", pdf->n_intents);
        if (pdf->n_intents == 1)
                found->measured_text = zb_check_msg(c, "%d components", pdf->intent_components);
        if (pdf->n_intents == 0)
                found->message = ZB_MSG("there is no output intent: the printer cannot know what the colours "
                                        "were made for");
        else if (pdf->n_intents == 1)
                found->message = zb_check_msg(c, "the output intent is not CMYK (%s)",
                                              zb_check_quote(c, pdf->intent_profile ? pdf->intent_profile : "?", 60));
        else
                found->message = zb_check_msg(c, "there are %d output intents, one is wanted", pdf->n_intents);
        found->fix = ZB_MSG("Name a CMYK output intent profile under \"Output\" when exporting (Japan Color "
                            "2001 Coated, FOGRA39, …).");
}

static void device(struct zb_check *c)
{
        static const struct zb_banned kinds[] = {{ZB_SEEN_TRANSFER, ZB_N("a transfer function")},
                                                 {ZB_SEEN_HALFTONE, ZB_N("a halftone")},
                                                 {ZB_SEEN_POSTSCRIPT, ZB_N("a PostScript fragment")}};
        static const struct zb_banning words = {
                ZB_N("the file holds "), ZB_N(": it belongs to another device and changes colours"),
                ZB_N("Do not preserve halftone or transfer information when exporting; export directly, not by "
                     "way "
                     "of PostScript.")};
        zb_check_banned(c, kinds, sizeof kinds / sizeof *kinds, &words);
}

const struct zb_rule zb_pdf_rules[] = {
        {"pdf.x4", ZB_OF_PDF, x4},
        {"pdf.intent", ZB_OF_PDF, intent},
        {"pdf.device", ZB_OF_PDF, device},
        {NULL, 0, NULL},
};
