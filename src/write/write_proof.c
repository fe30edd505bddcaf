/* SPDX-License-Identifier: Apache-2.0 */
/* A band as the press will print it, in sRGB: what the formats for screens are made of. Runs in the workers.
 */
#include <stdlib.h>

#include "write_priv.h"

enum zb_code zb_band_proof(const struct zb_profile *profile, const struct zb_band *band, void **kept,
                           struct zb_err *err)
{
        enum { BLOCK = 512 };
        struct zb_ink inks[BLOCK];
        size_t n = (size_t)band->width * (size_t)band->rows;
        if (!*kept)
                *kept = malloc(3 * n); /* the first band is as high as any */
        uint8_t(*rgb)[3] = *kept;
        if (!rgb)
                return zb_err_nomem(err);
        for (size_t done = 0, now; done < n; done += now) {
                now = n - done < BLOCK ? n - done : BLOCK;
                for (size_t i = 0; i < now; i++) {
                        const uint8_t *v = band->cmyk + 4 * (done + i);
                        inks[i] = (struct zb_ink){v[0] / 255.0F, v[1] / 255.0F, v[2] / 255.0F, v[3] / 255.0F};
                }
                enum zb_code code = zb_proof_rgb(profile, inks, rgb + done, now, err);
                if (code != ZB_OK)
                        return code;
        }
        return ZB_OK;
}
