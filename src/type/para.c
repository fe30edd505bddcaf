/* SPDX-License-Identifier: Apache-2.0 */
/* A paragraph set: shaped, broken, every glyph at its place. Full-width marks are squeezed by moving what
 * follows, never by other glyphs, so that the PDF keeps its widths and its text. Positions are worked out in
 * em and turned into millimetres at the very end. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "type_priv.h"

#define OVERFULL_TOLERANCE 1e-5 /* em */

struct setter {
        const struct zb_para_spec *spec;
        struct zb_work work;
        double measure; /* em */
        size_t *ends;   /* line ends, as cell indices; a newline cell belongs to no line */
        size_t *starts;
        bool *last; /* of its hard line */
        size_t n_lines;
        struct zb_para *para;
        struct zb_line *lines;
        struct zb_glyph *glyphs;
        size_t n_glyphs;
        size_t overfull;
};

/* ---- breaking ---- */

static bool break_hard_line(struct setter *s, size_t from, size_t to)
{
        size_t first = s->n_lines;
        size_t n = 1;
        if (from == to) /* an empty line between two newlines */
                s->ends[first] = to;
        else
                n = zb_break_lines(&s->work, from, to, s->measure, s->spec->balance, s->ends + first, &s->para->cost);
        if (n == SIZE_MAX)
                return false;
        for (size_t i = 0; i < n; i++) {
                s->starts[first + i] = i ? s->ends[first + i - 1] : from;
                s->last[first + i] = i + 1 == n;
        }
        s->n_lines += n;
        return true;
}

static bool break_all(struct setter *s)
{
        size_t n = s->work.n_cells, from = 0;
        s->ends = malloc((n + 1) * sizeof *s->ends);
        s->starts = malloc((n + 1) * sizeof *s->starts);
        s->last = malloc((n + 1) * sizeof *s->last);
        if (!s->ends || !s->starts || !s->last)
                return false;
        if (isfinite(s->measure))
                zb_break_long_words(&s->work, s->measure);
        for (size_t i = 0; i <= n; i++) {
                if (i < n && s->work.cells[i].class != ZB_C_BREAK)
                        continue;
                if ((i < n || from < n) && !break_hard_line(s, from, i))
                        return false;
                from = i + 1;
        }
        return true;
}

/* ---- placing ---- */

/* What each gap's squeeze (share < 0) or stretch (share > 0) is multiplied by. */
static double share_of(const struct setter *s, const struct zb_stretch *line, double slack, bool last)
{
        if (slack < 0)
                return line->squeeze > 0 ? fmax(slack / line->squeeze, -1) : 0;
        if (s->spec->align == ZB_JUSTIFY && !last && slack > 0 && line->stretch >= slack)
                return slack / line->stretch;
        return 0;
}

static double gap_after(const struct zb_cluster *cell, double share)
{
        return cell->gap + share * (share < 0 ? cell->squeeze : cell->stretch);
}

/* The glyphs of a cell whose origin is x; only the first stands for text. */
static void place_cell(struct setter *s, const struct zb_cluster *cell, double x)
{
        double em = s->spec->em_mm;
        for (uint32_t g = 0; g < cell->n_glyphs; g++) {
                const struct zb_shaped *shaped = &s->work.glyphs[cell->glyph + g];
                s->glyphs[s->n_glyphs++] = (struct zb_glyph){
                        .gid = shaped->gid,
                        .x_mm = (x + shaped->x_offset) * em,
                        .text_at = cell->at,
                        .text_len = g == 0 ? cell->len : 0,
                        .span = cell->span,
                };
                x += shaped->advance;
        }
}

