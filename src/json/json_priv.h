/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share. */
#ifndef ZB_JSON_PRIV_H
#define ZB_JSON_PRIV_H

#include <jansson.h>

#include "json.h"

struct zb_json {
        struct zb_arena *arena; /* places */
        json_t *root;
        /* zb_json_key walks on from the last key asked for, so that a walk over all keys is linear. */
        const json_t *walk_object;
        void *walk_iter;
        size_t walk_i;
};

/* What jansson or our own look at the bytes found, as a sentence with its place. */
enum zb_code zb_json_scan(const char *name, const char *text, size_t len, struct zb_err *err);
enum zb_code zb_json_syntax_error(const char *name, const json_error_t *error, struct zb_err *err);

/* place + "/" + key, escaped as RFC 6901 asks. */
const char *zb_json_place(struct zb_arena *arena, const char *place, const char *key);
/* The whole key list for a message: "a, b, c" in quotes, at most some 20. */
const char *zb_json_list(struct zb_arena *arena, const char *const *names);

#endif
