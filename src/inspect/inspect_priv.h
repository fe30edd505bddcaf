/* SPDX-License-Identifier: Apache-2.0 */
/* inspect, private: one file a format; each reader fills its part of the facts and hands text runs to
 * `lines.c` and pixel rows to `survey.c`, which know nothing of formats. */
#ifndef ZB_INSPECT_PRIV_H
#define ZB_INSPECT_PRIV_H

#include <sys/types.h>

#include "inspect.h"

/* ---- what a reader works with ---- */

struct inspecting {
        int fd;
        off_t size;
        const char *name;
        const struct zb_inspect_options *options;
        struct zb_facts *facts;               /* facts->arena owns every string */
        const struct zb_line_inks *line_inks; /* of each of facts->lines, by lines.c; NULL: none yet */
};
struct zb_line_inks { /* the different inks that a line is set in */
        struct zb_ink inks[4];
        size_t n;
};

/* Readers: ZB_OK with the facts filled as far as the file goes (trouble: zb_inspect_trouble). */
enum zb_code zb_inspect_pdf(struct inspecting *in, struct zb_err *err); /* pdf.c: PDF and PDF-compatible AI */
enum zb_code zb_inspect_tiff(struct inspecting *in, struct zb_err *err); /* tiff.c */
enum zb_code zb_inspect_jpeg(struct inspecting *in, struct zb_err *err); /* jpeg.c */
enum zb_code zb_inspect_psd(struct inspecting *in, struct zb_err *err);  /* psd.c */

/* Records how far the reading went; the worse of two stays. zh/en: a sentence for a teacher. */
void zb_inspect_trouble(struct inspecting *in, enum zb_reading reading, const char *zh, const char *en, ...)
        __attribute__((format(printf, 3, 5), format(printf, 4, 5)));
/* A warning of the reading library, kept once, at most 50. */
void zb_inspect_warning(struct inspecting *in, const char *text);
/* The finished picture's size, from which facts->trim, bleed, media, visible follow (trim's top left is the
 * origin). */
void zb_inspect_page(struct inspecting *in, double trim_w_mm, double trim_h_mm, double bleed_mm);

/* ---- runs of text → lines, paragraphs, tiers (lines.c) ---- */

struct zb_run {                   /* characters that one operator or style set, on one baseline */
        const char *utf8;         /* arena's */
        double x_mm, baseline_mm; /* where its baseline begins, on the board */
        double width_mm, em_mm;   /* advance along the baseline; em after every matrix */
        double ink_mm;    /* what a ruler reads: em × the ink factor of its face, or the median ink height
                           * of Han in it; NAN unknown (zb_known_ink_factor may help) */
        double angle_deg; /* 0: upright; counterclockwise as seen */
        double leading;   /* as the file declares it, baseline ÷ em; NAN: unknown */
        const char *font; /* PostScript name without subset tag */
        struct zb_ink colour;
        const char *space;
        const char *place; /* where the file keeps it: a layer's name; NULL: nowhere in particular */
        bool bold, hidden;
        int order;     /* of painting; runs that follow each other were set side by side */
        int paragraph; /* lines known to belong together (a paragraph of a PSD's text layer); -1 unknown */
};
struct zb_runs {
        struct zb_run *items;
        size_t n, cap;
};
/* Appends; ZB_WORK out of memory. Runs with nothing but spaces are kept: they part words. */
enum zb_code zb_runs_add(struct zb_runs *runs, struct zb_arena *arena, const struct zb_run *run,
                         struct zb_err *err);
void zb_runs_fini(struct zb_runs *runs);
/* The ink factor of a face that everybody knows by name (Source Han Sans, Noto Sans CJK and their weights, by
 * STANDARD's definition); NAN for all others. For readers that cannot see the outlines. */
