/* SPDX-License-Identifier: Apache-2.0 */
/* Messages in an arena. */
#include "arena.h"

#include <string.h>

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
