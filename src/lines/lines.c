/* SPDX-License-Identifier: Apache-2.0 */
/* Runs of text → the facts' lines, whatever format they came from: joined (lines_join), gathered into
 * paragraphs (lines_para), given their tiers (lines_tier), and boxed as the boards of our own are: a line's
 * box is its advance × em·leading with the em box centred in it, so that text areas of scene and file agree.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lines_priv.h"

/* Of a line that stands alone; large type is set tighter. */
static const double usual_leading[ZB_N_TIERS] = {1.1, 1.1, 1.2, 1.2, 1.2};

/* ---- leading ---- */

static bool spaced(const struct zb_laid *a)
{
        return a->below != ZB_NONE && a->pitch > 0.3 * a->em;
}

/* Medians of the tiers' spacings; NAN where there are fewer than three, from which nothing follows for
 * others. */
static enum zb_code tier_leadings(const struct zb_setting *set, double ret[ZB_N_TIERS], struct zb_err *err)
{
        double *work = calloc(set->n_lines + 1, sizeof *work);
        if (!work)
                return zb_err_nomem(err);
        for (int tier = 0; tier < ZB_N_TIERS; tier++) {
                size_t n = 0;
                for (size_t i = 0; i < set->n_lines; i++)
                        if ((int)set->lines[i].tier == tier && !set->lines[i].hidden && spaced(&set->lines[i]))
                                work[n++] = set->lines[i].pitch / set->lines[i].em;
                ret[tier] = n < 3 ? NAN : zb_median(work, n);
        }
        free(work);
        return ZB_OK;
}

/* To the next line; a last line's is that of the line before it; a lone line's is what the file declares,
 * what its tier has, what is usual. */
static double lines_leading_of(const struct zb_setting *set, size_t i, const double *tiers)
{
        const struct zb_laid *a = &set->lines[i];
        if (spaced(a))
                return a->pitch / a->em;
        if (a->taken && i > 0 && spaced(a - 1))
                return a[-1].pitch / a[-1].em;
        if (a->declared > 0.5 && a->declared < 5)
                return a->declared;
        return isnan(tiers[a->tier]) ? usual_leading[a->tier] : tiers[a->tier];
}

/* ---- boxes ---- */

/* A rectangle of a line's frame on the board. */
static struct zb_rect on_board(struct zb_rect r, int angle)
{
        if (angle == 0)
                return r;
        double c = cos(angle * 3.14159265358979323846 / 180), s = sin(angle * 3.14159265358979323846 / 180);
        double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
        for (int i = 0; i < 4; i++) {
                double u = r.x + (i & 1 ? r.w : 0), v = r.y + (i & 2 ? r.h : 0);
                double x = u * c + v * s, y = v * c - u * s;
                x0 = fmin(x0, x);
                x1 = fmax(x1, x);
                y0 = fmin(y0, y);
                y1 = fmax(y1, y);
        }
        return (struct zb_rect){x0, y0, x1 - x0, y1 - y0};
}

/* From `above` the baseline, `high`, in em. A vertical line's box is as tall as its column. */
static struct zb_rect lines_box_of(const struct zb_laid *a, double above, double high)
{
        double top = a->vertical ? a->top_v : a->v;
        return on_board((struct zb_rect){a->u, top - above * a->em, a->right - a->u, high * a->em + (a->v - top)},
                        a->angle);
}

static bool one_of(uint32_t c, const char *marks)
{
        uint32_t mark;
        for (size_t n, len = strlen(marks); (n = zb_utf8_next(marks, len, &mark)) > 0; marks += n, len -= n)
                if (c == mark)
                        return true;
        return false;
}

/* Where the ink of a line is: a full-width mark at its edge has half an em of nothing outside (clreq), which
 * type set with care lets hang over the edge. */
