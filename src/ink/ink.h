/* SPDX-License-Identifier: Apache-2.0 */
/* ink: what is on the paper. Colours are CMYK from the start; only pictures pass an ICC profile. The only room that
 * knows lcms2.
 *
 * An ink is 0–1 a plate; rows of pixels are bytes, 255 = full ink; sums and limits are percent. Profiles are immutable and
 * shared between threads, transforms belong to one thread at a time.
 *
 * ```c
 * static enum zb_code can_be_read(const char *icc, struct zb_ink text, struct zb_ink ground, bool *ret, struct zb_err *err)
 * {
 *         struct zb_profile *profile;
 *         enum zb_code code = zb_profile_open(icc, &profile, err);
 *         if (code)
 *                 return code;
 *         *ret = zb_ink_contrast(profile, text, ground) >= 4.5;
 *         zb_profile_free(profile);
 *         return ZB_OK;
 * }
 * ```
 */
#ifndef ZB_INK_H
#define ZB_INK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core.h"

struct zb_ink {
        float c, m, y, k; /* 0 no ink … 1 full ink (not percent, not inverted) */
};

static inline bool zb_ink_same(struct zb_ink a, struct zb_ink b)
{
        return a.c == b.c && a.m == b.m && a.y == b.y && a.k == b.k;
}

/* Total ink in percent, 0–400. */
static inline double zb_ink_total(struct zb_ink i)
{
        return 100.0 * ((double)i.c + i.m + i.y + i.k);
}
struct zb_ink zb_ink_mix(struct zb_ink a, struct zb_ink b, double t); /* t = 0: a, t = 1: b */

/* Theme: the palette of a board, each role an ink (layouts/themes/). */
struct zb_theme {
        char name[64];
        struct zb_ink deep;    /* dark bands, hero gradient start */
        struct zb_ink deep2;   /* hero gradient end */
        struct zb_ink primary; /* headings, keywords on light */
        struct zb_ink mid, soft, pale, mist;
        struct zb_ink accent; /* text only on deep…deep2; on white a shape only */
        struct zb_ink text;   /* body: K alone */
        struct zb_ink paper;  /* no ink */
};

/* ---- profiles (ICC.1:2010) ---- */

struct zb_profile; /* a CMYK output profile, immutable, shared between threads */

/* ZB_INPUT unless the file is a CMYK output ("prtr") profile with both directions. */
enum zb_code zb_profile_open(const char *path, struct zb_profile **ret, struct zb_err *err);
void zb_profile_free(struct zb_profile *profile);
const void *zb_profile_data(const struct zb_profile *profile, size_t *ret_len); /* the file's bytes, for embedding */
const char *zb_profile_name(const struct zb_profile *profile);                  /* desc tag, UTF-8 */

/* What any ICC profile says of itself: its description (arena's, UTF-8) and the components of its device colours.
 * NULL and 0: it cannot be read. */
const char *zb_icc_name(struct zb_arena *arena, const void *icc, size_t len, int *ret_components);

/* The colour space that a file declares for an object (ISO 32000-1, 8.6). Names are PDF's; of an ICCBased space its
 * number of components is told. */
enum zb_space {
        ZB_SPACE_UNKNOWN,
        ZB_SPACE_GRAY, /* DeviceGray, … */
        ZB_SPACE_RGB,
        ZB_SPACE_CMYK,
        ZB_SPACE_LAB,
        ZB_SPACE_CAL_GRAY,
        ZB_SPACE_CAL_RGB,
        ZB_SPACE_ICC1,
        ZB_SPACE_ICC3,
        ZB_SPACE_ICC4,
        ZB_SPACE_INDEXED,
        ZB_SPACE_PATTERN,
        ZB_SPACE_SEPARATION,
        ZB_SPACE_DEVICEN,
        ZB_N_SPACES
};
extern const char *const zb_space_names[ZB_N_SPACES]; /* "DeviceGray", …; NULL of the unknown */

/* Source colours of a picture. */
enum zb_pixel_space { ZB_GRAY8, ZB_RGB8, ZB_CMYK8 /* 255 = full ink */ };

struct zb_transform; /* source → CMYK8 through a profile; usable from one thread at a time */

/* icc/icc_len: the picture's own profile, or NULL (sRGB; gray with sRGB's curve; CMYK: passed on as it is).
 * Intent: perceptual for RGB, relative colorimetric with black-point compensation for CMYK → CMYK.
 * A broken own profile is not an error: sRGB stands in for it and *ret_assumed is set. */
enum zb_code zb_transform_new(const struct zb_profile *to, enum zb_pixel_space from, const void *icc, size_t icc_len,
                              struct zb_transform **ret, bool *ret_assumed, struct zb_err *err);
void zb_transform_free(struct zb_transform *t);
/* n pixels; out is CMYK8, 255 = full ink. max_total: total ink limit in percent; CMY are scaled down under the kept
 * K where the sum is above (grey component stays, hue stays). */
void zb_transform_run(const struct zb_transform *t, const uint8_t *in, uint8_t *out, size_t n, double max_total);

/* CMYK → sRGB soft proof for previews (relative colorimetric with black-point compensation). */
enum zb_code zb_proof_rgb(const struct zb_profile *profile, const struct zb_ink *in, uint8_t (*rgb)[3], size_t n,
                          struct zb_err *err);
/* Relative luminance (WCAG 2.1, 0–1) of n CMYK8 pixels as the profile prints them, without black-point compensation.
 * Quick where few colours come again and again, as in the grounds of a board. */
void zb_proof_luminance(const struct zb_profile *profile, const uint8_t *cmyk, size_t n, float *ret);
/* Makes the tables that proofs and luminances are looked up in, which the first call of either would make: some 0.05 s
 * that another thread can spare it. */
void zb_proof_prepare(const struct zb_profile *profile);
double zb_ink_luminance(const struct zb_profile *profile, struct zb_ink ink); /* of one ink */
/* WCAG 2.1 contrast ratio (1–21) of two luminances; of two inks as the profile prints them (without black-point compensation). */
double zb_luminance_contrast(double a, double b);
double zb_ink_contrast(const struct zb_profile *profile, struct zb_ink a, struct zb_ink b);

/* Little CMS (libraries.h). */
void zb_ink_versions(struct zb_libraries *list);

#endif
