/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of figure share. */
#ifndef ZB_TEST_FIGURE_H
#define ZB_TEST_FIGURE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <qrencode.h>
#include "figure.h"
#include "figure_samples.h"

struct world {
        struct zb_fonts *fonts;
        struct zb_theme theme;
        struct zb_spec board;
        struct zb_compose_options options;
};

static inline int set_up(void **state)
{
        static struct world w;
        struct zb_err err = {0};
        if (zb_fonts_open(ZB_SOURCE_DIR "/fonts", &w.fonts, &err) != ZB_OK ||
            zb_theme_load(ZB_SOURCE_DIR "/layouts", NULL, "tech-blue", &w.theme, &err) != ZB_OK) {
                fprintf(stderr, "%s\n", err.en);
                return 1;
        }
        w.options = (struct zb_compose_options){.theme = &w.theme, .fonts = w.fonts};
        *state = &w;
        return 0;
}

static inline int tear_down(void **state)
{
        zb_fonts_free(((struct world *)*state)->fonts);
        return 0;
}

static inline struct zb_stage new_stage(struct world *w, double caption_em)
{
        struct zb_scene *scene = zb_scene_new(785, 1780, 0);
        assert_non_null(scene);
        return (struct zb_stage){.board = &w->board,
                                 .o = &w->options,
                                 .scene = scene,
                                 .arena = scene->arena,
                                 .em = {105.9, 63.6, 38.9, caption_em, 19.45},
                                 .weight = {ZB_HEAVY, ZB_BOLD, ZB_REGULAR, ZB_MEDIUM, ZB_REGULAR}};
}

static inline const struct zb_figure *sample(const char *name)
{
        for (size_t i = 0; i < N_SAMPLES; i++)
                if (strcmp(samples[i].name, name) == 0)
                        return &samples[i].figure;
        fail_msg("no sample %s", name);
        return NULL;
}

static inline size_t remarks_of(const struct zb_scene *scene, const char *rule)
{
        size_t n = 0;
        for (size_t i = 0; i < scene->n_remarks; i++)
                n += strcmp(scene->remarks[i].rule, rule) == 0;
        return n;
}

/* ---- what every drawing must keep ---- */

/* All complaints are printed before the test fails: one bad kind should not hide another. */
__attribute__((unused)) static int complaints;

static inline void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

static inline void complain(const char *format, ...)
{
        va_list args;
        va_start(args, format);
        if (complaints++ < 40) {
                vfprintf(stderr, format, args);
                fputc('\n', stderr);
        }
        va_end(args);
}

static inline int no_complaints(void **state)
{
        complaints = 0;
        return 0;
}

static inline void check_text(const char *name, struct zb_rect box, const struct zb_scene *scene, double strip_top)
{
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *a = &scene->items[i];
                if (a->kind != ZB_ITEM_TEXT)
                        continue;
                const char *text = a->text.utf8;
                if (!zb_rect_contains(box, a->box, 0.02))
                        complain("%s %gx%g: “%s” leaves the box", name, box.w, box.h, text);
                if (strcmp(a->text.role, "caption") != 0 && strcmp(a->text.role, "ai") != 0 &&
                    a->box.y + a->box.h > strip_top + 0.02)
                        complain("%s %gx%g: “%s” runs into the strip", name, box.w, box.h, text);
                for (size_t k = i + 1; k < scene->n_items; k++) {
                        if (scene->items[k].kind != ZB_ITEM_TEXT)
                                continue;
                        struct zb_rect both = zb_rect_intersect(a->box, scene->items[k].box);
                        if (both.w > 0.05 && both.h > 0.05)
                                complain("%s %gx%g: “%s” and “%s” overlap", name, box.w, box.h, text,
                                         scene->items[k].text.utf8);
                }
        }
}

static inline void check_shapes(const char *name, struct zb_rect box, const struct zb_scene *scene)
{
        for (size_t i = 0; i < scene->n_items; i++)
                if (scene->items[i].kind != ZB_ITEM_TEXT && !zb_rect_contains(box, scene->items[i].box, 0.8))
                        complain("%s %gx%g: a shape leaves the box (%s)", name, box.w, box.h, scene->items[i].name);
}

static inline void long_urls_are_remarked(void **state)
{
        static char url[4000];
        struct zb_qr_link link = {url, "", "/qr/0"};
        static const size_t lengths[] = {1200, sizeof url - 1};
        for (size_t i = 0; i < 2; i++) {
                memset(url, 'a', sizeof url);
                url[lengths[i]] = '\0';
                struct zb_stage stage = new_stage(*state, 24.8);
                struct zb_err err = {0};
                assert_int_equal(zb_qr_draw(&stage, &link, 0, 0, 100, &err), ZB_OK);
                assert_int_equal(remarks_of(stage.scene, "qr.allowed"), 1);
                assert_int_equal(stage.scene->n_qr, i == 0 ? 1 : 0);
                zb_scene_free(stage.scene);
        }
}

#endif
