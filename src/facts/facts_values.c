/* SPDX-License-Identifier: Apache-2.0 */
/* Single values and lists of words of the facts' JSON: each type of field has its way out and its way in side by side.
 * Counts are bounded, numbers clamped, texts stripped of what steers a terminal, and what is of the wrong type is
 * refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts_priv.h"

/* Millionths: of a millimetre or of an area's share, finer than anything is measured. */
enum { DECIMALS = 6 };

void *zb_field_spot_value(struct zb_field_spot s)
{
        return s.record + s.f->at;
}

const void *zb_field_spot_pointer(struct zb_field_spot s)
{
        return *(const void *const *)zb_field_spot_value(s);
}

size_t *zb_field_spot_count(struct zb_field_spot s)
{
        return (size_t *)(void *)(s.record + s.f->at_n);
}

enum zb_code zb_facts_wrong(struct zb_facts_reading *r, struct zb_field_spot s)
{
        return zb_err_say(r->err, ZB_INPUT, s.f->key, "the facts' \"%s\" does not make sense", s.f->key);
}

enum zb_code zb_facts_memory(struct zb_facts_reading *r)
{
        return zb_arena_failed(r->arena) ? zb_err_nomem(r->err) : ZB_OK;
}

/* ---- numbers ---- */

static void put_bool(struct zb_jnode *node, struct zb_field_spot s)
{
        zb_jout_bool(node, s.f->key, *(bool *)zb_field_spot_value(s));
}

static enum zb_code take_bool(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        if (zb_json_type(v) != ZB_J_BOOL)
                return zb_facts_wrong(r, s);
        *(bool *)zb_field_spot_value(s) = zb_json_bool(v, false);
        return ZB_OK;
}

static double clamped(double v, double min, double max)
{
        return v < min ? min : v > max ? max : v;
}

static void put_int(struct zb_jnode *node, struct zb_field_spot s)
{
        zb_jout_int(node, s.f->key, *(int *)zb_field_spot_value(s));
}

static enum zb_code take_int(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        if (zb_json_type(v) != ZB_J_NUMBER)
                return zb_facts_wrong(r, s);
        *(int *)zb_field_spot_value(s) = (int)clamped(zb_json_num(v, 0), s.f->range.min, s.f->range.max);
        return ZB_OK;
}

static void put_size(struct zb_jnode *node, struct zb_field_spot s)
{
        zb_jout_int(node, s.f->key, (long long)*(size_t *)zb_field_spot_value(s));
}

static enum zb_code take_size(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        if (zb_json_type(v) != ZB_J_NUMBER)
                return zb_facts_wrong(r, s);
        *(size_t *)zb_field_spot_value(s) = (size_t)clamped(zb_json_num(v, 0), 0, s.f->range.max);
        return ZB_OK;
}

static void put_hash(struct zb_jnode *node, struct zb_field_spot s)
{
        char text[20];
        snprintf(text, sizeof text, "%llx", (unsigned long long)*(uint64_t *)zb_field_spot_value(s));
        zb_jout_str(node, s.f->key, text);
}

