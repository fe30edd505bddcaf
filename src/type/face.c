/* SPDX-License-Identifier: Apache-2.0 */
/* One weight of the family: the mapped font file, its outlines and measures. All of it is immutable once
 * loaded and may be used from several threads, but for FreeType's face and the ink factor, which stand behind
 * a mutex. */
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include <errno.h>
#include <hb-ot.h>
#include <iconv.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "stats.h"
#include "type_priv.h"

struct zb_face_lazy {
        pthread_mutex_t mutex;
        FT_Library library;
        FT_Face ft;
        double ink_factor; /* 0: not yet measured */
};

/* ---- outlines ---- */

struct face_pen {
        const struct zb_outline_sink *sink;
        void *ctx;
        double unit;
};

static void pen_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
        struct face_pen *pen = data;
        pen->sink->move(pen->ctx, x * pen->unit, y * pen->unit);
}

static void pen_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
        struct face_pen *pen = data;
        pen->sink->line(pen->ctx, x * pen->unit, y * pen->unit);
}

static void pen_curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2,
                      float y2, float x, float y, void *user)
{
        struct face_pen *pen = data;
        double u = pen->unit;
        pen->sink->curve(pen->ctx, x1 * u, y1 * u, x2 * u, y2 * u, x * u, y * u);
}

static void pen_close(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
        struct face_pen *pen = data;
        pen->sink->close(pen->ctx);
}

static hb_draw_funcs_t *draw_funcs(void)
{
        hb_draw_funcs_t *funcs = hb_draw_funcs_create();
        hb_draw_funcs_set_move_to_func(funcs, pen_move, NULL, NULL);
        hb_draw_funcs_set_line_to_func(funcs, pen_line, NULL, NULL);
        /* Quadratic curves arrive as cubic ones: HarfBuzz converts where there is no callback of their own.
         */
        hb_draw_funcs_set_cubic_to_func(funcs, pen_curve, NULL, NULL);
        hb_draw_funcs_set_close_path_func(funcs, pen_close, NULL, NULL);
        hb_draw_funcs_make_immutable(funcs);
        return funcs;
}

void zb_face_outline(const struct zb_face *face, uint32_t gid, const struct zb_outline_sink *sink, void *ctx)
{
        struct face_pen pen = {sink, ctx, 1.0 / face->upem};
#if HB_VERSION_ATLEAST(7, 0, 0)
        hb_font_draw_glyph(face->font, gid, face->draw, &pen);
#else
        hb_font_get_glyph_shape(face->font, gid, face->draw, &pen);
#endif
}

/* ---- load and free ---- */

enum zb_code zb_face_bad(const char *path, struct zb_err *err)
{
        return zb_err_say(err, ZB_WORK, path, "The font file \"%s\" cannot be read or is damaged.", path);
}

static bool open_freetype(struct zb_face *face)
{
        size_t len;
        unsigned index;
        const void *data = zb_face_data(face, &len, &index);
        return FT_Init_FreeType(&face->lazy->library) == 0 &&
               FT_New_Memory_Face(face->lazy->library, data, (FT_Long)len, (FT_Long)index, &face->lazy->ft) == 0;
}

enum zb_code zb_face_load(const char *path, unsigned index, const char *ps_name, enum zb_weight weight,
                          const uint32_t *level1, struct zb_face **ret, struct zb_err *err)
{
        struct zb_face *face = calloc(1, sizeof *face);
        if (!face)
                return zb_err_nomem(err);
        face->lazy = calloc(1, sizeof *face->lazy);
        if (!face->lazy) {
                free(face);
                return zb_err_nomem(err);
        }
        pthread_mutex_init(&face->lazy->mutex, NULL);
        face->blob = hb_blob_create_from_file_or_fail(path); /* mapped, not read */
        if (!face->blob) {
                zb_face_free(face);
                return zb_face_bad(path, err);
        }
        face->face = hb_face_create(face->blob, index);
        hb_face_make_immutable(face->face);
        face->font = hb_font_create(face->face);
        face->draw = draw_funcs();
        face->chinese = hb_language_from_string("zh-Hans", -1);
        face->english = hb_language_from_string("en", -1);
        face->index = index;
        face->upem = hb_face_get_upem(face->face);
        face->weight = weight;
        face->level1 = level1;
        snprintf(face->ps_name, sizeof face->ps_name, "%s", ps_name);
        hb_font_set_scale(face->font, (int)face->upem, (int)face->upem);
        hb_font_make_immutable(face->font);
        if (hb_face_get_glyph_count(face->face) == 0 || !open_freetype(face)) {
                zb_face_free(face);
                return zb_face_bad(path, err);
        }
        *ret = face;
        return ZB_OK;
}

