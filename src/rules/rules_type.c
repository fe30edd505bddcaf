/* SPDX-License-Identifier: Apache-2.0 */
/* Letters: the family, the height of each tier, the spacing, what may stand at a line's edge. The notice's cm
 * and pt ranges disagree: inside both is a pass, inside one an advisory, outside both a finding. */
#include <math.h>
#include <string.h>

#include "rules_priv.h"

/* Sizes are computed; what prints as the limit is the limit. */
#define EPS_CM      0.005
#define EPS_PT      0.05
#define EPS_LEADING 0.005

/* Programs write one name with spaces, hyphens, small letters: "Source-Han-Sans-CN", "SourceHanSansCN". */
static char plain(const char **at)
{
        while (**at == ' ' || **at == '-' || **at == '_')
                ++*at;
        char c = **at;
        *at += c != 0;
        return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool rules_type_begins(const char *name, const char *const *list)
{
        for (size_t i = 0; list && list[i]; i++) {
                const char *a = name, *b = list[i];
                char want;
                while ((want = plain(&b)) && plain(&a) == want)
                        ;
                if (!want)
                        return true;
        }
        return false;
}

static const struct zb_fact_line *line_in(const struct zb_facts *f, const char *font)
{
        for (size_t i = 0; i < f->n_lines; i++)
                if (f->lines[i].font && strcmp(f->lines[i].font, font) == 0)
                        return &f->lines[i];
        return NULL;
}

/* Type 3 fonts have no names of their own: a file may hold one a character. */
static bool named_before(const struct zb_facts *f, size_t i)
{
        const char *name = f->fonts[i].name ? f->fonts[i].name : "";
        for (size_t k = 0; k < i; k++)
                if (strcmp(f->fonts[k].name ? f->fonts[k].name : "", name) == 0)
                        return true;
        return false;
}

static void family(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t n = 0;
        if (f->n_fonts == 0)
                zb_check_unknown(c);
        for (size_t i = 0; i < f->n_fonts; i++) {
                const char *name = f->fonts[i].name ? f->fonts[i].name : "";
                if (f->fonts[i].type3 && !*name) { /* drawings without a name */
                        zb_check_unknown(c);
                        continue;
                }
                if (rules_type_begins(name, c->standard->families) || named_before(f, i))
                        continue;
                if (n++ >= ZB_CHECK_MANY)
                        continue;
                bool cousin = rules_type_begins(name, c->standard->cousins);
                const struct zb_fact_line *line = line_in(f, name);
                name = *name ? zb_check_quote(c, name, 60) : "?";
                struct zb_finding *found = cousin ? zb_check_note(c) : zb_check_fail(c);
                if (line && !zb_check_is_spec(c))
                        found->box = line->box;
                found->measured_text = zb_msg_verbatim(name);
                found->wanted = ZB_MSG("Source Han Sans");
                found->message =
                        cousin ? zb_check_msg(c, "%s is used: the design of Source Han Sans, but not its font files",
                                              name)
                               : zb_check_msg(c, "font %s is used; Source Han Sans alone is allowed", name);
                found->fix = cousin ? zb_check_fix(c,
                                                   ZB_MSG("Run fonts/fetch.sh to get Source Han Sans, then "
                                                          "render again."),
                                                   ZB_MSG("Usually accepted; to be exact install Source Han "
                                                          "Sans and replace it (Type → Find Font)."))
                                    : zb_check_fix(c, ZB_MSG("Set this text in Source Han Sans."),
                                                   ZB_MSG("Illustrator / InDesign: Type → Find Font, replace it "
                                                          "everywhere by Source Han Sans (a free font)."));
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

static bool in(struct zb_range r, double v, double eps)
{
        return v >= r.min - eps && v <= r.max + eps;
}

struct rules_type_size {
        double cm, pt;
        int outside; /* of how many ranges: 0 pass, 1 advisory, 2 finding */
};

static struct rules_type_size rules_type_judge(const struct zb_standard *s, enum zb_tier tier, double cm, double pt)
{
        struct rules_type_size size = {cm, pt, 0};
        bool cm_asked = zb_range_asked(s->tier_cm[tier]) && !isnan(cm), pt_asked = zb_range_asked(s->tier_pt[tier]);
        bool cm_in = in(s->tier_cm[tier], cm, EPS_CM), pt_in = in(s->tier_pt[tier], pt, EPS_PT);
        size.outside = (cm_asked && !cm_in) + (pt_asked && !pt_in);
        /* With one range only there is no second opinion. */
        if (size.outside == 1 && !(cm_asked && pt_asked))
                size.outside = 2;
        return size;
}

/* The first line of the tier at that size: where to look. */
static const struct zb_fact_line *line_at(const struct zb_facts *f, enum zb_tier tier, double pt)
{
        for (size_t i = 0; i < f->n_lines; i++)
                if (f->lines[i].tier == tier && fabs(zb_pt_of_mm(f->lines[i].em_mm) - pt) < 0.01)
                        return &f->lines[i];
        return NULL;
}

static void size_finding(struct zb_check *c, enum zb_tier tier, struct zb_msg what, struct rules_type_size size)
{
        const struct zb_standard *s = c->standard;
        const struct zb_fact_line *line = line_at(c->facts, tier, size.pt);
        bool cm_in = in(s->tier_cm[tier], size.cm, EPS_CM);
        bool small = size.pt < s->tier_pt[tier].min || size.cm < s->tier_cm[tier].min;
        const char *cm = zb_check_num(c, size.cm, 2), *pt = zb_check_num(c, size.pt, 1);
        const char *em = zb_check_num(c, zb_mm_of_pt(size.pt) / 10, 2);
        const char *cms = zb_check_range(c, s->tier_cm[tier], 1), *pts = zb_check_range(c, s->tier_pt[tier], 0);
        struct zb_finding *found = size.outside == 1 ? zb_check_note(c) : zb_check_fail(c);
        bool by_cm = !isnan(size.cm); /* else the font does not tell how much of its em is ink */
        found->measured = by_cm ? size.cm : size.pt;
        found->wanted = zb_msg_verbatim(by_cm ? cms : pts);
        found->unit = zb_msg_verbatim(by_cm ? "cm" : "pt");
        if (line) {
                found->box = line->box;
                found->path = line->place;
        }
        struct zb_msg within = cm_in ? ZB_MSG("within the cm range only") : ZB_MSG("within the pt range only");
        if (size.outside == 1)
                found->message =
                        zb_check_msg(c, "%s is %s cm high by ink, em %s cm, %s pt: %s (%s cm, about %s pt suggested)",
                                     what.packed, cm, em, pt, within.packed, cms, pts);
        else
                found->message =
                        zb_check_msg(c, "%s is %s cm high by ink, em %s cm, %s pt; %s cm, about %s pt suggested",
                                     what.packed, cm, em, pt, cms, pts);
        found->fix =
                small ? zb_check_msg(c, "Enlarge it into %s cm, %s pt; cut text first if it does not fit.", cms, pts)
                      : zb_check_msg(c, "Reduce it into %s cm, %s pt.", cms, pts);
}

static void rules_type_tier(struct zb_check *c, enum zb_tier t, struct zb_msg what)
{
        const struct zb_fact_tier *facts = &c->facts->tiers[t];
        if (isnan(facts->pt_min)) {
                /* Where text was read, a tier that is not there is not on the board. */
                if (c->facts->n_lines == 0 || facts->lines > 0)
                        zb_check_unknown(c);
                return;
        }
        struct rules_type_size least = rules_type_judge(c->standard, t, facts->ink_cm_min, facts->pt_min);
        struct rules_type_size most = rules_type_judge(c->standard, t, facts->ink_cm_max, facts->pt_max);
        bool same = fabs(most.pt - least.pt) < 0.01;
        if (least.outside)
                size_finding(c, t, what, least);
        if (most.outside && !same)
                size_finding(c, t, what, most);
}

static void title(struct zb_check *c)
{
        rules_type_tier(c, ZB_TIER_TITLE, ZB_MSG("the main title"));
}
static void heading(struct zb_check *c)
{
        rules_type_tier(c, ZB_TIER_HEADING, ZB_MSG("a second-level title"));
}
static void body(struct zb_check *c)
{
        rules_type_tier(c, ZB_TIER_BODY, ZB_MSG("body text"));
}
static void caption(struct zb_check *c)
{
        rules_type_tier(c, ZB_TIER_CAPTION, ZB_MSG("a label or caption"));
}
static void note(struct zb_check *c)
{
        rules_type_tier(c, ZB_TIER_NOTE, ZB_MSG("a note"));
}

static void leading(struct zb_check *c)
{
        const struct zb_fact_tier *b = &c->facts->tiers[ZB_TIER_BODY];
        struct zb_range want = c->standard->leading;
        if (isnan(b->leading_min) || isnan(b->leading_max)) {
                if (c->facts->n_lines == 0)
                        zb_check_unknown(c);
                return;
        }
        bool tight = !in(want, b->leading_min, EPS_LEADING);
        if (!tight && in(want, b->leading_max, EPS_LEADING))
                return;
        double worst = tight ? b->leading_min : b->leading_max;
        const char *have = zb_check_num(c, worst, 2), *range = zb_check_range(c, want, 2);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = worst;
        found->wanted = zb_msg_verbatim(range);
        found->unit = ZB_MSG(ZB_CTX("rules") "em");
        for (size_t i = 0; i < c->facts->n_lines; i++) {
                const struct zb_fact_line *line = &c->facts->lines[i];
                if (line->tier != ZB_TIER_BODY || fabs(line->leading - worst) > 1e-6)
                        continue;
                found->box = line->box;
                found->path = line->place;
                break;
        }
        found->message = zb_check_msg(c, "body lines stand %s em apart, %s suggested", have, range);
        found->fix = zb_check_msg(c, "Set the leading (baseline distance ÷ size) to %s.", range);
}

static void edge(struct zb_check *c, const struct zb_fact_line *line, bool start)
{
        struct zb_finding *found = zb_check_fail(c);
        const char *text = zb_check_quote(c, line->text, 40);
        found->measured_text = zb_msg_verbatim(text);
        found->box = line->box;
        found->path = line->place;
        found->message = start ? zb_check_msg(c, "a line begins with a mark that may not begin one: \"%s\"", text)
                               : zb_check_msg(c, "a line ends with a mark that may not end one: \"%s\"", text);
        found->fix = ZB_MSG("Add or cut a character before it, so that the mark moves to its line.");
}

static void kinsoku(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t bad = 0;
        if (f->n_lines == 0 || zb_check_wordless_glyphs(f))
                zb_check_unknown(c);
        for (size_t i = 0; i < f->n_lines; i++) {
                const struct zb_fact_line *line = &f->lines[i];
                if (line->hidden || (!line->bad_start && !line->bad_end))
                        continue;
                if (bad++ < ZB_CHECK_MANY)
                        edge(c, line, line->bad_start);
        }
        if (bad > ZB_CHECK_MANY)
                zb_check_more(c, bad - ZB_CHECK_MANY);
}

const struct zb_rule zb_type_rules[] = {
        {"type.family", ZB_OF_ALL, family},
        {"type.title", ZB_OF_ALL, title},
        {"type.heading", ZB_OF_ALL, heading},
        {"type.body", ZB_OF_ALL, body},
        {"type.caption", ZB_OF_ALL, caption},
        {"type.note", ZB_OF_ALL, note},
        {"type.leading", ZB_OF_ALL, leading},
        {"type.kinsoku", ZB_OF_ALL, kinsoku},
        {NULL, 0, NULL},
};
