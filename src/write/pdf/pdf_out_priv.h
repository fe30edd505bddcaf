/* SPDX-License-Identifier: Apache-2.0 */
/* A PDF in the making. The parts of it: pdf.c the whole file and its page, pdf_meta.c what it says about
 * itself, pdf_paint.c shapes, pdf_text.c lines, pdf_font.c fonts, pdf_image.c pictures, pdf_pack.c their
 * pixels, pdf_save.c the file, pdf_tags.c what each part is, pdf_object.c
 * what all of them need.
 *
 * Lengths enter in millimetres from the trim's top left, y downwards, and leave in points from the page's
 * bottom left, y upwards: by zb_pdf_x and zb_pdf_y alone; there is no transformation in the content, so that
 * an editor shows true sizes. qpdf's handle calls go on after an error; zb_pdf_check asks once at the end. */
#ifndef ZB_PDF_PRIV_H
#define ZB_PDF_PRIV_H

#include <qpdf/qpdf-c.h>

#include "spool.h"
#include "write_priv.h"

/* What a CID stands for. One CID may have several texts (一 and ⼀ share a glyph): the commonest goes into
 * ToUnicode, the others are written as ActualText where they occur. */
struct pdf_meaning {
        const char *text; /* UTF-8, arena */
        size_t len, count;
        struct pdf_meaning *next;
};

struct pdf_glyph {
        uint32_t gid, cid;
        double width;                     /* thousandths of an em, as the W array has it */
        struct pdf_meaning *meant;        /* in order of first use */
        const struct pdf_meaning *chosen; /* NULL: never alone for a text */
};

struct pdf_font {
        const struct zb_face *face;
        char name[8];              /* "F1" */
        struct pdf_glyph **by_cid; /* 65536 of them, NULL where unused */
        size_t n_glyphs;
};

enum pdf_overprint { PDF_AS_IT_WAS, PDF_OVERPRINT, PDF_KNOCK_OUT };
struct pdf_gstate {
        double fill, stroke;          /* alphas */
        enum pdf_overprint overprint; /* of what is filled; then the alphas are left alone */
};

/* What a part of the content is: a figure of the scene, or a paragraph. */
struct pdf_tag {
        const struct zb_scene_figure *figure; /* NULL: text */
        int block;
        enum zb_tier tier;
        qpdf_oh content; /* its K: numbers of marked content */
};

/* A picture's packed pixels, in the spool. */
struct pdf_packed {
        struct spool_piece *pieces;
        size_t n, cap;
        uint64_t bytes;
        bool whole;
};

/* on_page: its pixels are those of the page at the PDF's ppi, and stand at (what.x, what.y); else they are
 * its own and fill its box, and what.x and what.y are 0. */
struct pdf_image {
        const struct zb_placed *placed;
        struct zb_raster_picture what;
        bool on_page;
        size_t order; /* of first use */
        struct pdf_packer *packer;
        struct pdf_packed packed;
};

/* The pictures of a PDF, known before anything of it is written. */
struct pdf_images {
        const struct zb_write_options *options;
        struct pdf_image *list; /* one an item at most; the largest first */
        size_t n;
        struct spool *spool; /* NULL when there are none */
};

/* The pictures' pixels never pass through qpdf: each picture's stream holds a mark instead, all of one
 * length, until pdf_save.c puts the pixels in its place. */
enum { ZB_PDF_MARK_LEN = 18 };
#define ZB_PDF_MARK "zhanban image %04d"

struct pdf_out {
        const struct zb_scene *scene;
        const struct zb_write_options *options;
        struct zb_arena *arena;
        qpdf_data qpdf;
        struct zb_buf content;
        uint64_t hash[2]; /* of everything printed: the ids come from it */
        struct pdf_font fonts[ZB_N_WEIGHTS];
        size_t n_fonts;
        struct zb_paint *shadings; /* room for two an item */
        size_t n_shadings;
        struct pdf_gstate *gstates; /* likewise */
        size_t n_gstates;
        struct pdf_images *images;
        struct pdf_tag *tags; /* one an item at most, in order of first use */
        size_t n_tags;
        size_t *marked; /* the tag of each stretch of marked content, by its MCID */
        size_t n_marked;
        qpdf_oh font_dict, pattern_dict, gstate_dict, image_dict, property_dict;
        qpdf_oh layers[ZB_N_LAYERS];
};

