/* SPDX-License-Identifier: Apache-2.0 */
/* A scene's lines of text as marks: what its composer knows about each, and the boxes that its glyphs ink. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure_priv.h"

static bool is_text(const struct zb_item *item)
{
        return item->kind == ZB_ITEM_TEXT && !item->decoration;
}

static const char *copy(struct zb_arena *arena, const char *text)
{
        return zb_arena_strdup(arena, text ? text : "");
}

/* ---- styles ---- */

/* Where the glyphs of style s put ink, into boxes (if given); how many there are. */
static size_t glyph_boxes(const struct zb_text *t, size_t s, struct zb_rect *boxes)
{
        size_t n = 0;
        for (size_t i = 0; i < t->n_glyphs; i++) {
                const struct zb_glyph *glyph = &t->glyphs[i];
                struct zb_rect ink;
                if (glyph->span != s || !zb_face_extents(t->styles[s].face, glyph->gid, &ink))
                        continue;
                if (boxes)
                        boxes[n] = (struct zb_rect){t->x_mm + glyph->x_mm + ink.x * t->em_mm,
                                                    t->baseline_mm - (ink.y + ink.h) * t->em_mm, ink.w * t->em_mm,
                                                    ink.h * t->em_mm};
                n++;
        }
        return n;
}

static size_t glyphs_of(const struct zb_text *t, size_t s)
{
        size_t n = 0;
        for (size_t g = 0; g < t->n_glyphs; g++)
                n += t->glyphs[g].span == s;
        return n;
}

/* The styles that a line's glyphs really use, each once. */
static void take_styles(struct zb_arena *arena, const struct zb_text *t, struct zb_mark_line *line)
{
        struct zb_mark_style *styles = zb_arena_array(arena, t->n_styles + 1, sizeof *styles);
        for (size_t s = 0; styles && s < t->n_styles; s++) {
                const struct zb_text_style *style = &t->styles[s];
                size_t n = glyphs_of(t, s);
                struct zb_rect *boxes = zb_arena_array(arena, n + 1, sizeof *boxes);
                if (n == 0 || !boxes)
                        continue;
                line->keyword |= style->keyword;
                styles[line->n_styles++] =
                        (struct zb_mark_style){.ink = style->ink,
                                               .font = zb_arena_strdup(arena, zb_face_ps_name(style->face)),
                                               .ink_mm = t->em_mm * zb_face_ink_factor(style->face),
                                               .n_glyphs = n,
                                               .glyphs = boxes,
                                               .n_boxes = glyph_boxes(t, s, boxes)};
        }
        line->styles = styles;
}

/* ---- a line ---- */

static void take_missing(struct zb_arena *arena, const struct zb_text *t, struct zb_mark_line *line)
{
        for (size_t g = 0; g < t->n_glyphs; g++) {
                const struct zb_glyph *glyph = &t->glyphs[g];
                if (glyph->gid == 0 && glyph->text_len > 0 && line->n_missing++ == 0)
                        line->missing = zb_arena_strndup(arena, t->utf8 + glyph->text_at, glyph->text_len);
        }
}

/* Keyword runs that begin in a line; inside: one came over from the line before, and what it becomes. */
static int keyword_runs(const struct zb_text *t, bool *inside)
{
        int runs = 0;
        for (size_t g = 0; g < t->n_glyphs; g++) {
                uint32_t s = t->glyphs[g].span;
                bool keyword = s < t->n_styles && t->styles[s].keyword;
                runs += keyword && !*inside;
                *inside = keyword;
        }
        return runs;
}

static struct zb_mark_line line_of(struct zb_arena *arena, const struct zb_item *item)
{
        const struct zb_text *t = &item->text;
        struct zb_mark_line line = {.box = item->box,
                                    .tier = t->tier,
                                    .role = copy(arena, t->role),
                                    .text = copy(arena, t->utf8),
                                    .place = copy(arena, t->place),
                                    .baseline_mm = t->baseline_mm,
                                    .em_mm = t->em_mm,
                                    .leading = t->leading,
                                    .block = t->block,
                                    .under = {t->under[0], t->under[1]}};
        take_styles(arena, t, &line);
        take_missing(arena, t, &line);
        return line;
}

/* ---- fonts ---- */

/* Distinct faces in use, in order of appearance. */
static enum zb_code fonts(struct measuring *m, struct zb_err *err)
{
        struct zb_facts *f = m->facts;
        struct zb_fact_font *out = zb_arena_array(f->arena, ZB_N_WEIGHTS, sizeof *out);
        if (!out)
                return zb_err_nomem(err);
        for (size_t i = 0; i < m->marks.n_lines; i++)
                for (size_t s = 0; s < m->marks.lines[i].n_styles; s++) {
                        const char *name = m->marks.lines[i].styles[s].font;
                        size_t k = 0;
                        while (k < f->n_fonts && strcmp(out[k].name, name) != 0)
                                k++;
                        if (k == f->n_fonts && k < ZB_N_WEIGHTS)
                                out[f->n_fonts++] = (struct zb_fact_font){.name = name, .embedded = true};
                }
        f->fonts = out;
        f->font_substitute = m->scene->fonts && zb_fonts_substitute(m->scene->fonts);
        return ZB_OK;
}

enum zb_code zb_scene_lines(struct measuring *m, struct zb_err *err)
{
        const struct zb_scene *scene = m->scene;
        struct zb_arena *arena = m->facts->arena;
        struct zb_mark_line *lines = zb_arena_array(arena, scene->n_items + 1, sizeof *lines);
        bool inside = false;
        if (!lines)
                return zb_err_nomem(err);
        for (size_t i = 0; i < scene->n_items; i++) {
                if (!is_text(&scene->items[i]))
                        continue;
                struct zb_mark_line *line = &lines[m->marks.n_lines++];
                *line = line_of(arena, &scene->items[i]);
                inside &= line > lines && line[-1].block == line->block;
                line->keywords = keyword_runs(&scene->items[i].text, &inside);
        }
        m->marks.lines = lines;
        return zb_arena_failed(arena) ? zb_err_nomem(err) : fonts(m, err);
}
