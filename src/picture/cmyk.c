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
        int left, wide;       /* the columns of the file that the filter touches */
        size_t plane;         /* from one band to the next in a row of planes */
        uint8_t *ring;        /* down.taps rows of planes */
        const uint8_t **rows; /* the filter's window into it */
        int16_t *between;     /* one row of planes, resampled downwards alone */
        uint8_t *line, *ink;  /* one finished row, before and after the transform */
        uint8_t *out;         /* the result, or a stretch of it */
        int stretch;          /* rows of it when they go to `take`; 0: the whole result stays */
        zb_rows_fn take;
        void *ctx;
        enum zb_code code; /* of take */
        struct zb_err *err;
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
        while (strcmp(p->info.format, "jpeg") == 0 && job->shrink < ZB_EIGHTH &&
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

/* What the proof kept of the picture. */
static enum zb_code load_eighth(struct job *job, struct zb_err *err)
{
        const struct zb_picture *p = job->picture;
        size_t size = (size_t)p->eighth_w * (size_t)p->eighth_h * (size_t)p->eighth_bands;
        job->image = vips_image_new_from_memory(p->eighth, size, p->eighth_w, p->eighth_h, p->eighth_bands,
                                                VIPS_FORMAT_UCHAR);
        return job->image ? ZB_OK : zb_err_nomem(err);
}

static enum zb_code load_file(struct job *job, struct zb_err *err)
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
        return ZB_OK;
}

static enum zb_code load(struct job *job, const struct zb_profile *to, struct zb_err *err)
{
        const struct zb_picture *p = job->picture;
        bool kept = job->shrink == ZB_EIGHTH && p->eighth;
        enum zb_code code = kept ? load_eighth(job, err) : load_file(job, err);
        if (code)
                return code;
        job->bands = vips_image_get_bands(job->image);
        size_t icc_len = p->icc_len;
        const void *icc = kept ? p->icc : zb_image_icc(job->image, &icc_len);
        return zb_transform_new(to, p->info.space, icc, icc_len, &job->transform, NULL, err);
}

static enum zb_code allocate(struct job *job, struct zb_err *err)
{
        if (!zb_axis_init(&job->across, job->stored_w, vips_image_get_width(job->image), job->x, job->w) ||
            !zb_axis_init(&job->down, job->stored_h, vips_image_get_height(job->image), job->y, job->h))
                return zb_err_nomem(err);
        struct zb_axis *across = &job->across;
        job->left = across->first[0];
        job->wide = across->first[across->n - 1] + across->taps - job->left;
        for (int i = 0; i < across->n; i++)
                across->first[i] -= job->left;
        job->plane = (size_t)job->wide + ZB_AXIS_STEP;
        size_t taps = (size_t)job->down.taps, planes = job->plane * (size_t)job->bands;
        job->ring = calloc(taps, planes);
        job->rows = malloc(taps * sizeof(*job->rows));
        job->between = calloc(planes, sizeof(*job->between));
        job->line = malloc((size_t)job->stored_w * (size_t)job->bands);
        job->ink = malloc((size_t)job->stored_w * 4);
        job->out = malloc((size_t)job->width * (size_t)(job->stretch ? job->stretch : job->height) * 4);
        if (!job->ring || !job->rows || !job->between || !job->line || !job->ink || !job->out)
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
        if (job->stretch)
                y %= job->stretch;
        uint8_t *at = turn.swap ? job->out + (size_t)y * 4 : job->out + (size_t)y * width * 4;
        size_t stride = turn.swap ? width * 4 : 4;
        if (!turn.swap && !turn.mirror_x) {
                memcpy(at, job->ink, n * 4);
                return;
        }
        for (size_t x = 0; x < n; x++)
                memcpy(at + (turn.mirror_x ? n - 1 - x : x) * stride, job->ink + x * 4, 4);
}

/* Whether the result comes in order from the top, as the file does. */
static bool in_order(struct turn turn)
{
        return !turn.swap && !turn.mirror_y;
}

static void finish_row(struct job *job, int y)
{
        size_t planes = job->plane * (size_t)job->bands;
        int taps = job->down.taps;
        for (int t = 0; t < taps; t++)
                job->rows[t] = job->ring + (size_t)((job->down.first[y] + t) % taps) * planes;
        zb_axis_column(&job->down, y, job->rows, planes, job->between);
        zb_axis_row(&job->across, job->between, job->plane, job->bands, job->line);
        zb_transform_run(job->transform, job->line, job->ink, (size_t)job->stored_w, job->max_total);
        put(job, y);
        if (job->stretch && ((y + 1) % job->stretch == 0 || y + 1 == job->height))
                job->code = job->take(job->ctx, job->out, y / job->stretch * job->stretch,
                                      y % job->stretch + 1, job->err);
}

