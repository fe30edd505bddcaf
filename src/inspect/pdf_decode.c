/* SPDX-License-Identifier: Apache-2.0 */
/* Large deflated pictures made small before the sheet is drawn: inflated row by row on all cores, PNG's
 * filters undone, each square of pixels averaged to one. A board holds 200 MB of pixels and the survey needs
 * a sixteenth of them; MuPDF would take them one byte at a time, one picture after the other. Whatever is not
 * plain 8-bit Flate is left to MuPDF, and so is whatever turns out to be damaged. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "pdf_priv.h"

enum { LEAST_PIXELS = 500000, MOST_SMALL = 256, ROW_STEP = 8, COLUMN_STEP = 8 };

struct small {
        fz_image *image, *out; /* kept */
        const uint8_t *data;
        size_t len;
        int w, h, n, shift, out_w, out_h, num;
        bool filtered, done;
        int factor;                    /* how often it was blown up; 0 unknown */
        uint32_t *across[3], *down[3]; /* differences by column and row, while it is looked at */
        uint8_t *pixels;
};

/* ---- PNG's filters (RFC 2083, 6), n bytes a pixel ---- */

typedef int16_t four __attribute__((vector_size(8))); /* a pixel's channels side by side */

static inline four load(const uint8_t *p, size_t n)
{
        return n == 4   ? (four){p[0], p[1], p[2], p[3]}
               : n == 3 ? (four){p[0], p[1], p[2], 0}
                        : (four){p[0], 0, 0, 0};
}

static inline four size_of(four v)
{
        four sign = v >> 15;
        return (v ^ sign) - sign;
}

static inline four paeth(four a, four b, four c)
{
        four to_a = b - c, to_b = a - c, pa = size_of(to_a), pb = size_of(to_b), pc = size_of(to_a + to_b);
        four use_a = (pa <= pb) & (pa <= pc), use_b = ~use_a & (pb <= pc);
        return (use_a & a) | (use_b & b) | (~(use_a | use_b) & c);
}

/* Inlined once for each filter and pixel size, so that neither is asked for in the loop. */
static inline __attribute__((always_inline)) void unfilter_row(uint8_t *row, const uint8_t *above, size_t len,
                                                               int type, size_t n)
{
        four left = {0}, corner = {0};
        for (size_t i = 0; i + n <= len; i += n) {
                four up = load(above + i, n), v = load(row + i, n);
                v += type == 1 ? left : type == 3 ? (left + up) >> 1 : paeth(left, up, corner);
                left = v & 255;
                corner = up;
                for (size_t c = 0; c < n; c++)
                        row[i + c] = (uint8_t)left[c];
        }
}

static inline __attribute__((always_inline)) void unfilter_n(uint8_t *row, const uint8_t *above, size_t len,
                                                             int type, size_t n)
{
        if (type == 1)
                unfilter_row(row, above, len, 1, n);
        else if (type == 3)
                unfilter_row(row, above, len, 3, n);
        else
                unfilter_row(row, above, len, 4, n);
}

static bool unfilter(uint8_t *row, const uint8_t *above, size_t len, int type, int n)
{
        if (type < 0 || type > 4)
                return false;
        if (type == 2)
                for (size_t i = 0; i < len; i++)
                        row[i] = (uint8_t)(row[i] + above[i]);
        else if (type != 0 && n == 4)
                unfilter_n(row, above, len, type, 4);
        else if (type != 0 && n == 3)
                unfilter_n(row, above, len, type, 3);
        else if (type != 0)
                unfilter_n(row, above, len, type, 1);
        return true;
}

/* ---- squares to pixels ---- */

static void add_row(uint16_t *sum, const uint8_t *row, size_t len)
{
        for (size_t i = 0; i < len; i++)
                sum[i] = (uint16_t)(sum[i] + row[i]);
}

/* Sums of `rows` rows to one row of means; the last square of a row may be narrower. */
static void mean_row(const struct small *s, uint16_t *sum, int rows, uint8_t *out)
{
        int side = 1 << s->shift;
        for (int x = 0; x < s->out_w; x++) {
                int from = x << s->shift, cols = s->w - from < side ? s->w - from : side;
                uint32_t total[4] = {0}, count = (uint32_t)(cols * rows);
                for (int i = 0; i < cols; i++)
                        for (int c = 0; c < s->n; c++)
                                total[c] += sum[(size_t)(from + i) * (size_t)s->n + (size_t)c];
                for (int c = 0; c < s->n; c++)
                        *out++ = (uint8_t)((total[c] + count / 2) / count);
        }
        memset(sum, 0, (size_t)s->w * (size_t)s->n * sizeof *sum);
}

