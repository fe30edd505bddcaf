/* SPDX-License-Identifier: Apache-2.0 */
/* The report for programs. Its keys are promises (DESIGN, "The report in JSON"): they are added to, never
 * changed. What is not known is null, never zero. */
#include <math.h>
#include <string.h>

#include "json.h"
#include "report_priv.h"

static void num(struct zb_jnode *node, const char *key, double v, int decimals)
{
        if (isfinite(v))
                zb_jout_num(node, key, v, decimals);
        else
                zb_jout_null(node, key);
}

static void box(struct zb_jnode *node, const char *key, struct zb_rect r)
{
        struct zb_jnode *array = zb_jout_array(node, key);
        num(array, NULL, r.x, 2);
        num(array, NULL, r.y, 2);
        num(array, NULL, r.w, 2);
        num(array, NULL, r.h, 2);
}

static void text(const struct zb_report *r, struct zb_jnode *node, const char *key, struct zb_msg msg)
{
        zb_jout_str(node, key, zb_msg_text(msg, r->lang));
}

static void strings(struct zb_jnode *node, const char *key, const char *const *list, size_t n)
{
        struct zb_jnode *array = zb_jout_array(node, key);
        for (size_t i = 0; i < n; i++)
                zb_jout_str(array, NULL, list[i]);
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
                num(node, "measured", f->measured, 4);
        text(r, node, "wanted", f->wanted);
        text(r, node, "unit", f->unit);
        struct zb_jnode *place = zb_jout_object(node, "place");
        zb_jout_int(place, "page", f->page);
        if (f->box.w > 0)
                box(place, "box_mm", f->box);
        else
                zb_jout_null(place, "box_mm");
        zb_jout_str(place, "path", f->path && *f->path ? f->path : NULL);
        text(r, node, "clause", f->clause);
        text(r, node, "message", f->message);
        text(r, node, "fix", f->fix);
        if (f->waived)
                zb_jout_str(node, "waived", f->waived);
}

static void page(const struct zb_facts *f, struct zb_jnode *facts)
{
        struct zb_jnode *node = zb_jout_object(facts, "page");
        num(node, "width_mm", f->width_mm, 2);
        num(node, "height_mm", f->height_mm, 2);
        struct zb_jnode *boxes = zb_jout_object(node, "boxes_mm");
        box(boxes, "trim", f->trim);
        box(boxes, "bleed", f->bleed);
        box(boxes, "media", f->media);
        box(boxes, "visible", f->visible);
        num(node, "bleed_mm", f->bleed_mm, 2);
        num(node, "safe_min_mm", f->safe_min_mm, 2);
        zb_jout_str(node, "path", f->path_used);
}

static void ink(const struct zb_facts *f, struct zb_jnode *facts)
{
        struct zb_jnode *node = zb_jout_object(facts, "ink");
        strings(node, "spaces", f->spaces, f->n_spaces);
        num(node, "total_max", f->total_max, 1);
        zb_jout_str(node, "profile", f->profile);
        strings(node, "spots", f->spots, f->n_spots);
        num(node, "solid_k_cm2", f->solid_k_cm2, 1);
        num(node, "line_min_mm", f->line_min_mm, 3);
        if (f->k_only < 0)
                zb_jout_null(node, "small_text_k_only");
        else
                zb_jout_bool(node, "small_text_k_only", f->k_only);
}

static void tier(const struct zb_fact_tier *t, const char *name, struct zb_jnode *list)
{
        if (t->lines == 0 && isnan(t->ink_cm))
                return;
        struct zb_jnode *node = zb_jout_object(list, NULL);
        zb_jout_str(node, "tier", name);
        num(node, "ink_cm", t->ink_cm, 3);
        num(node, "em_cm", t->em_cm, 3);
        num(node, "pt", t->pt, 2);
        num(node, "leading", t->leading, 3);
        zb_jout_int(node, "chars", (long long)t->chars);
        zb_jout_int(node, "lines", (long long)t->lines);
        num(node, "ink_cm_min", t->ink_cm_min, 3);
        num(node, "ink_cm_max", t->ink_cm_max, 3);
}

static void words(const struct zb_facts *f, struct zb_jnode *facts)
{
        struct zb_jnode *node = zb_jout_object(facts, "text");
        bool read = strcmp(f->text_source, "none") != 0 || f->kind == ZB_KIND_SPEC;
        num(node, "count", read ? (double)f->chars : NAN, 0);
        zb_jout_str(node, "source", f->text_source);
        num(node, "keywords", f->keywords < 0 ? NAN : f->keywords, 0);
        num(node, "contrast_min", f->min_contrast, 2);
        struct zb_jnode *fonts = zb_jout_array(node, "fonts");
        for (size_t i = 0; i < f->n_fonts; i++) {
                struct zb_jnode *font = zb_jout_object(fonts, NULL);
                zb_jout_str(font, "name", f->fonts[i].name);
                zb_jout_bool(font, "embedded", f->fonts[i].embedded);
        }
        struct zb_jnode *tiers = zb_jout_array(node, "tiers");
        for (int t = 0; t < ZB_N_TIERS; t++)
                tier(&f->tiers[t], zb_tier_names[t], tiers);
}

static void image(const struct zb_fact_image *i, struct zb_jnode *list)
{
        struct zb_jnode *node = zb_jout_object(list, NULL);
        zb_jout_str(node, "type", i->type);
        box(node, "box_mm", i->box);
        zb_jout_str(node, "path", *i->place ? i->place : NULL);
        zb_jout_str(node, "caption", i->caption);
        zb_jout_str(node, "source", *i->source ? i->source : NULL);
        num(node, "ppi", fmin(i->ppi_x, i->ppi_y), 1);
        zb_jout_str(node, "space", i->space);
        zb_jout_bool(node, "ai", i->ai);
        zb_jout_bool(node, "ai_marked", i->ai_marked);
}

static void images(const struct zb_facts *f, struct zb_jnode *facts)
{
        struct zb_jnode *node = zb_jout_object(facts, "images");
        num(node, "count", isnan(f->image_mm2) ? NAN : (double)f->n_images, 0);
        num(node, "share", f->share, 4);
        num(node, "share_strict", f->share_strict, 4);
        num(node, "ppi_min", f->ppi_min, 1);
        struct zb_jnode *list = zb_jout_array(node, "list");
        for (size_t i = 0; i < f->n_images; i++)
                image(&f->images[i], list);
}

static void facts_of(const struct zb_facts *f, struct zb_jnode *root)
{
        struct zb_jnode *facts = zb_jout_object(root, "facts");
        page(f, facts);
        ink(f, facts);
        words(f, facts);
        images(f, facts);
        struct zb_jnode *qr = zb_jout_array(facts, "qr");
        for (size_t i = 0; i < f->n_qr; i++)
                zb_jout_str(qr, NULL, f->qr[i].url);
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
        facts_of(report->facts, root);
        enum zb_code code = zb_jout_dump(doc, out, err);
        zb_jout_free(doc);
        return code;
}
