/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a template. A table maps each key to its member, so that a metric is added in two lines. */
#include <stddef.h>
#include <string.h>

#include "template.h"

#define AT(member) offsetof(struct zb_template, member)

static const struct metric {
        const char *group, *key;
        size_t at;
        bool ratio; /* in em: not scaled */
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
};

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
                        t->steps[i].em[tier] =
                                t->scale * zb_json_num(zb_json_get(step, zb_tier_names[tier]), 0);
                t->steps[i].relaxed = zb_arena_strdup(arena, zb_json_str(zb_json_get(step, "relaxed")));
        }
}

/* A search that could not end, or a type size of nothing, is refused here, once. */
static bool sane(const struct zb_template *t)
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

enum zb_code zb_template_load(const char *layouts_dir, const char *name, double scale, struct zb_arena *arena,
                              struct zb_template *ret, struct zb_err *err)
{
        char *path = zb_arena_printf(arena, "%s/templates/%s.json", layouts_dir, name);
        struct zb_json *doc;
        if (!path)
                return zb_err_nomem(err);
        if (zb_json_load(path, 1 << 20, &doc, err)) {
                err->code = ZB_WORK; /* our own data, not the author's */
                return ZB_WORK;
        }
        struct zb_value root = zb_json_root(doc), search = zb_json_get(root, "search");
        struct zb_template t = {.scale = scale};
        for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
                struct zb_value group = metrics[i].group ? zb_json_get(root, metrics[i].group) : root;
                double value = zb_json_num(zb_json_get(group, metrics[i].key), -1);
                if (!(value >= 0)) {
                        zb_json_free(doc);
                        return zb_err_say(err, ZB_WORK, path, "the template lacks the number \"%s\"", metrics[i].key);
                }
                value *= metrics[i].ratio ? 1 : scale;
                memcpy((char *)&t + metrics[i].at, &value, sizeof value);
        }
        t.em_per_line = read_span(zb_json_get(search, "em_per_line"));
        t.leading = read_span(zb_json_get(search, "leading"));
        t.gap = read_span(zb_json_get(search, "gap"));
        t.gap = (struct zb_span_of){t.gap.from * scale, t.gap.to * scale, t.gap.step * scale};
        t.landscape = zb_json_bool(zb_json_get(root, "landscape"), false);
        read_list(zb_json_get(root, "panel"), 3, scale, t.panel_w);
        t.strip_min = scale * zb_json_num(zb_json_at(zb_json_get(search, "strip"), 0), 100);
        t.strip_max = scale * zb_json_num(zb_json_at(zb_json_get(search, "strip"), 1), 200);
        t.n_title = read_list(zb_json_get(search, "title_em"), ZB_MAX_STEPS, scale, t.title_em);
        t.n_title_cm = read_list(zb_json_get(search, "title_em_cm"), ZB_MAX_STEPS, scale, t.title_em_cm);
        read_steps(zb_json_get(search, "steps"), arena, &t);
        zb_json_free(doc);
        if (!sane(&t))
                return zb_err_say(err, ZB_WORK, path, "the template's search ranges are not usable");
        *ret = t;
        return zb_words_load(layouts_dir, arena, &ret->words, err);
}
