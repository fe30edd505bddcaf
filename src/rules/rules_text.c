/* SPDX-License-Identifier: Apache-2.0 */
/* The words: how many, what stands out, whether they can be read, what a title and a list of authors may be.
 */
#include <math.h>
#include <string.h>

#include "rules_priv.h"

static bool nothing_read(const struct zb_facts *f)
{
        return strcmp(f->text_source, "none") == 0 && f->kind != ZB_KIND_SPEC;
}

static void rules_text_count(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        struct zb_range want = c->standard->chars;
        double n = (double)f->chars;
        if (nothing_read(f) || zb_check_wordless_glyphs(f)) {
                zb_check_unknown(c);
                return;
        }
        if (n >= want.min && n <= want.max)
                return;
        bool few = n < want.min;
        const char *range = zb_check_range(c, want, 0);
        const char *diff = zb_check_num(c, few ? want.min - n : n - want.max, 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = n;
        found->wanted = zb_msg_verbatim(range);
        found->unit = ZB_MSG(ZB_CTX("rules") "characters");
        found->message = zb_check_msg(c, "%zu characters on the board, %s are suggested", f->chars, range);
        found->fix = few ? zb_check_msg(c, "Write %s more; captions and notes take the least room.", diff)
                         : zb_check_msg(c, "Cut %s.", diff);
}

static void emphasis(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        if (f->keywords < 0 || nothing_read(f)) {
                zb_check_unknown(c);
                return;
        }
        if (f->keywords >= c->standard->keywords_min)
                return;
        const char *least = zb_check_num(c, c->standard->keywords_min, 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = f->keywords;
        found->wanted = zb_check_msg(c, "≥ %s", least);
        found->unit = ZB_MSG("places");
        found->message = zb_check_msg(c, "keywords set apart: %d, at least %s suggested", f->keywords, least);
        found->fix = zb_check_fix(c, ZB_MSG("Put **…** round keywords in the text: they become bold and coloured."),
                                  ZB_MSG("Set keywords in the text bold or in another colour."));
}

static void glyphs(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        if (nothing_read(f)) {
                zb_check_unknown(c);
                return;
        }
        if (f->missing_glyphs == 0)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = (double)f->missing_glyphs;
        found->wanted = zb_msg_verbatim("0");
        found->unit = ZB_MSG(ZB_CTX("rules") "characters");
        found->box = f->missing_box;
        found->path = f->missing_place;
        found->message = zb_check_msg(c, "characters that the font lacks: %zu, the first is \"%s\"",
                                      f->missing_glyphs, zb_check_quote(c, f->missing_text, 20));
        found->fix = ZB_MSG("Use common characters instead (emoji and rare characters cannot be printed).");
}

static void low_contrast(struct zb_check *c, double contrast, const char *text, struct zb_rect box, const char *place)
{
        const char *have = zb_check_num(c, contrast, 1), *least = zb_check_num(c, c->standard->contrast_min, 1);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = contrast;
        found->wanted = zb_check_msg(c, "≥ %s", least);
        found->box = box;
        found->path = place;
        text = zb_check_quote(c, text, 40);
        found->message =
                zb_check_msg(c, "\"%s\" stands out from its ground by only %s, less than %s", text, have, least);
        found->fix = ZB_MSG("White or bright text on dark ground, dark text on light; the accent "
                            "colour on dark ground only.");
}

static void rules_text_contrast(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t low = 0, known = 0;
        int block = -1;
        for (size_t i = 0; i < f->n_lines; i++) {
                const struct zb_fact_line *line = &f->lines[i];
                if (line->hidden)
                        continue;
                known += !isnan(line->contrast);
                /* One finding a paragraph; a contrast that is not known is not low. */
                if (!(line->contrast < c->standard->contrast_min - 0.05) || line->block == block)
                        continue;
                block = line->block;
                if (low++ < ZB_CHECK_MANY)
                        low_contrast(c, line->contrast, line->text, line->box, line->place);
        }
        if (low > ZB_CHECK_MANY)
                zb_check_more(c, low - ZB_CHECK_MANY);
        if (known == 0 && isnan(f->min_contrast))
                zb_check_unknown(c);
        else if (known == 0 && f->min_contrast < c->standard->contrast_min - 0.05)
                low_contrast(c, f->min_contrast, f->min_contrast_text, f->min_contrast_box, f->min_contrast_place);
}

static void rules_text_overlap(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        if (f->overlaps < 0) {
                zb_check_unknown(c);
                return;
        }
        if (f->overlaps == 0)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = f->overlaps;
        found->wanted = zb_msg_verbatim("0");
        found->unit = ZB_MSG("places");
        found->box = f->overlap_box;
        found->path = f->overlap_place;
        struct zb_msg a = zb_check_words(c, f->overlap_a), b = zb_check_words(c, f->overlap_b);
        found->message = zb_check_msg(c, "overlaps: %d, the first is %s with %s", f->overlaps, a.packed, b.packed);
        found->fix = ZB_MSG("Shorten one of the texts, or move the two apart.");
}

/* The title as the board shows it, where the file does not say it; NULL when no text was read. */
static const char *title_on_board(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        const char *title = NULL;
        for (size_t i = 0; i < f->n_lines; i++) {
                if (f->lines[i].tier != ZB_TIER_TITLE || f->lines[i].hidden)
                        continue;
                title = zb_arena_printf(c->findings->arena, "%s%s", title ? title : "", f->lines[i].text);
                c->failed |= !title;
        }
        return title;
}

static void rules_text_marks(struct zb_check *c)
{
        const char *title = c->facts->title ? c->facts->title : title_on_board(c), *all = c->standard->title_marks;
        bool spec = zb_check_is_spec(c);
        if (!title) {
                zb_check_unknown(c);
                return;
        }
        uint32_t mark;
        for (size_t at = 0, n, len = strlen(all); (n = zb_utf8_next(all + at, len - at, &mark)) > 0; at += n) {
                char one[5] = {0};
                zb_utf8_put(one, mark);
                if (!strstr(title, one))
                        continue;
                struct zb_finding *found = zb_check_fail(c);
                title = zb_check_quote(c, title, 60);
                found->measured_text = zb_msg_verbatim(title);
                found->wanted = zb_check_msg(c, "no %s", all);
                found->path = spec ? "/title" : "";
                found->message = zb_check_msg(c, "the title \"%s\" carries %s", title, all);
                found->fix = zb_check_msg(c, "Take %s away.", all);
                return;
        }
}

static void authors(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        struct zb_range want = c->standard->authors;
        if (f->n_authors < 0) {
                zb_check_unknown(c);
                return;
        }
        if (f->n_authors >= want.min && f->n_authors <= want.max)
                return;
        const char *range = zb_check_range(c, want, 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = f->n_authors;
        found->wanted = zb_msg_verbatim(range);
        found->unit = ZB_MSG("authors");
        found->path = "/authors";
        found->message = zb_check_msg(c, "authors: %d, %s are allowed", f->n_authors, range);
        found->fix = ZB_MSG("Change the list of authors accordingly.");
}

const struct zb_rule zb_text_rules[] = {
        {"text.count", ZB_OF_ALL, rules_text_count},
        {"text.emphasis", ZB_OF_ALL, emphasis},
        {"text.glyphs", ZB_OF_ALL, glyphs},
        {"text.contrast", ZB_OF_ALL, rules_text_contrast},
        {"text.overlap", ZB_OF_ALL, rules_text_overlap},
        {"title.marks", ZB_OF_ALL, rules_text_marks},
        {"authors.count", ZB_OF_SPEC, authors}, /* no file says who is an author */
        {NULL, 0, NULL},
};