static void place_line(struct setter *s, size_t index)
{
        struct zb_line *line = &s->lines[index];
        struct zb_stretch part = zb_work_stretch(&s->work, s->starts[index], s->ends[index]);
        const struct zb_cluster *cells = s->work.cells;
        double slack = isfinite(s->measure) ? s->measure - part.natural : 0;
        double share = share_of(s, &part, slack, s->last[index]);
        size_t first = s->n_glyphs;
        line->glyphs = s->glyphs + first;
        line->text_at = s->starts[index] < s->work.n_cells ? cells[s->starts[index]].at : s->work.text_len;
        line->slack = slack;
        if (part.from == part.to)
                return;
        double x = -cells[part.from].trim_start;
        for (size_t i = part.from; i < part.to; i++) {
                place_cell(s, &cells[i], x);
                x += cells[i].advance + (i + 1 < part.to ? gap_after(&cells[i], share) : -cells[i].trim_end);
        }
        line->n_glyphs = s->n_glyphs - first;
        line->width_mm = x * s->spec->em_mm;
        line->text_at = cells[part.from].at;
        line->text_len = cells[part.to - 1].at + cells[part.to - 1].len - line->text_at;
        for (size_t g = first; g < s->n_glyphs; g++)
                s->glyphs[g].advance_mm =
                        (g + 1 < s->n_glyphs ? s->glyphs[g + 1].x_mm : line->width_mm) - s->glyphs[g].x_mm;
        s->overfull += x > s->measure + OVERFULL_TOLERANCE;
        s->para->last_em = x;
}

/* Left edges by alignment; lines without a measure stand in the widest of them. */
static void align_lines(struct setter *s)
{
        double width = s->spec->measure_mm;
        if (!isfinite(width)) {
                width = 0;
                for (size_t i = 0; i < s->n_lines; i++)
                        width = fmax(width, s->lines[i].width_mm);
        }
        for (size_t i = 0; i < s->n_lines; i++) {
                double left = width - s->lines[i].width_mm;
                if (s->spec->align == ZB_CENTER)
                        s->lines[i].x_mm = left / 2;
                else if (s->spec->align == ZB_RIGHT)
                        s->lines[i].x_mm = left;
        }
}

static bool place_all(struct setter *s, struct zb_arena *arena)
{
        struct zb_para *para = s->para;
        const struct zb_para_spec *spec = s->spec;
        para->text = zb_arena_strndup(arena, s->work.text, s->work.text_len);
        s->lines = zb_arena_array(arena, s->n_lines ? s->n_lines : 1, sizeof *s->lines);
        s->glyphs = zb_arena_array(arena, s->work.n_glyphs ? s->work.n_glyphs : 1, sizeof *s->glyphs);
        struct zb_span *spans = zb_arena_array(arena, spec->n_spans ? spec->n_spans : 1, sizeof *spans);
        if (!para->text || !s->lines || !s->glyphs || !spans)
                return false;
        if (spec->n_spans)
                memcpy(spans, spec->spans, spec->n_spans * sizeof *spans);
        for (size_t i = 0; i < s->n_lines; i++)
                place_line(s, i);
        align_lines(s);
        para->spans = spans;
        para->n_spans = spec->n_spans;
        para->lines = s->lines;
        para->n_lines = s->n_lines;
        para->em_mm = spec->em_mm;
        para->missing = s->work.missing;
        return true;
}

enum zb_code zb_para_set(struct zb_arena *arena, const struct zb_para_spec *spec, struct zb_para **ret,
                         size_t *ret_overfull, struct zb_err *err)
{
        assert(spec->em_mm > 0 && !isnan(spec->measure_mm));
        struct setter s = {.spec = spec, .measure = spec->measure_mm / spec->em_mm};
        s.para = zb_arena_alloc(arena, sizeof *s.para);
        bool ok = s.para && zb_work_shape(&s.work, spec) && break_all(&s) && place_all(&s, arena);
        zb_work_fini(&s.work);
        free(s.ends);
        free(s.starts);
        free(s.last);
        if (!ok)
                return zb_err_nomem(err);
        *ret = s.para;
        if (ret_overfull)
                *ret_overfull = s.overfull;
        return ZB_OK;
}

double zb_text_width(struct zb_arena *arena, const struct zb_face *face, double em_mm, const char *utf8)
{
        struct zb_span span = {.text = utf8, .len = strlen(utf8), .face = face};
        struct zb_para_spec spec = {.spans = &span, .n_spans = 1, .em_mm = em_mm, .measure_mm = INFINITY};
        struct zb_para *para;
        double width = 0;
        if (zb_para_set(arena, &spec, &para, NULL, NULL) != ZB_OK)
                return 0;
        for (size_t i = 0; i < para->n_lines; i++)
                width = fmax(width, para->lines[i].width_mm);
        return width;
}
