/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a template. A table maps each key to its member, so that a metric is added in two lines. */
#include <stddef.h>
#include <string.h>

#include "template.h"

#define AT(member) offsetof(struct zb_template, member)

static const struct metric {
        const char *group, *key;
        size_t at;
        bool ratio; /* an em, a ratio, a weight: not scaled */
} metrics[] = {
        {NULL, "margin", AT(margin), false},
        {NULL, "gutter", AT(gutter), false},
        {NULL, "column_gap", AT(column_gap), false},
        {"hero", "top", AT(hero.top), false},
        {"hero", "bottom", AT(hero.bottom), false},
        {"hero", "stripe", AT(hero.stripe), false},
        {"hero", "title_leading", AT(hero.title_leading), true},
        {"hero", "gap", AT(hero.gap), false},
        {"hero", "picture_gap", AT(hero.picture_gap), false},
        {"hero", "picture_min", AT(hero.picture_min), false},
        {"hero", "bar", AT(hero.bar), false},
        {"hero", "bar_gap", AT(hero.bar_gap), false},
        {"hero", "value_gap", AT(hero.value_gap), false},
        {"hero", "cell_gap", AT(hero.cell_gap), false},
        {"row", "chip_w", AT(row.chip_w), false},
        {"row", "chip_h", AT(row.chip_h), false},
        {"row", "chip_foot", AT(row.chip_foot), false},
        {"row", "chip_gap", AT(row.chip_gap), false},
        {"row", "bar_w", AT(row.bar_w), false},
        {"row", "bar_gap", AT(row.bar_gap), false},
        {"row", "heading_leading", AT(row.heading_leading), true},
        {"row", "heading_gap", AT(row.heading_gap), false},
        {"row", "paragraph_gap", AT(row.paragraph_gap), true},
        {"row", "first_gap", AT(row.first_gap), false},
        {"row", "last_gap", AT(row.last_gap), false},
        {"foot", "top", AT(foot.top), false},
        {"foot", "bottom", AT(foot.bottom), false},
        {"foot", "qr", AT(foot.qr), false},
        {"foot", "qr_gap", AT(foot.qr_gap), false},
        {"foot", "label_leading", AT(foot.label_leading), true},
        {"foot", "note_leading", AT(foot.note_leading), true},
        {"search", "hole", AT(hole), false},
        {"weight", "share", AT(weight.share), true},
        {"weight", "share_far", AT(weight.share_far), true},
        {"weight", "share_near", AT(weight.share_near), true},
        {"weight", "rows", AT(weight.rows), true},
        {"weight", "leading", AT(weight.leading), true},
        {"weight", "gap", AT(weight.gap), true},
        {"weight", "gap_em", AT(weight.gap_em), true},
        {"weight", "hole", AT(weight.hole), true},
        {"weight", "heading_extra", AT(weight.heading_extra), true},
        {"weight", "heading_most", AT(weight.heading_most), false},
        {"weight", "shape", AT(weight.shape), true},
        {"weight", "flat", AT(weight.flat), true},
        {"weight", "tall", AT(weight.tall), true},
        {"weight", "body", AT(weight.body), true},
        {"weight", "body_from", AT(weight.body_from), true},
        {"weight", "bar", AT(weight.bar), true},
        {"weight", "pair", AT(weight.pair), true},
        {"weight", "title_cm", AT(weight.title_cm), true},
        {"weight", "tight", AT(weight.tight), true},
        {"weight", "unlike", AT(weight.unlike), true},
        {"weight", "unlike_em", AT(weight.unlike_em), true},
        {"weight", "caption", AT(weight.caption), true},
        {"weight", "caption_hero", AT(weight.caption_hero), true},
        {"weight", "long_line", AT(weight.long_line), true},
        {"weight", "long_line_em", AT(weight.long_line_em), true},
        {"weight", "picture", AT(weight.picture), true},
        {"weight", "tower", AT(weight.tower), true},
        {"weight", "widest", AT(weight.widest), true},
        {"weight", "title_lines", AT(weight.title_lines), true},
        {"weight", "title_small", AT(weight.title_small), true},
};

/* ---- a file and those that it is like ---- */

enum { MOST_LIKE = 4 };
struct chain { /* the file itself first */
        struct zb_json *docs[MOST_LIKE];
        size_t n;
        const char *path; /* of the first */
};

static void close_chain(struct chain *c)
{
        while (c->n > 0)
                zb_json_free(c->docs[--c->n]);
}

static struct zb_value template_find(const struct chain *c, const char *group, const char *key)
{
        struct zb_value v = {0};
        for (size_t i = 0; i < c->n && !v.node; i++) {
                struct zb_value root = zb_json_root(c->docs[i]);
                v = zb_json_get(group ? zb_json_get(root, group) : root, key);
        }
        return v;
}

static enum zb_code open_chain(const char *folder, const char *name, struct zb_arena *arena, struct chain *c,
                               struct zb_err *err)
{
        for (*c = (struct chain){0}; name;) {
                const char *path = zb_arena_printf(arena, "%s/%s.json", folder, name);
                enum zb_code code = !path               ? zb_err_nomem(err)
                                    : c->n == MOST_LIKE ? zb_err_say(err, ZB_WORK, path,
                                                                     "too many templates are \"like\" another")
                                                        : zb_json_load(path, 1 << 20, &c->docs[c->n], err);
                if (code) {
                        close_chain(c);
                        if (err)
                                err->code = ZB_WORK; /* our own data, not the author's */
                        return ZB_WORK;
                }
                c->path = c->n == 0 ? path : c->path;
                name = zb_arena_strdup(arena, zb_json_str(zb_json_get(zb_json_root(c->docs[c->n++]), "like")));
        }
        if (zb_arena_failed(arena)) {
                close_chain(c);
                return zb_err_nomem(err);
        }
        return ZB_OK;
}

