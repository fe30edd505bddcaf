/* SPDX-License-Identifier: Apache-2.0 */
/* Two fingerprints of a board that went through different programs never agree to the pixel: another profile
 * shifts every colour, JPEG adds noise, a trim of half a pixel moves every edge. So the second picture is
 * laid over the first by their trims, each is recoloured into the other's tones, both are
 * smoothed, and a pixel only differs when it lies beyond all that is around it on the other picture. What is
 * left over stands together in spots: something that was moved, changed or is missing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "same.h"

/* Levels of 255 in one channel. Smoothed noise and foreign profiles stay below. */
#define TOLERANCE 30
/* A spot is more than a stray pixel. */
enum { LEAST_PIXELS = 6 };
/* Another board: hardly anything is where it was, or so much differs in so many places that no one would call
 * it the same, though one template gives both their bands and grounds. */
#define LEAST_CORRELATION 0.5
#define OTHER_SHARE       0.5
#define MANY_SHARE        0.15
enum { MANY_SPOTS = 40 };

/* Pictures are w × h × 3 bytes, as the fingerprints are. */
struct planes {
        int w, h;
        uint8_t *a, *b;
        uint8_t *work, *low, *high;
        uint8_t *mark; /* w × h: 1 differs */
};

/* ---- laying one over the other ---- */

static struct zb_rect on_trim(const struct zb_print *p) /* the picture's box in shares of the trim */
{
        return (struct zb_rect){(p->box.x - p->trim.x) / p->trim.w, (p->box.y - p->trim.y) / p->trim.h,
                                p->box.w / p->trim.w, p->box.h / p->trim.h};
}

/* Colour c at x, y (in pixels, centres at .5) of p, between its pixels. */
static uint8_t sample(const struct zb_print *p, double x, double y, int c)
{
        x = fmin(fmax(x - 0.5, 0), p->w - 1);
        y = fmin(fmax(y - 0.5, 0), p->h - 1);
        int x0 = (int)x, y0 = (int)y, x1 = x0 + 1 < p->w ? x0 + 1 : x0, y1 = y0 + 1 < p->h ? y0 + 1 : y0;
        double fx = x - x0, fy = y - y0;
        const uint8_t *top = p->rgb + 3 * (size_t)y0 * (size_t)p->w, *low = p->rgb + 3 * (size_t)y1 * (size_t)p->w;
        double upper = top[3 * x0 + c] * (1 - fx) + top[3 * x1 + c] * fx;
        double lower = low[3 * x0 + c] * (1 - fx) + low[3 * x1 + c] * fx;
        return (uint8_t)(upper * (1 - fy) + lower * fy + 0.5);
}

/* The picture of the trim alone, on a grid of w × h. */
static void lay(const struct zb_print *p, uint8_t *to, int w, int h)
{
        struct zb_rect box = on_trim(p);
        bool as_it_is = w == p->w && h == p->h && fabs(box.x) < 1e-3 && fabs(box.y) < 1e-3 &&
                        fabs(box.w - 1) < 1e-3 && fabs(box.h - 1) < 1e-3;
        if (as_it_is) {
                memcpy(to, p->rgb, 3 * (size_t)w * (size_t)h);
                return;
        }
        for (int y = 0; y < h; y++)
                for (int x = 0; x < w; x++)
                        for (int c = 0; c < 3; c++)
                                *to++ = sample(p, ((x + 0.5) / w - box.x) / box.w * p->w,
                                               ((y + 0.5) / h - box.y) / box.h * p->h, c);
}

/* ---- what lies around a pixel: means, least and greatest of 3 × 3 ---- */

static const uint8_t *row_at(const uint8_t *plane, int y, int w, int h)
{
        y = y < 0 ? 0 : y >= h ? h - 1 : y;
        return plane + 3 * (size_t)y * (size_t)w;
}

static void smooth(const uint8_t *from, uint8_t *to, int w, int h)
{
        for (int y = 0; y < h; y++) {
                const uint8_t *up = row_at(from, y - 1, w, h), *at = row_at(from, y, w, h),
                              *down = row_at(from, y + 1, w, h);
                for (int i = 0; i < 3 * w; i++) {
                        int left = i >= 3 ? i - 3 : i, right = i + 3 < 3 * w ? i + 3 : i;
                        int sum = up[left] + up[i] + up[right] + at[left] + at[i] + at[right] + down[left] + down[i] +
                                  down[right];
                        to[3 * (size_t)y * (size_t)w + (size_t)i] = (uint8_t)((sum + 4) / 9);
                }
        }
}