/* ---- blown up? ---- */

/* A picture that was enlarged k times has its detail at every k-th place and less between: its differences,
 * summed by their place modulo k, gather in one phase (after Gallagher, "Detection of linear and cubic
 * interpolation", 2005; whole factors only). Of the first order where pixels were repeated; of the second
 * (centred on a pixel) where an odd factor was interpolated, of the third (centred between two) where an even
 * one was. */
enum { MOST_FACTOR = 8, ORDERS = 3 };

/* How much more than its share the strongest phase has; 1: none. */
static double gathered(const uint32_t *v, int n, int k)
{
        double phase[MOST_FACTOR] = {0}, sum = 0, most = 0;
        int whole = n - n % k;
        for (int i = 0; i < whole; i++)
                phase[i % k] += v[i];
        for (int i = 0; i < k; i++) {
                sum += phase[i];
                most = fmax(most, phase[i]);
        }
        return sum > 0 ? most * k / sum : 1;
}

/* In both directions, of the order that shows it best. */
static double gathered_by(const struct small *s, int k)
{
        double e = 0;
        for (int order = 0; order < ORDERS; order++)
                e = fmax(e, fmin(gathered(s->across[order] + 2, s->w - 4, k),
                                 gathered(s->down[order] + 2, s->h - 4, k)));
        return e;
}

/* Thresholds from photographs and noise, enlarged by repeating, linearly, cubically, by Lanczos: untouched
 * ones stay below 1.06. The blocks of a coarse JPEG show at eight, more than at two or four. Three places
 * that gather a little may come from three times or from one and a half: the smaller is said, rounded. */
static int factor_of(const struct small *s)
{
        uint64_t energy = 0;
        for (int x = 0; x < s->w; x++)
                energy += s->across[0][x];
        if ((double)energy < 0.05 * s->w * s->h / ROW_STEP) /* too smooth to tell */
                return 0;
        double e2 = gathered_by(s, 2), e3 = gathered_by(s, 3), e4 = gathered_by(s, 4), e5 = gathered_by(s, 5);
        double e6 = gathered_by(s, 6), e8 = gathered_by(s, 8);
        if (e6 > 1.3 && e6 > e3 + 0.2 && e6 > e2 + 0.2)
                return 6;
        if (e5 > 1.3)
                return 5;
        if (e3 > 1.2)
                return e3 > 1.7 ? 3 : 2;
        if (e4 > 1.12 && e4 > 1.07 * e2 && e8 < 1.08 * e4)
                return 4;
        return e2 > 1.18 && e8 < 1.12 * e2 ? 2 : 1;
}

/* Differences of four neighbours a, b, c, d. */
static inline void differ(uint32_t *first, uint32_t *second, uint32_t *third, int a, int b, int c, int d)
{
        *first += (uint32_t)abs(c - b);
        *second += (uint32_t)abs(2 * b - a - c);
        *third += (uint32_t)abs(d - 3 * c + 3 * b - a);
}

static void look(struct small *s, uint8_t *const *rows, int y)
{
        int n = s->n, channel = n == 1 ? 0 : 1; /* green, magenta */
        const uint8_t *row = rows[0] + 1 + channel;
        if (y >= 3) {
                uint32_t sum[ORDERS] = {0};
                const uint8_t *a = rows[3] + 1 + channel, *b = rows[2] + 1 + channel,
                              *c = rows[1] + 1 + channel;
                for (int i = 0; i < s->w * n; i += COLUMN_STEP * n)
                        differ(&sum[0], &sum[1], &sum[2], a[i], b[i], c[i], row[i]);
                for (int order = 0; order < ORDERS; order++)
                        s->down[order][y - 2] = sum[order];
        }
        if (y % ROW_STEP != 0)
                return;
        for (int x = 1; x + 2 < s->w; x++) {
                int i = x * n;
                differ(&s->across[0][x], &s->across[1][x], &s->across[2][x], row[i - n], row[i], row[i + n],
                       row[i + 2 * n]);
        }
}

/* ---- one picture ---- */

struct rows {
        z_stream zip;
        uint8_t *lines[4]; /* the last four, the newest first; with the filter's byte in front */
        uint16_t *sum;
};

