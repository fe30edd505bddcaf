/* SPDX-License-Identifier: Apache-2.0 */
/* The survey: one look at every pixel of a sheet, whatever format it came from. A board of 195 million pixels
 * passes at the speed of memory: the rows are first added up in squares (about a third of a millimetre wide),
 * and all that is counted is counted on the means. Total ink is judged in patches of 2 × 2 mm, for that is
 * what dries badly; a noisy pixel or an edge between two plates is not. Rows come as they are stored; only
 * the few small planes that are left are turned as the file's orientation asks (survey_end.c). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "survey_priv.h"

enum { SURVEY_PPI = 72, SMALL_PPI = 36 };
enum { MOST_PIXELS = 24 << 20 }; /* of the survey; larger sheets are surveyed more coarsely */
enum { MOST_SHRINK = 64 };       /* 64 rows of 255 fit a sum of 16 bits, and their squares' means are exact */
#define GRID_MM 1.0

/* ---- rows → means ---- */

ZB_CLONES static void add_rows(uint16_t *restrict sum, const uint8_t *restrict px, size_t stride, int n_rows,
                               size_t n)
{
        int y = 0;
        for (; y + 4 <= n_rows; y += 4) {
                const uint8_t *a = px + (size_t)y * stride, *b = a + stride, *c = b + stride, *d = c + stride;
                for (size_t i = 0; i < n; i++)
                        sum[i] = (uint16_t)(sum[i] + a[i] + b[i] + c[i] + d[i]);
        }
        for (; y < n_rows; y++) {
                const uint8_t *a = px + (size_t)y * stride;
                for (size_t i = 0; i < n; i++)
                        sum[i] = (uint16_t)(sum[i] + a[i]);
        }
}

ZB_INLINE void means_of(const uint16_t *restrict sum, uint8_t *restrict out, int n, int shrink, int channels,
                        uint32_t part)
{
        for (int x = 0; x < n; x++, sum += shrink * channels, out += channels)
                for (int c = 0; c < channels; c++) {
                        uint32_t all = 0;
                        for (int i = 0; i < shrink; i++)
                                all += sum[i * channels + c];
                        out[c] = (uint8_t)((all * part + (1u << 23)) >> 24);
                }
}

/* One over the number of pixels in a mean, in 1/2^24. */
static uint32_t part_of(int pixels)
{
        return ((1u << 24) + (uint32_t)pixels / 2) / (uint32_t)pixels;
}

ZB_CLONES static void means_of_rows(const uint16_t *sum, uint8_t *out, int px_w, int shrink, int channels, int rows)
{
        int whole = px_w / shrink, rest = px_w % shrink;
        uint32_t part = part_of(shrink * rows);
        if (shrink == 4 && channels == 4) /* 300 ppi: the compiler unrolls it */
                means_of(sum, out, whole, 4, 4, part);
        else
                means_of(sum, out, whole, shrink, channels, part);
        if (rest)
                means_of(sum + (size_t)whole * (size_t)(shrink * channels), out + (size_t)whole * channels, 1, rest,
                         channels, part_of(rest * rows));
}

/* ---- a row of means ---- */

/* Total ink, and a grey as a telephone's camera sees it: good enough to tell dark from light. */
ZB_CLONES static void survey_weigh(const uint8_t *restrict ink, uint16_t *restrict total, uint8_t *restrict grey,
                                   int n)
{
        for (int x = 0; x < n; x++) {
                unsigned c = ink[4 * x], m = ink[4 * x + 1], y = ink[4 * x + 2], k = ink[4 * x + 3];
                total[x] = (uint16_t)(c + m + y + k);
                unsigned light = 255 - (77 * c + 150 * m + 29 * y) / 256;
                grey[x] = (uint8_t)(light * (255 - k) / 255);
        }
}

ZB_CLONES static void add_plates(const uint8_t *ink, int n, uint64_t plates[4])
{
        uint32_t sum[4] = {0}; /* 2^24 pixels fit */
        for (int x = 0; x < n; x++)
                for (int c = 0; c < 4; c++)
                        sum[c] += ink[4 * x + c];
        for (int c = 0; c < 4; c++)
                plates[c] += sum[c];
}

/* In four tables, one for each of four neighbours: of a flat ground all are of one total, and a counter that
 * is counted up again at once is waited for. */
static void count_totals(const uint16_t *total, int n, uint64_t counts[ZB_COUNTERS][ZB_TOTALS])
{
        int x = 0;
        for (; x + ZB_COUNTERS <= n; x += ZB_COUNTERS)
                for (int i = 0; i < ZB_COUNTERS; i++)
                        counts[i][total[x + i]]++;
        for (; x < n; x++)
                counts[0][total[x]]++;
}

/* Four plates of n small pixels from their sums, each of so many pixels. */
ZB_CLONES static void small_means(const uint32_t *restrict sum, uint8_t *restrict out, int n, uint32_t pixels)
{
        if (pixels > MOST_SHRINK * MOST_SHRINK) { /* too many for the shorter way */
                for (int i = 0; i < 4 * n; i++)
                        out[i] = (uint8_t)((sum[i] + pixels / 2) / pixels);
                return;
        }
        uint32_t part = part_of((int)pixels);
        for (int i = 0; i < 4 * n; i++)
                out[i] = (uint8_t)((sum[i] * part + (1u << 23)) >> 24);
}

