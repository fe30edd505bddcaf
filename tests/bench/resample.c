/* SPDX-License-Identifier: Apache-2.0 */
/* src/picture/resample.c against libzimg: processor time per megapixel of output, memory, and quality against
 * Lanczos of three lobes in double precision. See resample.sh. Both are given interleaved rows and give
 * interleaved rows, as the reader does: ours keeps a ring of rows, zimg is fed and emptied by its callbacks.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zimg.h>

#include "picture_priv.h"

enum {
        ROUNDS = 7,
        EDGE = 24 /* pixels of output at each side that are not judged: there the two reflect differently */
};

struct work {
        const char *name;
        int w, h, bands;
        double x, y, cw, ch; /* the crop */
        int out_w, out_h;
};

static const struct work works[] = {
        {"whole, 2.1 to 1", 4000, 3000, 3, 0, 0, 4000, 3000, 1900, 1425},
        {"crop of parts of pixels, 1.9 to 1", 4000, 3000, 3, 137.35, 89.6, 3600.8, 2700.6, 1900, 1425},
        {"crop, 4 to 1", 4000, 3000, 3, 0.4, 0.7, 3998.5, 2998.9, 1000, 750},
        {"crop, 1.05 to 1", 2000, 1500, 3, 10.3, 20.8, 1900.4, 1425.3, 1810, 1357},
        {"enlarged by 1.5", 1000, 750, 3, 0.25, 0.75, 999.5, 749.1, 1500, 1125},
        {"ink, crop, 2 to 1", 4000, 3000, 4, 137.35, 89.6, 3600.8, 2700.6, 1800, 1350},
        {"gray, crop, 2 to 1", 4000, 3000, 1, 137.35, 89.6, 3600.8, 2700.6, 1800, 1350},
};

