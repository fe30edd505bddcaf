/* SPDX-License-Identifier: Apache-2.0 */
/* Files out. Keeps true: under the target's name there is the old file or the whole new one, never a part.
 *
 * The bytes go to an unnamed file; only for the moment between link and rename it has a hidden name,
 * ".NAME.zhanban-tmp". Whoever owns a hidden name holds a lock (flock) on it, so a name that can be locked
 * was left behind by a killed run and is removed; where file systems have no unnamed files the hidden name
 * serves throughout. */
#include "outfile_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { N_SLOTS = 8 }; /* so many runs may write the same target at once */

/* After so many bytes the disk is set to work, so that the flush at the end has little left to wait for. */
#define EARLY_BYTES (8u << 20)

struct zb_outfile {
        int fd, dir_fd;
        bool direct;  /* a device or pipe, written as it is */
        bool flushed; /* nothing has been written since */
        bool scratch;
        size_t early; /* bytes since the disk was last set to work */
        int slot;     /* of the hidden name that we own, or -1 */
        char *path;   /* as the caller wrote it */
        char *dir;    /* of the file behind any symbolic link */
        char *name;   /* its last component */
        char hidden[NAME_MAX + 1];
};

/* ---- what went wrong, in words ---- */

static const struct {
        int number;
        struct zb_msg text;
} reasons[] = {
        {ENOSPC, ZB_N("the disk is full: free some space, or write to another disk.")},
        {EDQUOT, ZB_N("the disk quota is used up: delete some files, or write to another place.")},
        {EFBIG, ZB_N("the file grows too large for this system: write to another disk, or raise the limit (ulimit "
                     "-f).")},
        {EACCES,
         ZB_N("no permission to write here: choose a folder that you may write to, or ask for the permission.")},
        {EPERM,
         ZB_N("no permission to write here: choose a folder that you may write to, or ask for the permission.")},
        {EROFS, ZB_N("this disk is read-only: write to another place.")},
        {ENAMETOOLONG, ZB_N("the file name is too long: choose a shorter one.")},
        {EIO, ZB_N("the disk reports an error and may be broken: write to another disk.")},
        {EMFILE, ZB_N("too many open files: close some programs and try again.")},
        {ENFILE, ZB_N("too many open files: close some programs and try again.")},
};

static enum zb_code failed(const char *path, int number, struct zb_err *err)
{
        if (number == ENOMEM)
                return zb_err_nomem(err);
        for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
                if (reasons[i].number == number)
                        return zb_err_set_msg(err, ZB_WORK, path, reasons[i].text);
        const char *why = strerrordesc_np(number);
        return zb_err_say(err, ZB_WORK, path, "the file cannot be written (%s).", why ? why : "?");
}

/* Why the folder cannot be opened: most often it is not there, and then the sentence says which. */
static enum zb_code no_folder(const char *path, const char *dir, int number, struct zb_err *err)
{
        if (number == ENOENT)
                return zb_err_say(err, ZB_WORK, path,
                                  "there is no folder \"%s\": create it first, or write to another place.", dir);
        if (number == ENOTDIR || number == ELOOP)
                return zb_err_say(err, ZB_WORK, path, "\"%s\" is not a folder: write to another place.", dir);
        return failed(path, number, err);
}

/* ---- hidden names ---- */

static void hidden_name(char out[NAME_MAX + 1], const char *name, int slot)
{
        if (slot == 0)
                snprintf(out, NAME_MAX + 1, ".%.200s.zhanban-tmp", name);
        else
                snprintf(out, NAME_MAX + 1, ".%.200s.zhanban-tmp%d", name, slot);
}

/* Does `name` still stand for the file that fd holds? */
static bool same_file(int dir_fd, const char *name, int fd)
{
        struct stat a, b;
        return fstatat(dir_fd, name, &a, AT_SYMLINK_NOFOLLOW) == 0 && fstat(fd, &b) == 0 && a.st_dev == b.st_dev &&
               a.st_ino == b.st_ino;
}

/* Removes the hidden file unless a living run holds it. */
static void remove_if_stale(int dir_fd, const char *name)
{
        int fd = openat(dir_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0)
                return;
        /* The lock is held while the name is compared and removed: its owner would have to hold it too. */
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 && same_file(dir_fd, name, fd))
                unlinkat(dir_fd, name, 0);
        close(fd);
}

