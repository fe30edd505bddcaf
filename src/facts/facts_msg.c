/* SPDX-License-Identifier: Apache-2.0 */
/* Messages in facts' JSON: {"id": …, "args": [{"s": "text"}, {"d": "12"}, {"m": {"id": …}}, …]}, {} for none. The reader
 * is zhanban, the writer may be a stranger's file that got hold of zhanban-inspect: only an id that the catalogue has is
 * taken, texts are cleaned and cut, and whether arguments fit the id is looked at when they are rendered (core/msg.h). */
#include <stdlib.h>
#include <string.h>

#include "facts_priv.h"

enum { MAX_DEPTH = 8, MAX_ARGS = 16, MAX_ID = 1000, MAX_TEXT = 160 };

static void facts_msg_put(struct zb_jnode *object, const char *packed, size_t size)
{
        struct zb_msg_part part;
        size_t at = 0;
        if (!zb_msg_next(packed, size, &at, &part))
                return;
        char id[MAX_ID + 1];
        if (part.len > MAX_ID)
                return;
        memcpy(id, part.text, part.len);
        id[part.len] = '\0';
        zb_jout_str(object, "id", id);
        if (part.len + 1 == size)
                return; /* plain text, no format */
        struct zb_jnode *args = zb_jout_array(object, "args");
        while (zb_msg_next(packed, size, &at, &part)) {
                const char kind[] = {part.kind, '\0'};
                struct zb_jnode *arg = zb_jout_object(args, NULL);
                char text[2 * MAX_ID];
                if (part.kind == 'm') {
                        facts_msg_put(zb_jout_object(arg, kind), part.text, part.len);
                        continue;
                }
                size_t len = part.len < sizeof text ? part.len : sizeof text - 1;
                memcpy(text, part.text, len);
                text[len] = '\0';
                zb_utf8_plain(text, "");
                zb_jout_str(arg, kind, text);
        }
}

void zb_facts_put_msg(struct zb_jnode *object, struct zb_msg msg)
{
        if (msg.packed)
                facts_msg_put(object, msg.packed, strlen(msg.packed));
}

/* What is to be a message is built here. */
struct facts_msg_taking {
        struct zb_buf out;
        bool bad;
};

static void part(struct facts_msg_taking *t, char kind, const char *text, size_t len)
{
        struct zb_msg_part p = {kind, text, len};
        size_t need = zb_msg_put_part(NULL, 0, 0, p);
        char *room = need < 8 * MAX_ID ? malloc(need + 1) : NULL;
        if (room) {
                zb_msg_put_part(room, need + 1, 0, p);
                zb_buf_puts(&t->out, room);
        }
        t->bad |= !room;
        free(room);
}

static void facts_msg_take(struct facts_msg_taking *t, struct zb_value v, int depth);

static void take_text(struct facts_msg_taking *t, char kind, const char *given)
{
        char text[4 * MAX_TEXT + 1];
        size_t len = strlen(given), at = 0, n = 0;
        uint32_t c;
        for (size_t step; n < MAX_TEXT && (step = zb_utf8_next(given + at, len - at, &c)) > 0; at += step)
                n++;
        memcpy(text, given, at);
        text[at] = '\0';
        zb_utf8_plain(text, "");
        if (kind != 's')
                t->bad |= text[strspn(text, "-0123456789abcdef")] != '\0' || !*text || at > 20;
        part(t, kind, text, at);
}

static void take_arg(struct facts_msg_taking *t, struct zb_value v, int depth)
{
        static const char kinds[] = "sdufn";
        struct zb_value inner = zb_json_field(v, "m");
        if (inner.node) {
                struct facts_msg_taking one = {.bad = false};
                facts_msg_take(&one, inner, depth + 1);
                t->bad |= one.bad || one.out.failed;
                if (!t->bad)
                        part(t, 'm', one.out.data, one.out.len);
                zb_buf_fini(&one.out);
                return;
        }
        for (const char *kind = kinds; *kind; kind++) {
                const char key[] = {*kind, '\0'};
                const char *text = zb_json_str(zb_json_field(v, key));
                if (text) {
                        take_text(t, *kind, text);
                        return;
                }
        }
        t->bad = true;
}

static void facts_msg_take(struct facts_msg_taking *t, struct zb_value v, int depth)
{
        const char *id = zb_json_str(zb_json_field(v, "id"));
        struct zb_value args = zb_json_field(v, "args");
        size_t n = zb_json_len(args);
        if (depth > MAX_DEPTH || !id || strlen(id) > MAX_ID || n > MAX_ARGS) {
                t->bad = true;
                return;
        }
        part(t, 'i', id, strlen(id));
        if (!args.node)
                return;
        zb_buf_puts(&t->out, ZB_MSG_ARGS);
        for (size_t i = 0; i < n; i++)
                take_arg(t, zb_json_item(args, i), depth);
}

bool zb_facts_take_msg(struct zb_arena *arena, struct zb_value v, struct zb_msg *ret)
{
        struct facts_msg_taking t = {.bad = false};
        if (zb_json_type(v) != ZB_J_OBJECT)
                return false;
        if (!zb_json_field(v, "id").node)
                return true; /* none */
        facts_msg_take(&t, v, 0);
        bool good = !t.bad && !t.out.failed && zb_msg_known(t.out.data);
        if (good)
                *ret = zb_arena_packed(arena, t.out.data);
        zb_buf_fini(&t.out);
        return good;
}
