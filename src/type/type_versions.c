/* SPDX-License-Identifier: Apache-2.0 */
/* The versions of the libraries that type stands on. */
#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include "type.h"

void zb_type_versions(struct zb_libraries *list)
{
        FT_Library library;
        int version[3] = {0}, number = FcGetVersion(); /* 21401: 2.14.1 */
        zb_libraries_add(list, "HarfBuzz", hb_version_string());
        if (FT_Init_FreeType(&library) == 0) {
                FT_Library_Version(library, &version[0], &version[1], &version[2]);
                FT_Done_FreeType(library);
                zb_libraries_add_numbers(list, "FreeType", version, 3);
        }
        zb_libraries_add_numbers(list, "fontconfig", (int[]){number / 10000, number / 100 % 100, number % 100}, 3);
}
