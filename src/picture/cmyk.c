/* SPDX-License-Identifier: Apache-2.0 */
/* From the file to ink at the size of the print: decode, resample, convert, one row after the other. Besides
 * the result there are only as many rows in memory as the filter is high. EXIF orientation is applied last,
 * by where the finished pixels are put, so that the file is always read from top to bottom. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "picture_priv.h"

/* From stored to upright: first mirror columns and rows of the stored picture, then swap the axes. */
static const struct turn {
        bool swap, mirror_x, mirror_y;
} turns[9] = {
        [1] = {false, false, false}, [2] = {false, true, false}, [3] = {false, true, true},
        [4] = {false, false, true},  [5] = {true, false, false}, [6] = {true, false, true},
        [7] = {true, true, true},    [8] = {true, true, false},
};

struct job {
        const struct zb_picture *picture;
        struct turn turn;
        int width, height;      /* of the result, upright */
        int stored_w, stored_h; /* of the result, as the file lies */
        double x, y, w, h;      /* the crop, as the file lies, in pixels of the loaded image */
        int shrink;             /* the decoder's own */
        VipsImage *image;
        int bands;
        struct zb_transform *transform;
        double max_total;
        struct zb_axis across, down;
        int16_t *ring;       /* down.taps rows of the resampled width */
        int16_t **rows;      /* the filter's window into it */
        uint8_t *line, *ink; /* one finished row, before and after the transform */
        uint8_t *out;
};

static void place_crop(struct job *job, struct zb_rect crop)
{
        const struct zb_picture *p = job->picture;
        bool swap = job->turn.swap;
        job->stored_w = swap ? job->height : job->width;
        job->stored_h = swap ? job->width : job->height;
        job->x = swap ? crop.y : crop.x;
        job->y = swap ? crop.x : crop.y;
        job->w = swap ? crop.h : crop.w;
        job->h = swap ? crop.w : crop.h;
        if (job->turn.mirror_x)
                job->x = p->stored_w - (job->x + job->w);
        if (job->turn.mirror_y)
                job->y = p->stored_h - (job->y + job->h);

        /* A JPEG decodes at 1/2, 1/4 or 1/8 for the price of the pixels that remain; never below the size
         * wanted. */
        job->shrink = 1;
        while (strcmp(p->info.format, "jpeg") == 0 && job->shrink < 8 &&
               job->w >= 2.0 * job->shrink * job->stored_w && job->h >= 2.0 * job->shrink * job->stored_h)
                job->shrink *= 2;
        job->x /= job->shrink;
        job->y /= job->shrink;
        job->w /= job->shrink;
        job->h /= job->shrink;
}

static enum zb_code unreadable(struct zb_err *err)
{
        vips_error_clear();
        return zb_err_set(err, ZB_INPUT, NULL, "图片文件在处理过程中被改动或无法再读取。",
                          "the picture file was changed or became unreadable while in use.");
}

static bool same_size(int loaded, int stored, int shrink)
{
        return loaded == stored / shrink || loaded == (stored + shrink - 1) / shrink;
}

static enum zb_code load(struct job *job, const struct zb_profile *to, struct zb_err *err)
{
        const struct zb_picture *p = job->picture;
        VipsImage *image = zb_image_load(p->path, p->loader, job->shrink, VIPS_FAIL_ON_ERROR);
        if (!image)
                return unreadable(err);
        if (!same_size(vips_image_get_width(image), p->stored_w, job->shrink) ||
            !same_size(vips_image_get_height(image), p->stored_h, job->shrink)) {
                g_object_unref(image);
                return unreadable(err);
        }
        job->image = zb_image_plain(image);
        if (!job->image || zb_image_space(job->image) != p->info.space)
                return unreadable(err);
        job->bands = vips_image_get_bands(job->image);

        const void *icc = NULL;
        size_t icc_len = 0;
        if (vips_image_get_typeof(job->image, VIPS_META_ICC_NAME) &&
            vips_image_get_blob(job->image, VIPS_META_ICC_NAME, &icc, &icc_len))
                vips_error_clear();
        return zb_transform_new(to, p->info.space, icc, icc_len, &job->transform, NULL, err);
}

