/* SPDX-License-Identifier: Apache-2.0 */
/* The standards and processes that a folder of layouts holds: what may be named. */
#include "json.h"
#include "standard.h"

static struct zb_msg process_title(const char *dir, const char *name, struct zb_arena *arena)
{
        struct zb_process *process = NULL;
        struct zb_msg title = {0};
        if (zb_process_load(dir, name, &process, NULL) == ZB_OK)
                title = zb_arena_packed(arena, process->title.packed);
        zb_process_free(process);
        return title;
}

static const struct zb_choice *choices(const char *dir, const char *folder,
                                       struct zb_msg (*title)(const char *, const char *, struct zb_arena *),
                                       struct zb_arena *arena)
{
        size_t n = 0;
        const char *path = zb_arena_printf(arena, "%s/%s", dir, folder);
        const char **names = path ? zb_json_names(path, arena) : NULL;
        while (names && names[n])
                n++;
        struct zb_choice *all = zb_arena_array(arena, n + 1, sizeof *all);
        for (size_t i = 0; all && i < n; i++)
                all[i] = (struct zb_choice){names[i], title ? title(dir, names[i], arena) : (struct zb_msg){0}};
        return all;
}

const struct zb_choice *zb_standard_choices(const char *dir, struct zb_arena *arena)
{
        return choices(dir, "standards", NULL, arena);
}

const struct zb_choice *zb_process_choices(const char *dir, struct zb_arena *arena)
{
        return choices(dir, "processes", process_title, arena);
}
