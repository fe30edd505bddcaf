/* SPDX-License-Identifier: Apache-2.0 */
/* A contact sheet of charts: every sample of figure_samples.h in a box of one size, drawn by the composer and
 * rastered by the writer, to be looked at after every change.
 *
 *   chart_sheet OUT.png WIDTH_MM HEIGHT_MM [THEME [PPI]] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figure.h"
#include "figure_samples.h"
#include "words.h"
#include "write.h"

#define GAP_MM   20.0
#define SHEET_MM 2400.0 /* about as wide as this */

struct sheet {
        struct zb_fonts *fonts;
        struct zb_profile *profile;
        struct zb_theme theme;
        struct zb_spec board;
        struct zb_compose_options options;
};

static enum zb_code draw(struct sheet *s, double w, double h, struct zb_scene **ret, struct zb_err *err)
{
        size_t cols = (size_t)fmax(1, floor(SHEET_MM / (w + GAP_MM))), rows = (N_SAMPLES + cols - 1) / cols;
        struct zb_scene *scene =
                zb_scene_new((double)cols * (w + GAP_MM) + GAP_MM, (double)rows * (h + GAP_MM) + GAP_MM, 0);
        if (!scene)
                return zb_err_nomem(err);
        *ret = scene;
        struct zb_words words;
        if (zb_words_load(ZB_SOURCE_DIR "/layouts", scene->arena, &words, err) != ZB_OK)
                return err->code;
        struct zb_stage stage = {.words = &words,
                                 .board = &s->board,
                                 .o = &s->options,
                                 .scene = scene,
                                 .arena = scene->arena,
                                 .em = {105.9, 63.6, 38.9, 24.8, 19.45},
                                 .weight = {ZB_HEAVY, ZB_BOLD, ZB_REGULAR, ZB_MEDIUM, ZB_REGULAR}};
        for (size_t i = 0; i < N_SAMPLES; i++) {
                struct zb_rect box = {GAP_MM + (double)(i % cols) * (w + GAP_MM),
                                      GAP_MM + (double)(i / cols) * (h + GAP_MM), w, h};
                double need_w, need_h, caption;
                zb_figure_need(&stage, &samples[i].figure, w, &need_w, &need_h, &caption);
                size_t before = scene->n_remarks;
                if (zb_figure_draw(&stage, &samples[i].figure, box, 0, false, err) != ZB_OK)
                        return err->code;
                printf("%-12s needs %.0f x %.0f%s\n", samples[i].name, need_w, need_h,
                       need_w > w || need_h > h ? "  (too small a box)" : "");
                for (; before < scene->n_remarks; before++)
                        printf("             %s\n", scene->remarks[before].text.zh);
        }
        return ZB_OK;
}

int main(int argc, char **argv)
{
        struct sheet s = {0};
        struct zb_scene *scene = NULL;
        struct zb_err err = {0};
        if (argc < 4) {
                fprintf(stderr, "usage: chart_sheet OUT.png WIDTH_MM HEIGHT_MM [THEME [PPI]]\n");
                return 2;
        }
        enum zb_code code = zb_fonts_open(ZB_SOURCE_DIR "/fonts", &s.fonts, &err);
        if (!code)
                code = zb_theme_load(ZB_SOURCE_DIR "/layouts", NULL, argc > 4 ? argv[4] : "tech-blue", &s.theme,
                                     &err);
        if (!code)
                code = zb_profile_open(ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc", &s.profile, &err);
        s.options = (struct zb_compose_options){.theme = &s.theme, .fonts = s.fonts, .profile = s.profile};
        if (!code)
                code = draw(&s, atof(argv[2]), atof(argv[3]), &scene, &err);
        const struct zb_write_options o = {
                .profile = s.profile, .ppi = argc > 5 ? atof(argv[5]) : 20, .max_total = 300};
        if (!code)
                code = zb_write(scene, &(struct zb_output){&zb_format_png, argv[1]}, 1, &o, &err);
        if (code)
                fprintf(stderr, "chart_sheet: %s\n", zb_err_text(&err, ZB_EN));
        zb_scene_free(scene);
        zb_profile_free(s.profile);
        zb_fonts_free(s.fonts);
        return code ? 3 : 0;
}