void zb_runs_fini(struct zb_runs *runs);
double zb_known_ink_factor(const char *font);
/* Joins runs into lines (same baseline, same size, near, in whatever order they were painted; a text painted
 * twice at one place is one), lines into paragraphs (same size and left edge or centre or right edge, even
 * pitch), and gives each paragraph its tier by height and place among the board's (lines_tier.c tells how).
 * Sets facts->lines, keywords (runs bolder or of another colour within a paragraph) and text_source; fonts,
 * contrast and `reversed` are the reader's: it fills them in and then calls zb_facts_derive. facts->visible
 * or trim must be known. */
enum zb_code zb_lines_of_runs(struct inspecting *in, const struct zb_runs *runs, struct zb_err *err);

/* ---- charts (charts.c) ---- */

struct zb_shape { /* something drawn, on the board */
        struct zb_rect box;
        bool stroke, part; /* part: of a path of many; no shape of its own */
        bool glyph;        /* an outlined character: no piece of a chart */
};
/* Charts among shapes, for files that do not say what their figures are: facts->lines and trim must be known.
 * Shapes that frame or fill a picture are left out. Boxes are the arena's. */
enum zb_code zb_find_charts(struct zb_facts *f, const struct zb_shape *shapes, size_t n_shapes,
                            const struct zb_rect *pictures, size_t n_pictures, struct zb_rect **ret,
                            size_t *ret_n, struct zb_err *err);

/* ---- rows of pixels → the survey (survey*.c) ---- */

struct zb_survey;
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
        bool light_only; /* of a ground: only zb_survey_light will be asked, no fact is made of it */
};
enum zb_code zb_survey_open(struct inspecting *in, const struct zb_survey_source *source,
                            struct zb_survey **ret, struct zb_err *err);
/* Rows from top to bottom, n at a time; stride in bytes; what goes beyond px_h is left out. */
void zb_survey_rows(struct zb_survey *survey, const uint8_t *px, size_t stride, int n);
/* Writes facts->survey, total_max and its box, blank, fingerprint, view, and the codes (facts->qr). Rows that
 * never came count as blank paper. total_max as zb_facts_ink tells. */
enum zb_code zb_survey_end(struct zb_survey *survey, struct zb_err *err);
void zb_survey_free(struct zb_survey *survey); /* takes NULL */
/* Luminance (0–1, WCAG) of the survey's picture under a box, once it has ended: of its darkest and its
 * lightest tenth. Readers that can draw the page without its text survey that for contrast. false: box lies
 * outside. */
bool zb_survey_light(const struct zb_survey *survey, struct zb_rect box, double *ret_dark, double *ret_light);

/* facts->lines on a ground that was surveyed without its text (lines_ground.c): contrast, reversed, and, when
 * may_hide, hidden where a line differs from its ground by nothing. ground NULL: unknown. */
void zb_lines_on_ground(struct inspecting *in, const struct zb_survey *ground, bool may_hide);
/* Is black text K alone? Sets k_only, not_k_box, not_k_place. */
void zb_lines_black(struct zb_facts *facts);

/* QR codes in a grey picture of box (qr.c): appended to facts->qr, contrast left unknown. */
enum zb_code zb_find_codes(struct inspecting *in, const uint8_t *grey, int w, int h, struct zb_rect box,
                           struct zb_err *err);

/* ---- files of pixels (sheet.c) ---- */

/* The page of a file whose facts->raster has pixels and densities: sizes, boxes, ppi_min and what else holds
 * for every file of pixels. Pixels are whole, so a size that rounds to these pixels is taken for it. Where no
 * density is declared, the wanted size stands in if the proportions are its own (a warning says so), else
 * the size stays unknown. A size that is the wanted one and an even margin of 1–10 mm has that as bleed.
 * Orientation as above; raster.px_w and px_h are as stored before, as looked at after. Returns the box for
 * the survey (of an unknown size: as if at 300 ppi). */
struct zb_rect zb_inspect_sheet(struct inspecting *in, int orientation);
/* What follows from the rest, once the pixels were read (zb_facts_derive); ppi_min is the sheet's own. */
enum zb_code zb_inspect_sheet_end(struct inspecting *in, struct zb_err *err);
/* "DeviceCMYK", … into facts->spaces. */
void zb_inspect_space(struct inspecting *in, const char *space);

#endif
