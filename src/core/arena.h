/* SPDX-License-Identifier: Apache-2.0 */
/* Arena: memory that is freed all at once. Board, scene, facts and findings own one each. Not thread-safe.
 * Allocation failure: every function returns NULL and the arena remembers it (zb_arena_failed), so that a builder
 * may check once at its end. */
#ifndef ZB_ARENA_H
#define ZB_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "err.h"

struct zb_arena;

struct zb_arena *zb_arena_new(void);        /* NULL when out of memory */
void zb_arena_free(struct zb_arena *arena); /* takes NULL */
bool zb_arena_failed(const struct zb_arena *arena);

void *zb_arena_alloc(struct zb_arena *arena, size_t size);           /* zeroed, aligned for any type */
void *zb_arena_array(struct zb_arena *arena, size_t n, size_t size); /* zeroed; checks n * size */
char *zb_arena_strdup(struct zb_arena *arena, const char *text);     /* NULL stays NULL */
char *zb_arena_strndup(struct zb_arena *arena, const char *text, size_t len);
void *zb_arena_memdup(struct zb_arena *arena, const void *data, size_t size);
char *zb_arena_printf(struct zb_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A message captured in the arena; no message (and zb_arena_failed) when memory is out. */
struct zb_msg zb_arena_say(struct zb_arena *arena, const char *id, ...) __attribute__((format(printf, 2, 3)));
struct zb_msg zb_arena_vsay(struct zb_arena *arena, const char *id, va_list args);
/* The same for a phrase that counts n things: one is its text for 1, many the one for all other numbers; both take the
 * same arguments. */
struct zb_msg zb_arena_say_n(struct zb_arena *arena, unsigned long n, const char *one, const char *many, ...)
        __attribute__((format(printf, 3, 5), format(printf, 4, 5)));
/* A copy of a packed message. */
struct zb_msg zb_arena_packed(struct zb_arena *arena, const char *packed);
/* A message whose texts are data, in Chinese and in English. */
struct zb_msg zb_arena_data(struct zb_arena *arena, const char *zh, const char *en);

#endif
