/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share: the loader, and one reader per part of a spec. */
#ifndef ZB_SPEC_PRIV_H
#define ZB_SPEC_PRIV_H

#include "spec.h"

enum { MAX_SECTIONS = 8, MAX_FIGURES = 8 };

struct opened { /* a picture whose pixels are still to be proven */
        struct zb_picture *picture;
        const char *place, *shown;
};

struct loader {
        struct zb_arena *arena; /* the board's */
        struct zb_faults *faults;
        const char *real_dir;      /* the spec's folder without symbolic links */
        const char *const *themes; /* names that "theme" may have, NULL-terminated; NULL: any */
        bool draft;                /* sections may be open: their text is still to be written */
        enum zb_code code;         /* a failure of the work, not of the spec: stop */
        struct zb_err err;
        struct opened opened[MAX_SECTIONS * MAX_FIGURES];
        size_t n_opened;
};

/* How much of everything; the schema in layouts/ says the same. */
enum {
        MAX_TITLE = 60,
        MAX_LINE = 60, /* subtitle, organization, caption */
        MAX_AUTHORS = 50,
        MAX_AUTHOR = 20,
        MAX_LEAD = 300,
        MAX_HIGHLIGHTS = 6,
        MAX_HEADING = 30,
        MAX_PARAGRAPHS = 12,
        MAX_PARAGRAPH = 1200,
        MAX_SRC = 300,
        MAX_LABELS = 40,
        MAX_LABEL = 30,
        MAX_SERIES = 8,
        MAX_UNIT = 10,
        MAX_ROWS = 12,
        MAX_COLUMNS = 8,
        MAX_QR = 4,
        MAX_URL = 500,
        MAX_NOTES = 8,
        MAX_NOTE = 300,
        MAX_WAIVERS = 40,
        MAX_WHY = 200
};

/* list.c: the items of a list, min–max of them; a fault when the value is something else or has too few or
 * too many. Absent: 0 items, a fault only when min > 0. Never more than max are returned. */
size_t zb_spec_list(struct loader *l, struct zb_value v, size_t min, size_t max);
/* Strings of 1–max_len characters; the items of *ret are never NULL. */
const char *const *zb_spec_strings(struct loader *l, struct zb_value list, size_t n, size_t max_len);
/* "" when absent or faulty. */
const char *zb_spec_line(struct loader *l, struct zb_value object, const char *key, bool required, size_t min,
                         size_t max);

/* rich.c */
bool zb_spec_rich(struct loader *l, struct zb_value v, size_t min, size_t max, struct zb_rich *ret);
/* One text or a list of them. */
const struct zb_rich *zb_spec_riches(struct loader *l, struct zb_value v, size_t max_items, size_t max_len,
                                     size_t *ret_n);

/* source.c: the absolute path of a file that the spec names, or NULL and a fault: it must lie in the spec's
 * folder. */
const char *zb_spec_source(struct loader *l, struct zb_value object, const char *key);
/* The reason why a path may not be used, or NULL: relative, forward slashes, no "..". */
const struct zb_msg *zb_spec_bad_path(const char *path);

/* figure.c, chart.c */
void zb_spec_figure(struct loader *l, struct zb_value v, struct zb_figure *figure);

/* prove.c: after the last figure their photographs are decoded, all at once, and those that are no good
 * become faults. */
enum zb_code zb_spec_prove_begin(const struct loader *l, struct zb_spec *board, struct zb_err *err);
enum zb_code zb_spec_prove_end(struct zb_spec *board, struct zb_faults *faults, struct zb_err *err);
void zb_spec_bad_photo(struct zb_faults *faults, const char *place, const char *shown, const struct zb_err *err);

void zb_spec_chart(struct loader *l, struct zb_value v, enum zb_figure_type type, struct zb_chart_data *data);

/* extras.c */
void zb_spec_highlights(struct loader *l, struct zb_value root, struct zb_spec *board);
void zb_spec_qr(struct loader *l, struct zb_value root, struct zb_spec *board);
void zb_spec_waivers(struct loader *l, struct zb_value root, struct zb_spec *board);

#endif
