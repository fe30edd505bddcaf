/* SPDX-License-Identifier: Apache-2.0 */
/* Colours. Debian's MuPDF has no colour management: it hands out DeviceCMYK for ICCBased with four components
 * and forgets that there was a profile. So before a page is interpreted, every calibrated space that its
 * resources name is put into MuPDF's store under its own object, with a name of its own: whatever is painted
 * afterwards says exactly in which space. RGB becomes ink through the profile, as a print shop would do it.
 */
#include <math.h>
#include <string.h>

#include "pdf_priv.h"

static const struct named {
        enum zb_space space;
        enum fz_colorspace_type type;
        int n;
} named[] = {
        {ZB_SPACE_ICC1, FZ_COLORSPACE_GRAY, 1},   {ZB_SPACE_ICC3, FZ_COLORSPACE_RGB, 3},
        {ZB_SPACE_ICC4, FZ_COLORSPACE_CMYK, 4},   {ZB_SPACE_CAL_GRAY, FZ_COLORSPACE_GRAY, 1},
        {ZB_SPACE_CAL_RGB, FZ_COLORSPACE_RGB, 3},
};

/* ---- names ---- */

static void store(struct pdf *pdf, pdf_obj *obj, size_t which)
{
        fz_context *ctx = pdf->ctx;
        fz_colorspace *there = pdf_find_item(ctx, fz_drop_colorspace_imp, obj);
        if (there) {
                fz_drop_colorspace(ctx, there);
                return;
        }
        if (!pdf->named[which])
                pdf->named[which] = fz_new_colorspace(ctx, named[which].type, 0, named[which].n,
                                                      zb_space_names[named[which].space]);
        pdf_store_item(ctx, obj, pdf->named[which], 1000);
}

static void icc_based(struct pdf *pdf, pdf_obj *obj, pdf_obj *stream)
{
        fz_context *ctx = pdf->ctx;
        int n = pdf_dict_get_int(ctx, stream, PDF_NAME(N));
        pdf_obj *alternate = pdf_dict_get(ctx, stream, PDF_NAME(Alternate));
        if (pdf_name_eq(ctx, pdf_array_get(ctx, alternate, 0), PDF_NAME(Lab)))
                return; /* MuPDF says "Lab" then, which is true */
        if (n == 1 || n == 3 || n == 4)
                store(pdf, obj, n == 1 ? 0 : n == 3 ? 1 : 2);
}

void zb_pdf_space_walk(struct pdf *pdf, pdf_obj *obj, int depth)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *kind = pdf_array_get(ctx, obj, 0);
        if (depth > 8 || !pdf_is_array(ctx, obj))
                return;
        if (pdf_name_eq(ctx, kind, PDF_NAME(ICCBased)))
                icc_based(pdf, obj, pdf_array_get(ctx, obj, 1));
        else if (pdf_name_eq(ctx, kind, PDF_NAME(CalGray)))
                store(pdf, obj, 3);
        else if (pdf_name_eq(ctx, kind, PDF_NAME(CalRGB)))
                store(pdf, obj, 4);
        else if (pdf_name_eq(ctx, kind, PDF_NAME(Indexed)) || pdf_name_eq(ctx, kind, PDF_NAME(I)) ||
                 pdf_name_eq(ctx, kind, PDF_NAME(Pattern)))
                zb_pdf_space_walk(pdf, pdf_array_get(ctx, obj, 1), depth + 1);
}

enum zb_space zb_pdf_space(struct pdf *pdf, fz_colorspace *space)
{
        if (!space)
                return ZB_SPACE_PATTERN;
        if (fz_colorspace_is_indexed(pdf->ctx, space))
                return zb_pdf_space(pdf, space->u.indexed.base);
        if (space->type == FZ_COLORSPACE_SEPARATION)
                return strncmp(space->name, "DeviceN", 7) == 0 ? ZB_SPACE_DEVICEN : ZB_SPACE_SEPARATION;
        for (size_t i = 0; i < sizeof named / sizeof *named; i++)
                if (space == pdf->named[i])
                        return named[i].space;
        switch (space->type) {
        case FZ_COLORSPACE_GRAY:
                return ZB_SPACE_GRAY;
        case FZ_COLORSPACE_CMYK:
                return ZB_SPACE_CMYK;
        case FZ_COLORSPACE_LAB:
                return ZB_SPACE_LAB;
        default:
                return ZB_SPACE_RGB;
        }
}

/* ---- spot colours, registration ---- */

static const char *const process[] = {"Cyan", "Magenta", "Yellow", "Black", "None", NULL};

