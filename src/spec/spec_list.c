/* SPDX-License-Identifier: Apache-2.0 */
/* Lists and lines: the two shapes that most of a spec is made of. */
#include "spec_priv.h"

size_t zb_spec_list(struct loader *l, struct zb_value v, size_t min, size_t max)
{
        if (!v.node) {
                if (min > 0)
                        zb_faults_say(l->faults, v.place,
                                      "this list is missing: expected a list [ ] of %zu–%zu items.", min, max);
                return 0;
        }
        if (!zb_json_is(v, ZB_J_ARRAY, l->faults))
                return 0;
        size_t n = zb_json_len(v);
        if (n < min || n > max)
                zb_faults_say(l->faults, v.place, "expected a list of %zu–%zu items, found %zu.", min, max, n);
        return n < max ? n : max;
}

const char *const *zb_spec_strings(struct loader *l, struct zb_value list, size_t n, size_t max_len)
{
        const char **items = zb_arena_array(l->arena, n, sizeof *items);
        for (size_t i = 0; items && i < n; i++) {
                const char *text = zb_json_text(zb_json_at(list, i), 1, max_len, false, l->faults);
                items[i] = text ? zb_arena_strdup(l->arena, text) : "";
        }
        return items;
}

const char *zb_spec_line(struct loader *l, struct zb_value object, const char *key, bool required, size_t min,
                         size_t max)
{
        const char *text = zb_json_want_str(object, key, required, min, max, l->faults);
        text = text ? zb_arena_strdup(l->arena, text) : NULL;
        return text ? text : "";
}
