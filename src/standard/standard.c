/* SPDX-License-Identifier: Apache-2.0 */
/* A standard: its clauses and, under each clause, that clause's limits. One table says which clause may carry
 * which limit and where it goes; a key that the table does not know is a fault, so that a misspelt limit can
 * never be a limit that silently does not hold. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "source.h"

const char *const zb_force_names[] = {"must", "should", "fact", NULL};

enum limit_kind { NUM, RANGE, LIST, STR };

static const struct limit {
        const char *clause, *key; /* key NULL: the clause has no limit */
        enum limit_kind kind;
        size_t at; /* offset in struct zb_standard */
        double min, max;
} limits[] = {
#define AT(field) offsetof(struct zb_standard, field)
        {"board.size", "width_mm", NUM, AT(width_mm), 10, 20000},
        {"board.size", "height_mm", NUM, AT(height_mm), 10, 20000},
        {"board.size", "tolerance_mm", NUM, AT(size_tolerance_mm), 0, 100},
        {"board.visible", "hidden_x_mm", NUM, AT(hidden_x_mm), 0, 1000},
        {"board.visible", "hidden_y_mm", NUM, AT(hidden_y_mm), 0, 1000},
        {"board.visible", "safe_mm", NUM, AT(safe_mm), 0, 1000},
        {"board.stand", "width_mm", NUM, AT(stand_width_mm), 10, 20000},
        {"board.stand", "height_mm", NUM, AT(stand_height_mm), 10, 20000},
        {"board.orientation", NULL, NUM, 0, 0, 0},
        {"board.bleed", NULL, NUM, 0, 0, 0},
        {"image.resolution", "ppi_min", NUM, AT(ppi_min), 1, 10000},
        {"image.resolution", "ppi_tolerance", NUM, AT(ppi_tolerance), 0, 100},
        {"image.resolution", "px_width", NUM, AT(px_width), 0, 1e6},
        {"image.resolution", "px_height", NUM, AT(px_height), 0, 1e6},
        {"image.count", "images", RANGE, AT(images), 0, 0},
        {"colour.mode", NULL, NUM, 0, 0, 0},
        {"colour.scheme", NULL, NUM, 0, 0, 0},
        {"file.source", "megabytes_min", NUM, AT(source_file_mb), 0, 1e5},
        {"file.output", "megabytes_min", NUM, AT(output_file_mb), 0, 1e5},
        {"layout.path", "paths", LIST, AT(paths), 0, 0},
        {"layout.ratio", "image_share", RANGE, AT(ratio), 0, 0},
        {"layout.ratio", "aim", NUM, AT(ratio_aim), 0, 1},
        {"text.count", "chars", RANGE, AT(chars), 0, 0},
        {"text.emphasis", "keywords_min", NUM, AT(keywords_min), 0, 1000},
        {"text.glyphs", NULL, NUM, 0, 0, 0},
        {"text.contrast", "contrast_min", NUM, AT(contrast_min), 1, 21},
        {"text.overlap", NULL, NUM, 0, 0, 0},
        {"title.marks", "marks", STR, AT(title_marks), 0, 0},
        {"authors.count", "authors", RANGE, AT(authors), 0, 0},
        {"type.family", "families", LIST, AT(families), 0, 0},
        {"type.family", "cousins", LIST, AT(cousins), 0, 0},
        {"type.title", "ink_cm", RANGE, AT(tier_cm[ZB_TIER_TITLE]), 0, 0},
        {"type.title", "pt", RANGE, AT(tier_pt[ZB_TIER_TITLE]), 0, 0},
        {"type.heading", "ink_cm", RANGE, AT(tier_cm[ZB_TIER_HEADING]), 0, 0},
        {"type.heading", "pt", RANGE, AT(tier_pt[ZB_TIER_HEADING]), 0, 0},
        {"type.body", "ink_cm", RANGE, AT(tier_cm[ZB_TIER_BODY]), 0, 0},
        {"type.body", "pt", RANGE, AT(tier_pt[ZB_TIER_BODY]), 0, 0},
        {"type.caption", "ink_cm", RANGE, AT(tier_cm[ZB_TIER_CAPTION]), 0, 0},
        {"type.caption", "pt", RANGE, AT(tier_pt[ZB_TIER_CAPTION]), 0, 0},
        {"type.note", "ink_cm", RANGE, AT(tier_cm[ZB_TIER_NOTE]), 0, 0},
        {"type.note", "pt", RANGE, AT(tier_pt[ZB_TIER_NOTE]), 0, 0},
        {"type.leading", "leading", RANGE, AT(leading), 0, 0},
        {"type.kinsoku", NULL, NUM, 0, 0, 0},
        {"ink.total", NULL, NUM, 0, 0, 0},
        {"ink.black", NULL, NUM, 0, 0, 0},
        {"ink.line", NULL, NUM, 0, 0, 0},
        {"figure.ai", "mark_share_min", NUM, AT(ai_mark_share), 0, 1},
        {"figure.infographic", "charts_min", NUM, AT(charts_min), 0, 100},
        {"qr.allowed", NULL, NUM, 0, 0, 0},
        {"qr.module", "module_mm", NUM, AT(qr_module_mm), 0, 100},
        {"qr.module", "quiet_modules", NUM, AT(qr_quiet_modules), 0, 100},
#undef AT
};
enum { N_LIMITS = sizeof limits / sizeof *limits };

