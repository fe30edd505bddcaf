/* SPDX-License-Identifier: Apache-2.0 */
/* A plan as a teacher reads it: does it fit, how much more may be said and where, what to change. Columns are
 * counted in terminal cells. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan_report.h"
#include "wrap.h"

enum { BAR = 10, LABEL = 14, WIDTH = 100 };

/* A limit may be open. */
static const char *plan_text_num(char out[40], double value, int decimals)
{
        if (isfinite(value))
                return zb_num(out, value, decimals);
        snprintf(out, 40, "∞");
        return out;
}

__attribute__((format_arg(2))) static const char *say(const struct zb_plan_report *r, const char *id)
{
        return zb_tr(r->lang, id);
}

static void ansi(const struct zb_plan_report *r, struct zb_buf *out, const char *code)
{
        if (r->colour)
                zb_buf_printf(out, "\x1b[%sm", code);
}

static void plan_text_bar(const struct zb_plan_report *r, struct zb_buf *out, double fraction, bool good)
{
        int cells = isfinite(fraction) ? (int)lround(fmin(fmax(fraction, 0), 1) * BAR) : 0;
        zb_buf_puts(out, "▕");
        ansi(r, out, good ? "32" : "33");
        for (int i = 0; i < BAR; i++)
                zb_buf_puts(out, i < cells ? "█" : "░");
        ansi(r, out, "0");
        zb_buf_puts(out, "▏ ");
}

static void label(const struct zb_plan_report *r, struct zb_buf *out, const char *id)
{
        zb_buf_puts(out, "  ");
        zb_put_left(out, say(r, id), LABEL);
}

static void heading(const struct zb_plan_report *r, struct zb_buf *out, const char *id)
{
        zb_buf_putc(out, '\n');
        ansi(r, out, "1");
        zb_buf_puts(out, say(r, id));
        ansi(r, out, "0");
        zb_buf_putc(out, '\n');
}

long zb_plan_full(const struct zb_plan_report *r)
{
        const struct zb_plan *p = r->plan;
        return (long)r->facts->chars + (long)(p->section_room + p->caption_room + p->note_room + p->lead_room);
}

bool zb_plan_fails(const struct zb_plan_report *r)
{
        double chars = (double)r->facts->chars;
        if (r->plan->fit == ZB_FIT_NO)
                return true;
        return r->strict &&
               (r->plan->fit == ZB_FIT_CM || chars < r->standard->chars.min || chars > r->standard->chars.max);
}

static void plan_text_head(const struct zb_plan_report *r, struct zb_buf *out)
{
        static const struct {
                const char *mark, *colour;
                struct zb_msg text, draft;
        } looks[] = {
                [ZB_FIT_NO] = {"✗", "31;1", ZB_N("this does not fit, or breaks the standard"),
                               ZB_N("no text yet, and none would fit")},
                [ZB_FIT_CM] = {"·", "36;1", ZB_N("it fits, some sizes by centimetres only"),
                               ZB_N("text of the lengths below fits, by centimetres only")},
                [ZB_FIT_BOTH] = {"✓", "32;1", ZB_N("it fits, every size as asked"),
                                 ZB_N("text of the lengths below fits")},
        };
        const struct zb_plan *p = r->plan;
        ansi(r, out, "1");
        zb_buf_puts(out, r->file);
        ansi(r, out, "0");
        zb_buf_printf(out, say(r, "\nstandard: %s · %s · %s path\n"), zb_msg_text(r->standard->title, r->lang),
                      p->landscape ? say(r, "landscape") : say(r, "portrait"), p->scene->path_used);
        ansi(r, out, looks[p->fit].colour);
        zb_buf_printf(out, "%s %s\n", looks[p->fit].mark,
                      zb_msg_text(p->draft ? looks[p->fit].draft : looks[p->fit].text, r->lang));
        ansi(r, out, "0");
}

/* ---- the whole board ---- */

