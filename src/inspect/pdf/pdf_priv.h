/* SPDX-License-Identifier: Apache-2.0 */
/* The PDF reader, private: pdf.c opens and closes, pdf_boxes.c the page's boxes, pdf_x.c what the file says
 * and claims, pdf_objects.c the raw objects, pdf_space.c colours, pdf_device.c what the page paints,
 * pdf_text.c its glyphs, pdf_image.c its pictures, pdf_path.c its shapes, pdf_tags.c its structure
 * tree, pdf_draw.c and pdf_survey.c the drawn sheet.
 *
 * MuPDF's exceptions end here: every step runs inside zb_pdf_try, and what it has found before it fails
 * stays. Within a step, a fault of our own (out of memory) is kept in pdf->code and thrown as an exception of
 * MuPDF's. Boxes are millimetres on the board, as everywhere. */
#ifndef ZB_PDF_READ_PRIV_H
#define ZB_PDF_READ_PRIV_H

#include <pthread.h>
#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "inspect_priv.h"

/* A stranger's file may hold anything any number of times: beyond these counts the rest is not looked at. */
enum {
        PDF_MOST_PAGES = 64,       /* walked and interpreted */
        PDF_MOST_OBJECTS = 200000, /* raw objects visited */
        PDF_MOST_DEPTH = 48,       /* of resources in resources */
        PDF_MOST_SEEN = 400,       /* entries of facts->pdf.objects */
        PDF_MOST_SHAPES = 60000,
        PDF_MOST_RUNS = 100000,
        PDF_MOST_PICTURES = 20000,
        PDF_MOST_COVERS = 4096,
        PDF_MOST_CLIPS = 512,
        PDF_MOST_FIGURES = 500,
        PDF_MOST_PAINTED = 500000, /* objects painted, on all pages; a board has hundreds */
};

struct pdf_font_use { /* a font of some resource dictionary */
        pdf_font_desc *desc;
        const char *name, *format;
        bool embedded, subset, type3, used;
        double ink_factor; /* median ink height of its Han, em; NAN unknown */
        size_t unmapped;   /* characters without Unicode */
        bool drawn[256];   /* glyphs of a Type 3 font that were followed */
};

struct pdf_raw_image {
        pdf_obj *obj;
        int w, h;
};

struct pdf_cover { /* hides what was painted before it */
        struct zb_rect box;
        int order;
};

struct pdf {
        struct inspecting *in;
        struct zb_arena *arena;
        fz_context *ctx;
        pdf_document *doc;
        enum zb_code code; /* of ours, thrown through MuPDF */
        struct zb_err *err;
        fz_cookie cookie;
        /* the first page */
        pdf_obj *page_obj;
        pdf_page *page;
        fz_matrix to_board; /* from MuPDF's page space */
        fz_matrix user_to_board;
        bool sized, boxes_beyond; /* TrimBox or BleedBox leaves the MediaBox */
        /* raw objects */
        uint8_t *seen_objects; /* a bit per object number */
        int n_object_bits;
        size_t n_seen;
        struct pdf_font_use *fonts;
        size_t n_fonts, cap_fonts;
        struct pdf_raw_image *images;
        size_t n_images, cap_images;
        fz_colorspace *named[5]; /* ICCBased1, 3, 4, CalGray, CalRGB */
        bool lzw, external, rgb_group, intent_is_press;
        char trapped; /* of Info: T, F, U; 0 not there */
        struct {
                bool there, version, title, dates, ids;
                char trapped;
        } xmp;
        /* what the pages paint */
        struct zb_marks marks;
        size_t n_shown; /* runs that came before those of hidden layers */
        struct pdf_cover *covers;
        size_t n_covers, cap_covers;
        struct zb_fact_seen *seen;
        size_t n_seen_kinds, cap_seen;
        const char **blends;
        size_t n_blends;
        const char **spots;
        size_t n_spots;
        bool overprint, hidden_layers, illustrator;
        size_t n_painted;
        /* colours */
        pthread_mutex_t colours; /* a transform serves one thread at a time */
        struct zb_transform *rgb;
        /* the sheet without its text, for contrast */
        fz_display_list *list; /* of the first page */
        struct small *small;   /* large pictures made small for the drawings */
        size_t n_small;
        bool muted; /* warnings are not kept: another thread works on the facts */
        struct zb_survey *ground;
};

/* ---- pdf_work.c ---- */
typedef void pdf_step(struct pdf *pdf);
/* Runs a step; false, with the trouble told, when MuPDF gave up in it. */
bool zb_pdf_try(struct pdf *pdf, pdf_step *step);
/* Throws when code is not ZB_OK; inside steps only. */
void zb_pdf_check(struct pdf *pdf, enum zb_code code);
/* Room for one more of *items (arena); false: the list has reached `most`. Throws when out of memory. */
bool zb_pdf_grow(struct pdf *pdf, void *items, size_t n, size_t *cap, size_t size, size_t most);
const char *zb_pdf_strdup(struct pdf *pdf, const char *text); /* throws; invalid UTF-8 becomes U+FFFD */
/* Records that `what` was seen; name "" none. Counts, keeps the first place. */
void zb_pdf_seen(struct pdf *pdf, enum zb_seen what, const char *name, struct zb_rect box);
bool zb_pdf_has_seen(const struct pdf *pdf, enum zb_seen what);

/* ---- pdf_boxes.c ---- */
void zb_pdf_boxes(struct pdf *pdf);
struct zb_rect zb_pdf_box(fz_rect r);                                /* to our rectangle */
struct zb_rect zb_pdf_user_box(const struct pdf *pdf, fz_rect user); /* of the first page's user space */

