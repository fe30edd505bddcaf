/* SPDX-License-Identifier: Apache-2.0 */
/* finding: what a rule found. A broken `must` is an error, a broken `should` a warning, grey zones are
 * advisories.
 *
 * Findings own their arena; sentences that a rule makes live in it. Boxes are mm on the board.
 *
 * ```c
 * static bool passes(struct zb_findings *findings)
 * {
 *         struct zb_finding *f = zb_findings_add(findings, "text.count", ZB_WARNING);
 *         if (f)
 *                 f->measured = 389;
 *         zb_findings_sort(findings);
 *         return zb_findings_verdict(findings, false) != ZB_FAIL;
 * }
 * ```
 */
#ifndef ZB_FINDING_H
#define ZB_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include "core.h"

enum zb_severity { ZB_ADVISORY, ZB_WARNING, ZB_ERROR };
extern const char *const zb_severity_names[]; /* "advisory", "warning", "error" */
enum zb_verdict { ZB_PASS, ZB_PASS_ADVISORY, ZB_FAIL };
extern const char *const zb_verdict_names[]; /* "pass", "advisory", "fail" */

struct zb_finding {
        const char *rule; /* stable id, "text.count" */
        enum zb_severity severity;
        double measured;             /* NAN when it is not a number; then measured_text */
        struct zb_msg measured_text; /* "", "" when there is none */
        struct zb_msg wanted;        /* "400–800", "CMYK" */
        struct zb_msg unit;          /* "字", "mm", "" */
        int page;                    /* 1 */
        struct zb_rect box;          /* mm on the board; w = 0: the whole board */
        const char *path;            /* place in the spec, "" when none */
        struct zb_msg clause;
        struct zb_msg message, fix;
        const char *waived;        /* why, or NULL */
        const char *const *covers; /* of "unknown.…": the rules that could not be judged */
        size_t n_covers;
};

struct zb_findings {
        struct zb_arena *arena;
        struct zb_finding *items;
        size_t n, cap;
};

struct zb_findings *zb_findings_new(void);
void zb_findings_free(struct zb_findings *findings);
/* A zeroed finding (measured NAN, page 1, empty strings) to fill in; NULL when out of memory. The pointer is
 * good until the next call. */
struct zb_finding *zb_findings_add(struct zb_findings *findings, const char *rule, enum zb_severity severity);
/* Worst first, waived ones last, then by rule and place: the order of every report. */
void zb_findings_sort(struct zb_findings *findings);
/* strict: warnings fail too. Waived findings do not count. */
enum zb_verdict zb_findings_verdict(const struct zb_findings *findings, bool strict);
size_t zb_findings_count(const struct zb_findings *findings, enum zb_severity severity); /* not waived */

#endif
