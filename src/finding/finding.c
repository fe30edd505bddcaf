/* SPDX-License-Identifier: Apache-2.0 */
/* The list of findings, its order and its verdict. The order is total (rule, place, then the order of
 * discovery), so that a report is the same on every machine. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "finding.h"

const char *const zb_severity_names[] = {"advisory", "warning", "error", NULL};
const char *const zb_verdict_names[] = {"pass", "advisory", "fail", NULL};

struct zb_findings *zb_findings_new(void)
{
        struct zb_findings *findings = calloc(1, sizeof *findings);
        if (!findings)
                return NULL;
        findings->arena = zb_arena_new();
        if (!findings->arena) {
                free(findings);
                return NULL;
        }
        return findings;
}

void zb_findings_free(struct zb_findings *findings)
{
        if (!findings)
                return;
        free(findings->items);
        zb_arena_free(findings->arena);
        free(findings);
}

struct zb_finding *zb_findings_add(struct zb_findings *findings, const char *rule, enum zb_severity severity)
{
        if (findings->n == findings->cap) {
                size_t cap = findings->cap ? findings->cap * 2 : 16;
                struct zb_finding *items = realloc(findings->items, cap * sizeof *items);
                if (!items)
                        return NULL;
                findings->items = items;
                findings->cap = cap;
        }
        const struct zb_msg none = ZB_VERBATIM("");
        struct zb_finding *f = &findings->items[findings->n++];
        *f = (struct zb_finding){.rule = rule,
                                 .severity = severity,
                                 .measured = NAN,
                                 .measured_text = none,
                                 .wanted = none,
                                 .unit = none,
                                 .page = 1,
                                 .path = "",
                                 .clause = none,
                                 .message = none,
                                 .fix = none};
        return f;
}

static int sign(double a, double b)
{
        return (a > b) - (a < b);
}

static int before(const struct zb_finding *a, const struct zb_finding *b)
{
        int order = (a->waived != NULL) - (b->waived != NULL);
        if (!order)
                order = (int)b->severity - (int)a->severity;
        if (!order)
                order = strcmp(a->rule, b->rule);
        if (!order)
                order = a->page - b->page;
        if (!order)
                order = strcmp(a->path, b->path);
        if (!order)
                order = sign(a->box.y, b->box.y);
        return order ? order : sign(a->box.x, b->box.x);
}

/* By insertion: stable, and there are a few dozen at most on a board worth reading about. */
void zb_findings_sort(struct zb_findings *findings)
{
        for (size_t i = 1; i < findings->n; i++) {
                struct zb_finding f = findings->items[i];
                size_t j = i;
                for (; j > 0 && before(&f, &findings->items[j - 1]) < 0; j--)
                        findings->items[j] = findings->items[j - 1];
                findings->items[j] = f;
        }
}

size_t zb_findings_count(const struct zb_findings *findings, enum zb_severity severity)
{
        size_t n = 0;
        for (size_t i = 0; i < findings->n; i++)
                n += findings->items[i].severity == severity && !findings->items[i].waived;
        return n;
}

enum zb_verdict zb_findings_verdict(const struct zb_findings *findings, bool strict)
{
        size_t errors = zb_findings_count(findings, ZB_ERROR), warnings = zb_findings_count(findings, ZB_WARNING);
        if (errors > 0 || (strict && warnings > 0))
                return ZB_FAIL;
        return warnings + zb_findings_count(findings, ZB_ADVISORY) > 0 ? ZB_PASS_ADVISORY : ZB_PASS;
}
