/* SPDX-License-Identifier: Apache-2.0 */
/* Facts as JSON and back. Both walk the tables of facts_fields.c; each type of field has its way out and
 * its way in side by side. The reader faces text that a stranger's file has shaped: counts are bounded,
 * numbers clamped, texts stripped of what steers a terminal, and what is of the wrong type is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts_priv.h"
#include "json.h"

/* Millionths: of a millimetre or of an area's share, finer than anything is measured. */
enum { DECIMALS = 6 };

/* One of a field's places: the struct it lies in, and the value itself. */
struct spot {
        const struct zb_field *f;
        char *record;
};

static void *value_at(struct spot s)
{
        return s.record + s.f->at;
}

static const void *pointer_at(struct spot s)
{
        return *(const void *const *)value_at(s);
}

static size_t *count_at(struct spot s)
{
        return (size_t *)(void *)(s.record + s.f->at_n);
}

struct reading {
        struct zb_arena *arena;
        struct zb_err *err;
};

static enum zb_code wrong(struct reading *r, struct spot s)
{
        return zb_err_say(r->err, ZB_INPUT, s.f->key, "the facts' \"%s\" does not make sense", s.f->key);
}

static enum zb_code memory(struct reading *r)
{
        return zb_arena_failed(r->arena) ? zb_err_nomem(r->err) : ZB_OK;
}

/* ---- numbers ---- */

static void put_bool(struct zb_jnode *node, struct spot s)
{
        zb_jout_bool(node, s.f->key, *(bool *)value_at(s));
}

static enum zb_code take_bool(struct reading *r, struct zb_value v, struct spot s)
{
        if (zb_json_type(v) != ZB_J_BOOL)
                return wrong(r, s);
        *(bool *)value_at(s) = zb_json_bool(v, false);
        return ZB_OK;
}

static double clamped(double v, double min, double max)
{
        return v < min ? min : v > max ? max : v;
}

static void put_int(struct zb_jnode *node, struct spot s)
{
        zb_jout_int(node, s.f->key, *(int *)value_at(s));
}

static enum zb_code take_int(struct reading *r, struct zb_value v, struct spot s)
{
        if (zb_json_type(v) != ZB_J_NUMBER)
                return wrong(r, s);
        *(int *)value_at(s) = (int)clamped(zb_json_num(v, 0), s.f->range.min, s.f->range.max);
        return ZB_OK;
}

static void put_size(struct zb_jnode *node, struct spot s)
{
        zb_jout_int(node, s.f->key, (long long)*(size_t *)value_at(s));
}

static enum zb_code take_size(struct reading *r, struct zb_value v, struct spot s)
{
        if (zb_json_type(v) != ZB_J_NUMBER)
                return wrong(r, s);
        *(size_t *)value_at(s) = (size_t)clamped(zb_json_num(v, 0), 0, s.f->range.max);
        return ZB_OK;
}

static void put_hash(struct zb_jnode *node, struct spot s)
{
        char text[20];
        snprintf(text, sizeof text, "%llx", (unsigned long long)*(uint64_t *)value_at(s));
        zb_jout_str(node, s.f->key, text);
}

static enum zb_code take_hash(struct reading *r, struct zb_value v, struct spot s)
{
        const char *text = zb_json_str(v);
        if (!text || !*text || strlen(text) > 16 || text[strspn(text, "0123456789abcdef")])
                return wrong(r, s);
        *(uint64_t *)value_at(s) = strtoull(text, NULL, 16);
        return ZB_OK;
}

static void put_number(struct zb_jnode *node, const char *key, double v)
{
        if (isinf(v))
                zb_jout_str(node, key, v > 0 ? "inf" : "-inf");
        else
                zb_jout_num(node, key, v, DECIMALS); /* NAN becomes null */
}

static bool take_number(struct zb_value v, double min, double max, double *ret)
{
        const char *text = zb_json_str(v);
        double number = zb_json_num(v, NAN);
        if (text && strcmp(text, "inf") == 0)
                number = INFINITY;
        else if (text && strcmp(text, "-inf") == 0)
                number = -INFINITY;
        else if (zb_json_type(v) != ZB_J_NUMBER && zb_json_type(v) != ZB_J_NULL)
                return false;
        *ret = clamped(number, min, max); /* NAN stays */
        return true;
}

