/* SPDX-License-Identifier: Apache-2.0 */
/* PSD, inside: the scene sorted into layers (psd_layers), their pixels packed and spooled (psd_pixels), the
 * text that stays editable (psd_text, psd_engine), and the container that holds them (psd). */
#ifndef ZB_PSD_PRIV_H
#define ZB_PSD_PRIV_H

#include "spool.h"
#include "write_priv.h"

#define PSD_MAX_SIDE 30000      /* pixels; of a PSB 300 000, which no board reaches */
#define PSD_MAX_SIZE 0x7FFFFFFF /* bytes of a file; a PSB's have no end */
#define PSD_PLATES   4
#define PSD_ALPHA    4 /* the index of a layer's alpha, behind its four plates */

/* ---- layers ---- */

enum psd_kind { PSD_SHAPES, PSD_PICTURE, PSD_TEXT };

struct psd_layer {
        enum psd_kind kind;
        int group;                         /* index, or -1: the ground under everything */
        const char *name;                  /* UTF-8, unique enough to be found in the panel */
        size_t *items, n_items, cap_items; /* of the scene, in painting order */
        bool overprint;                    /* of text, in part at least: "darken" then, which is the same */
};

struct psd_group {
        int section; /* of the scene */
        const char *name;
};

struct psd_layers {
        struct zb_arena *arena; /* names */
        struct psd_layer *list; /* bottom first; the layers of a group lie side by side */
        size_t n, cap;
        struct psd_group *groups; /* bottom first */
        size_t n_groups, cap_groups;
        bool failed; /* out of memory */
};

/* Every item of the scene in one layer. Shapes of one name, and lines of one paragraph, share a layer as long
 * as nothing that lies between them in painting order is touched. */
enum zb_code psd_layers_make(const struct zb_scene *scene, struct psd_layers *ret, struct zb_err *err);
void psd_layers_fini(struct psd_layers *layers);

/* psd_out_common.c */
/* UTF-8 → UTF-16BE, appended; returns the units. */
size_t psd_utf16(struct zb_buf *out, const char *utf8, size_t len);
enum zb_code psd_too_large(const char *path, struct zb_err *err); /* ZB_WORK, and what to do about it */

/* ---- pixels ---- */

/* One plate (or the alpha) of a layer: PackBits rows, in pieces that lie in the spool. */
struct psd_plate {
        uint16_t *row_bytes; /* one a row */
        struct spool_piece *pieces;
        size_t n_pieces, cap_pieces;
        uint64_t bytes; /* sum of row_bytes */
};

struct psd_image {
        int x, y, width, height; /* pixels on the page; 0 rows: nothing to see */
        bool ground;             /* the paper itself, without alpha */
        struct psd_plate plates[PSD_PLATES + 1];
};

struct psd_pixels {
        struct psd_image *images; /* one a layer, and last the merged one, which has no alpha */
        size_t n;
        struct spool *spool;
        uint64_t most; /* bytes of the spool; set before psd_pixels_open */
        int width, height;
        bool ground;                     /* the lowest layer is the paper itself */
        struct zb_raster_layer *drawing; /* the layers as the raster wants them */
};

/* Makes room for the pixels of the layers and gives the sink that takes them; the spool is an unnamed file
 * beside the output. pixels and layers stay where they are until psd_pixels_fini, also after a failure. */
enum zb_code psd_pixels_open(struct psd_pixels *pixels, const struct psd_layers *layers,
                             const struct zb_write_job *job, struct zb_raster_sink *ret, struct zb_err *err);
void psd_pixels_fini(struct psd_pixels *pixels);
/* Appends the rows of one plate to the file. */
enum zb_code psd_pixels_copy(const struct psd_pixels *pixels, const struct psd_plate *plate, struct zb_outfile *out,
                             struct zb_err *err);

/* ---- text ---- */

/* The block 'TySh' of a layer of text: its words, faces, sizes and inks beside the raster. index: of the text
 * layers. */
void psd_text_block(const struct zb_scene *scene, const struct psd_layer *layer, const struct psd_image *image,
                    double ppi, int index, struct zb_buf *out);

/* A stretch of text in one style; units: UTF-16. */
struct psd_run {
        const struct zb_face *face;
        struct zb_ink ink;
        double size_px, leading_px;
        size_t units;
};

struct psd_text {
        const struct zb_buf *utf16; /* big-endian, lines parted by \r, the last one ended by it */
        const struct psd_run *runs;
        size_t n_runs;
        int justification; /* 0 left, 1 right, 2 centred */
};

/* The text engine's own description, as Photoshop keeps it inside TySh. */
void psd_engine_data(const struct psd_text *text, struct zb_buf *out);

#endif
