/* SPDX-License-Identifier: Apache-2.0 */
/* The report for people: what is wrong, where, and what to do about it, worst first; then what was measured.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "wrap.h"
#include "report_priv.h"

enum { WIDTH = 100 };

static const struct look {
        const char *mark, *colour;
        struct zb_msg word;
} looks[] = {
        [ZB_ADVISORY] = {"·", "36", ZB_N("advisory")},
        [ZB_WARNING] = {"!", "33", ZB_N("warning")},
        [ZB_ERROR] = {"✗", "31", ZB_N("error")},
};

static void report_text_head(const struct zb_report *r, struct zb_buf *out)
{
        size_t errors = zb_findings_count(r->findings, ZB_ERROR),
               warnings = zb_findings_count(r->findings, ZB_WARNING);
        size_t advisories = zb_findings_count(r->findings, ZB_ADVISORY);
        enum zb_verdict verdict = zb_findings_verdict(r->findings, r->strict);
        static const struct look verdicts[] = {
                [ZB_PASS] = {"✓", "32;1", ZB_N("keeps the standard")},
                [ZB_PASS_ADVISORY] = {"✓", "32;1", ZB_N("keeps the standard, with remarks")},
                [ZB_FAIL] = {"✗", "31;1", ZB_N("does not keep the standard")},
        };
        zb_ansi(r, out, "1");
        zb_put_plain(out, *r->facts->file ? r->facts->file : "—");
        zb_ansi(r, out, "0");
        zb_buf_printf(out, "\n%s%s · %s%s\n", zb_say(r, "standard: "), zb_msg_text(r->standard->title, r->lang),
                      zb_say(r, "process: "), zb_msg_text(r->process->title, r->lang));
        zb_ansi(r, out, verdicts[verdict].colour);
        zb_buf_printf(out, "%s %s", verdicts[verdict].mark, zb_msg_text(verdicts[verdict].word, r->lang));
        zb_ansi(r, out, "0");
        if (errors + warnings + advisories > 0)
                zb_buf_printf(out, zb_say(r, " (errors: %zu, warnings: %zu, advisories: %zu)"), errors, warnings,
                              advisories);
        zb_buf_putc(out, '\n');
}

static void put_place(const struct zb_report *r, const struct zb_finding *f, struct zb_buf *out)
{
        const char *path = f->path && *f->path ? f->path : NULL;
        bool box = f->box.w > 0;
        if (!path && !box)
                return;
        zb_buf_puts(out, "    ");
        zb_ansi(r, out, "2");
        zb_buf_puts(out, zb_say(r, "at "));
        if (path) {
                struct zb_msg title = zb_place_title(r->facts, &path);
                zb_buf_puts(out, zb_msg_text(title, r->lang));
                zb_put_plain(out, path);
        }
        if (box) {
                zb_buf_puts(out, zb_say(r, path ? ", top left " : "top left "));
                zb_buf_num(out, f->box.x, 0);
                zb_buf_puts(out, ", ");
                zb_buf_num(out, f->box.y, 0);
                zb_buf_puts(out, zb_say(r, " mm, size "));
                zb_buf_num(out, f->box.w, 0);
                zb_buf_puts(out, " × ");
                zb_buf_num(out, f->box.h, 0);
                zb_buf_puts(out, zb_say(r, " mm"));
        }
        zb_ansi(r, out, "0");
        zb_buf_putc(out, '\n');
}

static void put_line(struct zb_buf *out, const char *lead, const char *text)
{
        if (!*text)
                return;
        zb_buf_puts(out, lead);
        zb_put_wrapped(out, text, zb_columns(lead), WIDTH);
        zb_buf_putc(out, '\n');
}

/* before: the one above it; NULL: it is the first of its group. */
static void put_finding(const struct zb_report *r, const struct zb_finding *f, const struct zb_finding *before,
                        struct zb_buf *out)
{
        const struct look *look = &looks[f->severity];
        const char *clause = zb_msg_text(f->clause, r->lang);
        zb_buf_puts(out, "  ");
        zb_ansi(r, out, look->colour);
        zb_buf_printf(out, "%s %s", look->mark, zb_msg_text(look->word, r->lang));
        zb_ansi(r, out, "0");
        zb_buf_puts(out, "  ");
        zb_ansi(r, out, "1");
        zb_buf_puts(out, f->rule);
        zb_ansi(r, out, "0");
        if (*clause) {
                zb_ansi(r, out, "2");
                zb_buf_printf(out, zb_say(r, " (%s)"), clause);
                zb_ansi(r, out, "0");
        }
        zb_buf_putc(out, '\n');
        put_line(out, "    ", zb_msg_text(f->message, r->lang));
        put_place(r, f, out);
        if (f->waived)
                put_line(out, zb_say(r, "    waived: "), f->waived);
        else if (before && zb_same_fix(before, f))
                put_line(out, "    → ", zb_say(r, "As above."));
        else
                put_line(out, "    → ", zb_msg_text(f->fix, r->lang));
}

static void put_title(const struct zb_report *r, struct zb_buf *out, const char *title)
{
        zb_buf_putc(out, '\n');
        zb_ansi(r, out, "1");
        zb_buf_puts(out, title);
        zb_ansi(r, out, "0");
        zb_buf_putc(out, '\n');
}

static void put_group(const struct zb_report *r, const struct zb_subject_group *g, struct zb_buf *out)
{
        put_title(r, out, zb_msg_text(zb_subject_name(g->subject), r->lang));
        const struct zb_finding *before = NULL;
        for (size_t i = 0; i < r->findings->n; i++) {
                const struct zb_finding *f = &r->findings->items[i];
                if (zb_subject_of(f) != g->subject)
                        continue;
                put_finding(r, f, before, out);
                before = f;
        }
}

enum zb_code zb_report_text(const struct zb_report *report, struct zb_buf *out, struct zb_err *err)
{
        report_text_head(report, out);
        struct zb_subject_group groups[ZB_N_SUBJECTS];
        size_t n = zb_subjects(report->findings, groups);
        for (size_t i = 0; i < n; i++)
                put_group(report, &groups[i], out);
        put_title(report, out, zb_say(report, "Measured"));
        zb_report_table(report, out);
        return out->failed ? zb_err_nomem(err) : ZB_OK;
}
