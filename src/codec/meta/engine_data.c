/* SPDX-License-Identifier: Apache-2.0 */
/* EngineData: how Photoshop's text engine writes a text down. Dictionaries << /Key value >>, lists [ … ],
 * numbers, true and false, names, and strings in UTF-16BE between brackets whose bytes ( ) \ are escaped one
 * by one, also inside a Han character (docs/formats.md §9). Whatever cannot be understood is stepped over. */
#include <stdlib.h>
#include <string.h>

#include "engine_data.h"

enum { MOST_NODES = 200000, MOST_DEPTH = 64 };

struct parser {
        struct zb_arena *arena;
        const uint8_t *p, *end;
        int nodes, depth;
        bool failed;
};

static bool is_space(uint8_t c)
{
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0;
}

static bool ends_word(uint8_t c)
{
        return is_space(c) || c == '/' || c == '[' || c == ']' || c == '<' || c == '>' || c == '(';
}

static void skip_spaces(struct parser *e)
{
        while (e->p < e->end && is_space(*e->p))
                e->p++;
}

static bool engine_data_at(const struct parser *e, const char *mark)
{
        size_t n = strlen(mark);
        return (size_t)(e->end - e->p) >= n && memcmp(e->p, mark, n) == 0;
}

static struct zb_node *new_node(struct parser *e, enum zb_node_kind kind)
{
        struct zb_node *node = ++e->nodes > MOST_NODES ? NULL : zb_arena_alloc(e->arena, sizeof *node);
        if (node)
                node->kind = kind;
        else
                e->failed = true;
        return node;
}

static const char *word(struct parser *e)
{
        const uint8_t *from = e->p;
        while (e->p < e->end && !ends_word(*e->p))
                e->p++;
        return zb_arena_strndup(e->arena, (const char *)from, (size_t)(e->p - from));
}

/* Behind the opening bracket. */
static struct zb_node *text(struct parser *e)
{
        struct zb_node *node = new_node(e, ZB_NODE_TEXT);
        const uint8_t *from = e->p;
        while (e->p < e->end && *e->p != ')')
                e->p += *e->p == '\\' && e->end - e->p > 1 ? 2 : 1;
        uint8_t *out = node ? zb_arena_alloc(e->arena, (size_t)(e->p - from) + 1) : NULL;
        for (const uint8_t *q = from; out && q < e->p; q++) {
                if (*q == '\\' && q + 1 < e->p)
                        q++;
                out[node->len++] = *q;
        }
        if (e->p < e->end)
                e->p++;
        if (node)
                node->text = out;
        e->failed |= !out;
        return node;
}

static struct zb_node *value(struct parser *e);

/* Members of a dictionary (keys before them) or items of a list, up to the closing mark. */
static struct zb_node *members(struct parser *e, enum zb_node_kind kind, const char *close)
{
        struct zb_node *node = new_node(e, kind), **tail = node ? &node->first : NULL;
        if (++e->depth > MOST_DEPTH)
                e->failed = true;
        while (!e->failed) {
                const char *key = NULL;
                skip_spaces(e);
                if (e->p >= e->end)
                        break;
                if (engine_data_at(e, close)) {
                        e->p += strlen(close);
                        break;
                }
                if (engine_data_at(e, ">>")) /* a list that was never closed: its dictionary ends */
                        break;
                if (kind == ZB_NODE_DICT) {
                        if (*e->p != '/') {
                                e->p++;
                                continue;
                        }
                        e->p++;
                        key = word(e);
                        skip_spaces(e);
                }
                struct zb_node *item = value(e);
                if (!item)
                        continue;
                item->key = key;
                *tail = item;
                tail = &item->next;
        }
        e->depth--;
        return node;
}

/* Photoshop writes ".8" and "-.02"; whatever the locale. */
static bool engine_data_number(const char *w, double *ret)
{
        double sign = *w == '-' ? -1 : 1, value = 0, unit = 1;
        bool digits = false;
        for (w += *w == '-' || *w == '+'; *w >= '0' && *w <= '9'; w++, digits = true)
                value = value * 10 + (*w - '0');
        if (*w == '.')
                for (w++; *w >= '0' && *w <= '9'; w++, digits = true)
                        value += (*w - '0') * (unit /= 10);
        *ret = sign * (value < 1e15 ? value : 1e15);
        return digits && !*w;
}

static struct zb_node *scalar(struct parser *e)
{
        const char *w = word(e);
        struct zb_node *node = NULL;
        double v;
        if (!w) {
                e->failed = true;
        } else if (strcmp(w, "true") == 0 || strcmp(w, "false") == 0) {
                node = new_node(e, ZB_NODE_BOOL);
                if (node)
                        node->number = *w == 't';
        } else if (engine_data_number(w, &v)) {
                node = new_node(e, ZB_NODE_NUMBER);
                if (node)
                        node->number = v;
        } else if (!*w && e->p < e->end) {
                e->p++;
        }
        return node;
}

/* NULL: something that is no value, stepped over. */
static struct zb_node *value(struct parser *e)
{
        skip_spaces(e);
        if (e->p >= e->end)
                return NULL;
        if (engine_data_at(e, "<<")) {
                e->p += 2;
                return members(e, ZB_NODE_DICT, ">>");
        }
        if (engine_data_at(e, ">>"))
                return NULL; /* a key without a value */
        switch (*e->p) {
        case '[':
                e->p++;
                return members(e, ZB_NODE_LIST, "]");
        case '(':
                e->p++;
                return text(e);
        case '/': /* a name */
                e->p++;
                word(e);
                return NULL;
        default:
                return scalar(e);
        }
}

struct zb_node *zb_engine_read(struct zb_arena *arena, const uint8_t *data, size_t len)
{
        struct parser e = {.arena = arena, .p = data, .end = data + len};
        skip_spaces(&e);
        struct zb_node *root = engine_data_at(&e, "<<") ? value(&e) : NULL;
        return e.failed || zb_arena_failed(arena) ? NULL : root;
}

static const struct zb_node *member(const struct zb_node *node, const char *name, size_t len)
{
        char *end;
        if (node->kind == ZB_NODE_LIST) {
                unsigned long i = strtoul(name, &end, 10);
                const struct zb_node *item = node->first;
                while (item && i-- > 0)
                        item = item->next;
                return item;
        }
        for (const struct zb_node *m = node->kind == ZB_NODE_DICT ? node->first : NULL; m; m = m->next)
                if (m->key && strlen(m->key) == len && memcmp(m->key, name, len) == 0)
                        return m;
        return NULL;
}

const struct zb_node *zb_node_find(const struct zb_node *node, const char *path)
{
        while (node && *path) {
                size_t len = strcspn(path, "/");
                node = member(node, path, len);
                path += len + (path[len] == '/');
        }
        return node;
}

double zb_node_number(const struct zb_node *node, const char *path, double otherwise)
{
        const struct zb_node *n = zb_node_find(node, path);
        return n && (n->kind == ZB_NODE_NUMBER || n->kind == ZB_NODE_BOOL) ? n->number : otherwise;
}
