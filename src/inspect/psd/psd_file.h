/* SPDX-License-Identifier: Apache-2.0 */
/* PSD and PSB, private. Nothing in a file is trusted: every read goes through a cursor with an end, every
 * count and length is checked against the bytes that are left, and memory is bounded by the sheet's rows, not
 * by what a length says. Source: Adobe Photoshop File Formats Specification; docs/formats.md §6–9. */
#ifndef ZB_PSD_FILE_H
#define ZB_PSD_FILE_H

#include "inspect_priv.h"

/* ---- bytes (psd_bytes.c) ---- */

struct zb_cursor { /* a stretch of the file, read through a window; numbers are big-endian */
        int fd;
        off_t at, end;
        off_t window; /* where `bytes` lie */
        size_t n;
        bool failed; /* beyond the end: numbers read are 0, once failed always failed */
        uint8_t bytes[4096];
};
void zb_cursor_open(struct zb_cursor *c, int fd, off_t at, off_t end);
uint8_t zb_cursor_u8(struct zb_cursor *c);
uint16_t zb_cursor_u16(struct zb_cursor *c);
uint32_t zb_cursor_u32(struct zb_cursor *c);
uint64_t zb_cursor_u64(struct zb_cursor *c);
double zb_cursor_double(struct zb_cursor *c);
void zb_cursor_bytes(struct zb_cursor *c, void *to, size_t n);
void zb_cursor_skip(struct zb_cursor *c, uint64_t n);
uint64_t zb_cursor_left(const struct zb_cursor *c);
/* All the bytes of [at, at + n) into malloc'ed memory; NULL: beyond the end of file, more than `most`, or out
 * of memory. */
uint8_t *zb_file_bytes(int fd, off_t size, off_t at, uint64_t n, size_t most);
/* UTF-16BE → UTF-8, appended. */
void zb_put_utf16(struct zb_buf *out, const uint8_t *units, size_t n_units);

/* ---- the file ---- */

struct zb_px_rect { /* pixels of the document; right and bottom lie outside */
        int left, top, right, bottom;
};

struct zb_psd_channel {
        int id;
        off_t at; /* of its compression */
        uint64_t len;
};

enum zb_psd_divider { ZB_PSD_LAYER, ZB_PSD_GROUP_OPEN, ZB_PSD_GROUP_CLOSED, ZB_PSD_GROUP_END };
enum { ZB_PSD_CHANNELS = 56 };

struct zb_psd_layer {
        struct zb_px_rect px, mask;
        const char *name, *kind;
        char blend[5];
        uint8_t opacity, n_channels;
        bool shown;    /* its own eye */
        bool visible;  /* with all its groups' */
        bool clipping; /* to the layer under it */
        bool has_mask; /* mask hides what lies outside it */
        bool smart, shape, adjustment, styled;
        enum zb_psd_divider divider;
        off_t text_at; /* of the block TySh, 0: none */
        uint64_t text_len;
        struct zb_psd_channel *channels;
};

struct zb_psd {
        struct inspecting *in;
        bool big; /* PSB */
        int mode, depth, channels, width, height;
        off_t palette_at, resources_at, layers_at, composite_at;
        uint64_t palette_len, resources_len, layers_len;
        uint8_t *resources;
        double ppi_x, ppi_y;
        struct zb_rect sheet;        /* of the pixels, mm on the board */
        struct zb_psd_layer *layers; /* bottom first, with dividers */
        size_t n_layers;
        bool styled_text;  /* a text layer has effects: its colour is not all that is seen of it */
        bool merged_alpha; /* the composite's first extra channel is its transparency */
};

enum {
        ZB_PSD_BITMAP,
        ZB_PSD_GRAY,
        ZB_PSD_INDEXED,
        ZB_PSD_RGB,
        ZB_PSD_CMYK,
        ZB_PSD_MULTI = 7,
        ZB_PSD_DUOTONE,
        ZB_PSD_LAB
};

struct zb_rect zb_psd_box(const struct zb_psd *psd, struct zb_px_rect px);

/* psd_layers.c: the records; damage is a trouble, not an error. */
enum zb_code zb_psd_layers(struct zb_psd *psd, struct zb_err *err);
void zb_psd_layers_fini(struct zb_psd *psd);
/* psd_text.c: runs of all text layers → lines, fonts. */
enum zb_code zb_psd_texts(struct zb_psd *psd, struct zb_err *err);
/* psd_marks.c: layers of pixels and shapes → marks → images. */
enum zb_code zb_psd_figures(struct zb_psd *psd, struct zb_err *err);
/* psd_ground.c: contrast of the lines with what lies under them. */
enum zb_code zb_psd_ground(struct zb_psd *psd, struct zb_err *err);
/* psd_sheet.c: the composite → the survey. */
enum zb_code zb_psd_sheet(struct zb_psd *psd, struct zb_err *err);

/* ---- planes (psd_plane.c) ---- */

/* One channel's rows as 8-bit samples: raw, PackBits, ZIP with and without prediction; 1, 8, 16 and 32 bits.
 */
struct zb_plane;
struct zb_plane_source {
        off_t at;     /* of the rows, or of the table of row lengths that stands before them */
        uint64_t len; /* bytes there */
        int compression, width, height, depth;
        off_t table_at; /* the composite's table of row lengths stands elsewhere; 0: at `at` */
};
/* NULL: damaged or out of memory. */
struct zb_plane *zb_plane_open(const struct zb_psd *psd, const struct zb_plane_source *source);
void zb_plane_free(struct zb_plane *plane);
/* Row y into width bytes; ZIP only onwards. false: damaged. */
bool zb_plane_row(struct zb_plane *plane, int y, uint8_t *out);
/* Bytes of all rows by the table. */
uint64_t zb_plane_bytes(const struct zb_plane *plane);
/* A layer's channel by its id (-1: transparency); NULL as above, or when it has none. */
struct zb_plane *zb_plane_of_layer(const struct zb_psd *psd, const struct zb_psd_layer *layer, int id);

#endif
