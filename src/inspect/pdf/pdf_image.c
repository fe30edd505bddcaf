/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures as the page paints them: effective resolution per axis after every matrix, colour space, filter,
 * distortion, rotation, what a clip leaves of them. Their pixels are not decoded here: a board's pictures
 * hold 200 MB of them. */
#include <math.h>
#include <string.h>

#include "aimark.h"
#include "jpeg.h"
#include "pdf_priv.h"

static const char *const filters[] = {
        [FZ_IMAGE_RAW] = NULL,        [FZ_IMAGE_FAX] = "CCITTFaxDecode",  [FZ_IMAGE_FLATE] = "FlateDecode",
        [FZ_IMAGE_LZW] = "LZWDecode", [FZ_IMAGE_RLD] = "RunLengthDecode", [FZ_IMAGE_JPEG] = "DCTDecode",
        [FZ_IMAGE_JPX] = "JPXDecode", [FZ_IMAGE_JBIG2] = "JBIG2Decode",
};

/* The last filter of the chain is the one that made pixels of bytes. */
static const char *filter_of(struct pdf *pdf, pdf_obj *raw, const fz_compressed_buffer *buffer)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *filter = pdf_dict_get(ctx, raw, PDF_NAME(Filter));
        int n = pdf_array_len(ctx, filter);
        if (n > 0)
                filter = pdf_array_get(ctx, filter, n - 1);
        if (pdf_is_name(ctx, filter))
                return zb_pdf_strdup(pdf, pdf_to_name(ctx, filter));
        if (!raw && buffer && buffer->params.type > FZ_IMAGE_RAW &&
            buffer->params.type < (int)(sizeof filters / sizeof *filters))
                return filters[buffer->params.type];
        return NULL;
}

/* ---- what a picture's bytes say ---- */

/* 64 bits, eight bytes a step; a fingerprint among a file's pictures, no more. */
static uint64_t hash(const uint8_t *data, size_t len)
{
        uint64_t h = len * 0x9E3779B97F4A7C15ULL + 1, v;
        for (; len >= 8; data += 8, len -= 8) {
                memcpy(&v, data, 8);
                h = (h ^ v) * 0xff51afd7ed558ccdULL;
                h ^= h >> 32;
        }
        for (; len > 0; data++, len--)
                h = (h ^ *data) * 0x100000001b3ULL;
        return h ? h : 1;
}

static bool metadata_says_ai(struct pdf *pdf, pdf_obj *raw)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *stream = pdf_dict_get(ctx, raw, PDF_NAME(Metadata));
        fz_buffer *xmp = NULL;
        bool ai = false;
        if (!pdf_is_stream(ctx, stream))
                return false;
        fz_var(xmp);
        fz_try(ctx)
        {
                xmp = pdf_load_stream(ctx, stream);
        }
        fz_catch(ctx)
        {
                zb_inspect_warning(pdf->in, fz_caught_message(ctx));
        }
        if (xmp) {
                unsigned char *data;
                size_t len = fz_buffer_storage(ctx, xmp, &data);
                ai = zb_xmp_says_ai((const char *)data, len);
        }
        fz_drop_buffer(ctx, xmp);
        return ai;
}

static void bytes(struct pdf *pdf, struct zb_mark_picture *p, pdf_obj *raw, const fz_compressed_buffer *buffer)
{
        /* One picture drawn in many places is read once. */
        for (size_t i = 0; raw && i < pdf->marks.n_pictures; i++)
                if (pdf->marks.pictures[i].num == p->num) {
                        p->same = pdf->marks.pictures[i].same;
                        p->ai = pdf->marks.pictures[i].ai;
                        p->quality = pdf->marks.pictures[i].quality;
                        return;
                }
        if (buffer && buffer->buffer) {
                p->same = hash(buffer->buffer->data, buffer->buffer->len);
                if (buffer->params.type == FZ_IMAGE_JPEG)
                        zb_jpeg_says(buffer->buffer->data, buffer->buffer->len, &p->quality, &p->ai);
        }
        p->ai |= metadata_says_ai(pdf, raw);
}

/* ---- one picture painted ---- */

void zb_pdf_image(struct pdf_device *dev, fz_image *image, fz_matrix ctm, float alpha, bool stencil,
                  enum zb_space space)
{
        struct pdf *pdf = dev->pdf;
        fz_context *ctx = pdf->ctx;
        struct pdf_clip clip = zb_pdf_clip(dev);
        fz_rect whole = fz_transform_rect(fz_unit_rect, ctm);
        struct zb_rect box = zb_pdf_clipped(dev, whole);
        if (!dev->board || dev->masks > 0 || alpha <= 0 || !(box.w > 0 && box.h > 0))
                return;
        zb_note_bleed(pdf->in->facts, box);
        bool upright = fabsf(ctm.b) + fabsf(ctm.c) < 1e-3f || fabsf(ctm.a) + fabsf(ctm.d) < 1e-3f;
        if (!stencil && !image->mask && !dev->image_mask && !image->use_colorkey && alpha >= 1 && upright &&
            clip.rect && dev->tiles == 0 && dev->veil == 0 && pdf->n_covers < PDF_MOST_COVERS &&
            zb_pdf_grow(pdf, &pdf->covers, pdf->n_covers, &pdf->cap_covers, sizeof *pdf->covers, PDF_MOST_COVERS))
                pdf->covers[pdf->n_covers++] = (struct pdf_cover){box, dev->order};
        if (!zb_pdf_grow(pdf, &pdf->marks.pictures, pdf->marks.n_pictures, &pdf->marks.cap_pictures,
                         sizeof *pdf->marks.pictures, PDF_MOST_PICTURES))
                return;
        pdf_obj *raw = zb_pdf_raw_image(pdf, image);
        const fz_compressed_buffer *buffer = fz_compressed_image_buffer(ctx, image);
        struct zb_mark_picture p = {.box = box,
                                    .whole = zb_pdf_box(whole),
                                    .px_w = image->w,
                                    .px_h = image->h,
                                    .mm_x = hypotf(ctm.a, ctm.b),
                                    .mm_y = hypotf(ctm.c, ctm.d),
                                    .turned_deg = -atan2(ctm.b, ctm.a) * 180 / M_PI,
                                    .alpha = alpha,
                                    .num = raw ? pdf_to_num(ctx, raw) : 0,
                                    .order = dev->order,
                                    .space = space,
                                    .filter = filter_of(pdf, raw, buffer),
                                    .mask = stencil,
                                    .masked = dev->image_mask,
                                    .tile = dev->tiles > 0};
        if (fabs(p.turned_deg) < 0.01)
                p.turned_deg = 0;
        bytes(pdf, &p, raw, buffer);
        pdf->marks.pictures[pdf->marks.n_pictures++] = p;
}