static void small_flush(struct zb_survey *s)
{
        uint8_t *out = s->small + (size_t)s->small_y * (size_t)s->small_w * 4;
        int last = s->small_w - 1;
        small_means(s->small_sum, out, last, (uint32_t)(s->step * s->small_summed));
        small_means(s->small_sum + 4 * last, out + 4 * last, 1,
                    (uint32_t)((s->w - last * s->step) * s->small_summed));
        memset(s->small_sum, 0, (size_t)s->small_w * 4 * sizeof *s->small_sum);
        s->small_summed = 0;
        s->small_y++;
}

ZB_INLINE void add_steps(uint32_t *restrict sum, const uint8_t *restrict px, int n, int step)
{
        for (int x = 0; x < n; x++, sum += 4, px += 4 * step)
                for (int i = 0; i < step; i++)
                        for (int c = 0; c < 4; c++)
                                sum[c] += px[4 * i + c];
}

ZB_CLONES static void small_sums(uint32_t *sum, const uint8_t *px, int w, int step)
{
        int whole = w / step;
        if (step == 2) /* 72 ppi to 36: the compiler unrolls it */
                add_steps(sum, px, whole, 2);
        else
                add_steps(sum, px, whole, step);
        if (w % step)
                add_steps(sum + 4 * whole, px + (size_t)4 * (size_t)(whole * step), 1, w % step);
}

static void small_add(struct zb_survey *s, const uint8_t *ink)
{
        small_sums(s->small_sum, ink, s->w, s->step);
        if (++s->small_summed == s->step)
                small_flush(s);
}

static void grid_flush(struct zb_survey *s)
{
        uint16_t *out = s->grid + (size_t)s->grid_y * (size_t)s->grid_w;
        for (int g = 0; g < s->grid_w; g++) {
                double n = (double)(s->grid_first[g + 1] - s->grid_first[g]) * s->grid_summed;
                out[g] = (uint16_t)(s->grid_sum[g] * ZB_SQUARE_ONE / n + 0.5);
        }
        memset(s->grid_sum, 0, (size_t)s->grid_w * sizeof *s->grid_sum);
        s->grid_summed = 0;
        s->grid_y++;
}

static void grid_add(struct zb_survey *s)
{
        for (int g = 0; g < s->grid_w; g++) {
                uint32_t sum = 0;
                for (int x = s->grid_first[g]; x < s->grid_first[g + 1]; x++)
                        sum += s->total[x];
                s->grid_sum[g] += sum;
        }
        s->grid_summed++;
        if ((int64_t)(s->y + 1) * s->grid_h / s->h > s->grid_y)
                grid_flush(s);
}

/* Ink of a row of the file's colours; grey prints in black alone. */
static const uint8_t *survey_ink_of(struct zb_survey *s, const uint8_t *row)
{
        if (s->channels == 4)
                return row;
        if (s->to_ink)
                zb_transform_run(s->to_ink, row, s->ink, (size_t)s->w, 400);
        else
                for (int x = 0; x < s->w; x++)
                        s->ink[4 * x + 3] = (uint8_t)(255 - row[x]);
        return s->ink;
}

/* A row of survey pixels, in the file's colours. */
static void take_row(struct zb_survey *s, const uint8_t *row)
{
        const uint8_t *ink = survey_ink_of(s, row);
        small_add(s, ink);
        if (!zb_survey_is_small(s)) {
                size_t at = s->kind == ZB_SURVEY_SHEET ? (size_t)s->y * (size_t)s->w : 0;
                survey_weigh(ink, s->total, s->grey + at, s->w);
                count_totals(s->total, s->w, s->n_total);
                add_plates(ink, s->w, s->plate_sum);
                grid_add(s);
        }
        s->y++;
}

static void row_done(struct zb_survey *s)
{
        means_of_rows(s->sum, s->means, s->px_w, s->shrink, s->channels, s->summed);
        memset(s->sum, 0, (size_t)s->px_w * (size_t)s->channels * sizeof *s->sum);
        s->summed = 0;
        take_row(s, s->means);
}

void zb_survey_rows(struct zb_survey *s, const uint8_t *px, size_t stride, int n)
{
        if (n > s->px_h - s->px_y)
                n = s->px_h - s->px_y;
        for (int i = 0; s->detail && i < n; i++)
                zb_detail_row(s->detail, s->px_y + i, px + (size_t)i * stride, s->channels);
        s->px_y += n;
        for (; s->shrink == 1 && n > 0; n--, px += stride)
                take_row(s, px);
        while (n > 0) {
                int now = s->shrink - s->summed < n ? s->shrink - s->summed : n;
                add_rows(s->sum, px, stride, now, (size_t)s->px_w * (size_t)s->channels);
                s->summed += now;
                px += (size_t)now * stride;
                n -= now;
                if (s->summed == s->shrink)
                        row_done(s);
        }
}

