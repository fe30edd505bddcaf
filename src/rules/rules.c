/* SPDX-License-Identifier: Apache-2.0 */
/* The driver: every rule whose clause the standard holds is asked once, of the kinds of file that it has
 * anything to say about; then come what is unknown, the composer's remarks and the waivers.
 *
 * Clauses without a rule: board.stand, colour.scheme and qr.allowed are facts that a board cannot break. */
#include <string.h>

#include "rules_priv.h"

/* The first is all that is asked of a file that could not be read to its end: half of a board has half of its
 * words. */
static const struct zb_rule *const families[] = {zb_reader_rules,  zb_file_rules,    zb_page_rules,   zb_blank_rules,
                                                 zb_image_rules,   zb_picture_rules, zb_text_rules,   zb_type_rules,
                                                 zb_reading_rules, zb_font_rules,    zb_colour_rules, zb_ink_rules,
                                                 zb_pdf_rules,     zb_raster_rules,  zb_qr_rules};
enum { N_FAMILIES = sizeof families / sizeof *families };
#define UNUSED "waiver.unused"

const char *const *zb_rule_ids(struct zb_arena *arena)
{
        size_t n = 2;
        for (size_t i = 0; i < N_FAMILIES; i++)
                for (const struct zb_rule *rule = families[i]; rule->id; rule++)
                        n++;
        for (size_t i = 0; zb_unknown_ids[i]; i++)
                n++;
        const char **ids = zb_arena_array(arena, n, sizeof *ids);
        if (!ids)
                return NULL;
        n = 0;
        for (size_t i = 0; i < N_FAMILIES; i++)
                for (const struct zb_rule *rule = families[i]; rule->id; rule++)
                        ids[n++] = rule->id;
        for (size_t i = 0; zb_unknown_ids[i]; i++)
                ids[n++] = zb_unknown_ids[i];
        ids[n++] = UNUSED;
        ids[n] = NULL;
        return ids;
}

static unsigned rules_kind_of(const struct zb_facts *f)
{
        static const unsigned of[ZB_N_KINDS] = {
                [ZB_KIND_SPEC] = ZB_OF_SPEC,   [ZB_KIND_PDF] = ZB_OF_PDF, [ZB_KIND_TIFF] = ZB_OF_PIXELS,
                [ZB_KIND_JPEG] = ZB_OF_PIXELS, [ZB_KIND_PSD] = ZB_OF_PSD, [ZB_KIND_AI] = ZB_OF_PDF};
        return of[f->kind];
}

static bool read_through(const struct zb_facts *f)
{
        return f->container.reading == ZB_READ_WHOLE || f->container.reading == ZB_READ_REPAIRED;
}

static void ask(struct zb_check *c, const struct zb_rule *rule)
{
        c->clause = zb_standard_clause(c->standard, rule->id);
        if (!c->clause || !(rule->of & rules_kind_of(c->facts)))
                return;
        c->force = zb_process_force(c->process, c->clause);
        if (c->force != ZB_OFF)
                rule->check(c);
}

/* What the composer gave up belongs to a rule and is an advisory: whether the rule is broken, the rule itself
 * says. */
static void remarks(struct zb_check *c)
{
        for (size_t i = 0; i < c->facts->n_remarks; i++) {
                const struct zb_fact_remark *r = &c->facts->remarks[i];
                const struct zb_clause *clause = zb_standard_clause(c->standard, r->rule);
                struct zb_finding *f = zb_findings_add(c->findings, r->rule, ZB_ADVISORY);
                if (!f) {
                        c->failed = true;
                        return;
                }
                f->path = r->place ? r->place : "";
                f->message = r->text;
                f->fix = r->fix;
                if (clause)
                        f->clause = clause->clause;
        }
}

/* What could not be judged needs no waiver, but one that was given for it is not a mistake. */
static bool rules_covered(const struct zb_finding *f, const char *rule)
{
        for (size_t i = 0; i < f->n_covers; i++)
                if (strcmp(f->covers[i], rule) == 0)
                        return true;
        return false;
}

static bool use_waiver(struct zb_findings *findings, const struct zb_rule_waiver *waiver)
{
        bool used = false;
        for (size_t i = 0; i < findings->n; i++)
                if (rules_covered(&findings->items[i], waiver->rule))
                        used = true;
                else if (strcmp(findings->items[i].rule, waiver->rule) == 0) {
                        findings->items[i].waived = zb_arena_strdup(findings->arena, waiver->why);
                        used = true;
                }
        return used;
}

static void unused_waiver(struct zb_check *c, const char *rule, size_t i)
{
        struct zb_finding *f = zb_findings_add(c->findings, UNUSED, ZB_ADVISORY);
        if (!f) {
                c->failed = true;
                return;
        }
        const char *const *ids = zb_rule_ids(c->findings->arena);
        const char *near = ids ? zb_did_you_mean(rule, ids) : NULL;
        bool known = near && strcmp(near, rule) == 0;
        f->measured_text = zb_check_msg(c, "%s", rule);
        f->path = zb_arena_printf(c->findings->arena, "/waive/%zu", i);
        f->path = f->path ? f->path : "";
        f->message = zb_check_msg(c, "the waiver of \"%s\" is not used: nothing was found there", rule);
        if (near && !known)
                f->fix = zb_check_msg(c, "The rule's name may be misspelt; did you mean \"%s\"?", near);
        else
                f->fix = ZB_MSG("Remove this waiver.");
}

static void waive(struct zb_check *c, const struct zb_rule_waiver *waivers, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (!use_waiver(c->findings, &waivers[i]) && !waivers[i].common)
                        unused_waiver(c, waivers[i].rule, i);
}

enum zb_code zb_rules_run(const struct zb_facts *facts, const struct zb_standard *standard,
                          const struct zb_process *process, const struct zb_rule_waiver *waivers, size_t n_waivers,
                          struct zb_findings **ret, struct zb_err *err)
{
        struct zb_check c = {.facts = facts, .standard = standard, .process = process};
        c.findings = zb_findings_new();
        if (!c.findings)
                return zb_err_nomem(err);
        size_t n_families = read_through(facts) ? N_FAMILIES : 1;
        for (size_t i = 0; i < n_families; i++)
                for (const struct zb_rule *rule = families[i]; rule->id; rule++)
                        ask(&c, rule);
        zb_check_say_unknown(&c);
        remarks(&c);
        waive(&c, waivers, n_waivers);
        if (c.failed || zb_arena_failed(c.findings->arena)) {
                zb_findings_free(c.findings);
                return zb_err_nomem(err);
        }
        for (size_t i = 0; i < c.findings->n; i++)
                if (!c.findings->items[i].path)
                        c.findings->items[i].path = "";
        zb_findings_sort(c.findings);
        *ret = c.findings;
        return ZB_OK;
}
