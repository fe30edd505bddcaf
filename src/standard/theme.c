/* SPDX-License-Identifier: Apache-2.0 */
/* A theme: the ink of each role, CMYK first. Text in several inks would need perfect register, so body text
 * is K alone; no role may hold more than 300 % of ink, the limit of every process we know. */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "source.h"

#define THEME_INK_MAX 300.0

static const struct role {
        const char *key;
        size_t at;
} roles[] = {
#define ROLE(name)                                                                                                   \
        {                                                                                                            \
#name, offsetof(struct zb_theme, name)                                                               \
        }
        ROLE(deep), ROLE(deep2), ROLE(primary), ROLE(mid),  ROLE(soft),
        ROLE(pale), ROLE(mist),  ROLE(accent),  ROLE(text), ROLE(paper),
#undef ROLE
};
enum { N_ROLES = sizeof roles / sizeof *roles };

static void read_inks(struct source *s, struct zb_value inks, struct zb_theme *theme)
{
        const char *keys[N_ROLES + 1] = {NULL};
        for (size_t i = 0; i < N_ROLES; i++)
                keys[i] = roles[i].key;
        zb_json_only(inks, keys, &s->faults);
        for (size_t i = 0; i < N_ROLES; i++) {
                struct zb_ink ink = zb_source_ink(s, inks, roles[i].key);
                if (zb_ink_total(ink) > THEME_INK_MAX + 0.01)
                        zb_faults_say(&s->faults, zb_json_get(inks, roles[i].key).place,
                                      "inks.%s holds %d %% of ink, more than 300 %%: it will not dry; lower C, M "
                                      "and Y until the sum is 300",
                                      roles[i].key, (int)lround(zb_ink_total(ink)));
                *(struct zb_ink *)(void *)((char *)theme + roles[i].at) = ink;
        }
        if (theme->text.c > 0 || theme->text.m > 0 || theme->text.y > 0)
                zb_faults_say(&s->faults, zb_json_get(inks, "text").place,
                              "inks.text is the ink of body text and must be K alone: [0, 0, 0, K]");
}

static void read_theme(struct source *s, struct zb_theme *theme)
{
        static const char *const keys[] = {"name", "default", "title", "note", "inks", NULL};
        struct zb_value root = zb_json_root(s->doc), inks = zb_json_get(root, "inks");
        if (!zb_json_is(root, ZB_J_OBJECT, &s->faults))
                return;
        zb_json_only(root, keys, &s->faults);
        snprintf(theme->name, sizeof theme->name, "%s", zb_source_str(s, root, "name"));
        zb_source_msg(s, root, "title");
        if (zb_json_type(zb_json_get(root, "note")) != ZB_J_ABSENT)
                zb_source_msg(s, root, "note");
        if (zb_json_is(inks, ZB_J_OBJECT, &s->faults))
                read_inks(s, inks, theme);
}

/* A theme that cannot be read is no default; whoever names it hears why. */
static enum zb_code is_default(const char *dir, const char *name, struct zb_arena *arena, bool *ret,
                               struct zb_err *err)
{
        const char *path = zb_arena_printf(arena, "%s/themes/%s.json", dir, name);
        struct zb_json *doc;
        struct zb_err why = {0};
        enum zb_code code = path ? zb_json_load(path, 1 << 20, &doc, &why) : zb_err_nomem(&why);
        *ret = false;
        if (code == ZB_WORK && err)
                *err = why;
        if (code)
                return code == ZB_INPUT ? ZB_OK : code;
        *ret = zb_json_bool(zb_json_get(zb_json_root(doc), "default"), false);
        zb_json_free(doc);
        return ZB_OK;
}

enum zb_code zb_theme_names(const char *dir, struct zb_arena *arena, const char *const **ret, struct zb_err *err)
{
        const char *folder = zb_arena_printf(arena, "%s/themes", dir);
        const char **names = folder ? zb_json_names(folder, arena) : NULL;
        bool found = false;
        enum zb_code code = names ? ZB_OK : zb_err_nomem(err);
        for (size_t i = 0; !code && !found && names[i]; i++) {
                code = is_default(dir, names[i], arena, &found, err);
                if (found) {
                        const char *first = names[i];
                        memmove(names + 1, names, i * sizeof *names);
                        names[0] = first;
                }
        }
        if (!code)
                *ret = names;
        return code;
}

static enum zb_code find_default(const char *dir, struct zb_theme *ret, struct zb_err *err)
{
        struct zb_arena *arena = zb_arena_new();
        const char *const *names;
        enum zb_code code = arena ? zb_theme_names(dir, arena, &names, err) : zb_err_nomem(err);
        if (!code)
                code = names[0] ? zb_theme_load(dir, NULL, names[0], ret, err)
                                : zb_err_say(err, ZB_WORK, dir, "there is no theme");
        zb_arena_free(arena);
        return code;
}

enum zb_code zb_theme_load(const char *dir, const char *base_dir, const char *name, struct zb_theme *ret,
                           struct zb_err *err)
{
        if (!name)
                return find_default(dir, ret, err);
        struct source s;
        struct zb_theme theme = {.name = ""};
        enum zb_code code = zb_source_open(&s, dir, "themes", base_dir, name, ZB_MSG("theme"), err);
        if (code != ZB_OK)
                return code;
        struct zb_arena *arena = s.arena;
        read_theme(&s, &theme);
        code = zb_source_close(&s, err);
        if (code != ZB_OK)
                return code;
        zb_arena_free(arena); /* the theme holds no pointer */
        *ret = theme;
        return ZB_OK;
}
