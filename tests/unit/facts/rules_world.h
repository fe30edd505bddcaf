/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the rules share: boards that keep everything, and the table of ways to break one. */
#ifndef ZB_TEST_RULES_WORLD_H
#define ZB_TEST_RULES_WORLD_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rules.h"

enum { N_LINES = 6, N_IMAGES = 7, PRINT_W = 80, PRINT_H = 180 };

struct world {
        struct zb_facts f;
        struct zb_fact_line lines[N_LINES];
        struct zb_fact_image images[N_IMAGES];
        struct zb_fact_font fonts[2];
        struct zb_fact_qr qr[1];
        struct zb_fact_remark remarks[1];
        struct zb_fact_layer layers[3];
        struct zb_fact_seen objects[30];
        enum zb_space spaces[2];
        const char *spots[1], *broken[2];
        uint8_t print[PRINT_W * PRINT_H * 3];
};

/* A board that keeps everything, in every process: of a spec, and as the files that were made of it. */
void good(struct world *w);
void good_pdf(struct world *w);
void good_tiff(struct world *w);
void good_psd(struct world *w);
void set_size(struct world *w, enum zb_tier t, double pt);

struct broken {
        const char *id;
        void (*how)(struct world *w);
        const char *process;
        enum zb_severity severity;
        double x;                       /* of the place's box, 0: the whole board */
        const char *path;               /* in the spec; NULL: of no interest */
        const char *says;               /* in the English sentence */
        void (*start)(struct world *w); /* what it breaks: good, good_pdf, … */
};
extern const struct broken board_cases[], file_cases[]; /* ended by an id of NULL */

struct zb_findings *judge(const struct zb_facts *f, const char *standard, const char *process,
                          const struct zb_rule_waiver *waivers, size_t n);
const struct zb_finding *find(const struct zb_findings *found, const char *id);

#endif
