/* SPDX-License-Identifier: Apache-2.0 */
/* What the two files of the survey share: survey.c takes the rows in, survey_end.c reads the facts off them.
 */
#ifndef ZB_SURVEY_PRIV_H
#define ZB_SURVEY_PRIV_H

#include "sheet.h"

enum { ZB_TOTALS = 4 * 255 + 1, ZB_COUNTERS = 4 };

struct zb_survey {
        struct zb_derivation *d;
        struct zb_rect box; /* mm on the board, as it is looked at */
        int orientation;    /* of the rows that come, 1–8 as TIFF numbers them */
        int channels;       /* of the rows that come */
        bool own_ink;       /* these are the file's own plates, not a conversion of ours */
        enum zb_survey_kind kind;
        struct zb_transform *to_ink;
        int px_w, px_h, px_y; /* of the file; rows taken so far */
        /* Survey pixels: means of shrink × shrink pixels of the file. Once it has ended, w and h (and all
         * planes) are as the board is looked at. */
        int shrink, w, h, y;
        int summed;      /* rows in sum */
        uint16_t *sum;   /* px_w × channels */
        uint8_t *means;  /* w × channels */
        uint8_t *ink;    /* w × 4: a row of other colours as ink */
        uint16_t *total; /* w: its total ink, 0–1020 */
        uint8_t *grey;   /* w × h: a plane for codes */
        /* The small picture: means of step × step survey pixels. */
        int step, small_w, small_h, small_y, small_summed;
        uint32_t *small_sum; /* small_w × 4 */
        uint8_t *small;      /* small_w × small_h × 4 */
        /* The grid: total ink in squares of about 1 mm. */
        int grid_w, grid_h, grid_y, grid_summed;
        int *grid_first;                          /* grid_w + 1: the survey pixels of each column */
        uint32_t *grid_sum;                       /* grid_w */
        uint16_t *grid;                           /* grid_w × grid_h: means, in 1/ZB_SQUARE_ONE of a level */
        struct zb_detail *detail;                 /* windows at full resolution; NULL: it tells nothing */
        uint64_t n_total[ZB_COUNTERS][ZB_TOTALS]; /* survey pixels by total ink, to be added up */
        uint64_t plate_sum[4];
};

/* Windows of the file's own pixels (survey_detail.c). NULL: the sheet is too small, or out of memory. */
struct zb_detail *zb_detail_new(int px_w, int px_h);
void zb_detail_row(struct zb_detail *detail, int y, const uint8_t *row, int channels);
/* Times that the pixels were blown up, 1 not; 0: there is nothing to tell it by. */
int zb_detail_upsampled(const struct zb_detail *detail);

/* Rows that wait for more of their kind are done as they are. */
void zb_survey_flush(struct zb_survey *survey);
/* Turns a plane of *w × *h elements of size bytes as the orientation says. ZB_WORK: out of memory, nothing is
 * changed. */
enum zb_code zb_plane_turn(void **plane, int *w, int *h, size_t size, int orientation, struct zb_err *err);
/* The small picture as sRGB, three bytes a pixel. */
void zb_survey_proof(const struct zb_survey *survey, const uint8_t *ink, uint8_t *rgb, size_t n);
/* The fingerprint and, where it is asked for, the board's picture, from the small picture. */
enum zb_code zb_survey_pictures(struct zb_survey *survey, struct zb_err *err);

/* Is nothing but the small picture made? Are codes to be found? */
static inline bool zb_survey_is_small(const struct zb_survey *s)
{
        return s->kind == ZB_SURVEY_GROUND || s->kind == ZB_SURVEY_VIEW;
}

#endif
