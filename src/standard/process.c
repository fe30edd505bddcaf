/* SPDX-License-Identifier: Apache-2.0 */
/* A print process: what a shop's machine asks of the file. Chinese shops work by process and their habits
 * conflict, hence a profile each, never one global rule. */
#include <math.h>
#include <string.h>

#include "source.h"

static void read_forces(struct source *s, struct zb_process *p, struct zb_value list)
{
        static const char *const keys[] = {"id", "force", NULL};
        if (zb_json_type(list) == ZB_J_ABSENT || !zb_json_is(list, ZB_J_ARRAY, &s->faults))
                return;
        struct zb_process_force *forces = zb_arena_array(s->arena, zb_json_len(list) + 1, sizeof *forces);
        for (size_t i = 0; forces && i < zb_json_len(list); i++) {
                struct zb_value v = zb_json_at(list, i);
                if (!zb_json_is(v, ZB_J_OBJECT, &s->faults))
                        continue;
                zb_json_only(v, keys, &s->faults);
                if (zb_json_type(zb_json_get(v, "id")) == ZB_J_ABSENT ||
                    zb_json_type(zb_json_get(v, "force")) == ZB_J_ABSENT)
                        zb_faults_say(&s->faults, v.place, "every rule needs \"id\" and \"force\"");
                int id = zb_json_want_name(v, "id", zb_clause_ids(), -1, &s->faults);
                int force = zb_json_want_name(v, "force", zb_force_names, -1, &s->faults);
                if (id < 0 || force < 0)
                        continue;
                forces[p->n_forces++] = (struct zb_process_force){zb_clause_ids()[id], (enum zb_force)force};
        }
        p->forces = forces;
}

static void read_process(struct source *s, struct zb_process *p)
{
        static const char *const keys[] = {
                "name",        "title",           "note",       "bleed_mm", "total_ink_max",   "solid_k_max_cm2",
                "line_min_mm", "reversed_min_pt", "rich_black", "rules",    "overprint_black", NULL};
        struct zb_value root = zb_json_root(s->doc);
        if (!zb_json_is(root, ZB_J_OBJECT, &s->faults))
                return;
        zb_json_only(root, keys, &s->faults);
        p->name = zb_source_str(s, root, "name");
        p->title = zb_source_msg(s, root, "title");
        if (zb_json_type(zb_json_get(root, "note")) != ZB_J_ABSENT)
                zb_source_msg(s, root, "note");
        p->bleed_mm = zb_source_num(s, root, "bleed_mm", 0, 50, NAN);
        p->total_ink_max = zb_source_num(s, root, "total_ink_max", 100, 400, NAN);
        p->solid_k_max_cm2 = zb_source_num(s, root, "solid_k_max_cm2", 0, 1e6, INFINITY);
        p->line_min_mm = zb_source_num(s, root, "line_min_mm", 0, 10, NAN);
        if (zb_json_type(zb_json_get(root, "reversed_min_pt")) != ZB_J_ABSENT)
                p->reversed_min_pt = zb_source_num(s, root, "reversed_min_pt", 0, 1000, NAN);
        p->overprint_black = zb_json_want_bool(root, "overprint_black", false, &s->faults);
        p->rich_black = zb_source_ink(s, root, "rich_black");
        read_forces(s, p, zb_json_get(root, "rules"));
        /* Ink is stored in single precision: 300 % may come back as 300.00001 %. */
        if (zb_ink_total(p->rich_black) > p->total_ink_max + 0.01)
                zb_faults_say(&s->faults, "/rich_black", "the rich black sums to more than total_ink_max");
}

enum zb_code zb_process_load(const char *dir, const char *name, struct zb_process **ret, struct zb_err *err)
{
        struct source s;
        enum zb_code code = zb_source_open(&s, dir, "processes", NULL, name, ZB_MSG("print process"), err);
        if (code != ZB_OK)
                return code;
        struct zb_process *p = zb_arena_alloc(s.arena, sizeof *p);
        if (p)
                read_process(&s, p);
        code = zb_source_close(&s, err);
        if (code != ZB_OK)
                return code;
        p->arena = s.arena;
        *ret = p;
        return ZB_OK;
}

enum zb_force zb_process_force(const struct zb_process *process, const struct zb_clause *clause)
{
        for (size_t i = 0; i < process->n_forces && clause->technical; i++)
                if (strcmp(process->forces[i].id, clause->id) == 0)
                        return process->forces[i].force;
        return clause->force;
}

void zb_process_free(struct zb_process *process)
{
        if (process)
                zb_arena_free(process->arena);
}
