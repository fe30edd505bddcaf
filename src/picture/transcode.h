/* SPDX-License-Identifier: Apache-2.0 */
/* straight (private to picture): some files have their pixels in an order in which no decoder can give rows
 * from the top without holding the whole picture: JPEGs in several scans, interlaced PNG, WebP, TIFF in giant
 * strips. They are read once and laid down again, row by row, in a scratch file that streams like any other
 * picture. */
#ifndef ZB_PICTURE_TRANSCODE_H
#define ZB_PICTURE_TRANSCODE_H

#include "picture_priv.h"

/* With the header's image at hand: whether the picture must be laid down. Refuses what would take more memory
 * than a whole run may (ZB_INPUT). */
enum zb_code zb_transcode_look(struct zb_picture *p, VipsImage *header, struct zb_err *err);
/* Whether it takes so much memory that no other may be laid down beside it. */
bool zb_transcode_is_heavy(const struct zb_picture *p);
/* Lays it down, if it must be. *ret_sound: whether it decoded without a complaint; only then are there rows.
 * Fails (ZB_WORK) when the work could not be done, for example on a full disk. */
enum zb_code zb_transcode_lay(struct zb_picture *p, bool *ret_sound, struct zb_err *err);
void zb_transcode_fini(struct zb_picture *p);

/* What to read its rows from, and libvips' operation for that. */
const char *zb_transcode_path(const struct zb_picture *p);
const char *zb_transcode_loader(const struct zb_picture *p);

#endif
