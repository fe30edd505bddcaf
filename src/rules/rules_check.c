/* SPDX-License-Identifier: Apache-2.0 */
/* What all rules share: how a finding is begun (the severity is the clause's, never the rule's own) and how
 * figures become words. */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "rules_priv.h"

static struct zb_finding *rules_check_begin(struct zb_check *c, enum zb_severity severity)
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
                [ZB_MUST] = ZB_ERROR, [ZB_SHOULD] = ZB_WARNING, [ZB_FACT] = ZB_ADVISORY, [ZB_OFF] = ZB_ADVISORY};
        return rules_check_begin(c, of_force[c->force]);
}

struct zb_finding *zb_check_note(struct zb_check *c)
{
        return rules_check_begin(c, ZB_ADVISORY);
}

void zb_check_more(struct zb_check *c, size_t n)
{
        if (n == 0)
                return;
        struct zb_finding *f = zb_check_fail(c);
        f->measured = (double)n;
        f->unit = ZB_MSG("places");
        f->message = zb_check_msg(c, "more places with the same fault: %zu", n);
        f->fix = ZB_MSG("Mend those listed above, then check again.");
}

void zb_check_banned(struct zb_check *c, const struct zb_banned *kinds, size_t n, const struct zb_banning *words)
{
        for (size_t k = 0; k < n; k++) {
                size_t i = 0;
                const struct zb_fact_seen *seen = zb_check_seen(c, kinds[k].what, &i);
                if (!seen)
                        continue;
                struct zb_finding *found = zb_check_fail(c);
                found->measured_text = kinds[k].name;
                found->wanted = ZB_MSG(ZB_CTX("rules") "none");
                found->box = seen->box;
                found->message =
                        zb_check_msg(c, "%s%s%s", words->before.packed, kinds[k].name.packed, words->after.packed);
                found->fix = words->fix;
        }
}

struct zb_msg zb_check_msg(struct zb_check *c, const char *id, ...)
{
        va_list args;
        va_start(args, id);
        struct zb_msg msg = zb_arena_vsay(c->findings->arena, id, args);
        va_end(args);
        return msg;
}

struct zb_msg zb_check_about(struct zb_check *c, struct zb_msg subject, const char *id, ...)
{
        va_list args;
        va_start(args, id);
        struct zb_msg rest = zb_arena_vsay(c->findings->arena, id, args);
        va_end(args);
        return zb_arena_say(c->findings->arena, "%s%s", subject.packed, rest.packed);
}

struct zb_msg zb_check_words(struct zb_check *c, const char *text)
{
        if (!text || !*text)
                return ZB_MSG("a picture");
        text = zb_check_quote(c, text, 40);
        return zb_check_msg(c, "\"%s\"", text);
}

struct zb_msg zb_check_picture(struct zb_check *c, const struct zb_fact_image *image)
{
        const char *name = *image->source ? image->source : image->caption;
        if (!*name)
                return zb_check_words(c, NULL);
        return zb_check_msg(c, "picture \"%s\"", zb_check_quote(c, name, 40));
}

const char *zb_check_num(struct zb_check *c, double value, int decimals)
{
        char text[40];
        const char *copy = isfinite(value) ? zb_arena_strdup(c->findings->arena, zb_num(text, value, decimals)) : "—";
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

bool zb_check_is_spec(const struct zb_check *c)
{
        return c->facts->kind == ZB_KIND_SPEC;
}

struct zb_msg zb_check_fix(const struct zb_check *c, struct zb_msg spec, struct zb_msg file)
{
        return zb_check_is_spec(c) ? spec : file;
}

const char *zb_check_quote(struct zb_check *c, const char *text, size_t max)
{
        size_t len = text ? strlen(text) : 0, at = 0, n = 0;
        struct zb_buf out = ZB_BUF_INIT;
        uint32_t u;
        for (size_t step; at < len && n < max; at += step, n++) {
                step = zb_utf8_next(text + at, len - at, &u);
                if (step == 0 || u < 0x20 || (u >= 0x7f && u < 0xa0)) {
                        zb_buf_putc(&out, ' ');
                        step = step ? step : 1;
                } else {
                        zb_buf_put(&out, text + at, step);
                }
        }
        if (at < len)
                zb_buf_puts(&out, "…");
        const char *copy = out.failed ? NULL : zb_arena_strdup(c->findings->arena, out.data ? out.data : "");
        c->failed |= !copy;
        zb_buf_fini(&out);
        return copy ? copy : "";
}

const struct zb_fact_seen *zb_check_seen(const struct zb_check *c, enum zb_seen what, size_t *i)
{
        for (; *i < c->facts->pdf.n_objects; ++*i) {
                const struct zb_fact_seen *seen = &c->facts->pdf.objects[*i];
                if (seen->what == what) {
                        ++*i;
                        return seen;
                }
        }
        return NULL;
}
