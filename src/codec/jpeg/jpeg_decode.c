/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a JPEG, by libjpeg: scaled down in its transform where the survey would do it anyhow, a few
 * rows at a time, from a source that reads the open file. Damage is told by libjpeg's warnings; what follows
 * the first is not looked at. Its longjmp ends inside decode(). */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <jpeglib.h>
#include <jerror.h>

#include "jpeg_coarse.h"
#include "jpeg_priv.h"

enum { BUFFER = 1 << 16, ROWS = 16, PROGRESSIVE = 0xC2 };
/* Bytes that the coefficients of a picture in several scans may take. */
#define COEFFICIENTS_MOST (400.0 * 1024 * 1024)

struct decoder {
        struct jpeg_error_mgr errors; /* first: libjpeg hands it back */
        struct jpeg_source_mgr source;
        struct jpeg_decompress_struct info;
        struct inspecting *in;
        const struct jpeg_marks *marks;
        struct zb_rect box;
        struct zb_survey *survey;
        jmp_buf escape;
        off_t at;
        struct zb_ranges ranges; /* what is read of the file; none: all of it */
        size_t range;
        uint8_t *rows;
        bool damaged; /* the decoder met what it could not read */
        bool ended;   /* the file did, before the picture */
        bool nomem;
        char fault[JMSG_LENGTH_MAX];
        JOCTET buffer[BUFFER];
};

/* ---- what libjpeg calls ---- */

static void on_error(j_common_ptr info)
{
        struct decoder *d = (struct decoder *)info->err;
        d->nomem = info->err->msg_code == JERR_OUT_OF_MEMORY;
        info->err->format_message(info, d->fault);
        longjmp(d->escape, 1);
}

static void on_message(j_common_ptr info, int level)
{
        struct decoder *d = (struct decoder *)info->err;
        if (level >= 0) /* traces */
                return;
        char text[JMSG_LENGTH_MAX];
        info->err->format_message(info, text);
        zb_inspect_warning(d->in, text);
        int code = info->err->msg_code;
        if (code != JWRN_HIT_MARKER && code != JWRN_HUFF_BAD_CODE && code != JWRN_MUST_RESYNC)
                return;
        if (!d->damaged)
                memcpy(d->fault, text, sizeof d->fault);
        d->damaged = true;
}

static void source_init(j_decompress_ptr info)
{
}