/* ---- pdf_object.c ---- */
double zb_pdf_x(const struct pdf_out *pdf, double x_mm);
double zb_pdf_y(const struct pdf_out *pdf, double y_mm);
void zb_pdf_num(struct zb_buf *out, double value, int decimals);     /* with a space behind it */
void zb_pdf_ink(struct zb_buf *out, struct zb_ink ink);              /* "0 0 0 0.9 " */
void zb_pdf_utf16(struct zb_buf *out, const char *text, size_t len); /* hexadecimal UTF-16BE, no marks */
void zb_pdf_hash(struct pdf_out *pdf, const void *data, size_t len);
/* A direct object from its text, which must hold no reference (qpdf's parser cannot resolve one here). */
qpdf_oh zb_pdf_parse(struct pdf_out *pdf, const char *text);
/* An indirect stream: its dictionary's text, its data. The data counts towards the hash. filter may be NULL
 * (then qpdf deflates), parms are DecodeParms. */
qpdf_oh zb_pdf_stream(struct pdf_out *pdf, const char *dict, const void *data, size_t len, const char *filter,
                      const char *parms);
void zb_pdf_set(struct pdf_out *pdf, qpdf_oh dict, const char *key, qpdf_oh value);
/* The first fault of qpdf or of memory so far, as an error. */
enum zb_code zb_pdf_check(struct pdf_out *pdf, struct zb_err *err);

/* ---- pdf_font.c ---- */
/* Finds every font and glyph of the scene, decides what each CID means, subsets and embeds. Before any
 * content. */
enum zb_code zb_pdf_fonts(struct pdf_out *pdf, struct zb_err *err);
const struct pdf_font *zb_pdf_font(const struct pdf_out *pdf, const struct zb_face *face);
const struct pdf_glyph *zb_pdf_glyph(const struct pdf_font *font, uint32_t gid);
/* The glyphs from `at` on that stand for one text together; returns how many, and the text without its
 * invisible joiners (arena). */
size_t zb_pdf_cluster(struct pdf_out *pdf, const struct zb_text *text, size_t at, struct pdf_meaning *ret);

/* ---- content, one item each ---- */
void zb_pdf_shape(struct pdf_out *pdf, const struct zb_shape *shape);
void zb_pdf_overprint(struct pdf_out *pdf, bool on); /* for what is filled from here on */
void zb_pdf_path(struct pdf_out *pdf, const struct zb_path *path);
void zb_pdf_text(struct pdf_out *pdf, const struct zb_text *text);
void zb_pdf_picture(struct pdf_out *pdf, const struct zb_item *item);

/* ---- pdf_tags.c ---- */
/* What the item is part of; NULL: of nothing, an artifact. */
struct pdf_tag *zb_pdf_tag(struct pdf_out *pdf, const struct zb_item *item);
void zb_pdf_tag_begin(struct pdf_out *pdf, struct pdf_tag *tag); /* "EMC" ends it */
void zb_pdf_tags(struct pdf_out *pdf, qpdf_oh page);             /* the structure tree, once the page is there */

/* ---- pdf_image.c ---- */
/* Finds the scene's pictures. path: of the output, for the spool. */
enum zb_code zb_pdf_images_find(struct pdf_images *images, const struct zb_scene *scene,
                                const struct zb_write_options *options, const char *path, struct zb_err *err);
void zb_pdf_images_fini(struct pdf_images *images);
/* Makes their objects, each with a mark for its pixels. Before any content. */
enum zb_code zb_pdf_images(struct pdf_out *pdf, struct zb_err *err);

/* ---- pdf_pack.c ---- */
/* Rows of pictures from the raster: struct zb_raster_sink. ctx: struct pdf_images. */
enum zb_code zb_pdf_take(void *ctx, const struct zb_raster_picture *picture, int at, int rows, const uint8_t *cmyk,
                         struct zb_err *err);
/* Decodes and packs the picture, unless the raster has brought it. */
enum zb_code zb_pdf_pack(const struct pdf_images *images, struct pdf_image *image, struct zb_err *err);
void zb_pdf_packer_free(struct pdf_packer *packer); /* takes NULL */

/* ---- pdf_save.c ---- */
enum zb_code zb_pdf_save(struct pdf_out *pdf, struct zb_outfile *out, struct zb_err *err);

/* ---- pdf_meta.c ---- */
void zb_pdf_layers(struct pdf_out *pdf);                           /* the OCGs, in the catalogue */
enum zb_code zb_pdf_meta(struct pdf_out *pdf, struct zb_err *err); /* Info, XMP, output intent; last of all */

#endif