static void remove_stale(const struct zb_outfile *out)
{
        char hidden[NAME_MAX + 1];
        for (int slot = 0; slot < N_SLOTS; slot++) {
                hidden_name(hidden, out->name, slot);
                remove_if_stale(out->dir_fd, hidden);
        }
}

/* ---- opening ---- */

static void outfile_finish(struct zb_outfile *out)
{
        if (out->slot >= 0)
                unlinkat(out->dir_fd, out->hidden, 0);
        if (out->fd >= 0)
                close(out->fd);
        if (out->dir_fd >= 0)
                close(out->dir_fd);
        free(out->path);
        free(out->dir);
        free(out->name);
        free(out);
}

/* Splits the target into folder and name; a symbolic link stays and the file behind it is replaced. */
static enum zb_code outfile_split(struct zb_outfile *out, struct zb_err *err)
{
        char *real = realpath(out->path, NULL);
        const char *full = real ? real : out->path;
        const char *slash = strrchr(full, '/');
        if (!slash)
                out->dir = strdup(".");
        else
                out->dir = slash == full ? strdup("/") : strndup(full, (size_t)(slash - full));
        out->name = strdup(slash ? slash + 1 : full);
        free(real);
        if (!out->dir || !out->name)
                return zb_err_nomem(err);
        if (out->name[0] == '\0')
                return zb_err_say(err, ZB_INPUT, out->path, "this names a folder: add the name of a file.");
        if (strlen(out->name) > NAME_MAX)
                return failed(out->path, ENAMETOOLONG, err);
        return ZB_OK;
}