static void count_row(const struct zb_plan_report *r, struct zb_buf *out)
{
        const struct zb_plan *p = r->plan;
        struct zb_range range = r->standard->chars;
        long now = (long)r->facts->chars, full = zb_plan_full(r);
        char value[64];
        label(r, out, "characters");
        snprintf(value, sizeof value, say(r, "%ld"), now);
        zb_put_left(out, value, 10);
        if (zb_range_asked(range)) {
                double end = isfinite(range.max) ? range.max : range.min;
                plan_text_bar(r, out, (double)now / end, (double)now >= range.min && (double)now <= range.max);
                zb_buf_printf(out, say(r, "%ld–%ld wanted"), (long)range.min, (long)end);
                if ((double)now < range.min)
                        zb_buf_printf(out, say(r, ", %ld missing"), (long)range.min - now);
        }
        zb_buf_putc(out, '\n');
        if (p->draft) {
                zb_buf_printf(out, "  %*s", LABEL, "");
                zb_buf_printf(out, say(r, "%ld of them body text, written to the full\n"), p->open_chars);
                return;
        }
        label(r, out, "filled");
        snprintf(value, sizeof value, say(r, "%ld"), full);
        zb_put_left(out, value, 10);
        zb_buf_printf(out, say(r, "no line more for: body %zu, lead %zu, captions %zu, notes %zu characters%s\n"),
                      p->section_room, p->lead_room, p->caption_room, p->note_room,
                      p->full_fits || p->fit == ZB_FIT_NO ? "" : say(r, " (not all at once)"));
}

static void space_rows(const struct zb_plan_report *r, struct zb_buf *out)
{
        const struct zb_plan *p = r->plan;
        char a[40], b[40];
        double share = r->facts->share, line = p->leading * p->tiers[ZB_TIER_BODY].em_mm;
        label(r, out, "image share");
        zb_put_left(out, plan_text_num(a, isfinite(share) ? share : 0, 3), 10);
        plan_text_bar(r, out, share, share >= r->standard->ratio.min && share <= r->standard->ratio.max);
        if (zb_range_asked(r->standard->ratio))
                zb_buf_printf(out, say(r, "%s–%s wanted"), plan_text_num(a, r->standard->ratio.min, 2),
                              plan_text_num(b, r->standard->ratio.max, 2));
        zb_buf_putc(out, '\n');
        label(r, out, "height left");
        snprintf(a, sizeof a, say(r, "%d mm"), (int)lround(fmax(p->spread_mm, 0)));
        zb_put_left(out, a, 10);
        zb_buf_printf(out,
                      say(r, "spread over the gaps now; %d mm with everything at its tightest: %d lines of body\n"),
                      (int)lround(fmax(p->reserve_mm, 0)), (int)(fmax(p->reserve_mm, 0) / line));
        label(r, out, "a body line");
        snprintf(a, sizeof a, say(r, "%d mm"), (int)lround(line));
        zb_put_left(out, a, 10);
        zb_buf_printf(out, say(r, "leading %s\n"), plan_text_num(b, p->leading, 2));
}

static void tier_rows(const struct zb_plan_report *r, struct zb_buf *out)
{
        static const struct zb_msg names[ZB_N_TIERS] = {ZB_N("title"), ZB_N("heading"), ZB_N("body"), ZB_N("caption"),
                                                        ZB_N("note")};
        heading(r, out, "Sizes");
        ansi(r, out, "2");
        label(r, out, "");
        zb_put_right(out, say(r, "em mm"), 9);
        zb_put_right(out, say(r, ZB_CTX("plan") "ink cm"), 10);
        zb_put_right(out, say(r, "pt"), 8);
        zb_buf_putc(out, '\n');
        ansi(r, out, "0");
        for (int i = 0; i < ZB_N_TIERS; i++) {
                const struct zb_plan_tier *t = &r->plan->tiers[i];
                char text[40];
                if (!r->facts->tiers[i].lines)
                        continue;
                zb_buf_puts(out, "  ");
                zb_put_left(out, zb_msg_text(names[i], r->lang), LABEL);
                zb_put_right(out, plan_text_num(text, t->em_mm, 2), 9);
                zb_put_right(out, plan_text_num(text, t->ink_cm, 2), 10);
                zb_put_right(out, plan_text_num(text, t->pt, 1), 8);
                zb_buf_printf(out, "  %s\n",
                              t->cm && t->in_pt ? say(r, "good by cm and pt")
                              : t->cm           ? say(r, ZB_CTX("plan") "by cm only")
                              : t->in_pt        ? say(r, "by pt only")
                                                : say(r, "by neither"));
        }
}

