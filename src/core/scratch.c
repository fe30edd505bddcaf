/* SPDX-License-Identifier: Apache-2.0 */
/* Scratch files. */
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *folder(void)
{
        const char *dir = getenv("TMPDIR");
        if (dir && *dir)
                return dir;
        return access("/var/tmp", W_OK | X_OK) == 0 ? "/var/tmp" : "/tmp";
}

enum zb_code zb_scratch_failed(int number, struct zb_err *err)
{
        if (number == ENOMEM)
                return zb_err_nomem(err);
        if (number == ENOSPC || number == EDQUOT || number == EFBIG)
                return zb_err_say(err, ZB_WORK, folder(),
                                  "the temporary folder is full, it has to hold a large picture for a while: "
                                  "free some space, or name another folder in TMPDIR.");
        const char *why = strerrordesc_np(number);
        return zb_err_say(err, ZB_WORK, folder(),
                          "the temporary folder cannot be used (%s): name another one in TMPDIR.", why ? why : "?");
}

/* Where the file system has no unnamed files, the name is gone before anything is written. */
static int open_named(const char *dir)
{
        char *name = NULL;
        if (asprintf(&name, "%s/zhanban-XXXXXX", dir) < 0) {
                errno = ENOMEM;
                return -1;
        }
        int fd = mkostemp(name, O_CLOEXEC), number = errno;
        if (fd >= 0)
                unlink(name);
        free(name);
        errno = number;
        return fd;
}

enum zb_code zb_scratch_open(int *ret_fd, struct zb_err *err)
{
        const char *dir = folder();
        int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
        if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
                fd = open_named(dir);
        if (fd < 0)
                return zb_scratch_failed(errno, err);
        *ret_fd = fd;
        return ZB_OK;
}

enum zb_code zb_scratch_put(int fd, const void *data, size_t len, uint64_t at, struct zb_err *err)
{
        for (const char *p = data; len > 0;) {
                ssize_t n = pwrite(fd, p, len, (off_t)at);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0)
                        return zb_scratch_failed(n < 0 ? errno : ENOSPC, err);
                p += n;
                at += (uint64_t)n;
                len -= (size_t)n;
        }
        return ZB_OK;
}

enum zb_code zb_scratch_get(int fd, void *data, size_t len, uint64_t at, struct zb_err *err)
{
        for (char *p = data; len > 0;) {
                ssize_t n = pread(fd, p, len, (off_t)at);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0)
                        return zb_scratch_failed(n < 0 ? errno : EIO, err);
                p += n;
                at += (uint64_t)n;
                len -= (size_t)n;
        }
        return ZB_OK;
}
