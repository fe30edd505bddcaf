/* SPDX-License-Identifier: Apache-2.0 */
/* measure, private: a scene's marks (scene_marks.c) and its pages as rows (scene_rows.c). All return ZB_OK or ZB_WORK. */
#ifndef ZB_MEASURE_PRIV_H
#define ZB_MEASURE_PRIV_H

#include "derive.h"
#include "figures.h"
#include "lines.h"
#include "measure.h"
#include "sheet.h"

struct measuring {
        const struct zb_scene *scene;
        double max_total, ppi;
        struct zb_facts *facts;
        struct zb_derivation derivation;
        struct zb_marks marks;
        struct zb_survey *ground; /* the board without its text; zb_measure frees it */
};

enum zb_code zb_scene_lines(struct measuring *m, struct zb_err *err);   /* marks.lines, facts->fonts */
enum zb_code zb_scene_figures(struct measuring *m, struct zb_err *err); /* facts->images, qr */
void zb_scene_shapes(struct measuring *m); /* solid K, the thinnest line, the bleed: noted as a file's are */
/* Draws the board once: its rows to the sheet, for its ink, and those without text to m->ground. */
enum zb_code zb_scene_rows(struct measuring *m, struct zb_err *err);

#endif
