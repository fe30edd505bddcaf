/* SPDX-License-Identifier: Apache-2.0 */
/* Documents and their values. A value is a handle: jansson's node and its place, which the document's arena
 * keeps. */
#include "json_priv.h"

#include <stdlib.h>
#include <string.h>

/* jansson tells a broken text and the end of memory apart in no way; its memory comes from here so that we can. */
static _Thread_local bool nomem;

static void *json_read_take(size_t size)
{
        void *p = malloc(size);
        nomem |= !p;
        return p;
}

__attribute__((constructor)) static void watch_memory(void)
{
        json_set_alloc_funcs(json_read_take, free);
}

enum zb_code zb_json_parse(const char *name, const char *text, size_t len, struct zb_json **ret, struct zb_err *err)
{
        if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) { /* a byte order mark, as Windows editors write it */
                text += 3;
                len -= 3;
        }
        enum zb_code code = zb_json_scan(name, text, len, err);
        if (code != ZB_OK)
                return code;
        struct zb_json *doc = calloc(1, sizeof *doc);
        if (!doc)
                return zb_err_nomem(err);
        json_error_t error;
        nomem = false;
        doc->arena = zb_arena_new();
        doc->root = doc->arena ? json_loadb(text, len, JSON_REJECT_DUPLICATES, &error) : NULL;
        if (doc->root) {
                *ret = doc;
                return ZB_OK;
        }
        code = doc->arena && !nomem ? zb_json_syntax_error(name, &error, err) : zb_err_nomem(err);
        zb_json_free(doc);
        return code;
}

enum zb_code zb_json_load(const char *path, size_t max_bytes, struct zb_json **ret, struct zb_err *err)
{
        struct zb_buf buf = ZB_BUF_INIT;
        enum zb_code code = zb_file_read(path, max_bytes, &buf, err);
        if (code == ZB_OK)
                code = zb_json_parse(path, buf.data, buf.len, ret, err);
        zb_buf_fini(&buf);
        return code;
}

void zb_json_free(struct zb_json *doc)
{
        if (!doc)
                return;
        json_decref(doc->root);
        zb_arena_free(doc->arena);
        free(doc);
}

struct zb_value zb_json_root(struct zb_json *doc)
{
        return (struct zb_value){doc, doc->root, ""};
}

enum zb_json_type zb_json_type(struct zb_value v)
{
        if (!v.node)
                return ZB_J_ABSENT;
        switch (json_typeof((const json_t *)v.node)) {
        case JSON_OBJECT:
                return ZB_J_OBJECT;
        case JSON_ARRAY:
                return ZB_J_ARRAY;
        case JSON_STRING:
                return ZB_J_STRING;
        case JSON_INTEGER:
        case JSON_REAL:
                return ZB_J_NUMBER;
        case JSON_TRUE:
        case JSON_FALSE:
                return ZB_J_BOOL;
        case JSON_NULL:
                break;
        }
        return ZB_J_NULL;
}

const char *zb_json_place(struct zb_arena *arena, const char *place, const char *key)
{
        struct zb_buf buf = ZB_BUF_INIT;
        zb_buf_puts(&buf, place ? place : "");
        zb_buf_putc(&buf, '/');
        for (const char *s = zb_json_shown(arena, key, 80); s && *s; s++) {
                if (*s == '~')
                        zb_buf_puts(&buf, "~0");
                else if (*s == '/')
                        zb_buf_puts(&buf, "~1");
                else
                        zb_buf_putc(&buf, *s);
        }
        const char *made = buf.failed ? NULL : zb_arena_strdup(arena, buf.data);
        zb_buf_fini(&buf);
        return made ? made : "";
}

struct zb_value zb_json_get(struct zb_value object, const char *key)
{
        struct zb_value v = {.doc = object.doc, .place = ""};
        if (!object.doc)
                return v;
        v.place = zb_json_place(object.doc->arena, object.place, key);
        v.node = json_object_get(object.node, key);
        return v;
}

struct zb_value zb_json_at(struct zb_value array, size_t i)
{
        struct zb_value v = {.doc = array.doc, .place = ""};
        v.node = json_array_get(array.node, i);
        if (v.node) {
                const char *place = zb_arena_printf(array.doc->arena, "%s/%zu", array.place, i);
                v.place = place ? place : "";
        }
        return v;
}

struct zb_value zb_json_field(struct zb_value object, const char *key)
{
        return (struct zb_value){.doc = object.doc, .node = json_object_get(object.node, key), .place = ""};
}

struct zb_value zb_json_item(struct zb_value array, size_t i)
{
        return (struct zb_value){.doc = array.doc, .node = json_array_get(array.node, i), .place = ""};
}

size_t zb_json_len(struct zb_value v)
{
        return json_is_array((const json_t *)v.node) ? json_array_size(v.node) : json_object_size(v.node);
}

const char *zb_json_key(struct zb_value object, size_t i)
{
        struct zb_json *doc = object.doc;
        if (!json_is_object((const json_t *)object.node))
                return NULL;
        json_t *node = (json_t *)object.node; /* jansson's iterators want it so, but change nothing */
        if (doc->walk_object != node || i < doc->walk_i || !doc->walk_iter) {
                doc->walk_object = node;
                doc->walk_iter = json_object_iter(node);
                doc->walk_i = 0;
        }
        for (; doc->walk_iter && doc->walk_i < i; doc->walk_i++)
                doc->walk_iter = json_object_iter_next(node, doc->walk_iter);
        return doc->walk_iter ? json_object_iter_key(doc->walk_iter) : NULL;
}

const char *zb_json_str(struct zb_value v)
{
        return json_string_value(v.node);
}

double zb_json_num(struct zb_value v, double fallback)
{
        return json_is_number((const json_t *)v.node) ? json_number_value(v.node) : fallback;
}

bool zb_json_bool(struct zb_value v, bool fallback)
{
        const json_t *node = v.node;
        return json_is_boolean(node) ? json_is_true(node) : fallback;
}
