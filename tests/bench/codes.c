/* SPDX-License-Identifier: Apache-2.0 */
/* Room codes (seek, scan, grid) against zbar alone over the same grey sheets: how many codes are read, found
 * though they do not read, seen where none is, in how much processor time, and how well module, quiet zone
 * and box are measured. See codes.sh. bench_codes draws its own sheets; bench_codes PGM… looks at pictures.
 */
#include <math.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zbar.h>

#include "codes.h"

enum { W = 2225, H = 1417, ACROSS = 3, CODES = 6, QUIET = 4, FINE = 4 };
static const double PX_PER_MM = 72 / 25.4; /* as a PDF is surveyed */

enum look { PLAIN, LOW, PICTURE, TIGHT, SEAMS, BLOT, INVERTED, LOOKS };
static const char *const look_names[LOOKS] = {"black on white",
                                              "grey on grey (110 on 160)",
                                              "on a picture, quiet of 4",
                                              "on a picture, quiet of 1",
                                              "drawn module by module",
                                              "its middle hidden by a logo",
                                              "white on black"};
static const double sizes[] = {0.7, 1, 1.5, 2, 2.7, 4}, turns[] = {0, 90, 180, 5, -5};
enum { SIZES = sizeof sizes / sizeof *sizes, TURNS = sizeof turns / sizeof *turns };

static void *need(void *p)
{
        if (!p) {
                fprintf(stderr, "bench_codes: out of memory\n");
                exit(1);
        }
        return p;
}

