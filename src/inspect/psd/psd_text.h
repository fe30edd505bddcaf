/* SPDX-License-Identifier: Apache-2.0 */
/* A text layer between its reading (psd_text.c) and its setting (psd_set.c). */
#ifndef ZB_PSD_TEXT_H
#define ZB_PSD_TEXT_H

#include "engine_data.h"
#include "psd_file.h"

enum { ZB_MOST_FONTS = 256 };

struct zb_text_look { /* pixels before the layer's transform */
        int font;     /* of the list */
        double size, leading, tracking, h_scale, v_scale;
        bool auto_leading, bold;
        int colour_type;  /* 0 grey, 1 RGB, 2 CMYK */
        double colour[5]; /* alpha first, 0–1 */
        int colour_n;
};

struct zb_live_text {
        const struct zb_psd_layer *layer;
        double matrix[6]; /* xx, xy, yx, yy, tx, ty */
        uint16_t *chars;  /* UTF-16 */
        size_t n;
        uint32_t *look_of; /* of each unit */
        uint8_t *align;    /* 0 left, 1 right, 2 centred, 3–6 justified */
        float *auto_lead;
        struct zb_text_look *looks;
        size_t n_looks;
        const char *fonts[ZB_MOST_FONTS];
        size_t n_fonts;
        bool boxed, vertical;
        double box_left, box_top, box_width;
};

struct zb_setter {
        struct zb_psd *psd;
        struct zb_marks marks;
        struct zb_transform *from_rgb;
        int paragraphs, order;
};
enum zb_code zb_psd_setter_open(struct zb_setter *setter, struct zb_err *err);
void zb_psd_setter_close(struct zb_setter *setter);
/* The text's runs, a paragraph number for each paragraph. */
enum zb_code zb_psd_set_text(struct zb_setter *setter, const struct zb_live_text *t, struct zb_err *err);

#endif