/* The first by name that is for this orientation. */
static enum zb_code template_choose(const char *folder, bool landscape, struct zb_arena *arena, struct chain *c,
                                    struct zb_err *err)
{
        const char **names = zb_json_names(folder, arena);
        enum zb_code code = names ? ZB_OK : zb_err_nomem(err);
        for (size_t i = 0; !code && names[i]; i++) {
                code = open_chain(folder, names[i], arena, c, err);
                if (code || zb_json_bool(template_find(c, NULL, "landscape"), false) == landscape)
                        return code;
                close_chain(c);
        }
        return code ? code
                    : zb_err_say(err, ZB_WORK, folder,
                                 landscape ? "there is no template for landscape boards"
                                           : "there is no template for portrait boards");
}

/* ---- reading ---- */

static struct zb_span_of read_span(struct zb_value v)
{
        return (struct zb_span_of){zb_json_num(zb_json_at(v, 0), 0), zb_json_num(zb_json_at(v, 1), 0),
                                   zb_json_num(zb_json_at(v, 2), 1)};
}

static size_t read_list(struct zb_value v, size_t max, double scale, double *out)
{
        size_t n = zb_json_len(v) < max ? zb_json_len(v) : max;
        for (size_t i = 0; i < n; i++)
                out[i] = scale * zb_json_num(zb_json_at(v, i), 0);
        return n;
}

static void read_steps(struct zb_value steps, struct zb_arena *arena, struct zb_template *t)
{
        t->n_steps = zb_json_len(steps) < ZB_MAX_STEPS ? zb_json_len(steps) : ZB_MAX_STEPS;
        for (size_t i = 0; i < t->n_steps; i++) {
                struct zb_value step = zb_json_at(steps, i);
                for (int tier = ZB_TIER_HEADING; tier < ZB_N_TIERS; tier++)
                        t->steps[i].em[tier] = t->scale * zb_json_num(zb_json_get(step, zb_tier_names[tier]), 0);
                t->steps[i].relaxed = zb_arena_strdup(arena, zb_json_str(zb_json_get(step, "relaxed")));
        }
}

/* A search that could not end, or a type size of nothing, is refused here, once. */
static bool template_sane(const struct zb_template *t)
{
        const struct zb_span_of *spans[] = {&t->em_per_line, &t->leading, &t->gap};
        for (size_t i = 0; i < 3; i++)
                if (!(spans[i]->step > 0 && spans[i]->from > 0 && spans[i]->to >= spans[i]->from &&
                      (spans[i]->to - spans[i]->from) / spans[i]->step < 100))
                        return false;
        for (size_t i = 0; i < t->n_steps; i++)
                for (int tier = ZB_TIER_HEADING; tier < ZB_N_TIERS; tier++)
                        if (!(t->steps[i].em[tier] > 0.1))
                                return false;
        return t->n_steps > 0 && t->n_title > 0 && t->title_em[0] > 0.1;
}

static enum zb_code read_metrics(const struct chain *c, double scale, struct zb_template *t, struct zb_err *err)
{
        for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
                double value = zb_json_num(template_find(c, metrics[i].group, metrics[i].key), -1);
                if (!(value >= 0))
                        return zb_err_say(err, ZB_WORK, c->path, "the template lacks the number \"%s\"",
                                          metrics[i].key);
                value *= metrics[i].ratio ? 1 : scale;
                memcpy((char *)t + metrics[i].at, &value, sizeof value);
        }
        return ZB_OK;
}

enum zb_code zb_template_load(const char *layouts_dir, bool landscape, double scale, struct zb_arena *arena,
                              struct zb_template *ret, struct zb_err *err)
{
        const char *folder = zb_arena_printf(arena, "%s/templates", layouts_dir);
        struct chain c = {0};
        struct zb_template t = {.scale = scale, .landscape = landscape};
        enum zb_code code = folder ? template_choose(folder, landscape, arena, &c, err) : zb_err_nomem(err);
        if (!code)
                code = read_metrics(&c, scale, &t, err);
        if (code) {
                close_chain(&c);
                return code;
        }
        t.em_per_line = read_span(template_find(&c, "search", "em_per_line"));
        t.leading = read_span(template_find(&c, "search", "leading"));
        t.gap = read_span(template_find(&c, "search", "gap"));
        t.gap = (struct zb_span_of){t.gap.from * scale, t.gap.to * scale, t.gap.step * scale};
        read_list(template_find(&c, NULL, "panel"), 3, scale, t.panel_w);
        t.strip_min = scale * zb_json_num(zb_json_at(template_find(&c, "search", "strip"), 0), 100);
        t.strip_max = scale * zb_json_num(zb_json_at(template_find(&c, "search", "strip"), 1), 200);
        t.n_title = read_list(template_find(&c, "search", "title_em"), ZB_MAX_STEPS, scale, t.title_em);
        t.n_title_cm = read_list(template_find(&c, "search", "title_em_cm"), ZB_MAX_STEPS, scale, t.title_em_cm);
        read_steps(template_find(&c, "search", "steps"), arena, &t);
        close_chain(&c);
        if (!template_sane(&t))
                return zb_err_say(err, ZB_WORK, c.path, "the template's search ranges are not usable");
        *ret = t;
        return zb_words_load(layouts_dir, arena, &ret->words, err);
}
