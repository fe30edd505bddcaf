/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of zb_facts_derive, one file a subject. Lines and images lie in the facts' arena and are still
 * being made, so these may write to them. All return ZB_OK or ZB_WORK. */
#ifndef ZB_DERIVE_PRIV_H
#define ZB_DERIVE_PRIV_H

#include "facts.h"

struct deriving {
        struct zb_facts *facts;
        struct zb_fact_line *lines;   /* the facts' own */
        struct zb_fact_image *images; /* the facts' own */
        bool words;                   /* which words are on the board is known */
        bool pictures;                /* and which pictures */
};

enum zb_code zb_derive_text(struct deriving *d, struct zb_err *err);     /* derive_text.c */
enum zb_code zb_derive_tiers(struct deriving *d, struct zb_err *err);    /* derive_tier.c */
enum zb_code zb_derive_images(struct deriving *d, struct zb_err *err);   /* derive_image.c */
enum zb_code zb_derive_areas(struct deriving *d, struct zb_err *err);    /* derive_image.c */
enum zb_code zb_derive_contrast(struct deriving *d, struct zb_err *err); /* derive_text.c */
enum zb_code zb_derive_safe(struct deriving *d, struct zb_err *err);     /* derive_place.c */
enum zb_code zb_derive_overlaps(struct deriving *d, struct zb_err *err); /* derive_place.c */
enum zb_code zb_derive_path(struct deriving *d, struct zb_err *err);     /* derive_path.c */

#endif
