/* SPDX-License-Identifier: Apache-2.0 */
/* One look at a TIFF's first directory (TIFF 6.0, sections 2, 15, 16, 21), for what libvips does not tell:
 * uncompressed YCbCr comes through it as if it were RGB, inks other than CMYK as if they were (such files are
 * refused rather than printed in false colours); and how much of the picture a decoder takes at once. */
#include <fcntl.h>
#include <math.h>
#include <unistd.h>

#include "picture_priv.h"

enum {
        NONE = 1,
        PHOTOMETRIC_CMYK = 5,
        PHOTOMETRIC_YCBCR = 6,
        OLD_JPEG = 6,
        JPEG = 7,
        OTHER_INKS = 2,
        SEPARATE = 2
};

#define MOST_TILE 10e6 /* pixels; libvips refuses larger ones */

/* The values that are asked for, and those of a file that does not say. */
enum {
        WIDTH,
        HEIGHT,
        BITS,
        COMPRESSION,
        PHOTOMETRIC,
        SAMPLES,
        ROWS_PER_STRIP,
        PLANAR,
        TILE_WIDTH,
        TILE_HEIGHT,
        INK_SET,
        N_TAGS
};
static const struct {
        uint64_t tag, usual;
} tags[N_TAGS] = {[WIDTH] = {256, 0},
                  [HEIGHT] = {257, 0},
                  [BITS] = {258, 1},
                  [COMPRESSION] = {259, NONE},
                  [PHOTOMETRIC] = {262, 0},
                  [SAMPLES] = {277, 1},
                  [ROWS_PER_STRIP] = {278, UINT32_MAX},
                  [PLANAR] = {284, 1},
                  [TILE_WIDTH] = {322, 0},
                  [TILE_HEIGHT] = {323, 0},
                  [INK_SET] = {332, 1}};

struct tiff {
        int fd;
        bool big_endian, big; /* big: BigTIFF, 64-bit offsets */
};

static bool number(const struct tiff *t, uint64_t at, int bytes, uint64_t *ret)
{
        uint8_t b[8];
        if (at > INT64_MAX || pread(t->fd, b, (size_t)bytes, (off_t)at) != bytes)
                return false;
        *ret = 0;
        for (int i = 0; i < bytes; i++)
                *ret = *ret << 8 | b[t->big_endian ? i : bytes - 1 - i];
        return true;
}

/* Where the first value of an entry lies: in it, or where it points to. */
static bool first_value(const struct tiff *t, uint64_t entry, uint64_t *ret)
{
        static const int sizes[] = {[1] = 1, [3] = 2, [4] = 4, [16] = 8}; /* BYTE, SHORT, LONG, LONG8 */
        uint64_t type, count, at = entry + (t->big ? 12 : 8);
        if (!number(t, entry + 2, 2, &type) || type >= sizeof sizes / sizeof *sizes || !sizes[type] ||
            !number(t, entry + 4, t->big ? 8 : 4, &count))
                return false;
        uint64_t room = t->big ? 8 : 4;
        if (count > room / (uint64_t)sizes[type] && !number(t, at, (int)room, &at))
                return false;
        return number(t, at, sizes[type], ret);
}

/* A tag that is missing leaves its value alone. */
static bool read_directory(const struct tiff *t, uint64_t values[N_TAGS])
{
        uint64_t at, count, tag;
        int entry = t->big ? 20 : 12;
        if (!number(t, t->big ? 8 : 4, t->big ? 8 : 4, &at) || !number(t, at, t->big ? 8 : 2, &count) ||
            count > 4096)
                return false;
        at += t->big ? 8 : 2;
        for (uint64_t i = 0; i < count; i++, at += (uint64_t)entry) {
                if (!number(t, at, 2, &tag))
                        return false;
                for (int k = 0; k < N_TAGS; k++)
                        if (tag == tags[k].tag && !first_value(t, at, &values[k]))
                                return false;
        }
        return true;
}

static bool look(const char *path, uint64_t values[N_TAGS])
{
        uint64_t mark = 0, version = 0;
        struct tiff t = {.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
        for (int k = 0; k < N_TAGS; k++)
                values[k] = tags[k].usual;
        if (t.fd < 0)
                return false;
        bool known = number(&t, 0, 2, &mark); /* "II" and "MM" read the same both ways */
        t.big_endian = mark == 0x4D4D;
        known = known && number(&t, 2, 2, &version);
        t.big = version == 43;
        known = known && read_directory(&t, values);
        close(t.fd);
        return known;
}

bool zb_tiff_is_plain(const char *path)
{
        uint64_t v[N_TAGS];
        if (!look(path, v))
                return true; /* damaged, or gone: the decoder finds out */
        bool jpeg = v[COMPRESSION] == JPEG || v[COMPRESSION] == OLD_JPEG;
        return !(v[PHOTOMETRIC] == PHOTOMETRIC_YCBCR && !jpeg) &&
               !(v[PHOTOMETRIC] == PHOTOMETRIC_CMYK && v[INK_SET] == OTHER_INKS) &&
               !(v[TILE_WIDTH] && v[PLANAR] == SEPARATE && v[SAMPLES] > 1) &&
               (double)v[TILE_WIDTH] * (double)v[TILE_HEIGHT] <= MOST_TILE;
}

double zb_tiff_memory(const char *path)
{
        uint64_t v[N_TAGS];
        if (!look(path, v))
                return 0;
        double sample = (double)v[SAMPLES] * (double)v[BITS] / 8, width = (double)v[WIDTH];
        uint64_t rows = v[ROWS_PER_STRIP] < v[HEIGHT] ? v[ROWS_PER_STRIP] : v[HEIGHT];
        if (v[TILE_WIDTH]) /* a row of tiles */
                return ceil(width / (double)v[TILE_WIDTH]) * (double)v[TILE_WIDTH] * (double)v[TILE_HEIGHT] *
                       sample;
        bool by_row = v[PLANAR] != SEPARATE || v[SAMPLES] == 1;
        if (by_row && v[COMPRESSION] == NONE)
                return width * sample;
        bool jpeg = v[COMPRESSION] == JPEG || v[COMPRESSION] == OLD_JPEG;
        /* The compressed strip is held; of JPEG and of planes apart, the decoded one too, twice. */
        return width * (double)rows * sample * (by_row && !jpeg ? 1.2 : 2.1);
}
