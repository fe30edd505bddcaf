/* SPDX-License-Identifier: Apache-2.0 */
/* The decoder: scaled down in libjpeg's transform where that is fine enough, a few rows at a time, from a source that
 * reads the open file. Damage is told by libjpeg's warnings; what follows the first is not looked at. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jpeg_first.h"

#include <jerror.h>

enum { BUFFER = 1 << 16, ROWS = 16 };
/* Bytes that the coefficients of a picture in several scans may take. */
#define COEFFICIENTS_MOST (400.0 * 1024 * 1024)

struct decoder {
        struct jpeg_voice voice; /* first: libjpeg hands it back */
        struct jpeg_source_mgr source;
        struct jpeg_decompress_struct info;
        const struct zb_jpeg_reading *reading;
        struct zb_jpeg_end *end;
        struct zb_err *err;
        enum zb_code code;
        bool begun; /* rows are coming */
        off_t at;
        struct jpeg_ranges ranges; /* what is read of the file; none: all of it */
        size_t range;
        uint8_t *rows;
        bool ended; /* the file did, before the picture */
        JOCTET buffer[BUFFER];
};

/* ---- what libjpeg calls ---- */

static void keep_fault(struct decoder *d, const char *text)
{
        snprintf(d->end->fault, sizeof d->end->fault, "%s", text);
}

static void jpeg_decode_on_warning(struct jpeg_voice *voice, int code, const char *text)
{
        struct decoder *d = (struct decoder *)voice;
        d->reading->warning(d->reading->ctx, text);
        if (code != JWRN_HIT_MARKER && code != JWRN_HUFF_BAD_CODE && code != JWRN_MUST_RESYNC)
                return;
        if (!d->end->damaged)
                keep_fault(d, text);
        d->end->damaged = true;
}

static void source_init(j_decompress_ptr info)
{
}

/* Bytes that may be read from where the source stands, which moves on to the next range if need be. */
static size_t in_range(struct decoder *d)
{
        while (d->range < d->ranges.n) {
                const struct jpeg_range *r = &d->ranges.items[d->range];
                if (d->at < r->at)
                        d->at = r->at;
                if (d->at < r->end)
                        return r->end - d->at < BUFFER ? (size_t)(r->end - d->at) : BUFFER;
                d->range++;
        }
        return d->ranges.n ? 0 : BUFFER;
}

static boolean source_fill(j_decompress_ptr info)
{
        static const JOCTET end[2] = {0xFF, JPEG_MARK_EOI};
        struct decoder *d = (struct decoder *)info->err;
        size_t most = in_range(d);
        ssize_t got = most ? pread(d->reading->fd, d->buffer, most, d->at) : 0;
        if (got <= 0) {
                d->source.next_input_byte = end;
                d->source.bytes_in_buffer = 2;
                d->ended = !d->ranges.n || d->ranges.cut;
                return TRUE;
        }
        d->at += got;
        d->source.next_input_byte = d->buffer;
        d->source.bytes_in_buffer = (size_t)got;
        return TRUE;
}

static void source_skip(j_decompress_ptr info, long n)
{
        struct decoder *d = (struct decoder *)info->err;
        if (n <= 0)
                return;
        if ((size_t)n <= d->source.bytes_in_buffer) {
                d->source.next_input_byte += n;
                d->source.bytes_in_buffer -= (size_t)n;
                return;
        }
        d->at += (off_t)((size_t)n - d->source.bytes_in_buffer);
        d->source.bytes_in_buffer = 0;
}

static void source_end(j_decompress_ptr info)
{
}

/* ---- rows ---- */

static void open_rows(struct decoder *d)
{
        const struct zb_jpeg_frame frame = {.width = (int)d->info.output_width,
                                            .height = (int)d->info.output_height,
                                            .components = d->info.output_components,
                                            .denominator = (int)d->info.scale_denom};
        d->rows = malloc((size_t)frame.width * (size_t)frame.components * ROWS);
        d->code = d->rows ? d->reading->open(d->reading->ctx, &frame, d->err) : zb_err_nomem(d->err);
        d->begun = true;
}

