/* SPDX-License-Identifier: Apache-2.0 */
/* Rendering messages. The formatter is our own: it takes the directives of a translation one by one and gives printf
 * only conversions that it has spelled itself, each with an argument of the kind that was packed for it. */
#include "msg_priv.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

enum { MAX_DEPTH = 40 }; /* lists are nested: one name, a list and a name, … */

/* ---- the catalogue ---- */

size_t zb_n_languages(void)
{
        return zb_catalogue_n_languages;
}

const struct zb_language *zb_language(enum zb_lang lang)
{
        return &zb_catalogue_languages[(size_t)lang < zb_catalogue_n_languages ? (size_t)lang : ZB_EN];
}

bool zb_language_find(const char *code, enum zb_lang *ret_lang)
{
        for (size_t i = 0; i < zb_catalogue_n_languages; i++)
                if (strcmp(zb_catalogue_languages[i].code, code) == 0) {
                        *ret_lang = (enum zb_lang)i;
                        return true;
                }
        return false;
}

static int msg_compare(const void *key, const void *id)
{
        return strcmp(key, *(const char *const *)id);
}

/* Its place in the table, or NULL. */
static const char *const *msg_find(const char *id)
{
        return bsearch(id, zb_catalogue_ids, zb_catalogue_n_ids, sizeof *zb_catalogue_ids, msg_compare);
}

static const char *translation(enum zb_lang lang, const char *id)
{
        const struct zb_language *l = zb_language(lang);
        const char *const *row = l->texts ? msg_find(id) : NULL;
        return row ? l->texts[row - zb_catalogue_ids] : NULL;
}

const char *zb_tr(enum zb_lang lang, const char *id)
{
        const char *text = translation(lang, id);
        return text ? text : zb_msg_without_context(id);
}

/* Form number `form` of the forms that stand in text one behind another, the last if there are fewer. */
static const char *nth_form(const char *text, unsigned form)
{
        for (const char *next; form > 0 && (next = strchr(text, *ZB_MSG_FORMS)); form--)
                text = next + 1;
        return text;
}

const char *zb_tr_n(enum zb_lang lang, unsigned long n, const char *one, const char *many)
{
        const char *text = translation(lang, one);
        if (!text)
                return n == 1 ? zb_msg_without_context(one) : many;
        return nth_form(text, zb_language(lang)->plural(n));
}

/* ---- rendering ---- */

struct sink {
        char *out;
        size_t size, len;
};

static void emit(struct sink *to, const char *text, size_t n)
{
        size_t room = to->size - to->len - 1;
        n = n < room ? n : room;
        memcpy(to->out + to->len, text, n);
        to->len += n;
        to->out[to->len] = '\0';
}

/* A text that may be cut is cut between characters. */
static size_t whole_characters(const char *text, size_t len, size_t most)
{
        if (len <= most)
                return len;
        uint32_t c;
        size_t at = 0;
        for (size_t step; (step = zb_utf8_next(text + at, len - at, &c)) > 0 && at + step <= most; at += step)
                ;
        return at;
}

static void emit_text(struct sink *to, struct zb_directive d, const char *text, size_t len)
{
        if (d.precision >= 0)
                len = whole_characters(text, len, (size_t)d.precision);
        size_t pad = (size_t)d.width > len ? (size_t)d.width - len : 0;
        bool left = strchr(d.flags, '-') != NULL;
        for (size_t i = 0; !left && i < pad; i++)
                emit(to, " ", 1);
        emit(to, text, len);
        for (size_t i = 0; left && i < pad; i++)
                emit(to, " ", 1);
}

static void emit_number(struct sink *to, struct zb_directive d, const struct zb_msg_part *part)
{
        char text[48], format[32], out[512];
        snprintf(text, sizeof text, "%.*s", (int)(part->len < 40 ? part->len : 40), part->text);
        int n = snprintf(format, sizeof format, "%%%s", d.flags);
        if (d.width > 0)
                n += snprintf(format + n, sizeof format - (size_t)n, "%d", d.width);
        if (d.precision >= 0)
                n += snprintf(format + n, sizeof format - (size_t)n, ".%d", d.precision);
        snprintf(format + n, sizeof format - (size_t)n, "%s%c", d.kind == 'f' || d.conversion == 'c' ? "" : "ll",
                 d.conversion);
        if (d.kind == 'f') {
                uint64_t bits = strtoull(text, NULL, 16);
                double value;
                memcpy(&value, &bits, sizeof value);
                snprintf(out, sizeof out, format, value);
        } else if (d.conversion == 'c') {
                long long c = strtoll(text, NULL, 10);
                snprintf(out, sizeof out, format, c >= 0x20 && c < 0x7f ? (int)c : '?');
        } else if (d.kind == 'd') {
                snprintf(out, sizeof out, format, strtoll(text, NULL, 10));
        } else {
                snprintf(out, sizeof out, format, strtoull(text, NULL, 10));
        }
        emit(to, out, strlen(out));
}

static void render(struct sink *to, enum zb_lang lang, const char *packed, size_t size, int depth);

