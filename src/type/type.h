/* SPDX-License-Identifier: Apache-2.0 */
/* type: fonts, tiers, shaping, the count of characters (字数), the Chinese line builder. The only room that
 * knows HarfBuzz, FreeType and fontconfig. Lengths in mm; glyph coordinates in em (1.0 = the em), y upwards
 * from the baseline. The em box of Source Han Sans runs from -0.12 to 0.88.
 *
 * Fonts are opened once, immutable, and shared between threads; what is set lives in the caller's arena.
 *
 * ```c
 * static enum zb_code count_lines(struct zb_arena *arena, const struct zb_fonts *fonts, const char *text, size_t len,
 *                                 size_t *ret, struct zb_err *err)
 * {
 *         struct zb_span span = {.text = text, .len = len, .face = zb_fonts_face(fonts, ZB_REGULAR)};
 *         struct zb_para_spec spec = {.spans = &span, .n_spans = 1, .em_mm = 38.8, .measure_mm = 700, .align = ZB_JUSTIFY};
 *         struct zb_para *para;
 *         enum zb_code code = zb_para_set(arena, &spec, &para, NULL, err);
 *         if (!code)
 *                 *ret = para->n_lines;
 *         return code;
 * }
 * ```
 */
#ifndef ZB_TYPE_H
#define ZB_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core.h"
#include "text.h"

#define ZB_EM_ASCENT  0.88
#define ZB_EM_DESCENT 0.12

enum zb_tier { ZB_TIER_TITLE, ZB_TIER_HEADING, ZB_TIER_BODY, ZB_TIER_CAPTION, ZB_TIER_NOTE, ZB_N_TIERS };
extern const char *const zb_tier_names[ZB_N_TIERS]; /* "title", "heading", "body", "caption", "note" */

enum zb_weight { ZB_REGULAR, ZB_MEDIUM, ZB_BOLD, ZB_HEAVY, ZB_N_WEIGHTS };

/* ---- fonts ---- */

struct zb_fonts; /* the family in use; immutable once open, shared between threads */
struct zb_face;  /* one weight of it */

/* Looks in dir (the project's fonts/) for Source Han Sans CN, through a fontconfig configuration of our own
 * that sees no other font; if it is not there, for the machine's Noto Sans CJK SC (zb_fonts_substitute() is
 * then true and the board gets an advisory). Neither: ZB_WORK, with the cure in the sentence. */
enum zb_code zb_fonts_open(const char *dir, struct zb_fonts **ret, struct zb_err *err);
void zb_fonts_free(struct zb_fonts *fonts);
bool zb_fonts_substitute(const struct zb_fonts *fonts);
const char *zb_fonts_family(const struct zb_fonts *fonts); /* "Source Han Sans CN" */
const struct zb_face *zb_fonts_face(const struct zb_fonts *fonts, enum zb_weight weight);

const char *zb_face_ps_name(const struct zb_face *face); /* "SourceHanSansCN-Bold" */
enum zb_weight zb_face_weight(const struct zb_face *face);
const void *zb_face_data(const struct zb_face *face, size_t *ret_len, unsigned *ret_index); /* the font file */
unsigned zb_face_upem(const struct zb_face *face);
uint32_t zb_face_cid(const struct zb_face *face, uint32_t gid);   /* CID of a glyph (docs/formats.md §2) */
double zb_face_advance(const struct zb_face *face, uint32_t gid); /* em, unshaped: for the PDF's W array */
/* Ink factor: median ink height of the 3755 level-1 Han of GB 2312, in em, from this face's own outlines. */
double zb_face_ink_factor(const struct zb_face *face);
/* Ink extents of a glyph in em: x,y = left, bottom (y upwards). false when it has no ink. */
bool zb_face_extents(const struct zb_face *face, uint32_t gid, struct zb_rect *ret_em);

struct zb_outline_sink { /* coordinates in em, y upwards; curves are cubic */
        void (*move)(void *ctx, double x, double y);
        void (*line)(void *ctx, double x, double y);
        void (*curve)(void *ctx, double x1, double y1, double x2, double y2, double x, double y);
        void (*close)(void *ctx);
};
void zb_face_outline(const struct zb_face *face, uint32_t gid, const struct zb_outline_sink *sink, void *ctx);

/* ---- setting a paragraph ---- */

/* A stretch of text in one face. The word-joiner ~ and the ** marks are already gone: U+2060 joins, a newline
 * breaks, bytes that are no UTF-8 become U+FFFD. */
struct zb_span {
        const char *text; /* UTF-8 */
        size_t len;
        const struct zb_face *face;
        int style; /* the caller's number; not 0: a keyword, kept whole where that is cheap */
};

/* JUSTIFY: all but the last line of a text, within bounds, else ragged. */
enum zb_align { ZB_LEFT, ZB_CENTER, ZB_RIGHT, ZB_JUSTIFY };

struct zb_para_spec {
        const struct zb_span *spans;
        size_t n_spans;
        double em_mm;
        double measure_mm; /* line width; INFINITY: no breaks but at newlines */
        enum zb_align align;
        bool balance; /* titles, labels: lines of like length instead of full ones */
        /* Large type: the blank half of a full-width mark is a hole there, and most of it is taken back. */
        bool display;
};

struct zb_glyph {
        uint32_t gid;
        double x_mm;       /* origin, from the line's left edge (negative for a trimmed opening mark) */
        double advance_mm; /* to the next glyph's origin, as set */
        /* the bytes of zb_para.text that it stands for (0 length: part of the previous) */
        uint32_t text_at, text_len;
        uint32_t span; /* index of its span */
};

struct zb_line {
        const struct zb_glyph *glyphs;
        size_t n_glyphs;
        size_t text_at, text_len; /* bytes of zb_para.text */
        double x_mm;              /* left edge from the paragraph's left, by alignment */
        double width_mm;          /* from x_mm to the last glyph's end as set (a halved last mark counts half) */
        double slack;             /* em left over (>0), or squeezed away (<0), before justification */
};

struct zb_para {
        const char *text; /* all spans joined, NUL-terminated, without what is not printed (U+2060, controls) */
        const struct zb_span *spans;
        size_t n_spans;
        const struct zb_line *lines;
        size_t n_lines;
        double em_mm;
        double cost;    /* the breaker's badness, for a solver: lower is better */
        size_t missing; /* characters that the font has no glyph for */
        double last_em; /* width of the last line in em */
};

/* Breaks and places. The paragraph lives in arena; faces stay the caller's. A Latin word that no line can
 * hold is broken; what must not be broken and is wider than the measure stands alone and is counted in
 * *ret_overfull (may be NULL). A line's text leaves out the spaces at its edges. ZB_WORK only when out of
 * memory. */
enum zb_code zb_para_set(struct zb_arena *arena, const struct zb_para_spec *spec, struct zb_para **ret,
                         size_t *ret_overfull, struct zb_err *err);

/* Width in mm of a one-line text. */
double zb_text_width(struct zb_arena *arena, const struct zb_face *face, double em_mm, const char *utf8);

/* HarfBuzz, FreeType, fontconfig (libraries.h). */
void zb_type_versions(struct zb_libraries *list);

#endif
