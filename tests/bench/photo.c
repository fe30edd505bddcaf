/* SPDX-License-Identifier: Apache-2.0 */
/* Draws a picture that costs a decoder and a compressor what a photograph costs them, and saves it as a JPEG:
 *     photo SEED WIDTH HEIGHT FILE
 * The "dead leaves" of image statistics: discs of all sizes that hide one another have the edges and the
 * falling spectrum of photographs; on each leaf lies a texture in five octaves and over all the noise of a
 * sensor. Integers and one generator: the same picture on every machine. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

enum { LEAVES = 9000, QUALITY = 92, OCTAVES = 5, LEAST = 6 };

static uint32_t mix(uint32_t v)
{
        v ^= v >> 16;
        v *= 0x7feb352dU;
        v ^= v >> 15;
        v *= 0x846ca68bU;
        return v ^ v >> 16;
}

static uint32_t next(uint32_t *state)
{
        *state += 0x9e3779b9U;
        return mix(*state);
}

/* Noise of a lattice with cells of 1 << log pixels, between them linear: -128 … 127. */
static int lattice(int x, int y, int log, uint32_t seed)
{
        int cell = 1 << log, fx = x & (cell - 1), fy = y & (cell - 1), v[4];
        for (int i = 0; i < 4; i++) {
                uint32_t at = (uint32_t)((x >> log) + (i & 1)) * 0x1f1f1f1fU +
                              (uint32_t)((y >> log) + (i >> 1)) * 0x01000193U;
                v[i] = (int)(mix(at ^ seed) & 255) - 128;
        }
        int top = v[0] * (cell - fx) + v[1] * fx, bottom = v[2] * (cell - fx) + v[3] * fx;
        return (top * (cell - fy) + bottom * fy) >> (2 * log);
}

static uint8_t byte(int v)
{
        return (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
}

static void leaf(uint16_t *which, int width, int height, uint16_t number, uint32_t *state)
{
        /* Radii with the density r^-3 between 1/300 and 1/5 of the width. */
        int largest = width / 5, smallest = width / 300;
        uint64_t u = 1 + next(state) % 1000000;
        int r = smallest;
        while (r < largest && (uint64_t)r * (uint64_t)r * u < (uint64_t)smallest * (uint64_t)smallest * 1000000)
                r += 1 + r / 64;
        int cx = (int)(next(state) % (uint32_t)width), cy = (int)(next(state) % (uint32_t)height);
        for (int y = cy - r < 0 ? 0 : cy - r; y <= cy + r && y < height; y++) {
                int half = 0, dy = y - cy;
                while ((int64_t)(half + 1) * (half + 1) + (int64_t)dy * dy <= (int64_t)r * r)
                        half++;
                for (int x = cx - half < 0 ? 0 : cx - half; x <= cx + half && x < width; x++)
                        which[(size_t)y * (size_t)width + (size_t)x] = number;
        }
}

static void row_of(const uint16_t *which, int width, int y, uint32_t seed, uint8_t *row)
{
        for (int x = 0; x < width; x++) {
                uint32_t leaf_seed = mix(seed * 7919U + which[x]);
                int strength = 2 + (int)(leaf_seed >> 29) * 2, texture = 0;
                for (int o = 0; o < OCTAVES; o++)
                        texture += lattice(x, y, o + 1, leaf_seed + (uint32_t)o) * (o + 2) / 8;
                texture = texture * strength / 32;
                int shade = lattice(x, y, 9, leaf_seed) / 4;
                uint32_t grain = mix((uint32_t)y * 65599U + (uint32_t)x + seed);
                for (int b = 0; b < 3; b++) {
                        int base = 20 + (int)(leaf_seed & 127) + (int)(leaf_seed >> (7 + 7 * b) & 63);
                        int noise = (int)(grain >> (9 * b) & 3) + (int)(grain >> (9 * b + 2) & 3) - 3;
                        row[3 * x + b] = byte(base + texture + shade + noise);
                }
        }
}

static int save(const char *path, const uint16_t *which, int width, int height, uint32_t seed)
{
        uint8_t *row = malloc(3 * (size_t)width);
        FILE *out = row ? fopen(path, "wb") : NULL;
        if (!out) {
                free(row);
                return 1;
        }
        struct jpeg_error_mgr manager;
        struct jpeg_compress_struct jpeg = {.err = jpeg_std_error(&manager)};
        jpeg_create_compress(&jpeg);
        jpeg_stdio_dest(&jpeg, out);
        jpeg.image_width = (JDIMENSION)width;
        jpeg.image_height = (JDIMENSION)height;
        jpeg.input_components = 3;
        jpeg.in_color_space = JCS_RGB;
        jpeg_set_defaults(&jpeg);
        jpeg_set_quality(&jpeg, QUALITY, TRUE);
        jpeg_start_compress(&jpeg, TRUE);
        for (int y = 0; y < height; y++) {
                row_of(which + (size_t)y * (size_t)width, width, y, seed, row);
                jpeg_write_scanlines(&jpeg, &row, 1);
        }
        jpeg_finish_compress(&jpeg);
        jpeg_destroy_compress(&jpeg);
        free(row);
        return fclose(out) != 0;
}

int main(int argc, char **argv)
{
        uint32_t seed = argc == 5 ? (uint32_t)atoi(argv[1]) : 0;
        int width = argc == 5 ? atoi(argv[2]) : 0, height = argc == 5 ? atoi(argv[3]) : 0;
        if (width < 600 || height < 600 || width > 30000 || height > 30000) {
                fprintf(stderr, "usage: photo SEED WIDTH HEIGHT FILE\n");
                return 2;
        }
        uint16_t *which = calloc((size_t)width * (size_t)height, sizeof *which);
        if (!which)
                return 3;
        uint32_t state = mix(seed + 1);
        for (int i = 1; i <= LEAVES; i++)
                leaf(which, width, height, (uint16_t)i, &state);
        int failed = save(argv[4], which, width, height, mix(seed));
        free(which);
        if (failed)
                perror(argv[4]);
        return failed ? 3 : 0;
}
