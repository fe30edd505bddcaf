/* SPDX-License-Identifier: Apache-2.0 */
/* From the file to ink at the size of the print, one row after the other: besides the row there are only as
 * many rows in memory as the filter is high. The file is always read from top to bottom; which way is up is
 * the stream's business. */
#include "reader.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "transcode.h"

enum { STRIP = 16 }; /* rows that the decoder is asked for at once */

struct zb_turn zb_picture_turn(const struct zb_picture *picture)
{
        static const struct zb_turn turns[9] = {
                [1] = {false, false, false}, [2] = {false, true, false}, [3] = {false, true, true},
                [4] = {false, false, true},  [5] = {true, false, false}, [6] = {true, false, true},
                [7] = {true, true, true},    [8] = {true, true, false},
        };
        return turns[picture->orientation];
}

static void place_crop(struct zb_reader *r, struct zb_rect crop, int width, int height)
{
        const struct zb_picture *p = r->picture;
        const struct zb_turn turn = zb_picture_turn(p);
        r->n = turn.swap ? height : width;
        r->height = turn.swap ? width : height;
        r->x = turn.swap ? crop.y : crop.x;
        r->y = turn.swap ? crop.x : crop.y;
        r->w = turn.swap ? crop.h : crop.w;
        r->h = turn.swap ? crop.w : crop.h;
        if (turn.mirror_x)
                r->x = p->stored_w - (r->x + r->w);
        if (turn.mirror_y)
                r->y = p->stored_h - (r->y + r->h);

        /* A JPEG decodes at 1/2, 1/4 or 1/8 for the price of the pixels that remain; never below the size
         * wanted. */
        r->shrink = 1;
        while (strcmp(p->info.format, "jpeg") == 0 && r->shrink < ZB_EIGHTH && r->w >= 2.0 * r->shrink * r->n &&
               r->h >= 2.0 * r->shrink * r->height)
                r->shrink *= 2;
        r->x /= r->shrink;
        r->y /= r->shrink;
        r->w /= r->shrink;
        r->h /= r->shrink;
}

static enum zb_code unreadable(struct zb_err *err)
{
        bool nomem = zb_vips_nomem(vips_error_buffer());
        vips_error_clear();
        if (nomem)
                return zb_err_nomem(err);
        return zb_err_say(err, ZB_INPUT, NULL, "the picture file was changed or became unreadable while in use.");
}

static bool same_size(int loaded, int stored, int shrink)
{
        return loaded == stored / shrink || loaded == (stored + shrink - 1) / shrink;
}

/* What the proof kept of the picture. */
static enum zb_code load_eighth(struct zb_reader *r, struct zb_err *err)
{
        const struct zb_picture *p = r->picture;
        size_t size = (size_t)p->eighth_w * (size_t)p->eighth_h * (size_t)p->eighth_bands;
        r->image = vips_image_new_from_memory(p->eighth, size, p->eighth_w, p->eighth_h, p->eighth_bands,
                                              VIPS_FORMAT_UCHAR);
        return r->image ? ZB_OK : zb_err_nomem(err);
}

static enum zb_code load_file(struct zb_reader *r, struct zb_err *err)
{
        const struct zb_picture *p = r->picture;
        VipsImage *image = zb_image_load(zb_transcode_path(p), zb_transcode_loader(p), r->shrink, VIPS_FAIL_ON_ERROR);
        if (!image)
                return unreadable(err);
        if (!same_size(vips_image_get_width(image), p->stored_w, r->shrink) ||
            !same_size(vips_image_get_height(image), p->stored_h, r->shrink)) {
                g_object_unref(image);
                return unreadable(err);
        }
        r->image = zb_image_plain(image);
        if (!r->image || zb_image_space(r->image) != p->info.space)
                return unreadable(err);
        return ZB_OK;
}

static enum zb_code load(struct zb_reader *r, const struct zb_profile *to, struct zb_err *err)
{
        const struct zb_picture *p = r->picture;
        bool kept = r->shrink == ZB_EIGHTH && p->eighth;
        enum zb_code code = kept ? load_eighth(r, err) : load_file(r, err);
        if (code)
                return code;
        r->bands = vips_image_get_bands(r->image);
        size_t icc_len = p->icc_len;
        const void *icc = kept ? p->icc : zb_image_icc(r->image, &icc_len);
        return zb_transform_new(to, p->info.space, icc, icc_len, &r->transform, NULL, err);
}