static void around(const uint8_t *from, uint8_t *low, uint8_t *high, int w, int h)
{
        for (int y = 0; y < h; y++) {
                const uint8_t *up = row_at(from, y - 1, w, h), *at = row_at(from, y, w, h),
                              *down = row_at(from, y + 1, w, h);
                uint8_t *l = low + 3 * (size_t)y * (size_t)w, *g = high + 3 * (size_t)y * (size_t)w;
                for (int i = 0; i < 3 * w; i++) {
                        uint8_t least = up[i] < at[i] ? up[i] : at[i], most = up[i] > at[i] ? up[i] : at[i];
                        l[i] = least < down[i] ? least : down[i];
                        g[i] = most > down[i] ? most : down[i];
                }
                /* Across, in place: what is left behind is needed once more. */
                for (int c = 0; c < 3; c++) {
                        uint8_t last_l = l[c], last_g = g[c];
                        for (int i = c; i < 3 * w; i += 3) {
                                int right = i + 3 < 3 * w ? i + 3 : i;
                                uint8_t own_l = l[i], own_g = g[i];
                                uint8_t least = last_l < own_l ? last_l : own_l,
                                        most = last_g > own_g ? last_g : own_g;
                                l[i] = least < l[right] ? least : l[right];
                                g[i] = most > g[right] ? most : g[right];
                                last_l = own_l;
                                last_g = own_g;
                        }
                }
        }
}

/* ---- colours ---- */

enum { BINS = 16, LEVELS = 256 };

/* The level of `to` that most often stands where `from` lies in a bin: medians, so that what differs in a few
 * places does not bend the curve. Bins that hardly occur follow their neighbours. */
static void curve(const uint8_t *from, const uint8_t *to, int c, int n, double at[BINS])
{
        uint32_t counts[BINS][LEVELS] = {{0}};
        int known[BINS], n_known = 0;
        for (int i = c; i < 3 * n; i += 3)
                counts[from[i] * BINS / LEVELS][to[i]]++;
        for (int bin = 0; bin < BINS; bin++) {
                uint32_t sum = 0, half = 0;
                int level = 0;
                for (int v = 0; v < LEVELS; v++)
                        sum += counts[bin][v];
                while (level < LEVELS - 1 && 2 * (half += counts[bin][level]) < sum)
                        level++;
                at[bin] = level;
                if (sum > (uint32_t)n / 500)
                        known[n_known++] = bin;
        }
        for (int bin = 0, k = 0; bin < BINS && n_known > 0; bin++) {
                while (k + 1 < n_known && known[k + 1] <= bin)
                        k++;
                int left = known[k], right = k + 1 < n_known ? known[k + 1] : left;
                if (bin < left || left == right)
                        at[bin] = at[left] + (bin - left) * (double)(LEVELS / BINS);
                else if (bin > left)
                        at[bin] = at[left] + (at[right] - at[left]) * (bin - left) / (right - left);
        }
}

