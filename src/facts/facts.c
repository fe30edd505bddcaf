/* SPDX-License-Identifier: Apache-2.0 */
/* A new set of facts knows nothing: whoever measures fills in what it has seen, and what it has not seen
 * stays marked as unknown, so that no rule can take a zero for a measurement. */
#include <math.h>
#include <stdlib.h>

#include "facts.h"

const char *const zb_kind_names[] = {"spec", "pdf", "tiff", "jpeg", "psd", "ai", NULL};
const char *const zb_reading_names[] = {"whole", "repaired", "damaged", "complex", "encrypted", "foreign", NULL};

struct zb_facts *zb_facts_new(void)
{
        struct zb_arena *arena = zb_arena_new();
        struct zb_facts *f = arena ? zb_arena_alloc(arena, sizeof *f) : NULL;
        if (!f) {
                zb_arena_free(arena);
                return NULL;
        }
        f->arena = arena;
        f->file = "";
        f->container.bytes = NAN;
        f->container.n_pages = -1;
        f->container.user_unit = 1;
        f->raster.ppi_x = f->raster.ppi_y = NAN;
        f->raster.composite = -1;
        f->survey.blank = f->survey.plain = NAN;
        for (int plate = 0; plate < 4; plate++)
                f->survey.plate_mean[plate] = NAN;
        f->text_source = "none";
        f->width_mm = f->height_mm = f->bleed_mm = f->bleed_reach_mm = NAN;
        f->n_authors = f->n_sections = f->keywords = f->k_only = f->overlaps = -1;
        f->total_max = f->solid_k_cm2 = f->line_min_mm = f->min_contrast = NAN;
        f->image_mm2 = f->text_mm2 = f->share = f->share_strict = f->ppi_min = f->safe_min_mm = NAN;
        f->not_k_place = f->missing_text = f->missing_place = "";
        f->min_contrast_text = f->min_contrast_place = "";
        f->safe_what = f->safe_place = f->overlap_a = f->overlap_b = f->overlap_place = "";
        for (int t = 0; t < ZB_N_TIERS; t++)
                f->tiers[t] = (struct zb_fact_tier){.ink_cm = NAN,
                                                    .em_cm = NAN,
                                                    .pt = NAN,
                                                    .leading = NAN,
                                                    .ink_cm_min = NAN,
                                                    .pt_min = NAN,
                                                    .ink_cm_max = NAN,
                                                    .pt_max = NAN,
                                                    .leading_min = NAN,
                                                    .leading_max = NAN};
        return f;
}

void zb_facts_free(struct zb_facts *facts)
{
        if (facts)
                zb_arena_free(facts->arena);
}
