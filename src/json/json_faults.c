/* SPDX-License-Identifier: Apache-2.0 */
/* Faults: gathered, so that an author corrects everything in one go. Bounded: a file of a million wrong keys
 * yields two hundred faults and a number. */
#include "json.h"

#include <stdarg.h>
#include <stdlib.h>

enum { MAX_FAULTS = 200 };

void zb_faults_init(struct zb_faults *faults, struct zb_arena *arena)
{
        *faults = (struct zb_faults){.arena = arena};
}

void zb_faults_fini(struct zb_faults *faults)
{
        free(faults->items);
        *faults = (struct zb_faults){0};
}

void zb_faults_say(struct zb_faults *faults, const char *place, const char *id, ...)
{
        if (faults->n == MAX_FAULTS) {
                faults->dropped++;
                return;
        }
        if (faults->n == faults->cap) {
                size_t cap = faults->cap ? 2 * faults->cap : 16;
                struct zb_fault *items = realloc(faults->items, cap * sizeof *items);
                if (!items) {
                        faults->failed = true;
                        faults->dropped++;
                        return;
                }
                faults->items = items;
                faults->cap = cap;
        }
        va_list args;
        va_start(args, id);
        struct zb_fault fault = {zb_arena_strdup(faults->arena, place ? place : ""),
                                 zb_arena_vsay(faults->arena, id, args)};
        va_end(args);
        if (fault.place && fault.text.packed) {
                faults->items[faults->n++] = fault;
        } else {
                faults->failed = true;
                faults->dropped++;
        }
}