static enum zb_code take_hash(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        const char *text = zb_json_str(v);
        if (!text || !*text || strlen(text) > 16 || text[strspn(text, "0123456789abcdef")])
                return zb_facts_wrong(r, s);
        *(uint64_t *)zb_field_spot_value(s) = strtoull(text, NULL, 16);
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

static void put_num(struct zb_jnode *node, struct zb_field_spot s)
{
        put_number(node, s.f->key, *(double *)zb_field_spot_value(s));
}

static enum zb_code take_num(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        return take_number(v, s.f->range.min, s.f->range.max, zb_field_spot_value(s)) ? ZB_OK : zb_facts_wrong(r, s);
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

static void put_nums(struct zb_jnode *node, struct zb_field_spot s)
{
        put_numbers(node, s.f->key, zb_field_spot_value(s), s.f->n);
}

static enum zb_code take_nums(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        return take_numbers(v, s.f->range.min, s.f->range.max, zb_field_spot_value(s), s.f->n) ? ZB_OK
                                                                                               : zb_facts_wrong(r, s);
}

static void put_rect(struct zb_jnode *node, struct zb_field_spot s)
{
        const struct zb_rect *rect = zb_field_spot_value(s);
        put_numbers(node, s.f->key, (const double[4]){rect->x, rect->y, rect->w, rect->h}, 4);
}

/* A rectangle is finite and never turned inside out: areas are reckoned from it. */
static enum zb_code take_rect(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        double n[4];
        if (!take_numbers(v, -1e6, 1e6, n, 4))
                return zb_facts_wrong(r, s);
        for (int i = 0; i < 4; i++)
                n[i] = isnan(n[i]) ? 0 : n[i];
        *(struct zb_rect *)zb_field_spot_value(s) = (struct zb_rect){n[0], n[1], fmax(n[2], 0), fmax(n[3], 0)};
        return ZB_OK;
}

static void facts_values_put_ink(struct zb_jnode *node, struct zb_field_spot s)
{
        const struct zb_ink *ink = zb_field_spot_value(s);
        put_numbers(node, s.f->key, (const double[4]){ink->c, ink->m, ink->y, ink->k}, 4);
}

static enum zb_code take_ink(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        double n[4];
        if (!take_numbers(v, 0, 1, n, 4))
                return zb_facts_wrong(r, s);
        for (int i = 0; i < 4; i++)
                n[i] = isnan(n[i]) ? 0 : n[i];
        *(struct zb_ink *)zb_field_spot_value(s) =
                (struct zb_ink){(float)n[0], (float)n[1], (float)n[2], (float)n[3]};
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

static void facts_values_put_text(struct zb_jnode *node, struct zb_field_spot s)
{
        zb_jout_str(node, s.f->key, zb_field_spot_pointer(s));
}

static enum zb_code take_maybe(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        const char *text = zb_json_str(v);
        if (!text && zb_json_type(v) != ZB_J_NULL)
                return zb_facts_wrong(r, s);
        *(const char **)zb_field_spot_value(s) = text ? clean(r->arena, text) : NULL;
        return zb_facts_memory(r);
}

static enum zb_code take_text(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        return zb_json_str(v) ? take_maybe(r, v, s) : zb_facts_wrong(r, s);
}

/* The field's name number …, n: none of them. */
static size_t facts_values_name_of(const struct zb_field *f, struct zb_value v)
{
        const char *text = zb_json_str(v);
        size_t i = 0;
        while (i < f->n && !(f->names[i] ? text && strcmp(text, f->names[i]) == 0 : zb_json_type(v) == ZB_J_NULL))
                i++;
        return i;
}

static void put_name(struct zb_jnode *node, struct zb_field_spot s)
{
        zb_jout_str(node, s.f->key, s.f->names[*(int *)zb_field_spot_value(s)]);
}

static enum zb_code take_name(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        size_t i = facts_values_name_of(s.f, v);
        if (i == s.f->n)
                return zb_facts_wrong(r, s);
        *(int *)zb_field_spot_value(s) = (int)i;
        return ZB_OK;
}

static enum zb_code take_word(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        size_t i = facts_values_name_of(s.f, v);
        if (i == s.f->n)
                return zb_facts_wrong(r, s);
        *(const char **)zb_field_spot_value(s) = s.f->names[i];
        return ZB_OK;
}

static void put_msg(struct zb_jnode *node, struct zb_field_spot s)
{
        const struct zb_msg *msg = zb_field_spot_value(s);
        zb_facts_put_msg(zb_jout_object(node, s.f->key), *msg);
}

static enum zb_code take_msg(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        if (!zb_facts_take_msg(r->arena, v, zb_field_spot_value(s)))
                return zb_facts_wrong(r, s);
        return zb_facts_memory(r);
}

/* The writer's lists are as long as the reader takes them. */
size_t zb_field_spot_listed(struct zb_field_spot s)
{
        return *zb_field_spot_count(s) < s.f->most ? *zb_field_spot_count(s) : s.f->most;
}

static void put_texts(struct zb_jnode *node, struct zb_field_spot s)
{
        const char *const *texts = zb_field_spot_pointer(s);
        struct zb_jnode *array = zb_jout_array(node, s.f->key);
        for (size_t i = 0; i < zb_field_spot_listed(s); i++)
                zb_jout_str(array, NULL, texts[i]);
}

static enum zb_code take_texts(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        size_t n = zb_json_len(v);
        const char **texts = n <= s.f->most ? zb_arena_array(r->arena, n + 1, sizeof *texts) : NULL;
        if (zb_json_type(v) != ZB_J_ARRAY || n > s.f->most)
                return zb_facts_wrong(r, s);
        for (size_t i = 0; texts && i < n; i++) {
                const char *text = zb_json_str(zb_json_item(v, i));
                if (!text)
                        return zb_facts_wrong(r, s);
                texts[i] = clean(r->arena, text);
        }
        *(const char *const **)zb_field_spot_value(s) = texts;
        *zb_field_spot_count(s) = n;
        return zb_facts_memory(r);
}

static void put_names(struct zb_jnode *node, struct zb_field_spot s)
{
        const int *items = zb_field_spot_pointer(s);
        struct zb_jnode *array = zb_jout_array(node, s.f->key);
        for (size_t i = 0; i < zb_field_spot_listed(s); i++)
                zb_jout_str(array, NULL, s.f->names[items[i]]);
}

static enum zb_code take_names(struct zb_facts_reading *r, struct zb_value v, struct zb_field_spot s)
{
        size_t n = zb_json_len(v);
        int *items = n <= s.f->most ? zb_arena_array(r->arena, n + 1, sizeof *items) : NULL;
        if (zb_json_type(v) != ZB_J_ARRAY || n > s.f->most)
                return zb_facts_wrong(r, s);
        for (size_t i = 0; items && i < n; i++) {
                size_t name = facts_values_name_of(s.f, zb_json_item(v, i));
                if (name == s.f->n || !s.f->names[name])
                        return zb_facts_wrong(r, s);
                items[i] = (int)name;
        }
        *(const int **)zb_field_spot_value(s) = items;
        *zb_field_spot_count(s) = n;
        return zb_facts_memory(r);
}

/* ---- the table ---- */

const struct zb_field_way zb_value_ways[ZB_F_PLAIN] = {
        [ZB_F_BOOL] = {put_bool, take_bool},
        [ZB_F_INT] = {put_int, take_int},
        [ZB_F_SIZE] = {put_size, take_size},
        [ZB_F_HASH] = {put_hash, take_hash},
        [ZB_F_NUM] = {put_num, take_num},
        [ZB_F_NUMS] = {put_nums, take_nums},
        [ZB_F_RECT] = {put_rect, take_rect},
        [ZB_F_INK] = {facts_values_put_ink, take_ink},
        [ZB_F_NAME] = {put_name, take_name},
        [ZB_F_WORD] = {facts_values_put_text, take_word},
        [ZB_F_TEXT] = {facts_values_put_text, take_text},
        [ZB_F_MAYBE] = {facts_values_put_text, take_maybe},
        [ZB_F_NAMES] = {put_names, take_names},
        [ZB_F_MSG] = {put_msg, take_msg},
        [ZB_F_TEXTS] = {put_texts, take_texts},
};