static void read_rows(struct decoder *d)
{
        size_t row = (size_t)d->info.output_width * (size_t)d->info.output_components;
        while (d->info.output_scanline < d->info.output_height && !(d->end->damaged && !d->info.progressive_mode)) {
                JDIMENSION n = 0;
                while (n < ROWS && d->info.output_scanline < d->info.output_height) {
                        JSAMPROW to[1] = {d->rows + n * row};
                        n += jpeg_read_scanlines(&d->info, to, 1);
                }
                d->reading->rows(d->reading->ctx, d->rows, row, (int)n);
        }
}

/* Whether all of its coefficients at once would be too many. */
static bool is_large(const struct decoder *d)
{
        double bytes = 0;
        for (int i = 0; i < d->info.num_components; i++)
                bytes += 2.0 * 64 * d->info.comp_info[i].width_in_blocks * d->info.comp_info[i].height_in_blocks;
        return jpeg_has_multiple_scans((j_decompress_ptr)&d->info) && bytes > COEFFICIENTS_MOST;
}

static void jpeg_decode_decode(void *ctx)
{
        static const J_COLOR_SPACE spaces[5] = {[1] = JCS_GRAYSCALE, [3] = JCS_RGB, [4] = JCS_CMYK};
        struct decoder *d = ctx;
        jpeg_create_decompress(&d->info);
        d->source = (struct jpeg_source_mgr){.init_source = source_init,
                                             .fill_input_buffer = source_fill,
                                             .skip_input_data = source_skip,
                                             .resync_to_restart = jpeg_resync_to_restart,
                                             .term_source = source_end};
        d->info.src = &d->source;
        jpeg_read_header(&d->info, TRUE);
        d->info.out_color_space = spaces[d->info.num_components];
        d->info.scale_num = 1;
        d->info.scale_denom =
                (unsigned)d->reading->smaller(d->reading->ctx, (int)d->info.image_width, (int)d->info.image_height);
        if (d->ranges.n || is_large(d)) {
                jpeg_keep_first(&d->info);
                d->info.scale_denom = 8;
        }
        jpeg_start_decompress(&d->info);
        /* A progressive picture is read whole by now; of others the last two bytes may be missed without
         * harm. */
        if (d->ended && d->info.progressive_mode)
                d->end->damaged = true;
        open_rows(d);
        if (!d->code)
                read_rows(d);
}

static void try_decode(struct decoder *d)
{
        d->voice.warning = jpeg_decode_on_warning;
        d->info.err = jpeg_voice_open(&d->voice);
        if (!zb_escape_try(&d->voice.escape, jpeg_decode_decode, d)) {
                d->end->nomem = jpeg_voice_nomem(&d->voice);
                d->end->damaged = !d->end->nomem;
                keep_fault(d, d->voice.text);
        }
        /* Without rows the damage lies before the first. */
        d->end->done = d->begun ? (double)d->info.output_scanline / d->info.output_height : 0;
        jpeg_destroy_decompress(&d->info);
}

enum zb_code zb_jpeg_decode(const struct zb_jpeg_reading *reading, struct zb_jpeg_end *ret, struct zb_err *err)
{
        struct decoder *d = calloc(1, sizeof *d);
        *ret = (struct zb_jpeg_end){.fault = ""};
        if (!d)
                return zb_err_nomem(err);
        d->reading = reading;
        d->end = ret;
        d->err = err;
        if (reading->progressive && 2 * reading->samples > COEFFICIENTS_MOST)
                d->code = jpeg_ranges_find(reading->fd, &d->ranges, err);
        if (!d->code)
                try_decode(d);
        enum zb_code code = d->code;
        free(d->ranges.items);
        free(d->rows);
        free(d);
        return code;
}