static void put_num(struct zb_jnode *node, struct spot s)
{
        put_number(node, s.f->key, *(double *)value_at(s));
}

static enum zb_code take_num(struct reading *r, struct zb_value v, struct spot s)
{
        return take_number(v, s.f->range.min, s.f->range.max, value_at(s)) ? ZB_OK : wrong(r, s);
}

static void put_numbers(struct zb_jnode *node, const char *key, const double *v, size_t n)
{
        struct zb_jnode *array = zb_jout_array(node, key);
        for (size_t i = 0; i < n; i++)
                put_number(array, NULL, v[i]);
}

static bool take_numbers(struct zb_value v, double min, double max, double *ret, size_t n)
{
        if (zb_json_type(v) != ZB_J_ARRAY || zb_json_len(v) != n)
                return false;
        for (size_t i = 0; i < n; i++)
                if (!take_number(zb_json_item(v, i), min, max, &ret[i]))
                        return false;
        return true;
}

static void put_nums(struct zb_jnode *node, struct spot s)
{
        put_numbers(node, s.f->key, value_at(s), s.f->n);
}

static enum zb_code take_nums(struct reading *r, struct zb_value v, struct spot s)
{
        return take_numbers(v, s.f->range.min, s.f->range.max, value_at(s), s.f->n) ? ZB_OK : wrong(r, s);
}

static void put_rect(struct zb_jnode *node, struct spot s)
{
        const struct zb_rect *rect = value_at(s);
        put_numbers(node, s.f->key, (const double[4]){rect->x, rect->y, rect->w, rect->h}, 4);
}

/* A rectangle is finite and never turned inside out: areas are reckoned from it. */
static enum zb_code take_rect(struct reading *r, struct zb_value v, struct spot s)
{
        double n[4];
        if (!take_numbers(v, -1e6, 1e6, n, 4))
                return wrong(r, s);
        for (int i = 0; i < 4; i++)
                n[i] = isnan(n[i]) ? 0 : n[i];
        *(struct zb_rect *)value_at(s) = (struct zb_rect){n[0], n[1], fmax(n[2], 0), fmax(n[3], 0)};
        return ZB_OK;
}

static void put_ink(struct zb_jnode *node, struct spot s)
{
        const struct zb_ink *ink = value_at(s);
        put_numbers(node, s.f->key, (const double[4]){ink->c, ink->m, ink->y, ink->k}, 4);
}

static enum zb_code take_ink(struct reading *r, struct zb_value v, struct spot s)
{
        double n[4];
        if (!take_numbers(v, 0, 1, n, 4))
                return wrong(r, s);
        for (int i = 0; i < 4; i++)
                n[i] = isnan(n[i]) ? 0 : n[i];
        *(struct zb_ink *)value_at(s) = (struct zb_ink){(float)n[0], (float)n[1], (float)n[2], (float)n[3]};
        return ZB_OK;
}

/* ---- words ---- */

static const char *clean(struct zb_arena *arena, const char *text)
{
        char *copy = zb_arena_strdup(arena, text), *to = copy;
        size_t len = strlen(text);
        uint32_t c;
        for (size_t n; copy && (n = zb_utf8_next(text, len, &c)) > 0; text += n, len -= n) {
                if (zb_utf8_steers(c)) {
                        *to++ = ' ';
                        continue;
                }
                memcpy(to, text, n);
                to += n;
        }
        if (copy)
                *to = '\0';
        return copy;
}

static void put_text(struct zb_jnode *node, struct spot s)
{
        zb_jout_str(node, s.f->key, pointer_at(s));
}

static enum zb_code take_maybe(struct reading *r, struct zb_value v, struct spot s)
{
        const char *text = zb_json_str(v);
        if (!text && zb_json_type(v) != ZB_J_NULL)
                return wrong(r, s);
        *(const char **)value_at(s) = text ? clean(r->arena, text) : NULL;
        return memory(r);
}

static enum zb_code take_text(struct reading *r, struct zb_value v, struct spot s)
{
        return zb_json_str(v) ? take_maybe(r, v, s) : wrong(r, s);
}

/* The field's name number …, n: none of them. */
static size_t name_of(const struct zb_field *f, struct zb_value v)
{
        const char *text = zb_json_str(v);
        size_t i = 0;
        while (i < f->n && !(text && strcmp(text, f->names[i]) == 0))
                i++;
        return i;
}