static enum zb_code allocate(struct job *job, struct zb_err *err)
{
        size_t row = (size_t)job->stored_w * (size_t)job->bands;
        if (!zb_axis_init(&job->across, job->stored_w, vips_image_get_width(job->image), job->x, job->w) ||
            !zb_axis_init(&job->down, job->stored_h, vips_image_get_height(job->image), job->y, job->h))
                return zb_err_nomem(err);
        size_t taps = (size_t)job->down.taps;
        job->ring = malloc(taps * row * sizeof(*job->ring));
        job->rows = malloc(taps * sizeof(*job->rows));
        job->line = malloc(row);
        job->ink = malloc((size_t)job->stored_w * 4);
        job->out = malloc((size_t)job->width * (size_t)job->height * 4);
        if (!job->ring || !job->rows || !job->line || !job->ink || !job->out)
                return zb_err_nomem(err);
        return ZB_OK;
}

/* The finished row y, as the file lies, to where it belongs in the upright result. */
static void put(struct job *job, int y)
{
        const struct turn turn = job->turn;
        size_t width = (size_t)job->width, n = (size_t)job->stored_w;
        if (turn.mirror_y)
                y = job->stored_h - 1 - y;
        uint8_t *at = turn.swap ? job->out + (size_t)y * 4 : job->out + (size_t)y * width * 4;
        size_t stride = turn.swap ? width * 4 : 4;
        if (!turn.swap && !turn.mirror_x) {
                memcpy(at, job->ink, n * 4);
                return;
        }
        for (size_t x = 0; x < n; x++)
                memcpy(at + (turn.mirror_x ? n - 1 - x : x) * stride, job->ink + x * 4, 4);
}

static void finish_row(struct job *job, int y)
{
        size_t row = (size_t)job->stored_w * (size_t)job->bands;
        int taps = job->down.taps;
        for (int t = 0; t < taps; t++)
                job->rows[t] = job->ring + (size_t)((job->down.first[y] + t) % taps) * row;
        zb_axis_column(&job->down, y, job->rows, row, job->line);
        zb_transform_run(job->transform, job->line, job->ink, (size_t)job->stored_w, job->max_total);
        put(job, y);
}

/* Reads the rows that the filter touches, in strips, and finishes every row whose last input has come. */
static bool run(struct job *job, VipsRegion *region)
{
        enum { STRIP = 16 };
        struct zb_axis *across = &job->across, *down = &job->down;
        int left = across->first[0], right = across->first[across->n - 1] + across->taps;
        int top = down->first[0], bottom = down->first[down->n - 1] + down->taps;
        size_t row = (size_t)job->stored_w * (size_t)job->bands;
        for (int i = 0; i < across->n; i++)
                across->first[i] -= left;
        int done = 0;
        for (int y = top; y < bottom; y += STRIP) {
                VipsRect rect = {left, y, right - left, bottom - y < STRIP ? bottom - y : STRIP};
                if (vips_region_prepare(region, &rect))
                        return false;
                for (int i = y; i < y + rect.height; i++) {
                        zb_axis_row(across, VIPS_REGION_ADDR(region, left, i), job->bands,
                                    job->ring + (size_t)(i % down->taps) * row);
                        while (done < down->n && down->first[done] + down->taps == i + 1)
                                finish_row(job, done++);
                }
        }
        assert(done == down->n);
        return true;
}

enum zb_code zb_picture_cmyk(const struct zb_picture *picture, struct zb_rect crop, int width, int height,
                             const struct zb_profile *to, double max_total, uint8_t **ret, struct zb_err *err)
{
        assert(crop.w > 0 && crop.h > 0 && width > 0 && height > 0);
        struct job job = {.picture = picture,
                          .turn = turns[picture->orientation],
                          .width = width,
                          .height = height,
                          .max_total = max_total};
        VipsRegion *region = NULL;
        place_crop(&job, crop);
        enum zb_code code = load(&job, to, err);
        if (!code)
                code = allocate(&job, err);
        if (!code && !(region = vips_region_new(job.image)))
                code = zb_err_nomem(err);
        if (!code && !run(&job, region))
                code = unreadable(err);
        if (!code) {
                *ret = job.out;
                job.out = NULL;
        }
        if (region)
                g_object_unref(region);
        if (job.image)
                g_object_unref(job.image);
        zb_transform_free(job.transform);
        zb_axis_fini(&job.across);
        zb_axis_fini(&job.down);
        free(job.ring);
        free(job.rows);
        free(job.line);
        free(job.ink);
        free(job.out);
        vips_thread_shutdown(); /* what libvips keeps for the calling thread, which may be a passing worker */
        return code;
}
