/* SPDX-License-Identifier: Apache-2.0 */
/* measure: scene → facts, by the definitions of the standard ("what the words mean when measured"). */
#ifndef ZB_MEASURE_H
#define ZB_MEASURE_H

#include "core.h"
#include "spec.h"
#include "facts.h"
#include "scene.h"

struct zb_measure_options {
        const struct zb_profile *profile;
        double max_total; /* the process's ink limit, to which pictures are held */
        double ppi; /* of the outputs, which hold no picture at more. Below 300 it is a preview: the board is
                     * measured as it can be printed */
};

/* board (may be NULL) gives what a scene does not hold: number of authors and sections. */
enum zb_code zb_measure(const struct zb_scene *scene, const struct zb_spec *board,
                        const struct zb_measure_options *options, struct zb_facts **ret, struct zb_err *err);

/* The board's picture for a report, at ppi: facts->survey.view. facts are the scene's own. ZB_WORK as zb_measure. */
enum zb_code zb_measure_view(const struct zb_scene *scene, struct zb_facts *facts,
                             const struct zb_measure_options *options, double ppi, struct zb_err *err);

#endif
