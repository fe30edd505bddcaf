/* SPDX-License-Identifier: Apache-2.0 */
/* plan_report: a plan → text for people, JSON for programs. */
#ifndef ZB_PLAN_REPORT_H
#define ZB_PLAN_REPORT_H

#include "facts.h"
#include "plan.h"

struct zb_plan_report {
        const char *version, *file;
        const struct zb_plan *plan;
        const struct zb_facts *facts; /* of the plan's scene */
        const struct zb_standard *standard;
        enum zb_lang lang;
        bool strict;
        bool colour; /* ANSI colours, for terminals */
};

/* The board as a whole, sizes, every section with a bar for its last line, what collides, what would help. */
enum zb_code zb_plan_text(const struct zb_plan_report *report, struct zb_buf *out, struct zb_err *err);
/* The same for programs; messages in report->lang. Keys are promises; what does not apply is null. */
enum zb_code zb_plan_json(const struct zb_plan_report *report, struct zb_buf *out, struct zb_err *err);

/* Characters that the board would have with every last line filled. */
long zb_plan_full(const struct zb_plan_report *report);
/* The board breaks a `must`; with strict: also a `should` that a plan can see (point sizes, count). */
bool zb_plan_fails(const struct zb_plan_report *report);

#endif
