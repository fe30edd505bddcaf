/* SPDX-License-Identifier: Apache-2.0 */
/* QR codes, read by zbar wherever one may be. It gives a code's text and its four corners; how many
 * modules lie between them is told by the timing pattern (ISO/IEC 18004, 6.3.5: modules dark and light in
 * turn on row and column 6), which only the right number of modules meets everywhere. The code's bytes are
 * taken as they are: converting would load tables from the disk, which the sandbox forbids (zbar asks for
 * them all the same, and takes a refusal). */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zbar.h>

#include "inspect_priv.h"
#include "qr_seek.h"

enum { MOST_CODES = 64, MOST_TEXT = 4096, QUIET_MOST = 8 /* modules looked at around a code */ };

struct grey {
        const uint8_t *px;
        int w, h;
};

struct point {
        double x, y;
};

struct corners { /* as the code's own grid has them, whatever way it is turned */
        struct point top_left, top_right, bottom_left, bottom_right;
};

/* ---- sampling ---- */

/* Bilinear; beyond the picture its edge goes on. */
static double sample(const struct grey *g, struct point p)
{
        double x = fmin(fmax(p.x - 0.5, 0), g->w - 1), y = fmin(fmax(p.y - 0.5, 0), g->h - 1);
        int x0 = (int)x, y0 = (int)y, x1 = x0 + 1 < g->w ? x0 + 1 : x0, y1 = y0 + 1 < g->h ? y0 + 1 : y0;
        double fx = x - x0, fy = y - y0;
        const uint8_t *a = g->px + (size_t)y0 * (size_t)g->w, *b = g->px + (size_t)y1 * (size_t)g->w;
        return (a[x0] * (1 - fx) + a[x1] * fx) * (1 - fy) + (b[x0] * (1 - fx) + b[x1] * fx) * fy;
}

/* u, v from 0 to 1 between the corners; beyond them outside the code. */
static struct point at(const struct corners *c, double u, double v)
{
        double a = (1 - u) * (1 - v), b = u * (1 - v), d = (1 - u) * v, e = u * v;
        return (struct point){
                a * c->top_left.x + b * c->top_right.x + d * c->bottom_left.x + e * c->bottom_right.x,
                a * c->top_left.y + b * c->top_right.y + d * c->bottom_left.y + e * c->bottom_right.y};
}

static double length(struct point a, struct point b)
{
        return hypot(a.x - b.x, a.y - b.y);
}

/* ---- modules ---- */

/* How well modules of one in n meet the timing pattern: light less dark on it, mean. */
static double timing(const struct grey *g, const struct corners *c, int n)
{
        double sum = 0;
        for (int i = 7; i <= n - 8; i++) {
                double row = sample(g, at(c, (i + 0.5) / n, 6.5 / n)),
                       column = sample(g, at(c, 6.5 / n, (i + 0.5) / n));
                sum += i % 2 ? row + column : -row - column;
        }
        int pairs = (n - 14) / 2;
        return sum / (2 * (pairs > 0 ? pairs : 1));
}

/* Modules on a side: 21, 25 … 177; 0 when no number meets the pattern. */
static int modules(const struct grey *g, const struct corners *c)
{
        int best = 0;
        double most = 24; /* of 255: less is no pattern */
        for (int n = 21; n <= 177; n += 4) {
                double score = timing(g, c, n);
                if (score > most) {
                        most = score;
                        best = n;
                }
        }
        return best;
}

/* The outer edge of the dark frame of a finder pattern, looked for across one side within a module of where
 * zbar saw it: the place where the grey is half way. u, v: from the inside of the frame to the outside. */
static double edge_shift(const struct grey *g, const struct corners *c, double u, double v, double du,
                         double dv, double half)
{
        enum { STEPS = 40 };
        double before = sample(g, at(c, u - du, v - dv));
        for (int i = 1; i <= STEPS; i++) {
                double t = -1 + 2.0 * i / STEPS, now = sample(g, at(c, u + t * du, v + t * dv));
                if (before < half && now >= half)
                        return t - (now - half) / (now - before) * 2 / STEPS;
                before = now;
        }
        return 0;
}

/* Moves every side onto the edge of its frames: corners come in whole pixels. */
static void refine(const struct grey *g, struct corners *c, int n, double half)
{
        struct corners was = *c;
        double m = 1.0 / n;
        double left = (edge_shift(g, &was, 0, 3.5 * m, -m, 0, half) +
                       edge_shift(g, &was, 0, 1 - 3.5 * m, -m, 0, half)) /
                      2;
        double top = (edge_shift(g, &was, 3.5 * m, 0, 0, -m, half) +
                      edge_shift(g, &was, 1 - 3.5 * m, 0, 0, -m, half)) /
                     2;
        double right = edge_shift(g, &was, 1, 3.5 * m, m, 0, half);
        double bottom = edge_shift(g, &was, 3.5 * m, 1, 0, m, half);
        c->top_left = at(&was, -left * m, -top * m);
        c->top_right = at(&was, 1 + right * m, -top * m);
        c->bottom_left = at(&was, -left * m, 1 + bottom * m);
        c->bottom_right = at(&was, 1 + right * m, 1 + bottom * m);
}

