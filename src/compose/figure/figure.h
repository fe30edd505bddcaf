/* figure (private to compose): one picture, chart or infographic in its box, with its caption strip inside
 * the foot. Everything here is caption tier (2–3 cm by ink) except the mark of AI pictures, which is a note.
 * One file per kind of chart; what they share is chart.h. */
#ifndef ZB_FIGURE_H
#define ZB_FIGURE_H

#include "stage.h"

#define ZB_FIGURE_RADIUS_MM 7.0

/* Height of the caption strip of a figure width_mm wide: one line where the caption fits it, else two; 0 without a
 * caption or mark. */
double zb_figure_strip_mm(const struct zb_stage *stage, const struct zb_figure *figure, double width_mm);

/* Does its caption take two lines at that width? */
bool zb_figure_breaks_caption(const struct zb_stage *stage, const struct zb_figure *figure, double width_mm);

/* Smallest width and height (mm) at which this figure can be drawn with the stage's caption em: labels beside
 * each other, legend, strip and all, nothing colliding, no label shortened. The height is that for a box
 * width_mm wide (or *ret_w, when that is more): many kinds can be lower when they are wide. Photographs: a
 * sensible least height over their strip. Cheap: the solver asks thousands of times. Its caption must fit one
 * line of the width: *ret_caption_mm is the width of the box that it needs (0: no caption), and *ret_w is
 * never less. */
void zb_figure_need(const struct zb_stage *stage, const struct zb_figure *figure, double width_mm, double *ret_w,
                    double *ret_h, double *ret_caption_mm);

/* Width at which it reads at ease in a flat box, 0: any (a flow with one line to each label, in one row). */
double zb_figure_easy_w(const struct zb_stage *stage, const struct zb_figure *figure);

/* Draws it into box and adds the scene's figure entry. section: index for the layers. on_dark: it stands on a
 * deep band (hero). Faulty or unprintable data (too many bars, labels too long for the box) becomes a scene
 * remark with the rule "figure.data" and a cure; the figure is still drawn as well as can be. */
enum zb_code zb_figure_draw(struct zb_stage *stage, const struct zb_figure *figure, struct zb_rect box, int section,
                            bool on_dark, struct zb_err *err);

/* The least module of a QR code follows from the distance at which it is read, 0.75 m: a telephone's camera of 4000
 * pixels over 65° sees a module of a five-hundredth of the distance with six pixels, readers want four. */
#define ZB_QR_READING_MM 750.0
#define ZB_QR_MODULE_MM  (ZB_QR_READING_MM / 500)
/* Side of the board's tiles: least_mm, or more when a long URL would bring its modules below the least. */
double zb_qr_tile_mm(const struct zb_spec *board, double least_mm);
/* A QR code on its white tile (quiet zone of 4 modules inside), K alone; the tile's top left is at x, y and
 * tile_mm is its side. ZB_WORK only when out of memory; a URL too long for the tile is a remark
 * ("qr.allowed"). Adds the scene's QR entry. */
enum zb_code zb_qr_draw(struct zb_stage *stage, const struct zb_qr_link *link, double x, double y, double tile_mm,
                        struct zb_err *err);

/* libqrencode (libraries.h). */
void zb_figure_versions(struct zb_libraries *list);

#endif
