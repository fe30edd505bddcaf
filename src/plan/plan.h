/* SPDX-License-Identifier: Apache-2.0 */
/* plan: how much room a board has, what stands in its way, and what would help. Found by composing the board
 * again with more and with less text, so every figure here is what zb_compose would do, not an estimate.
 * "A character" is one 字 of plain Han; a section's characters are those of its text, without the heading.
 *
 * ```c
 * static enum zb_code room_for_text(const struct zb_spec *draft, const struct zb_compose_options *options, size_t *ret,
 *                                   struct zb_err *err)
 * {
 *         struct zb_plan *plan;
 *         enum zb_code code = zb_plan_board(draft, options, &plan, err);
 *         if (code)
 *                 return code;
 *         *ret = plan->section_room;
 *         zb_plan_free(plan);
 *         return ZB_OK;
 * }
 * ```
 */
#ifndef ZB_PLAN_H
#define ZB_PLAN_H

#include "compose.h"

#define ZB_PLAN_SECTIONS 8

/* How well a board fits: not by every `must`; with every size inside the cm range at least; inside both. */
enum zb_fit { ZB_FIT_NO, ZB_FIT_CM, ZB_FIT_BOTH };

struct zb_plan_tier {
        double em_mm, pt, ink_cm;
        bool cm, in_pt; /* inside the range; true when nothing is asked */
        double leading; /* of body; 0 elsewhere */
};

struct zb_plan_section {
        const char *heading, *place;
        size_t heading_chars, heading_room; /* more of them on the heading's line */
        bool open;                          /* no text yet: chars and lines are those of a filler */
        size_t chars, lines;
        double em_per_line, last_fill; /* how full the last line is, 0–1 */
        size_t fill;                   /* more characters fill the last line as it is now */
        /* So many more make no line more; fill <= room, as the board composed anew may choose wider lines. */
        size_t room;
        size_t lines_after;      /* with one character more than that; 0: not tried */
        enum zb_fit fit_after;   /* how the board fits then */
        size_t cut;              /* so many fewer save a line; 0: there is only one */
        double more_mm, less_mm; /* height that a line more takes, that a line less gives */
        /* Open sections: characters with which the board fits; all open sections move together from their
         * least to their most. 0, 0: none. */
        size_t both_min, both_max, cm_min, cm_max;
};

struct zb_plan_conflict { /* what stands in the way */
        const char *rule, *place;
        struct zb_msg text;
};

enum zb_cure_kind { ZB_CURE_CUT, ZB_CURE_ADD, ZB_CURE_TITLE, ZB_CURE_DROP, ZB_CURE_TURN };

struct zb_plan_cure {
        enum zb_cure_kind kind;
        enum zb_fit gives;         /* how the board fits with it, composed anew */
        long chars;                /* what it adds to the board's count */
        struct {                   /* cut, add, title: lengths */
                const char *place; /* "/sections/1/text", "/title" */
                size_t from, to;
        } lengths[ZB_PLAN_SECTIONS];
        size_t n_lengths;
        const char *drop; /* the place that goes */
        struct zb_msg text;
};

struct zb_plan {
        struct zb_arena *arena;
        struct zb_scene *scene; /* the board; open sections hold filler, as much as fits best */
        enum zb_fit fit;
        bool draft;      /* some section is open */
        long open_chars; /* of filler on the scene */
        bool landscape;
        struct zb_plan_tier tiers[ZB_N_TIERS];
        double leading, gap_mm;
        double spread_mm;  /* height that is spread over gaps and pictures */
        double reserve_mm; /* the same if leading and gaps were at their least */
        struct zb_plan_section sections[ZB_PLAN_SECTIONS];
        size_t n_sections;
        size_t section_room, caption_room, note_room, lead_room; /* characters that fill what is there */
        bool full_fits;                                          /* with all of that at once */
        const struct zb_plan_conflict *clashes;
        size_t n_clashes;
        const struct zb_plan_cure *cures; /* each composed anew and found to work */
        size_t n_cures;
        size_t trials; /* boards composed, solved */
};

/* Takes boards of zb_spec_load and zb_spec_load_draft. ZB_INPUT only as zb_compose. */
enum zb_code zb_plan_board(const struct zb_spec *board, const struct zb_compose_options *options,
                           struct zb_plan **ret, struct zb_err *err);
void zb_plan_free(struct zb_plan *plan);

#endif