/* Dark and light of the finder patterns: their middle and the ring around it. */
static void tones(const struct grey *g, const struct corners *c, int n, double *ret_dark, double *ret_light)
{
        static const double dark[4][2] = {{3.5, 3.5}, {0.5, 3.5}, {3.5, 0.5}, {6.5, 3.5}},
                            light[4][2] = {{1.5, 3.5}, {3.5, 1.5}, {5.5, 3.5}, {3.5, 5.5}};
        *ret_dark = *ret_light = 0;
        for (int i = 0; i < 4; i++) {
                *ret_dark += sample(g, at(c, dark[i][0] / n, dark[i][1] / n)) / 4;
                *ret_light += sample(g, at(c, light[i][0] / n, light[i][1] / n)) / 4;
        }
}

/* Modules of quiet beyond one side, as far as it stays lighter than `least`. side: 0 left, 1 top, 2 right, 3
 * bottom. */
static double quiet(const struct grey *g, const struct corners *c, int n, int side, double least)
{
        enum { PER_MODULE = 8 };
        for (int i = 4; i <= QUIET_MOST * PER_MODULE; i++) {
                double out = (double)i / PER_MODULE / n;
                for (int k = 0; k < 2 * n; k++) {
                        double along = (k + 0.5) / (2 * n),
                               u = side % 2 ? along
                                   : side   ? 1 + out
                                            : -out,
                               v = side % 2 ? (side == 1 ? -out : 1 + out) : along;
                        if (sample(g, at(c, u, v)) < least)
                                return (double)(i - 1) / PER_MODULE;
                }
        }
        return QUIET_MOST;
}

/* ---- a code found ---- */

/* Bytes as text: UTF-8, and a mark for each byte that is none. */
static const char *text_of(struct zb_arena *arena, const char *data, size_t len)
{
        struct zb_buf buf = ZB_BUF_INIT;
        if (len > MOST_TEXT)
                len = MOST_TEXT;
        for (size_t i = 0; i < len;) {
                uint32_t c;
                size_t n = zb_utf8_next(data + i, len - i, &c);
                if (n && c >= 0x20 && c != 0x7F)
                        zb_buf_put(&buf, data + i, n);
                else
                        zb_buf_puts(&buf, n ? " " : "\xEF\xBF\xBD");
                i += n ? n : 1;
        }
        const char *text = zb_arena_strdup(arena, buf.failed ? NULL : buf.data ? buf.data : "");
        zb_buf_fini(&buf);
        return text;
}

static struct zb_rect box_of(const struct grey *g, const struct corners *c, struct zb_rect box)
{
        const struct point all[4] = {c->top_left, c->top_right, c->bottom_left, c->bottom_right};
        double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
        for (int i = 0; i < 4; i++) {
                x0 = fmin(x0, all[i].x);
                x1 = fmax(x1, all[i].x);
                y0 = fmin(y0, all[i].y);
                y1 = fmax(y1, all[i].y);
        }
        double sx = box.w / g->w, sy = box.h / g->h;
        return (struct zb_rect){box.x + x0 * sx, box.y + y0 * sy, (x1 - x0) * sx, (y1 - y0) * sy};
}

static void measure(const struct grey *g, struct corners *c, struct zb_rect box, struct zb_fact_qr *qr)
{
        int n = modules(g, c);
        qr->module_mm = qr->quiet_mm = NAN;
        if (n > 0) {
                double dark, light, mm = (box.w / g->w + box.h / g->h) / 2;
                tones(g, c, n, &dark, &light);
                refine(g, c, n, (dark + light) / 2);
                double sides = length(c->top_left, c->top_right) + length(c->bottom_left, c->bottom_right) +
                               length(c->top_left, c->bottom_left) + length(c->top_right, c->bottom_right);
                qr->module_mm = sides / 4 / n * mm;
                double least = QUIET_MOST;
                for (int side = 0; side < 4; side++)
                        least = fmin(least, quiet(g, c, n, side, light - 0.3 * (light - dark)));
                qr->quiet_mm = least * qr->module_mm;
        }
        qr->box = box_of(g, c, box);
}

/* On the sheet, of which zbar saw a part. */
static bool corners_of(const zbar_symbol_t *symbol, const struct zb_px_box *place, struct corners *ret)
{
        struct point p[4];
        if (zbar_symbol_get_loc_size(symbol) != 4)
                return false;
        for (unsigned i = 0; i < 4; i++)
                p[i] = (struct point){place->x0 + zbar_symbol_get_loc_x(symbol, i),
                                      place->y0 + zbar_symbol_get_loc_y(symbol, i)};
        *ret = (struct corners){
                .top_left = p[0], .bottom_left = p[1], .bottom_right = p[2], .top_right = p[3]};
        return true;
}

