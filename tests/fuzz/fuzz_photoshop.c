/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as Photoshop's image resources, which PSD, TIFF (tag 34377) and JPEG (APP13)
 * carry. */
#include "fuzz.h"
#include "core.h"
#include "photoshop.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        uint8_t *exact = malloc(size ? size : 1);
        double x, y;
        char name[256];
        size_t len = 0;
        if (!exact)
                abort();
        memcpy(exact, data, size);
        zb_photoshop_ppi(exact, size, &x, &y);
        for (unsigned id = 1000; id < 1080; id++) {
                const uint8_t *found = zb_photoshop_find(exact, size, id, &len);
                if (found && (found < exact || len > size - (size_t)(found - exact)))
                        abort();
        }
        for (size_t n = 0; n < 60; n++)
                if (zb_photoshop_spot(exact, size, n, name, sizeof name) && !zb_utf8_valid(name, strlen(name)))
                        abort();
        free(exact);
        return 0;
}
