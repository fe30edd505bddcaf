/* SPDX-License-Identifier: Apache-2.0 */
/* Large deflated pictures made small before the sheet is drawn: inflated row by row on all cores, PNG's
 * filters undone, each square of pixels averaged to one. A board holds 200 MB of pixels and the survey needs
 * a sixteenth of them; MuPDF would take them one byte at a time, one picture after the other. Whatever is not
 * plain 8-bit Flate is left to MuPDF, and so is whatever turns out to be damaged.
 *
 * Without it (tests/bench/pdf_own.sh, 2026-12-01, 2 × AMD EPYC, MuPDF 1.21): 1.8–2.0 times the processor time of
 * reading a board with photographs (1.02 → 2.09 s), 1.3 of six predicted RGB pictures, nothing of unpredicted ones
 * (1.0), in the same memory; the plates are the same to 0.01 %. The rows that pass by also tell whether a picture
 * was blown up (pdf_blown.c), which MuPDF has no place to say. */
#include <stdlib.h>
#include <string.h>

#include "clones.h"
#include "deflate.h"
#include "pdf_blown.h"
#include "pdf_filter.h"
#include "pdf_priv.h"

enum { LEAST_PIXELS = 500000, MOST_SMALL = 256, BEFORE = ZB_BLOWN_ROWS - 1 };

struct small {
        fz_image *image, *out; /* kept */
        const uint8_t *data;
        size_t len;
        int w, h, n, shift, out_w, out_h, num;
        bool filtered, done;
        int factor; /* how often it was blown up; 0 unknown */
        uint8_t *pixels;
};

/* ---- squares to pixels ---- */

ZB_CLONES static void add_row(uint16_t *restrict sum, const uint8_t *restrict row, size_t len)
{
        for (size_t i = 0; i < len; i++)
                sum[i] = (uint16_t)(sum[i] + row[i]);
}

/* Means of n squares of side × `rows` pixels of so many channels. */
ZB_INLINE void means(const uint16_t *restrict sum, uint8_t *restrict out, int n, int side, int rows, int channels)
{
        uint32_t count = (uint32_t)(side * rows), part = ((1u << 24) + count / 2) / count;
        for (int x = 0; x < n; x++, sum += side * channels, out += channels)
                for (int c = 0; c < channels; c++) {
                        uint32_t total = 0;
                        for (int i = 0; i < side; i++)
                                total += sum[i * channels + c];
                        out[c] = (uint8_t)((total * part + (1u << 23)) >> 24);
                }
}

/* Sums of `rows` rows to one row of means; the last square of a row may be narrower. */
ZB_CLONES static void mean_row(const struct small *s, uint16_t *sum, int rows, uint8_t *out)
{
        int side = 1 << s->shift, n = s->w >> s->shift, rest = s->w - (n << s->shift);
        if (side == 4 && s->n == 4) /* 300 ppi of ink to 72: the compiler unrolls it */
                means(sum, out, n, 4, rows, 4);
        else
                means(sum, out, n, side, rows, s->n);
        if (rest)
                means(sum + (size_t)(n << s->shift) * (size_t)s->n, out + (size_t)n * (size_t)s->n, 1, rest, rows,
                      s->n);
        memset(sum, 0, (size_t)s->w * (size_t)s->n * sizeof *sum);
}

/* ---- one picture ---- */

struct pdf_decode_rows {
        struct zb_fast_inflater *zip;
        uint8_t *lines; /* BEFORE rows of the block before, then a block; the filter's byte before each */
        size_t stride;
        int block; /* rows */
        uint16_t *sum;
        struct zb_blown *blown;
};

/* The next n rows, behind the last ones of those before. */
static bool next_block(const struct small *s, struct pdf_decode_rows *r, int n)
{
        uint8_t *first = r->lines + BEFORE * r->stride;
        memmove(r->lines, r->lines + (size_t)r->block * r->stride, BEFORE * r->stride);
        if (!zb_fast_inflater_take(r->zip, first, (size_t)n * r->stride))
                return false;
        return !s->filtered || zb_png_unfilter(first, r->stride, n, s->w, s->n);
}

