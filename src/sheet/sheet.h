/* SPDX-License-Identifier: Apache-2.0 */
/* sheet: the page as rows of pixels → total ink and its map, blank share, fingerprint, picture, the ground that text
 * stands on and its contrast; whether two boards' fingerprints are of one board.
 *
 * ```c
 * static enum zb_code ink_of(struct zb_derivation *d, struct zb_rect box, const uint8_t *cmyk, int w, int h,
 *                            struct zb_err *err)
 * {
 *         struct zb_survey_source source = {.px_w = w, .px_h = h, .box = box, .space = ZB_CMYK8};
 *         struct zb_survey *survey;
 *         enum zb_code code = zb_survey_open(d, &source, &survey, err);
 *         if (code)
 *                 return code;
 *         zb_survey_rows(survey, cmyk, 4 * (size_t)w, h);
 *         return zb_survey_end(survey, err);
 * }
 * ```
 */
#ifndef ZB_SHEET_H
#define ZB_SHEET_H

#include "derivation.h"

/* Total ink in squares of about a millimetre. */
enum { ZB_SQUARE_ONE = 16 }; /* of a level of total ink (255: one plate in full) */
struct zb_squares {
        const uint16_t *mean; /* w × h, from the top left; in 1/ZB_SQUARE_ONE of a level */
        int w, h;
        struct zb_rect box; /* mm on the board */
};
/* Sets total_max (the greatest mean of any 2 × 2 squares, percent; an edge or a noisy pixel may be higher: it
 * does not decide whether a sheet dries), total_max_box (the place around it that carries nearly as much) and
 * the survey's map. ZB_WORK when out of memory. */
enum zb_code zb_sheet_ink(struct zb_facts *facts, const struct zb_squares *squares, struct zb_err *err);

/* ---- the survey ---- */

struct zb_survey;
enum zb_survey_kind {
        ZB_SURVEY_SHEET,  /* everything */
        ZB_SURVEY_INK,    /* of a scene, whose codes and places are known: total ink, its map and areas */
        ZB_SURVEY_GROUND, /* the sheet without its text: zb_survey_light and contrast; no fact is made of it */
        ZB_SURVEY_VIEW    /* zb_survey_view alone */
};
/* A sheet of px_w × px_h pixels that covers `box` (mm on the board; the trim, or the media with bleed). */
struct zb_survey_source {
        int px_w, px_h; /* as stored */
        struct zb_rect box;
        enum zb_pixel_space space; /* of the rows; CMYK: 255 full ink. Grey prints in K alone. RGB has no ink
                                      of its own: it is surveyed as our profile would print it, and total ink,
                                      map and plates stay unknown */
        const void *icc;           /* of RGB; NULL: sRGB. Borrowed until zb_survey_open returns */
        size_t icc_len;
        int reduced;     /* rows are means of so many pixels of the file: how sharp they are tells nothing */
        int orientation; /* 2–8: rows are stored turned, as TIFF and EXIF number it; box is as looked at */
        enum zb_survey_kind kind;
};
enum zb_code zb_survey_open(struct zb_derivation *d, const struct zb_survey_source *source, struct zb_survey **ret,
                            struct zb_err *err);
/* Rows from top to bottom, n at a time; stride in bytes; what goes beyond px_h is left out. */
void zb_survey_rows(struct zb_survey *survey, const uint8_t *px, size_t stride, int n);
/* Writes facts->survey, total_max and its box, blank, fingerprint and, where d->view_ppi asks for it, the view. Rows that
 * never came count as blank paper. total_max as zb_sheet_ink tells. */
enum zb_code zb_survey_end(struct zb_survey *survey, struct zb_err *err);
void zb_survey_free(struct zb_survey *survey);                /* takes NULL */
struct zb_rect zb_survey_box(const struct zb_survey *survey); /* what it covers, as looked at */
double zb_survey_px_per_mm(const struct zb_survey *survey);   /* of its small picture */

/* ---- once it has ended ---- */

/* The board's picture at about d->view_ppi as a JPEG file in the facts' arena. */
enum zb_code zb_survey_view(struct zb_survey *survey, const uint8_t **ret, size_t *ret_len, struct zb_err *err);
/* Luminance (0–1, WCAG) of the survey's picture under a box: of its darkest and its lightest tenth. false: box lies
 * outside. */
bool zb_survey_light(const struct zb_survey *survey, struct zb_rect box, double *ret_dark, double *ret_light);
/* The inks under a box, four bytes a pixel, appended to out; how many pixels there were. */
size_t zb_survey_under(const struct zb_survey *survey, struct zb_rect box, struct zb_buf *out);

/* facts->lines on a ground: contrast, of the inks in d->line_inks with what lies under their glyphs (WCAG 2.1, through the
 * profile). Of a file also reversed and, when may_hide, hidden where a line differs from its ground by nothing. ground
 * NULL: unknown. ZB_WORK: out of memory. */
enum zb_code zb_lines_on_ground(struct zb_derivation *d, const struct zb_survey *ground, bool may_hide,
                                struct zb_err *err);
/* Is black text K alone? Sets k_only, not_k_box, not_k_place. */
void zb_lines_black(struct zb_derivation *d);

/* The survey's grey plane, *ret_w × *ret_h bytes over its box, once it has ended: for codes. NULL: of any but a whole sheet. */
const uint8_t *zb_survey_grey(const struct zb_survey *survey, int *ret_w, int *ret_h);
/* Contrast of the codes from the given one on, of those whose modules the small picture can tell apart. */
void zb_codes_on_sheet(struct zb_derivation *d, const struct zb_survey *survey, size_t first);

/* facts->min_contrast: a step of zb_derive. */
enum zb_code zb_sheet_contrast(struct zb_derivation *d, struct zb_err *err);

#endif
