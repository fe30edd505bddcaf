/* SPDX-License-Identifier: Apache-2.0 */
/* Packed pixels that have to wait for their place in the file lie on the disk, not in memory: in an unnamed file beside
 * the output, where there must be room for them anyway. */
#ifndef ZB_WRITE_SPOOL_H
#define ZB_WRITE_SPOOL_H

#include <stdint.h>
#include "core.h"

struct spool;

struct spool_piece {
        uint64_t at, bytes;
};

/* path: the output's. An output that is no file (a device, a pipe) is spooled in $TMPDIR, else /tmp. */
enum zb_code spool_open(const char *path, struct spool **ret, struct zb_err *err);
void spool_free(struct spool *spool); /* takes NULL */
/* Appends; any number of threads at once. */
enum zb_code spool_put(struct spool *spool, const void *data, size_t len, struct spool_piece *ret,
                       struct zb_err *err);
uint64_t spool_bytes(const struct spool *spool);
/* Appends a piece to the file. */
enum zb_code spool_copy(const struct spool *spool, struct spool_piece piece, struct zb_outfile *out,
                        struct zb_err *err);

#endif
