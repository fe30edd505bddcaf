/* SPDX-License-Identifier: Apache-2.0 */
/* Files out and in. An output appears whole or not at all: it is written to an unnamed file in the target's
 * folder (O_TMPFILE; where the file system has none, a hidden name that the next run removes), flushed,
 * checked, and only then given its name. A killed run leaves the old file as it was. */
#ifndef ZB_OUTFILE_H
#define ZB_OUTFILE_H

#include <stdint.h>
#include "buf.h"
#include "err.h"

struct zb_outfile;

enum zb_code zb_outfile_open(const char *path, struct zb_outfile **ret, struct zb_err *err);
/* For what is read back and thrown away: nothing is brought to the disk before memory asks for it. */
void zb_outfile_is_scratch(struct zb_outfile *out);
int zb_outfile_fd(const struct zb_outfile *out); /* seekable; for libtiff */
const char *zb_outfile_path(const struct zb_outfile *out);
/* Writes all of it or fails with one sentence (disk full, …): ZB_WORK. */
enum zb_code zb_outfile_write(struct zb_outfile *out, const void *data, size_t len, struct zb_err *err);
/* Sees to it that all bytes are on the disk: so that several files can be sure of their room before the first
 * of them gets its name. */
enum zb_code zb_outfile_flush(struct zb_outfile *out, struct zb_err *err);
/* Flushes, gives the file its name, frees out in every case. */
enum zb_code zb_outfile_commit(struct zb_outfile *out, struct zb_err *err);
/* Throws the unnamed file away. Takes NULL. */
void zb_outfile_abandon(struct zb_outfile *out);

/* Reads a whole regular file of at most max_bytes into buf. Errors: ZB_INPUT, place = path. */
enum zb_code zb_file_read(const char *path, size_t max_bytes, struct zb_buf *ret, struct zb_err *err);
/* The first `size` bytes of a regular file, or as many as it has, and how long it is. Errors as above. */
enum zb_code zb_file_head(const char *path, void *head, size_t size, size_t *ret_len, double *ret_bytes,
                          struct zb_err *err);

#endif
