/* SPDX-License-Identifier: Apache-2.0 */
/* What the two test programs of room picture share: a folder of their own, and pictures made in it by
 * libvips. */
#ifndef ZB_PICTURE_MAKE_H
#define ZB_PICTURE_MAKE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <vips/vips.h>

#include "picture.h"

#define PROFILE ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc"

static char folder[] = "/tmp/zb-test-picture-XXXXXX";
static struct zb_profile *press;

static int setup(void **state)
{
        struct zb_err err = {0};
        if (!mkdtemp(folder) || zb_picture_init("test_picture", &err) || zb_profile_open(PROFILE, &press, &err)) {
                fprintf(stderr, "%s\n", err.en);
                return -1;
        }
        return 0;
}

static int teardown(void **state)
{
        zb_profile_free(press);
        zb_picture_fini();
        return rmdir(folder); /* every test removes what it made */
}

/* The path of a file in the folder; four may be in use at once. */
static const char *at(const char *name)
{
        static char paths[4][512];
        static int next;
        char *path = paths[next++ % 4];
        snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
        return path;
}

/* An image of the given pixels (bytes, contiguous), which are copied. */
static VipsImage *image_of(const uint8_t *pixels, int w, int h, int bands, VipsInterpretation space)
{
        VipsImage *raw = vips_image_new_from_memory_copy(pixels, (size_t)w * (size_t)h * (size_t)bands, w, h, bands,
                                                         VIPS_FORMAT_UCHAR);
        VipsImage *image = NULL;
        assert_non_null(raw);
        assert_int_equal(vips_copy(raw, &image, "interpretation", space, NULL), 0);
        g_object_unref(raw);
        return image;
}

/* Writes and lets go of the image; name may carry libvips' options: "a.jpg[Q=90]". */
static void save(VipsImage *image, const char *name)
{
        assert_int_equal(vips_image_write_to_file(image, at(name), NULL), 0);
        g_object_unref(image);
}

static struct zb_picture *open_path(const char *path)
{
        struct zb_picture *p = NULL;
        struct zb_err err = {0};
        if (zb_picture_open(path, &p, &err))
                fail_msg("%s: %s", path, err.en);
        return p;
}

#endif
