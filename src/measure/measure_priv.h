/* SPDX-License-Identifier: Apache-2.0 */
/* measure, private: one file a subject, each fills its part of the facts. All return ZB_OK or ZB_WORK. */
#ifndef ZB_MEASURE_PRIV_H
#define ZB_MEASURE_PRIV_H

#include "derive.h"
#include "measure.h"
#include "sheet.h"

/* The board without its text, at low resolution: rows from the top, 255 = full ink. */
struct zb_ground {
        double ppi, x0_mm, y0_mm; /* where pixel 0, 0 begins */
        int width, height;
        uint8_t *cmyk;
};

struct zb_window { /* pixels, x1 and y1 outside */
        int x0, y0, x1, y1;
};

struct measuring {
        const struct zb_scene *scene;
        const struct zb_profile *profile;
        double max_total, ppi;
        struct zb_facts *facts;
        struct zb_fact_line *lines;   /* facts->lines, while they are made */
        const struct zb_item **items; /* the text item of each line */
        struct zb_ground ground;      /* its pixels are freed by zb_measure */
};

enum zb_code zb_measure_lines(struct measuring *m, struct zb_err *err);    /* measure_text.c */
enum zb_code zb_measure_images(struct measuring *m, struct zb_err *err);   /* measure_image.c */
enum zb_code zb_measure_ground(struct measuring *m, struct zb_err *err);   /* measure_ground.c */
enum zb_code zb_measure_contrast(struct measuring *m, struct zb_err *err); /* measure_contrast.c */
enum zb_code zb_measure_ink(struct measuring *m, struct zb_err *err);      /* measure_ink.c */

/* The pixels whose centres lie in box, cut to the page. */
struct zb_window zb_ground_window(const struct zb_ground *ground, struct zb_rect box);
/* The styles that a line's glyphs really use, each once: calls fn for every one. */
void zb_measure_styles(const struct zb_text *text,
                       void (*fn)(void *ctx, const struct zb_text_style *style, size_t n), void *ctx);

#endif
