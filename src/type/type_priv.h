/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share: the classes of characters, a shaped paragraph as a row of cells, its
 * lines. */
#ifndef ZB_TYPE_PRIV_H
#define ZB_TYPE_PRIV_H

#include <hb.h>
#include <pthread.h>
#include "chars.h"
#include "type.h"

/* ---- faces ---- */

struct zb_face {
        hb_blob_t *blob;
        hb_face_t *face;
        hb_font_t *font;
        hb_draw_funcs_t *draw;
        hb_language_t chinese, english;
        unsigned index, upem;
        enum zb_weight weight;
        char ps_name[64];
        const uint32_t *level1; /* of zb_fonts */
        struct zb_face_lazy *lazy;
};

#define ZB_N_LEVEL1 3755

enum zb_code zb_face_load(const char *path, unsigned index, const char *ps_name, enum zb_weight weight,
                          const uint32_t *level1, struct zb_face **ret, struct zb_err *err);
/* "The font file … cannot be read or is damaged." */
enum zb_code zb_face_bad(const char *path, struct zb_err *err);
void zb_face_free(struct zb_face *face);
/* The level-1 Han of GB 2312, rows 16 to 55. */
enum zb_code zb_level1_han(uint32_t ret[ZB_N_LEVEL1], struct zb_err *err);

/* ---- a paragraph at work ---- */

#define ZB_HALF    0.5  /* em: the blank half of a full-width mark */
#define ZB_LETTER  0.9  /* em: from here on an advance is full-width */
#define ZB_EPS     1e-6 /* em */
#define ZB_HAN_GAP 0.18 /* em: between Han and Latin */

struct zb_shaped { /* a glyph, em */
        uint32_t gid;
        double advance, x_offset;
};

/* The least that moves as one: a cluster of HarfBuzz. Whatever happens between two cells is told by the gap
 * after the first; it counts only while both stand on the same line. */
struct zb_cluster {
        uint32_t glyph, n_glyphs;
        uint32_t at, len; /* bytes of the text */
        uint32_t code;    /* its first character */
        uint32_t span;
        uint8_t class, flags;
        bool may_break; /* after it */
        bool joined;    /* an author's joiner after it */
        double break_cost;
        double advance;              /* em */
        double gap;                  /* em: Han–Latin gap > 0, two marks in a row -0.5 */
        double squeeze, stretch;     /* em: how much the gap may give or take */
        double trim_start, trim_end; /* em: blank half that goes when the cell opens or ends a line */
};

struct zb_work {
        char *text;
        size_t text_len;
        struct zb_cluster *cells;
        size_t n_cells, cap_cells;
        struct zb_shaped *glyphs;
        size_t n_glyphs, cap_glyphs;
        /* sums over the cells before an index: advance and gap, squeeze, stretch */
        double *sum, *squeeze, *stretch;
        size_t missing;
};

struct zb_stretch { /* cells [from, to) of a line, spaces at its edges left out */
        size_t from, to;
        double natural, squeeze, stretch; /* em */
};

/* Shapes the spans into cells and knows their gaps and breaks; work is zeroed before. false: out of memory;
 * fini in either case. */
bool zb_work_shape(struct zb_work *work, const struct zb_para_spec *spec);
void zb_work_fini(struct zb_work *work);
/* Gaps, squeezes and breaks between the shaped cells. */
bool zb_work_space(struct zb_work *work, const struct zb_para_spec *spec);
struct zb_stretch zb_work_stretch(const struct zb_work *work, size_t from, size_t to);

/* Optimal breaks of cells [from, to), which hold no newline: writes the line ends to ends (room for to - from
 * of them), returns how many, adds to *cost. measure in em. SIZE_MAX: out of memory. */
size_t zb_break_lines(const struct zb_work *work, size_t from, size_t to, double measure, bool balance, size_t *ends,
                      double *cost);
/* Lets a Latin word that no line can hold break inside. */
void zb_break_long_words(struct zb_work *work, double measure);

static inline bool zb_cluster_is_space(const struct zb_cluster *cell)
{
        return cell->class == ZB_C_SPACE || cell->class == ZB_C_WIDE_SPACE;
}

#endif
