/* SPDX-License-Identifier: Apache-2.0 */
/* Arena. A list of zeroed chunks, the newest first; a large request gets a chunk of its own behind the newest
 * one, so that the room left there is not lost. What was handed out never moves. */
#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 16 * 1024 };

struct arena_chunk {
        struct arena_chunk *next;
        size_t used, size;
        max_align_t data[];
};

struct zb_arena {
        struct arena_chunk *first;
        bool failed;
};

struct zb_arena *zb_arena_new(void)
{
        return calloc(1, sizeof(struct zb_arena));
}

void zb_arena_free(struct zb_arena *arena)
{
        if (!arena)
                return;
        for (struct arena_chunk *c = arena->first, *next; c; c = next) {
                next = c->next;
                free(c);
        }
        free(arena);
}

bool zb_arena_failed(const struct zb_arena *arena)
{
        return arena->failed;
}

static void *arena_fail(struct zb_arena *arena)
{
        arena->failed = true;
        return NULL;
}

void *zb_arena_alloc(struct zb_arena *arena, size_t size)
{
        size_t align = _Alignof(max_align_t);
        if (size > SIZE_MAX / 2)
                return arena_fail(arena);
        size = size ? (size + align - 1) / align * align : align;
        struct arena_chunk *c = arena->first;
        if (!c || c->size - c->used < size) {
                bool large = size > CHUNK / 4;
                size_t room = large ? size : CHUNK;
                c = calloc(1, sizeof *c + room);
                if (!c)
                        return arena_fail(arena);
                c->size = room;
                struct arena_chunk **at = large && arena->first ? &arena->first->next : &arena->first;
                c->next = *at;
                *at = c;
        }
        void *p = (char *)c->data + c->used;
        c->used += size;
        return p;
}

void *zb_arena_array(struct zb_arena *arena, size_t n, size_t size)
{
        if (size != 0 && n > SIZE_MAX / size)
                return arena_fail(arena);
        return zb_arena_alloc(arena, n * size);
}

void *zb_arena_memdup(struct zb_arena *arena, const void *data, size_t size)
{
        void *p = zb_arena_alloc(arena, size);
        if (p && size)
                memcpy(p, data, size);
        return p;
}

char *zb_arena_strndup(struct zb_arena *arena, const char *text, size_t len)
{
        if (!text)
                return NULL;
        len = strnlen(text, len);
        char *p = zb_arena_alloc(arena, len + 1);
        if (p)
                memcpy(p, text, len);
        return p;
}

char *zb_arena_strdup(struct zb_arena *arena, const char *text)
{
        return text ? zb_arena_strndup(arena, text, strlen(text)) : NULL;
}

char *zb_arena_printf(struct zb_arena *arena, const char *format, ...)
{
        va_list args, again;
        va_start(args, format);
        va_copy(again, args);
        int len = vsnprintf(NULL, 0, format, args);
        char *p = len < 0 ? arena_fail(arena) : zb_arena_alloc(arena, (size_t)len + 1);
        if (p)
                vsnprintf(p, (size_t)len + 1, format, again);
        va_end(again);
        va_end(args);
        return p;
}

/* ---- messages ---- */

/* Of a third language and those behind it, where there are any. */
static const char *const *more_languages(struct zb_arena *arena, struct zb_msg msg)
{
        size_t n = zb_n_languages() - (ZB_EN + 1);
        const char **more = n ? zb_arena_array(arena, n, sizeof *more) : NULL;
        for (size_t i = 0; more && i < n; i++) {
                char text[ZB_MSG_MAX];
                more[i] =
                        zb_arena_strdup(arena, zb_msg_render(msg, (enum zb_lang)(ZB_EN + 1 + i), text, sizeof text));
        }
        return more;
}

static struct zb_msg rendered(struct zb_arena *arena, char *packed)
{
        struct zb_msg msg = {.packed = packed};
        if (packed) {
                char text[ZB_MSG_MAX];
                msg.zh = zb_arena_strdup(arena, zb_msg_render(msg, ZB_ZH, text, sizeof text));
                msg.en = zb_arena_strdup(arena, zb_msg_render(msg, ZB_EN, text, sizeof text));
                msg.more = more_languages(arena, msg);
        }
        return msg;
}

struct zb_msg zb_arena_vsay(struct zb_arena *arena, const char *id, va_list args)
{
        va_list again;
        va_copy(again, args);
        size_t len = zb_msg_pack(NULL, 0, id, again);
        va_end(again);
        char *packed = zb_arena_alloc(arena, len + 1);
        if (packed)
                zb_msg_pack(packed, len + 1, id, args);
        return rendered(arena, packed);
}

struct zb_msg zb_arena_say(struct zb_arena *arena, const char *id, ...)
{
        va_list args;
        va_start(args, id);
        struct zb_msg msg = zb_arena_vsay(arena, id, args);
        va_end(args);
        return msg;
}

struct zb_msg zb_arena_say_n(struct zb_arena *arena, unsigned long n, const char *one, const char *many, ...)
{
        va_list args;
        va_start(args, many);
        size_t len = zb_msg_pack_n(NULL, 0, n, one, many, args);
        va_end(args);
        char *packed = zb_arena_alloc(arena, len + 1);
        va_start(args, many);
        if (packed)
                zb_msg_pack_n(packed, len + 1, n, one, many, args);
        va_end(args);
        return rendered(arena, packed);
}

struct zb_msg zb_arena_data(struct zb_arena *arena, const char *zh, const char *en)
{
        const char *const texts[] = {"zh", zh, "en", en, NULL};
        if (!zh || !en)
                return (struct zb_msg){0};
        size_t len = zb_msg_pack_data(NULL, 0, texts);
        char *packed = zb_arena_alloc(arena, len + 1);
        if (packed)
                zb_msg_pack_data(packed, len + 1, texts);
        return rendered(arena, packed);
}

struct zb_msg zb_arena_packed(struct zb_arena *arena, const char *packed)
{
        return rendered(arena, zb_arena_strdup(arena, packed));
}