static void *need(void *p)
{
        if (!p) {
                fprintf(stderr, "bench_resample: out of memory\n");
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

/* Slopes, waves of many lengths, hard edges and grain. */
static uint8_t *draw(const struct work *w)
{
        uint8_t *px = need(malloc((size_t)w->w * (size_t)w->h * (size_t)w->bands));
        uint32_t grain = 1;
        for (int y = 0; y < w->h; y++)
                for (int x = 0; x < w->w; x++)
                        for (int b = 0; b < w->bands; b++) {
                                grain = grain * 1664525 + 1013904223;
                                double r = hypot(x - w->w * 0.4, y - w->h * 0.6),
                                       v = 120 + 40 * sin(x * 0.013 * (b + 1)) * cos(y * 0.009) +
                                           35 * sin(r * r * 2e-5 + b) + (double)(grain >> 28) +
                                           ((x / 37 + y / 53 + b) % 5 == 0 ? 50 : 0);
                                px[((size_t)y * (size_t)w->w + (size_t)x) * (size_t)w->bands + (size_t)b] =
                                        (uint8_t)(v < 0     ? 0
                                                  : v > 255 ? 255
                                                            : v);
                        }
        return px;
}

/* ---- ours ---- */

/* As zb_reader_row does. Returns bytes that it holds. */
static size_t run_ours(const struct work *w, const uint8_t *px, uint8_t *out)
{
        struct zb_axis across, down;
        if (!zb_axis_init(&across, w->out_w, w->w, w->x, w->cw) || !zb_axis_init(&down, w->out_h, w->h, w->y, w->ch))
                need(NULL);
        size_t plane = (size_t)w->w + ZB_AXIS_STEP, planes = plane * (size_t)w->bands,
               stride = (size_t)w->w * (size_t)w->bands;
        int n_ring = down.taps + 16, loaded = down.first[0];
        uint8_t *ring = need(calloc((size_t)n_ring, planes));
        const uint8_t **rows = need(malloc((size_t)down.taps * sizeof *rows));
        int16_t *between = need(calloc(planes, sizeof *between));
        for (int i = 0; i < w->out_h; i++) {
                for (; loaded < down.first[i] + down.taps; loaded++)
                        zb_planes_split(px + (size_t)loaded * stride, w->w, w->bands, plane,
                                        ring + (size_t)(loaded % n_ring) * planes);
                for (int t = 0; t < down.taps; t++)
                        rows[t] = ring + (size_t)((down.first[i] + t) % n_ring) * planes;
                zb_axis_column(&down, i, rows, planes, between);
                zb_axis_row(&across, between, plane, w->bands, out + (size_t)i * (size_t)w->out_w * (size_t)w->bands);
        }
        size_t held = (size_t)n_ring * planes + planes * sizeof *between +
                      (size_t)across.n * ((size_t)across.pitch * 2 + 4) +
                      (size_t)down.n * ((size_t)down.pitch * 2 + 4);
        free(ring);
        free(rows);
        free(between);
        zb_axis_fini(&across);
        zb_axis_fini(&down);
        return held;
}

/* ---- zimg's ---- */

struct feed {
        const struct work *work;
        const uint8_t *px;
        uint8_t *out;
        uint8_t *in_plane[4], *out_plane[4];
        size_t in_stride, out_stride;
        unsigned in_mask, out_mask, last;
        int passes;
};

static int give(void *user, unsigned i, unsigned left, unsigned right)
{
        struct feed *f = user;
        f->passes += f->passes == 0 || i < f->last;
        f->last = i;
        size_t at = (i & f->in_mask) * f->in_stride, plane = (size_t)(f->in_plane[1] - f->in_plane[0]);
        const uint8_t *row = f->px + (size_t)i * (size_t)f->work->w * (size_t)f->work->bands;
        zb_planes_split(row + (size_t)left * (size_t)f->work->bands, (int)(right - left), f->work->bands, plane,
                        f->in_plane[0] + at + left);
        return 0;
}

static int take(void *user, unsigned i, unsigned left, unsigned right)
{
        const struct feed *f = user;
        int n = f->work->bands;
        size_t at = (i & f->out_mask) * f->out_stride;
        uint8_t *row = f->out + (size_t)i * (size_t)f->work->out_w * (size_t)n;
        const uint8_t *a = f->out_plane[0] + at, *b = f->out_plane[1] + at, *c = f->out_plane[2] + at,
                      *d = f->out_plane[3] + at;
        for (unsigned x = left; x < right && n == 1; x++)
                row[x] = a[x];
        for (unsigned x = left; x < right && n == 3; x++) {
                row[3 * x] = a[x];
                row[3 * x + 1] = b[x];
                row[3 * x + 2] = c[x];
        }
        for (unsigned x = left; x < right && n == 4; x++) {
                row[4 * x] = a[x];
                row[4 * x + 1] = b[x];
                row[4 * x + 2] = c[x];
                row[4 * x + 3] = d[x];
        }
        return 0;
}

static zimg_filter_graph *graph_of(const struct work *w, zimg_cpu_type_e cpu)
{
        zimg_image_format in, out;
        zimg_graph_builder_params params;
        zimg_image_format_default(&in, ZIMG_API_VERSION);
        zimg_graph_builder_params_default(&params, ZIMG_API_VERSION);
        in.width = (unsigned)w->w;
        in.height = (unsigned)w->h;
        in.pixel_type = ZIMG_PIXEL_BYTE;
        in.color_family = w->bands == 1 ? ZIMG_COLOR_GREY : ZIMG_COLOR_RGB;
        in.matrix_coefficients = w->bands == 1 ? ZIMG_MATRIX_UNSPECIFIED : ZIMG_MATRIX_RGB;
        in.pixel_range = ZIMG_RANGE_FULL;
        in.alpha = w->bands == 4 ? ZIMG_ALPHA_PREMULTIPLIED : ZIMG_ALPHA_NONE; /* a fourth plane, left alone */
        zimg_image_format_default(&out, ZIMG_API_VERSION);
        out = in;
        out.width = (unsigned)w->out_w;
        out.height = (unsigned)w->out_h;
        in.active_region.left = w->x;
        in.active_region.top = w->y;
        in.active_region.width = w->cw;
        in.active_region.height = w->ch;
        params.resample_filter = params.resample_filter_uv = ZIMG_RESIZE_LANCZOS;
        params.filter_param_a = params.filter_param_a_uv = 3;
        params.cpu_type = cpu;
        return zimg_filter_graph_build(&in, &out, &params);
}

/* Returns bytes that it holds; 0: it refuses. ret_passes: how often it went through the picture from the top.
 */
static size_t run_zimg(const struct work *w, const uint8_t *px, uint8_t *out, zimg_cpu_type_e cpu, int *ret_passes)
{
        zimg_filter_graph *graph = graph_of(w, cpu);
        size_t tmp_size, held;
        unsigned in_rows, out_rows;
        if (!graph || zimg_filter_graph_get_tmp_size(graph, &tmp_size) ||
            zimg_filter_graph_get_input_buffering(graph, &in_rows) ||
            zimg_filter_graph_get_output_buffering(graph, &out_rows))
                return 0;
        struct feed f = {.work = w, .px = px, .out = out};
        f.in_stride = ((size_t)w->w + 63) / 64 * 64;
        f.out_stride = ((size_t)w->out_w + 63) / 64 * 64;
        f.in_mask = zimg_select_buffer_mask(in_rows);
        f.out_mask = zimg_select_buffer_mask(out_rows);
        size_t in_n = f.in_mask == ZIMG_BUFFER_MAX ? (size_t)w->h : f.in_mask + 1,
               out_n = f.out_mask == ZIMG_BUFFER_MAX ? (size_t)w->out_h : f.out_mask + 1;
        uint8_t *in_buf = need(aligned_alloc(64, in_n * f.in_stride * 4)),
                *out_buf = need(aligned_alloc(64, out_n * f.out_stride * 4)),
                *tmp = need(aligned_alloc(64, (tmp_size + 63) / 64 * 64));
        zimg_image_buffer_const src = {.version = ZIMG_API_VERSION};
        zimg_image_buffer dst = {.version = ZIMG_API_VERSION};
        for (size_t p = 0; p < 4; p++) {
                f.in_plane[p] = in_buf + p * in_n * f.in_stride;
                f.out_plane[p] = out_buf + p * out_n * f.out_stride;
                if ((int)p >= w->bands)
                        continue;
                src.plane[p].data = f.in_plane[p];
                src.plane[p].stride = (ptrdiff_t)f.in_stride;
                src.plane[p].mask = f.in_mask;
                dst.plane[p].data = f.out_plane[p];
                dst.plane[p].stride = (ptrdiff_t)f.out_stride;
                dst.plane[p].mask = f.out_mask;
        }
        bool done = !zimg_filter_graph_process(graph, &src, &dst, tmp, give, &f, take, &f);
        held = in_n * f.in_stride * (size_t)w->bands + out_n * f.out_stride * (size_t)w->bands + tmp_size;
        free(in_buf);
        free(out_buf);
        free(tmp);
        zimg_filter_graph_free(graph);
        *ret_passes = f.passes;
        return done ? held : 0;
}

/* ---- the truth ---- */

static double lanczos(double x)
{
        const double pi = 3.14159265358979323846;
        return fabs(x) < 1e-9 ? 1 : fabs(x) < 3 ? 3 * sin(pi * x) * sin(pi * x / 3) / (pi * pi * x * x) : 0;
}

/* Rows of weights over all inputs near, and where each begins. */
static double *weights_of(int n, int n_in, double from, double extent, int *taps, int *first)
{
        double step = extent / n, scale = fmax(step, 1);
        *taps = (int)ceil(6 * scale) + 2;
        double *all = need(calloc((size_t)n * (size_t)*taps, sizeof *all));
        for (int i = 0; i < n; i++) {
                double centre = from + (i + 0.5) * step, sum = 0, *w = all + (size_t)i * (size_t)*taps;
                first[i] = (int)floor(centre - 3 * scale);
                for (int t = 0; t < *taps; t++)
                        if (first[i] + t >= 0 && first[i] + t < n_in)
                                sum += w[t] = lanczos((first[i] + t + 0.5 - centre) / scale);
                for (int t = 0; t < *taps; t++)
                        w[t] /= sum;
        }
        return all;
}

static float *reference(const struct work *w, const uint8_t *px)
{
        int taps_x, taps_y, *first_x = need(malloc((size_t)w->out_w * sizeof(int))),
                            *first_y = need(malloc((size_t)w->out_h * sizeof(int)));
        double *wx = weights_of(w->out_w, w->w, w->x, w->cw, &taps_x, first_x),
               *wy = weights_of(w->out_h, w->h, w->y, w->ch, &taps_y, first_y);
        size_t n = (size_t)w->w * (size_t)w->bands;
        double *row = need(malloc(n * sizeof *row));
        float *out = need(malloc((size_t)w->out_w * (size_t)w->out_h * (size_t)w->bands * sizeof *out)), *at = out;
        for (int y = 0; y < w->out_h; y++) {
                memset(row, 0, n * sizeof *row);
                for (int t = 0; t < taps_y; t++) {
                        double k = wy[(size_t)y * (size_t)taps_y + (size_t)t];
                        for (size_t x = 0; k != 0 && x < n; x++)
                                row[x] += k * px[(size_t)(first_y[y] + t) * n + x];
                }
                for (int x = 0; x < w->out_w; x++)
                        for (int b = 0; b < w->bands; b++, at++) {
                                double sum = 0;
                                for (int t = 0; t < taps_x; t++) {
                                        double k = wx[(size_t)x * (size_t)taps_x + (size_t)t];
                                        if (k != 0)
                                                sum += k * row[(size_t)((first_x[x] + t) * w->bands + b)];
                                }
                                *at = (float)fmin(fmax(sum, 0), 255);
                        }
        }
        free(first_x);
        free(first_y);
        free(wx);
        free(wy);
        free(row);
        return out;
}

struct quality {
        double psnr, shift_x, shift_y; /* dB; pixels of output that it lies beside the truth */
        int most;                      /* levels, greatest difference */
};

static struct quality judge(const struct work *w, const uint8_t *out, const float *truth)
{
        double square = 0, n = 0, dx_d = 0, dx_dx = 0, dy_d = 0, dy_dy = 0, most = 0;
        ptrdiff_t b = w->bands, line = (ptrdiff_t)w->out_w * b;
        for (int y = EDGE; y < w->out_h - EDGE; y++)
                for (int x = EDGE * w->bands; x < (w->out_w - EDGE) * w->bands; x++, n++) {
                        const float *t = truth + y * line + x;
                        double d = out[y * line + x] - (double)*t, gx = ((double)t[b] - t[-b]) / 2,
                               gy = ((double)t[line] - t[-line]) / 2;
                        square += d * d;
                        most = fmax(most, fabs(d));
                        dx_d -= gx * d;
                        dx_dx += gx * gx;
                        dy_d -= gy * d;
                        dy_dy += gy * gy;
                }
        return (struct quality){10 * log10(255.0 * 255.0 * n / square), dx_d / dx_dx, dy_d / dy_dy,
                                (int)(most + 0.5)};
}

/* ---- pairs ---- */

static int compare(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;
        return (x > y) - (x < y);
}

static double median(double *v)
{
        qsort(v, ROUNDS, sizeof *v, compare);
        return v[ROUNDS / 2];
}

static void run(const struct work *w)
{
        size_t size = (size_t)w->out_w * (size_t)w->out_h * (size_t)w->bands, held_a = 0, held_b = 0;
        int passes;
        uint8_t *px = draw(w), *a = need(malloc(size)), *b = need(malloc(size)), *plain = need(malloc(size));
        double ours[ROUNDS], theirs[ROUNDS], ratios[ROUNDS], mpx = w->out_w * (double)w->out_h / 1e6;
        for (int i = 0; i < ROUNDS; i++) {
                double t0 = cpu_now();
                held_a = run_ours(w, px, a);
                double t1 = cpu_now();
                held_b = run_zimg(w, px, b, ZIMG_CPU_AUTO, &passes);
                double t2 = cpu_now();
                ours[i] = (t1 - t0) / mpx * 1e3;
                theirs[i] = (t2 - t1) / mpx * 1e3;
                ratios[i] = (t1 - t0) / (t2 - t1);
        }
        run_zimg(w, px, plain, ZIMG_CPU_NONE, &passes);
        size_t differ = 0, apart = 0;
        for (size_t i = 0; i < size; i++) {
                differ += b[i] != plain[i];
                apart += a[i] != b[i];
        }
        float *truth = reference(w, px);
        struct quality qa = judge(w, a, truth), qb = judge(w, b, truth);
        printf("| %s | %.1f | %.1f | %.2f | %.1f / %.1f | %.1f / %.1f | %d / %d | %+.4f %+.4f / %+.4f %+.4f "
               "| %d | %.2f | %.1f |\n",
               w->name, median(ours), median(theirs), median(ratios), (double)held_a / 1e6, (double)held_b / 1e6,
               qa.psnr, qb.psnr, qa.most, qb.most, qa.shift_x, qa.shift_y, qb.shift_x, qb.shift_y, passes,
               100.0 * (double)differ / (double)size, 100.0 * (double)apart / (double)size);
        fflush(stdout);
        free(px);
        free(a);
        free(b);
        free(plain);
        free(truth);
}

int main(void)
{
        fputs("| work | ours, ms a megapixel | zimg | ratio | MB, ours / zimg | PSNR, dB | most, levels | "
              "beside the truth, "
              "pixels | zimg's passes | without vectors zimg differs, % | bytes that differ from ours, % |\n"
              "|---|---|---|---|---|---|---|---|---|---|---|\n",
              stdout);
        for (size_t i = 0; i < sizeof works / sizeof *works; i++)
                run(&works[i]);
        return 0;
}