static void emit_part(struct sink *to, enum zb_lang lang, struct zb_directive d, const struct zb_msg_part *part,
                      int depth)
{
        if (part->kind == 's') {
                emit_text(to, d, part->text, part->len);
        } else if (part->kind != 'm') {
                emit_number(to, d, part);
        } else if (d.precision != 0 && depth < MAX_DEPTH) {
                render(to, lang, part->text, part->len, depth + 1);
        }
}

static bool msg_fits(struct zb_directive d, char kind)
{
        return d.kind == kind || (d.kind == 's' && kind == 'm');
}

/* Writes the format with the parts, or, with to NULL, only says whether they fit it. */
static bool msg_fill(struct sink *to, enum zb_lang lang, const char *format, const struct zb_msg_part *parts,
                     size_t n, int depth)
{
        size_t next = 0, len;
        const char *text;
        struct zb_directive d;
        while (*format) {
                int got = zb_directive_next(&format, &next, &text, &len, &d);
                if (got < 0 || (got > 0 && (d.arg >= n || !msg_fits(d, parts[d.arg].kind))))
                        return false;
                if (to)
                        emit(to, text, len);
                if (to && got > 0)
                        emit_part(to, lang, d, &parts[d.arg], depth);
        }
        return true;
}

/* A message whose texts are data: the language's own, else English, else the first. */
static void render_data(struct sink *to, enum zb_lang lang, const struct zb_msg_part *parts, size_t n)
{
        const struct zb_msg_part *best = n > 1 ? &parts[1] : NULL;
        const char *wanted = zb_language(lang)->code;
        for (size_t i = 0, rank = 0; i + 1 < n; i += 2) {
                size_t one = strlen(wanted) == parts[i].len && memcmp(wanted, parts[i].text, parts[i].len) == 0 ? 2
                             : parts[i].len == 2 && memcmp("en", parts[i].text, 2) == 0                         ? 1
                                                                                                                : 0;
                if (one > rank) {
                        rank = one;
                        best = &parts[i + 1];
                }
        }
        if (best)
                emit(to, best->text, best->len);
}

static void render_parts(struct sink *to, enum zb_lang lang, char *id, const struct zb_msg_part *parts, size_t n,
                         int depth)
{
        if (!*id) {
                render_data(to, lang, parts, n);
                return;
        }
        char *many = strchr(id, *ZB_MSG_FORMS);
        if (many)
                *many++ = '\0';
        bool counted = many && n > 0 && parts[0].kind == 'n';
        unsigned long count = counted ? strtoul(parts[0].text, NULL, 10) : 0;
        const char *texts[] = {counted ? zb_tr_n(lang, count, id, many) : zb_tr(lang, id),
                               counted && count != 1 ? many : zb_msg_without_context(id)};
        parts += counted;
        n -= counted;
        for (size_t i = 0; i < 2; i++)
                if (msg_fill(NULL, lang, texts[i], parts, n, depth)) {
                        msg_fill(to, lang, texts[i], parts, n, depth);
                        return;
                }
        emit(to, texts[1], strlen(texts[1]));
}

/* The id as a text of its own; what is longer than any of ours is cut. */
static void copy_id(char out[ZB_MSG_MAX_ID], const struct zb_msg_part *id)
{
        size_t len = whole_characters(id->text, id->len, ZB_MSG_MAX_ID - 1);
        memcpy(out, id->text, len);
        out[len] = '\0';
}

static void render(struct sink *to, enum zb_lang lang, const char *packed, size_t size, int depth)
{
        struct zb_msg_part parts[ZB_MSG_MAX_ARGS + 1], id;
        size_t at = 0, n = 0;
        if (!zb_msg_next(packed, size, &at, &id)) {
                emit(to, packed, size); /* no message of ours: shown as it is */
                return;
        }
        while (n < ZB_MSG_MAX_ARGS + 1 && zb_msg_next(packed, size, &at, &parts[n]))
                n++;
        char name[ZB_MSG_MAX_ID];
        copy_id(name, &id);
        if (id.len + 1 == size) {
                const char *text = zb_tr(lang, name);
                emit(to, text, strlen(text));
                return;
        }
        render_parts(to, lang, name, parts, n, depth);
}

const char *zb_msg_render(struct zb_msg msg, enum zb_lang lang, char *out, size_t size)
{
        struct sink to = {out, size, 0};
        out[0] = '\0';
        if (msg.packed)
                render(&to, lang, msg.packed, strlen(msg.packed), 0);
        if (to.len + 1 == size)
                out[whole_characters(out, to.len, to.len - 1)] = '\0';
        return out;
}

static bool msg_known(const char *packed, size_t size, int depth)
{
        struct zb_msg_part id, part;
        size_t at = 0;
        if (depth > MAX_DEPTH || !zb_msg_next(packed, size, &at, &id) || id.len >= ZB_MSG_MAX_ID)
                return false;
        char name[ZB_MSG_MAX_ID];
        copy_id(name, &id);
        name[strcspn(name, ZB_MSG_FORMS)] = '\0';
        if (!msg_find(name))
                return false;
        while (at < size)
                if (!zb_msg_next(packed, size, &at, &part) ||
                    (part.kind == 'm' && !msg_known(part.text, part.len, depth + 1)))
                        return false;
        return true;
}

bool zb_msg_known(const char *packed)
{
        return msg_known(packed, strlen(packed), 0);
}
