/* SPDX-License-Identifier: Apache-2.0 */
/* From a name to an open data file, and the checked reading that standards, processes and themes share. Every
 * fault of a file is gathered; one sentence names the file, the first place and as many faults as fit. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source.h"

enum { MAX_BYTES = 1 << 20 };

static bool ends_with(const char *text, const char *end)
{
        size_t n = strlen(text), m = strlen(end);
        return n >= m && strcmp(text + n - m, end) == 0;
}

static bool is_path(const char *name)
{
        return strchr(name, '/') || ends_with(name, ".json");
}

static enum zb_code unknown_name(struct zb_arena *arena, const char *folder, const char *name, struct zb_msg what,
                                 struct zb_err *err)
{
        const char **names = zb_json_names(folder, arena);
        if (!names)
                return zb_err_nomem(err);
        const char *near = zb_did_you_mean(name, names), *list = "";
        for (size_t i = 0; names[i] && list; i++)
                list = zb_arena_printf(arena, "%s%s%s", list, i ? ", " : "", names[i]);
        if (!list)
                return zb_err_nomem(err);
        if (near)
                return zb_err_say(err, ZB_INPUT, "", "there is no %s \"%s\"; did you mean \"%s\"? There are: %s",
                                  what.packed, name, near, list);
        return zb_err_say(err, ZB_INPUT, "", "there is no %s \"%s\"; There are: %s", what.packed, name, list);
}

/* A file that a spec names may not lie outside the spec's folder, whatever links and dots say. */
static bool stays_inside(const char *base_dir, const char *path)
{
        char *base = realpath(base_dir, NULL), *real = realpath(path, NULL);
        size_t n = base ? strlen(base) : 0;
        bool inside = base && real && strncmp(real, base, n) == 0 && (real[n] == '/' || (n == 1 && base[0] == '/'));
        free(base);
        free(real);
        return inside;
}

static enum zb_code standard_source_find(struct source *s, const char *dir, const char *folder, const char *base_dir,
                                         const char *name, struct zb_msg what, struct zb_err *err)
{
        if (!is_path(name)) {
                const char *in = zb_arena_printf(s->arena, "%s/%s", dir, folder);
                s->path = zb_arena_printf(s->arena, "%s/%s/%s.json", dir, folder, name);
                if (!in || !s->path)
                        return zb_err_nomem(err);
                if (name[0] == '\0' || name[0] == '.' || access(s->path, F_OK) != 0)
                        return unknown_name(s->arena, in, name, what, err);
                return ZB_OK;
        }
        if (!base_dir) {
                s->path = zb_arena_strdup(s->arena, name);
                return s->path ? ZB_OK : zb_err_nomem(err);
        }
        s->path = zb_arena_printf(s->arena, "%s/%s", base_dir, name);
        if (!s->path)
                return zb_err_nomem(err);
        if (name[0] == '/' || (access(s->path, F_OK) == 0 && !stays_inside(base_dir, s->path)))
                return zb_err_say(err, ZB_INPUT, name, "the %s file \"%s\" lies outside the spec's folder",
                                  what.packed, name);
        return ZB_OK;
}

enum zb_code zb_source_open(struct source *s, const char *dir, const char *folder, const char *base_dir,
                            const char *name, struct zb_msg what, struct zb_err *err)
{
        *s = (struct source){.arena = zb_arena_new()};
        if (!s->arena)
                return zb_err_nomem(err);
        enum zb_code code = standard_source_find(s, dir, folder, base_dir, name, what, err);
        if (code == ZB_OK)
                code = zb_json_load(s->path, MAX_BYTES, &s->doc, err);
        if (code != ZB_OK) {
                zb_arena_free(s->arena);
                return code;
        }
        zb_faults_init(&s->faults, s->arena);
        return ZB_OK;
}

static enum zb_code faults_to_err(const struct source *s, struct zb_err *err)
{
        enum { MOST = 20, MOST_BYTES = 2000 }; /* an error has no room for more */
        const char *place = zb_arena_printf(s->arena, "%s:%s", s->path, s->faults.items[0].place);
        struct zb_msg all = s->faults.items[0].text;
        for (size_t i = 1; i < s->faults.n && i < MOST && all.packed && strlen(all.packed) < MOST_BYTES; i++) {
                const struct zb_fault *f = &s->faults.items[i];
                all = zb_arena_say(s->arena, "%s; %s: %s", all.packed, f->place, f->text.packed);
        }
        return place && all.packed ? zb_err_set_msg(err, ZB_INPUT, place, all) : zb_err_nomem(err);
}

