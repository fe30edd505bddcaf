/* SPDX-License-Identifier: Apache-2.0 */
/* With which quality a JPEG was saved: its quantisation tables say so, in a file of its own and in a PDF's stream. */
#include "jpeg_codec_priv.h"

#include "aimark.h"

/* T.81, annex K.1, in zigzag order: what nearly every program scales. */
static const uint8_t luminance[64] = {16, 11, 12,  14,  12,  10, 16, 14,  13,  14,  18,  17,  16, 19,  24,  40,
                                      26, 24, 22,  22,  24,  49, 35, 37,  29,  40,  58,  51,  61, 60,  57,  51,
                                      56, 55, 64,  72,  92,  78, 64, 68,  87,  69,  55,  56,  80, 109, 81,  87,
                                      95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99};

/* The quality, 1–100, whose table as libjpeg makes it is nearest. */
static int quality_of(const unsigned table[64])
{
        int best = 0;
        unsigned long least = 0;
        for (int q = 1; q <= 100; q++) {
                unsigned scale = q < 50 ? 5000u / (unsigned)q : 200u - 2u * (unsigned)q;
                unsigned long off = 0;
                for (int i = 0; i < 64; i++) {
                        unsigned v = (luminance[i] * scale + 50) / 100;
                        v = v < 1 ? 1 : v > 255 ? 255 : v;
                        off += v > table[i] ? v - table[i] : table[i] - v;
                }
                if (!best || off < least) {
                        best = q;
                        least = off;
                }
        }
        return best;
}

int zb_jpeg_table_quality(const uint8_t *segment, size_t len)
{
        for (size_t at = 0; at < len;) {
                int precision = segment[at] >> 4, number = segment[at] & 15;
                size_t size = precision ? 128 : 64;
                if (len - at < 1 + size)
                        return 0;
                unsigned table[64];
                for (size_t i = 0; i < 64; i++)
                        table[i] = precision ? (unsigned)segment[at + 1 + 2 * i] << 8 | segment[at + 2 + 2 * i]
                                             : segment[at + 1 + i];
                if (number == 0)
                        return quality_of(table);
                at += 1 + size;
        }
        return 0;
}

void zb_jpeg_says(const uint8_t *data, size_t len, int *quality, bool *ai)
{
        enum { APP1 = 0xE1 };
        size_t at = 2;
        while (at + 4 < len && data[at] == 0xFF && data[at + 1] != JPEG_MARK_SOS) {
                size_t n = (size_t)data[at + 2] << 8 | data[at + 3];
                if (n < 2 || at + 2 + n > len)
                        break;
                if (data[at + 1] == APP1)
                        *ai |= zb_xmp_says_ai((const char *)data + at + 4, n - 2);
                if (data[at + 1] == JPEG_MARK_DQT && !*quality)
                        *quality = zb_jpeg_table_quality(data + at + 4, n - 2);
                at += 2 + n;
        }
}
