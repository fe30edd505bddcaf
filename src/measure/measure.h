/* SPDX-License-Identifier: Apache-2.0 */
/* measure: scene → facts, by the definitions of docs/measures.md. The scene's marks go through the same derivation as
 * those of a file. Lengths in mm, ink in percent; the facts are the caller's. ZB_WORK: out of memory, or a picture that
 * can no longer be read.
 *
 * ```c
 * static enum zb_code share_of_pictures(const struct zb_scene *scene, const struct zb_profile *profile, double *ret,
 *                                       struct zb_err *err)
 * {
 *         struct zb_measure_options options = {.profile = profile, .max_total = 300, .ppi = 300};
 *         struct zb_facts *facts;
 *         enum zb_code code = zb_measure(scene, NULL, &options, &facts, err);
 *         if (code)
 *                 return code;
 *         *ret = facts->share;
 *         zb_facts_free(facts);
 *         return ZB_OK;
 * }
 * ```
 */
#ifndef ZB_MEASURE_H
#define ZB_MEASURE_H

#include "core.h"
#include "spec.h"
#include "facts.h"
#include "scene.h"

struct zb_measure_options {
        const struct zb_profile *profile;
        double max_total; /* the process's ink limit, to which pictures are held */
        double ppi;       /* of the outputs, which hold no picture at more. Below 300 it is a preview: the board is
                     * measured as it can be printed */
};

/* board (may be NULL) gives what a scene does not hold: number of authors and sections. */
enum zb_code zb_measure(const struct zb_scene *scene, const struct zb_spec *board,
                        const struct zb_measure_options *options, struct zb_facts **ret, struct zb_err *err);

/* The board's picture for a report, at ppi: facts->survey.view. facts are the scene's own. ZB_WORK as zb_measure. */
enum zb_code zb_measure_view(const struct zb_scene *scene, struct zb_facts *facts,
                             const struct zb_measure_options *options, double ppi, struct zb_err *err);

#endif
