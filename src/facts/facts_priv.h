/* SPDX-License-Identifier: Apache-2.0 */
/* facts, private: the tables of fields from which the JSON's writer and reader both follow, so that they
 * cannot disagree. To add a fact is to add its line. */
#ifndef ZB_FACTS_PRIV_H
#define ZB_FACTS_PRIV_H

#include "facts.h"
#include "json.h"

enum zb_field_type {
        ZB_F_BOOL,
        ZB_F_INT,                 /* int within range */
        ZB_F_SIZE,                /* size_t within range */
        ZB_F_HASH,                /* uint64_t, as hexadecimal text */
        ZB_F_NUM,                 /* double within range; NAN is null, infinities "inf" and "-inf" */
        ZB_F_NUMS,                /* n doubles in place */
        ZB_F_RECT,                /* [x, y, w, h], finite */
        ZB_F_INK,                 /* [c, m, y, k], 0–1 */
        ZB_F_NAME,                /* an enum (as int), one of n names; a name that is NULL is null */
        ZB_F_NAMES,               /* list of such enums, none of them null; count at at_n, at most `most` */
        ZB_F_WORD,                /* const char *, one of n names */
        ZB_F_TEXT,                /* const char *, never NULL */
        ZB_F_MAYBE,               /* const char * or NULL */
        ZB_F_MSG,                 /* struct zb_msg, may be none */
        ZB_F_TEXTS,               /* list of const char *, count at at_n, at most `most` */
        ZB_F_PLAIN,               /* the number of the types above, which hold no others */
        ZB_F_RECORD = ZB_F_PLAIN, /* a struct in place */
        ZB_F_RECORDS,             /* n structs in place */
        ZB_F_LIST,                /* list of structs, count (size_t) at at_n, at most `most` */
        ZB_F_BYTES                /* bytes: as many as `bytes` says or, without it, as the size_t at at_n says */
};

struct zb_record;
struct zb_field {
        const char *key;
        enum zb_field_type type;
        size_t at, at_n; /* offsets in the struct */
        struct {
                double min, max;
        } range;
        size_t most; /* items of a list */
        const char *const *names;
        size_t n;
        const struct zb_record *of;
        size_t (*bytes)(const void *record); /* reckoned from fields that stand before it */
};

struct zb_record {
        const struct zb_field *fields;
        size_t n_fields, size;
};
extern const struct zb_record zb_facts_record;

/* One of a field's places: the struct it lies in, and the value itself. */
struct zb_field_spot {
        const struct zb_field *f;
        char *record;
};
void *zb_field_spot_value(struct zb_field_spot s);
const void *zb_field_spot_pointer(struct zb_field_spot s);
size_t *zb_field_spot_count(struct zb_field_spot s);
size_t zb_field_spot_listed(struct zb_field_spot s); /* items that are written: as many as the reader takes */

struct zb_facts_reading {
        struct zb_arena *arena;
        struct zb_err *err;
};
enum zb_code zb_facts_wrong(struct zb_facts_reading *r, struct zb_field_spot s); /* ZB_INPUT, names the field */
enum zb_code zb_facts_memory(struct zb_facts_reading *r);                        /* ZB_OK unless the arena ran out */

/* How a type of field is written and read: of single values and lists of words, facts_values.c; of what holds others,
 * facts_json.c. */
struct zb_field_way {
        void (*put)(struct zb_jnode *node, struct zb_field_spot s);
        enum zb_code (*take)(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s);
};
extern const struct zb_field_way zb_value_ways[ZB_F_PLAIN];

/* A message in JSON; take is false when it is not one of ours. */
void zb_facts_put_msg(struct zb_jnode *object, struct zb_msg msg);
bool zb_facts_take_msg(struct zb_arena *arena, struct zb_value v, struct zb_msg *ret);

#endif