enum zb_code zb_source_close(struct source *s, struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        if (s->faults.n > 0)
                code = faults_to_err(s, err);
        else if (zb_arena_failed(s->arena))
                code = zb_err_nomem(err);
        zb_faults_fini(&s->faults);
        zb_json_free(s->doc);
        if (code != ZB_OK)
                zb_arena_free(s->arena);
        return code;
}

const char *zb_source_str(struct source *s, struct zb_value object, const char *key)
{
        const char *text = zb_json_want_str(object, key, true, 1, 400, &s->faults);
        const char *copy = text ? zb_arena_strdup(s->arena, text) : NULL;
        return copy ? copy : "";
}

struct zb_msg zb_source_msg(struct source *s, struct zb_value object, const char *key)
{
        static const char *const keys[] = {"zh", "en", NULL};
        struct zb_value v = zb_json_get(object, key);
        if (zb_json_type(v) == ZB_J_ABSENT) {
                zb_faults_say(&s->faults, object.place, "\"%s\" is missing; wanted is {\"zh\": …, \"en\": …}", key);
                return zb_msg_verbatim("");
        }
        if (!zb_json_is(v, ZB_J_OBJECT, &s->faults))
                return zb_msg_verbatim("");
        zb_json_only(v, keys, &s->faults);
        const char *zh = zb_source_str(s, v, "zh");
        return zb_arena_data(s->arena, zh, zb_source_str(s, v, "en"));
}

double zb_source_num(struct source *s, struct zb_value object, const char *key, double min, double max,
                     double null_is)
{
        struct zb_value v = zb_json_get(object, key);
        if (zb_json_type(v) == ZB_J_NULL && !isnan(null_is))
                return null_is;
        if (zb_json_type(v) == ZB_J_ABSENT) {
                zb_faults_say(&s->faults, object.place, "\"%s\" is missing; wanted is a number", key);
                return min;
        }
        return zb_json_want_num(object, key, min, min, max, &s->faults);
}

struct zb_ink zb_source_ink(struct source *s, struct zb_value object, const char *key)
{
        struct zb_value v = zb_json_get(object, key);
        double p[4];
        bool good = zb_json_type(v) == ZB_J_ARRAY && zb_json_len(v) == 4;
        for (size_t i = 0; i < 4 && good; i++) {
                p[i] = zb_json_num(zb_json_at(v, i), NAN);
                good = p[i] >= 0 && p[i] <= 100;
        }
        if (!good) {
                bool absent = zb_json_type(v) == ZB_J_ABSENT;
                zb_faults_say(&s->faults, absent ? object.place : v.place,
                              "\"%s\" must be four percentages from 0 to 100: [C, M, Y, K]", key);
                return (struct zb_ink){0};
        }
        return (struct zb_ink){(float)(p[0] / 100), (float)(p[1] / 100), (float)(p[2] / 100), (float)(p[3] / 100)};
}

struct zb_range zb_source_range(struct source *s, struct zb_value object, const char *key)
{
        static const char *const keys[] = {"min", "max", NULL};
        struct zb_range r = {0, INFINITY};
        struct zb_value v = zb_json_get(object, key);
        if (zb_json_type(v) != ZB_J_OBJECT || zb_json_len(v) == 0) {
                zb_faults_say(&s->faults, zb_json_type(v) == ZB_J_ABSENT ? object.place : v.place,
                              "\"%s\" must be {\"min\": number, \"max\": number}; one of them will do", key);
                return r;
        }
        zb_json_only(v, keys, &s->faults);
        r.min = zb_json_want_num(v, "min", 0, 0, 1e6, &s->faults);
        r.max = zb_json_want_num(v, "max", INFINITY, 0, 1e6, &s->faults);
        if (r.min > r.max)
                zb_faults_say(&s->faults, v.place, "min is greater than max");
        return r;
}

const char *const *zb_source_list(struct source *s, struct zb_value object, const char *key)
{
        struct zb_value v = zb_json_get(object, key);
        size_t n = zb_json_type(v) == ZB_J_ARRAY ? zb_json_len(v) : 0;
        const char **list = zb_arena_array(s->arena, n + 1, sizeof *list);
        bool good = n > 0 && list;
        for (size_t i = 0; i < n && good; i++) {
                const char *text = zb_json_str(zb_json_at(v, i));
                good = text && *text;
                list[i] = zb_arena_strdup(s->arena, text);
        }
        if (!good) {
                zb_faults_say(&s->faults, zb_json_type(v) == ZB_J_ABSENT ? object.place : v.place,
                              "\"%s\" must be a list of at least one string", key);
                return NULL;
        }
        return list;
}
