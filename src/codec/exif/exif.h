/* SPDX-License-Identifier: Apache-2.0 */
/* EXIF: what it says about a whole picture; the only place that knows libexif. */
#ifndef ZB_EXIF_H
#define ZB_EXIF_H

#include "core.h"

struct zb_exif {
        double ppi_x, ppi_y; /* NAN none */
        int orientation;     /* 1–8; 0 none */
        char software[128];
};
/* data begins after "Exif\0\0". What cannot be read is not there. */
void zb_exif_read(const uint8_t *data, size_t len, struct zb_exif *ret);
void zb_exif_versions(struct zb_libraries *list);

#endif
