/* SPDX-License-Identifier: Apache-2.0 */
/* Two fingerprints of a board that went through different programs never agree to the pixel: another profile
 * shifts every colour, JPEG adds noise, a trim of half a pixel moves every edge. So the second picture is
 * laid over the first by their trims, each is recoloured into the other's tones, both are
 * smoothed, and a pixel only differs when it lies beyond all that is around it on the other picture. What is
 * left over stands together in spots: something that was moved, changed or is missing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "same_priv.h"

/* Levels of 255 in one channel. Smoothed noise and foreign profiles stay below. */
#define TOLERANCE 30.0f
/* A spot is more than a stray pixel. */
enum { LEAST_PIXELS = 6 };
/* Another board: hardly anything is where it was, or so much differs in so many places that no one would call
 * it the same, though one template gives both their bands and grounds. */
#define LEAST_CORRELATION 0.5
#define OTHER_SHARE       0.5
#define MANY_SHARE        0.15
enum { MANY_SPOTS = 40 };

struct planes {
        int w, h;
        float *a, *b;  /* w × h × 3 */
        float *work;   /* the same */
        uint8_t *mark; /* w × h: 1 differs */
};

/* ---- laying one over the other ---- */

static struct zb_rect on_trim(const struct zb_print *p) /* the picture's box in shares of the trim */
{
        return (struct zb_rect){(p->box.x - p->trim.x) / p->trim.w, (p->box.y - p->trim.y) / p->trim.h,
                                p->box.w / p->trim.w, p->box.h / p->trim.h};
}

/* Colour c at x, y (in pixels, centres at .5) of p, between its pixels. */
static float sample(const struct zb_print *p, double x, double y, int c)
{
        x = fmin(fmax(x - 0.5, 0), p->w - 1);
        y = fmin(fmax(y - 0.5, 0), p->h - 1);
        int x0 = (int)x, y0 = (int)y, x1 = x0 + 1 < p->w ? x0 + 1 : x0, y1 = y0 + 1 < p->h ? y0 + 1 : y0;
        double fx = x - x0, fy = y - y0;
        const uint8_t *top = p->rgb + 3 * (size_t)y0 * (size_t)p->w,
                      *low = p->rgb + 3 * (size_t)y1 * (size_t)p->w;
        double upper = top[3 * x0 + c] * (1 - fx) + top[3 * x1 + c] * fx;
        double lower = low[3 * x0 + c] * (1 - fx) + low[3 * x1 + c] * fx;
        return (float)(upper * (1 - fy) + lower * fy);
}

/* Both pictures of the trim alone, on one grid. */
static void lay(const struct zb_print *p, float *to, int w, int h)
{
        struct zb_rect box = on_trim(p);
        for (int y = 0; y < h; y++)
                for (int x = 0; x < w; x++)
                        for (int c = 0; c < 3; c++)
                                *to++ = sample(p, ((x + 0.5) / w - box.x) / box.w * p->w,
                                               ((y + 0.5) / h - box.y) / box.h * p->h, c);
}

static void smooth(const float *from, float *to, int w, int h)
{
        for (int y = 0; y < h; y++)
                for (int x = 0; x < w; x++)
                        for (int c = 0; c < 3; c++) {
                                float sum = 0;
                                int n = 0;
                                for (int v = y > 0 ? y - 1 : 0; v <= y + 1 && v < h; v++)
                                        for (int u = x > 0 ? x - 1 : 0; u <= x + 1 && u < w; u++, n++)
                                                sum += from[3 * (v * w + u) + c];
                                to[3 * (y * w + x) + c] = sum / (float)n;
                        }
}

/* ---- colours ---- */

enum { BINS = 16, LEVELS = 256 };

static int bin_of(float v)
{
        return (int)fminf(fmaxf(v * BINS / LEVELS, 0), BINS - 1);
}

/* The level of `to` that most often stands where `from` lies in a bin: medians, so that what differs in a few
 * places does not bend the curve. Bins that hardly occur follow their neighbours. */
static void curve(const float *from, const float *to, int c, int n, float at[BINS])
{
        uint32_t counts[BINS][LEVELS] = {{0}};
        int known[BINS], n_known = 0;
        for (int i = c; i < 3 * n; i += 3)
                counts[bin_of(from[i])][(int)fminf(fmaxf(to[i], 0), LEVELS - 1)]++;
        for (int bin = 0; bin < BINS; bin++) {
                uint32_t sum = 0, half = 0;
                int level = 0;
                for (int v = 0; v < LEVELS; v++)
                        sum += counts[bin][v];
                while (level < LEVELS - 1 && 2 * (half += counts[bin][level]) < sum)
                        level++;
                at[bin] = (float)level;
                if (sum > (uint32_t)n / 500)
                        known[n_known++] = bin;
        }
        for (int bin = 0, k = 0; bin < BINS && n_known > 0; bin++) {
                while (k + 1 < n_known && known[k + 1] <= bin)
                        k++;
                int left = known[k], right = k + 1 < n_known ? known[k + 1] : left;
                float width = LEVELS / BINS;
                if (bin < left || left == right)
                        at[bin] = at[left] + (float)(bin - left) * width;
                else if (bin > left)
                        at[bin] = at[left] +
                                  (at[right] - at[left]) * (float)(bin - left) / (float)(right - left);
        }
}