void zb_survey_flush(struct zb_survey *s)
{
        if (s->summed > 0)
                row_done(s);
        if (s->small_summed > 0)
                small_flush(s);
        if (s->grid_summed > 0 && s->grid_y < s->grid_h)
                grid_flush(s);
}

/* ---- a new one ---- */

static int parts(int n, int of)
{
        return n / of + (n % of != 0);
}

static bool sideways(int orientation)
{
        return orientation >= 5;
}

/* How the sheet is divided. */
static void divide(struct zb_survey *s)
{
        const struct zb_derivation *o = s->d;
        double w_mm = sideways(s->orientation) ? s->box.h : s->box.w,
               h_mm = sideways(s->orientation) ? s->box.w : s->box.h;
        double wanted = o->survey_ppi > 0 ? o->survey_ppi : SURVEY_PPI;
        double ppi = fmin(s->px_w / (w_mm / 25.4), s->px_h / (h_mm / 25.4));
        double shrink = fmin(fmax(floor(ppi / wanted + 1e-6), 1), MOST_SHRINK);
        s->shrink = (int)shrink;
        while (s->shrink < MOST_SHRINK &&
               (int64_t)parts(s->px_w, s->shrink) * parts(s->px_h, s->shrink) > MOST_PIXELS)
                s->shrink++;
        s->w = parts(s->px_w, s->shrink);
        s->h = parts(s->px_h, s->shrink);
        double small =
                o->view_ppi > 0 && s->kind != ZB_SURVEY_GROUND && s->kind != ZB_SURVEY_INK ? o->view_ppi : SMALL_PPI;
        s->step = (int)fmin(fmax(round(ppi / s->shrink / small), 1), 1000);
        s->small_w = parts(s->w, s->step);
        s->small_h = parts(s->h, s->step);
        s->grid_w = (int)fmin(fmax(floor(w_mm / GRID_MM), 1), s->w);
        s->grid_h = (int)fmin(fmax(floor(h_mm / GRID_MM), 1), s->h);
}

static bool allocate(struct zb_survey *s)
{
        size_t w = (size_t)s->w, c = (size_t)s->channels;
        s->sum = calloc((size_t)s->px_w * c, sizeof *s->sum);
        s->means = calloc(w * c, 1);
        s->ink = calloc(w * 4, 1);
        s->total = calloc(w, sizeof *s->total);
        s->grey = calloc(w, s->kind == ZB_SURVEY_SHEET ? (size_t)s->h : 1);
        s->small_sum = calloc((size_t)s->small_w * 4, sizeof *s->small_sum);
        s->small = calloc((size_t)s->small_w * 4, (size_t)s->small_h);
        s->grid_first = calloc((size_t)s->grid_w + 1, sizeof *s->grid_first);
        s->grid_sum = calloc((size_t)s->grid_w, sizeof *s->grid_sum);
        s->grid = calloc((size_t)s->grid_w * sizeof *s->grid, (size_t)s->grid_h);
        return s->sum && s->means && s->ink && s->total && s->grey && s->small_sum && s->small && s->grid_first &&
               s->grid_sum && s->grid;
}

enum zb_code zb_survey_open(struct zb_derivation *d, const struct zb_survey_source *source, struct zb_survey **ret,
                            struct zb_err *err)
{
        static const int channels[] = {[ZB_GRAY8] = 1, [ZB_RGB8] = 3, [ZB_CMYK8] = 4};
        struct zb_survey *s = calloc(1, sizeof *s);
        if (!s)
                return zb_err_nomem(err);
        s->d = d;
        s->box = source->box;
        s->orientation = source->orientation >= 1 && source->orientation <= 8 ? source->orientation : 1;
        s->channels = channels[source->space];
        s->own_ink = source->space != ZB_RGB8;
        s->kind = source->kind;
        s->px_w = source->px_w;
        s->px_h = source->px_h;
        divide(s);
        enum zb_code code = allocate(s) ? ZB_OK : zb_err_nomem(err);
        if (!code && source->space == ZB_RGB8)
                code = zb_transform_new(d->profile, ZB_RGB8, source->icc, source->icc_len, &s->to_ink, NULL, err);
        if (code) {
                zb_survey_free(s);
                return code;
        }
        if (d->facts->raster.known && source->reduced <= 1 && s->kind == ZB_SURVEY_SHEET)
                s->detail = zb_detail_new(s->px_w, s->px_h);
        for (int g = 0; g <= s->grid_w; g++)
                s->grid_first[g] = (int)((int64_t)g * s->w / s->grid_w);
        *ret = s;
        return ZB_OK;
}

void zb_survey_free(struct zb_survey *s)
{
        if (!s)
                return;
        zb_transform_free(s->to_ink);
        free(s->sum);
        free(s->ink);
        free(s->means);
        free(s->total);
        free(s->grey);
        free(s->small_sum);
        free(s->small);
        free(s->grid_first);
        free(s->grid_sum);
        free(s->grid);
        free(s->detail);
        free(s);
}
