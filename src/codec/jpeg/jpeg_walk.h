/* SPDX-License-Identifier: Apache-2.0 */
/* The walk over the markers of an open JPEG file (ITU-T T.81, B.1.1). */
#ifndef ZB_JPEG_WALK_H
#define ZB_JPEG_WALK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { JPEG_MARK_SOI = 0xD8, JPEG_MARK_EOI = 0xD9, JPEG_MARK_SOS = 0xDA, JPEG_MARK_DQT = 0xDB, JPEG_MARK_TEM = 0x01 };
struct jpeg_walk {
        int fd;
        off_t at, block_at; /* next byte; where the block begins */
        size_t len;
        uint8_t block[1 << 18];
};
int jpeg_walk_byte(struct jpeg_walk *w); /* the next byte, -1: the file ends */
bool jpeg_walk_bytes(struct jpeg_walk *w, uint8_t *to, size_t n);
/* The next marker that is none of a scan's own (RST, SOI, TEM); -1: the file ends. *ret_at: where it begins. */
int jpeg_walk_marker(struct jpeg_walk *w, off_t *ret_at);

#endif
