/* SPDX-License-Identifier: Apache-2.0 */
/* source (private to standard): how a name becomes an open data file, and how its faults become one sentence.
 */
#ifndef ZB_STANDARD_SOURCE_H
#define ZB_STANDARD_SOURCE_H

#include "standard.h"

struct source {
        struct zb_arena *arena; /* what is read lives there; kept by the caller on success */
        struct zb_json *doc;
        struct zb_faults faults;
        const char *path;
};

/* folder: "standards" …; what: what the file is, for the sentence. On failure nothing is left open. */
enum zb_code zb_source_open(struct source *s, const char *dir, const char *folder, const char *base_dir,
                            const char *name, struct zb_msg what, struct zb_err *err);
/* Closes the document; ZB_INPUT in err when faults were found, and then the arena is freed. */
enum zb_code zb_source_close(struct source *s, struct zb_err *err);

/* {"zh": "…", "en": "…"} of object/key, copied into the arena. */
struct zb_msg zb_source_msg(struct source *s, struct zb_value object, const char *key);
/* A string, copied into the arena; NULL with a fault when it is missing. */
const char *zb_source_str(struct source *s, struct zb_value object, const char *key);
/* A required number, or null when null_is is not NAN (then that). */
double zb_source_num(struct source *s, struct zb_value object, const char *key, double min, double max,
                     double null_is);
/* Four percentages → ink. */
struct zb_ink zb_source_ink(struct source *s, struct zb_value object, const char *key);
/* {"min": …, "max": …}, either may be missing. */
struct zb_range zb_source_range(struct source *s, struct zb_value object, const char *key);
/* A non-empty list of strings, NULL-terminated. */
const char *const *zb_source_list(struct source *s, struct zb_value object, const char *key);

#endif
