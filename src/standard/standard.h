/* standard: what is asked of a board, read from layouts/ (standards, processes, themes): data, so that an organiser
 * adds a standard without a compiler. Numbers live there, never in C. */
#ifndef ZB_STANDARD_H
#define ZB_STANDARD_H

#include <stdbool.h>
#include "base.h"
#include "ink.h"
#include "json.h"
#include "type.h"

enum zb_force { ZB_MUST, ZB_SHOULD, ZB_FACT };

/* One clause of the standard: its id is the rule's id. */
struct zb_clause {
        const char *id;       /* "text.count" */
        enum zb_force force;
        const char *clause;   /* its place: "附件2·展板1·排版逻辑" */
        struct zb_msg title;  /* what it asks, in one short sentence */
};

struct zb_range {
        double min, max; /* max = INFINITY when open */
};

struct zb_standard {
        struct zb_arena *arena;
        const char *name, *file;
        struct zb_msg title;
        const struct zb_clause *clauses;
        size_t n_clauses;
        /* limits, all in layouts/standards/NAME.json */
        double width_mm, height_mm;          /* finished size, portrait; 0 when free (feature boards) */
        double size_tolerance_mm;
        double hidden_x_mm, hidden_y_mm;     /* hidden by the stand's frame, each side */
        double safe_mm;                      /* nothing that matters nearer to the visible edge */
        double ppi_min;
        struct zb_range ratio;               /* image share, 0.35–0.45 about the aim */
        double ratio_aim;
        struct zb_range chars, images, authors, sections_hint;
        struct zb_range tier_cm[ZB_N_TIERS]; /* by ink, cm */
        struct zb_range tier_pt[ZB_N_TIERS]; /* em, pt */
        struct zb_range leading;             /* of body */
        double contrast_min;
        double qr_module_mm;                 /* smallest module */
};

struct zb_process {
        struct zb_arena *arena;
        const char *name;
        struct zb_msg title;
        double bleed_mm;
        double total_ink_max; /* percent */
        double solid_k_max_cm2; /* a single-K area larger than this wants rich black; INFINITY: never */
        double line_min_mm;
        struct zb_ink rich_black;
};

/* dir: layouts/. name: a name in its folder or the path of a file. Faulty data: ZB_INPUT naming file and place. */
enum zb_code zb_standard_load(const char *dir, const char *name, struct zb_standard **ret, struct zb_err *err);
void zb_standard_free(struct zb_standard *standard);
const struct zb_clause *zb_standard_clause(const struct zb_standard *standard, const char *id); /* NULL: not in it */
enum zb_code zb_process_load(const char *dir, const char *name, struct zb_process **ret, struct zb_err *err);
void zb_process_free(struct zb_process *process);
/* base_dir: where a theme given as a file lies (the spec's folder). Checks total ink against 300 %. */
enum zb_code zb_theme_load(const char *dir, const char *base_dir, const char *name, struct zb_theme *ret,
                           struct zb_err *err);
/* Visible rectangle of a board of this standard, on a page of w × h mm. */
struct zb_rect zb_standard_visible(const struct zb_standard *standard, double w_mm, double h_mm);

#endif
