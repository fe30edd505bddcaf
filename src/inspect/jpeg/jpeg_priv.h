/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the JPEG reader share: jpeg_marks.c walks the markers before the first scan, jpeg.c reads
 * the facts off them, jpeg_rows.c decodes. */
#ifndef ZB_JPEG_PRIV_H
#define ZB_JPEG_PRIV_H

#include "inspect_priv.h"
#include "jpeg_quality.h"

struct jpeg_marks {
        int sof; /* the frame's kind, 0xC0–0xCF; 0: none was found */
        int bits, w, h, components;
        int h_samples[4], v_samples[4];
        bool adobe; /* APP14 is there: CMYK is stored inverted */
        int transform;
        double jfif_x, jfif_y, exif_x, exif_y, photoshop_x, photoshop_y; /* ppi; NAN none */
        int orientation;                                                 /* EXIF, 1–8; 0 none */
        char software[128];
        bool ai;
        struct zb_buf icc; /* whole, or empty */
        bool icc_damaged;
        int quality; /* of the luminance table; 0: no table */
        bool cut;    /* the file ends before a scan begins */
};

/* Reads what stands before the first scan. ZB_WORK: out of memory. */
enum zb_code zb_jpeg_marks(struct inspecting *in, struct jpeg_marks *ret, struct zb_err *err);
void zb_jpeg_marks_fini(struct jpeg_marks *marks);
/* EXIF's resolution, orientation and software (jpeg_exif.c); data begins after "Exif\0\0". */
void zb_jpeg_exif(const uint8_t *data, size_t len, struct jpeg_marks *marks);

/* Decodes into the survey, at a half, a quarter or an eighth where that is fine enough. */
enum zb_code zb_jpeg_rows(struct inspecting *in, const struct jpeg_marks *marks, struct zb_rect box,
                          struct zb_err *err);

#endif
