/* SPDX-License-Identifier: Apache-2.0 */
/* EXIF, by libexif: the three things that it says about a whole board. The library is kept from mending what
 * it reads, for mending invents a resolution of 72. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <libexif/exif-data.h>

#include "core.h"
#include "exif.h"

static ExifEntry *entry(ExifData *exif, ExifTag tag, ExifFormat format)
{
        ExifEntry *e = exif_content_get_entry(exif->ifd[EXIF_IFD_0], tag);
        return e && e->format == format && e->components > 0 && e->data ? e : NULL;
}

static double ratio(ExifData *exif, ExifTag tag)
{
        ExifEntry *e = entry(exif, tag, EXIF_FORMAT_RATIONAL);
        if (!e || e->size < 8)
                return NAN;
        ExifRational r = exif_get_rational(e->data, exif_data_get_byte_order(exif));
        return r.numerator && r.denominator ? (double)r.numerator / r.denominator : NAN;
}

static int exif_number(ExifData *exif, ExifTag tag)
{
        ExifEntry *e = entry(exif, tag, EXIF_FORMAT_SHORT);
        return e && e->size >= 2 ? exif_get_short(e->data, exif_data_get_byte_order(exif)) : 0;
}

void zb_exif_read(const uint8_t *data, size_t len, struct zb_exif *ret)
{
        enum { UNIT_NONE = 1, UNIT_CM = 3 };
        static const char head[6] = "Exif\0";
        *ret = (struct zb_exif){.ppi_x = NAN, .ppi_y = NAN};
        ExifData *exif = exif_data_new();
        uint8_t *all = malloc(sizeof head + len);
        if (exif && all) {
                memcpy(all, head, sizeof head);
                memcpy(all + sizeof head, data, len);
                exif_data_unset_option(exif, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
                exif_data_load_data(exif, all, (unsigned)(sizeof head + len));
                int unit = exif_number(exif, EXIF_TAG_RESOLUTION_UNIT);
                double per = unit == UNIT_CM ? 2.54 : unit == UNIT_NONE ? NAN : 1;
                ret->ppi_x = ratio(exif, EXIF_TAG_X_RESOLUTION) * per;
                ret->ppi_y = ratio(exif, EXIF_TAG_Y_RESOLUTION) * per;
                int orientation = exif_number(exif, EXIF_TAG_ORIENTATION);
                ret->orientation = orientation >= 1 && orientation <= 8 ? orientation : 0;
                ExifEntry *software = entry(exif, EXIF_TAG_SOFTWARE, EXIF_FORMAT_ASCII);
                if (software) {
                        size_t n = strnlen((const char *)software->data, software->size);
                        n = n < sizeof ret->software ? n : sizeof ret->software - 1;
                        if (zb_utf8_valid((const char *)software->data, n))
                                memcpy(ret->software, software->data, n);
                }
        }
        free(all);
        if (exif)
                exif_data_unref(exif);
}

void zb_exif_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "libexif", ZB_LIBEXIF_VERSION); /* it does not tell at run time */
}