static enum zb_code keep(struct inspecting *in, const struct grey *g, const zbar_symbol_t *symbol,
                         const struct zb_px_box *place, struct zb_rect box, struct zb_err *err)
{
        struct zb_facts *f = in->facts;
        struct corners c;
        if (f->n_qr >= MOST_CODES || !corners_of(symbol, place, &c))
                return ZB_OK;
        if (!f->qr)
                f->qr = zb_arena_array(f->arena, MOST_CODES, sizeof *f->qr);
        if (!f->qr)
                return zb_err_nomem(err);
        struct zb_fact_qr *qr = (struct zb_fact_qr *)&f->qr[f->n_qr];
        *qr = (struct zb_fact_qr){.place = "", .contrast = NAN};
        qr->url = text_of(f->arena, zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
        if (!qr->url)
                return zb_err_nomem(err);
        measure(g, &c, box, qr);
        f->n_qr++;
        return ZB_OK;
}

/* ---- the scan ---- */

struct zbar {
        zbar_image_scanner_t *scanner;
        zbar_image_t *image;
};

/* What is nearer to the darkest than to the lightest, seams between modules drawn one by one among it, is all
 * alike dark: over those zbar stumbles. */
static void flatten(uint8_t *px, size_t n)
{
        int low = 255, high = 0;
        for (size_t i = 0; i < n; i++) {
                low = px[i] < low ? px[i] : low;
                high = px[i] > high ? px[i] : high;
        }
        const uint8_t least = (uint8_t)(low + (high - low) * 3 / 8);
        for (size_t i = 0; i < n; i++)
                px[i] = px[i] < least ? least : px[i];
}

/* *ret_n: the codes that zbar reads there. */
static enum zb_code scan(struct inspecting *in, const struct zbar *z, const struct grey *g,
                         const struct zb_px_box *place, const uint8_t *part, struct zb_rect box, int *ret_n,
                         struct zb_err *err)
{
        unsigned w = (unsigned)(place->x1 - place->x0), h = (unsigned)(place->y1 - place->y0);
        zbar_image_set_format(z->image, zbar_fourcc('Y', '8', '0', '0'));
        zbar_image_set_size(z->image, w, h);
        zbar_image_set_data(z->image, part, (size_t)w * h, NULL);
        enum zb_code code = zbar_scan_image(z->scanner, z->image) < 0 ? zb_err_nomem(err) : ZB_OK;
        const zbar_symbol_t *s = code ? NULL : zbar_image_first_symbol(z->image);
        *ret_n = 0;
        for (; s && !code; s = zbar_symbol_next(s))
                if (zbar_symbol_get_type(s) == ZBAR_QRCODE) {
                        ++*ret_n;
                        code = keep(in, g, s, place, box, err);
                }
        zbar_image_free_data(z->image);
        return code;
}

/* As it is, and if that is of no use, flattened. */
static enum zb_code scan_place(struct inspecting *in, const struct zbar *z, const struct grey *g,
                               const struct zb_px_box *place, bool likely, struct zb_rect box,
                               struct zb_err *err)
{
        size_t w = (size_t)(place->x1 - place->x0), h = (size_t)(place->y1 - place->y0);
        uint8_t *part = malloc(w * h);
        if (!part)
                return zb_err_nomem(err);
        for (size_t y = 0; y < h; y++)
                memcpy(part + y * w, g->px + ((size_t)place->y0 + y) * (size_t)g->w + (size_t)place->x0, w);
        int n;
        enum zb_code code = scan(in, z, g, place, part, box, &n, err);
        if (!code && likely && n == 0) {
                flatten(part, w * h);
                code = scan(in, z, g, place, part, box, &n, err);
        }
        free(part);
        return code;
}

enum zb_code zb_find_codes(struct inspecting *in, const uint8_t *grey, int w, int h, struct zb_rect box,
                           struct zb_err *err)
{
        enum { MOST_PLACES = 256 };
        struct grey g = {grey, w, h};
        struct zb_px_box places[MOST_PLACES] = {{0, 0, w, h}};
        size_t n;
        bool likely = zb_seek_codes(grey, w, h, places, MOST_PLACES, &n);
        if (!likely) {
                places[0] = (struct zb_px_box){0, 0, w, h};
                n = 1;
        }
        struct zbar z = {zbar_image_scanner_create(), zbar_image_create()};
        enum zb_code code = z.scanner && z.image ? ZB_OK : zb_err_nomem(err);
        if (!code) {
                zbar_image_scanner_set_config(z.scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
                zbar_image_scanner_set_config(z.scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
                zbar_image_scanner_set_config(z.scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
                /* Every line is scanned, as is its default: with every second one, a code on its tip is
                 * missed. */
        }
        for (size_t i = 0; i < n && !code; i++)
                code = scan_place(in, &z, &g, &places[i], likely, box, err);
        if (z.image)
                zbar_image_destroy(z.image);
        if (z.scanner)
                zbar_image_scanner_destroy(z.scanner);
        return code;
}
