/* SPDX-License-Identifier: Apache-2.0 */
/* The list of libraries. */
#include "libraries.h"

#include <stdio.h>
#include <string.h>

void zb_libraries_add(struct zb_libraries *list, const char *name, const char *version)
{
        static const char digits[] = "0123456789";
        for (size_t i = 0; i < list->n; i++)
                if (strcmp(list->items[i].name, name) == 0)
                        return;
        if (list->n == sizeof list->items / sizeof *list->items)
                return;
        struct zb_library *library = &list->items[list->n++];
        library->name = name;
        version += strcspn(version, digits);
        size_t len = strspn(version, "0123456789.");
        snprintf(library->version, sizeof library->version, "%.*s", (int)len, version);
}

void zb_libraries_add_numbers(struct zb_libraries *list, const char *name, const int *numbers, size_t n)
{
        char version[32] = "";
        size_t len = 0;
        for (size_t i = 0; i < n && len < sizeof version; i++)
                len += (size_t)snprintf(version + len, sizeof version - len, "%s%d", i ? "." : "", numbers[i]);
        zb_libraries_add(list, name, version);
}
