/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share. Everything of lcms lives on a context of its own, whose error handler is
 * the library's silent default: nothing is global, nothing is printed, and a NULL is the only bad news, with a
 * flag that says whether memory was the reason. */
#ifndef ZB_INK_PRIV_H
#define ZB_INK_PRIV_H

#include <lcms2.h>
#include <pthread.h>

#include "ink.h"
#include "lut.h"

/* A way from a picture's colours to the press that was reckoned before. */
struct zb_link {
        enum zb_pixel_space from;
        uint8_t *icc; /* the picture's own profile, or NULL */
        size_t icc_len;
        bool assumed;
        struct zb_table *rgb; /* of ZB_RGB8 */
        uint8_t gray[256][4]; /* of ZB_GRAY8 */
};

enum { ZB_MAX_LINKS = 16 };

/* Relative colorimetric, for contrast; and with black-point compensation, for the screen. */
enum zb_proof { ZB_PROOF_PLAIN, ZB_PROOF_SCREEN, ZB_N_PROOFS };

struct zb_profile {
        uint8_t *data;
        size_t len;
        char *name;
        cmsContext context;
        bool nomem;                      /* the context has met the end of memory */
        cmsHTRANSFORM slow[ZB_N_PROOFS]; /* CMYK16 → sRGB8 without a table: made at once, they prove the profile */
        struct zb_links *links;
};

/* What pictures and proofs asked for so far; a board's photographs mostly share one profile. The links stay
 * as long as the profile does. */
struct zb_links {
        pthread_mutex_t lock;
        struct zb_link *list[ZB_MAX_LINKS];
        int n;
        cmsHTRANSFORM fast[ZB_N_PROOFS]; /* the profile's slow ones with a table, which takes 50 ms to make */
};

/* One of the two, with no cache inside: any number of threads may run it. */
cmsHTRANSFORM zb_profile_proof(const struct zb_profile *profile, enum zb_proof proof);

/* A context that sets *nomem, which outlives it, when it is refused memory; NULL: even for itself. */
cmsContext zb_lcms_new(bool *nomem);

struct zb_links *zb_links_new(void); /* NULL: out of memory */
void zb_links_free(struct zb_links *links);

#endif
