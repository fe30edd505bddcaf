/* SPDX-License-Identifier: Apache-2.0 */
/* Files that a spec names. Keeps true: what is opened lies in the spec's folder, wherever symbolic links
 * lead, so that a spec from a stranger can never make this program read somebody else's files. */
#include "spec_priv.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const struct zb_msg *zb_spec_bad_path(const char *path)
{
        static const struct zb_msg absolute =
                ZB_N("expected a relative path inside the spec's folder, found an absolute one.");
        static const struct zb_msg backslash = ZB_N("expected / between folders, found a backslash.");
        static const struct zb_msg upwards =
                ZB_N("the path may not contain \"..\": put the file into the spec's folder.");
        static const struct zb_msg web =
                ZB_N("a web address cannot be used: download the picture into the spec's folder.");
        if (strstr(path, "://"))
                return &web;
        if (strchr(path, '\\'))
                return &backslash;
        if (path[0] == '/' || (path[0] && path[1] == ':'))
                return &absolute;
        for (const char *part = path; part; part = strchr(part, '/')) {
                part += *part == '/';
                if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
                        return &upwards;
        }
        return NULL;
}

/* name without its extension: "a.jpg" is near to "a.jpeg" but not to "b.jpg". */
static const char *stem(struct loader *l, const char *name)
{
        const char *dot = strrchr(name, '.');
        return zb_arena_strndup(l->arena, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

/* A file of nearly this name in the same folder, for "did you mean"; NULL when there is none. */
static const char *near_file(struct loader *l, const char *joined)
{
        enum { MAX_FILES = 200 };
        const char *files[MAX_FILES], *stems[MAX_FILES + 1];
        const char *slash = strrchr(joined, '/');
        char *folder = strndup(joined, (size_t)(slash - joined));
        DIR *dir = folder ? opendir(folder[0] ? folder : "/") : NULL;
        free(folder);
        if (!dir)
                return NULL;
        size_t n = 0;
        for (const struct dirent *e; n < MAX_FILES && (e = readdir(dir));) {
                if (e->d_name[0] == '.' || !zb_utf8_valid(e->d_name, strlen(e->d_name)))
                        continue;
                files[n] = zb_arena_strdup(l->arena, e->d_name);
                stems[n] = stem(l, e->d_name);
                if (!files[n] || !stems[n])
                        break;
                n++;
        }
        closedir(dir);
        stems[n] = NULL;
        const char *wanted = stem(l, slash + 1);
        const char *near = wanted ? zb_did_you_mean(wanted, stems) : NULL;
        for (size_t i = 0; near && i < n; i++)
                if (stems[i] == near)
                        return zb_json_shown(l->arena, files[i], 60);
        return NULL;
}

static void not_found(struct loader *l, const char *place, const char *shown, const char *joined)
{
        const char *near = near_file(l, joined);
        if (near)
                zb_faults_say(l->faults, place, "there is no file \"%s\", did you mean \"%s\"?", shown, near);
        else
                zb_faults_say(l->faults, place, "there is no file \"%s\" in the spec's folder.", shown);
}

const char *zb_spec_source(struct loader *l, struct zb_value object, const char *key)
{
        const char *src = zb_json_want_str(object, key, true, 1, MAX_SRC, l->faults);
        if (!src)
                return NULL;
        const char *place = zb_json_get(object, key).place;
        const char *shown = zb_json_shown(l->faults->arena, src, 60);
        const struct zb_msg *bad = zb_spec_bad_path(src);
        if (bad) {
                zb_faults_say(l->faults, place, "\"%s\": %s", shown, bad->packed);
                return NULL;
        }
        const char *joined = zb_arena_printf(l->arena, "%s/%s", l->real_dir, src);
        char *real = joined ? realpath(joined, NULL) : NULL;
        if (!real) {
                if (!joined || errno == ENOMEM)
                        l->code = zb_err_nomem(&l->err);
                else
                        not_found(l, place, shown, joined);
                return NULL;
        }
        const char *ret = NULL;
        struct stat st;
        size_t len = strlen(l->real_dir);
        if (stat(real, &st) != 0 || !S_ISREG(st.st_mode)) /* a pipe would be waited for without end */
                zb_faults_say(l->faults, place, "\"%s\" is not a regular file.", shown);
        else if (strncmp(real, l->real_dir, len) == 0 && real[len] == '/')
                ret = zb_arena_strdup(l->arena, real);
        else
                zb_faults_say(l->faults, place,
                              "\"%s\" is a link that leads outside the spec's folder: put the file itself there.",
                              shown);
        free(real);
        return ret;
}
