/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a scene: they are known, and what a ruler would find is reckoned from them: the spacing that is seen between
 * the lines of a paragraph, the font that sets most of each, keywords, characters without a glyph. */
#include <math.h>
#include <string.h>

#include "lines_priv.h"

/* The style that sets most of a line. */
static const struct zb_mark_style *lines_known_most_of(const struct zb_mark_line *line)
{
        const struct zb_mark_style *most = NULL;
        for (size_t i = 0; i < line->n_styles; i++)
                if (!most || line->styles[i].n_glyphs > most->n_glyphs)
                        most = &line->styles[i];
        return most;
}

static struct zb_fact_line fact_of(const struct zb_mark_line *line)
{
        const struct zb_mark_style *most = lines_known_most_of(line);
        return (struct zb_fact_line){
                .box = line->box,
                .ink = {line->box.x, line->baseline_mm - ZB_INK_ABOVE * line->em_mm, line->box.w,
                        ZB_INK_HIGH * line->em_mm},
                .tier = line->tier,
                .role = line->role,
                .text = line->text,
                .place = line->place,
                .font = most ? most->font : "",
                .em_mm = line->em_mm,
                .ink_mm = most ? most->ink_mm : NAN,
                .leading = line->leading,
                .keyword = line->keyword,
                .contrast = NAN,
                .block = line->block,
        };
}

static struct zb_line_inks inks_of(const struct zb_mark_line *line)
{
        struct zb_line_inks inks = {.declared = true};
        memcpy(inks.under, line->under, sizeof inks.under);
        for (size_t i = 0; i < line->n_styles && inks.n < ZB_LINE_INKS; i++, inks.n++) {
                inks.inks[inks.n] = line->styles[i].ink;
                inks.glyphs[inks.n] = line->styles[i].glyphs;
                inks.n_glyphs[inks.n] = line->styles[i].n_boxes;
        }
        return inks;
}

/* The spacing that is seen: to the next line of the paragraph. A last line keeps the one that it is set with. */
static double lines_known_leading_of(const struct zb_marks *marks, size_t i)
{
        const struct zb_mark_line *a = &marks->lines[i], *b = i + 1 < marks->n_lines ? a + 1 : NULL;
        double pitch = b && b->block == a->block ? b->baseline_mm - a->baseline_mm : 0;
        return a->em_mm > 0 && pitch > 0 ? pitch / a->em_mm : a->leading;
}

static void missing(struct zb_facts *f, const struct zb_mark_line *line)
{
        if (f->missing_glyphs == 0 && line->n_missing > 0) {
                f->missing_box = line->box;
                f->missing_text = line->missing;
                f->missing_place = line->place;
        }
        f->missing_glyphs += line->n_missing;
}

enum zb_code zb_lines_known(struct zb_derivation *d, const struct zb_marks *marks, struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        struct zb_fact_line *lines = zb_arena_array(f->arena, marks->n_lines + 1, sizeof *lines);
        struct zb_line_inks *inks = zb_arena_array(f->arena, marks->n_lines + 1, sizeof *inks);
        if (!lines || !inks)
                return zb_err_nomem(err);
        f->keywords = 0;
        for (size_t i = 0; i < marks->n_lines; i++) {
                lines[i] = fact_of(&marks->lines[i]);
                lines[i].leading = lines_known_leading_of(marks, i);
                inks[i] = inks_of(&marks->lines[i]);
                f->keywords += marks->lines[i].keywords;
                missing(f, &marks->lines[i]);
        }
        f->lines = lines;
        f->n_lines = marks->n_lines;
        d->line_inks = inks;
        f->text_source = f->n_lines > 0 ? "live" : "none";
        return ZB_OK;
}
