/* SPDX-License-Identifier: Apache-2.0 */
/* What all rules share: how a finding is begun (the severity is the clause's, never the rule's own) and how
 * figures become words. */
#include <math.h>
#include <stdarg.h>

#include "rules_priv.h"

static struct zb_finding *begin(struct zb_check *c, enum zb_severity severity)
{
        struct zb_finding *f = zb_findings_add(c->findings, c->clause->id, severity);
        if (!f) {
                c->failed = true;
                f = &c->spare;
        }
        f->clause = c->clause->clause;
        return f;
}

struct zb_finding *zb_check_fail(struct zb_check *c)
{
        static const enum zb_severity of_force[] = {
                [ZB_MUST] = ZB_ERROR, [ZB_SHOULD] = ZB_WARNING, [ZB_FACT] = ZB_ADVISORY};
        return begin(c, of_force[c->clause->force]);
}

struct zb_finding *zb_check_note(struct zb_check *c)
{
        return begin(c, ZB_ADVISORY);
}

void zb_check_unknown(struct zb_check *c)
{
        if (c->facts->kind == ZB_KIND_SPEC)
                return;
        struct zb_finding *f = zb_check_note(c);
        f->measured_text = (struct zb_msg){"未知", "unknown"};
        f->message = zb_check_msg(c, "从这个文件看不出来，没有判定：%1$s%2$.0s",
                                  "cannot be known from this file, not judged: %1$.0s%2$s",
                                  c->clause->title.zh, c->clause->title.en);
        f->fix = (struct zb_msg){"请人工核对这一条，或改查源文件。",
                                 "Check this by eye, or check the source file instead."};
}

void zb_check_more(struct zb_check *c, size_t n)
{
        if (n == 0)
                return;
        struct zb_finding *f = zb_check_fail(c);
        f->measured = (double)n;
        f->unit = (struct zb_msg){"处", "places"};
        f->message = zb_check_msg(c, "同样的问题还有 %zu 处", "the same in %zu more places", n);
        f->fix =
                (struct zb_msg){"改好上面列出的以后再查一次。", "Mend those listed above, then check again."};
}

struct zb_msg zb_check_msg(struct zb_check *c, const char *zh, const char *en, ...)
{
        va_list args;
        va_start(args, en);
        struct zb_msg msg = zb_arena_vmsg(c->findings->arena, zh, en, args);
        va_end(args);
        return msg;
}

const char *zb_check_num(struct zb_check *c, double value, int decimals)
{
        char text[40];
        const char *copy =
                isfinite(value) ? zb_arena_strdup(c->findings->arena, zb_num(text, value, decimals)) : "—";
        return copy ? copy : "";
}

const char *zb_check_range(struct zb_check *c, struct zb_range range, int decimals)
{
        const char *min = zb_check_num(c, range.min, decimals), *max = zb_check_num(c, range.max, decimals);
        const char *text;
        if (!isfinite(range.max))
                text = zb_arena_printf(c->findings->arena, "≥ %s", min);
        else if (range.min <= 0)
                text = zb_arena_printf(c->findings->arena, "≤ %s", max);
        else
                text = zb_arena_printf(c->findings->arena, "%s–%s", min, max);
        return text ? text : "";
}

struct zb_msg zb_check_same(const char *text)
{
        return (struct zb_msg){text, text};
}
