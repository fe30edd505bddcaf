/* SPDX-License-Identifier: Apache-2.0 */
/* The room that a composed board still has: in each last line, beside headings, under pictures, in the foot,
 * and in height. What a section can take is first counted at the present width of line, then proven by
 * composing the board with it. */
#include <math.h>
#include <string.h>

#include "plan_priv.h"

enum { MORE = 60 }; /* characters beyond which nobody asks */

static void plan_tiers(struct zb_planner *p)
{
        const struct zb_stage *stage = &p->trial.stage;
        const struct zb_standard *std = stage->o->standard;
        for (int tier = 0; tier < ZB_N_TIERS; tier++) {
                struct zb_plan_tier *out = &p->plan->tiers[tier];
                struct zb_range cm = std->tier_cm[tier], pt = std->tier_pt[tier];
                out->em_mm = p->base->em[tier];
                out->pt = zb_pt_of_mm(out->em_mm);
                out->ink_cm = out->em_mm / 10 * zb_face_ink_factor(zb_stage_face(stage, (enum zb_tier)tier));
                out->cm = out->ink_cm >= cm.min - 0.005 && out->ink_cm <= cm.max + 0.005;
                out->in_pt = out->pt >= pt.min - 0.05 && out->pt <= pt.max + 0.05;
        }
        p->plan->tiers[ZB_TIER_BODY].leading = p->base->layout.leading;
}

/* ---- heights ---- */

static void plan_heights(struct zb_planner *p)
{
        const struct zb_solution *s = p->base;
        p->plan->leading = s->layout.leading;
        p->plan->gap_mm = s->layout.gap + s->layout.gap_extra;
        p->plan->spread_mm = zb_layout_left(&p->trial.stage, s, s->layout.leading, s->layout.gap);
        p->plan->reserve_mm = zb_layout_left(&p->trial.stage, s, s->t->leading.from, s->t->gap.from);
}

/* What a line more or less changes in height: nothing, where pictures or a neighbour set the row's height. */
static void plan_line_cost(const struct zb_planner *p, size_t i, struct zb_plan_section *out)
{
        const struct zb_solution *s = p->base;
        struct zb_row row = s->rows.rows[i];
        size_t line = s->rows.line_of[i];
        const struct zb_stage *stage = &p->trial.stage;
        double leading = s->layout.leading, gap = s->layout.gap,
               now = zb_layout_line_h(stage, s, line, leading, gap, i, &row);
        row.body_lines++;
        out->more_mm = zb_layout_line_h(stage, s, line, leading, gap, i, &row) - now;
        row.body_lines -= 2;
        if (out->lines > 1)
                out->less_mm = now - zb_layout_line_h(stage, s, line, leading, gap, i, &row);
}

/* ---- lines ---- */

/* Lines of section i with so many characters, at the present width. */
static size_t lines_with(struct zb_planner *p, size_t i, size_t chars, enum zb_copyfit_way way)
{
        struct zb_section section = p->board->sections[i];
        size_t lines = 0;
        if (chars != zb_copyfit_chars(&section))
                zb_copyfit_resize(p->arena, &section, chars, way);
        for (size_t k = 0; k < section.n_text && !p->code; k++) {
                const struct zb_para *para = NULL;
                p->code = zb_voice_set(&p->trial.stage, ZB_VOICE_BODY, 0, &section.text[k],
                                       p->base->rows.rows[i].text_w, &para, NULL, p->err);
                lines += p->code ? 0 : para->n_lines;
        }
        return lines;
}

static void count_lines(struct zb_planner *p, size_t i, struct zb_plan_section *out)
{
        while (out->room < MORE && lines_with(p, i, out->chars + out->room + 1, ZB_COPYFIT_INSIDE) <= out->lines &&
               lines_with(p, i, out->chars + out->fill + 1, ZB_COPYFIT_END) <= out->lines)
                out->fill++;
        for (size_t cut = 1; out->lines > 1 && cut < out->chars && !out->cut && cut <= MORE; cut++)
                if (lines_with(p, i, out->chars - cut, ZB_COPYFIT_INSIDE) < out->lines &&
                    lines_with(p, i, out->chars - cut, ZB_COPYFIT_END) < out->lines)
                        out->cut = cut;
}

static void plan_heading(const struct zb_planner *p, size_t i, struct zb_plan_section *out)
{
        const struct zb_row *row = &p->base->rows.rows[i];
        const struct zb_template *t = p->base->t;
        double left =
                row->text_w - zb_row_mark_w(t, p->base->rows.mark) - zb_para_width(row->headings[p->base->rows.mark]);
        out->heading_chars = zb_count_chars(out->heading);
        if (row->headings[p->base->rows.mark]->n_lines == 1 && left > 0)
                out->heading_room = (size_t)((left + 1e-6) / p->base->em[ZB_TIER_HEADING]);
}

