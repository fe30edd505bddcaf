/* SPDX-License-Identifier: Apache-2.0 */
/* What the survey says once every row has passed: the ink map and its worst place, the areas by total ink,
 * what is blank, the codes, and how light the board is anywhere. All boxes are millimetres on the board as it
 * is looked at. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "survey_priv.h"

enum { BLANK_PERCENT = 1 };
#define PERCENT_OF_LEVEL (100.0 / 255)
#define PERCENT_OF_GRID  (PERCENT_OF_LEVEL / ZB_SQUARE_ONE)

/* ---- turning ---- */

/* Where element x, y of a w × h plane goes; the numbers are TIFF 6.0's, tag 274. */
static size_t turned(int x, int y, int w, int h, int orientation)
{
        size_t left = (size_t)x, right = (size_t)(w - 1 - x), top = (size_t)y, bottom = (size_t)(h - 1 - y);
        size_t across = (size_t)w, down = (size_t)h;
        switch (orientation) {
        case 2:
                return top * across + right;
        case 3:
                return bottom * across + right;
        case 4:
                return bottom * across + left;
        case 5:
                return left * down + top;
        case 6:
                return left * down + bottom;
        case 7:
                return right * down + bottom;
        case 8:
                return right * down + top;
        default:
                return top * across + left;
        }
}

enum zb_code zb_plane_turn(void **plane, int *w, int *h, size_t size, int orientation, struct zb_err *err)
{
        if (orientation < 2 || orientation > 8)
                return ZB_OK;
        uint8_t *to = calloc((size_t)*w * (size_t)*h, size), *from = *plane;
        if (!to)
                return zb_err_nomem(err);
        for (int y = 0; y < *h; y++)
                for (int x = 0; x < *w; x++, from += size)
                        memcpy(to + turned(x, y, *w, *h, orientation) * size, from, size);
        free(*plane);
        *plane = to;
        if (orientation >= 5) {
                int swap = *w;
                *w = *h;
                *h = swap;
        }
        return ZB_OK;
}

static enum zb_code turn_all(struct zb_survey *s, struct zb_err *err)
{
        enum zb_code code = zb_plane_turn((void **)&s->small, &s->small_w, &s->small_h, 4, s->orientation, err);
        if (!code && s->kind == ZB_SURVEY_SHEET)
                code = zb_plane_turn((void **)&s->grey, &s->w, &s->h, 1, s->orientation, err);
        if (!code && !zb_survey_is_small(s))
                code = zb_plane_turn((void **)&s->grid, &s->grid_w, &s->grid_h, sizeof *s->grid, s->orientation, err);
        return code;
}

/* ---- ink ---- */

static enum zb_code say_ink(struct zb_survey *s, struct zb_err *err)
{
        struct zb_fact_survey *say = &s->d->facts->survey;
        uint64_t n = 0, n_of[ZB_TOTALS] = {0};
        for (int i = 0; i < ZB_COUNTERS; i++)
                for (int total = 0; total < ZB_TOTALS; total++) {
                        n_of[total] += s->n_total[i][total];
                        n += s->n_total[i][total];
                }
        double cm2 = n ? s->box.w * s->box.h / 100 / (double)n : 0;
        for (int total = 0; total < ZB_TOTALS; total++)
                say->ink_cm2[lround(total * PERCENT_OF_LEVEL / 2)] += cm2 * (double)n_of[total];
        for (int c = 0; c < 4; c++)
                say->plate_mean[c] = n ? (double)s->plate_sum[c] * PERCENT_OF_LEVEL / (double)n : 0;
        const struct zb_squares squares = {s->grid, s->grid_w, s->grid_h, s->box};
        return zb_sheet_ink(s->d->facts, &squares, err);
}

/* Share of the visible area's squares that carry no ink: less than compression leaves on white paper. */
static void say_blank(struct zb_survey *s)
{
        const struct zb_facts *f = s->d->facts;
        struct zb_rect visible = isnan(f->width_mm) ? s->box : f->visible;
        double w = s->box.w / s->grid_w, h = s->box.h / s->grid_h;
        size_t n = 0, blank = 0;
        for (int y = 0; y < s->grid_h; y++)
                for (int x = 0; x < s->grid_w; x++) {
                        double cx = s->box.x + (x + 0.5) * w, cy = s->box.y + (y + 0.5) * h;
                        if (cx < visible.x || cx > visible.x + visible.w || cy < visible.y ||
                            cy > visible.y + visible.h)
                                continue;
                        n++;
                        blank += s->grid[(size_t)y * (size_t)s->grid_w + (size_t)x] * PERCENT_OF_GRID < BLANK_PERCENT;
                }
        s->d->facts->survey.blank = n ? (double)blank / (double)n : NAN;
}

