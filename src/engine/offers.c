/* SPDX-License-Identifier: Apache-2.0 */
/* What the library offers: formats, standards, processes, and the libraries that it is made of. */
#include <stdio.h>

#include "engine_priv.h"
#include "raster.h"
#include "write.h"

/* ".pdf, .tif, .jpg": the usual suffix of every format. */
static void list_suffixes(char *out, size_t size)
{
        size_t len = 0;
        for (const struct zb_format *const *f = zb_formats; *f && len < size; f++)
                len += (size_t)snprintf(out + len, size - len, "%s%s", f == zb_formats ? "" : ", ",
                                        (*f)->suffixes[0]);
}

enum zb_code zb_format_known(const char *path, struct zb_err *err)
{
        char suffixes[200];
        if (zb_format_of_name(path))
                return ZB_OK;
        list_suffixes(suffixes, sizeof suffixes);
        return zb_err_say(err, ZB_INPUT, path, "unknown output format; name the file with one of %s", suffixes);
}

const struct zb_choice *zb_suffix_choices(struct zb_arena *arena)
{
        size_t n = 0;
        for (const struct zb_format *const *f = zb_formats; *f; f++)
                for (const char *const *suffix = (*f)->suffixes; *suffix; suffix++)
                        n++;
        struct zb_choice *all = zb_arena_array(arena, n + 1, sizeof *all), *one = all;
        for (const struct zb_format *const *f = zb_formats; all && *f; f++)
                for (const char *const *suffix = (*f)->suffixes; *suffix; suffix++)
                        (one++)->name = *suffix;
        return all;
}

const struct zb_choice *zb_data_choices(const char *data_dir, bool processes, struct zb_arena *arena)
{
        const char *dir = zb_arena_printf(arena, "%s/layouts", data_dir);
        if (!dir)
                return NULL;
        return processes ? zb_process_choices(dir, arena) : zb_standard_choices(dir, arena);
}

void zb_versions(struct zb_libraries *list)
{
        zb_json_versions(list);
        zb_ink_versions(list);
        zb_text_versions(list);
        zb_type_versions(list);
        zb_picture_versions(list);
        zb_compose_versions(list);
        zb_raster_versions(list);
        zb_write_versions(list);
}
