/* SPDX-License-Identifier: Apache-2.0 */
/* Samples of any depth → eight bits, and pixels of any kind → grey, RGB or CMYK. One row at a time, one
 * sample at a time into a plane of its own, then together: plain loops, for the usual file (eight bits,
 * nothing to do) never comes here. */
#include <math.h>
#include <string.h>

#include "tiff_codec_priv.h"

bool tiff_is_plain(const struct tiff_image *image)
{
        return image->bits == 8 && image->format != SAMPLEFORMAT_INT && image->planar == PLANARCONFIG_CONTIG &&
               image->spp == image->colours && image->alpha < 0 && !image->min_is_white && !image->palette[0];
}

/* ---- depth ---- */

static uint8_t of_float(double v)
{
        return !(v > 0) ? 0 : v >= 1 ? 255 : (uint8_t)lrint(v * 255);
}

static float of_half(uint16_t h)
{
        int exponent = h >> 10 & 31, part = h & 1023;
        float v = exponent == 0    ? ldexpf((float)part, -24)
                  : exponent == 31 ? (part ? 0 : INFINITY)
                                   : ldexpf((float)(part + 1024), exponent - 25);
        return h & 0x8000 ? -v : v;
}

/* Bits 1, 2, 4: within bytes, the highest first. sample: which of a pixel's. */
static void of_few_bits(const struct tiff_image *image, const uint8_t *row, size_t step, size_t sample, uint32_t n,
                        uint8_t *out)
{
        unsigned bits = image->bits, full = (1u << bits) - 1;
        for (size_t x = 0; x < n; x++) {
                size_t bit = (x * step + sample) * bits;
                unsigned v = row[bit / 8] >> (8 - bits - bit % 8) & full;
                out[x] = (uint8_t)(image->palette[0] ? v : v * 255 / full);
        }
}

#define EACH(type, expression)                                                                                       \
        for (size_t x = 0; x < n; x++) {                                                                             \
                type v;                                                                                              \
                memcpy(&v, in + x * step * sizeof v, sizeof v);                                                      \
                out[x] = (uint8_t)(expression);                                                                      \
        }

static void of_whole(uint16_t bits, bool has_sign, const uint8_t *in, size_t step, uint32_t n, uint8_t *out)
{
        /* Of signed samples the negative half is below black. */
        if (bits == 8 && has_sign)
                EACH(int8_t, v < 0 ? 0 : v * 2 + (v > 63))
        else if (bits == 8)
                EACH(uint8_t, v)
        else if (bits == 16 && has_sign)
                EACH(int16_t, v < 0 ? 0 : v >> 7)
        else if (bits == 16)
                EACH(uint16_t, (v * 255u + 32767) / 65535)
        else if (bits == 32 && has_sign)
                EACH(int32_t, v < 0 ? 0 : v >> 23)
        else if (bits == 32)
                EACH(uint32_t, v >> 24)
}

static void to_eight(const struct tiff_image *image, const uint8_t *in, size_t step, size_t sample, uint32_t n,
                     uint8_t *out)
{
        if (image->bits < 8)
                of_few_bits(image, in, step, sample, n, out);
        else if (image->format != SAMPLEFORMAT_IEEEFP)
                of_whole(image->bits, image->format == SAMPLEFORMAT_INT, in, step, n, out);
        else if (image->bits == 16)
                EACH(uint16_t, of_float((double)of_half(v)))
        else if (image->bits == 32)
                EACH(float, of_float((double)v))
        else
                EACH(double, of_float(v))
}

/* ---- pixels ---- */

static uint8_t part_of(unsigned v, unsigned alpha)
{
        return (uint8_t)((v * alpha + 127) / 255);
}

/* On white paper: ink thins out, light goes to white. */
static void on_paper(const struct tiff_image *image, const uint8_t *alpha, uint32_t n, uint8_t *out)
{
        bool ink = image->space == ZB_CMYK8;
        for (uint32_t x = 0; x < n; x++)
                for (int c = 0; c < image->colours; c++, out++) {
                        unsigned v = image->premultiplied ? *out : part_of(*out, alpha[x]);
                        unsigned all = ink ? v : v + 255u - alpha[x];
                        *out = (uint8_t)(all > 255 ? 255 : all);
                }
}

static void by_palette(const struct tiff_image *image, const uint8_t *index, uint32_t n, uint8_t *out)
{
        for (uint32_t x = 0; x < n; x++)
                for (int c = 0; c < 3; c++)
                        *out++ = index[x] < image->palette_n ? (uint8_t)(image->palette[c][index[x]] >> 8) : 0;
}

void tiff_pixels(const struct tiff_image *image, const struct tiff_rows *rows, uint32_t row, uint32_t width,
                 uint8_t *work, uint8_t *out)
{
        int samples = image->palette[0] ? 1 : image->colours;
        size_t at = (size_t)row * rows->stride;
        bool together = image->planar == PLANARCONFIG_CONTIG;
        for (int c = 0; c < samples; c++)
                to_eight(image, rows->first[c] + at, rows->step, together ? (size_t)c : 0, width,
                         work + (size_t)c * width);
        if (image->palette[0]) {
                by_palette(image, work, width, out);
                return;
        }
        for (int c = 0; c < samples; c++)
                for (size_t x = 0; x < width; x++)
                        out[x * (size_t)samples + (size_t)c] = image->min_is_white
                                                                       ? (uint8_t)(255 - work[(size_t)c * width + x])
                                                                       : work[(size_t)c * width + x];
        if (image->alpha < 0)
                return;
        to_eight(image, rows->first[4] + at, rows->step, together ? (size_t)image->alpha : 0, width, work);
        on_paper(image, work, width, out);
}