static struct zb_rect lines_ink_of(const struct zb_laid *a)
{
        struct zb_laid inked = *a;
        uint32_t first, last;
        if (a->vertical || zb_text_edges(a->text, &first, &last) < 2 || a->right - a->u < 1.5 * a->em)
                return lines_box_of(a, ZB_INK_ABOVE, ZB_INK_HIGH);
        if (one_of(first, "（《〈「『【〔［｛") || (one_of(first, "“‘") && zb_holds_han(a->text)))
                inked.u += 0.5 * a->em;
        if (one_of(last, "，。、；：！？）》〉」』】〕］｝") || (one_of(last, "”’") && zb_holds_han(a->text)))
                inked.right -= 0.5 * a->em;
        return lines_box_of(&inked, ZB_INK_ABOVE, ZB_INK_HIGH);
}

static struct zb_fact_line fact_of(const struct zb_setting *set, size_t i, const double *tiers)
{
        struct zb_arena *arena = set->d->facts->arena;
        const struct zb_laid *a = &set->lines[i];
        const char *place = set->pieces[a->head].run->place;
        double leading = lines_leading_of(set, i, tiers);
        double above = a->vertical ? ZB_EM_ASCENT : ZB_EM_ASCENT + (leading - 1) / 2;
        return (struct zb_fact_line){
                .box = lines_box_of(a, above, a->vertical ? 1 : leading),
                .ink = lines_ink_of(a),
                .tier = a->tier,
                .role = zb_tier_names[a->tier],
                .text = a->text,
                .place = place ? zb_arena_strdup(arena, place) : "",
                .font = zb_arena_strdup(arena, a->style.font ? a->style.font : ""),
                .em_mm = a->em,
                .ink_mm = a->ink_mm,
                .leading = leading,
                .chars = zb_count_chars(a->text),
                .keyword = a->keyword,
                .bad_start = a->bad_start,
                .bad_end = a->bad_end,
                .contrast = NAN,
                .block = a->block,
                .colour = a->style.colour,
                .space = a->style.space,
                .hidden = a->hidden,
                .marks = a->marks,
        };
}

static struct zb_line_inks inks_of(const struct zb_setting *set, const struct zb_laid *line)
{
        struct zb_line_inks ret = {.n = 0};
        for (size_t p = line->head; p != ZB_NONE; p = set->pieces[p].next) {
                size_t k = 0;
                while (k < ret.n && !zb_same_colour(ret.inks[k], set->pieces[p].run->colour))
                        k++;
                if (k == ret.n && k < sizeof ret.inks / sizeof *ret.inks && set->pieces[p].chars)
                        ret.inks[ret.n++] = set->pieces[p].run->colour;
        }
        return ret;
}

static enum zb_code fill_in(struct zb_setting *set, struct zb_err *err)
{
        struct zb_facts *f = set->d->facts;
        double tiers[ZB_N_TIERS];
        enum zb_code code = tier_leadings(set, tiers, err);
        struct zb_fact_line *lines = zb_arena_array(f->arena, set->n_lines + 1, sizeof *lines);
        struct zb_line_inks *inks = zb_arena_array(f->arena, set->n_lines + 1, sizeof *inks);
        if (code)
                return code;
        if (!lines || !inks)
                return zb_err_nomem(err);
        size_t seen = 0;
        for (size_t i = 0; i < set->n_lines; i++) {
                lines[i] = fact_of(set, i, tiers);
                inks[i] = inks_of(set, &set->lines[i]);
                seen += !lines[i].hidden;
        }
        f->lines = lines;
        set->d->line_inks = inks;
        f->n_lines = set->n_lines;
        f->keywords = set->keywords;
        f->text_source = seen ? "live" : "none";
        return zb_arena_failed(f->arena) ? zb_err_nomem(err) : ZB_OK;
}

enum zb_code zb_lines_of_marks(struct zb_derivation *d, const struct zb_marks *marks, struct zb_err *err)
{
        if (marks->lines)
                return zb_lines_known(d, marks, err);
        struct zb_setting set = {.d = d};
        enum zb_code code = zb_lines_join(&set, &marks->runs, err);
        code = code ? code : zb_lines_paragraphs(&set, err);
        code = code ? code : zb_lines_tiers(&set, err);
        code = code ? code : fill_in(&set, err);
        free(set.pieces);
        free(set.lines);
        return code;
}
