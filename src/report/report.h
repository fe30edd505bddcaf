/* SPDX-License-Identifier: Apache-2.0 */
/* report: findings and facts → text for people, JSON for programs. */
#ifndef ZB_REPORT_H
#define ZB_REPORT_H

#include <stdbool.h>
#include "base.h"
#include "facts.h"
#include "finding.h"
#include "standard.h"

struct zb_report {
        const char *version; /* of the program, "0.1.0" */
        const struct zb_facts *facts;
        const struct zb_findings *findings; /* sorted */
        const struct zb_standard *standard;
        const struct zb_process *process;
        bool strict;
        enum zb_lang lang;
        bool colour; /* ANSI colours, for terminals */
};

/* Verdict, findings worst first, then the measured facts as a table with bars; aligned for double-width Han.
 */
enum zb_code zb_report_text(const struct zb_report *report, struct zb_buf *out, struct zb_err *err);
/* DESIGN's "report in JSON"; messages in report->lang. Keys are promises; unknown facts are null. */
enum zb_code zb_report_json(const struct zb_report *report, struct zb_buf *out, struct zb_err *err);

#endif
