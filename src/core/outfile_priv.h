/* SPDX-License-Identifier: Apache-2.0 */
/* The way of file systems without O_TMPFILE, with a door of its own so that a test can take it anywhere. */
#ifndef ZB_OUTFILE_PRIV_H
#define ZB_OUTFILE_PRIV_H

#include "outfile.h"

enum zb_code zb_outfile_open_named(const char *path, struct zb_outfile **ret, struct zb_err *err);

#endif
