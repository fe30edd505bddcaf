/* SPDX-License-Identifier: Apache-2.0 */
/* What a file says as a file, in the report for programs: container, PDF, pixels, layers, survey. Of a spec,
 * which is no file for the press, these are null. */
#include <math.h>

#include "report_priv.h"

void zb_jout_known(struct zb_jnode *node, const char *key, double v, int decimals)
{
        if (isfinite(v))
                zb_jout_num(node, key, v, decimals);
        else
                zb_jout_null(node, key);
}

void zb_jout_strings(struct zb_jnode *node, const char *key, const char *const *list, size_t n)
{
        struct zb_jnode *array = zb_jout_array(node, key);
        for (size_t i = 0; i < n; i++)
                zb_jout_str(array, NULL, list[i]);
}

void zb_jout_box(struct zb_jnode *node, const char *key, struct zb_rect r)
{
        struct zb_jnode *array = zb_jout_array(node, key);
        zb_jout_known(array, NULL, r.x, 2);
        zb_jout_known(array, NULL, r.y, 2);
        zb_jout_known(array, NULL, r.w, 2);
        zb_jout_known(array, NULL, r.h, 2);
}

static void report_json_file_place(struct zb_jnode *node, struct zb_rect r)
{
        if (r.w > 0)
                zb_jout_box(node, "box_mm", r);
        else
                zb_jout_null(node, "box_mm");
}

static void container(const struct zb_facts *f, struct zb_jnode *facts)
{
        const struct zb_fact_file *c = &f->container;
        if (f->kind == ZB_KIND_SPEC) {
                zb_jout_null(facts, "container");
                return;
        }
        struct zb_jnode *node = zb_jout_object(facts, "container");
        zb_jout_str(node, "reading", zb_reading_names[c->reading]);
        zb_jout_known(node, "bytes", c->bytes, 0);
        zb_jout_str(node, "format", c->format);
        zb_jout_str(node, "creator", c->creator);
        zb_jout_str(node, "producer", c->producer);
        zb_jout_known(node, "pages", c->n_pages >= 0 ? c->n_pages : NAN, 0);
        zb_jout_known(node, "user_unit", c->user_unit, 4);
        zb_jout_bool(node, "boxes_declared", c->boxes_declared);
        zb_jout_bool(node, "restricted", c->restricted);
        zb_jout_strings(node, "warnings", c->warnings, c->n_warnings);
}

static void pdf(const struct zb_facts *f, struct zb_jnode *facts)
{
        const struct zb_fact_pdf *p = &f->pdf;
        if (!p->known) {
                zb_jout_null(facts, "pdf");
                return;
        }
        struct zb_jnode *node = zb_jout_object(facts, "pdf");
        zb_jout_str(node, "claims", p->claims);
        zb_jout_strings(node, "x4_broken", p->broken, p->n_broken);
        zb_jout_int(node, "output_intents", p->n_intents);
        zb_jout_str(node, "intent", p->intent);
        zb_jout_str(node, "intent_profile", p->intent_profile);
        zb_jout_bool(node, "transparency", p->transparency);
        zb_jout_bool(node, "soft_masks", p->soft_masks);
        zb_jout_strings(node, "blend_modes", p->blends, p->n_blends);
        zb_jout_int(node, "outlined_characters", (long long)p->outlines);
        struct zb_jnode *list = zb_jout_array(node, "objects");
        for (size_t i = 0; i < p->n_objects; i++) {
                const struct zb_fact_seen *o = &p->objects[i];
                struct zb_jnode *seen = zb_jout_object(list, NULL);
                zb_jout_str(seen, "what", zb_seen_names[o->what]);
                zb_jout_str(seen, "name", o->name && *o->name ? o->name : NULL);
                zb_jout_int(seen, "count", (long long)o->n);
                report_json_file_place(seen, o->box);
        }
}

static void raster(const struct zb_facts *f, struct zb_jnode *facts)
{
        const struct zb_fact_raster *r = &f->raster;
        if (!r->known) {
                zb_jout_null(facts, "raster");
                return;
        }
        struct zb_jnode *node = zb_jout_object(facts, "raster");
        zb_jout_int(node, "px_w", r->px_w);
        zb_jout_int(node, "px_h", r->px_h);
        zb_jout_int(node, "bits", r->bits);
        zb_jout_int(node, "channels", r->channels);
        zb_jout_int(node, "extra_channels", r->extra_channels);
        zb_jout_known(node, "ppi_x", r->ppi_x, 2);
        zb_jout_known(node, "ppi_y", r->ppi_y, 2);
        zb_jout_str(node, "ppi_source", r->ppi_source);
        zb_jout_str(node, "mode", r->mode);
        zb_jout_str(node, "compression", r->compression);
        zb_jout_known(node, "jpeg_quality", r->quality > 0 ? r->quality : NAN, 0);
        zb_jout_known(node, "upsampled", r->upsampled > 0 ? r->upsampled : NAN, 0);
        zb_jout_bool(node, "ai", r->ai);
        if (r->composite < 0)
                zb_jout_null(node, "composite");
        else
                zb_jout_bool(node, "composite", r->composite);
}

static void report_json_file_layers(const struct zb_facts *f, struct zb_jnode *facts)
{
        if (f->kind == ZB_KIND_SPEC) {
                zb_jout_null(facts, "layers");
                return;
        }
        struct zb_jnode *list = zb_jout_array(facts, "layers");
        for (size_t i = 0; i < f->n_layers; i++) {
                struct zb_jnode *node = zb_jout_object(list, NULL);
                zb_jout_str(node, "name", f->layers[i].name);
                zb_jout_str(node, "kind", f->layers[i].kind);
                zb_jout_bool(node, "visible", f->layers[i].visible);
                zb_jout_bool(node, "printing", f->layers[i].printing);
                zb_jout_str(node, "blend", f->layers[i].blend);
                report_json_file_place(node, f->layers[i].box);
        }
}

static void survey(const struct zb_facts *f, struct zb_jnode *facts)
{
        const struct zb_fact_survey *s = &f->survey;
        if (!s->known) {
                zb_jout_null(facts, "survey");
                return;
        }
        struct zb_jnode *node = zb_jout_object(facts, "survey");
        zb_jout_known(node, "blank", s->blank, 4);
        zb_jout_known(node, "plain", s->plain, 4);
        struct zb_jnode *plates = zb_jout_array(node, "plate_mean");
        for (int i = 0; i < 4; i++)
                zb_jout_known(plates, NULL, s->plate_mean[i], 2);
}

void zb_report_json_file(const struct zb_facts *f, struct zb_jnode *facts)
{
        container(f, facts);
        pdf(f, facts);
        raster(f, facts);
        report_json_file_layers(f, facts);
        survey(f, facts);
}
