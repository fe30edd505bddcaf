/* SPDX-License-Identifier: Apache-2.0 */
/* Two pictures of the board, as the profile prints it: a fingerprint by which files are compared, and the one
 * that a report shows. Both are made of the survey's small picture. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jpeg.h"
#include "survey_priv.h"

enum { PRINT_W = 128, PRINT_H_MOST = 1024, VIEW_QUALITY = 85, VIEW_SIDE_MOST = 16000 };

void zb_survey_proof(const struct zb_survey *s, const uint8_t *ink, uint8_t *rgb, size_t n)
{
        enum { BLOCK = 256 };
        struct zb_ink block[BLOCK];
        for (size_t done = 0; done < n;) {
                size_t now = n - done < BLOCK ? n - done : BLOCK;
                for (size_t i = 0; i < now; i++, ink += 4)
                        block[i] =
                                (struct zb_ink){ink[0] / 255.0f, ink[1] / 255.0f, ink[2] / 255.0f, ink[3] / 255.0f};
                zb_proof_rgb(s->d->profile, block, (uint8_t(*)[3])(rgb + 3 * done), now, NULL);
                done += now;
        }
}

/* ---- the fingerprint ---- */

/* Mean ink of the part of the small picture that lies under element x, y of a w × h picture. */
static void mean_ink(const struct zb_survey *s, int x, int y, int w, int h, uint8_t ret[4])
{
        int x0 = (int)((int64_t)x * s->small_w / w), x1 = (int)((int64_t)(x + 1) * s->small_w / w);
        int y0 = (int)((int64_t)y * s->small_h / h), y1 = (int)((int64_t)(y + 1) * s->small_h / h);
        uint64_t sum[4] = {0}, n = (uint64_t)(x1 - x0) * (uint64_t)(y1 - y0);
        for (int row = y0; row < y1; row++) {
                const uint8_t *px = s->small + 4 * ((size_t)row * (size_t)s->small_w + (size_t)x0);
                for (int col = x0; col < x1; col++, px += 4)
                        for (int c = 0; c < 4; c++)
                                sum[c] += px[c];
        }
        for (int c = 0; c < 4; c++)
                ret[c] = (uint8_t)((sum[c] + n / 2) / n);
}

static enum zb_code fingerprint(struct zb_survey *s, struct zb_err *err)
{
        struct zb_fact_survey *say = &s->d->facts->survey;
        int w = s->small_w < PRINT_W ? s->small_w : PRINT_W;
        int most = s->small_h < PRINT_H_MOST ? s->small_h : PRINT_H_MOST;
        int h = (int)fmin(fmax(round(w * s->box.h / s->box.w), 1), most);
        uint8_t *rgb = zb_arena_array(s->d->facts->arena, (size_t)w * (size_t)h, 3), ink[4 * PRINT_W];
        if (!rgb)
                return zb_err_nomem(err);
        for (int y = 0; y < h; y++) {
                for (int x = 0; x < w; x++)
                        mean_ink(s, x, y, w, h, ink + 4 * x);
                zb_survey_proof(s, ink, rgb + 3 * (size_t)y * (size_t)w, (size_t)w);
        }
        say->print_w = w;
        say->print_h = h;
        say->print = rgb;
        return ZB_OK;
}

/* ---- the view ---- */

struct view_rows {
        const struct zb_survey *survey;
        uint8_t *rgb; /* a row */
};

static const uint8_t *view_row(void *ctx, int y)
{
        const struct view_rows *rows = ctx;
        size_t n = (size_t)rows->survey->small_w;
        zb_survey_proof(rows->survey, rows->survey->small + 4 * (size_t)y * n, rows->rgb, n);
        return rows->rgb;
}

enum zb_code zb_survey_view(struct zb_survey *s, const uint8_t **ret, size_t *ret_len, struct zb_err *err)
{
        const struct zb_jpeg_image image = {
                .width = s->small_w, .height = s->small_h, .components = 3, .quality = VIEW_QUALITY};
        struct view_rows rows = {s, malloc((size_t)s->small_w * 3)};
        struct zb_buf jpeg = ZB_BUF_INIT;
        enum zb_code code = rows.rgb ? zb_jpeg_encode(&image, view_row, &rows, &jpeg, err) : zb_err_nomem(err);
        if (!code) {
                *ret = zb_arena_memdup(s->d->facts->arena, jpeg.data, jpeg.len);
                *ret_len = jpeg.len;
                if (!*ret)
                        code = zb_err_nomem(err);
        }
        zb_buf_fini(&jpeg);
        free(rows.rgb);
        return code;
}

enum zb_code zb_survey_pictures(struct zb_survey *s, struct zb_err *err)
{
        struct zb_fact_survey *say = &s->d->facts->survey;
        bool wanted = s->d->view_ppi > 0 && s->small_w <= VIEW_SIDE_MOST && s->small_h <= VIEW_SIDE_MOST;
        enum zb_code code = fingerprint(s, err);
        if (code || !wanted)
                return code;
        say->view_w = s->small_w;
        say->view_h = s->small_h;
        return zb_survey_view(s, &say->view, &say->view_len, err);
}
