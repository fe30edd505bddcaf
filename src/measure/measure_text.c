/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of text: their boxes, sizes, spacing, fonts and keywords. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure_priv.h"

/* The inked part of an em box, from the baseline: Han reach from 0.83 em above to 0.07 em below it. */
#define INK_ABOVE 0.83
#define INK_HIGH  0.90

static bool counts(const struct zb_item *item)
{
        return item->kind == ZB_ITEM_TEXT && !item->decoration;
}

void zb_measure_styles(const struct zb_text *text,
                       void (*fn)(void *ctx, const struct zb_text_style *style, size_t n), void *ctx)
{
        for (size_t s = 0; s < text->n_styles; s++) {
                size_t n = 0;
                for (size_t g = 0; g < text->n_glyphs; g++)
                        n += text->glyphs[g].span == s;
                if (n > 0)
                        fn(ctx, &text->styles[s], n);
        }
}

/* The face that sets most of the line. */
struct most {
        const struct zb_face *face;
        size_t n;
        bool keyword;
};

static void take_most(void *ctx, const struct zb_text_style *style, size_t n)
{
        struct most *most = ctx;
        most->keyword |= style->keyword;
        if (n > most->n) {
                most->n = n;
                most->face = style->face;
        }
}

static struct zb_fact_line line_of(struct zb_facts *f, const struct zb_item *item)
{
        const struct zb_text *t = &item->text;
        struct most most = {0};
        zb_measure_styles(t, take_most, &most);
        return (struct zb_fact_line){
                .box = item->box,
                .ink = {item->box.x, t->baseline_mm - INK_ABOVE * t->em_mm, item->box.w, INK_HIGH * t->em_mm},
                .tier = t->tier,
                .role = zb_arena_strdup(f->arena, t->role ? t->role : ""),
                .text = zb_arena_strdup(f->arena, t->utf8 ? t->utf8 : ""),
                .place = zb_arena_strdup(f->arena, t->place ? t->place : ""),
                .font = most.face ? zb_arena_strdup(f->arena, zb_face_ps_name(most.face)) : "",
                .em_mm = t->em_mm,
                .ink_mm = most.face ? t->em_mm * zb_face_ink_factor(most.face) : NAN,
                .leading = t->leading,
                .keyword = most.keyword,
                .contrast = NAN,
                .block = t->block,
        };
}

/* Number of keyword runs of one paragraph's lines: a run that goes on in the next line is one. */
static int keyword_runs(struct measuring *m, size_t from, size_t to)
{
        int runs = 0;
        bool inside = false;
        for (size_t i = from; i < to; i++) {
                const struct zb_text *t = &m->items[i]->text;
                for (size_t g = 0; g < t->n_glyphs; g++) {
                        uint32_t s = t->glyphs[g].span;
                        bool keyword = s < t->n_styles && t->styles[s].keyword;
                        runs += keyword && !inside;
                        inside = keyword;
                }
        }
        return runs;
}

/* Lines from … to - 1 are one paragraph: the spacing between them is seen. */
static void paragraph(struct measuring *m, size_t from, size_t to)
{
        for (size_t i = from; i + 1 < to; i++) {
                double pitch = m->items[i + 1]->text.baseline_mm - m->items[i]->text.baseline_mm;
                if (m->lines[i].em_mm > 0 && pitch > 0)
                        m->lines[i].leading = pitch / m->lines[i].em_mm;
        }
        m->facts->keywords += keyword_runs(m, from, to);
}

static void missing(struct measuring *m, size_t i)
{
        const struct zb_text *t = &m->items[i]->text;
        struct zb_facts *f = m->facts;
        for (size_t g = 0; g < t->n_glyphs; g++) {
                if (t->glyphs[g].gid != 0 || t->glyphs[g].text_len == 0)
                        continue;
                if (f->missing_glyphs++ > 0)
                        continue;
                f->missing_box = m->items[i]->box;
                f->missing_text =
                        zb_arena_strndup(f->arena, t->utf8 + t->glyphs[g].text_at, t->glyphs[g].text_len);
                f->missing_place = m->lines[i].place;
        }
}

/* Distinct faces in use, in order of appearance. */
struct face_list {
        const struct zb_face *faces[ZB_N_WEIGHTS];
        size_t n;
};

static void take_face(void *ctx, const struct zb_text_style *style, size_t n)
{
        struct face_list *list = ctx;
        for (size_t i = 0; i < list->n; i++)
                if (list->faces[i] == style->face)
                        return;
        if (style->face && list->n < ZB_N_WEIGHTS)
                list->faces[list->n++] = style->face;
}

static void fonts(struct measuring *m)
{
        struct zb_facts *f = m->facts;
        struct face_list list = {.n = 0};
        for (size_t i = 0; i < f->n_lines; i++)
                zb_measure_styles(&m->items[i]->text, take_face, &list);
        struct zb_fact_font *out = zb_arena_array(f->arena, list.n + 1, sizeof *out);
        if (!out)
                return;
        for (size_t i = 0; i < list.n; i++)
                out[i] = (struct zb_fact_font){
                        .name = zb_arena_strdup(f->arena, zb_face_ps_name(list.faces[i])), .embedded = true};
        f->fonts = out;
        f->n_fonts = list.n;
        f->font_substitute = m->scene->fonts && zb_fonts_substitute(m->scene->fonts);
}

enum zb_code zb_measure_lines(struct measuring *m, struct zb_err *err)
{
        const struct zb_scene *scene = m->scene;
        struct zb_facts *f = m->facts;
        m->lines = zb_arena_array(f->arena, scene->n_items + 1, sizeof *m->lines);
        m->items = calloc(scene->n_items + 1, sizeof *m->items);
        if (!m->lines || !m->items)
                return zb_err_nomem(err);
        for (size_t i = 0; i < scene->n_items; i++)
                if (counts(&scene->items[i])) {
                        m->items[f->n_lines] = &scene->items[i];
                        m->lines[f->n_lines++] = line_of(f, &scene->items[i]);
                }
        if (zb_arena_failed(f->arena))
                return zb_err_nomem(err);
        f->lines = m->lines;
        f->keywords = 0;
        if (f->n_lines > 0)
                f->text_source = "live";
        for (size_t from = 0, to; from < f->n_lines; from = to) {
                for (to = from + 1; to < f->n_lines && m->lines[to].block == m->lines[from].block;)
                        to++;
                paragraph(m, from, to);
        }
        for (size_t i = 0; i < f->n_lines; i++)
                missing(m, i);
        fonts(m);
        return ZB_OK;
}
