/* SPDX-License-Identifier: Apache-2.0 */
/* raster, inside. The plan turns the scene into draws in device pixels once, before any thread starts; the
 * workers only read it. Everything below is about device pixels: origin at the page's top left, y downwards.
 */
#ifndef ZB_RASTER_PRIV_H
#define ZB_RASTER_PRIV_H

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "raster.h"

struct pixbox { /* whole pixels, x1 and y1 outside */
        int x0, y0, x1, y1;
};

static inline bool pixbox_empty(struct pixbox b)
{
        return b.x0 >= b.x1 || b.y0 >= b.y1;
}
struct pixbox pixbox_meet(struct pixbox a, struct pixbox b);

/* cairo holds a coordinate in 24.8 bits: what lies further off the page is moved to here. */
#define FAR 4000000.0

static inline double on_grid(double v)
{
        return rint(fmax(-FAR, fmin(FAR, v)) * 256.0) / 256.0;
}

/* Coverage is drawn in blocks of rows that stand still on the page whatever the bands are: in the first row
 * of a surface cairo reckons slanting edges a little differently, and the height of the bands must not show.
 */
#define BLOCK_ROWS 64

/* A sink's failure, with the sink's name where it says no place itself. */
enum zb_code sink_failed(const struct zb_raster_sink *sink, enum zb_code code, struct zb_err *err);

/* ---- plan ---- */

/* A stretch of outline with its own bounds: a glyph, or a whole path. Operators and points lie in the plan's
 * lists. */
struct piece {
        struct pixbox bounds;
        size_t op, n_ops, xy;
};

struct stroke {
        double width; /* 0: the outline is filled (non-zero winding) */
        bool round;
};

/* Inks in levels of 0–255; a gradient's axis as t = t0 + x·tx + y·ty at the middle of pixel (x, y). */
struct inking {
        bool gradient;
        bool overprint; /* of K alone: the other plates stay as they are */
        float a[4], b[4];
        double t0, tx, ty;
        double alpha;
};

struct draw {
        struct pixbox bounds; /* clipped to the page, never empty */
        size_t piece, n_pieces;
        bool is_rect;
        double rect[4]; /* x0 y0 x1 y1 when the outline is one upright rectangle */
        struct stroke stroke;
        struct inking inking;
        int slice; /* the stretch of a picture that fills the outline, or -1: the inking does */
};

/* A picture where it stands. It is cut into slices of SLICE_ROWS rows, by lines that stand still on the page.
 */
#define SLICE_ROWS (2 * BLOCK_ROWS)

struct shot_spec {
        struct zb_raster_picture what;
        size_t first_slice; /* of the plan's */
        int n_slices;
};

static inline struct pixbox shot_box(const struct shot_spec *shot)
{
        const struct zb_raster_picture *p = &shot->what;
        return (struct pixbox){p->x, p->y, p->x + p->width, p->y + p->height};
}

struct slice_spec {
        size_t shot;
        int y0, y1; /* on the page */
};

/* A layer of one of the sinks; its draws lie side by side. */
struct layer {
        size_t sink, index;   /* whose, and which of its layers */
        struct pixbox bounds; /* of all its draws; may be empty */
        size_t draw, n_draws;
};

struct plan {
        int width, height;
        struct draw *draws; /* first those of the page, then those of the layers */
        size_t n_draws, cap_draws, n_page_draws;
        struct layer *layers;
        size_t n_layers;
        struct piece *pieces;
        size_t n_pieces, cap_pieces;
        struct shot_spec *shots;
        size_t n_shots, cap_shots;
        struct slice_spec *slices; /* those of a picture lie side by side, from the top down */
        size_t n_slices, cap_slices;
        uint8_t *ops; /* enum zb_op */
        size_t n_ops, cap_ops;
        double *xy; /* every coordinate is a multiple of 1/256 pixel */
        size_t n_xy, cap_xy;
        bool failed; /* out of memory */
};

