/* SPDX-License-Identifier: Apache-2.0 */
/* rules: facts + standard → findings. One file per family, each with one static table; no rule opens a file.
 *
 * Findings point into facts and standard: free them first.
 *
 * ```c
 * static enum zb_code judge(const struct zb_facts *facts, const struct zb_standard *standard,
 *                           const struct zb_process *process, bool *ret, struct zb_err *err)
 * {
 *         struct zb_findings *findings;
 *         enum zb_code code = zb_rules_run(facts, standard, process, NULL, 0, &findings, err);
 *         if (code)
 *                 return code;
 *         *ret = zb_findings_verdict(findings, false) != ZB_FAIL;
 *         zb_findings_free(findings);
 *         return ZB_OK;
 * }
 * ```
 */
#ifndef ZB_RULES_H
#define ZB_RULES_H

#include "core.h"
#include "facts.h"
#include "finding.h"
#include "standard.h"

struct zb_rule_waiver {
        const char *rule, *why;
        bool common; /* given for many boards: no remark when this one does not need it */
};

/* Every clause of the standard that has a rule, and the technical rules of the process. Waivers mark findings
 * as waived; a waiver that matches nothing is an advisory of its own ("waiver.unused"). What a file does not
 * tell is one advisory a subject ("unknown.text" …), whose `covers` names the rules. Of a file that could not
 * be read to its end only file.readable is asked. */
enum zb_code zb_rules_run(const struct zb_facts *facts, const struct zb_standard *standard,
                          const struct zb_process *process, const struct zb_rule_waiver *waivers, size_t n_waivers,
                          struct zb_findings **ret, struct zb_err *err);

/* All rule ids, NULL-terminated; NULL when out of memory. */
const char *const *zb_rule_ids(struct zb_arena *arena);

#endif