static bool shrink(struct small *s, struct pdf_decode_rows *r)
{
        size_t len = (size_t)s->w * (size_t)s->n;
        uint8_t *out = s->pixels;
        for (int y = 0, summed = 0; y < s->h; y++) {
                int in_block = y % r->block, left = s->h - y;
                if (in_block == 0 && !next_block(s, r, left < r->block ? left : r->block))
                        return false;
                const uint8_t *row = r->lines + (size_t)(BEFORE + in_block) * r->stride + s->filtered;
                add_row(r->sum, row, len);
                zb_blown_row(r->blown, row, r->stride, y);
                if (++summed == 1 << s->shift || y + 1 == s->h) {
                        mean_row(s, r->sum, summed, out);
                        out += (size_t)s->out_w * (size_t)s->n;
                        summed = 0;
                }
        }
        s->factor = zb_blown_factor(r->blown);
        return true;
}

/* Rows by some 256 kB, which stay near the processor, and in fours, as they are unfiltered best. */
static int rows_of_block(size_t stride)
{
        enum { BYTES = 256 << 10, MOST = 256 };
        size_t n = BYTES / stride / 4 * 4;
        return n < 4 ? 4 : n > MOST ? MOST : (int)n;
}

/* The stream's checksum is not worth its time: a spoilt picture is seen. */
static void pdf_decode_decode(struct small *s)
{
        size_t len = (size_t)s->w * (size_t)s->n;
        struct pdf_decode_rows *r = calloc(1, sizeof *r);
        if (!r)
                return; /* a picture that is not made is MuPDF's */
        r->stride = len + s->filtered;
        r->block = rows_of_block(r->stride);
        r->lines = calloc((size_t)(BEFORE + r->block) * r->stride + ZB_PNG_BEYOND, 1);
        r->sum = calloc(len, sizeof *r->sum);
        r->blown = zb_blown_new(s->w, s->h, s->n);
        r->zip = zb_fast_inflater_new(s->data, s->len);
        s->pixels = malloc((size_t)s->out_w * (size_t)s->out_h * (size_t)s->n);
        if (r->lines && r->sum && r->blown && r->zip && s->pixels)
                s->done = shrink(s, r);
        zb_fast_inflater_free(r->zip);
        zb_blown_free(r->blown);
        free(r->sum);
        free(r->lines);
        free(r);
}

/* The first job is what the survey's end will look up; it takes as long as a picture and asks nothing of any.
 */
static enum zb_code pdf_decode_work(void *ctx, int job, int thread, struct zb_err *err)
{
        struct pdf *pdf = ctx;
        if (job == 0)
                zb_proof_prepare(pdf->in->options->profile);
        else
                pdf_decode_decode(&pdf->small[job - 1]);
        return ZB_OK;
}

/* ---- which pictures ---- */

static bool pdf_decode_fits(struct pdf *pdf, fz_image *image, struct small *s)
{
        const fz_compressed_buffer *buffer = fz_compressed_image_buffer(pdf->ctx, image);
        enum fz_colorspace_type type = image->colorspace ? image->colorspace->type : FZ_COLORSPACE_NONE;
        if (!buffer || !buffer->buffer || buffer->params.type != FZ_IMAGE_FLATE || image->bpc != 8 ||
            image->use_decode || image->use_colorkey || image->imagemask ||
            (double)image->w * image->h < LEAST_PIXELS || buffer->buffer->len > UINT32_MAX ||
            buffer->buffer->len < 3 ||
            (type != FZ_COLORSPACE_GRAY && type != FZ_COLORSPACE_RGB && type != FZ_COLORSPACE_CMYK))
                return false;
        int predictor = buffer->params.u.flate.predictor;
        s->filtered = predictor >= 10;
        if (predictor > 1 && !s->filtered)
                return false;
        if (s->filtered && (buffer->params.u.flate.colors != image->n || buffer->params.u.flate.bpc != 8 ||
                            buffer->params.u.flate.columns != image->w))
                return false;
        s->data = buffer->buffer->data;
        s->len = buffer->buffer->len;
        s->w = image->w;
        s->h = image->h;
        s->n = image->n;
        return true;
}

/* The largest square that still leaves more pixels than are drawn, as MuPDF chooses it. */
static int shift_of(const struct zb_mark_picture *p, double px_per_mm)
{
        int shift = 0;
        double w = p->mm_x * px_per_mm + 2, h = p->mm_y * px_per_mm + 2;
        while (shift < 6 && (p->px_w >> (shift + 1)) >= w && (p->px_h >> (shift + 1)) >= h)
                shift++;
        return shift;
}

