/* SPDX-License-Identifier: Apache-2.0 */
/* The report for programs. Its keys are promises (docs/ARCHITECTURE.md, "Promises"): they are added to, never
 * changed. What is not known is null, never zero. */
#include <math.h>
#include <string.h>

#include "json.h"
#include "report_priv.h"

static void text(const struct zb_report *r, struct zb_jnode *node, const char *key, struct zb_msg msg)
{
        zb_jout_str(node, key, zb_msg_text(msg, r->lang));
}

static void finding(const struct zb_report *r, struct zb_jnode *list, const struct zb_finding *f)
{
        struct zb_jnode *node = zb_jout_object(list, NULL);
        const char *measured = zb_msg_text(f->measured_text, r->lang);
        zb_jout_str(node, "rule", f->rule);
        zb_jout_str(node, "severity", zb_severity_names[f->severity]);
        if (isnan(f->measured) && *measured)
                zb_jout_str(node, "measured", measured);
        else
                zb_jout_known(node, "measured", f->measured, 4);
        text(r, node, "wanted", f->wanted);
        text(r, node, "unit", f->unit);
        struct zb_jnode *place = zb_jout_object(node, "place");
        zb_jout_int(place, "page", f->page);
        if (f->box.w > 0)
                zb_jout_box(place, "box_mm", f->box);
        else
                zb_jout_null(place, "box_mm");
        zb_jout_str(place, "path", f->path && *f->path ? f->path : NULL);
        text(r, node, "clause", f->clause);
        text(r, node, "message", f->message);
        text(r, node, "fix", f->fix);
        if (f->n_covers)
                zb_jout_strings(node, "rules", f->covers, f->n_covers);
        if (f->waived)
                zb_jout_str(node, "waived", f->waived);
}

static void report_json_page(const struct zb_facts *f, struct zb_jnode *facts)
{
        struct zb_jnode *node = zb_jout_object(facts, "page");
        zb_jout_known(node, "width_mm", f->width_mm, 2);
        zb_jout_known(node, "height_mm", f->height_mm, 2);
        struct zb_jnode *boxes = zb_jout_object(node, "boxes_mm");
        zb_jout_box(boxes, "trim", f->trim);
        zb_jout_box(boxes, "bleed", f->bleed);
        zb_jout_box(boxes, "media", f->media);
        zb_jout_box(boxes, "visible", f->visible);
        zb_jout_known(node, "bleed_mm", f->bleed_mm, 2);
        zb_jout_known(node, "bleed_reach_mm", f->bleed_reach_mm, 2);
        zb_jout_known(node, "rotation", f->kind == ZB_KIND_SPEC ? NAN : f->container.rotation_deg, 0);
        zb_jout_known(node, "safe_min_mm", f->safe_min_mm, 2);
        zb_jout_str(node, "path", f->path_used);
}

static void report_json_ink(const struct zb_report *r, struct zb_jnode *facts)
{
        const struct zb_facts *f = r->facts;
        struct zb_jnode *node = zb_jout_object(facts, "ink");
        struct zb_jnode *spaces = zb_jout_array(node, "spaces");
        for (size_t i = 0; i < f->n_spaces; i++)
                zb_jout_str(spaces, NULL, zb_space_names[f->spaces[i]]);
        zb_jout_known(node, "total_max", f->total_max, 1);
        zb_jout_known(node, "limit", r->process->total_ink_max, 0);
        zb_jout_known(node, "over_cm2", zb_report_over_cm2(r), 2);
        zb_jout_str(node, "profile", f->profile);
        zb_jout_strings(node, "spots", f->spots, f->n_spots);
        zb_jout_known(node, "solid_k_cm2", f->solid_k_cm2, 1);
        zb_jout_known(node, "line_min_mm", f->line_min_mm, 3);
        if (f->k_only < 0)
                zb_jout_null(node, "small_text_k_only");
        else
                zb_jout_bool(node, "small_text_k_only", f->k_only);
}

static void report_json_tier(const struct zb_fact_tier *t, const char *name, struct zb_jnode *list)
{
        if (t->lines == 0 && isnan(t->ink_cm))
                return;
        struct zb_jnode *node = zb_jout_object(list, NULL);
        zb_jout_str(node, "tier", name);
        zb_jout_known(node, "ink_cm", t->ink_cm, 3);
        zb_jout_known(node, "em_cm", t->em_cm, 3);
        zb_jout_known(node, "pt", t->pt, 2);
        zb_jout_known(node, "leading", t->leading, 3);
        zb_jout_int(node, "chars", (long long)t->chars);
        zb_jout_int(node, "lines", (long long)t->lines);
        zb_jout_known(node, "ink_cm_min", t->ink_cm_min, 3);
        zb_jout_known(node, "ink_cm_max", t->ink_cm_max, 3);
}

static void lines(const struct zb_facts *f, struct zb_jnode *node)
{
        enum { MOST = 4000 };
        struct zb_jnode *list = zb_jout_array(node, "lines");
        for (size_t i = 0; i < f->n_lines && i < MOST; i++) {
                const struct zb_fact_line *l = &f->lines[i];
                struct zb_jnode *line = zb_jout_object(list, NULL);
                zb_jout_str(line, "text", l->text);
                zb_jout_str(line, "tier", zb_tier_names[l->tier]);
                zb_jout_str(line, "font", l->font);
                zb_jout_known(line, "pt", zb_pt_of_mm(l->em_mm), 2);
                zb_jout_known(line, "contrast", l->contrast, 2);
                zb_jout_bool(line, "hidden", l->hidden);
                zb_jout_box(line, "box_mm", l->box);
        }
}

