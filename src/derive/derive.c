/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from lines, images, codes and the visible area, by the definitions of the standard ("what the
 * words mean when measured"). A scene and a stranger's file both come here, so that the same figure means the
 * same thing. What a file does not tell stays unknown: a board without a live word may be full of words. */
#include <string.h>

#include "derive.h"
#include "figures.h"
#include "lines.h"
#include "sheet.h"

enum zb_code zb_derive(struct zb_derivation *d, struct zb_err *err)
{
        static enum zb_code (*const steps[])(struct zb_derivation *, struct zb_err *) = {
                zb_lines_count,  zb_lines_sizes,      zb_figures_images, zb_figures_areas,
                zb_figures_safe, zb_figures_overlaps, zb_sheet_contrast, zb_lines_path,
        };
        struct zb_facts *f = d->facts;
        d->lines = (struct zb_fact_line *)f->lines;
        d->images = (struct zb_fact_image *)f->images;
        d->words = f->kind == ZB_KIND_SPEC || strcmp(f->text_source, "none") != 0;
        d->pictures = !f->flat;
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
                enum zb_code code = steps[i](d, err);
                if (code)
                        return code;
        }
        return ZB_OK;
}