/* `from` in the colours of `to`, channel by channel. */
static void recolour(const float *from, const float *to, float *out, int n)
{
        for (int c = 0; c < 3; c++) {
                float at[BINS];
                curve(from, to, c, n, at);
                for (int i = c; i < 3 * n; i += 3) {
                        float x = fminf(fmaxf(from[i] * BINS / LEVELS - 0.5f, 0), BINS - 1);
                        int left = (int)x, right = left + 1 < BINS ? left + 1 : left;
                        out[i] = at[left] + (at[right] - at[left]) * (x - (float)left);
                }
        }
}

/* Correlation of the two pictures' lightness; 1 where neither has any shape. */
static double correlation(const struct planes *p)
{
        double n = (double)p->w * p->h, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
        for (int i = 0; i < 3 * p->w * p->h; i += 3) {
                double a = 0.3 * p->a[i] + 0.6 * p->a[i + 1] + 0.1 * p->a[i + 2];
                double b = 0.3 * p->b[i] + 0.6 * p->b[i + 1] + 0.1 * p->b[i + 2];
                sa += a;
                sb += b;
                saa += a * a;
                sbb += b * b;
                sab += a * b;
        }
        double va = saa / n - sa / n * (sa / n), vb = sbb / n - sb / n * (sb / n);
        if (va < 4 && vb < 4)
                return 1;
        return va > 0 && vb > 0 ? (sab / n - sa / n * (sb / n)) / sqrt(va * vb) : 0;
}

/* ---- what differs ---- */

/* Is this colour farther than the tolerance from all that lies between the colours of the pixels around it on
 * `other`? Between: an edge that moved by half a pixel gives a colour that neither picture has. */
static bool alone(const float *one, const float *other, int x, int y, int w, int h)
{
        for (int c = 0; c < 3; c++) {
                float v = one[3 * (y * w + x) + c], least = INFINITY, most = -INFINITY;
                for (int row = y > 0 ? y - 1 : 0; row <= y + 1 && row < h; row++)
                        for (int col = x > 0 ? x - 1 : 0; col <= x + 1 && col < w; col++) {
                                least = fminf(least, other[3 * (row * w + col) + c]);
                                most = fmaxf(most, other[3 * (row * w + col) + c]);
                        }
                if (v < least - TOLERANCE || v > most + TOLERANCE)
                        return true;
        }
        return false;
}

/* Marks what of `one` is alone on `other` and the other way round. */
static void mark(struct planes *p, const float *one, const float *other)
{
        for (int y = 0; y < p->h; y++)
                for (int x = 0; x < p->w; x++)
                        p->mark[y * p->w + x] |=
                                alone(one, other, x, y, p->w, p->h) || alone(other, one, x, y, p->w, p->h);
}

struct region {
        int x0, y0, x1, y1, n; /* x1, y1 inside */
};

/* Takes the marked pixels that hang together with the one at start, gaps of one pixel included. */
static struct region take_region(struct planes *p, int start, int *stack)
{
        struct region r = {p->w, p->h, 0, 0, 0};
        int top = 0;
        stack[top++] = start;
        p->mark[start] = 0;
        while (top > 0) {
                int at = stack[--top], x = at % p->w, y = at / p->w;
                r.x0 = x < r.x0 ? x : r.x0;
                r.y0 = y < r.y0 ? y : r.y0;
                r.x1 = x > r.x1 ? x : r.x1;
                r.y1 = y > r.y1 ? y : r.y1;
                r.n++;
                for (int v = y > 1 ? y - 2 : 0; v <= y + 2 && v < p->h; v++)
                        for (int u = x > 1 ? x - 2 : 0; u <= x + 2 && u < p->w; u++)
                                if (p->mark[v * p->w + u]) {
                                        p->mark[v * p->w + u] = 0;
                                        stack[top++] = v * p->w + u;
                                }
        }
        return r;
}

/* Without its edge, which is smoothed into what lies around it. */
static struct region inner(struct region r)
{
        int x = r.x1 - r.x0 > 5 ? 2 : r.x1 - r.x0 > 3, y = r.y1 - r.y0 > 5 ? 2 : r.y1 - r.y0 > 3;
        return (struct region){r.x0 + x, r.y0 + y, r.x1 - x, r.y1 - y, r.n};
}

