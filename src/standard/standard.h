/* SPDX-License-Identifier: Apache-2.0 */
/* standard: what is asked of a board, read from layouts/ (standards, processes, themes): data, so that an
 * organiser adds a standard without a compiler. Numbers live there, never in C.
 *
 * Lengths in mm, sizes in pt or cm as named, ink in percent. What is loaded is immutable and owned by the caller.
 *
 * ```c
 * static enum zb_code least_resolution(const char *layouts, double *ret, struct zb_err *err)
 * {
 *         struct zb_standard *standard;
 *         enum zb_code code = zb_standard_load(layouts, "liaoning-2025-main", &standard, err);
 *         if (code)
 *                 return code;
 *         if (zb_standard_clause(standard, "image.resolution"))
 *                 *ret = standard->ppi_min;
 *         zb_standard_free(standard);
 *         return ZB_OK;
 * }
 * ```
 */
#ifndef ZB_STANDARD_H
#define ZB_STANDARD_H

#include <stdbool.h>
#include "core.h"
#include "ink.h"
#include "json.h"
#include "type.h"

enum zb_force { ZB_MUST, ZB_SHOULD, ZB_FACT, ZB_OFF };
extern const char *const zb_force_names[]; /* "must", "should", "fact", "off", NULL */

/* One clause of the standard: its id is the rule's id. */
struct zb_clause {
        const char *id; /* "text.count" */
        enum zb_force force;
        bool technical;       /* not a clause of the notice: what printing or reading needs */
        struct zb_msg clause; /* its place: "附件2·展板1·排版逻辑" */
        struct zb_msg title;  /* what it asks, in one short sentence */
};

struct zb_range {
        double min, max; /* max = INFINITY when open; 0 … INFINITY: nothing is asked */
};
static inline bool zb_range_asked(struct zb_range r)
{
        return r.min > 0 || r.max < 1e300;
}

/* A limit whose clause the standard does not have: 0, false, NULL or the open range. */
struct zb_standard {
        struct zb_arena *arena, *shared_arena;
        const char *name, *file;
        struct zb_msg title;
        const struct zb_clause *clauses; /* those of the notice, its technical ones, the shared ones */
        size_t n_clauses;
        /* limits, all in layouts/standards/NAME.json */
        double width_mm, height_mm; /* finished size, portrait; 0 when free (feature boards) */
        double size_tolerance_mm;
        double hidden_x_mm, hidden_y_mm; /* hidden by the stand's frame, each side, portrait */
        double safe_mm;                  /* nothing that matters nearer to the visible edge */
        double stand_width_mm, stand_height_mm;
        double ppi_min, ppi_tolerance;
        double px_width, px_height;            /* of the whole board, portrait */
        double source_file_mb, output_file_mb; /* least size of the files handed in, in M */
        const char *const *paths;              /* reading paths, "F", "Z", NULL */
        struct zb_range ratio;                 /* image share, 0.35–0.45 about the aim */
        double ratio_aim;
        struct zb_range chars, images, authors, sections_hint;
        double keywords_min, charts_min;
        const char *const *families;         /* PostScript name beginnings of the asked family, NULL-terminated */
        const char *const *cousins;          /* of the same design by another name: an advisory */
        struct zb_range tier_cm[ZB_N_TIERS]; /* by ink, cm */
        struct zb_range tier_pt[ZB_N_TIERS]; /* em, pt */
        struct zb_range leading;             /* of body */
        double contrast_min;
        double qr_module_mm;     /* smallest module */
        double qr_quiet_modules; /* quiet zone, in modules */
        double qr_contrast_min;
        double blank_share_max;          /* of the visible area that carries no ink */
        const char *const *placeholders; /* words that templates leave for the author to replace, lower case */
        double placeholder_mm;           /* a plain grey box of this side is one too */
        double stretch_max;              /* of a picture's width ÷ height, 0.03: 3 % */
        double duplicate_side_mm;        /* smaller pictures may appear twice: icons, logos */
        double jpeg_quality_min;
        double outlines_min;     /* small paths that look like characters: from so many on it is outlined text */
        double ink_area_cm2;     /* total ink above the limit on less than this is noted only */
        const char *title_marks; /* characters that a title may not carry */
        double ai_mark_share;    /* height of an AI mark ÷ the picture's shorter side, at least */
};

