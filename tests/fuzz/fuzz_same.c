/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: two fingerprints as hostile facts may hold them: their sizes, what they show, their
 * pixels. */
#include <math.h>

#include "fuzz.h"
#include "same.h"

enum { MOST = 256 };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct head {
                float box[4], trim[4];
                uint8_t w, h;
        } heads[2];
        struct zb_print prints[2];
        if (size < sizeof heads + 1)
                return -1;
        memcpy(heads, data, sizeof heads);
        const uint8_t *colours = data + sizeof heads;
        size_t n_colours = size - sizeof heads;
        for (int i = 0; i < 2; i++)
                for (int k = 0; k < 4; k++) /* the reader of facts lets no others in */
                        if (!(fabsf(heads[i].box[k]) < 1e6f && fabsf(heads[i].trim[k]) < 1e6f))
                                return -1;
        for (int i = 0; i < 2; i++) {
                const struct head *h = &heads[i];
                int w = h->w ? h->w : MOST, hgt = h->h ? h->h : MOST;
                uint8_t *rgb = malloc((size_t)w * (size_t)hgt * 3);
                if (!rgb)
                        abort();
                for (size_t at = 0; at < (size_t)w * (size_t)hgt * 3; at++)
                        rgb[at] = colours[(at * (size_t)(i + 1)) % n_colours];
                prints[i] = (struct zb_print){w,
                                              hgt,
                                              rgb,
                                              {h->box[0], h->box[1], h->box[2], h->box[3]},
                                              {h->trim[0], h->trim[1], h->trim[2], h->trim[3]}};
        }
        struct zb_difference d;
        struct zb_err err = {0};
        if (prints[0].trim.w > 0 && prints[0].trim.h > 0 && prints[1].trim.w > 0 && prints[1].trim.h > 0 &&
            (zb_prints_compare(&prints[0], &prints[1], &d, &err) || d.n_spots > ZB_MOST_SPOTS))
                abort();
        free((void *)prints[0].rgb);
        free((void *)prints[1].rgb);
        return 0;
}
