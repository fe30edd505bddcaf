/* SPDX-License-Identifier: Apache-2.0 */
/* Scratch files: what is too much for memory and is read back by this very run. They have no name, so nothing
 * is left of them however the run ends. They lie in $TMPDIR, else in /var/tmp (which, unlike /tmp, is never
 * memory). */
#ifndef ZB_SCRATCH_H
#define ZB_SCRATCH_H

#include <stddef.h>
#include <stdint.h>
#include "err.h"

/* Open for reading and writing; the caller closes it. Errors, here and below: ZB_WORK, place = the folder. */
enum zb_code zb_scratch_open(int *ret_fd, struct zb_err *err);
enum zb_code zb_scratch_put(int fd, const void *data, size_t len, uint64_t at, struct zb_err *err);
enum zb_code zb_scratch_get(int fd, void *data, size_t len, uint64_t at, struct zb_err *err);
/* The sentence for an error number that somebody else got while writing there. */
enum zb_code zb_scratch_failed(int number, struct zb_err *err);

#endif