static void pdf_decode_collect(struct pdf *pdf, double px_per_mm)
{
        fz_context *ctx = pdf->ctx;
        for (size_t i = 0; i < pdf->marks.n_pictures && pdf->n_small < MOST_SMALL; i++) {
                const struct zb_mark_picture *p = &pdf->marks.pictures[i];
                struct small s = {.shift = shift_of(p, px_per_mm)};
                bool known = p->num == 0;
                for (size_t j = 0; j < pdf->n_small && !known; j++)
                        known = pdf->small[j].num == p->num;
                if (known)
                        continue;
                pdf_obj *obj = pdf_new_indirect(ctx, pdf->doc, p->num, 0);
                fz_image *image = pdf_find_item(ctx, fz_drop_image_imp, obj);
                pdf_drop_obj(ctx, obj);
                if (!image || !pdf_decode_fits(pdf, image, &s)) {
                        fz_drop_image(ctx, image);
                        continue;
                }
                s.image = image;
                s.out_w = (s.w + (1 << s.shift) - 1) >> s.shift;
                s.out_h = (s.h + (1 << s.shift) - 1) >> s.shift;
                s.num = p->num;
                pdf->small[pdf->n_small++] = s;
        }
}

/* The largest first, so that all cores end together. */
static int by_pixels(const void *a, const void *b)
{
        const struct small *x = a, *y = b;
        double p = (double)x->w * x->h * x->n, q = (double)y->w * y->h * y->n;
        return p != q ? (p < q) - (p > q) : (x->num > y->num) - (x->num < y->num);
}

static void pdf_decode_finish(struct pdf *pdf, struct small *s)
{
        fz_context *ctx = pdf->ctx;
        fz_pixmap *pix = NULL;
        fz_var(pix);
        if (!s->done)
                return;
        fz_try(ctx)
        {
                pix = fz_new_pixmap(ctx, s->image->colorspace, s->out_w, s->out_h, NULL, 0);
                for (int y = 0; y < s->out_h; y++)
                        memcpy(pix->samples + (size_t)y * (size_t)pix->stride,
                               s->pixels + (size_t)y * (size_t)s->out_w * (size_t)s->n,
                               (size_t)s->out_w * (size_t)s->n);
                s->out = fz_new_image_from_pixmap(ctx, pix, NULL);
        }
        fz_always(ctx)
        {
                fz_drop_pixmap(ctx, pix);
        }
        fz_catch(ctx)
        {
                s->out = NULL;
        }
}

void zb_pdf_shrink_images(struct pdf *pdf, double px_per_mm)
{
        pdf->small = zb_arena_array(pdf->arena, MOST_SMALL, sizeof *pdf->small);
        if (!pdf->small)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
        pdf_decode_collect(pdf, px_per_mm);
        qsort(pdf->small, pdf->n_small, sizeof *pdf->small, by_pixels);
        enum zb_code code = zb_pool_ordered(pdf->in->options->threads, (int)pdf->n_small + 1, 0, pdf_decode_work,
                                            NULL, pdf, pdf->err);
        for (size_t i = 0; i < pdf->n_small; i++) {
                pdf_decode_finish(pdf, &pdf->small[i]);
                for (size_t p = 0; p < pdf->marks.n_pictures; p++)
                        if (pdf->marks.pictures[p].num == pdf->small[i].num)
                                pdf->marks.pictures[p].upsampled = pdf->small[i].factor;
                free(pdf->small[i].pixels);
                pdf->small[i].pixels = NULL;
        }
        zb_pdf_check(pdf, code);
}

fz_image *zb_pdf_small_image(struct pdf *pdf, fz_image *image)
{
        for (size_t i = 0; i < pdf->n_small; i++)
                if (pdf->small[i].image == image && pdf->small[i].out)
                        return pdf->small[i].out;
        return image;
}

void zb_pdf_drop_small(struct pdf *pdf)
{
        for (size_t i = 0; i < pdf->n_small; i++) {
                fz_drop_image(pdf->ctx, pdf->small[i].image);
                fz_drop_image(pdf->ctx, pdf->small[i].out);
        }
}

void zb_inspect_pdf_versions(struct zb_libraries *list)
{
        /* It does not tell at run time; it is linked whole. */
        zb_libraries_add(list, "MuPDF", FZ_VERSION);
        zb_deflate_versions(list);
}
