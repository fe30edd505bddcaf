/* SPDX-License-Identifier: Apache-2.0 */
/* facts: what is on a board, measured; the same structure whether it came from a scene or from a stranger's
 * file, so that the same rules judge both. Facts never judge. Unknown is said as such: NAN, -1 or NULL, never
 * a guess. */
#ifndef ZB_FACTS_H
#define ZB_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include "base.h"
#include "type.h"

enum zb_kind { ZB_KIND_SPEC, ZB_KIND_PDF, ZB_KIND_TIFF, ZB_KIND_JPEG, ZB_KIND_PSD, ZB_KIND_AI };
extern const char *const zb_kind_names[]; /* "spec", "pdf", … */

struct zb_fact_line {       /* one line of text */
        struct zb_rect box; /* advance × em·leading */
        struct zb_rect ink; /* advance × the em box's inked part: what may not be cut or covered */
        enum zb_tier tier;
        const char *role, *text, *font, *place;
        double em_mm, ink_mm; /* ink_mm = em × ink factor of its face */
        double leading; /* baseline distance to the next line of its block ÷ em; of a last line as it is set
                         */
        size_t chars;   /* of this line alone; a block's count may be less (a word broken in two) */
        bool keyword;   /* holds a keyword run */
        bool bad_start, bad_end; /* it breaks a paragraph where a mark may not stand (禁则) */
        double contrast;         /* lowest of its inks on what lies under it, NAN unknown */
        int block;
};

struct zb_fact_tier {
        size_t chars, lines;
        double ink_cm, em_cm, pt, leading; /* medians over its lines; NAN when the tier is absent */
        double ink_cm_min, pt_min, ink_cm_max, pt_max;
        double leading_min, leading_max; /* of blocks with two lines or more; NAN when there is none */
};

struct zb_fact_font {
        const char *name; /* PostScript name without subset tag */
        bool embedded;
};

struct zb_fact_image {
        struct zb_rect box;
        const char *type, *place, *caption, *source; /* source: file name, or "" */
        double ppi_x, ppi_y;                         /* effective; NAN for drawn figures */
        int px_w, px_h;                              /* pixels used; 0 for drawn figures */
        bool ai, ai_marked;                          /* made by generative AI; a text on it says so */
        double ai_mark_mm;                           /* ink height of that text, NAN when not marked */
        const char *space;                           /* colour space as printed, "DeviceCMYK" */
};

struct zb_fact_qr {
        struct zb_rect box;
        const char *url, *place;
        double module_mm, quiet_mm;
};

struct zb_facts {
        struct zb_arena *arena;
        const char *file;
        enum zb_kind kind;
        /* page */
        double width_mm, height_mm, bleed_mm;
        struct zb_rect visible, media, trim, bleed;
        double bleed_reach_mm; /* how far what the trim cuts reaches beyond it, the least; NAN: it cuts
                                  nothing */
        /* words about the work; NULL when the file does not say */
        const char *title, *path_used;
        int n_authors;  /* -1 unknown */
        int n_sections; /* -1 unknown */
        /* ink */
        const char *const *spaces; /* "DeviceCMYK", "DeviceGray", "DeviceRGB", "ICCBased4", "Separation", …;
                                      none: unknown */
        size_t n_spaces;
        double total_max;             /* percent, NAN unknown */
        struct zb_rect total_max_box; /* whose */
        const char *profile;          /* name, NULL unknown */
        const char *const *spots;
        size_t n_spots;
        double solid_k_cm2; /* largest area in K alone (shapes, not text), NAN unknown */
        struct zb_rect solid_k_box;
        double line_min_mm; /* thinnest stroke, INFINITY when there is none, NAN unknown */
        struct zb_rect line_min_box;
        int k_only;               /* 1: black text is K alone, 0: it is not, -1 unknown */
        struct zb_rect not_k_box; /* a text that is not */
        const char *not_k_place;
        /* text */
        const char *text_source; /* "live", "ocr", "none" */
        size_t chars;            /* counted when text_source is not "none" */
        int keywords;            /* runs set apart; -1 unknown */
        size_t missing_glyphs;
        struct zb_rect missing_box;
        const char *missing_text, *missing_place;
        const struct zb_fact_font *fonts;
        size_t n_fonts;
        bool font_substitute; /* the fonts stand in for Source Han Sans */
        struct zb_fact_tier tiers[ZB_N_TIERS];
        const struct zb_fact_line *lines;
        size_t n_lines;
        double min_contrast; /* NAN unknown */
        struct zb_rect min_contrast_box;
        const char *min_contrast_text, *min_contrast_place;
        /* images: known when image_mm2 is */
        const struct zb_fact_image *images;
        size_t n_images, n_photos;
        double image_mm2, text_mm2, share, share_strict; /* NAN unknown */
        double ppi_min;                                  /* NAN when no photo */
        /* others */
        const struct zb_fact_qr *qr;
        size_t n_qr;
        double safe_min_mm; /* least distance of text, QR or figure to the visible edge; negative: outside;
                             * INFINITY: nothing there, NAN unknown */
        struct zb_rect safe_box; /* whose */
        const char *safe_what;   /* its text or caption */
        const char *safe_place;
        int overlaps; /* pairs of text lines or foreign figures that overlap; -1 unknown */
        struct zb_rect overlap_box;
        const char *overlap_a, *overlap_b; /* the first pair: texts or captions */
        const char *overlap_place;
        const struct zb_fact_remark { /* what the composer had to give up */
                const char *rule, *place;
                struct zb_msg text, fix;
        } * remarks;
        size_t n_remarks;
};

struct zb_facts *zb_facts_new(void); /* unknowns set; NULL when out of memory */
void zb_facts_free(struct zb_facts *facts);

#endif
