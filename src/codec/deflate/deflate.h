/* SPDX-License-Identifier: Apache-2.0 */
/* deflate: zlib streams (RFC 1950, 1951) out and in; the only room that knows zlib and ISA-L. zlib where the bytes must be
 * the same on every machine or are a stranger's; ISA-L, several times faster, where only what they say counts (strip.h).
 *
 * ```c
 * static bool inflate_all(const uint8_t *in, size_t n, uint8_t *out, size_t room)
 * {
 *         struct zb_inflater *z = zb_inflater_new();
 *         bool whole = false;
 *         if (z) {
 *                 zb_inflater_give(z, in, n);
 *                 whole = zb_inflater_take(z, &out, &room) && room == 0;
 *         }
 *         zb_inflater_free(z);
 *         return whole;
 * }
 * ```
 */
#ifndef ZB_DEFLATE_H
#define ZB_DEFLATE_H

#include "core.h"

/* ---- out, by zlib at its best, with run lengths alone: for rows behind PNG's filters ---- */

struct zb_deflater;
enum zb_deflated { ZB_DEFLATE_FULL, ZB_DEFLATE_HUNGRY, ZB_DEFLATE_END, ZB_DEFLATE_FAILED };

struct zb_deflater *zb_deflater_new(void);                                 /* NULL: out of memory */
void zb_deflater_free(struct zb_deflater *z);                              /* takes NULL */
void zb_deflater_give(struct zb_deflater *z, const uint8_t *in, size_t n); /* borrowed until it is hungry again */
/* Appends to out, of which *len bytes are used: until it is full, the input is used up or, with `last`, the stream ends. */
enum zb_deflated zb_deflater_take(struct zb_deflater *z, bool last, uint8_t *out, size_t cap, size_t *len);

/* ---- in, by zlib ---- */

struct zb_inflater;
struct zb_inflater *zb_inflater_new(void);    /* NULL: out of memory */
void zb_inflater_free(struct zb_inflater *z); /* takes NULL */
bool zb_inflater_is_hungry(const struct zb_inflater *z);
void zb_inflater_give(struct zb_inflater *z, const uint8_t *in, size_t n); /* borrowed until it is hungry again */
/* Moves *out and *room over what came. false: the stream is damaged, or ends before the room is full. */
bool zb_inflater_take(struct zb_inflater *z, uint8_t **out, size_t *room);

/* ---- in, by ISA-L: a whole stream in memory, its checksum not looked at ---- */

struct zb_fast_inflater;
struct zb_fast_inflater *zb_fast_inflater_new(const uint8_t *in,
                                              size_t n); /* n ≥ 2: zlib's head; NULL: out of memory */
void zb_fast_inflater_free(struct zb_fast_inflater *z);  /* takes NULL */
bool zb_fast_inflater_take(struct zb_fast_inflater *z, uint8_t *out,
                           size_t n); /* all n bytes; false: it ends or is damaged */

uint64_t zb_crc64(uint64_t before, const void *data, size_t n); /* ECMA-182, reflected; 0 to begin with */

void zb_deflate_versions(struct zb_libraries *list);

#endif