/* `from` in the colours of `to`, channel by channel. */
static void recolour(const uint8_t *from, const uint8_t *to, uint8_t *out, int n)
{
        for (int c = 0; c < 3; c++) {
                double at[BINS];
                uint8_t level[LEVELS];
                curve(from, to, c, n, at);
                for (int v = 0; v < LEVELS; v++) {
                        double x = fmin(fmax((v + 0.5) * BINS / LEVELS - 0.5, 0), BINS - 1);
                        int left = (int)x, right = left + 1 < BINS ? left + 1 : left;
                        double to_level = at[left] + (at[right] - at[left]) * (x - left);
                        level[v] = (uint8_t)fmin(fmax(to_level + 0.5, 0), LEVELS - 1);
                }
                for (int i = c; i < 3 * n; i += 3)
                        out[i] = level[from[i]];
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

/* Marks where a colour of `one` is farther than the tolerance from all that lies between the colours around
 * it on `other`. Between: an edge that moved by half a pixel gives a colour that neither picture has. */
static void mark_alone(struct planes *p, const uint8_t *one, const uint8_t *other)
{
        around(other, p->low, p->high, p->w, p->h);
        for (int i = 0; i < p->w * p->h; i++)
                for (int c = 3 * i; c < 3 * i + 3; c++)
                        p->mark[i] |= one[c] < p->low[c] - TOLERANCE || one[c] > p->high[c] + TOLERANCE;
}

static void mark(struct planes *p, const uint8_t *one, const uint8_t *other)
{
        mark_alone(p, one, other);
        mark_alone(p, other, one);
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
static double same_compare_shape(const uint8_t *rgb, const struct planes *p, struct region r)
{
        double n = 0, sum = 0, square = 0;
        for (int y = r.y0; y <= r.y1; y++)
                for (int x = r.x0; x <= r.x1; x++) {
                        const uint8_t *c = rgb + 3 * (y * p->w + x);
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
                double a = same_compare_shape(p->a, p, inner(r)), b = same_compare_shape(p->b, p, inner(r));
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
 * would else be recoloured into its ground. Returns how many pixels differ. */
static int mark_all(struct planes *p)
{
        int n = p->w * p->h, n_marked = 0;
        memset(p->mark, 0, (size_t)n);
        recolour(p->b, p->a, p->work, n);
        mark(p, p->a, p->work);
        recolour(p->a, p->b, p->work, n);
        mark(p, p->work, p->b);
        for (int i = 0; i < n; i++)
                n_marked += p->mark[i];
        return n_marked;
}

static void same_compare_compare(struct planes *p, const struct zb_print *a, int *stack, struct zb_difference *d)
{
        d->share = (double)mark_all(p) / (p->w * p->h);
        bool other = correlation(p) < LEAST_CORRELATION || d->share > OTHER_SHARE;
        if (!other)
                find_spots(p, a, stack, d);
        if (other || (d->share > MANY_SHARE && d->n_spots + d->n_more > MANY_SPOTS))
                *d = (struct zb_difference){.likeness = ZB_OTHER, .share = d->share};
        else
                d->likeness = d->n_spots > 0 ? ZB_DIFFERS : ZB_SAME;
}

/* Both pictures on a grid of w × h, smoothed. */
static void lay_both(struct planes *p, const struct zb_print *a, const struct zb_print *b, int w, int h)
{
        p->w = w;
        p->h = h;
        lay(a, p->work, w, h);
        smooth(p->work, p->a, w, h);
        lay(b, p->work, w, h);
        smooth(p->work, p->b, w, h);
}

/* A look from afar, for a folder of many boards: most differ at a glance. */
static bool differs_at_a_glance(struct planes *p, const struct zb_print *a, const struct zb_print *b)
{
        enum { SHRINK = 4 };
        if (a->w < 16 * SHRINK || a->h < 16 * SHRINK)
                return false;
        lay_both(p, a, b, a->w / SHRINK, a->h / SHRINK);
        return (double)mark_all(p) / (p->w * p->h) > OTHER_SHARE;
}

enum zb_code zb_prints_compare(const struct zb_print *a, const struct zb_print *b, struct zb_difference *ret,
                               struct zb_err *err)
{
        *ret = (struct zb_difference){.likeness = ZB_OTHER, .share = 1};
        double shape_a = a->trim.w / a->trim.h, shape_b = b->trim.w / b->trim.h;
        if (!(a->w > 0 && b->w > 0 && a->h > 0 && b->h > 0) || !(fabs(shape_a / shape_b - 1) < 0.02) ||
            !(a->box.w > 0 && a->box.h > 0 && b->box.w > 0 && b->box.h > 0))
                return ZB_OK;
        size_t n = (size_t)a->w * (size_t)a->h;
        uint8_t *bytes = calloc(16 * n, 1); /* five pictures and the marks */
        int *stack = calloc(n, sizeof *stack);
        if (bytes && stack) {
                struct planes p = {.a = bytes,
                                   .b = bytes + 3 * n,
                                   .work = bytes + 6 * n,
                                   .low = bytes + 9 * n,
                                   .high = bytes + 12 * n,
                                   .mark = bytes + 15 * n};
                if (!differs_at_a_glance(&p, a, b)) {
                        ret->share = 0;
                        lay_both(&p, a, b, a->w, a->h);
                        same_compare_compare(&p, a, stack, ret);
                }
        }
        bool there = bytes && stack;
        free(bytes);
        free(stack);
        return there ? ZB_OK : zb_err_nomem(err);
}