/* How far the ink that the trim cuts goes on beyond it on one side: squares counted outwards from every
 * square just inside that carries ink, and the least of them but for a fiftieth (a line or a letter may end
 * there). INFINITY: nothing is cut. side: 0 left, 1 top, 2 right, 3 bottom. */
static double reach_of_side(const struct zb_survey *s, int side, int margin)
{
        bool upright = side % 2 == 0, far = side >= 2;
        int along = upright ? s->grid_h : s->grid_w, across = upright ? s->grid_w : s->grid_h;
        int n_of[16] = {0}, n = 0, skipped = 0;
        for (int i = margin; i < along - margin; i++) {
                int run = 0;
                for (int k = margin; k >= 0; k--, run++) {
                        int at = far ? across - 1 - k : k;
                        size_t square = upright ? (size_t)i * (size_t)s->grid_w + (size_t)at
                                                : (size_t)at * (size_t)s->grid_w + (size_t)i;
                        if (s->grid[square] * PERCENT_OF_GRID < BLANK_PERCENT)
                                break;
                }
                if (run > 0) {
                        n_of[run - 1]++;
                        n++;
                }
        }
        for (int reach = 0; reach <= margin; reach++)
                if ((skipped += n_of[reach]) > n / 50)
                        return reach;
        return INFINITY;
}

/* Of a file of pixels: a PDF knows its own. */
static void say_reach(struct zb_survey *s)
{
        struct zb_facts *f = s->d->facts;
        int margin = (int)lround(f->bleed_mm * s->grid_w / s->box.w);
        if (!f->raster.known || !(f->bleed_mm >= 0) || margin > 15 || 2 * margin + 1 >= s->grid_w ||
            2 * margin + 1 >= s->grid_h)
                return;
        double least = INFINITY;
        for (int side = 0; side < 4; side++)
                least = fmin(least, reach_of_side(s, side, margin));
        f->bleed_reach_mm = isinf(least) ? NAN : fmin(least * s->box.w / s->grid_w, f->bleed_mm);
}

/* Share of the sheet that has its commonest colour, plates told apart by sixteenths. */
static enum zb_code say_plain(struct zb_survey *s, struct zb_err *err)
{
        uint32_t *n_of = calloc(1 << 16, sizeof *n_of), most = 0;
        uint8_t sixteenth[256];
        if (!n_of)
                return zb_err_nomem(err);
        for (int v = 0; v < 256; v++)
                sixteenth[v] = (uint8_t)((v * 15 + 127) / 255);
        size_t n = (size_t)s->small_w * (size_t)s->small_h;
        for (size_t i = 0; i < n; i++) {
                const uint8_t *px = s->small + 4 * i;
                uint32_t key = 0;
                for (int c = 0; c < 4; c++)
                        key = key << 4 | sixteenth[px[c]];
                if (++n_of[key] > most)
                        most = n_of[key];
        }
        free(n_of);
        s->d->facts->survey.plain = n ? (double)most / (double)n : NAN;
        return ZB_OK;
}

/* ---- lightness ---- */

static int by_value(const void *a, const void *b)
{
        float x = *(const float *)a, y = *(const float *)b;
        return (x > y) - (x < y);
}

struct window { /* pixels of the small picture, x1 and y1 outside */
        int x0, y0, x1, y1;
};

/* Those whose centres lie in the box; false: none. */
static bool window_of(const struct zb_survey *s, struct zb_rect box, struct window *ret)
{
        double x_of = s->small_w / s->box.w, y_of = s->small_h / s->box.h;
        *ret = (struct window){(int)fmax(ceil((box.x - s->box.x) * x_of - 0.5), 0),
                               (int)fmax(ceil((box.y - s->box.y) * y_of - 0.5), 0),
                               (int)fmin(floor((box.x + box.w - s->box.x) * x_of + 0.5), s->small_w),
                               (int)fmin(floor((box.y + box.h - s->box.y) * y_of + 0.5), s->small_h)};
        return ret->x1 > ret->x0 && ret->y1 > ret->y0;
}

