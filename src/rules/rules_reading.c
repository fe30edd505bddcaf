/* SPDX-License-Identifier: Apache-2.0 */
/* Text of strangers' files, line by line: text that does not print, that lies at the edge, that is too small
 * to stay open in a dark ground, and punctuation of two kinds in one paragraph. */
#include <math.h>
#include <string.h>

#include "rules_priv.h"

static void hidden(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        const struct zb_fact_line *first = NULL;
        size_t n = 0;
        for (size_t i = 0; i < f->n_lines; i++)
                if (f->lines[i].hidden) {
                        first = first ? first : &f->lines[i];
                        n++;
                }
        if (!first)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = (double)n;
        found->wanted = zb_msg_verbatim("0");
        found->unit = ZB_MSG("lines");
        found->box = first->box;
        found->path = first->place;
        found->message = zb_check_msg(
                c, "lines of text that do not print (hidden layer or invisible text): %zu, the first is \"%s\"", n,
                zb_check_quote(c, first->text, 30));
        found->fix = ZB_MSG("Move what is to be printed to a visible layer and delete the rest; these are not "
                            "counted.");
}

/* Distance of a box to the nearest visible edge; negative outside. */
static double to_edge(struct zb_rect v, struct zb_rect b)
{
        return fmin(fmin(b.x - v.x, b.y - v.y), fmin(v.x + v.w - b.x - b.w, v.y + v.h - b.y - b.h));
}

/* board.visible names the worst of all; here every other line has its own place. */
static void edge(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t n = 0;
        for (size_t i = 0; i < f->n_lines && f->visible.w > 0; i++) {
                const struct zb_fact_line *line = &f->lines[i];
                double mm = to_edge(f->visible, line->ink);
                bool named = line->ink.x == f->safe_box.x && line->ink.y == f->safe_box.y;
                if (line->hidden || named || mm >= c->standard->safe_mm - 0.01 || n++ >= ZB_CHECK_MANY)
                        continue;
                const char *least = zb_check_num(c, c->standard->safe_mm, 1);
                struct zb_finding *found = zb_check_fail(c);
                found->measured = mm;
                found->wanted = zb_check_msg(c, "≥ %s", least);
                found->unit = zb_msg_verbatim("mm");
                found->box = line->box;
                found->path = line->place;
                found->message = mm < 0 ? zb_check_msg(c, "\"%s\" reaches %s mm out of the visible area",
                                                       zb_check_quote(c, line->text, 30), zb_check_num(c, -mm, 1))
                                        : zb_check_msg(c, "\"%s\" is only %s mm from the visible edge",
                                                       zb_check_quote(c, line->text, 30), zb_check_num(c, mm, 1));
                found->fix = zb_check_msg(c, "Move it inwards, at least %s mm from the visible edge.", least);
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

static void rules_reading_marks(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t n = 0;
        for (size_t i = 0; i < f->n_lines; i++) {
                const struct zb_fact_line *line = &f->lines[i];
                if (!line->marks || line->hidden || n++ >= ZB_CHECK_MANY)
                        continue;
                const char *near = zb_check_quote(c, line->marks, 20);
                struct zb_finding *found = zb_check_fail(c);
                found->measured_text = zb_msg_verbatim(near);
                found->wanted = ZB_MSG("full-width marks");
                found->box = line->box;
                found->path = line->place;
                found->message = zb_check_msg(c, "half-width marks stand in Chinese text: \"%s\"", near);
                found->fix = ZB_MSG("Use full-width marks (，。：；（））.");
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

static void reversed(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        double least = c->process->reversed_min_pt;
        size_t n = 0;
        int block = -1;
        for (size_t i = 0; i < f->n_lines && least > 0; i++) {
                const struct zb_fact_line *line = &f->lines[i];
                double pt = zb_pt_of_mm(line->em_mm);
                if (!line->reversed || line->hidden || !(pt < least - 0.05) || (block >= 0 && line->block == block))
                        continue;
                block = line->block;
                if (n++ >= ZB_CHECK_MANY)
                        continue;
                struct zb_finding *found = zb_check_fail(c);
                found->measured = pt;
                found->wanted = zb_check_msg(c, "≥ %s", zb_check_num(c, least, 0));
                found->unit = ZB_MSG("pt");
                found->box = line->box;
                found->path = line->place;
                found->message =
                        zb_check_msg(c, "\"%s\" is reversed out of a dark ground at only %s pt: its strokes fill in",
                                     zb_check_quote(c, line->text, 30), zb_check_num(c, pt, 1));
                found->fix =
                        zb_check_msg(c, "Set it at %s pt or more and one weight bolder, or dark on a light ground.",
                                     zb_check_num(c, least, 0));
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

const struct zb_rule zb_reading_rules[] = {
        {"text.hidden", ZB_OF_PDF | ZB_OF_PSD, hidden},
        {"text.edge", ZB_OF_PDF | ZB_OF_PSD, edge},
        {"type.marks", ZB_OF_ALL, rules_reading_marks},
        {"type.reversed", ZB_OF_PDF | ZB_OF_PSD, reversed},
        {NULL, 0, NULL},
};