static bool next_row(const struct small *s, struct rows *r)
{
        size_t len = (size_t)s->w * (size_t)s->n + s->filtered;
        uint8_t *line = r->lines[3];
        memmove(r->lines + 1, r->lines, 3 * sizeof *r->lines);
        r->lines[0] = line;
        r->zip.next_out = line + !s->filtered;
        r->zip.avail_out = (uInt)len;
        while (r->zip.avail_out > 0) {
                int state = inflate(&r->zip, Z_NO_FLUSH);
                if (state == Z_STREAM_END)
                        break;
                if (state != Z_OK)
                        return false;
        }
        return r->zip.avail_out == 0 &&
               (!s->filtered || unfilter(line + 1, r->lines[1] + 1, len - 1, line[0], s->n));
}

static bool shrink(struct small *s, struct rows *r)
{
        size_t len = (size_t)s->w * (size_t)s->n;
        uint8_t *out = s->pixels;
        for (int y = 0, summed = 0; y < s->h; y++) {
                if (!next_row(s, r))
                        return false;
                add_row(r->sum, r->lines[0] + 1, len);
                look(s, r->lines, y);
                if (++summed == 1 << s->shift || y + 1 == s->h) {
                        mean_row(s, r->sum, summed, out);
                        out += (size_t)s->out_w * (size_t)s->n;
                        summed = 0;
                }
        }
        s->factor = factor_of(s);
        return true;
}

/* Everything that the rows need, in one block: nothing to leak when it fails. Raw deflate behind zlib's two
 * bytes of header: the checksum is not worth its time, a spoilt picture is seen. */
static enum zb_code work(void *ctx, int job, int thread, struct zb_err *err)
{
        struct small *s = &((struct small *)ctx)[job];
        size_t len = (size_t)s->w * (size_t)s->n, w = (size_t)s->w, h = (size_t)s->h;
        struct rows r = {.zip = {.next_in = (Bytef *)s->data + 2, .avail_in = (uInt)s->len - 2}};
        uint32_t *counts = calloc(ORDERS * (w + h), sizeof *counts);
        uint8_t *lines = calloc(4, len + 1);
        r.sum = calloc(len, sizeof *r.sum);
        s->pixels = malloc((size_t)s->out_w * (size_t)s->out_h * (size_t)s->n);
        if (counts && lines && r.sum && s->pixels && inflateInit2(&r.zip, -MAX_WBITS) == Z_OK) {
                for (int i = 0; i < 4; i++)
                        r.lines[i] = lines + (size_t)i * (len + 1);
                for (size_t i = 0; i < ORDERS; i++) {
                        s->across[i] = counts + i * w;
                        s->down[i] = counts + ORDERS * w + i * h;
                }
                s->done = shrink(s, &r);
                inflateEnd(&r.zip);
        }
        free(counts);
        free(lines);
        free(r.sum);
        return ZB_OK; /* a picture that is not made is MuPDF's */
}

/* ---- which pictures ---- */

static bool fits(struct pdf *pdf, fz_image *image, struct small *s)
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
static int shift_of(const struct pdf_picture *p, double px_per_mm)
{
        int shift = 0;
        double w = p->mm_x * px_per_mm + 2, h = p->mm_y * px_per_mm + 2;
        while (shift < 6 && (p->px_w >> (shift + 1)) >= w && (p->px_h >> (shift + 1)) >= h)
                shift++;
        return shift;
}

static void collect(struct pdf *pdf, double px_per_mm)
{
        fz_context *ctx = pdf->ctx;
        for (size_t i = 0; i < pdf->n_pictures && pdf->n_small < MOST_SMALL; i++) {
                const struct pdf_picture *p = &pdf->pictures[i];
                struct small s = {.shift = shift_of(p, px_per_mm)};
                bool known = p->num == 0;
                for (size_t j = 0; j < pdf->n_small && !known; j++)
                        known = pdf->small[j].num == p->num;
                if (known)
                        continue;
                pdf_obj *obj = pdf_new_indirect(ctx, pdf->doc, p->num, 0);
                fz_image *image = pdf_find_item(ctx, fz_drop_image_imp, obj);
                pdf_drop_obj(ctx, obj);
                if (!image || !fits(pdf, image, &s)) {
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

static void finish(struct pdf *pdf, struct small *s)
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
        collect(pdf, px_per_mm);
        qsort(pdf->small, pdf->n_small, sizeof *pdf->small, by_pixels);
        enum zb_code code = zb_pool_ordered(pdf->in->options->threads, (int)pdf->n_small, 0, work, NULL,
                                            pdf->small, pdf->err);
        for (size_t i = 0; i < pdf->n_small; i++) {
                finish(pdf, &pdf->small[i]);
                for (size_t p = 0; p < pdf->n_pictures; p++)
                        if (pdf->pictures[p].num == pdf->small[i].num)
                                pdf->pictures[p].upsampled = pdf->small[i].factor;
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