static void put_name(struct zb_jnode *node, struct spot s)
{
        zb_jout_str(node, s.f->key, s.f->names[*(int *)value_at(s)]);
}

static enum zb_code take_name(struct reading *r, struct zb_value v, struct spot s)
{
        size_t i = name_of(s.f, v);
        if (i == s.f->n)
                return wrong(r, s);
        *(int *)value_at(s) = (int)i;
        return ZB_OK;
}

static enum zb_code take_word(struct reading *r, struct zb_value v, struct spot s)
{
        size_t i = name_of(s.f, v);
        if (i == s.f->n)
                return wrong(r, s);
        *(const char **)value_at(s) = s.f->names[i];
        return ZB_OK;
}

static void put_msg(struct zb_jnode *node, struct spot s)
{
        const struct zb_msg *msg = value_at(s);
        zb_facts_put_msg(zb_jout_object(node, s.f->key), *msg);
}

static enum zb_code take_msg(struct reading *r, struct zb_value v, struct spot s)
{
        if (!zb_facts_take_msg(r->arena, v, value_at(s)))
                return wrong(r, s);
        return memory(r);
}

/* The writer's lists are as long as the reader takes them. */
static size_t listed(struct spot s)
{
        return *count_at(s) < s.f->most ? *count_at(s) : s.f->most;
}

static void put_texts(struct zb_jnode *node, struct spot s)
{
        const char *const *texts = pointer_at(s);
        struct zb_jnode *array = zb_jout_array(node, s.f->key);
        for (size_t i = 0; i < listed(s); i++)
                zb_jout_str(array, NULL, texts[i]);
}

static enum zb_code take_texts(struct reading *r, struct zb_value v, struct spot s)
{
        size_t n = zb_json_len(v);
        const char **texts = n <= s.f->most ? zb_arena_array(r->arena, n + 1, sizeof *texts) : NULL;
        if (zb_json_type(v) != ZB_J_ARRAY || n > s.f->most)
                return wrong(r, s);
        for (size_t i = 0; texts && i < n; i++) {
                const char *text = zb_json_str(zb_json_item(v, i));
                if (!text)
                        return wrong(r, s);
                texts[i] = clean(r->arena, text);
        }
        *(const char *const **)value_at(s) = texts;
        *count_at(s) = n;
        return memory(r);
}

/* ---- structs ---- */

static void put_all(struct zb_jnode *node, const struct zb_record *record, char *from);
static enum zb_code take_all(struct reading *r, struct zb_value object, const struct zb_record *record,
                             char *to);

static void put_record(struct zb_jnode *node, struct spot s)
{
        put_all(zb_jout_object(node, s.f->key), s.f->of, value_at(s));
}

static enum zb_code take_record(struct reading *r, struct zb_value v, struct spot s)
{
        return zb_json_type(v) == ZB_J_OBJECT ? take_all(r, v, s.f->of, value_at(s)) : wrong(r, s);
}

static void put_items(struct zb_jnode *node, struct spot s, char *items, size_t n)
{
        struct zb_jnode *array = zb_jout_array(node, s.f->key);
        for (size_t i = 0; i < n; i++)
                put_all(zb_jout_object(array, NULL), s.f->of, items + i * s.f->of->size);
}

static enum zb_code take_items(struct reading *r, struct zb_value v, struct spot s, char *items)
{
        size_t n = zb_json_len(v);
        for (size_t i = 0; i < n; i++) {
                struct zb_value item = zb_json_item(v, i);
                enum zb_code code = zb_json_type(item) == ZB_J_OBJECT
                                            ? take_all(r, item, s.f->of, items + i * s.f->of->size)
                                            : wrong(r, s);
                if (code)
                        return code;
        }
        return ZB_OK;
}

static void put_records(struct zb_jnode *node, struct spot s)
{
        put_items(node, s, value_at(s), s.f->n);
}

static enum zb_code take_records(struct reading *r, struct zb_value v, struct spot s)
{
        if (zb_json_type(v) != ZB_J_ARRAY || zb_json_len(v) != s.f->n)
                return wrong(r, s);
        return take_items(r, v, s, value_at(s));
}

