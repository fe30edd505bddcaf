/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the JPEG reader share: jpeg_facts.c says what the head says, jpeg_rows.c brings the pixels. */
#ifndef ZB_INSPECT_JPEG_PRIV_H
#define ZB_INSPECT_JPEG_PRIV_H

#include "exif.h"
#include "inspect_priv.h"
#include "jpeg.h"
#include "jpeg_head.h"

/* Decodes into the survey, at a half, a quarter or an eighth where that is fine enough. */
enum zb_code zb_inspect_jpeg_rows(struct inspecting *in, const struct zb_jpeg_head *head, struct zb_rect box,
                                  struct zb_err *err);

#endif