static void spot(struct pdf *pdf, const char *name)
{
        enum { MOST = 64 };
        for (size_t i = 0; process[i]; i++)
                if (strcmp(name, process[i]) == 0)
                        return;
        for (size_t i = 0; i < pdf->n_spots; i++)
                if (strcmp(pdf->spots[i], name) == 0)
                        return;
        if (pdf->n_spots == MOST)
                return;
        if (!pdf->spots)
                pdf->spots = zb_arena_array(pdf->arena, MOST, sizeof *pdf->spots);
        if (pdf->spots)
                pdf->spots[pdf->n_spots++] = zb_pdf_strdup(pdf, name);
}

/* Each by its name, so that a spot colour has a place. */
static void colorants(struct pdf *pdf, fz_colorspace *space, enum zb_seen what, struct zb_rect box)
{
        for (int i = 0; i < space->n; i++) {
                const char *name = fz_colorspace_colorant(pdf->ctx, space, i);
                zb_pdf_seen(pdf, what, name ? name : "", box);
                if (name && strcmp(name, "All") == 0)
                        zb_pdf_seen(pdf, ZB_SEEN_REGISTRATION, "All", box);
                else if (name)
                        spot(pdf, name);
        }
}

void zb_pdf_note_space(struct pdf *pdf, fz_colorspace *space, const float *colour, struct zb_rect box)
{
        if (!space)
                return;
        if (fz_colorspace_is_indexed(pdf->ctx, space)) {
                zb_pdf_seen(pdf, ZB_SEEN_SPACE + ZB_SPACE_INDEXED, "", box);
                space = space->u.indexed.base;
        }
        enum zb_seen what = ZB_SEEN_SPACE + zb_pdf_space(pdf, space);
        if (space->type == FZ_COLORSPACE_SEPARATION)
                colorants(pdf, space, what, box);
        else
                zb_pdf_seen(pdf, what, "", box);
}

/* ---- ink ---- */

void zb_pdf_rgb(fz_context *ctx, struct pdf *pdf, const uint8_t *rgb, uint8_t *cmyk, size_t n)
{
        bool assumed;
        pthread_mutex_lock(&pdf->colours);
        enum zb_code code = pdf->rgb ? ZB_OK
                                     : zb_transform_new(pdf->in->options->profile, ZB_RGB8, NULL, 0, &pdf->rgb,
                                                        &assumed, pdf->err);
        if (!code)
                zb_transform_run(pdf->rgb, rgb, cmyk, n, 400);
        if (code)
                pdf->code = code;
        pthread_mutex_unlock(&pdf->colours);
        if (code)
                fz_throw(ctx, FZ_ERROR_ABORT, "stopped");
}

static struct zb_ink ink_of_rgb(fz_context *ctx, struct pdf *pdf, const float *rgb)
{
        uint8_t px[3], ink[4];
        for (int i = 0; i < 3; i++)
                px[i] = (uint8_t)lrintf(255 * fz_clamp(rgb[i], 0, 1));
        zb_pdf_rgb(ctx, pdf, px, ink, 1);
        return (struct zb_ink){ink[0] / 255.0f, ink[1] / 255.0f, ink[2] / 255.0f, ink[3] / 255.0f};
}

struct zb_ink zb_pdf_ink(fz_context *ctx, struct pdf *pdf, fz_colorspace *space, const float *colour)
{
        float v[FZ_MAX_COLORS] = {0};
        if (!space || !colour)
                return (struct zb_ink){0};
        switch (space->type) {
        case FZ_COLORSPACE_GRAY:
                return (struct zb_ink){0, 0, 0, 1 - fz_clamp(colour[0], 0, 1)};
        case FZ_COLORSPACE_CMYK:
                memcpy(v, colour, 4 * sizeof *v);
                break;
        case FZ_COLORSPACE_RGB:
                return ink_of_rgb(ctx, pdf, colour);
        case FZ_COLORSPACE_SEPARATION:
                if (space->u.separation.base && space->u.separation.base->type == FZ_COLORSPACE_RGB) {
                        fz_convert_color(ctx, space, colour, fz_device_rgb(ctx), v, NULL, fz_default_color_params);
                        return ink_of_rgb(ctx, pdf, v);
                }
                fz_convert_color(ctx, space, colour, fz_device_cmyk(ctx), v, NULL, fz_default_color_params);
                break;
        default:
                fz_convert_color(ctx, space, colour, fz_device_rgb(ctx), v, NULL, fz_default_color_params);
                return ink_of_rgb(ctx, pdf, v);
        }
        for (int i = 0; i < 4; i++)
                v[i] = fz_clamp(v[i], 0, 1);
        return (struct zb_ink){v[0], v[1], v[2], v[3]};
}
