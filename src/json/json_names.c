/* SPDX-License-Identifier: Apache-2.0 */
/* The documents of a folder, by name. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "json_priv.h"

enum { MAX_NAMES = 200 };

static bool ends_with(const char *text, const char *end)
{
        size_t n = strlen(text), m = strlen(end);
        return n >= m && strcmp(text + n - m, end) == 0;
}

static int by_name(const void *a, const void *b)
{
        return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **zb_json_names(const char *folder, struct zb_arena *arena)
{
        const char **names = zb_arena_array(arena, MAX_NAMES + 1, sizeof *names);
        DIR *d = opendir(folder);
        size_t n = 0;
        for (struct dirent *e; names && d && n < MAX_NAMES && (e = readdir(d));)
                if (e->d_name[0] != '.' && ends_with(e->d_name, ".json")) {
                        const char *name = zb_arena_strndup(arena, e->d_name, strlen(e->d_name) - 5);
                        if (name)
                                names[n++] = name;
                }
        if (d ? closedir(d) : errno == ENOMEM)
                return NULL;
        if (names)
                qsort(names, n, sizeof *names, by_name);
        return zb_arena_failed(arena) ? NULL : names;
}