static void plan_section(struct zb_planner *p, size_t i)
{
        const struct zb_section *section = &p->board->sections[i];
        const struct zb_row *row = &p->base->rows.rows[i];
        struct zb_plan_section *out = &p->plan->sections[i];
        out->heading = zb_arena_strdup(p->arena, section->heading);
        out->place = zb_arena_strdup(p->arena, section->place);
        out->chars = zb_copyfit_chars(section);
        out->lines = row->body_lines;
        out->em_per_line = row->text_w / p->base->em[ZB_TIER_BODY];
        plan_heading(p, i, out);
        if (!row->n_body)
                return;
        out->last_fill = row->body[row->n_body - 1]->last_em / out->em_per_line;
        count_lines(p, i, out);
        plan_line_cost(p, i, out);
}

/* ---- proof ---- */

/* Composes the board with `more` characters in section i: true when no line was added and it fits as well as
 * before. The section remembers the lines and the fit. */
static bool stays(struct zb_planner *p, size_t i, size_t more, enum zb_copyfit_way way)
{
        struct zb_plan_section *section = &p->plan->sections[i];
        size_t chars[ZB_PLAN_SECTIONS];
        for (size_t k = 0; k < p->plan->n_sections; k++)
                chars[k] = p->plan->sections[k].chars + (k == i ? more : 0);
        section->fit_after = zb_plan_run(p, zb_plan_with(p, chars, way));
        section->lines_after = p->trial.s->rows.rows[i].body_lines;
        return section->lines_after <= section->lines && section->fit_after >= p->plan->fit;
}

/* A board composed anew may choose wider lines, so that there is room beyond the present last line: the most
 * is looked for by doubling, then by halving. */
static void prove_room(struct zb_planner *p, size_t i)
{
        struct zb_plan_section *section = &p->plan->sections[i];
        while (section->fill > 0 && !p->code && !stays(p, i, section->fill, ZB_COPYFIT_INSIDE))
                section->fill--;
        size_t good = section->fill, bad = 0, lines = 0;
        enum zb_fit fit = ZB_FIT_NO;
        for (size_t more = good + 1, step = 1; !p->code && (!bad || bad - good > 1);) {
                if (stays(p, i, more, ZB_COPYFIT_INSIDE) && more < MORE) {
                        good = more;
                } else {
                        bad = more;
                        lines = section->lines_after;
                        fit = section->fit_after;
                }
                more = bad ? (good + bad) / 2 : good + (step *= 2);
        }
        section->room = good;
        section->lines_after = lines;
        section->fit_after = fit;
}

/* ---- beside the sections ---- */

static double box_width(const struct zb_planner *p, const struct zb_figure *figure)
{
        const struct zb_scene *scene = p->plan->scene;
        double w = 0;
        for (size_t n = 0; n < scene->n_figures; n++)
                if (strcmp(scene->figures[n].place, figure->place) == 0)
                        w = scene->figures[n].box.w;
        return w;
}

static const char *longer_caption(struct zb_planner *p, const struct zb_figure *figure, size_t more)
{
        const char *caption =
                zb_arena_printf(p->arena, "%s%s", figure->caption, zb_copyfit_filler(p->arena, more, true));
        return caption ? caption : "";
}

/* How much longer the caption of a figure may be in its box without taking a line more. */
static size_t caption_room(struct zb_planner *p, const struct zb_figure *figure)
{
        const struct zb_stage *stage = &p->trial.stage;
        double box = box_width(p, figure), strip = zb_figure_strip_mm(stage, figure, box), w, h, caption;
        struct zb_figure longer = *figure;
        size_t more = 0;
        for (; *figure->caption && more < MORE; more++) {
                longer.caption = longer_caption(p, figure, more + 1);
                zb_figure_need(stage, &longer, box, &w, &h, &caption);
                if (w > box || zb_figure_strip_mm(stage, &longer, box) > strip + 1e-6)
                        break;
        }
        return more;
}

static void plan_captions(struct zb_planner *p)
{
        for (size_t i = 0; i < p->board->n_sections; i++)
                for (size_t k = 0; k < p->board->sections[i].n_figures; k++)
                        p->plan->caption_room += caption_room(p, &p->board->sections[i].figures[k]);
}

static void fill_captions(struct zb_planner *p, struct zb_section *section)
{
        struct zb_figure *figures = zb_arena_memdup(p->arena, section->figures, section->n_figures * sizeof *figures);
        for (size_t k = 0; figures && k < section->n_figures; k++)
                figures[k].caption = longer_caption(p, &figures[k], caption_room(p, &figures[k]));
        if (figures)
                section->figures = figures;
}