static enum zb_code allocate(struct zb_reader *r, struct zb_err *err)
{
        if (!zb_axis_init(&r->across, r->n, vips_image_get_width(r->image), r->x, r->w) ||
            !zb_axis_init(&r->down, r->height, vips_image_get_height(r->image), r->y, r->h))
                return zb_err_nomem(err);
        struct zb_axis *across = &r->across;
        r->left = across->first[0];
        r->wide = across->first[across->n - 1] + across->taps - r->left;
        for (int i = 0; i < across->n; i++)
                across->first[i] -= r->left;
        r->plane = (size_t)r->wide + ZB_AXIS_STEP;
        r->ring_rows = r->down.taps + STRIP;
        r->loaded = r->down.first[0];
        size_t planes = r->plane * (size_t)r->bands;
        r->ring = calloc((size_t)r->ring_rows, planes);
        r->rows = malloc((size_t)r->down.taps * sizeof(*r->rows));
        r->between = calloc(planes, sizeof(*r->between));
        r->line = malloc((size_t)r->n * (size_t)r->bands);
        return r->ring && r->rows && r->between && r->line ? ZB_OK : zb_err_nomem(err);
}

enum zb_code zb_reader_open(struct zb_reader *reader, const struct zb_picture *picture, struct zb_rect crop,
                            int width, int height, const struct zb_profile *to, double max_total, struct zb_err *err)
{
        assert(crop.w > 0 && crop.h > 0 && width > 0 && height > 0);
        *reader = (struct zb_reader){.picture = picture, .max_total = max_total};
        place_crop(reader, crop, width, height);
        enum zb_code code = load(reader, to, err);
        return code ? code : allocate(reader, err);
}

void zb_reader_close(struct zb_reader *reader)
{
        if (reader->image)
                g_object_unref(reader->image);
        zb_transform_free(reader->transform);
        zb_axis_fini(&reader->across);
        zb_axis_fini(&reader->down);
        free(reader->ring);
        free(reader->rows);
        free(reader->between);
        free(reader->line);
        *reader = (struct zb_reader){0};
}

/* ---- rows ---- */

enum zb_code zb_reader_begin(struct zb_reader *reader, struct zb_err *err)
{
        reader->region = vips_region_new(reader->image); /* it belongs to the thread that makes it */
        return reader->region ? ZB_OK : zb_err_nomem(err);
}

void zb_reader_end(struct zb_reader *reader)
{
        if (reader->region)
                g_object_unref(reader->region);
        reader->region = NULL;
        vips_thread_shutdown(); /* what libvips keeps for the calling thread, which may be a passing worker */
}

static bool load_strip(struct zb_reader *r)
{
        const struct zb_axis *down = &r->down;
        int bottom = down->first[down->n - 1] + down->taps, left = bottom - r->loaded;
        VipsRect rect = {r->left, r->loaded, r->wide, left < STRIP ? left : STRIP};
        if (vips_region_prepare(r->region, &rect))
                return false;
        size_t planes = r->plane * (size_t)r->bands;
        for (int end = r->loaded + rect.height; r->loaded < end; r->loaded++)
                zb_planes_split(VIPS_REGION_ADDR(r->region, r->left, r->loaded), r->wide, r->bands, r->plane,
                                r->ring + (size_t)(r->loaded % r->ring_rows) * planes);
        return true;
}

enum zb_code zb_reader_row(struct zb_reader *reader, uint8_t *cmyk, struct zb_err *err)
{
        struct zb_reader *r = reader;
        size_t planes = r->plane * (size_t)r->bands;
        int first = r->down.first[r->done], taps = r->down.taps;
        while (r->loaded < first + taps)
                if (!load_strip(r))
                        return unreadable(err);
        for (int t = 0; t < taps; t++)
                r->rows[t] = r->ring + (size_t)((first + t) % r->ring_rows) * planes;
        zb_axis_column(&r->down, r->done++, r->rows, planes, r->between);
        zb_axis_row(&r->across, r->between, r->plane, r->bands, r->line);
        zb_transform_run(r->transform, r->line, cmyk, (size_t)r->n, r->max_total);
        return ZB_OK;
}
