/* SPDX-License-Identifier: Apache-2.0 */
/* A small scene with everything that a board has, and the picture that it shows: for the tests of what draws.
 */
#ifndef DEMO_SCENE_H
#define DEMO_SCENE_H

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>
#include <unistd.h>

#include "scene.h"

/* Every pixel of the demo picture is told by its place. */
static inline void demo_pixel(int x, int y, uint8_t out[4])
{
        out[0] = (uint8_t)(x * 3);
        out[1] = (uint8_t)(y * 5);
        out[2] = (uint8_t)(x + y);
        out[3] = (uint8_t)((x * 7) ^ (y * 11));
}

/* A CMYK TIFF without profile: its inks are passed on as they are. */
static inline void demo_picture_write(const char *path, int width, int height)
{
        TIFF *tif = TIFFOpen(path, "w");
        assert(tif);
        TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, (uint32_t)width);
        TIFFSetField(tif, TIFFTAG_IMAGELENGTH, (uint32_t)height);
        TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, 8);
        TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, 4);
        TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_SEPARATED);
        TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
        TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, (uint32_t)height);
        uint8_t *row = malloc(4 * (size_t)width);
        assert(row);
        for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++)
                        demo_pixel(x, y, row + 4 * (size_t)x);
                int written = TIFFWriteScanline(tif, row, (uint32_t)y, 0);
                assert(written == 1);
                (void)written;
        }
        free(row);
        TIFFClose(tif);
}

static inline struct zb_item *demo_shape(struct zb_scene *scene, struct zb_paint fill)
{
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_SHAPE, ZB_LAYER_CHARTS);
        item->shape.fill = fill;
        return item;
}

static inline void demo_rect(struct zb_scene *scene, struct zb_rect r, struct zb_paint fill)
{
        struct zb_item *item = demo_shape(scene, fill);
        item->box = r;
        zb_path_rect(scene->arena, &item->shape.path, r);
}

static inline struct zb_item *demo_picture(struct zb_scene *scene, const struct zb_picture *picture,
                                           struct zb_rect box, struct zb_rect crop, double radius_mm)
{
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_PICTURE, ZB_LAYER_PICTURES);
        item->box = box;
        item->picture = (struct zb_placed){picture, crop, radius_mm};
        return item;
}

/* A line of n glyphs from gid on, at (x, baseline). */
static inline struct zb_item *demo_text(struct zb_scene *scene, const struct zb_face *face, uint32_t gid, size_t n,
                                        double x, double baseline, double em, struct zb_ink ink)
{
        struct zb_glyph *glyphs = zb_arena_array(scene->arena, n, sizeof *glyphs);
        struct zb_text_style *styles = zb_arena_array(scene->arena, 2, sizeof *styles);
        assert(glyphs && styles);
        for (size_t i = 0; i < n; i++)
                glyphs[i] = (struct zb_glyph){
                        .gid = gid + (uint32_t)i, .x_mm = em * (double)i, .advance_mm = em, .span = i % 3 == 2};
        styles[0] = (struct zb_text_style){face, ink, false};
        styles[1] = (struct zb_text_style){face, {0, 1, 1, 0}, true};
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_TEXT, ZB_LAYER_TEXT);
        item->box = (struct zb_rect){x, baseline - ZB_EM_ASCENT * em, em * (double)n, em};
        item->text = (struct zb_text){.tier = ZB_TIER_BODY,
                                      .role = "body",
                                      .em_mm = em,
                                      .leading = 1,
                                      .x_mm = x,
                                      .baseline_mm = baseline,
                                      .utf8 = "",
                                      .glyphs = glyphs,
                                      .n_glyphs = n,
                                      .styles = styles,
                                      .n_styles = 2,
                                      .place = ""};
        return item;
}

#define DEMO_GID 8748 /* a dense Han in Source Han Sans, and one of some kind in any other font as large */

/* width × height mm; picture and fonts may be NULL. */
static inline struct zb_scene *demo_scene(double width, double height, const struct zb_picture *picture,
                                          const struct zb_fonts *fonts)
{
        struct zb_scene *scene = zb_scene_new(width, height, 0);
        assert(scene);
        scene->title = "示例 <展板>";
        demo_rect(scene, (struct zb_rect){0, 0, width, height},
                  zb_paint_linear((struct zb_ink){0.9F, 0.6F, 0.1F, 0.2F}, (struct zb_ink){0.1F, 0, 0.05F, 0}, 0, 0,
                                  0, height));
        struct zb_item *item =
                demo_shape(scene, zb_paint_linear((struct zb_ink){0, 0.5F, 1, 0}, (struct zb_ink){0.5F, 0, 0, 0},
                                                  width * 0.1, height * 0.1, width * 0.8, height * 0.7));
        item->shape.fill.alpha = 0.6;
        zb_path_ellipse(scene->arena, &item->shape.path, width * 0.45, height * 0.4, width * 0.37, height * 0.31);
        item = demo_shape(scene, zb_paint_alpha((struct zb_ink){0, 0, 0, 0.1F}, 0.5));
        item->shape.stroke = zb_paint_solid((struct zb_ink){1, 0, 0, 0});
        item->shape.stroke_mm = width * 0.013;
        item->shape.round = true;
        zb_path_move(scene->arena, &item->shape.path, width * 0.05, height * 0.9);
        zb_path_curve(scene->arena, &item->shape.path, width * 0.3, -height * 0.3, width * 0.6, height * 1.4,
                      width * 1.02, height * 0.2);
        item = demo_shape(scene, zb_paint_solid((struct zb_ink){0, 0, 0, 0}));
        item->shape.fill.kind = ZB_PAINT_NONE;
        item->shape.stroke = zb_paint_alpha((struct zb_ink){0, 1, 0, 0}, 0.7);
        item->shape.stroke_mm = width * 0.008;
        zb_path_polygon(scene->arena, &item->shape.path,
                        (double[]){width * 0.1, height * 0.2, width * 0.5, height * 0.25, width * 0.12, height * 0.3},
                        3, false);
        if (picture) {
                const struct zb_picture_info *info = zb_picture_info(picture);
                struct zb_rect all = {0, 0, info->width, info->height};
                demo_picture(scene, picture,
                             (struct zb_rect){width * 0.11, height * 0.51, width * 0.37, height * 0.31}, all,
                             width * 0.03);
                demo_picture(scene, picture, (struct zb_rect){width * 0.55, height * 0.55, width * 0.4, height * 0.4},
                             all, 0);
        }
        for (int i = 0; fonts && i < 4; i++)
                demo_text(scene, zb_fonts_face(fonts, (enum zb_weight)(i % ZB_N_WEIGHTS)),
                          DEMO_GID + 40 * (uint32_t)i, 7, width * 0.06, height * (0.15 + 0.22 * i), width * 0.12,
                          (struct zb_ink){0, 0, 0, 0.9F});
        return scene;
}

#endif
