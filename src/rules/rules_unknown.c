/* SPDX-License-Identifier: Apache-2.0 */
/* What a file cannot tell is said to be unknown, but once a subject: fifteen lines that all mean "the words
 * are pixels" would bury the faults. */
#include <string.h>

#include "rules_priv.h"

enum subject { TEXT, IMAGES, LAYOUT, INK, N_SUBJECTS };
const char *const zb_unknown_ids[] = {
        [TEXT] = "unknown.text", [IMAGES] = "unknown.images", [LAYOUT] = "unknown.layout",
        [INK] = "unknown.ink",   [N_SUBJECTS] = NULL,
};

/* What each rule looks at, in a word or two; rules of one name are named once. */
static const struct {
        const char *id;
        enum subject subject;
        struct zb_msg name;
} names[] = {
        {"text.count", TEXT, ZB_N("number of characters")},
        {"text.emphasis", TEXT, ZB_N("keywords")},
        {"text.glyphs", TEXT, ZB_N("missing characters")},
        {"text.contrast", TEXT, ZB_N("contrast of text")},
        {"text.overlap", TEXT, ZB_N("overlaps")},
        {"title.marks", TEXT, ZB_N("the work's title")},
        {"type.family", TEXT, ZB_N("typeface")},
        {"type.title", TEXT, ZB_N("type sizes")},
        {"type.heading", TEXT, ZB_N("type sizes")},
        {"type.body", TEXT, ZB_N("type sizes")},
        {"type.caption", TEXT, ZB_N("type sizes")},
        {"type.note", TEXT, ZB_N("type sizes")},
        {"type.leading", TEXT, ZB_N("line spacing")},
        {"type.kinsoku", TEXT, ZB_N("punctuation")},
        {"image.count", IMAGES, ZB_N("number of pictures")},
        {"image.resolution", IMAGES, ZB_N("resolution")},
        {"layout.ratio", IMAGES, ZB_N("image : text")},
        {"figure.infographic", IMAGES, ZB_N("charts")},
        {"figure.ai", IMAGES, ZB_N("AI marks")},
        {"board.size", LAYOUT, ZB_N("finished size")},
        {"board.orientation", LAYOUT, ZB_N("orientation")},
        {"board.visible", LAYOUT, ZB_N("distance to the visible edge")},
        {"board.bleed", LAYOUT, ZB_N("bleed")},
        {"board.blank", LAYOUT, ZB_N("whether it is empty")},
        {"layout.path", LAYOUT, ZB_N("reading path")},
        {"colour.mode", INK, ZB_N("colour mode")},
        {"ink.total", INK, ZB_N(ZB_CTX("rules") "total ink")},
        {"ink.black", INK, ZB_N("how black is made")},
        {"ink.line", INK, ZB_N("thin lines")},
};
enum { N_NAMES = sizeof names / sizeof *names };

void zb_check_unknown(struct zb_check *c)
{
        if (zb_check_is_spec(c) || c->force == ZB_FACT || c->n_unknown == ZB_CHECK_MAX_UNKNOWN)
                return;
        for (size_t i = 0; i < c->n_unknown; i++)
                if (c->unknown[i] == c->clause)
                        return;
        c->unknown[c->n_unknown++] = c->clause;
}

bool zb_check_wordless_glyphs(const struct zb_facts *f)
{
        static const char unknown[] = "\xEF\xBF\xBD";
        size_t n = 0;
        for (size_t i = 0; i < f->n_lines; i++)
                for (const char *at = f->lines[i].hidden ? NULL : f->lines[i].text; at && (at = strstr(at, unknown));
                     at += sizeof unknown - 1)
                        n++;
        return n * 50 > f->chars;
}

static size_t rules_unknown_name_of(const char *id)
{
        for (size_t i = 0; i < N_NAMES; i++)
                if (strcmp(names[i].id, id) == 0)
                        return i;
        return N_NAMES;
}

/* The clauses of the subject that could not be judged, and their names in a row. */
struct gathered {
        const char **ids;
        size_t n;
        struct zb_msg names; /* one behind the other */
};

static void rules_unknown_gather(struct zb_check *c, enum subject subject, struct gathered *g)
{
        size_t seen[N_NAMES], n = 0;
        for (size_t i = 0; i < c->n_unknown; i++) {
                size_t k = rules_unknown_name_of(c->unknown[i]->id);
                bool named = false;
                if (k == N_NAMES || names[k].subject != subject)
                        continue;
                for (size_t j = 0; j < n; j++)
                        named |= strcmp(names[seen[j]].name.packed, names[k].name.packed) == 0;
                g->ids[g->n++] = c->unknown[i]->id;
                if (named)
                        continue;
                seen[n++] = k;
                g->names = n == 1 ? names[k].name : zb_check_msg(c, "%s, %s", g->names.packed, names[k].name.packed);
        }
}

/* The reading path is all of the layout that is not known: words were read, their order was not clear. */
static bool only_path(const struct zb_check *c, const struct gathered *g)
{
        return g->n == 1 && strcmp(g->ids[0], "layout.path") == 0 && strcmp(c->facts->text_source, "none") != 0;
}

static struct zb_msg reason(const struct zb_check *c, enum subject subject, const struct gathered *g)
{
        const struct zb_facts *f = c->facts;
        bool wordless = strcmp(f->text_source, "none") == 0;
        if (subject == TEXT && wordless && f->pdf.known && f->pdf.outlines > 0)
                return ZB_MSG("the text is outlined and cannot be read");
        if (subject == TEXT && wordless && f->kind == ZB_KIND_PSD)
                return ZB_MSG("there is no text layer: all text is pixels");
        if (subject == TEXT && wordless && (f->raster.known || f->flat))
                return ZB_MSG("the text is pixels and cannot be read");
        if (subject == TEXT && !wordless && zb_check_wordless_glyphs(f))
                return ZB_MSG("the fonts do not say which characters their glyphs are (ToUnicode)");
        if (subject == TEXT && wordless)
                return ZB_MSG("there is no text that can be read");
        if (subject != INK && (f->raster.known || f->flat) && f->kind != ZB_KIND_PSD)
                return ZB_MSG("pictures and text are one picture and cannot be told apart");
        if (subject == LAYOUT && only_path(c, g))
                return ZB_MSG("the sections' headings stand in no clear F or Z");
        return ZB_MSG("this file does not tell");
}

static void rules_unknown_say(struct zb_check *c, enum subject subject, struct gathered *g)
{
        struct zb_finding *f = zb_findings_add(c->findings, zb_unknown_ids[subject], ZB_ADVISORY);
        if (!f) {
                c->failed = true;
                return;
        }
        struct zb_msg why = reason(c, subject, g);
        f->measured_text = ZB_MSG("unknown");
        f->covers = g->ids;
        f->n_covers = g->n;
        f->message = zb_check_msg(c, "%s; not judged: %s", why.packed, g->names.packed);
        f->fix = ZB_MSG("Check these by eye, or check the editable source (PSD, AI, a PDF with live text).");
}

void zb_check_say_unknown(struct zb_check *c)
{
        for (int s = 0; s < N_SUBJECTS; s++) {
                struct gathered g = {.ids = zb_arena_array(c->findings->arena, c->n_unknown + 1, sizeof *g.ids)};
                if (!g.ids) {
                        c->failed = true;
                        return;
                }
                rules_unknown_gather(c, (enum subject)s, &g);
                if (g.n > 0)
                        rules_unknown_say(c, (enum subject)s, &g);
        }
}