/* ---- sections ---- */

static void section_name(struct zb_buf *out, const struct zb_plan_section *s, size_t i)
{
        char name[160];
        snprintf(name, sizeof name, "%zu %s", i + 1, s->heading);
        zb_buf_puts(out, "  ");
        zb_put_left(out, name, LABEL);
}

static void section_row(const struct zb_plan_report *r, struct zb_buf *out, size_t i)
{
        static const struct zb_msg after[] = {ZB_N("no longer fits"), ZB_N("by cm only"), ZB_N("fits, too")};
        const struct zb_plan_section *s = &r->plan->sections[i];
        char text[80], em[40];
        section_name(out, s, i);
        if (!s->lines) {
                zb_buf_puts(out, say(r, "  figures only\n"));
                return;
        }
        snprintf(text, sizeof text, "%zu", s->chars);
        zb_put_right(out, text, 6);
        snprintf(text, sizeof text, "%zu×%s", s->lines, plan_text_num(em, s->em_per_line, 1));
        zb_put_right(out, text, 9);
        zb_buf_puts(out, "  ");
        plan_text_bar(r, out, s->last_fill, true);
        snprintf(text, sizeof text, "+%zu", s->fill);
        zb_put_right(out, text, 4);
        snprintf(text, sizeof text, s->lines_after ? "+%zu" : "—", s->room);
        zb_put_right(out, text, 8);
        snprintf(text, sizeof text, s->cut ? "−%zu" : "—", s->cut);
        zb_put_right(out, text, 8);
        snprintf(text, sizeof text, "+%d/−%d", (int)lround(s->more_mm), (int)lround(s->less_mm));
        zb_put_right(out, text, 10);
        snprintf(text, sizeof text, "+%zu", s->heading_room);
        zb_put_right(out, text, 8);
        zb_buf_printf(out, "  %s\n", s->lines_after ? zb_msg_text(after[s->fit_after], r->lang) : "—");
}

static void window(struct zb_buf *out, size_t min, size_t max, size_t width)
{
        char text[64];
        snprintf(text, sizeof text, max ? "%zu–%zu" : "—", min, max);
        zb_put_right(out, text, width);
}

static void open_rows(const struct zb_plan_report *r, struct zb_buf *out)
{
        heading(r, out, "Characters for each section (growing together)");
        ansi(r, out, "2");
        label(r, out, "");
        zb_put_right(out, say(r, "cm and pt"), 14);
        zb_put_right(out, say(r, "by cm"), 12);
        zb_put_right(out, say(r, ZB_CTX("plan_text") "heading"), 12);
        zb_buf_putc(out, '\n');
        ansi(r, out, "0");
        for (size_t i = 0; i < r->plan->n_sections; i++) {
                const struct zb_plan_section *s = &r->plan->sections[i];
                char text[40];
                section_name(out, s, i);
                if (!s->open) {
                        zb_buf_printf(out, say(r, "  has %zu characters\n"), s->chars);
                        continue;
                }
                window(out, s->both_min, s->both_max, 14);
                window(out, s->cm_min, s->cm_max, 12);
                snprintf(text, sizeof text, "+%zu", s->heading_room);
                zb_put_right(out, text, 12);
                zb_buf_putc(out, '\n');
        }
        zb_buf_puts(out, say(r, "  Both ends were composed; in between whole lines come and go: plan again with "
                                "your text.\n"));
}

