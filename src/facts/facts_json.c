/* SPDX-License-Identifier: Apache-2.0 */
/* Facts as JSON and back. Both walk the tables of facts_fields.c; values lie in facts_values.c, here what holds them. The
 * reader faces text that a stranger's file has shaped. */
#include <stdlib.h>
#include <string.h>

#include "facts_priv.h"

/* ---- structs ---- */

static void put_all(struct zb_jnode *node, const struct zb_record *record, char *from);
static enum zb_code take_all(struct zb_facts_reading *r, struct zb_value object, const struct zb_record *record,
                             char *to);

static void put_record(struct zb_jnode *node, struct zb_field_spot s)
{
        put_all(zb_jout_object(node, s.f->key), s.f->of, zb_field_spot_value(s));
}

static enum zb_code take_record(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        return zb_json_type(v) == ZB_J_OBJECT ? take_all(r, v, s.f->of, zb_field_spot_value(s))
                                              : zb_facts_wrong(r, s);
}

static void put_items(struct zb_jnode *node, struct zb_field_spot s, char *items, size_t n)
{
        struct zb_jnode *array = zb_jout_array(node, s.f->key);
        for (size_t i = 0; i < n; i++)
                put_all(zb_jout_object(array, NULL), s.f->of, items + i * s.f->of->size);
}

static enum zb_code take_items(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s, char *items)
{
        size_t n = zb_json_len(v);
        for (size_t i = 0; i < n; i++) {
                struct zb_value item = zb_json_item(v, i);
                enum zb_code code = zb_json_type(item) == ZB_J_OBJECT
                                            ? take_all(r, item, s.f->of, items + i * s.f->of->size)
                                            : zb_facts_wrong(r, s);
                if (code)
                        return code;
        }
        return ZB_OK;
}

static void put_records(struct zb_jnode *node, struct zb_field_spot s)
{
        put_items(node, s, zb_field_spot_value(s), s.f->n);
}

static enum zb_code take_records(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        if (zb_json_type(v) != ZB_J_ARRAY || zb_json_len(v) != s.f->n)
                return zb_facts_wrong(r, s);
        return take_items(r, v, s, zb_field_spot_value(s));
}

static void put_list(struct zb_jnode *node, struct zb_field_spot s)
{
        put_items(node, s, *(char **)zb_field_spot_value(s), zb_field_spot_listed(s));
}

static enum zb_code take_list(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        size_t n = zb_json_len(v);
        if (zb_json_type(v) != ZB_J_ARRAY || n > s.f->most)
                return zb_facts_wrong(r, s);
        char *items = zb_arena_array(r->arena, n + 1, s.f->of->size);
        enum zb_code code = items ? take_items(r, v, s, items) : zb_err_nomem(r->err);
        *(const void **)zb_field_spot_value(s) = items;
        *zb_field_spot_count(s) = code ? 0 : n;
        return code;
}

static void facts_json_put_bytes(struct zb_jnode *node, struct zb_field_spot s)
{
        struct zb_buf text = ZB_BUF_INIT;
        size_t n = s.f->bytes ? s.f->bytes(s.record) : *zb_field_spot_count(s);
        if (zb_field_spot_pointer(s))
                zb_base64_put(&text, zb_field_spot_pointer(s), n);
        zb_jout_str(node, s.f->key, text.failed || !text.data ? NULL : text.data);
        zb_buf_fini(&text);
}

static enum zb_code take_bytes(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        struct zb_buf bytes = ZB_BUF_INIT;
        const char *text = zb_json_str(v);
        if (!text)
                return zb_json_type(v) == ZB_J_NULL ? ZB_OK : zb_facts_wrong(r, s);
        bool whole = zb_base64_get(text, &bytes);
        enum zb_code code = bytes.failed ? zb_err_nomem(r->err) : ZB_OK;
        if (!code && (!whole || (s.f->bytes && s.f->bytes(s.record) != bytes.len)))
                code = zb_facts_wrong(r, s);
        if (!code) {
                *(void **)zb_field_spot_value(s) = zb_arena_memdup(r->arena, bytes.data ? bytes.data : "", bytes.len);
                if (!s.f->bytes)
                        *zb_field_spot_count(s) = bytes.len;
                code = zb_facts_memory(r);
        }
        zb_buf_fini(&bytes);
        return code;
}

/* ---- all of it ---- */

static const struct zb_field_way *way_of(enum zb_field_type type)
{
        static const struct zb_field_way ways[] = {
                [ZB_F_RECORD - ZB_F_PLAIN] = {put_record, take_record},
                [ZB_F_RECORDS - ZB_F_PLAIN] = {put_records, take_records},
                [ZB_F_LIST - ZB_F_PLAIN] = {put_list, take_list},
                [ZB_F_BYTES - ZB_F_PLAIN] = {facts_json_put_bytes, take_bytes},
        };
        return type < ZB_F_PLAIN ? &zb_value_ways[type] : &ways[type - ZB_F_PLAIN];
}

static void put_all(struct zb_jnode *node, const struct zb_record *record, char *from)
{
        for (size_t i = 0; i < record->n_fields; i++) {
                struct zb_field_spot s = {&record->fields[i], from};
                way_of(s.f->type)->put(node, s);
        }
}

/* Every key must be there: what wrote the text knows the same tables. Keys beyond them are passed over. */
static enum zb_code take_all(struct zb_facts_reading *r, struct zb_value object, const struct zb_record *record,
                             char *to)
{
        for (size_t i = 0; i < record->n_fields; i++) {
                struct zb_field_spot s = {&record->fields[i], to};
                enum zb_code code = way_of(s.f->type)->take(r, zb_json_field(object, s.f->key), s);
                if (code)
                        return code;
        }
        return ZB_OK;
}

enum zb_code zb_facts_write(const struct zb_facts *facts, struct zb_buf *out, struct zb_err *err)
{
        struct zb_jout *doc = zb_jout_new();
        if (!doc)
                return zb_err_nomem(err);
        put_all(zb_jout_root(doc), &zb_facts_record, (char *)facts); /* put_… only look */
        enum zb_code code = zb_jout_dump(doc, out, err);
        zb_jout_free(doc);
        return code;
}

/* A parsed value takes some fifty times the memory of its shortest text, so values are counted before. */
static bool too_many(const char *text, size_t len)
{
        enum { MOST_VALUES = 4000000 };
        size_t values = 0;
        bool in_string = false;
        for (size_t i = 0; i < len; i++) {
                if (text[i] == '\\' && in_string)
                        i++;
                else if (text[i] == '"')
                        in_string = !in_string;
                else if (!in_string)
                        values += text[i] == ',' || text[i] == '[' || text[i] == '{';
        }
        return values > MOST_VALUES;
}

enum zb_code zb_facts_read(const char *text, size_t len, struct zb_facts **ret, struct zb_err *err)
{
        struct zb_json *doc;
        if (too_many(text, len))
                return zb_err_say(err, ZB_INPUT, "facts", "the facts are too long");
        enum zb_code code = zb_json_parse("facts", text, len, &doc, err);
        if (code)
                return code;
        struct zb_facts *facts = zb_facts_new();
        if (!facts) {
                zb_json_free(doc);
                return zb_err_nomem(err);
        }
        struct zb_facts_reading r = {facts->arena, err};
        code = take_all(&r, zb_json_root(doc), &zb_facts_record, (char *)facts);
        zb_json_free(doc);
        if (code) {
                zb_facts_free(facts);
                return code;
        }
        *ret = facts;
        return ZB_OK;
}
