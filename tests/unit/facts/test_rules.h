/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of rules share. */
#ifndef ZB_TEST_RULES_H
#define ZB_TEST_RULES_H

#include "rules_world.h"

static inline void limits_themselves_pass(void **state)
{
        struct world w;
        good(&w);
        set_size(&w, ZB_TIER_BODY, 110);
        set_size(&w, ZB_TIER_NOTE, 55);
        set_size(&w, ZB_TIER_TITLE, 300);
        w.f.chars = 800;
        w.f.share = 0.35;
        w.f.width_mm = 786;
        w.f.tiers[ZB_TIER_BODY].leading_min = 1.2;
        w.f.tiers[ZB_TIER_BODY].leading_max = 1.5;
        w.images[0].ppi_x = 299.6;
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", "xiezhen", NULL, 0);
        if (found->n > 0)
                fail_msg("%s: %s", found->items[0].rule, found->items[0].message.en);
        zb_findings_free(found);
}

#endif
