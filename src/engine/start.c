/* SPDX-License-Identifier: Apache-2.0 */
/* A folder to start from: layouts/starter copied into a hidden folder beside the wanted one, which then takes its
 * name in one step. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zhanban.h"

#define MAX_STARTER_FILE ((size_t)16 << 20)

static enum zb_code cannot(struct zb_err *err, const char *path)
{
        return zb_err_say(err, ZB_WORK, path, "cannot be written: %s", strerror(errno));
}

static enum zb_code copy_file(const char *from, const char *to, struct zb_err *err)
{
        struct zb_buf data = ZB_BUF_INIT;
        struct zb_outfile *out;
        enum zb_code code = zb_file_read(from, MAX_STARTER_FILE, &data, err);
        if (!code && !(code = zb_outfile_open(to, &out, err))) {
                code = zb_outfile_write(out, data.data, data.len, err);
                if (code)
                        zb_outfile_abandon(out);
                else
                        code = zb_outfile_commit(out, err);
        }
        zb_buf_fini(&data);
        return code;
}

/* Copies a folder of plain files and folders; depth is bounded because the starter's is. */
static enum zb_code copy_folder(struct zb_arena *arena, const char *from, const char *to, int depth,
                                struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        if (mkdir(to, 0777) && errno != EEXIST)
                return cannot(err, to);
        DIR *dir = opendir(from);
        if (!dir)
                return zb_err_say(err, ZB_WORK, from, "the starter is missing: %s", strerror(errno));
        for (struct dirent *e; !code && (e = readdir(dir));) {
                if (e->d_name[0] == '.')
                        continue;
                char *a = zb_arena_printf(arena, "%s/%s", from, e->d_name);
                char *b = zb_arena_printf(arena, "%s/%s", to, e->d_name);
                struct stat st;
                if (!a || !b)
                        code = zb_err_nomem(err);
                else if (stat(a, &st))
                        code = cannot(err, a);
                else if (S_ISDIR(st.st_mode) && depth > 0)
                        code = copy_folder(arena, a, b, depth - 1, err);
                else if (S_ISREG(st.st_mode))
                        code = copy_file(a, b, err);
        }
        closedir(dir);
        return code;
}

static void remove_folder(struct zb_arena *arena, const char *path, int depth)
{
        DIR *dir = opendir(path);
        if (!dir)
                return;
        for (struct dirent *e; (e = readdir(dir));) {
                char *p = zb_arena_printf(arena, "%s/%s", path, e->d_name);
                if (!p || !strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
                        continue;
                if (unlink(p) && depth > 0)
                        remove_folder(arena, p, depth - 1);
        }
        closedir(dir);
        rmdir(path);
}

enum zb_code zb_start_folder(const char *data_dir, const char *dir, struct zb_err *err)
{
        struct zb_arena *arena = zb_arena_new();
        char *clean = zb_arena_strdup(arena, dir);
        enum zb_code code = ZB_OK;
        if (!clean) {
                zb_arena_free(arena);
                return zb_err_nomem(err);
        }
        for (size_t n = strlen(clean); n > 1 && clean[n - 1] == '/'; n--)
                clean[n - 1] = '\0';
        char *slash = strrchr(clean, '/');
        char *parent = slash ? zb_arena_strndup(arena, clean, (size_t)(slash - clean) + 1) : "";
        char *temp = zb_arena_printf(arena, "%s.%s.zhanban-tmp", parent, slash ? slash + 1 : clean);
        char *from = zb_arena_printf(arena, "%s/layouts/starter", data_dir);
        struct stat st;
        if (zb_arena_failed(arena))
                code = zb_err_nomem(err);
        else if (!*clean)
                code = zb_err_say(err, ZB_INPUT, "", "give the folder a name");
        else if (stat(clean, &st) == 0 && (!S_ISDIR(st.st_mode) || (rmdir(clean) && errno)))
                code = zb_err_say(err, ZB_INPUT, dir, "exists and is not an empty folder; choose another name");
        if (!code) {
                remove_folder(arena, temp, 3);
                code = copy_folder(arena, from, temp, 3, err);
                if (!code && rename(temp, clean))
                        code = cannot(err, dir);
                if (code)
                        remove_folder(arena, temp, 3);
        }
        zb_arena_free(arena);
        return code;
}
