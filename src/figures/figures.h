/* SPDX-License-Identifier: Apache-2.0 */
/* figures: pictures, charts and shapes → what the standard counts: pictures on the board, their share, resolution and
 * marks, thin lines, large areas of K, what lies too near the edge and what runs into what.
 *
 * ```c
 * static enum zb_code pictures_of(struct zb_derivation *d, struct zb_marks *marks, struct zb_err *err)
 * {
 *         zb_figures_thin_fills(d->facts, marks);
 *         return zb_figures_of_marks(d, marks, err);
 * }
 * ```
 */
#ifndef ZB_FIGURES_H
#define ZB_FIGURES_H

#include "derivation.h"

/* Charts among shapes, for files that do not say what their figures are: facts->lines and trim must be
 * known. Shapes that frame or fill a picture are left out. Boxes are the arena's. */
enum zb_code zb_find_charts(struct zb_facts *f, const struct zb_mark_shape *shapes, size_t n_shapes,
                            const struct zb_rect *pictures, size_t n_pictures, struct zb_rect **ret, size_t *ret_n,
                            struct zb_err *err);

/* A shape as it is met. What ends on the trim or crosses it is cut there: how far the least of it goes on (crop marks and
 * notes that stand wholly outside are not cut). The largest closed area, mm², in K alone; others are passed by. The
 * thinnest line. */
void zb_note_bleed(struct zb_facts *f, struct zb_rect box);
void zb_note_solid_k(struct zb_facts *f, struct zb_ink ink, double mm2, struct zb_rect box);
void zb_note_line(struct zb_facts *f, double mm, struct zb_rect box);

/* Of all shapes: lines that are filled rectangles (line_min_mm), outlined characters (pdf.outlines). */
void zb_figures_thin_fills(struct zb_facts *f, const struct zb_marks *marks);
enum zb_code zb_figures_outlines(struct zb_facts *f, const struct zb_marks *marks, struct zb_err *err);

/* facts->images and flat, from pictures, figures and shapes; lines and codes must be known. Says in the marks which
 * pictures are grounds and which are left out. */
enum zb_code zb_figures_of_marks(struct zb_derivation *d, struct zb_marks *marks, struct zb_err *err);
/* facts->images of a file of layers: which of them are pictures, and charts drawn of its shapes; lines and codes must be
 * known. */
enum zb_code zb_figures_of_layers(struct zb_derivation *d, const struct zb_marks *marks, struct zb_err *err);
/* A ground is no picture on the board, but it prints: the least sharp of them, after that; NULL none. */
const struct zb_mark_picture *zb_coarsest_ground(const struct zb_marks *marks, double *ret_ppi);

/* What follows from images, lines and codes: steps of zb_derive. ZB_WORK: out of memory. */
enum zb_code zb_figures_images(struct zb_derivation *d, struct zb_err *err); /* their AI marks, ppi_min, n_photos */
enum zb_code zb_figures_areas(struct zb_derivation *d, struct zb_err *err);  /* image : text */
enum zb_code zb_figures_safe(struct zb_derivation *d, struct zb_err *err);   /* distance to the visible edge */
enum zb_code zb_figures_overlaps(struct zb_derivation *d, struct zb_err *err);

#endif
