/* SPDX-License-Identifier: Apache-2.0 */
/* Through libvips to plain pixels. Everything here is lazy and sequential: a pipeline is built, and whoever
 * reads it from top to bottom holds a few lines of the picture at a time. */
#include <string.h>

#include "picture_priv.h"

bool zb_vips_nomem(const char *words)
{
        /* "out of memory" is libvips' own, "Insufficient memory" libjpeg's, "Out of memory" libpng's. */
        return strstr(words, "emory") != NULL;
}

VipsImage *zb_image_load(const char *path, const char *loader, int shrink, VipsFailOn fail_on)
{
        VipsImage *image = NULL;
        int failed = shrink > 1 ? vips_call(loader, path, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                            fail_on, "shrink", shrink, NULL)
                                : vips_call(loader, path, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                            fail_on, NULL);
        return failed ? NULL : image;
}

/* One step of a pipeline: drops what came before, gives what comes next (NULL when the step failed). */
static VipsImage *load_step(VipsImage *before, int failed, VipsImage *const *next)
{
        g_object_unref(before);
        return failed ? NULL : *next;
}

enum zb_pixel_space zb_image_space(const VipsImage *plain)
{
        int bands = vips_image_get_bands(plain);
        return bands == 1 ? ZB_GRAY8 : bands == 3 ? ZB_RGB8 : ZB_CMYK8;
}

const void *zb_image_icc(VipsImage *image, size_t *ret_len)
{
        const void *icc = NULL;
        if (vips_image_get_typeof(image, VIPS_META_ICC_NAME) &&
            vips_image_get_blob(image, VIPS_META_ICC_NAME, &icc, ret_len)) {
                vips_error_clear();
                return NULL;
        }
        return icc;
}

/* Lab, floating-point and other scientific kinds have no numbers that print as they are. */
static bool needs_conversion(const VipsImage *image)
{
        switch (vips_image_get_interpretation(image)) {
        case VIPS_INTERPRETATION_LAB:
        case VIPS_INTERPRETATION_LABQ:
        case VIPS_INTERPRETATION_LABS:
        case VIPS_INTERPRETATION_LCH:
        case VIPS_INTERPRETATION_XYZ:
        case VIPS_INTERPRETATION_scRGB:
        case VIPS_INTERPRETATION_YXY:
        case VIPS_INTERPRETATION_HSV:
                return true;
        default:
                return vips_image_get_coding(image) != VIPS_CODING_NONE;
        }
}

static VipsImage *to_bytes(VipsImage *image)
{
        VipsImage *next = NULL;
        VipsBandFormat format = vips_image_get_format(image);
        if (format == VIPS_FORMAT_UCHAR)
                return image;
        if (format == VIPS_FORMAT_USHORT || format == VIPS_FORMAT_UINT)
                return load_step(image, vips_cast(image, &next, VIPS_FORMAT_UCHAR, "shift", TRUE, NULL), &next);
        vips_error("zhanban", "samples are neither 8 nor 16 bits");
        g_object_unref(image);
        return NULL;
}

/* Lab and its kin become sRGB; a profile that came along spoke of the old numbers. */
static VipsImage *to_srgb(VipsImage *image)
{
        VipsImage *next = NULL;
        image = load_step(image, vips_colourspace(image, &next, VIPS_INTERPRETATION_sRGB, NULL), &next);
        if (!image)
                return NULL;
        next = NULL;
        image = load_step(image, vips_copy(image, &next, NULL), &next);
        if (image)
                vips_image_remove(image, VIPS_META_ICC_NAME);
        return image;
}

/* The first `keep` bands. */
static VipsImage *first_bands(VipsImage *image, int keep)
{
        VipsImage *next = NULL;
        if (vips_image_get_bands(image) == keep)
                return image;
        return load_step(image, vips_extract_band(image, &next, 0, "n", keep, NULL), &next);
}

/* On white paper: full light in gray and RGB, no ink in CMYK. */
static VipsImage *flatten(VipsImage *image, double white)
{
        VipsImage *next = NULL;
        VipsArrayDouble *background = vips_array_double_newv(1, white);
        int failed = vips_flatten(image, &next, "background", background, "max_alpha", 255.0, NULL);
        vips_area_unref(VIPS_AREA(background));
        return load_step(image, failed, &next);
}

VipsImage *zb_image_plain(VipsImage *image)
{
        if (needs_conversion(image))
                image = to_srgb(image);
        if (image)
                image = to_bytes(image);
        if (!image)
                return NULL;
        int bands = vips_image_get_bands(image);
        bool cmyk = vips_image_get_interpretation(image) == VIPS_INTERPRETATION_CMYK;
        int colours = cmyk ? 4 : bands < 3 ? 1 : 3;
        if (bands < colours) {
                vips_error("zhanban", "too few bands");
                g_object_unref(image);
                return NULL;
        }
        if (bands == colours)
                return image;
        /* What follows the colours is alpha; what follows alpha is nothing that prints. */
        image = first_bands(image, colours + 1);
        return image ? flatten(image, cmyk ? 0 : 255) : NULL;
}
