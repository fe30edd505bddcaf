/* SPDX-License-Identifier: Apache-2.0 */
/* Upright pictures from the top down, a stretch at a time. A picture that lies upright in its file, or only
 * mirrored, is decoded along with the reading. One that lies turned (EXIF) cannot be: its columns are rows of
 * the file; so a slice of it is made whenever the last one is used up, each time by decoding the file anew. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "reader.h"

struct zb_picture_stream {
        const struct zb_picture *picture;
        const struct zb_profile *to;
        struct zb_rect crop;
        int width, height;
        double max_total;
        struct zb_turn turn;
        int y;                   /* rows given so far */
        bool open;               /* the reader */
        struct zb_reader reader; /* of the whole, or of a slice */
        uint8_t *row;            /* as the file has it */
        uint8_t *slice;          /* of a turned picture */
        int slice_y, slice_rows, slice_most;
};

/* Whether the result comes in order from the top, as the file does. */
static bool in_order(struct zb_turn turn)
{
        return !turn.swap && !turn.mirror_y;
}

static enum zb_code open_reader(struct zb_picture_stream *s, struct zb_rect crop, int rows, struct zb_err *err)
{
        s->open = true;
        enum zb_code code = zb_reader_open(&s->reader, s->picture, crop, s->width, rows, s->to, s->max_total, err);
        free(s->row);
        s->row = code ? NULL : malloc(4 * (size_t)s->reader.n);
        return code || s->row ? code : zb_err_nomem(err);
}

static void close_reader(struct zb_picture_stream *s)
{
        if (s->open)
                zb_reader_close(&s->reader);
        s->open = false;
}

enum zb_code zb_picture_stream_open(const struct zb_picture *picture, struct zb_rect crop, int width, int height,
                                    const struct zb_profile *to, double max_total, size_t turned_bytes,
                                    struct zb_picture_stream **ret, struct zb_err *err)
{
        struct zb_picture_stream *s = calloc(1, sizeof *s);
        if (!s)
                return zb_err_nomem(err);
        *s = (struct zb_picture_stream){.picture = picture,
                                        .to = to,
                                        .crop = crop,
                                        .width = width,
                                        .height = height,
                                        .max_total = max_total,
                                        .turn = zb_picture_turn(picture)};
        size_t most = turned_bytes / 4 / (size_t)width;
        s->slice_most = most < 1 ? 1 : most > (size_t)height ? height : (int)most;
        enum zb_code code = in_order(s->turn) ? open_reader(s, crop, height, err) : ZB_OK;
        if (code)
                zb_picture_stream_free(s);
        else
                *ret = s;
        return code;
}

void zb_picture_stream_free(struct zb_picture_stream *stream)
{
        if (!stream)
                return;
        close_reader(stream);
        free(stream->row);
        free(stream->slice);
        free(stream);
}

/* ---- turned pictures ---- */

/* Row `at` of the file's, n pixels, to where it belongs in an upright picture. */
static void put_turned(const struct zb_picture_stream *s, int at, uint8_t *out)
{
        const struct zb_turn turn = s->turn;
        size_t n = (size_t)s->reader.n, width = (size_t)s->width;
        size_t line = (size_t)(turn.mirror_y ? s->reader.height - 1 - at : at);
        size_t stride = turn.swap ? 4 * width : 4;
        out += turn.swap ? 4 * line : 4 * line * width;
        for (size_t x = 0; x < n; x++)
                memcpy(out + (turn.mirror_x ? n - 1 - x : x) * stride, s->row + 4 * x, 4);
}

static enum zb_code read_slice(struct zb_picture_stream *s, struct zb_err *err)
{
        enum zb_code code = zb_reader_begin(&s->reader, err);
        for (int i = 0; i < s->reader.height && !code; i++) {
                code = zb_reader_row(&s->reader, s->row, err);
                if (!code)
                        put_turned(s, i, s->slice);
        }
        zb_reader_end(&s->reader);
        return code;
}

/* The slice gets its own part of the crop, and the filter looks beyond it. */
static enum zb_code make_slice(struct zb_picture_stream *s, struct zb_err *err)
{
        int left = s->height - s->y, rows = left < s->slice_most ? left : s->slice_most;
        if (!s->slice)
                s->slice = malloc(4 * (size_t)s->width * (size_t)s->slice_most);
        if (!s->slice)
                return zb_err_nomem(err);
        const struct zb_rect part = {s->crop.x, s->crop.y + s->crop.h * s->y / s->height, s->crop.w,
                                     s->crop.h * rows / s->height};
        enum zb_code code = open_reader(s, part, rows, err);
        if (!code)
                code = read_slice(s, err);
        close_reader(s);
        s->slice_y = s->y;
        s->slice_rows = code ? 0 : rows;
        return code;
}

static enum zb_code read_turned(struct zb_picture_stream *s, uint8_t *cmyk, int rows, struct zb_err *err)
{
        size_t size = 4 * (size_t)s->width;
        for (int i = 0; i < rows; i++, s->y++) {
                enum zb_code code = s->y >= s->slice_y + s->slice_rows ? make_slice(s, err) : ZB_OK;
                if (code)
                        return code;
                memcpy(cmyk + (size_t)i * size, s->slice + (size_t)(s->y - s->slice_y) * size, size);
        }
        return ZB_OK;
}

/* ---- all pictures ---- */

static enum zb_code read_upright(struct zb_picture_stream *s, uint8_t *cmyk, int rows, struct zb_err *err)
{
        size_t width = (size_t)s->width;
        enum zb_code code = zb_reader_begin(&s->reader, err);
        for (int i = 0; i < rows && !code; i++, s->y++) {
                uint8_t *out = cmyk + 4 * width * (size_t)i;
                code = zb_reader_row(&s->reader, s->turn.mirror_x ? s->row : out, err);
                for (size_t x = 0; s->turn.mirror_x && !code && x < width; x++)
                        memcpy(out + 4 * (width - 1 - x), s->row + 4 * x, 4);
        }
        zb_reader_end(&s->reader);
        return code;
}

enum zb_code zb_picture_stream_read(struct zb_picture_stream *stream, uint8_t *cmyk, int rows, struct zb_err *err)
{
        assert(rows >= 0 && stream->y + rows <= stream->height);
        return in_order(stream->turn) ? read_upright(stream, cmyk, rows, err) : read_turned(stream, cmyk, rows, err);
}

enum zb_code zb_picture_cmyk(const struct zb_picture *picture, struct zb_rect crop, int width, int height,
                             const struct zb_profile *to, double max_total, uint8_t **ret, struct zb_err *err)
{
        enum { SLICE_BYTES = 64 << 20 };
        struct zb_picture_stream *stream = NULL;
        uint8_t *cmyk = malloc(4 * (size_t)width * (size_t)height);
        enum zb_code code =
                cmyk ? zb_picture_stream_open(picture, crop, width, height, to, max_total, SLICE_BYTES, &stream, err)
                     : zb_err_nomem(err);
        if (!code)
                code = zb_picture_stream_read(stream, cmyk, height, err);
        zb_picture_stream_free(stream);
        if (code)
                free(cmyk);
        else
                *ret = cmyk;
        return code;
}