static void report_json_words(const struct zb_facts *f, struct zb_jnode *facts)
{
        struct zb_jnode *node = zb_jout_object(facts, "text");
        bool read = strcmp(f->text_source, "none") != 0 || f->kind == ZB_KIND_SPEC;
        zb_jout_known(node, "count", read ? (double)f->chars : NAN, 0);
        zb_jout_str(node, "source", f->text_source);
        zb_jout_known(node, "keywords", f->keywords < 0 ? NAN : f->keywords, 0);
        zb_jout_known(node, "contrast_min", f->min_contrast, 2);
        struct zb_jnode *fonts = zb_jout_array(node, "fonts");
        for (size_t i = 0; i < f->n_fonts; i++) {
                struct zb_jnode *font = zb_jout_object(fonts, NULL);
                zb_jout_str(font, "name", f->fonts[i].name);
                zb_jout_bool(font, "embedded", f->fonts[i].embedded);
                zb_jout_bool(font, "subset", f->fonts[i].subset);
                zb_jout_str(font, "format", f->fonts[i].type3 ? "Type3" : f->fonts[i].format);
        }
        struct zb_jnode *tiers = zb_jout_array(node, "tiers");
        for (int t = 0; t < ZB_N_TIERS; t++)
                report_json_tier(&f->tiers[t], zb_tier_names[t], tiers);
        lines(f, node);
}

/* Counts that are 0 when nobody knows. */
static double report_json_known(int n)
{
        return n > 0 ? n : NAN;
}

static void image(const struct zb_fact_image *i, struct zb_jnode *list)
{
        struct zb_jnode *node = zb_jout_object(list, NULL);
        zb_jout_str(node, "type", i->type);
        zb_jout_box(node, "box_mm", i->box);
        zb_jout_str(node, "path", *i->place ? i->place : NULL);
        zb_jout_str(node, "caption", i->caption);
        zb_jout_str(node, "source", *i->source ? i->source : NULL);
        zb_jout_known(node, "ppi", fmin(i->ppi_x, i->ppi_y), 1);
        zb_jout_known(node, "source_ppi", i->source_ppi > 0 ? i->source_ppi : NAN, 1);
        zb_jout_str(node, "space", zb_space_names[i->space]);
        zb_jout_bool(node, "ai", i->ai);
        zb_jout_bool(node, "ai_marked", i->ai_marked);
        zb_jout_str(node, "filter", i->filter);
        zb_jout_known(node, "px_w", report_json_known(i->px_w), 0);
        zb_jout_known(node, "px_h", report_json_known(i->px_h), 0);
        zb_jout_known(node, "stretch", i->stretch > 0 ? i->stretch : NAN, 4);
        zb_jout_known(node, "upsampled", report_json_known(i->upsampled), 0);
        zb_jout_known(node, "jpeg_quality", report_json_known(i->quality), 0);
}

static void images(const struct zb_facts *f, struct zb_jnode *facts)
{
        struct zb_jnode *node = zb_jout_object(facts, "images");
        zb_jout_known(node, "count", isnan(f->image_mm2) ? NAN : (double)f->n_images, 0);
        zb_jout_known(node, "share", f->share, 4);
        zb_jout_known(node, "share_strict", f->share_strict, 4);
        zb_jout_known(node, "ppi_min", f->ppi_min, 1);
        struct zb_jnode *list = zb_jout_array(node, "list");
        for (size_t i = 0; i < f->n_images; i++)
                image(&f->images[i], list);
}

static void report_json_codes(const struct zb_facts *f, struct zb_jnode *facts)
{
        struct zb_jnode *qr = zb_jout_array(facts, "qr"), *list = zb_jout_array(facts, "qr_list");
        for (size_t i = 0; i < f->n_qr; i++) {
                zb_jout_str(qr, NULL, f->qr[i].url);
                struct zb_jnode *node = zb_jout_object(list, NULL);
                zb_jout_str(node, "url", f->qr[i].url);
                zb_jout_box(node, "box_mm", f->qr[i].box);
                zb_jout_known(node, "module_mm", f->qr[i].module_mm, 3);
                zb_jout_known(node, "quiet_mm", f->qr[i].quiet_mm, 2);
                zb_jout_known(node, "contrast", f->qr[i].contrast > 0 ? f->qr[i].contrast : NAN, 2);
        }
}

static void facts_of(const struct zb_report *r, struct zb_jnode *root)
{
        const struct zb_facts *f = r->facts;
        struct zb_jnode *facts = zb_jout_object(root, "facts");
        report_json_page(f, facts);
        report_json_ink(r, facts);
        report_json_words(f, facts);
        images(f, facts);
        report_json_codes(f, facts);
        zb_report_json_file(f, facts);
}

enum zb_code zb_report_json(const struct zb_report *report, struct zb_buf *out, struct zb_err *err)
{
        struct zb_jout *doc = zb_jout_new();
        if (!doc)
                return zb_err_nomem(err);
        struct zb_jnode *root = zb_jout_root(doc);
        zb_jout_str(root, "zhanban", report->version);
        zb_jout_str(root, "file", report->facts->file);
        zb_jout_str(root, "kind", zb_kind_names[report->facts->kind]);
        zb_jout_str(root, "standard", report->standard->name);
        zb_jout_str(root, "process", report->process->name);
        zb_jout_str(root, "verdict", zb_verdict_names[zb_findings_verdict(report->findings, report->strict)]);
        struct zb_jnode *list = zb_jout_array(root, "findings");
        for (size_t i = 0; i < report->findings->n; i++)
                finding(report, list, &report->findings->items[i]);
        facts_of(report, root);
        enum zb_code code = zb_jout_dump(doc, out, err);
        zb_jout_free(doc);
        return code;
}