/* Bytes that may be read from where the source stands, which moves on to the next range if need be. */
static size_t in_range(struct decoder *d)
{
        while (d->range < d->ranges.n) {
                const struct zb_range *r = &d->ranges.items[d->range];
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
        static const JOCTET end[2] = {0xFF, JPEG_EOI};
        struct decoder *d = (struct decoder *)info->err;
        size_t most = in_range(d);
        ssize_t got = most ? pread(d->in->fd, d->buffer, most, d->at) : 0;
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

/* A quarter of 300 ppi is what the survey looks at: the decoder does less work for it. */
static unsigned scale_of(const struct decoder *d)
{
        double wanted = d->in->options->survey_ppi > 0 ? d->in->options->survey_ppi : 72;
        double ppi = d->info.image_width / (d->box.w / 25.4),
               other = d->info.image_height / (d->box.h / 25.4);
        if (d->marks->orientation >= 5) {
                ppi = d->info.image_width / (d->box.h / 25.4);
                other = d->info.image_height / (d->box.w / 25.4);
        }
        unsigned scale = 8;
        while (scale > 1 && (ppi < other ? ppi : other) / scale < wanted)
                scale /= 2;
        return scale;
}

/* 255 is full ink from here on. */
static void turn_ink(uint8_t *px, size_t n)
{
        for (size_t i = 0; i < n; i++)
                px[i] = (uint8_t)(255 - px[i]);
}

static enum zb_code open_survey(struct decoder *d, struct zb_err *err)
{
        static const enum zb_pixel_space spaces[5] = {[1] = ZB_GRAY8, [3] = ZB_RGB8, [4] = ZB_CMYK8};
        struct zb_survey_source source = {.px_w = (int)d->info.output_width,
                                          .px_h = (int)d->info.output_height,
                                          .box = d->box,
                                          .space = spaces[d->info.output_components],
                                          .icc = d->marks->icc.len ? d->marks->icc.data : NULL,
                                          .icc_len = d->marks->icc.len,
                                          .reduced = (int)d->info.scale_denom,
                                          .orientation = d->marks->orientation};
        size_t row = (size_t)d->info.output_width * (size_t)d->info.output_components;
        d->rows = malloc(row * ROWS);
        return d->rows ? zb_survey_open(&d->in->derivation, &source, &d->survey, err) : zb_err_nomem(err);
}

static void read_rows(struct decoder *d)
{
        size_t row = (size_t)d->info.output_width * (size_t)d->info.output_components;
        bool ink = d->info.output_components == 4 && d->marks->adobe;
        while (d->info.output_scanline < d->info.output_height &&
               !(d->damaged && !d->info.progressive_mode)) {
                JDIMENSION n = 0;
                while (n < ROWS && d->info.output_scanline < d->info.output_height) {
                        JSAMPROW to[1] = {d->rows + n * row};
                        n += jpeg_read_scanlines(&d->info, to, 1);
                }
                if (ink)
                        turn_ink(d->rows, n * row);
                zb_survey_rows(d->survey, d->rows, row, (int)n);
        }
}

/* Whether all of its coefficients at once would be too many. */
static bool is_large(const struct decoder *d)
{
        double bytes = 0;
        for (int i = 0; i < d->info.num_components; i++)
                bytes += 2.0 * 64 * d->info.comp_info[i].width_in_blocks *
                         d->info.comp_info[i].height_in_blocks;
        return jpeg_has_multiple_scans((j_decompress_ptr)&d->info) && bytes > COEFFICIENTS_MOST;
}

/* Everything that may longjmp. */
static enum zb_code decode_all(struct decoder *d, struct zb_err *err)
{
        static const J_COLOR_SPACE spaces[5] = {[1] = JCS_GRAYSCALE, [3] = JCS_RGB, [4] = JCS_CMYK};
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
        d->info.scale_denom = scale_of(d);
        if (d->ranges.n || is_large(d)) {
                zb_jpeg_keep_first(&d->info);
                d->info.scale_denom = 8;
        }
        jpeg_start_decompress(&d->info);
        /* A progressive picture is read whole by now; of others the last two bytes may be missed without
         * harm. */
        if (d->ended && d->info.progressive_mode)
                d->damaged = true;
        enum zb_code code = open_survey(d, err);
        if (!code)
                read_rows(d);
        return code;
}

static enum zb_code decode(struct decoder *d, struct zb_err *err)
{
        d->info.err = jpeg_std_error(&d->errors);
        d->errors.error_exit = on_error;
        d->errors.emit_message = on_message;
        enum zb_code code = ZB_OK;
        if (setjmp(d->escape)) {
                d->damaged = !d->nomem;
                if (d->nomem)
                        zb_inspect_trouble(
                                d->in, ZB_READ_COMPLEX, "the JPEG is too large for its pixels to be looked at in this memory");
        } else {
                code = decode_all(d, err);
        }
        return code;
}

static void say_damage(struct decoder *d)
{
        /* Without a survey the damage lies before the first row. */
        double all = d->survey ? d->info.output_height : 1, done = d->survey ? d->info.output_scanline : 0;
        zb_inspect_trouble(d->in, ZB_READ_DAMAGED, "the JPEG is damaged or cut off about %.0f %% of the way: %s", 100 * done / all,
                           d->fault[0] ? d->fault : "premature end of file");
}

enum zb_code zb_jpeg_rows(struct inspecting *in, const struct jpeg_marks *marks, struct zb_rect box,
                          struct zb_err *err)
{
        struct decoder *d = calloc(1, sizeof *d);
        if (!d)
                return zb_err_nomem(err);
        d->in = in;
        d->marks = marks;
        d->box = box;
        enum zb_code code = ZB_OK;
        if (marks->sof == PROGRESSIVE && 2.0 * marks->w * marks->h * marks->components > COEFFICIENTS_MOST)
                code = zb_jpeg_ranges(in, &d->ranges, err);
        if (!code)
                code = decode(d, err);
        if (!code && d->damaged)
                say_damage(d);
        if (!code && d->survey)
                code = zb_inspect_survey_end(d->in, d->survey, err);
        jpeg_destroy_decompress(&d->info);
        zb_survey_free(d->survey);
        free(d->ranges.items);
        free(d->rows);
        free(d);
        return code;
}

#define TEXT_OF(token) #token
#define TEXT(macro)    TEXT_OF(macro)

/* Neither tells at run time. */
void zb_inspect_jpeg_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "libjpeg-turbo", TEXT(LIBJPEG_TURBO_VERSION));
        zb_libraries_add(list, "libexif", ZB_LIBEXIF_VERSION);
}