static void section_rows(const struct zb_plan_report *r, struct zb_buf *out)
{
        static const struct {
                struct zb_msg name;
                size_t width;
        } heads[] = {{ZB_N("chars"), 6},      {ZB_N("lines×em"), 9},
                     {ZB_N("last line"), 13}, {ZB_N("fill"), 6},
                     {ZB_N("room"), 8},       {ZB_N("cut"), 8},
                     {ZB_N("line mm"), 10},   {ZB_N(ZB_CTX("plan") "heading"), 8}};
        if (r->plan->draft) {
                open_rows(r, out);
                return;
        }
        heading(r, out, "Sections");
        ansi(r, out, "2");
        label(r, out, "");
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
                zb_put_right(out, zb_msg_text(heads[i].name, r->lang), heads[i].width);
        zb_buf_printf(out, "  %s\n", say(r, "a line more"));
        ansi(r, out, "0");
        for (size_t i = 0; i < r->plan->n_sections; i++)
                section_row(r, out, i);
}

/* ---- what collides, what helps ---- */

static void item(struct zb_buf *out, const char *mark, const char *text)
{
        zb_buf_printf(out, "  %s ", mark);
        zb_put_wrapped(out, text, 4, WIDTH);
        zb_buf_putc(out, '\n');
}

static void clash_rows(const struct zb_plan_report *r, struct zb_buf *out)
{
        const struct zb_plan *p = r->plan;
        long full = zb_plan_full(r);
        bool few = !p->draft && (double)r->facts->chars < r->standard->chars.min;
        char text[320];
        if (!p->n_clashes && !few)
                return;
        heading(r, out, "What collides");
        for (size_t i = 0; i < p->n_clashes; i++) {
                struct zb_buf line = ZB_BUF_INIT;
                zb_buf_printf(&line, "%s%s%s", zb_msg_text(p->clashes[i].text, r->lang),
                              *p->clashes[i].place ? " " : "", p->clashes[i].place);
                item(out, "✗", line.data ? line.data : "");
                out->failed = out->failed || line.failed;
                zb_buf_fini(&line);
        }
        if (!few)
                return;
        snprintf(text, sizeof text,
                 (double)full >= r->standard->chars.min
                         ? say(r, "%ld characters on the board, %ld wanted: filling the last lines (%ld) is "
                                  "enough")
                         : say(r, "%ld characters on the board, %ld wanted; full last lines give %ld: more takes "
                                  "lines, or smaller type"),
                 (long)r->facts->chars, (long)r->standard->chars.min, full);
        item(out, "·", text);
}

static void cure_rows(const struct zb_plan_report *r, struct zb_buf *out)
{
        const struct zb_plan *p = r->plan;
        if (p->draft || (p->fit == ZB_FIT_BOTH && !p->n_cures))
                return;
        heading(r, out, "What would help (any one of these; each was composed anew and works)");
        for (size_t i = 0; i < p->n_cures; i++) {
                struct zb_buf line = ZB_BUF_INIT;
                long chars = (long)r->facts->chars + p->cures[i].chars;
                zb_buf_puts(&line, zb_msg_text(p->cures[i].text, r->lang));
                if (p->cures[i].chars && (double)chars < r->standard->chars.min)
                        zb_buf_printf(&line,
                                      say(r, "; but then about %ld characters are left, "
                                             "fewer than %ld"),
                                      chars, (long)r->standard->chars.min);
                item(out, p->cures[i].gives == ZB_FIT_BOTH ? "✓" : "·", line.data ? line.data : "");
                out->failed = out->failed || line.failed;
                zb_buf_fini(&line);
        }
        if (!p->n_cures)
                item(out, "·",
                     !r->facts->n_images && zb_range_asked(r->standard->ratio)
                             ? say(r, "add pictures or charts first, then plan again")
                             : say(r, "no single change is enough: cut much of the text, or drop a section"));
}

enum zb_code zb_plan_text(const struct zb_plan_report *r, struct zb_buf *out, struct zb_err *err)
{
        plan_text_head(r, out);
        heading(r, out, "The board");
        count_row(r, out);
        space_rows(r, out);
        tier_rows(r, out);
        section_rows(r, out);
        clash_rows(r, out);
        cure_rows(r, out);
        return out->failed ? zb_err_nomem(err) : ZB_OK;
}
