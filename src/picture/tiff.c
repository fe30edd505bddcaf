/* SPDX-License-Identifier: Apache-2.0 */
/* One look at a TIFF's first directory (TIFF 6.0, sections 2, 16, 21), for what libvips does not tell:
 * uncompressed YCbCr comes through it as if it were RGB, inks other than CMYK as if they were. Such files are
 * refused rather than printed in false colours. */
#include <fcntl.h>
#include <unistd.h>

#include "picture_priv.h"

enum { COMPRESSION = 259, PHOTOMETRIC = 262, INK_SET = 332 };
enum { PHOTOMETRIC_CMYK = 5, PHOTOMETRIC_YCBCR = 6, OLD_JPEG = 6, JPEG = 7, OTHER_INKS = 2 };

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

/* The one SHORT of each tag asked for; a tag that is missing leaves its value alone. */
static bool read_directory(const struct tiff *t, const int *tags, uint64_t *values, int n)
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
                for (int k = 0; k < n; k++)
                        if (tag == (uint64_t)tags[k] && !number(t, at + (t->big ? 12 : 8), 2, &values[k]))
                                return false;
        }
        return true;
}

bool zb_tiff_is_plain(const char *path)
{
        static const int tags[3] = {COMPRESSION, PHOTOMETRIC, INK_SET};
        uint64_t values[3] = {1, 0, 1}, mark = 0, version = 0;
        struct tiff t = {.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
        if (t.fd < 0)
                return true;                  /* libvips will say so */
        bool known = number(&t, 0, 2, &mark); /* "II" and "MM" read the same both ways */
        t.big_endian = mark == 0x4D4D;
        known = known && number(&t, 2, 2, &version);
        t.big = version == 43;
        known = known && read_directory(&t, tags, values, 3);
        close(t.fd);
        if (!known)
                return true; /* damaged: the decoder finds out */
        bool jpeg = values[0] == JPEG || values[0] == OLD_JPEG;
        return !(values[1] == PHOTOMETRIC_YCBCR && !jpeg) &&
               !(values[1] == PHOTOMETRIC_CMYK && values[2] == OTHER_INKS);
}