void zb_face_free(struct zb_face *face)
{
        if (!face)
                return;
        if (face->lazy->ft)
                FT_Done_Face(face->lazy->ft);
        if (face->lazy->library)
                FT_Done_FreeType(face->lazy->library);
        pthread_mutex_destroy(&face->lazy->mutex);
        free(face->lazy);
        hb_draw_funcs_destroy(face->draw);
        hb_font_destroy(face->font);
        hb_face_destroy(face->face);
        hb_blob_destroy(face->blob);
        free(face);
}

/* ---- what it says about itself ---- */

const char *zb_face_ps_name(const struct zb_face *face)
{
        return face->ps_name;
}

enum zb_weight zb_face_weight(const struct zb_face *face)
{
        return face->weight;
}

const void *zb_face_data(const struct zb_face *face, size_t *ret_len, unsigned *ret_index)
{
        unsigned len = 0;
        const char *data = hb_blob_get_data(face->blob, &len);
        *ret_len = len;
        *ret_index = face->index;
        return data;
}

unsigned zb_face_upem(const struct zb_face *face)
{
        return face->upem;
}

uint32_t zb_face_cid(const struct zb_face *face, uint32_t gid)
{
        FT_UInt cid = 0;
        pthread_mutex_lock(&face->lazy->mutex);
        FT_Error failed = FT_Get_CID_From_Glyph_Index(face->lazy->ft, gid, &cid);
        pthread_mutex_unlock(&face->lazy->mutex);
        return failed ? gid : cid; /* a font that is not CID-keyed has no other number */
}

double zb_face_advance(const struct zb_face *face, uint32_t gid)
{
        return (double)hb_font_get_glyph_h_advance(face->font, gid) / face->upem;
}

bool zb_face_extents(const struct zb_face *face, uint32_t gid, struct zb_rect *ret_em)
{
        hb_glyph_extents_t e;
        if (!hb_font_get_glyph_extents(face->font, gid, &e) || e.width == 0 || e.height == 0)
                return false;
        double unit = 1.0 / face->upem; /* height is negative: downwards from the top bearing */
        *ret_em = (struct zb_rect){e.x_bearing * unit, (e.y_bearing + e.height) * unit, e.width * unit,
                                   -e.height * unit};
        return true;
}

/* ---- the ink factor ---- */

enum zb_code zb_level1_han(uint32_t ret[ZB_N_LEVEL1], struct zb_err *err)
{
        char gb[2 * ZB_N_LEVEL1], utf8[3 * ZB_N_LEVEL1 + 1];
        size_t n = 0;
        for (int row = 16; row <= 55; row++)
                for (int cell = 1; cell <= (row == 55 ? 89 : 94); cell++) {
                        gb[n++] = (char)(0xA0 + row);
                        gb[n++] = (char)(0xA0 + cell);
                }
        iconv_t cd = iconv_open("UTF-8", "EUC-CN");
        char *in = gb, *out = utf8;
        size_t in_left = n, out_left = sizeof utf8;
        bool converted = cd != (iconv_t)-1 && iconv(cd, &in, &in_left, &out, &out_left) == 0;
        if (cd != (iconv_t)-1)
                iconv_close(cd);
        if (!converted)
                return zb_err_say(err, ZB_WORK, NULL,
                                  "The C library lacks its GB 2312 table (gconv's EUC-CN), so font heights "
                                  "cannot be measured.");
        const char *at = utf8;
        size_t left = (size_t)(out - utf8);
        for (n = 0; n < ZB_N_LEVEL1; n++) {
                size_t step = zb_utf8_next(at, left, &ret[n]);
                at += step;
                left -= step;
        }
        return ZB_OK;
}

static double measure_ink(const struct zb_face *face)
{
        double heights[ZB_N_LEVEL1];
        size_t n = 0;
        for (size_t i = 0; i < ZB_N_LEVEL1; i++) {
                hb_codepoint_t gid;
                struct zb_rect ink;
                if (hb_font_get_nominal_glyph(face->font, face->level1[i], &gid) && zb_face_extents(face, gid, &ink))
                        heights[n++] = ink.h;
        }
        if (n == 0) /* a font without Han: nothing can be said, so the em */
                return 1.0;
        return zb_median(heights, n);
}

double zb_face_ink_factor(const struct zb_face *face)
{
        pthread_mutex_lock(&face->lazy->mutex);
        if (face->lazy->ink_factor == 0)
                face->lazy->ink_factor = measure_ink(face);
        double factor = face->lazy->ink_factor;
        pthread_mutex_unlock(&face->lazy->mutex);
        return factor;
}
