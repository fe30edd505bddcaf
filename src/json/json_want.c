/* SPDX-License-Identifier: Apache-2.0 */
/* Checked reading. Every fault says what was expected and what was found, at its place, in both languages. */
#include "json_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- words for messages ---- */

static const struct zb_msg type_names[] = {
        [ZB_J_ABSENT] = ZB_N("nothing"),       [ZB_J_NULL] = ZB_VERBATIM("null"), [ZB_J_BOOL] = ZB_N("true or false"),
        [ZB_J_NUMBER] = ZB_N("a number"),      [ZB_J_STRING] = ZB_N("a text"),    [ZB_J_ARRAY] = ZB_N("a list [ ]"),
        [ZB_J_OBJECT] = ZB_N("an object { }"),
};

/* What no text of a spec may hold: control characters, and the invisible ones that break lines or turn the reading
 * direction. */
static bool is_control(uint32_t c)
{
        return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
               (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

static bool is_space(uint32_t c)
{
        return c == ' ' || c == '\n' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
               c == 0x205F || c == 0x3000;
}

const char *zb_json_list(struct zb_arena *arena, const char *const *names)
{
        struct zb_buf buf = ZB_BUF_INIT;
        zb_buf_put(&buf, "", 0);
        for (size_t i = 0; i < 24 && names[i]; i++)
                zb_buf_printf(&buf, "%s%s", i ? ", " : "", names[i]);
        const char *made = buf.failed ? NULL : zb_arena_strdup(arena, buf.data);
        zb_buf_fini(&buf);
        return made ? made : "";
}

/* A number as a message shows it: short, with an exponent only when it is far away from a board's numbers. */
static const char *shown_number(struct zb_arena *arena, double value)
{
        char out[40];
        if (fabs(value) < 1e9) {
                const char *made = zb_arena_strdup(arena, zb_num(out, value, 4));
                return made ? made : "";
        }
        return value < 0 ? "< -1000000000" : "> 1000000000";
}

/* What was found: the kind, and the value where it helps. */
static struct zb_msg json_want_found(struct zb_arena *arena, struct zb_value v)
{
        enum zb_json_type type = zb_json_type(v);
        if (type == ZB_J_STRING) {
                const char *text = zb_json_shown(arena, zb_json_str(v), 20);
                return zb_arena_say(arena, "the text \"%s\"", text);
        }
        if (type == ZB_J_NUMBER) {
                const char *number = shown_number(arena, zb_json_num(v, 0));
                return zb_arena_say(arena, "the number %s", number);
        }
        if (type == ZB_J_BOOL) {
                const char *word = zb_json_bool(v, false) ? "true" : "false";
                return zb_msg_verbatim(word);
        }
        return type_names[type];
}

static void not_as_wanted(struct zb_value v, struct zb_msg wanted, struct zb_faults *faults)
{
        struct zb_msg is = json_want_found(faults->arena, v);
        zb_faults_say(faults, v.place, "expected %s, found %s.", wanted.packed, is.packed);
}

/* The value of a key, with a fault when it is required and not there. */
static struct zb_value member(struct zb_value object, const char *key, bool required, struct zb_msg wanted,
                              struct zb_faults *faults)
{
        struct zb_value v = zb_json_get(object, key);
        if (!v.node && required)
                zb_faults_say(faults, v.place, "\"%s\" is missing: expected %s.", key, wanted.packed);
        return v;
}

/* ---- kinds and keys ---- */

void zb_json_only(struct zb_value object, const char *const *keys, struct zb_faults *faults)
{
        struct zb_arena *arena = faults->arena;
        const char *list = zb_json_list(arena, keys);
        const char *key;
        for (size_t i = 0; (key = zb_json_key(object, i)); i++) {
                const char *const *k = keys;
                while (*k && strcmp(*k, key) != 0)
                        k++;
                if (*k)
                        continue;
                const char *place = zb_json_place(arena, object.place, key), *shown = zb_json_shown(arena, key, 30);
                const char *near = zb_did_you_mean(key, keys);
                if (near)
                        zb_faults_say(faults, place, "unknown key \"%s\", did you mean \"%s\"? Known keys: %s.",
                                      shown, near, list);
                else
                        zb_faults_say(faults, place, "unknown key \"%s\". Known keys: %s.", shown, list);
                if (faults->dropped > 1000) /* it is clear by now; the list above is not free */
                        return;
        }
}

bool zb_json_is(struct zb_value v, enum zb_json_type wanted, struct zb_faults *faults)
{
        if (zb_json_type(v) == wanted)
                return true;
        not_as_wanted(v, type_names[wanted], faults);
        return false;
}

/* ---- texts ---- */

static struct zb_msg text_wanted(struct zb_arena *arena, size_t min, size_t max)
{
        if (min == max)
                return zb_arena_say(arena, "a text of %zu characters", min);
        return zb_arena_say(arena, "a text of %zu–%zu characters", min, max);
}

static bool length_fits(struct zb_value v, size_t n, bool blank, size_t min, size_t max, struct zb_faults *faults)
{
        if (min > 0 && blank) {
                zb_faults_say(faults, v.place, "this text is empty: expected %zu–%zu characters.", min, max);
                return false;
        }
        if (n >= min && n <= max)
                return true;
        zb_faults_say(faults, v.place,
                      n > max ? "the text is too long: expected %zu–%zu characters, found %zu."
                              : "the text is too short: expected %zu–%zu characters, found %zu.",
                      min, max, n);
        return false;
}

const char *zb_json_text(struct zb_value v, size_t min, size_t max, bool newlines, struct zb_faults *faults)
{
        const char *text = zb_json_str(v);
        if (!text) {
                not_as_wanted(v, text_wanted(faults->arena, min, max), faults);
                return NULL;
        }
        size_t n = 0, len = strlen(text);
        bool blank = true;
        uint32_t c;
        for (size_t at = 0, step; (step = zb_utf8_next(text + at, len - at, &c)) > 0; at += step) {
                n++;
                blank = blank && is_space(c);
                if (!is_control(c) || (c == '\n' && newlines))
                        continue;
                zb_faults_say(faults, v.place, "character %zu is a control character (U+%04X): remove it.", n,
                              (unsigned)c);
                return NULL;
        }
        return length_fits(v, n, blank, min, max, faults) ? text : NULL;
}

const char *zb_json_want_str(struct zb_value object, const char *key, bool required, size_t min, size_t max,
                             struct zb_faults *faults)
{
        struct zb_value v = member(object, key, required, text_wanted(faults->arena, min, max), faults);
        return v.node ? zb_json_text(v, min, max, false, faults) : NULL;
}

/* ---- numbers, truth, names ---- */

bool zb_json_number(struct zb_value v, double min, double max, double *ret, struct zb_faults *faults)
{
        struct zb_arena *arena = faults->arena;
        const char *low = shown_number(arena, min), *high = shown_number(arena, max);
        bool open = min < -1e9 && max > 1e9;
        if (zb_json_type(v) != ZB_J_NUMBER) {
                not_as_wanted(
                        v, open ? type_names[ZB_J_NUMBER] : zb_arena_say(arena, "a number from %s to %s", low, high),
                        faults);
                return false;
        }
        double value = zb_json_num(v, 0);
        if (value >= min && value <= max) {
                *ret = value;
                return true;
        }
        zb_faults_say(faults, v.place, "the number is out of range: expected %s to %s, found %s.", low, high,
                      shown_number(arena, value));
        return false;
}

double zb_json_want_num(struct zb_value object, const char *key, double fallback, double min, double max,
                        struct zb_faults *faults)
{
        struct zb_value v = zb_json_get(object, key);
        double value = fallback;
        if (v.node)
                zb_json_number(v, min, max, &value, faults);
        return value;
}

bool zb_json_want_bool(struct zb_value object, const char *key, bool fallback, struct zb_faults *faults)
{
        struct zb_value v = zb_json_get(object, key);
        if (!v.node || !zb_json_is(v, ZB_J_BOOL, faults))
                return fallback;
        return zb_json_bool(v, fallback);
}

int zb_json_want_name(struct zb_value object, const char *key, const char *const *names, int fallback,
                      struct zb_faults *faults)
{
        struct zb_value v = zb_json_get(object, key);
        if (!v.node)
                return fallback;
        struct zb_arena *arena = faults->arena;
        const char *word = zb_json_str(v), *list = zb_json_list(arena, names);
        if (!word) {
                not_as_wanted(v, zb_arena_say(arena, "one of %s", list), faults);
                return -1;
        }
        for (int i = 0; names[i]; i++)
                if (strcmp(names[i], word) == 0)
                        return i;
        const char *near = zb_did_you_mean(word, names), *shown = zb_json_shown(arena, word, 30);
        if (near)
                zb_faults_say(faults, v.place, "\"%s\" is not known, did you mean \"%s\"? Expected one of %s.", shown,
                              near, list);
        else
                zb_faults_say(faults, v.place, "\"%s\" is not known. Expected one of %s.", shown, list);
        return -1;
}