/* Reads the rows that the filter touches, in strips, and finishes every row whose last input has come. */
static bool run(struct job *job, VipsRegion *region)
{
        enum { STRIP = 16 };
        const struct zb_axis *down = &job->down;
        int top = down->first[0], bottom = down->first[down->n - 1] + down->taps;
        size_t planes = job->plane * (size_t)job->bands;
        int done = 0;
        for (int y = top; y < bottom; y += STRIP) {
                VipsRect rect = {job->left, y, job->wide, bottom - y < STRIP ? bottom - y : STRIP};
                if (vips_region_prepare(region, &rect))
                        return false;
                for (int i = y; i < y + rect.height; i++) {
                        zb_planes_split(VIPS_REGION_ADDR(region, job->left, i), job->wide, job->bands,
                                        job->plane, job->ring + (size_t)(i % down->taps) * planes);
                        while (done < down->n && down->first[done] + down->taps == i + 1) {
                                finish_row(job, done++);
                                if (job->code)
                                        return true;
                        }
                }
        }
        assert(done == down->n);
        return true;
}

static enum zb_code make(struct job *job, struct zb_rect crop, const struct zb_profile *to,
                         struct zb_err *err)
{
        assert(crop.w > 0 && crop.h > 0 && job->width > 0 && job->height > 0);
        VipsRegion *region = NULL;
        job->turn = turns[job->picture->orientation];
        job->err = err;
        place_crop(job, crop);
        enum zb_code code = load(job, to, err);
        if (!code)
                code = allocate(job, err);
        if (!code && !(region = vips_region_new(job->image)))
                code = zb_err_nomem(err);
        if (!code && !run(job, region))
                code = unreadable(err);
        if (region)
                g_object_unref(region);
        if (job->image)
                g_object_unref(job->image);
        zb_transform_free(job->transform);
        zb_axis_fini(&job->across);
        zb_axis_fini(&job->down);
        free(job->ring);
        free(job->rows);
        free(job->between);
        free(job->line);
        free(job->ink);
        vips_thread_shutdown(); /* what libvips keeps for the calling thread, which may be a passing worker */
        return code ? code : job->code;
}

enum zb_code zb_picture_cmyk(const struct zb_picture *picture, struct zb_rect crop, int width, int height,
                             const struct zb_profile *to, double max_total, uint8_t **ret, struct zb_err *err)
{
        struct job job = {.picture = picture, .width = width, .height = height, .max_total = max_total};
        enum zb_code code = make(&job, crop, to, err);
        if (code)
                free(job.out);
        else
                *ret = job.out;
        return code;
}

/* A turned picture, in slices: each gets its own part of the crop, and the filter looks beyond it. */
static enum zb_code turned_rows(const struct job *like, struct zb_rect crop, const struct zb_profile *to,
                                int rows, struct zb_err *err)
{
        enum { SLICE_BYTES = 64 << 20 };
        int most = SLICE_BYTES / 4 / like->width / rows * rows, slice = most < rows ? rows : most;
        enum zb_code code = ZB_OK;
        for (int y = 0; y < like->height && !code; y += slice) {
                int n = like->height - y < slice ? like->height - y : slice;
                struct zb_rect part = {crop.x, crop.y + crop.h * y / like->height, crop.w,
                                       crop.h * n / like->height};
                uint8_t *cmyk;
                code = zb_picture_cmyk(like->picture, part, like->width, n, to, like->max_total, &cmyk, err);
                if (code)
                        break;
                for (int at = 0; at < n && !code; at += rows)
                        code = like->take(like->ctx, cmyk + (size_t)at * (size_t)like->width * 4, y + at,
                                          n - at < rows ? n - at : rows, err);
                free(cmyk);
        }
        return code;
}

enum zb_code zb_picture_rows(const struct zb_picture *picture, struct zb_rect crop, int width, int height,
                             const struct zb_profile *to, double max_total, int rows, zb_rows_fn take,
                             void *ctx, struct zb_err *err)
{
        assert(rows > 0);
        struct job job = {.picture = picture,
                          .width = width,
                          .height = height,
                          .max_total = max_total,
                          .take = take,
                          .ctx = ctx};
        if (!in_order(turns[picture->orientation]))
                return turned_rows(&job, crop, to, rows, err);
        job.stretch = rows;
        enum zb_code code = make(&job, crop, to, err);
        free(job.out);
        return code;
}
