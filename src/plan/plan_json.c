/* SPDX-License-Identifier: Apache-2.0 */
/* A plan for programs. */
#include <math.h>

#include "plan_report.h"

static const char *const fit_names[] = {[ZB_FIT_NO] = "no", [ZB_FIT_CM] = "cm", [ZB_FIT_BOTH] = "both"};
static const char *const cure_names[] = {[ZB_CURE_CUT] = "cut",
                                         [ZB_CURE_ADD] = "add",
                                         [ZB_CURE_TITLE] = "title",
                                         [ZB_CURE_DROP] = "drop",
                                         [ZB_CURE_TURN] = "turn"};

static void range(struct zb_jnode *node, const char *key, size_t min, size_t max)
{
        if (!max) {
                zb_jout_null(node, key);
                return;
        }
        struct zb_jnode *array = zb_jout_array(node, key);
        zb_jout_int(array, NULL, (long long)min);
        zb_jout_int(array, NULL, (long long)max);
}

static void plan_json_num(struct zb_jnode *node, const char *key, double value, int decimals)
{
        if (isfinite(value))
                zb_jout_num(node, key, value, decimals);
        else
                zb_jout_null(node, key);
}

static void whole(const struct zb_plan_report *r, struct zb_jnode *root)
{
        const struct zb_plan *p = r->plan;
        struct zb_jnode *node = zb_jout_object(root, "board");
        zb_jout_int(node, "chars", (long long)r->facts->chars);
        plan_json_num(node, "chars_min", zb_range_asked(r->standard->chars) ? r->standard->chars.min : NAN, 0);
        plan_json_num(node, "chars_max", zb_range_asked(r->standard->chars) ? r->standard->chars.max : NAN, 0);
        zb_jout_int(node, "chars_full", zb_plan_full(r));
        zb_jout_bool(node, "full_fits", p->full_fits);
        struct zb_jnode *room = zb_jout_object(node, "room");
        zb_jout_int(room, "body", (long long)p->section_room);
        zb_jout_int(room, "lead", (long long)p->lead_room);
        zb_jout_int(room, "captions", (long long)p->caption_room);
        zb_jout_int(room, "notes", (long long)p->note_room);
        plan_json_num(node, "share", r->facts->share, 4);
        plan_json_num(node, "leading", p->leading, 3);
        plan_json_num(node, "line_mm", p->leading * p->tiers[ZB_TIER_BODY].em_mm, 2);
        plan_json_num(node, "spread_mm", p->spread_mm, 1);
        plan_json_num(node, "reserve_mm", p->reserve_mm, 1);
        if (p->draft)
                zb_jout_int(node, "filler_chars", p->open_chars);
}

static void tiers(const struct zb_plan_report *r, struct zb_jnode *root)
{
        struct zb_jnode *list = zb_jout_array(root, "tiers");
        for (int i = 0; i < ZB_N_TIERS; i++) {
                const struct zb_plan_tier *t = &r->plan->tiers[i];
                if (!r->facts->tiers[i].lines)
                        continue;
                struct zb_jnode *node = zb_jout_object(list, NULL);
                zb_jout_str(node, "tier", zb_tier_names[i]);
                plan_json_num(node, "em_mm", t->em_mm, 2);
                plan_json_num(node, "ink_cm", t->ink_cm, 3);
                plan_json_num(node, "pt", t->pt, 2);
                zb_jout_bool(node, "in_cm", t->cm);
                zb_jout_bool(node, "in_pt", t->in_pt);
        }
}