struct zb_process {
        struct zb_arena *arena;
        const char *name;
        struct zb_msg title;
        double bleed_mm;
        double total_ink_max;   /* percent */
        double solid_k_max_cm2; /* a single-K area larger than this wants rich black; INFINITY: never */
        double line_min_mm;     /* 0: no limit */
        double reversed_min_pt; /* least size of type that is lighter than its ground; 0: no limit */
        bool overprint_black;   /* text in K alone goes over what lies under it instead of knocking it out */
        struct zb_ink rich_black;
        const struct zb_process_force { /* technical rules that this process wants more or less of */
                const char *id;
                enum zb_force force;
        } * forces;
        size_t n_forces;
};

/* dir: layouts/; its technical.json is part of every standard. name: a name in its folder; one with a '/' or
 * ending in ".json" is the path of a file. Faulty data: ZB_INPUT naming file and place; an unknown name lists
 * what there is. */
enum zb_code zb_standard_load(const char *dir, const char *name, struct zb_standard **ret, struct zb_err *err);
void zb_standard_free(struct zb_standard *standard);
const struct zb_clause *zb_standard_clause(const struct zb_standard *standard,
                                           const char *id); /* NULL: not in it, or off */
/* Ids that a standard may hold, NULL-terminated: each has a rule, or is a fact that nothing can break. */
const char *const *zb_clause_ids(void);

/* The standards and the processes that there are in dir (layouts/), sorted by name, in arena. A process that is not
 * faulty has its title; a standard's name says enough. NULL when memory is out. */
const struct zb_choice *zb_standard_choices(const char *dir, struct zb_arena *arena);
const struct zb_choice *zb_process_choices(const char *dir, struct zb_arena *arena);

enum zb_code zb_process_load(const char *dir, const char *name, struct zb_process **ret, struct zb_err *err);
/* What the process makes of a technical clause; the notice's own are beyond it. */
enum zb_force zb_process_force(const struct zb_process *process, const struct zb_clause *clause);
void zb_process_free(struct zb_process *process);

/* The names of the themes in dir/themes, the default one first (its file says "default": true), then by the alphabet;
 * NULL-terminated, arena's. ZB_WORK: out of memory. */
enum zb_code zb_theme_names(const char *dir, struct zb_arena *arena, const char *const **ret, struct zb_err *err);
/* name NULL: the default theme. base_dir: where a theme given as a file lies (the spec's folder, which it may not leave);
 * NULL: the path as it is. Checks total ink against 300 %. */
enum zb_code zb_theme_load(const char *dir, const char *base_dir, const char *name, struct zb_theme *ret,
                           struct zb_err *err);

/* Roles of a theme that a board sets as text on one another with less contrast than contrast_min (WCAG 2.1). */
enum { ZB_THEME_WEAKNESSES = 8 };
struct zb_theme_weakness {
        const char *text, *ground; /* names of roles */
        const char *change;        /* which of the two to darken */
        double contrast;
        bool curable;
        struct zb_ink better; /* of `change`, with more K, so that it suffices */
};
/* How many; each role to change stands there once, with its worst partner. */
size_t zb_theme_weaknesses(const struct zb_theme *theme, const struct zb_profile *profile, double contrast_min,
                           struct zb_theme_weakness ret[ZB_THEME_WEAKNESSES]);

/* Visible rectangle of a board of this standard, on a page of w × h mm; landscape turns the frame with the
 * board. */
struct zb_rect zb_standard_visible(const struct zb_standard *standard, double w_mm, double h_mm);

#endif