static enum zb_code open_device(struct zb_outfile *out, struct zb_err *err)
{
        out->direct = true;
        out->fd = open(out->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return out->fd < 0 ? failed(out->path, errno, err) : ZB_OK;
}

static enum zb_code open_hidden(struct zb_outfile *out, struct zb_err *err)
{
        for (int slot = 0, tries = 0; slot < N_SLOTS; tries++) {
                hidden_name(out->hidden, out->name, slot);
                out->fd = openat(out->dir_fd, out->hidden, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
                if (out->fd < 0 && errno != EEXIST)
                        return failed(out->path, errno, err);
                if (out->fd >= 0) {
                        /* Another run may have taken the new file for a stale one before it was locked. */
                        if (flock(out->fd, LOCK_EX | LOCK_NB) == 0 && same_file(out->dir_fd, out->hidden, out->fd)) {
                                out->slot = slot;
                                return ZB_OK;
                        }
                        close(out->fd);
                        out->fd = -1;
                }
                remove_if_stale(out->dir_fd, out->hidden);
                if (tries % 2)
                        slot++;
        }
        return failed(out->path, EBUSY, err);
}

static enum zb_code open_target(struct zb_outfile *out, bool unnamed, struct zb_err *err)
{
        struct stat st;
        if (stat(out->path, &st) == 0) {
                if (S_ISDIR(st.st_mode))
                        return zb_err_say(err, ZB_INPUT, out->path, "this is a folder: name a file.");
                if (S_ISCHR(st.st_mode) || S_ISFIFO(st.st_mode))
                        return open_device(out, err);
                if (!S_ISREG(st.st_mode))
                        return zb_err_say(err, ZB_INPUT, out->path,
                                          "this is not a regular file and will not be written to: choose "
                                          "another name.");
        }
        enum zb_code code = outfile_split(out, err);
        if (code != ZB_OK)
                return code;
        out->dir_fd = open(out->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (out->dir_fd < 0)
                return no_folder(out->path, out->dir, errno, err);
        remove_stale(out);
        if (unnamed) {
                out->fd = openat(out->dir_fd, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
                if (out->fd >= 0) {
                        flock(out->fd, LOCK_EX | LOCK_NB);
                        return ZB_OK;
                }
                if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL && errno != ENOENT)
                        return failed(out->path, errno, err);
        }
        return open_hidden(out, err);
}

static enum zb_code open_out(const char *path, bool unnamed, struct zb_outfile **ret, struct zb_err *err)
{
        if (path[0] == '\0')
                return zb_err_say(err, ZB_INPUT, NULL, "the output has an empty file name.");
        struct zb_outfile *out = calloc(1, sizeof *out);
        if (!out)
                return zb_err_nomem(err);
        out->fd = out->dir_fd = out->slot = -1;
        out->path = strdup(path);
        enum zb_code code = out->path ? open_target(out, unnamed, err) : zb_err_nomem(err);
        if (code == ZB_OK)
                *ret = out;
        else
                outfile_finish(out);
        return code;
}

enum zb_code zb_outfile_open(const char *path, struct zb_outfile **ret, struct zb_err *err)
{
        return open_out(path, true, ret, err);
}

enum zb_code zb_outfile_open_named(const char *path, struct zb_outfile **ret, struct zb_err *err)
{
        return open_out(path, false, ret, err);
}

void zb_outfile_is_scratch(struct zb_outfile *out)
{
        out->scratch = true;
}

int zb_outfile_fd(const struct zb_outfile *out)
{
        return out->fd;
}

const char *zb_outfile_path(const struct zb_outfile *out)
{
        return out->path;
}

/* ---- writing and giving the name ---- */

enum zb_code zb_outfile_write(struct zb_outfile *out, const void *data, size_t len, struct zb_err *err)
{
        const char *p = data;
        out->flushed = false;
        while (len > 0) {
                size_t step = len < (1u << 30) ? len : 1u << 30;
                ssize_t n = write(out->fd, p, step);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0)
                        return failed(out->path, n < 0 ? errno : ENOSPC, err);
                p += n;
                len -= (size_t)n;
                out->early += (size_t)n;
        }
        if (out->early >= EARLY_BYTES && !out->scratch) {
                sync_file_range(out->fd, 0, 0, SYNC_FILE_RANGE_WRITE); /* does not wait; a refusal does no harm */
                out->early = 0;
        }
        return ZB_OK;
}

/* Gives the unnamed file a hidden name that no living run owns. */
static enum zb_code link_hidden(struct zb_outfile *out, struct zb_err *err)
{
        char proc[64];
        snprintf(proc, sizeof proc, "/proc/self/fd/%d", out->fd);
        int number = EBUSY;
        for (int slot = 0, tries = 0; slot < N_SLOTS; tries++) {
                hidden_name(out->hidden, out->name, slot);
                if (linkat(AT_FDCWD, proc, out->dir_fd, out->hidden, AT_SYMLINK_FOLLOW) == 0) {
                        out->slot = slot;
                        return ZB_OK;
                }
                number = errno;
                if (number != EEXIST)
                        break;
                remove_if_stale(out->dir_fd, out->hidden);
                if (tries % 2)
                        slot++;
        }
        return failed(out->path, number, err);
}

static enum zb_code give_name(struct zb_outfile *out, struct zb_err *err)
{
        if (out->slot < 0) {
                enum zb_code code = link_hidden(out, err);
                if (code != ZB_OK)
                        return code;
        }
        if (renameat(out->dir_fd, out->hidden, out->dir_fd, out->name) != 0)
                return failed(out->path, errno, err);
        out->slot = -1;
        fsync(out->dir_fd); /* the name too outlives a power cut where the file system can promise it */
        return ZB_OK;
}

enum zb_code zb_outfile_flush(struct zb_outfile *out, struct zb_err *err)
{
        if (out->flushed)
                return ZB_OK;
        if (fsync(out->fd) != 0 && errno != EINVAL && errno != ENOTSUP && errno != EROFS)
                return failed(out->path, errno, err);
        out->flushed = true;
        return ZB_OK;
}

enum zb_code zb_outfile_commit(struct zb_outfile *out, struct zb_err *err)
{
        enum zb_code code = zb_outfile_flush(out, err);
        if (code == ZB_OK && !out->direct)
                code = give_name(out, err);
        if (code == ZB_OK && out->direct) {
                int fd = out->fd;
                out->fd = -1;
                if (close(fd) != 0 && errno != EINTR)
                        code = failed(out->path, errno, err);
        }
        outfile_finish(out);
        return code;
}

void zb_outfile_abandon(struct zb_outfile *out)
{
        if (out)
                outfile_finish(out);
}
