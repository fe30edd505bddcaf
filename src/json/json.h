/* SPDX-License-Identifier: Apache-2.0 */
/* json: JSON documents in and out; the only room that knows jansson.
 * Reading keeps the *place* of every value as a JSON pointer ("/sections/2/figures/0"), so that a fault can name it.
 * Faults are gathered, never the first one only.
 *
 * A document owns every string and place that it hands out; a value is a plain handle, absent where its node is NULL.
 *
 * ```c
 * static enum zb_code read_title(const char *path, struct zb_arena *arena, struct zb_faults *faults, const char **ret,
 *                                struct zb_err *err)
 * {
 *         static const char *const keys[] = {"title", NULL};
 *         struct zb_json *doc;
 *         enum zb_code code = zb_json_load(path, 1 << 20, &doc, err);
 *         if (code)
 *                 return code;
 *         struct zb_value root = zb_json_root(doc);
 *         zb_json_only(root, keys, faults);
 *         *ret = zb_arena_strdup(arena, zb_json_want_str(root, "title", true, 1, 60, faults));
 *         zb_json_free(doc);
 *         return ZB_OK;
 * }
 * ```
 */
#ifndef ZB_JSON_H
#define ZB_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include "base64.h"
#include "core.h"

/* ---- faults: what is wrong with a document, each with its place ---- */

struct zb_fault {
        const char *place; /* JSON pointer; "" is the document */
        struct zb_msg text;
};

struct zb_faults {
        struct zb_arena *arena; /* borrowed; owns the texts */
        struct zb_fault *items;
        size_t n, cap;
        size_t dropped; /* beyond 200 faults only the number is kept */
        bool failed;    /* memory ran out: some texts are missing */
};

void zb_faults_init(struct zb_faults *faults, struct zb_arena *arena);
void zb_faults_fini(struct zb_faults *faults);
void zb_faults_say(struct zb_faults *faults, const char *place, const char *id, ...)
        __attribute__((format(printf, 3, 4)));

/* ---- reading ---- */

struct zb_json; /* a document; owns every string and place that it hands out */

struct zb_value { /* a value inside it; a plain handle, copied freely; node == NULL: absent */
        struct zb_json *doc;
        const void *node;
        const char *place;
};

enum zb_json_type { ZB_J_ABSENT, ZB_J_NULL, ZB_J_BOOL, ZB_J_NUMBER, ZB_J_STRING, ZB_J_ARRAY, ZB_J_OBJECT };

/* ZB_INPUT with place "FILE:line:column" when it is not JSON (RFC 8259, UTF-8, no duplicate keys, numbers in range,
 * at most 64 deep, at most max_bytes). */
enum zb_code zb_json_load(const char *path, size_t max_bytes, struct zb_json **ret, struct zb_err *err);
enum zb_code zb_json_parse(const char *name, const char *text, size_t len, struct zb_json **ret, struct zb_err *err);
void zb_json_free(struct zb_json *doc);
/* Names of the .json files of a folder, without that suffix, sorted, NULL-terminated, at most 200; empty when it cannot be
 * read. Arena's; NULL: out of memory. */
const char **zb_json_names(const char *folder, struct zb_arena *arena);

struct zb_value zb_json_root(struct zb_json *doc);
enum zb_json_type zb_json_type(struct zb_value v);
struct zb_value zb_json_get(struct zb_value object, const char *key); /* absent unless an object that has key */
struct zb_value zb_json_at(struct zb_value array, size_t i);
/* The same without a place, which costs memory: for documents that programs write, whose faults nobody mends. */
struct zb_value zb_json_field(struct zb_value object, const char *key);
struct zb_value zb_json_item(struct zb_value array, size_t i);
size_t zb_json_len(struct zb_value v);                     /* items of an array, keys of an object, else 0 */
const char *zb_json_key(struct zb_value object, size_t i); /* keys in the document's order */
const char *zb_json_str(struct zb_value v);                /* NULL unless a string */
double zb_json_num(struct zb_value v, double fallback);
bool zb_json_bool(struct zb_value v, bool fallback);

/* ---- checked reading: each adds a fault with place, what was found and what was expected ---- */

/* Every key of object must be in keys (NULL-terminated); else a fault with "did you mean …?" (edit distance). */
void zb_json_only(struct zb_value object, const char *const *keys, struct zb_faults *faults);
bool zb_json_is(struct zb_value v, enum zb_json_type wanted, struct zb_faults *faults); /* present and of that type */
/* A string of min–max characters without control characters. NULL (and a fault) when it is not;
 * NULL without fault when absent and not required. place of a missing required key is "object/key".
 * min > 0 also refuses a text of nothing but spaces. */
const char *zb_json_want_str(struct zb_value object, const char *key, bool required, size_t min, size_t max,
                             struct zb_faults *faults);
double zb_json_want_num(struct zb_value object, const char *key, double fallback, double min, double max,
                        struct zb_faults *faults);
bool zb_json_want_bool(struct zb_value object, const char *key, bool fallback, struct zb_faults *faults);
/* One of names (NULL-terminated); its index, or fallback when absent, or -1 and a fault with "did you mean". */
int zb_json_want_name(struct zb_value object, const char *key, const char *const *names, int fallback,
                      struct zb_faults *faults);
/* The same for a value in hand (an item of a list): v must be a text, a number. newlines: "\n" is allowed. */
const char *zb_json_text(struct zb_value v, size_t min, size_t max, bool newlines, struct zb_faults *faults);
bool zb_json_number(struct zb_value v, double min, double max, double *ret, struct zb_faults *faults);
/* text as a message may show it: control characters as \uXXXX, cut with "…" after max characters. */
const char *zb_json_shown(struct zb_arena *arena, const char *text, size_t max);
/* The nearest of names to word by edit distance, or NULL when none is near. */
const char *zb_did_you_mean(const char *word, const char *const *names);

/* ---- writing: a tree built top down, keys in the order they were set; failure is remembered until dump ---- */

struct zb_jout;  /* a document being written */
struct zb_jnode; /* a node of it, owned by its document */

struct zb_jout *zb_jout_new(void);
void zb_jout_free(struct zb_jout *out);
struct zb_jnode *zb_jout_root(struct zb_jout *out);                        /* an object */
struct zb_jnode *zb_jout_object(struct zb_jnode *parent, const char *key); /* key NULL: append to an array */
struct zb_jnode *zb_jout_array(struct zb_jnode *parent, const char *key);
void zb_jout_str(struct zb_jnode *parent, const char *key, const char *value); /* NULL writes null */
void zb_jout_num(struct zb_jnode *parent, const char *key, double value, int decimals);
void zb_jout_int(struct zb_jnode *parent, const char *key, long long value);
void zb_jout_bool(struct zb_jnode *parent, const char *key, bool value);
void zb_jout_null(struct zb_jnode *parent, const char *key);
/* Indented text with a final newline, appended to buf. */
enum zb_code zb_jout_dump(struct zb_jout *out, struct zb_buf *buf, struct zb_err *err);

/* jansson (libraries.h). */
void zb_json_versions(struct zb_libraries *list);

#endif