size_t zb_survey_under(const struct zb_survey *s, struct zb_rect box, struct zb_buf *out)
{
        struct window w;
        if (!window_of(s, box, &w))
                return 0;
        size_t row = (size_t)(w.x1 - w.x0);
        for (int y = w.y0; y < w.y1; y++)
                zb_buf_put(out, s->small + 4 * ((size_t)y * (size_t)s->small_w + (size_t)w.x0), 4 * row);
        return row * (size_t)(w.y1 - w.y0);
}

bool zb_survey_light(const struct zb_survey *s, struct zb_rect box, double *ret_dark, double *ret_light)
{
        enum { MOST = 1024 }; /* samples: enough for a tenth, and quick */
        uint8_t ink[MOST][4];
        float light[MOST];
        struct window w;
        if (!window_of(s, box, &w))
                return false;
        int x0 = w.x0, y0 = w.y0, x1 = w.x1, y1 = w.y1;
        int64_t area = (int64_t)(x1 - x0) * (y1 - y0), n = area < MOST ? area : MOST;
        for (int64_t i = 0; i < n; i++) {
                /* Spread over the box; the step is odd to its width by construction of the quotient. */
                int64_t at = (2 * i + 1) * area / (2 * n);
                memcpy(ink[i],
                       s->small + 4 * ((size_t)(y0 + at / (x1 - x0)) * (size_t)s->small_w +
                                       (size_t)(x0 + at % (x1 - x0))),
                       4);
        }
        zb_proof_luminance(s->d->profile, ink[0], (size_t)n, light);
        qsort(light, (size_t)n, sizeof *light, by_value);
        *ret_dark = light[n / 20]; /* the middle of the darkest tenth */
        *ret_light = light[n - 1 - n / 20];
        return true;
}

/* Of a code whose modules the small picture can tell apart. */
static void say_contrast(const struct zb_survey *s, struct zb_fact_qr *qr)
{
        double dark, light;
        if (qr->module_mm * s->small_w / s->box.w >= 2 && zb_survey_light(s, qr->box, &dark, &light))
                qr->contrast = (light + 0.05) / (dark + 0.05);
}

struct zb_rect zb_survey_box(const struct zb_survey *s)
{
        return s->box;
}

double zb_survey_px_per_mm(const struct zb_survey *s)
{
        return s->small_w / s->box.w;
}

void zb_codes_on_sheet(struct zb_derivation *d, const struct zb_survey *s, size_t first)
{
        for (size_t i = first; i < d->facts->n_qr; i++)
                say_contrast(s, (struct zb_fact_qr *)&d->facts->qr[i]);
}

const uint8_t *zb_survey_grey(const struct zb_survey *s, int *ret_w, int *ret_h)
{
        *ret_w = s->w;
        *ret_h = s->h;
        return s->kind == ZB_SURVEY_SHEET ? s->grey : NULL;
}

/* What is told of a file alone: a scene knows it, or nobody asks. */
static enum zb_code say_looks(struct zb_survey *s, struct zb_err *err)
{
        enum zb_code code = say_plain(s, err);
        if (!code)
                code = zb_survey_pictures(s, err);
        if (code)
                return code;
        say_blank(s);
        say_reach(s);
        if (s->detail)
                s->d->facts->raster.upsampled = zb_detail_upsampled(s->detail);
        return ZB_OK;
}

enum zb_code zb_survey_end(struct zb_survey *s, struct zb_err *err)
{
        struct zb_fact_survey *say = &s->d->facts->survey;
        bool placed = !isnan(s->d->facts->width_mm);
        zb_survey_flush(s);
        enum zb_code code = turn_all(s, err);
        if (zb_survey_is_small(s))
                return code;
        for (int c = 0; c < 4; c++)
                say->plate_mean[c] = NAN;
        if (!code && s->own_ink)
                code = say_ink(s, err);
        if (!code && !placed) /* the size is unknown, and so is every place */
                s->d->facts->total_max_box = (struct zb_rect){0};
        if (!code && s->kind == ZB_SURVEY_SHEET)
                code = say_looks(s, err);
        if (code)
                return code;
        say->known = true;
        say->box = s->box;
        return ZB_OK;
}
