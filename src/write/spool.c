/* SPDX-License-Identifier: Apache-2.0 */
/* The spool, an outfile that never gets a name. */
#include "spool.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COPY_STEP ((size_t)1 << 20)

struct spool {
        struct zb_outfile *file;
        uint64_t bytes;
        pthread_mutex_t lock;
};

static enum zb_code open_elsewhere(struct zb_outfile **ret, struct zb_err *err)
{
        const char *dir = getenv("TMPDIR");
        char *name = NULL;
        if (asprintf(&name, "%s/zhanban-spool", dir && *dir ? dir : "/tmp") < 0)
                return zb_err_nomem(err);
        enum zb_code code = zb_outfile_open(name, ret, err);
        free(name);
        return code;
}

enum zb_code spool_open(const char *path, struct spool **ret, struct zb_err *err)
{
        struct spool *spool = calloc(1, sizeof *spool);
        if (!spool)
                return zb_err_nomem(err);
        struct stat st;
        bool no_file = stat(path, &st) == 0 && (S_ISCHR(st.st_mode) || S_ISFIFO(st.st_mode));
        enum zb_code code = no_file ? open_elsewhere(&spool->file, err) : zb_outfile_open(path, &spool->file, err);
        if (code) {
                free(spool);
                return code;
        }
        zb_outfile_is_scratch(spool->file);
        pthread_mutex_init(&spool->lock, NULL);
        *ret = spool;
        return ZB_OK;
}

void spool_free(struct spool *spool)
{
        if (!spool)
                return;
        pthread_mutex_destroy(&spool->lock);
        zb_outfile_abandon(spool->file);
        free(spool);
}

enum zb_code spool_put(struct spool *spool, const void *data, size_t len, struct spool_piece *ret, struct zb_err *err)
{
        pthread_mutex_lock(&spool->lock);
        enum zb_code code = zb_outfile_write(spool->file, data, len, err);
        *ret = (struct spool_piece){spool->bytes, len};
        spool->bytes += len;
        pthread_mutex_unlock(&spool->lock);
        return code;
}

uint64_t spool_bytes(const struct spool *spool)
{
        return spool->bytes;
}

enum zb_code spool_copy(const struct spool *spool, struct spool_piece piece, struct zb_outfile *out,
                        struct zb_err *err)
{
        uint8_t *block = malloc(COPY_STEP);
        enum zb_code code = block ? ZB_OK : zb_err_nomem(err);
        while (piece.bytes > 0 && !code) {
                size_t step = piece.bytes < COPY_STEP ? (size_t)piece.bytes : COPY_STEP;
                ssize_t n = pread(zb_outfile_fd(spool->file), block, step, (off_t)piece.at);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0)
                        code = zb_err_say(err, ZB_WORK, NULL,
                                          "the temporary file cannot be read back; the disk may be broken");
                else
                        code = zb_outfile_write(out, block, (size_t)n, err);
                if (!code) {
                        piece.at += (uint64_t)n;
                        piece.bytes -= (uint64_t)n;
                }
        }
        free(block);
        return code;
}