/* The clauses of the table above, each once. */
static const char *const clause_ids[] = {
        "board.size",         "board.visible",    "board.stand",   "board.orientation",
        "board.bleed",        "image.resolution", "image.count",   "colour.mode",
        "colour.scheme",      "file.source",      "file.output",   "layout.path",
        "layout.ratio",       "text.count",       "text.emphasis", "text.glyphs",
        "text.contrast",      "text.overlap",     "title.marks",   "authors.count",
        "type.family",        "type.title",       "type.heading",  "type.body",
        "type.caption",       "type.note",        "type.leading",  "type.kinsoku",
        "ink.total",          "ink.black",        "ink.line",      "figure.ai",
        "figure.infographic", "qr.allowed",       "qr.module",     NULL,
};

const char *const *zb_clause_ids(void)
{
        return clause_ids;
}

static void read_limit(struct source *s, struct zb_standard *std, const struct limit *l,
                       struct zb_value object)
{
        char *field = (char *)std + l->at;
        switch (l->kind) {
        case NUM:
                *(double *)(void *)field = zb_source_num(s, object, l->key, l->min, l->max, NAN);
                break;
        case RANGE:
                *(struct zb_range *)(void *)field = zb_source_range(s, object, l->key);
                break;
        case LIST:
                *(const char *const **)(void *)field = zb_source_list(s, object, l->key);
                break;
        case STR:
                *(const char **)(void *)field = zb_source_str(s, object, l->key);
                break;
        }
}

/* Optional limits: what a standard may leave out because leaving it out asks for less. */
static bool optional(const struct limit *l)
{
        return l->kind == RANGE || strcmp(l->key, "cousins") == 0 || strncmp(l->key, "px_", 3) == 0;
}

static void read_limits(struct source *s, struct zb_standard *std, const char *id, struct zb_value clause)
{
        const char *keys[8] = {NULL};
        size_t n = 0, given = 0;
        struct zb_value object = zb_json_get(clause, "limits");
        for (size_t i = 0; i < N_LIMITS; i++)
                if (strcmp(limits[i].clause, id) == 0 && limits[i].key)
                        keys[n++] = limits[i].key;
        if (zb_json_type(object) == ZB_J_ABSENT && n == 0)
                return;
        if (zb_json_type(object) == ZB_J_ABSENT) {
                zb_faults_add(&s->faults, clause.place, "“%s”缺少“limits”", "\"%s\" has no \"limits\"", id);
                return;
        }
        if (!zb_json_is(object, ZB_J_OBJECT, &s->faults))
                return;
        zb_json_only(object, keys, &s->faults);
        for (size_t i = 0; i < N_LIMITS; i++) {
                const struct limit *l = &limits[i];
                if (strcmp(l->clause, id) != 0 || !l->key)
                        continue;
                if (zb_json_type(zb_json_get(object, l->key)) == ZB_J_ABSENT && optional(l))
                        continue;
                read_limit(s, std, l, object);
                given++;
        }
        if (n > 0 && given == 0)
                zb_faults_add(&s->faults, object.place, "“limits”里一个限值也没有",
                              "\"limits\" holds no limit");
}

static void read_clause(struct source *s, struct zb_standard *std, struct zb_value v, bool technical,
                        struct zb_clause *clause)
{
        static const char *const keys[] = {"id", "force", "clause", "title", "limits", NULL};
        if (!zb_json_is(v, ZB_J_OBJECT, &s->faults))
                return;
        zb_json_only(v, keys, &s->faults);
        if (zb_json_type(zb_json_get(v, "id")) == ZB_J_ABSENT ||
            zb_json_type(zb_json_get(v, "force")) == ZB_J_ABSENT) {
                zb_faults_add(&s->faults, v.place, "每一条都要有“id”和“force”",
                              "every clause needs \"id\" and \"force\"");
                return;
        }
        int id = zb_json_want_name(v, "id", clause_ids, -1, &s->faults);
        int force = zb_json_want_name(v, "force", zb_force_names, ZB_FACT, &s->faults);
        if (id < 0 || force < 0)
                return;
        for (size_t i = 0; i < std->n_clauses; i++)
                if (strcmp(std->clauses[i].id, clause_ids[id]) == 0)
                        zb_faults_add(&s->faults, v.place, "“%s”写了两次", "\"%s\" appears twice",
                                      clause_ids[id]);
        *clause = (struct zb_clause){
                .id = clause_ids[id], .force = (enum zb_force)force, .technical = technical};
        clause->clause = zb_source_msg(s, v, "clause");
        clause->title = zb_source_msg(s, v, "title");
        read_limits(s, std, clause->id, v);
}

