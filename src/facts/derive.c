/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from lines, images, codes and the visible area, by the definitions of the standard ("what the
 * words mean when measured"). A scene and a stranger's file both come here, so that the same figure means the
 * same thing. What a file does not tell stays unknown: a board without a live word may be full of words. */
#include <string.h>

#include "derive_priv.h"

enum zb_code zb_facts_derive(struct zb_facts *f, struct zb_err *err)
{
        static enum zb_code (*const steps[])(struct deriving *, struct zb_err *) = {
                zb_derive_text, zb_derive_tiers,    zb_derive_images,   zb_derive_areas,
                zb_derive_safe, zb_derive_overlaps, zb_derive_contrast, zb_derive_path,
        };
        struct deriving d = {
                .facts = f,
                .lines = (struct zb_fact_line *)f->lines,
                .images = (struct zb_fact_image *)f->images,
                .words = f->kind == ZB_KIND_SPEC || strcmp(f->text_source, "none") != 0,
                .pictures = !f->flat,
        };
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
                enum zb_code code = steps[i](&d, err);
                if (code)
                        return code;
        }
        return ZB_OK;
}
