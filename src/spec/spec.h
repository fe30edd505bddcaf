/* SPDX-License-Identifier: Apache-2.0 */
/* spec: the content spec as the author wrote it, validated. Immutable once loaded. Every fault of the file is
 * reported at once, each with its place; what the *standard* says about the content is not this room's business
 * (six authors are a finding, a number for an author is a fault).
 *
 * ```c
 * static enum zb_code count_sections(const char *path, struct zb_faults *faults, size_t *ret, struct zb_err *err)
 * {
 *         struct zb_spec *spec;
 *         enum zb_code code = zb_spec_load(path, NULL, &spec, faults, err);
 *         if (code)
 *                 return code;
 *         *ret = spec->n_sections;
 *         zb_spec_free(spec);
 *         return ZB_OK;
 * }
 * ```
 */
#ifndef ZB_SPEC_H
#define ZB_SPEC_H

#include <stdbool.h>
#include <stddef.h>
#include "core.h"
#include "json.h"
#include "picture.h"

enum zb_orientation { ZB_PORTRAIT, ZB_LANDSCAPE };
enum zb_reading_path { ZB_PATH_AUTO, ZB_PATH_F, ZB_PATH_Z };

enum zb_figure_type {
        ZB_FIG_PHOTO,
        ZB_FIG_BAR,
        ZB_FIG_LINE,
        ZB_FIG_RADAR,
        ZB_FIG_DONUT,
        ZB_FIG_TABLE,
        ZB_FIG_FLOW,
        ZB_FIG_TIMELINE,
        ZB_N_FIG_TYPES
};
extern const char *const zb_figure_type_names[ZB_N_FIG_TYPES + 1]; /* NULL-terminated, for the parser too */

/* A stretch of marked text: `**…**` is a keyword. `~` has become U+2060 (word joiner). */
struct zb_rich_span {
        const char *text; /* UTF-8, NUL-terminated */
        bool keyword;
};
struct zb_rich {
        const struct zb_rich_span *spans;
        size_t n;
        const char *plain; /* all spans joined, without marks */
        const char *place; /* "/sections/0/text/0" */
};

struct zb_series {
        const char *name;     /* "" when unnamed */
        const double *values; /* n_labels of the data */
};
/* What charts draw. Which members a type uses:
 *   bar, line, radar  {"labels": [..], "series": [{"name": "…", "values": [..]}], "unit": "次", "max": 30}
 *   donut             {"labels": [..], "values": [..], "unit": "%"}          → one series
 *   table             {"columns": [..], "rows": [[..], ..]}
 *   flow              {"steps": ["…" | {"label": "…", "icon": "…"}, ..]}      → labels (+ icons)
 *   timeline          {"events": [{"time": "…", "label": "…"}, ..]}          → labels + times */
struct zb_chart_data {
        const char *const *labels; /* categories, axes, steps, events or columns */
        const char *const *icons;  /* flow: icon name or "" per step; else NULL */
        const char *const *times;  /* timeline: time per event; else NULL */
        size_t n_labels;
        const struct zb_series *series;
        size_t n_series;
        const char *const *cells; /* table: row-major, n_rows × n_labels */
        size_t n_rows;
        const char *unit; /* "" when none */
        double max;       /* axis end; 0: chosen from the values */
};

struct zb_figure {
        enum zb_figure_type type;
        const char *place;          /* "/sections/2/figures/0" */
        const char *caption;        /* "" when none */
        struct zb_picture *picture; /* photo only */
        const char *src;            /* as written; photo only */
        double focus_x, focus_y;    /* 0–1, default 0.5 0.5 */
        bool ai;                    /* "ai": true, or the picture's own metadata says so */
        struct zb_chart_data data;  /* others */
};

struct zb_section {
        const char *heading;
        const char *place;
        const struct zb_rich *text;
        size_t n_text;
        const struct zb_figure *figures;
        size_t n_figures;
        bool open; /* a draft's: its text is still to be written (n_text == 0) */
};

struct zb_highlight {
        const char *value, *label, *place;
};
struct zb_qr_link {
        const char *url, *label, *place; /* label "" when none */
};
struct zb_waiver {
        const char *rule, *why, *place;
};

struct zb_spec {
        struct zb_arena *arena;
        const char *file, *dir;
        const char *standard, *process; /* names, defaults "liaoning-2025-main", "xiezhen" */
        const char *theme;              /* its name, or a file of the spec's folder; NULL: the default one */
        double width_mm, height_mm;     /* "size": where the standard leaves it free; 0 when not given */
        enum zb_orientation orientation;
        enum zb_reading_path path;
        const char *title;                   /* may hold "\n" where the author breaks lines */
        const char *subtitle, *organization; /* "" when none */
        const char *const *authors;
        size_t n_authors;
        struct zb_rich lead; /* n == 0 when none */
        const struct zb_highlight *highlights;
        size_t n_highlights;
        const struct zb_section *sections;
        size_t n_sections;
        const struct zb_qr_link *qr;
        size_t n_qr;
        const struct zb_rich *notes;
        size_t n_notes;
        const struct zb_waiver *waivers;
        size_t n_waivers;
        struct board_proof *proof; /* of the photographs, under way; NULL: done */
};

/* Loads and validates; pictures are opened (and so proven to decode). Not JSON or unreadable: ZB_INPUT in err and no
 * faults. Faulty: ZB_INPUT, every fault in *faults, err saying how many. Pictures are found relative to the spec's
 * folder and may not lie outside it. themes: the names that "theme" may have, NULL-terminated (zb_theme_names); NULL: any,
 * and whoever loads the theme sees to it. */
enum zb_code zb_spec_load(const char *path, const char *const *themes, struct zb_spec **ret, struct zb_faults *faults,
                          struct zb_err *err);
/* The same for a spec that is still being written: a section may say nothing yet. One whose "text" is "" or [] is open;
 * when no section has text, all of them are. */
enum zb_code zb_spec_load_draft(const char *path, const char *const *themes, struct zb_spec **ret,
                                struct zb_faults *faults, struct zb_err *err);
/* zb_spec_load in two steps, for whoever has something to do while other cores still prove the photographs: until
 * zb_spec_proven has said ZB_OK nobody may ask for their pixels. It fails as zb_spec_load would have, and the board is
 * then only good for free. */
enum zb_code zb_spec_load_early(const char *path, const char *const *themes, struct zb_spec **ret,
                                struct zb_faults *faults, struct zb_err *err);
enum zb_code zb_spec_proven(struct zb_spec *board, struct zb_faults *faults, struct zb_err *err);
void zb_spec_free(struct zb_spec *board);

#endif