static void read_clauses(struct source *s, struct zb_standard *std, struct zb_value root)
{
        struct zb_value lists[2] = {zb_json_get(root, "clauses"), zb_json_get(root, "technical")};
        struct zb_clause *clauses =
                zb_arena_array(s->arena, zb_json_len(lists[0]) + zb_json_len(lists[1]) + 1, sizeof *clauses);
        if (!clauses)
                return;
        std->clauses = clauses;
        for (int k = 0; k < 2; k++) {
                if (zb_json_type(lists[k]) == ZB_J_ABSENT && k == 1)
                        continue;
                if (!zb_json_is(lists[k], ZB_J_ARRAY, &s->faults))
                        continue;
                for (size_t i = 0; i < zb_json_len(lists[k]); i++) {
                        read_clause(s, std, zb_json_at(lists[k], i), k == 1, &clauses[std->n_clauses]);
                        if (clauses[std->n_clauses].id)
                                std->n_clauses++;
                }
        }
}

static void open_ranges(struct zb_standard *std)
{
        const struct zb_range open = {0, INFINITY};
        std->chars = std->images = std->authors = std->sections_hint = std->ratio = std->leading = open;
        for (int t = 0; t < ZB_N_TIERS; t++)
                std->tier_cm[t] = std->tier_pt[t] = open;
}

static void read_standard(struct source *s, struct zb_standard *std)
{
        static const char *const keys[] = {"name", "title", "note", "hints", "clauses", "technical", NULL};
        static const char *const hint_keys[] = {"sections", NULL};
        struct zb_value root = zb_json_root(s->doc), hints = zb_json_get(root, "hints");
        if (!zb_json_is(root, ZB_J_OBJECT, &s->faults))
                return;
        zb_json_only(root, keys, &s->faults);
        open_ranges(std);
        std->file = s->path;
        std->name = zb_source_str(s, root, "name");
        std->title = zb_source_msg(s, root, "title");
        if (zb_json_type(zb_json_get(root, "note")) != ZB_J_ABSENT)
                zb_source_msg(s, root, "note");
        if (zb_json_type(hints) != ZB_J_ABSENT && zb_json_is(hints, ZB_J_OBJECT, &s->faults)) {
                zb_json_only(hints, hint_keys, &s->faults);
                std->sections_hint = zb_source_range(s, hints, "sections");
        }
        read_clauses(s, std, root);
        if (2 * std->hidden_x_mm >= std->width_mm && std->width_mm > 0)
                zb_faults_add(&s->faults, "/clauses", "边框把整块板都遮住了",
                              "the frame hides the whole board");
}

enum zb_code zb_standard_load(const char *dir, const char *name, struct zb_standard **ret, struct zb_err *err)
{
        struct source s;
        enum zb_code code =
                zb_source_open(&s, dir, "standards", NULL, name, (struct zb_msg){"标准", "standard"}, err);
        if (code != ZB_OK)
                return code;
        struct zb_standard *std = zb_arena_alloc(s.arena, sizeof *std);
        if (std)
                read_standard(&s, std);
        code = zb_source_close(&s, err);
        if (code != ZB_OK)
                return code;
        std->arena = s.arena;
        *ret = std;
        return ZB_OK;
}

void zb_standard_free(struct zb_standard *standard)
{
        if (standard)
                zb_arena_free(standard->arena);
}

const struct zb_clause *zb_standard_clause(const struct zb_standard *standard, const char *id)
{
        for (size_t i = 0; i < standard->n_clauses; i++)
                if (strcmp(standard->clauses[i].id, id) == 0)
                        return &standard->clauses[i];
        return NULL;
}

struct zb_rect zb_standard_visible(const struct zb_standard *standard, double w_mm, double h_mm)
{
        bool landscape = w_mm > h_mm;
        double dx = landscape ? standard->hidden_y_mm : standard->hidden_x_mm;
        double dy = landscape ? standard->hidden_x_mm : standard->hidden_y_mm;
        return zb_rect_inset((struct zb_rect){0, 0, w_mm, h_mm}, dx, dy);
}
