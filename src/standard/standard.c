/* SPDX-License-Identifier: Apache-2.0 */
/* A standard: its own clauses, then those technical ones that every standard shares (layouts/technical.json)
 * and that it does not have itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "limits.h"

const char *const zb_force_names[] = {"must", "should", "fact", "off", NULL};

enum list { NOTICE, TECHNICAL, SHARED };

static bool has(const struct zb_standard *std, const char *id)
{
        for (size_t i = 0; i < std->n_clauses; i++)
                if (strcmp(std->clauses[i].id, id) == 0)
                        return true;
        return false;
}

static void read_clause(struct source *s, struct zb_standard *std, struct zb_value v, enum list list,
                        struct zb_clause *clause)
{
        static const char *const keys[] = {"id", "force", "clause", "title", "limits", NULL};
        const char *const *ids = zb_clause_ids();
        if (!zb_json_is(v, ZB_J_OBJECT, &s->faults))
                return;
        zb_json_only(v, keys, &s->faults);
        if (zb_json_type(zb_json_get(v, "id")) == ZB_J_ABSENT ||
            zb_json_type(zb_json_get(v, "force")) == ZB_J_ABSENT) {
                zb_faults_say(&s->faults, v.place, "every clause needs \"id\" and \"force\"");
                return;
        }
        int id = zb_json_want_name(v, "id", ids, -1, &s->faults);
        int force = zb_json_want_name(v, "force", zb_force_names, ZB_FACT, &s->faults);
        if (id < 0 || force < 0)
                return;
        if (list == SHARED && has(std, ids[id]))
                return;
        if (has(std, ids[id]))
                zb_faults_say(&s->faults, v.place, "\"%s\" appears twice", ids[id]);
        *clause = (struct zb_clause){.id = ids[id], .force = (enum zb_force)force, .technical = list != NOTICE};
        if (clause->force == ZB_OFF)
                return;
        clause->clause = zb_source_msg(s, v, "clause");
        clause->title = zb_source_msg(s, v, "title");
        zb_limits_read(s, std, clause->id, v);
}

static void read_list(struct source *s, struct zb_standard *std, struct zb_value clauses, enum list list)
{
        if (zb_json_type(clauses) == ZB_J_ABSENT && list == TECHNICAL)
                return;
        if (!zb_json_is(clauses, ZB_J_ARRAY, &s->faults))
                return;
        struct zb_clause *room = zb_arena_array(s->arena, std->n_clauses + zb_json_len(clauses) + 1, sizeof *room);
        if (!room)
                return;
        for (size_t i = 0; i < std->n_clauses; i++)
                room[i] = std->clauses[i];
        std->clauses = room;
        for (size_t i = 0; i < zb_json_len(clauses); i++) {
                read_clause(s, std, zb_json_at(clauses, i), list, &room[std->n_clauses]);
                if (room[std->n_clauses].id)
                        std->n_clauses++;
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
        read_list(s, std, zb_json_get(root, "clauses"), NOTICE);
        read_list(s, std, zb_json_get(root, "technical"), TECHNICAL);
        if (2 * std->hidden_x_mm >= std->width_mm && std->width_mm > 0)
                zb_faults_say(&s->faults, "/clauses", "the frame hides the whole board");
}

static void read_shared(struct source *s, struct zb_standard *std)
{
        static const char *const keys[] = {"note", "clauses", NULL};
        struct zb_value root = zb_json_root(s->doc);
        if (!zb_json_is(root, ZB_J_OBJECT, &s->faults))
                return;
        zb_json_only(root, keys, &s->faults);
        if (zb_json_type(zb_json_get(root, "note")) != ZB_J_ABSENT)
                zb_source_msg(s, root, "note");
        read_list(s, std, zb_json_get(root, "clauses"), SHARED);
}

static enum zb_code load_own(const char *dir, const char *name, struct zb_standard **ret, struct zb_err *err)
{
        struct source s;
        enum zb_code code = zb_source_open(&s, dir, "standards", NULL, name, ZB_MSG("standard"), err);
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

enum zb_code zb_standard_load(const char *dir, const char *name, struct zb_standard **ret, struct zb_err *err)
{
        struct zb_standard *std = NULL;
        struct source s;
        enum zb_code code = load_own(dir, name, &std, err);
        if (code == ZB_OK)
                code = zb_source_open(&s, dir, ".", NULL, "technical", ZB_MSG("technical rules"), err);
        if (code == ZB_OK) {
                read_shared(&s, std);
                code = zb_source_close(&s, err);
        }
        if (code != ZB_OK) {
                zb_standard_free(std);
                return code;
        }
        std->shared_arena = s.arena;
        *ret = std;
        return ZB_OK;
}

void zb_standard_free(struct zb_standard *standard)
{
        if (!standard)
                return;
        zb_arena_free(standard->shared_arena);
        zb_arena_free(standard->arena);
}

const struct zb_clause *zb_standard_clause(const struct zb_standard *standard, const char *id)
{
        for (size_t i = 0; i < standard->n_clauses; i++)
                if (strcmp(standard->clauses[i].id, id) == 0 && standard->clauses[i].force != ZB_OFF)
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
