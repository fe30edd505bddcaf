/* SPDX-License-Identifier: Apache-2.0 */
/* What a JPEG says before its first scan. Read apart from libjpeg, so that a frame that nobody can decode still tells its
 * size. */
#ifndef ZB_JPEG_HEAD_H
#define ZB_JPEG_HEAD_H

#include "core.h"

struct zb_jpeg_head {
        int sof; /* the frame's kind, 0xC0–0xCF; 0: none was found */
        int bits, w, h, components;
        int h_samples[4], v_samples[4];
        bool adobe; /* APP14 is there: CMYK is stored inverted */
        int transform;
        double jfif_x, jfif_y, exif_x, exif_y, photoshop_x, photoshop_y; /* ppi; NAN none */
        int orientation;                                                 /* EXIF, 1–8; 0 none */
        char software[128];
        bool ai;           /* its metadata says that generative AI made it */
        struct zb_buf icc; /* whole, or empty */
        bool icc_damaged;
        int quality; /* estimated from the luminance table, 1–100; 0: no table */
        bool cut;    /* the file ends before a scan begins */
};
/* Reads the markers up to the first scan of an open file. ZB_WORK: out of memory. */
enum zb_code zb_jpeg_head_read(int fd, struct zb_jpeg_head *ret, struct zb_err *err);
void zb_jpeg_head_fini(struct zb_jpeg_head *head);

#endif