/* Does the foot stay as it is with these notes? */
static bool notes_stay(struct zb_planner *p, const struct zb_rich *notes)
{
        struct zb_spec board = *p->board;
        const struct zb_solution *s = p->base;
        struct zb_foot foot;
        board.notes = notes;
        p->trial.stage.board = &board;
        p->code = s->foot.panel.w > 0 ? zb_panel_plan(&p->trial.stage, s->t, &s->hero,
                                                      s->foot.panel.w - 2 * s->t->margin, &foot, p->err)
                                      : zb_foot_plan(&p->trial.stage, s->t, &foot, p->err);
        p->trial.stage.board = p->board;
        return !p->code && foot.fits && foot.height <= s->foot.height + 1e-6;
}

static const struct zb_rich *longer_notes(struct zb_planner *p, size_t more)
{
        size_t n = p->board->n_notes;
        struct zb_rich *notes = zb_arena_memdup(p->arena, p->board->notes, n * sizeof *notes);
        if (notes)
                notes[n - 1] = zb_copyfit_rich(p->arena, &notes[n - 1], zb_count_chars(notes[n - 1].plain) + more,
                                               ZB_COPYFIT_INSIDE);
        return notes;
}

static void plan_notes(struct zb_planner *p)
{
        const struct zb_rich *notes;
        while (p->board->n_notes && !p->code && p->plan->note_room < MORE &&
               (notes = longer_notes(p, p->plan->note_room + 1)) && notes_stay(p, notes))
                p->plan->note_room++;
}

static struct zb_rich longer_lead(struct zb_planner *p, size_t more)
{
        return zb_copyfit_rich(p->arena, &p->board->lead, zb_count_chars(p->board->lead.plain) + more,
                               ZB_COPYFIT_INSIDE);
}

static void plan_lead(struct zb_planner *p)
{
        const struct zb_hero *hero = &p->base->hero;
        const struct zb_hero_options o = {.lines = hero->title.para->n_lines,
                                          .least_em = hero->title.para->em_mm,
                                          .most_em = hero->title.para->em_mm,
                                          .picture = hero->figure,
                                          .bare = hero->bare};
        struct zb_spec board = *p->board;
        struct zb_hero longer;
        p->trial.stage.board = &board;
        while (p->board->lead.n && !hero->bare && !p->code && p->plan->lead_room < MORE) {
                board.lead = longer_lead(p, p->plan->lead_room + 1);
                p->code = zb_hero_plan(&p->trial.stage, p->base->t, &o, &longer, p->err);
                if (p->code || longer.bottom > hero->bottom + 1e-6)
                        break;
                p->plan->lead_room++;
        }
        p->trial.stage.board = p->board;
}

/* Every last line filled at once. */
static void prove_full(struct zb_planner *p)
{
        struct zb_plan *plan = p->plan;
        size_t chars[ZB_PLAN_SECTIONS];
        for (size_t i = 0; i < plan->n_sections; i++) {
                plan->section_room += plan->sections[i].fill;
                chars[i] = plan->sections[i].chars + plan->sections[i].fill;
        }
        struct zb_spec *full = (struct zb_spec *)zb_plan_with(p, chars, ZB_COPYFIT_INSIDE);
        if (!full || p->code)
                return;
        zb_solution_apply(&p->trial.stage, p->base);
        for (size_t i = 0; i < full->n_sections; i++)
                fill_captions(p, (struct zb_section *)&full->sections[i]);
        if (plan->note_room)
                full->notes = longer_notes(p, plan->note_room);
        if (plan->lead_room)
                full->lead = longer_lead(p, plan->lead_room);
        if (!full->notes && full->n_notes)
                return;
        plan->full_fits = zb_plan_run(p, full) >= plan->fit;
        for (size_t i = 0; i < plan->n_sections; i++)
                plan->full_fits = plan->full_fits && p->trial.s->rows.rows[i].body_lines <= plan->sections[i].lines;
}

void zb_plan_free_space(struct zb_planner *p)
{
        struct zb_plan *plan = p->plan;
        if (p->code)
                return;
        zb_solution_apply(&p->trial.stage, p->base);
        plan->landscape = p->trial.t.landscape;
        plan->n_sections = p->base->rows.n < ZB_PLAN_SECTIONS ? p->base->rows.n : ZB_PLAN_SECTIONS;
        plan_tiers(p);
        plan_heights(p);
        for (size_t i = 0; i < plan->n_sections && !p->code; i++)
                plan_section(p, i);
        plan_captions(p);
        plan_notes(p);
        plan_lead(p);
        if (plan->fit == ZB_FIT_NO || plan->draft)
                return; /* what a board that fails has left over, or a filler, needs no proof */
        for (size_t i = 0; i < plan->n_sections && !p->code; i++)
                if (plan->sections[i].lines)
                        prove_room(p, i);
        prove_full(p);
}