enum zb_code plan_make(const struct zb_scene *scene, double ppi, const struct zb_raster_sink *sinks, size_t n_sinks,
                       struct plan *ret, struct zb_err *err);
void plan_fini(struct plan *plan);

/* ---- coverage ---- */

/* One thread's place to draw coverage in. */
struct cover {
        uint8_t *a8;
        size_t cap;
        struct pixbox box; /* where the last coverage lies */
        int stride;        /* from row to row; 0: all rows are the first one */
};

void cover_fini(struct cover *cover);
/* Coverage (0–255) of a draw's outline inside a block of rows; cover->box is empty when nothing of it falls
 * there. */
enum zb_code cover_draw(struct cover *cover, const struct plan *plan, const struct draw *draw, struct pixbox block,
                        struct zb_err *err);

/* ---- blending ---- */

/* Blends n pixels of row y from column x on into dst. cov: their coverage. */
void blend_inking(const struct inking *inking, int x, int y, int n, const uint8_t *cov, uint8_t *dst);
void blend_pixels(const uint8_t *src, int n, const uint8_t *cov, uint8_t *dst);
/* Puts coverage × opacity over n alphas, and tells with which weights (0–255) the colour then goes over
 * theirs. */
void blend_alpha(const uint8_t *cov, double opacity, int n, uint8_t *alpha, uint8_t *weights);

/* ---- pictures ---- */

/* Pictures are decoded from the top down, slice after slice, by whichever worker needs the next one or would
 * otherwise wait; a slice is dropped after the last band that needs it. */
struct slice {
        int users;     /* the bands that it touches, and whoever decodes it */
        uint8_t *cmyk; /* contiguous rows, as wide as the shot; NULL: not yet, or no more */
};

struct shot {
        struct zb_picture_stream *stream;
        int next;  /* slices before it have been decoded */
        bool busy; /* somebody decodes it, or gives it to the sinks; the stream is theirs */
};

struct shots {
        const struct plan *plan;
        const struct zb_profile *profile;
        double max_total;
        const struct zb_raster_sink *sinks;
        size_t n_sinks;
        struct shot *list; /* one for each of the plan's */
        struct slice *slices;
        size_t live;       /* bytes that are decoded or being decoded */
        enum zb_code code; /* the first failure: nobody decodes after it */
        struct zb_err err;
        pthread_mutex_t lock;
        pthread_cond_t changed;
};

enum zb_code shots_init(struct shots *shots, const struct plan *plan, const struct zb_raster_options *options,
                        const struct zb_raster_sink *sinks, size_t n_sinks, int band_rows, struct zb_err *err);
void shots_fini(struct shots *shots);
/* Waits until every picture of the rows is there; they stay until shots_release of the same rows. */
enum zb_code shots_acquire(struct shots *shots, struct pixbox band, struct zb_err *err);
void shots_release(struct shots *shots, struct pixbox band);

/* ---- painting ---- */

/* One thread's place to paint layers in; all zero at first. */
struct painter {
        struct cover cover;
        uint8_t *cmyk, *alpha; /* a band of a layer */
        uint8_t *weights;      /* a row */
};

/* Where a band's pixels come from. */
struct run_pixels {
        const struct plan *plan;
        const struct shots *shots;
        int band_rows; /* the most that any band has */
};

void painter_fini(struct painter *painter);
/* All of the page's rows of the band, onto cmyk; the shots that it needs are there. */
enum zb_code paint_page(struct painter *painter, const struct run_pixels *from, const struct zb_band *band,
                        uint8_t *cmyk, struct zb_err *err);
bool layer_touches(const struct layer *layer, const struct zb_band *band);
/* The rows of a layer that touches the band; they lie in the painter until its next call. */
enum zb_code paint_layer(struct painter *painter, const struct run_pixels *from, const struct layer *layer,
                         const struct zb_band *band, struct zb_layer_rows *ret, struct zb_err *err);

#endif
