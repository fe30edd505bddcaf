/* SPDX-License-Identifier: Apache-2.0 */
/* The walk over a file's markers (ITU-T T.81, B.1.1), quickly over what lies between them. */
#include <string.h>
#include <unistd.h>

#include "jpeg_codec_priv.h"

int jpeg_walk_byte(struct jpeg_walk *w)
{
        if (w->at >= w->block_at + (off_t)w->len || w->at < w->block_at) {
                ssize_t got = pread(w->fd, w->block, sizeof w->block, w->at);
                if (got <= 0)
                        return -1;
                w->block_at = w->at;
                w->len = (size_t)got;
        }
        return w->block[w->at++ - w->block_at];
}

bool jpeg_walk_bytes(struct jpeg_walk *w, uint8_t *to, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                int c = jpeg_walk_byte(w);
                if (c < 0)
                        return false;
                to[i] = (uint8_t)c;
        }
        return true;
}

/* Moves behind the next byte 0xFF. */
static bool to_mark(struct jpeg_walk *w)
{
        for (int c; (c = jpeg_walk_byte(w)) >= 0;) {
                if (c == 0xFF)
                        return true;
                size_t from = (size_t)(w->at - w->block_at), rest = w->len - from;
                const uint8_t *mark = memchr(w->block + from, 0xFF, rest);
                w->at += mark ? mark - (w->block + from) : (off_t)rest;
        }
        return false;
}

int jpeg_walk_marker(struct jpeg_walk *w, off_t *ret_at)
{
        while (to_mark(w)) {
                off_t at = w->at - 1;
                int c = jpeg_walk_byte(w);
                while (c == 0xFF)
                        c = jpeg_walk_byte(w);
                if (c > 0 && c != JPEG_MARK_TEM && !(c >= 0xD0 && c <= JPEG_MARK_SOI)) {
                        *ret_at = at;
                        return c;
                }
        }
        return -1;
}
