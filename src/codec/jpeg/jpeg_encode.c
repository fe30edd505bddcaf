/* SPDX-License-Identifier: Apache-2.0 */
/* The encoder: rows in, a JPEG in memory out. */
#include <stdlib.h>

#include "jpeg_codec_priv.h"

#include <jerror.h>

enum { STEP = 1 << 16 };

struct encoder {
        struct jpeg_voice voice; /* first: libjpeg hands it back */
        struct jpeg_compress_struct info;
        struct jpeg_destination_mgr dest;
        const struct zb_jpeg_image *image;
        zb_jpeg_row *row;
        void *ctx;
        struct zb_buf *out;
};

/* ---- what libjpeg calls ---- */

static void dest_room(j_compress_ptr info)
{
        struct encoder *e = (struct encoder *)info->err;
        struct zb_buf *out = e->out;
        if (out->cap - out->len < STEP) {
                size_t cap = out->cap + out->cap / 2 + STEP;
                char *data = realloc(out->data, cap);
                if (!data)
                        ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
                out->data = data;
                out->cap = cap;
        }
        e->dest.next_output_byte = (JOCTET *)out->data + out->len;
        e->dest.free_in_buffer = out->cap - out->len;
}

static boolean dest_full(j_compress_ptr info)
{
        struct encoder *e = (struct encoder *)info->err;
        e->out->len = e->out->cap; /* libjpeg calls only when all of it is used */
        dest_room(info);
        return TRUE;
}

static void dest_end(j_compress_ptr info)
{
        struct encoder *e = (struct encoder *)info->err;
        e->out->len = e->out->cap - e->dest.free_in_buffer;
}

/* ---- the work ---- */

static void encode(void *ctx)
{
        struct encoder *e = ctx;
        j_compress_ptr info = &e->info;
        bool ink = e->image->components == 4;
        jpeg_create_compress(info);
        e->dest = (struct jpeg_destination_mgr){
                .init_destination = dest_room, .empty_output_buffer = dest_full, .term_destination = dest_end};
        info->dest = &e->dest;
        info->image_width = (JDIMENSION)e->image->width;
        info->image_height = (JDIMENSION)e->image->height;
        info->input_components = e->image->components;
        info->in_color_space = ink ? JCS_CMYK : JCS_RGB;
        jpeg_set_defaults(info);
        if (ink)
                jpeg_set_colorspace(info, JCS_CMYK); /* not YCCK: APP14 says transform 0, sampling is 1 × 1 */
        jpeg_set_quality(info, e->image->quality, TRUE);
        info->dct_method = JDCT_ISLOW;
        info->restart_in_rows = e->image->restart;
        jpeg_start_compress(info, TRUE);
        for (int y = 0; y < e->image->height; y++) {
                const uint8_t *row = e->row(e->ctx, y);
                jpeg_write_scanlines(info, &(JSAMPROW){(JSAMPROW)row}, 1); /* libjpeg's type; it only reads */
        }
        jpeg_finish_compress(info);
}

enum zb_code zb_jpeg_encode(const struct zb_jpeg_image *image, zb_jpeg_row *row, void *ctx, struct zb_buf *out,
                            struct zb_err *err)
{
        struct encoder e = {.image = image, .row = row, .ctx = ctx, .out = out};
        e.info.err = jpeg_voice_open(&e.voice);
        enum zb_code code = ZB_OK;
        if (!zb_escape_try(&e.voice.escape, encode, &e))
                code = jpeg_voice_nomem(&e.voice)
                               ? zb_err_nomem(err)
                               : zb_err_say(err, ZB_WORK, NULL, "the JPEG cannot be written: %s", e.voice.text);
        jpeg_destroy_compress(&e.info);
        return code;
}

#define TEXT_OF(token) #token
#define TEXT(macro)    TEXT_OF(macro)

void zb_jpeg_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "libjpeg-turbo", TEXT(LIBJPEG_TURBO_VERSION)); /* it does not tell at run time */
}
