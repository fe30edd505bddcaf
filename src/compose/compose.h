/* SPDX-License-Identifier: Apache-2.0 */
/* compose: board + standard → scene. Decides everything that will be seen: template, sizes, line breaks,
 * boxes. Never draws. Deterministic: the same board gives the same scene, to the bit.
 *
 * Lengths in mm. What the options name is borrowed and must outlive the scene where fonts are concerned. ZB_INPUT: the
 * standard leaves no board to compose; ZB_WORK: out of memory.
 *
 * ```c
 * static enum zb_code lay_out(const struct zb_spec *spec, const struct zb_compose_options *options, struct zb_buf *out,
 *                             struct zb_err *err)
 * {
 *         struct zb_scene *scene;
 *         enum zb_code code = zb_compose(spec, options, &scene, err);
 *         if (code)
 *                 return code;
 *         zb_scene_print(scene, out);
 *         zb_scene_free(scene);
 *         return ZB_OK;
 * }
 * ```
 */
#ifndef ZB_COMPOSE_H
#define ZB_COMPOSE_H

#include "core.h"
#include "spec.h"
#include "ink.h"
#include "scene.h"
#include "standard.h"
#include "type.h"

struct zb_compose_options {
        const struct zb_standard *standard;
        const struct zb_process *process;
        const struct zb_theme *theme;
        const struct zb_fonts *fonts;
        const struct zb_profile *profile; /* for contrast */
        const char *layouts_dir;          /* templates/ lies there */
};

/* A board that cannot keep every rule is still composed, as well as can be: its remarks say what was given
 * up. */
enum zb_code zb_compose(const struct zb_spec *board, const struct zb_compose_options *options, struct zb_scene **ret,
                        struct zb_err *err);

/* What composing needs (libraries.h). */
void zb_compose_versions(struct zb_libraries *list);

#endif
