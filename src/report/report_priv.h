/* SPDX-License-Identifier: Apache-2.0 */
/* report, private: what the parts of the text report share. */
#ifndef ZB_REPORT_PRIV_H
#define ZB_REPORT_PRIV_H

#include "json.h"
#include "report.h"

const char *zb_say(const struct zb_report *r, const char *id) __attribute__((format_arg(2)));
/* Begins an ANSI style ("31", "0" ends it) when colours are asked for. */
void zb_ansi(const struct zb_report *r, struct zb_buf *out, const char *code);
/* A stranger's words: control characters, which could steer a terminal, become spaces. NULL: nothing. */
void zb_put_plain(struct zb_buf *out, const char *text);
/* The table of facts (table.c). */
void zb_report_table(const struct zb_report *r, struct zb_buf *out);
/* Adds container, pdf, raster, layers and survey to the facts of the JSON report (json_file.c). */
void zb_report_json_file(const struct zb_facts *f, struct zb_jnode *facts);
/* A number, or null when it is not known; a rectangle; a list. */
void zb_jout_known(struct zb_jnode *node, const char *key, double value, int decimals);
void zb_jout_box(struct zb_jnode *node, const char *key, struct zb_rect box);
void zb_jout_strings(struct zb_jnode *node, const char *key, const char *const *list, size_t n);
struct zb_measure {
        struct zb_msg name;
        double value; /* NAN: unknown */
        int decimals;
        struct zb_msg unit;
        struct zb_range range;
        enum {
                ZB_MEASURE_PLAIN,
                ZB_MEASURE_SHARE,
                ZB_MEASURE_PAGE_ONLY
        } kind; /* page: the terminal says it elsewhere */
};
enum { ZB_MAX_MEASURES = 12 };
size_t zb_report_measures(const struct zb_report *r, struct zb_measure ret[ZB_MAX_MEASURES]);
/* "400–800", "≥ 55", "≤ 5"; "" when nothing is asked. */
void zb_range_text(struct zb_range range, int decimals, char out[96]);
extern const struct zb_msg zb_report_tiers[ZB_N_TIERS]; /* names for people */

enum zb_subject {
        ZB_SUBJECT_FILE,
        ZB_SUBJECT_BOARD,
        ZB_SUBJECT_TEXT,
        ZB_SUBJECT_IMAGE,
        ZB_SUBJECT_INK,
        ZB_SUBJECT_CODE,
        ZB_SUBJECT_OTHER,
        ZB_SUBJECT_UNKNOWN, /* these two are always last */
        ZB_SUBJECT_WAIVED,
        ZB_N_SUBJECTS
};
struct zb_subject_group {
        enum zb_subject subject;
        size_t counts[ZB_ERROR + 1]; /* of findings, by severity */
};
enum zb_subject zb_subject_of(const struct zb_finding *f);
struct zb_msg zb_subject_name(enum zb_subject subject);
/* The subjects that have findings, the worst first; how many. */
size_t zb_subjects(const struct zb_findings *findings, struct zb_subject_group ret[ZB_N_SUBJECTS]);
enum zb_severity zb_subject_worst(const struct zb_subject_group *group);
/* Names for people (naming.c). */
struct zb_msg zb_kind_title(const struct zb_facts *f);
/* What a finding's path is ("PDF object ", "layer: "; of a spec nothing); *path is moved to what is to be
 * printed behind it. */
struct zb_msg zb_place_title(const struct zb_facts *f, const char **path);
struct zb_msg zb_path_title(const struct zb_facts *f); /* the reading path */
/* Does the second say how to mend it just as the first? */
bool zb_same_fix(const struct zb_finding *a, const struct zb_finding *b);
/* Area whose total ink is above the process's limit, cm²; NAN when the sheet was not surveyed. */
double zb_report_over_cm2(const struct zb_report *r);

#endif
