/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: five bytes that say what a channel is (compression, depth, width, height, PSD or PSB),
 * then any bytes as its rows: raw, PackBits, ZIP with and without prediction. */
#include "fuzz.h"
#include "psd_file.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static const int depths[] = {1, 8, 16, 32};
        enum { HEAD = 5 };
        if (size < HEAD)
                return -1;
        const struct zb_inspect_options options = {0};
        struct inspecting in = zb_inspecting(fuzz_file(data, size), (off_t)size, "plane", &options, NULL);
        const struct zb_psd psd = {.in = &in, .big = data[4] & 1};
        const struct zb_plane_source source = {.at = HEAD,
                                               .len = size - HEAD,
                                               .compression = data[0] % 5,
                                               .width = data[2],
                                               .height = data[3],
                                               .depth = depths[data[1] % 4]};
        struct zb_plane *plane = zb_plane_open(&psd, &source);
        uint8_t *row = malloc((size_t)source.width + 1);
        if (!row)
                abort();
        for (int y = 0; plane && y < source.height; y++)
                if (!zb_plane_row(plane, y, row))
                        break;
        if (plane)
                zb_plane_bytes(plane);
        zb_plane_free(plane);
        free(row);
        close(in.fd);
        return 0;
}