static double cpu_now(void)
{
        struct timespec t;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- sheets ---- */

struct code {
        QRcode *qr;
        char text[64];
        double x, y, cos, sin, module; /* middle, pixels; of a module, pixels */
};

/* Light and dark things of all sizes, with grain. */
static uint8_t texture(int x, int y)
{
        uint32_t grain = (uint32_t)x * 2654435761u ^ (uint32_t)y * 2246822519u;
        grain = (grain ^ grain >> 15) * 2654435761u;
        double v = 128 + 45 * sin(x * 0.031 + 3 * sin(y * 0.017)) + 35 * sin(x * 0.21) * cos(y * 0.17) +
                   (double)(grain >> 27) + ((x / 9 + y / 13) % 7 == 0 ? -60 : 0);
        return (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
}

/* A module and where in it the point is; false: beyond the quiet zone. */
static bool module_at(const struct code *c, double x, double y, int quiet, int *col, int *row)
{
        double dx = (x - c->x) / c->module, dy = (y - c->y) / c->module, half = c->qr->width / 2.0;
        *col = (int)floor(dx * c->cos + dy * c->sin + half);
        *row = (int)floor(-dx * c->sin + dy * c->cos + half);
        return *col >= -quiet && *row >= -quiet && *col < c->qr->width + quiet && *row < c->qr->width + quiet;
}

static bool is_dark(const struct code *c, int col, int row)
{
        int n = c->qr->width;
        return col >= 0 && row >= 0 && col < n && row < n && (c->qr->data[row * n + col] & 1);
}

/* Modules drawn one by one: what each leaves of the light is multiplied. */
static double light_left(const int *ids, int n_ids)
{
        double left = 1;
        for (int i = 0; i < n_ids; i++) {
                int same = 0, first = 1;
                for (int k = 0; k < n_ids; k++) {
                        same += ids[k] == ids[i];
                        first &= !(k < i && ids[k] == ids[i]);
                }
                if (first)
                        left *= 1 - (double)same / (FINE * FINE);
        }
        return left;
}

static uint8_t pixel(const struct code *c, enum look look, int x, int y, uint8_t ground)
{
        const double light = look == LOW ? 160 : 245, dark = look == LOW ? 110 : 25;
        int quiet = look == TIGHT ? 1 : QUIET, inside = 0, n_dark = 0, ids[FINE * FINE];
        for (int i = 0; i < FINE * FINE; i++) {
                int col, row;
                if (!module_at(c, x + (i % FINE + 0.5) / FINE, y + (i / FINE + 0.5) / FINE, quiet, &col, &row))
                        continue;
                inside++;
                bool hidden = look == BLOT && abs(col - c->qr->width / 2) <= 7 && abs(row - c->qr->width / 2) <= 7;
                if (!hidden && is_dark(c, col, row))
                        ids[n_dark++] = row * 256 + col;
        }
        double left = look == SEAMS ? light_left(ids, n_dark) : 1 - (double)n_dark / (inside ? inside : 1),
               value = dark + (light - dark) * (look == INVERTED ? 1 - left : left),
               part = (double)inside / (FINE * FINE);
        return (uint8_t)(value * part + ground * (1 - part) + 0.5);
}

static void draw(uint8_t *px, struct code codes[CODES], enum look look, double size_mm, double turn)
{
        for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                        px[(size_t)y * W + (size_t)x] = look == PICTURE || look == TIGHT ? texture(x, y)
                                                        : look == LOW                    ? 160
                                                        : look == INVERTED               ? 25
                                                                                         : 245;
        for (int i = 0; i < CODES; i++) {
                struct code *c = &codes[i];
                c->module = size_mm * PX_PER_MM;
                c->cos = cos(turn * M_PI / 180);
                c->sin = sin(turn * M_PI / 180);
                c->x = (i % ACROSS + 0.5) * W / ACROSS + 0.17 * i;
                c->y = (i / ACROSS + 0.5) * H / (CODES / ACROSS) + 0.29 * i;
                snprintf(c->text, sizeof c->text, "https://example.org/zhanban/school/%d", i);
                c->qr = need(QRcode_encodeString(c->text, 0, QR_ECLEVEL_M, QR_MODE_8, 1));
                int reach = (int)((c->qr->width / 2.0 + QUIET) * c->module * 1.5) + 2;
                for (int y = (int)c->y - reach; y < c->y + reach; y++)
                        for (int x = (int)c->x - reach; x < c->x + reach; x++)
                                if (x >= 0 && y >= 0 && x < W && y < H) {
                                        uint8_t *p = &px[(size_t)y * W + (size_t)x];
                                        *p = pixel(c, look, x, y, *p);
                                }
        }
}

/* ---- both ---- */

struct found {
        char text[64];
        double x, y, w, h; /* box, pixels */
        double module_mm, quiet_mm;
};

struct seen {
        struct found found[64];
        int n;
        double seconds;
};

static void by_us(const uint8_t *px, int w, int h, struct seen *ret)
{
        struct zb_facts *facts = need(zb_facts_new());
        struct zb_derivation d = {.facts = facts};
        struct zb_err err = {0};
        double start = cpu_now();
        if (zb_find_codes(&d, px, w, h, (struct zb_rect){0, 0, w / PX_PER_MM, h / PX_PER_MM}, &err))
                need(NULL);
        ret->seconds = cpu_now() - start;
        ret->n = 0;
        for (size_t i = 0; i < facts->n_qr && ret->n < 64; i++) {
                struct found *f = &ret->found[ret->n++];
                const struct zb_fact_qr *q = &facts->qr[i];
                *f = (struct found){.x = q->box.x * PX_PER_MM,
                                    .y = q->box.y * PX_PER_MM,
                                    .w = q->box.w * PX_PER_MM,
                                    .h = q->box.h * PX_PER_MM,
                                    .module_mm = q->module_mm,
                                    .quiet_mm = q->quiet_mm};
                snprintf(f->text, sizeof f->text, "%s", q->url);
        }
        zb_facts_free(facts);
}

static void by_zbar(const uint8_t *px, int w, int h, struct seen *ret)
{
        double start = cpu_now();
        zbar_image_scanner_t *scanner = need(zbar_image_scanner_create());
        zbar_image_t *image = need(zbar_image_create());
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
        zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
        zbar_image_set_size(image, (unsigned)w, (unsigned)h);
        zbar_image_set_data(image, px, (size_t)w * (size_t)h, NULL);
        zbar_scan_image(scanner, image);
        ret->seconds = cpu_now() - start;
        ret->n = 0;
        for (const zbar_symbol_t *s = zbar_image_first_symbol(image); s && ret->n < 64; s = zbar_symbol_next(s)) {
                double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
                for (unsigned i = 0; i < zbar_symbol_get_loc_size(s); i++) {
                        x0 = fmin(x0, zbar_symbol_get_loc_x(s, i));
                        y0 = fmin(y0, zbar_symbol_get_loc_y(s, i));
                        x1 = fmax(x1, zbar_symbol_get_loc_x(s, i));
                        y1 = fmax(y1, zbar_symbol_get_loc_y(s, i));
                }
                struct found *f = &ret->found[ret->n++];
                *f = (struct found){.x = x0, .y = y0, .w = x1 - x0, .h = y1 - y0, .module_mm = NAN, .quiet_mm = NAN};
                snprintf(f->text, sizeof f->text, "%.*s", (int)zbar_symbol_get_data_length(s),
                         zbar_symbol_get_data(s));
        }
        zbar_image_destroy(image);
        zbar_image_scanner_destroy(scanner);
}

/* ---- how well ---- */

struct score {
        int codes, read, unread, wrong, measured;
        double seconds, box_px, module_off, quiet_off; /* sums */
};

static const struct found *match(const struct seen *seen, const struct code *c, bool *used)
{
        for (int i = 0; i < seen->n; i++) {
                const struct found *f = &seen->found[i];
                if (!used[i] && hypot(f->x + f->w / 2 - c->x, f->y + f->h / 2 - c->y) < 4 * c->module) {
                        used[i] = true;
                        return f;
                }
        }
        return NULL;
}

static void add(struct score *s, const struct seen *seen, const struct code codes[CODES], enum look look)
{
        bool used[64] = {false};
        s->seconds += seen->seconds;
        s->codes += CODES;
        for (int i = 0; i < CODES; i++) {
                const struct code *c = &codes[i];
                const struct found *f = match(seen, c, used);
                if (!f)
                        continue;
                bool right = strcmp(f->text, c->text) == 0;
                s->read += right;
                s->unread += !right && !*f->text;
                s->wrong += !right && *f->text;
                double side = c->qr->width * c->module * (fabs(c->cos) + fabs(c->sin));
                s->box_px += fmax(fabs(f->w - side), fabs(f->h - side));
                if (isfinite(f->module_mm)) {
                        s->measured++;
                        s->module_off += fabs(f->module_mm * PX_PER_MM / c->module - 1);
                        /* What lies beyond the quiet zone of a plain sheet is light too: as far as is looked.
                         */
                        double quiet = look == PICTURE ? QUIET : look == TIGHT ? 1 : 8;
                        s->quiet_off += fabs(f->quiet_mm * PX_PER_MM / c->module - quiet);
                }
        }
        for (int i = 0; i < seen->n; i++)
                s->wrong += !used[i];
}

static void print(const char *name, const struct score *a, const struct score *b)
{
        int found = a->read + a->unread, theirs = b->read + b->unread;
        printf("| %s | %d | %d + %d | %d | %d / %d | %.2f | %.2f / %.2f | %.1f | %.2f |\n", name, a->codes, a->read,
               a->unread, b->read, a->wrong, b->wrong, a->seconds / b->seconds, found ? a->box_px / found : NAN,
               theirs ? b->box_px / theirs : NAN, a->measured ? 100 * a->module_off / a->measured : NAN,
               a->measured ? a->quiet_off / a->measured : NAN);
        fflush(stdout);
}

static void sum(struct score *all, const struct score *s)
{
        all->codes += s->codes;
        all->read += s->read;
        all->unread += s->unread;
        all->wrong += s->wrong;
        all->measured += s->measured;
        all->seconds += s->seconds;
        all->box_px += s->box_px;
        all->module_off += s->module_off;
        all->quiet_off += s->quiet_off;
}

static void own_sheets(void)
{
        uint8_t *px = need(malloc((size_t)W * H));
        struct score of_size[SIZES][2] = {0}, of_turn[TURNS][2] = {0}, all[2] = {0};
        fputs("| codes | all | ours: read + found unread | zbar reads | wrong, ours / zbar | CPU, ours / "
              "zbar | box off, "
              "pixels, ours / zbar | module off, % | quiet off, modules "
              "|\n|---|---|---|---|---|---|---|---|---|\n",
              stdout);
        for (int look = 0; look < LOOKS; look++) {
                struct score of_look[2] = {0};
                for (int s = 0; s < SIZES; s++)
                        for (int t = 0; t < TURNS; t++) {
                                struct code codes[CODES];
                                struct seen seen;
                                draw(px, codes, look, sizes[s], turns[t]);
                                for (int who = 0; who < 2; who++) {
                                        struct score one = {0};
                                        (who ? by_zbar : by_us)(px, W, H, &seen);
                                        add(&one, &seen, codes, look);
                                        sum(&of_look[who], &one);
                                        sum(&of_size[s][who], &one);
                                        sum(&of_turn[t][who], &one);
                                        sum(&all[who], &one);
                                }
                                for (int i = 0; i < CODES; i++)
                                        QRcode_free(codes[i].qr);
                        }
                print(look_names[look], &of_look[0], &of_look[1]);
        }
        char name[64];
        for (int s = 0; s < SIZES; s++) {
                snprintf(name, sizeof name, "modules of %.1f mm", sizes[s]);
                print(name, &of_size[s][0], &of_size[s][1]);
        }
        for (int t = 0; t < TURNS; t++) {
                snprintf(name, sizeof name, "turned by %.0f°", turns[t]);
                print(name, &of_turn[t][0], &of_turn[t][1]);
        }
        print("all", &all[0], &all[1]);
        double mpx = W * (double)H / 1e6 * LOOKS * SIZES * TURNS;
        printf("\nms a megapixel: ours %.1f, zbar alone %.1f\n\n", all[0].seconds / mpx * 1e3,
               all[1].seconds / mpx * 1e3);
        free(px);
}

/* ---- pictures ---- */

static uint8_t *read_pgm(const char *path, int *w, int *h)
{
        FILE *in = fopen(path, "rb");
        int most;
        if (!in || fscanf(in, "P5 %d %d %d", w, h, &most) != 3 || most != 255 || *w < 1 || *h < 1) {
                fprintf(stderr, "bench_codes: %s is no PGM\n", path);
                exit(1);
        }
        fgetc(in);
        size_t n = (size_t)*w * (size_t)*h;
        uint8_t *px = need(malloc(n));
        if (fread(px, 1, n, in) != n)
                need(NULL);
        fclose(in);
        return px;
}

static void picture(const char *path, double seconds[2], double *mpx)
{
        int w, h, n[2], unread = 0;
        uint8_t *px = read_pgm(path, &w, &h);
        for (int who = 0; who < 2; who++) {
                struct seen seen;
                (who ? by_zbar : by_us)(px, w, h, &seen);
                n[who] = seen.n;
                for (int i = 0; i < seen.n; i++)
                        unread += !*seen.found[i].text;
                seconds[who] += seen.seconds;
        }
        const char *name = strrchr(path, '/');
        *mpx += w * (double)h / 1e6;
        printf("| %s | %d × %d | %d + %d | %d |\n", name ? name + 1 : path, w, h, n[0] - unread, unread, n[1]);
        free(px);
}

int main(int argc, char **argv)
{
        double seconds[2] = {0}, mpx = 0;
        if (argc < 2) {
                own_sheets();
                return 0;
        }
        fputs("| picture | pixels | ours: read + found unread | zbar reads |\n|---|---|---|---|\n", stdout);
        for (int i = 1; i < argc; i++)
                picture(argv[i], seconds, &mpx);
        printf("\nms a megapixel: ours %.1f, zbar alone %.1f\n", seconds[0] / mpx * 1e3, seconds[1] / mpx * 1e3);
        return 0;
}