static void section(struct zb_jnode *list, const struct zb_plan_section *s, bool draft)
{
        struct zb_jnode *node = zb_jout_object(list, NULL);
        zb_jout_str(node, "place", s->place);
        zb_jout_str(node, "heading", s->heading);
        zb_jout_int(node, "heading_room", (long long)s->heading_room);
        zb_jout_bool(node, "open", s->open);
        zb_jout_int(node, "chars", s->open ? 0 : (long long)s->chars);
        zb_jout_int(node, "lines", s->open ? 0 : (long long)s->lines);
        plan_json_num(node, "em_per_line", s->em_per_line, 2);
        if (draft) {
                range(node, "window_both", s->both_min, s->both_max);
                range(node, "window_cm", s->cm_min, s->cm_max);
                return;
        }
        plan_json_num(node, "last_line", s->lines ? s->last_fill : NAN, 3);
        zb_jout_int(node, "fill", (long long)s->fill);
        zb_jout_int(node, "cut", (long long)s->cut);
        plan_json_num(node, "line_more_mm", s->more_mm, 1);
        plan_json_num(node, "line_less_mm", s->less_mm, 1);
        if (s->lines_after) {
                zb_jout_int(node, "room", (long long)s->room);
                zb_jout_int(node, "lines_after", (long long)s->lines_after);
                zb_jout_str(node, "fit_after", fit_names[s->fit_after]);
        } else {
                zb_jout_null(node, "room");
                zb_jout_null(node, "lines_after");
                zb_jout_null(node, "fit_after");
        }
}

static void clashes(const struct zb_plan_report *r, struct zb_jnode *root)
{
        struct zb_jnode *list = zb_jout_array(root, "collides");
        for (size_t i = 0; i < r->plan->n_clashes; i++) {
                const struct zb_plan_conflict *c = &r->plan->clashes[i];
                struct zb_jnode *node = zb_jout_object(list, NULL);
                zb_jout_str(node, "rule", c->rule);
                zb_jout_str(node, "place", *c->place ? c->place : NULL);
                zb_jout_str(node, "message", zb_msg_text(c->text, r->lang));
        }
}

static void cures(const struct zb_plan_report *r, struct zb_jnode *root)
{
        struct zb_jnode *list = zb_jout_array(root, "cures");
        for (size_t i = 0; i < r->plan->n_cures; i++) {
                const struct zb_plan_cure *c = &r->plan->cures[i];
                struct zb_jnode *node = zb_jout_object(list, NULL);
                zb_jout_str(node, "kind", cure_names[c->kind]);
                zb_jout_str(node, "gives", fit_names[c->gives]);
                zb_jout_int(node, "chars", c->chars);
                struct zb_jnode *lengths = zb_jout_array(node, "lengths");
                for (size_t k = 0; k < c->n_lengths; k++) {
                        struct zb_jnode *length = zb_jout_object(lengths, NULL);
                        zb_jout_str(length, "place", c->lengths[k].place);
                        zb_jout_int(length, "from", (long long)c->lengths[k].from);
                        zb_jout_int(length, "to", (long long)c->lengths[k].to);
                }
                zb_jout_str(node, "drop", c->drop);
                zb_jout_str(node, "message", zb_msg_text(c->text, r->lang));
        }
}

enum zb_code zb_plan_json(const struct zb_plan_report *r, struct zb_buf *out, struct zb_err *err)
{
        struct zb_jout *doc = zb_jout_new();
        if (!doc)
                return zb_err_nomem(err);
        struct zb_jnode *root = zb_jout_root(doc);
        zb_jout_str(root, "zhanban", r->version);
        zb_jout_str(root, "file", r->file);
        zb_jout_str(root, "kind", "plan");
        zb_jout_str(root, "standard", r->standard->name);
        zb_jout_str(root, "orientation", r->plan->landscape ? "landscape" : "portrait");
        zb_jout_str(root, "path", r->plan->scene->path_used);
        zb_jout_str(root, "fit", fit_names[r->plan->fit]);
        zb_jout_bool(root, "draft", r->plan->draft);
        zb_jout_bool(root, "fails", zb_plan_fails(r));
        whole(r, root);
        tiers(r, root);
        struct zb_jnode *list = zb_jout_array(root, "sections");
        for (size_t i = 0; i < r->plan->n_sections; i++)
                section(list, &r->plan->sections[i], r->plan->draft);
        clashes(r, root);
        cures(r, root);
        enum zb_code code = zb_jout_dump(doc, out, err);
        zb_jout_free(doc);
        return code;
}