/* How much shape a picture has inside a region: the spread of its lightness. */
static double shape(const float *rgb, const struct planes *p, struct region r)
{
        double n = 0, sum = 0, square = 0;
        for (int y = r.y0; y <= r.y1; y++)
                for (int x = r.x0; x <= r.x1; x++) {
                        const float *c = rgb + 3 * (y * p->w + x);
                        double l = 0.3 * c[0] + 0.6 * c[1] + 0.1 * c[2];
                        n++;
                        sum += l;
                        square += l * l;
                }
        return sqrt(fmax(square / n - sum / n * (sum / n), 0));
}

static void add_spot(struct zb_difference *d, struct zb_spot spot)
{
        if (d->n_spots == ZB_MOST_SPOTS) {
                d->n_more++;
                if (spot.area <= d->spots[ZB_MOST_SPOTS - 1].area)
                        return;
                d->n_spots--;
        }
        size_t i = d->n_spots++;
        for (; i > 0 && d->spots[i - 1].area < spot.area; i--)
                d->spots[i] = d->spots[i - 1];
        d->spots[i] = spot;
}

static void find_spots(struct planes *p, const struct zb_print *on, int *stack, struct zb_difference *d)
{
        double mm_x = on->trim.w / p->w, mm_y = on->trim.h / p->h;
        for (int i = 0; i < p->w * p->h; i++) {
                if (!p->mark[i])
                        continue;
                struct region r = take_region(p, i, stack);
                if (r.n < LEAST_PIXELS)
                        continue;
                double a = shape(p->a, p, inner(r)), b = shape(p->b, p, inner(r));
                struct zb_spot spot = {.box = {on->trim.x + r.x0 * mm_x, on->trim.y + r.y0 * mm_y,
                                               (r.x1 - r.x0 + 1) * mm_x, (r.y1 - r.y0 + 1) * mm_y},
                                       .on = a > 3 * b   ? FIRST
                                             : b > 3 * a ? SECOND
                                                         : BOTH,
                                       .area = r.n * mm_x * mm_y};
                add_spot(d, spot);
        }
}

/* Each is held against the other in the other's colours: what stands on one alone, in a colour of its own,
 * would else be recoloured into its ground. */
static void compare(struct planes *p, const struct zb_print *a, int *stack, struct zb_difference *d)
{
        int n = p->w * p->h, n_marked = 0;
        recolour(p->b, p->a, p->work, n);
        mark(p, p->a, p->work);
        recolour(p->a, p->b, p->work, n);
        mark(p, p->work, p->b);
        for (int i = 0; i < n; i++)
                n_marked += p->mark[i];
        d->share = (double)n_marked / n;
        bool alike = correlation(p) >= LEAST_CORRELATION;
        find_spots(p, a, stack, d);
        if (!alike || d->share > OTHER_SHARE ||
            (d->share > MANY_SHARE && d->n_spots + d->n_more > MANY_SPOTS))
                *d = (struct zb_difference){.likeness = ZB_OTHER, .share = d->share};
        else
                d->likeness = d->n_spots > 0 ? ZB_DIFFERS : ZB_SAME;
}

enum zb_code zb_prints_compare(const struct zb_print *a, const struct zb_print *b, struct zb_difference *ret,
                               struct zb_err *err)
{
        *ret = (struct zb_difference){.likeness = ZB_OTHER, .share = 1};
        double shape_a = a->trim.w / a->trim.h, shape_b = b->trim.w / b->trim.h;
        if (!(a->w > 0 && b->w > 0 && a->h > 0 && b->h > 0) || !(fabs(shape_a / shape_b - 1) < 0.02) ||
            !(a->box.w > 0 && a->box.h > 0 && b->box.w > 0 && b->box.h > 0))
                return ZB_OK;
        struct planes p = {.w = a->w, .h = a->h};
        size_t n = (size_t)p.w * (size_t)p.h;
        int *stack = calloc(n, sizeof *stack);
        p.work = calloc(3 * n, sizeof *p.work);
        p.a = calloc(3 * n, sizeof *p.a);
        p.b = calloc(3 * n, sizeof *p.b);
        p.mark = calloc(n, 1);
        bool there = p.work && stack && p.a && p.b && p.mark;
        if (there) {
                lay(a, p.work, p.w, p.h);
                smooth(p.work, p.a, p.w, p.h);
                lay(b, p.work, p.w, p.h);
                smooth(p.work, p.b, p.w, p.h);
                ret->share = 0;
                compare(&p, a, stack, ret);
        }
        free(p.work);
        free(stack);
        free(p.a);
        free(p.b);
        free(p.mark);
        return there ? ZB_OK : zb_err_nomem(err);
}
