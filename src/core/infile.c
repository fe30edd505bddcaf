/* SPDX-License-Identifier: Apache-2.0 */
/* Files in. Bounded whatever the file pretends to be: a pipe or device is refused, a growing file is cut off.
 */
#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum zb_code failed(const char *path, int number, struct zb_err *err)
{
        switch (number) {
        case ENOMEM:
                return zb_err_nomem(err);
        case ENOENT:
        case ENOTDIR:
                return zb_err_say(err, ZB_INPUT, path, "there is no such file.");
        case EACCES:
        case EPERM:
                return zb_err_say(err, ZB_INPUT, path, "no permission to read this file.");
        case EISDIR:
                return zb_err_say(err, ZB_INPUT, path, "this is a folder, not a file.");
        default:
                break;
        }
        const char *why = strerrordesc_np(number);
        return zb_err_say(err, ZB_INPUT, path, "the file cannot be read (%s).", why ? why : "?");
}

static enum zb_code too_large(const char *path, size_t max_bytes, struct zb_err *err)
{
        char limit[40];
        bool mega = max_bytes >= 1000000;
        zb_num(limit, (double)max_bytes / (mega ? 1e6 : 1e3), 1);
        const char *unit = mega ? "MB" : "kB";
        return zb_err_say(err, ZB_INPUT, path, "the file is too large: at most %s %s.", limit, unit);
}

static enum zb_code infile_read_all(int fd, const char *path, size_t max_bytes, struct zb_buf *buf,
                                    struct zb_err *err)
{
        char block[32768];
        zb_buf_put(buf, "", 0);
        for (;;) {
                ssize_t n = read(fd, block, sizeof block);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return failed(path, errno, err);
                if (n == 0)
                        return buf->failed ? zb_err_nomem(err) : ZB_OK;
                if ((size_t)n > max_bytes - buf->len)
                        return too_large(path, max_bytes, err);
                zb_buf_put(buf, block, (size_t)n);
                if (buf->failed)
                        return zb_err_nomem(err);
        }
}

/* A regular file, open for reading. */
static enum zb_code open_regular(const char *path, int *ret_fd, struct stat *ret_st, struct zb_err *err)
{
        /* O_NONBLOCK: opening a pipe that nobody writes to must not wait for ever. */
        int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        if (fd < 0)
                return failed(path, errno, err);
        enum zb_code code = ZB_OK;
        if (fstat(fd, ret_st) != 0)
                code = failed(path, errno, err);
        else if (S_ISDIR(ret_st->st_mode))
                code = failed(path, EISDIR, err);
        else if (!S_ISREG(ret_st->st_mode))
                code = zb_err_say(err, ZB_INPUT, path, "this is not a regular file.");
        if (code)
                close(fd);
        else
                *ret_fd = fd;
        return code;
}

enum zb_code zb_file_read(const char *path, size_t max_bytes, struct zb_buf *ret, struct zb_err *err)
{
        int fd = -1;
        struct stat st;
        struct zb_buf buf = ZB_BUF_INIT;
        enum zb_code code = open_regular(path, &fd, &st, err);
        if (code)
                return code;
        if (st.st_size > 0 && (uintmax_t)st.st_size > max_bytes)
                code = too_large(path, max_bytes, err);
        else
                code = infile_read_all(fd, path, max_bytes, &buf, err);
        close(fd);
        if (code != ZB_OK) {
                zb_buf_fini(&buf);
                return code;
        }
        zb_buf_fini(ret);
        *ret = buf;
        return ZB_OK;
}

enum zb_code zb_file_head(const char *path, void *head, size_t size, size_t *ret_len, double *ret_bytes,
                          struct zb_err *err)
{
        int fd = -1;
        struct stat st;
        enum zb_code code = open_regular(path, &fd, &st, err);
        if (code)
                return code;
        ssize_t n = pread(fd, head, size, 0);
        if (n < 0)
                code = failed(path, errno, err);
        close(fd);
        if (code)
                return code;
        *ret_len = (size_t)n;
        *ret_bytes = (double)st.st_size;
        return ZB_OK;
}