static void put_list(struct zb_jnode *node, struct spot s)
{
        put_items(node, s, *(char **)value_at(s), listed(s));
}

static enum zb_code take_list(struct reading *r, struct zb_value v, struct spot s)
{
        size_t n = zb_json_len(v);
        if (zb_json_type(v) != ZB_J_ARRAY || n > s.f->most)
                return wrong(r, s);
        char *items = zb_arena_array(r->arena, n + 1, s.f->of->size);
        enum zb_code code = items ? take_items(r, v, s, items) : zb_err_nomem(r->err);
        *(const void **)value_at(s) = items;
        *count_at(s) = code ? 0 : n;
        return code;
}

static void put_bytes(struct zb_jnode *node, struct spot s)
{
        struct zb_buf text = ZB_BUF_INIT;
        size_t n = s.f->bytes ? s.f->bytes(s.record) : *count_at(s);
        if (pointer_at(s))
                zb_base64_put(&text, pointer_at(s), n);
        zb_jout_str(node, s.f->key, text.failed || !text.data ? NULL : text.data);
        zb_buf_fini(&text);
}

static enum zb_code take_bytes(struct reading *r, struct zb_value v, struct spot s)
{
        struct zb_buf bytes = ZB_BUF_INIT;
        const char *text = zb_json_str(v);
        if (!text)
                return zb_json_type(v) == ZB_J_NULL ? ZB_OK : wrong(r, s);
        bool whole = zb_base64_get(text, &bytes);
        enum zb_code code = bytes.failed ? zb_err_nomem(r->err) : ZB_OK;
        if (!code && (!whole || (s.f->bytes && s.f->bytes(s.record) != bytes.len)))
                code = wrong(r, s);
        if (!code) {
                *(void **)value_at(s) = zb_arena_memdup(r->arena, bytes.data ? bytes.data : "", bytes.len);
                if (!s.f->bytes)
                        *count_at(s) = bytes.len;
                code = memory(r);
        }
        zb_buf_fini(&bytes);
        return code;
}

/* ---- all of it ---- */

static const struct {
        void (*put)(struct zb_jnode *node, struct spot s);
        enum zb_code (*take)(struct reading *r, struct zb_value v, struct spot s);
} ways[] = {
        [ZB_F_BOOL] = {put_bool, take_bool},       [ZB_F_INT] = {put_int, take_int},
        [ZB_F_SIZE] = {put_size, take_size},       [ZB_F_HASH] = {put_hash, take_hash},
        [ZB_F_NUM] = {put_num, take_num},          [ZB_F_NUMS] = {put_nums, take_nums},
        [ZB_F_RECT] = {put_rect, take_rect},       [ZB_F_INK] = {put_ink, take_ink},
        [ZB_F_NAME] = {put_name, take_name},       [ZB_F_WORD] = {put_text, take_word},
        [ZB_F_TEXT] = {put_text, take_text},       [ZB_F_MAYBE] = {put_text, take_maybe},
        [ZB_F_MSG] = {put_msg, take_msg},          [ZB_F_TEXTS] = {put_texts, take_texts},
        [ZB_F_RECORD] = {put_record, take_record}, [ZB_F_RECORDS] = {put_records, take_records},
        [ZB_F_LIST] = {put_list, take_list},       [ZB_F_BYTES] = {put_bytes, take_bytes},
};

static void put_all(struct zb_jnode *node, const struct zb_record *record, char *from)
{
        for (size_t i = 0; i < record->n_fields; i++) {
                struct spot s = {&record->fields[i], from};
                ways[s.f->type].put(node, s);
        }
}

/* Every key must be there: what wrote the text knows the same tables. Keys beyond them are passed over. */
static enum zb_code take_all(struct reading *r, struct zb_value object, const struct zb_record *record,
                             char *to)
{
        for (size_t i = 0; i < record->n_fields; i++) {
                struct spot s = {&record->fields[i], to};
                enum zb_code code = ways[s.f->type].take(r, zb_json_field(object, s.f->key), s);
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
        struct reading r = {facts->arena, err};
        code = take_all(&r, zb_json_root(doc), &zb_facts_record, (char *)facts);
        zb_json_free(doc);
        if (code) {
                zb_facts_free(facts);
                return code;
        }
        *ret = facts;
        return ZB_OK;
}