/* ---- pdf_x.c ---- */
void zb_pdf_catalogue(struct pdf *pdf); /* Info, intents, claims, scripts, attachments, layers, forms */
void zb_pdf_x4(struct pdf *pdf);        /* what a PDF/X-4 asks and the file has not; last of all */

/* ---- pdf_scripts.c ---- */
/* Scripts that a catalogue, a page or an annotation starts. */
void zb_pdf_scripts(struct pdf *pdf, pdf_obj *holder);

/* ---- pdf_objects.c ---- */
void zb_pdf_objects(struct pdf *pdf);
struct pdf_font_use *zb_pdf_font(struct pdf *pdf, const fz_font *font); /* NULL: unknown */
pdf_obj *zb_pdf_raw_image(struct pdf *pdf, fz_image *image);            /* borrowed; NULL: inline */

/* ---- pdf_space.c ---- */
/* Makes MuPDF name calibrated spaces as the file does (it would call ICCBased CMYK "DeviceCMYK"). */
void zb_pdf_space_walk(struct pdf *pdf, pdf_obj *obj, int depth);
enum zb_space zb_pdf_space(struct pdf *pdf, fz_colorspace *space);
/* In the two that follow ctx is the calling thread's. */
struct zb_ink zb_pdf_ink(fz_context *ctx, struct pdf *pdf, fz_colorspace *space, const float *colour);
/* RGB8 → CMYK8 through the profile, n pixels. */
void zb_pdf_rgb(fz_context *ctx, struct pdf *pdf, const uint8_t *rgb, uint8_t *cmyk, size_t n);
/* Counts an object of that space, its spot colours and registration. */
void zb_pdf_note_space(struct pdf *pdf, fz_colorspace *space, const float *colour, struct zb_rect box);

/* ---- pdf_device.c ---- */
void zb_pdf_contents(struct pdf *pdf);

struct pdf_clip {
        fz_rect box;
        bool rect, text; /* exactly its box; a text's outline */
};
struct pdf_device {
        fz_device super;
        struct pdf *pdf;
        bool board;  /* the first page: places count */
        bool hidden; /* a run with every layer on: only its text is wanted */
        int masks, tiles, type3;
        int groups, veil; /* depth of groups; of the outermost that lets its ground through, 0 none */
        struct pdf_clip clips[PDF_MOST_CLIPS + 1];
        int n_clips;     /* may exceed the room; the box of the deepest kept counts */
        bool image_mask; /* the clip on top came from an image's mask */
        int last_tile;
        fz_text *last_text;
        int order;
};
/* ---- pdf_paint.c ---- */
struct pdf_clip zb_pdf_clip(const struct pdf_device *dev); /* the one on top */
struct zb_rect zb_pdf_clipped(const struct pdf_device *dev, fz_rect r);
void zb_pdf_note_paint(struct pdf_device *dev, fz_colorspace *space, const float *colour, float alpha,
                       fz_color_params params, struct zb_rect box);

/* ---- pdf_text.c ---- */
enum pdf_text_kind { PDF_TEXT_PAINTED, PDF_TEXT_PATTERN, PDF_TEXT_INVISIBLE };
void zb_pdf_text(struct pdf_device *dev, const fz_text *text, fz_matrix ctm, fz_colorspace *space,
                 const float *colour, float alpha, enum pdf_text_kind kind);
/* Marks the runs that no reader of the sheet sees: outside the trim, covered, on hidden layers. */
void zb_pdf_hide(struct pdf *pdf);

/* ---- pdf_path.c ---- */
void zb_pdf_fill(struct pdf_device *dev, const fz_path *path, fz_matrix ctm, fz_colorspace *space,
                 const float *colour, float alpha, fz_color_params params);
void zb_pdf_stroke(struct pdf_device *dev, const fz_path *path, const fz_stroke_state *stroke, fz_matrix ctm,
                   fz_colorspace *space, const float *colour, float alpha, fz_color_params params);
bool zb_pdf_path_is_rect(fz_context *ctx, const fz_path *path, fz_matrix ctm);

/* ---- pdf_image.c ---- */
void zb_pdf_image(struct pdf_device *dev, fz_image *image, fz_matrix ctm, float alpha, bool stencil,
                  enum zb_space space);

/* ---- pdf_tags.c ---- */
void zb_pdf_tags(struct pdf *pdf); /* /Figure elements of the structure tree */

/* ---- pdf_decode.c ---- */
void zb_pdf_shrink_images(struct pdf *pdf, double px_per_mm);   /* before the drawings, once */
fz_image *zb_pdf_small_image(struct pdf *pdf, fz_image *image); /* borrowed; the same if there is none */
void zb_pdf_drop_small(struct pdf *pdf);

/* ---- pdf_draw.c ---- */
/* A device that draws on another: RGB becomes ink through the profile, text may be left out. */
fz_device *zb_pdf_new_ink_device(fz_context *ctx, struct pdf *pdf, fz_device *dest, bool text, bool separations,
                                 fz_irect area);

/* ---- pdf_shade.c ---- */
struct zb_pdf_painting { /* by the thread whose context that is */
        fz_context *ctx;
        struct pdf *pdf;
        fz_device *dest;
        fz_irect area; /* no pixel beyond it is seen */
        float alpha;
        fz_color_params params;
};
/* Paints a gradient in ink. false: it is none that is done here, and nothing was painted. to_ink: it is in
 * RGB or Lab. */
bool zb_pdf_paint_shade(const struct zb_pdf_painting *painting, fz_shade *shade, fz_matrix ctm, bool to_ink);

/* ---- pdf_survey.c ---- */
void zb_pdf_survey(struct pdf *pdf); /* and the sheet without its text, for contrast */

#endif
