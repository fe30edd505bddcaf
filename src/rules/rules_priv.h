/* SPDX-License-Identifier: Apache-2.0 */
/* rules, private: what one rule sees and how it speaks. Every rule is one function in its family's table. */
#ifndef ZB_RULES_PRIV_H
#define ZB_RULES_PRIV_H

#include "rules.h"

struct zb_check {
        const struct zb_facts *facts;
        const struct zb_standard *standard;
        const struct zb_process *process;
        const struct zb_clause *clause; /* the rule's own */
        struct zb_findings *findings;
        struct zb_finding spare; /* where findings go when memory is out */
        bool failed;
};

struct zb_rule {
        const char *id;
        void (*check)(struct zb_check *c);
};

/* One table a family, ended by {NULL, NULL}. */
extern const struct zb_rule zb_page_rules[], zb_image_rules[], zb_text_rules[], zb_type_rules[],
        zb_ink_rules[], zb_qr_rules[];

/* At most this many findings of one rule; the rest become one more that says how many. */
enum { ZB_CHECK_MANY = 10 };

/* A broken rule: must → error, should → warning, fact → advisory. Never NULL. */
struct zb_finding *zb_check_fail(struct zb_check *c);
/* A grey zone. Never NULL. */
struct zb_finding *zb_check_note(struct zb_check *c);
/* The fact cannot be known from this file: an advisory, never a silent pass. A spec knows everything: what it
 * does not know is not on its board, and there is nothing to say. */
void zb_check_unknown(struct zb_check *c);
/* n more places of the same fault than are listed. */
void zb_check_more(struct zb_check *c, size_t n);

struct zb_msg zb_check_msg(struct zb_check *c, const char *zh, const char *en, ...)
        __attribute__((format(printf, 2, 4), format(printf, 3, 4)));
/* A number for a sentence, whatever the locale. */
const char *zb_check_num(struct zb_check *c, double value, int decimals);
/* "400–800", "≥ 55", "≤ 5" */
const char *zb_check_range(struct zb_check *c, struct zb_range range, int decimals);
struct zb_msg zb_check_same(const char *text); /* the same in both languages */

#endif
