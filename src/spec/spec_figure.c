/* SPDX-License-Identifier: Apache-2.0 */
/* One figure: a photograph from a file, or a chart from data. */
#include "spec_priv.h"

#include <string.h>

static void read_focus(struct loader *l, struct zb_value v, struct zb_figure *figure)
{
        if (!v.node)
                return;
        if (zb_json_type(v) != ZB_J_ARRAY || zb_json_len(v) != 2) {
                zb_faults_say(l->faults, v.place,
                              "expected two numbers from 0 to 1 (from the left, from the top), such as [0.5, "
                              "0.4].");
                return;
        }
        zb_json_number(zb_json_at(v, 0), 0, 1, &figure->focus_x, l->faults);
        zb_json_number(zb_json_at(v, 1), 0, 1, &figure->focus_y, l->faults);
}

static void read_photo(struct loader *l, struct zb_value v, struct zb_figure *figure)
{
        read_focus(l, zb_json_get(v, "focus"), figure);
        const char *path = zb_spec_source(l, v, "src");
        if (!path)
                return;
        struct zb_value src = zb_json_get(v, "src");
        figure->src = zb_arena_strdup(l->arena, zb_json_str(src));
        const char *shown = zb_json_shown(l->faults->arena, zb_json_str(src), 60);
        struct zb_err err = {0};
        enum zb_code code = zb_picture_peek(path, &figure->picture, &err);
        if (code == ZB_INPUT) {
                zb_spec_bad_photo(l->faults, src.place, shown, &err);
        } else if (code != ZB_OK) {
                l->code = code;
                l->err = err;
        } else {
                figure->ai |= zb_picture_info(figure->picture)->ai_generated;
                l->opened[l->n_opened++] =
                        (struct opened){figure->picture, zb_arena_strdup(l->arena, src.place), shown};
        }
}

/* A key that is known, but not to this type: the usual cause is a wrong type, so say which types take it. */
static void spec_figure_refuse(struct loader *l, struct zb_value v, const char *key, const char *type,
                               struct zb_msg taker)
{
        struct zb_value member = zb_json_get(v, key);
        if (member.node)
                zb_faults_say(l->faults, member.place, "a figure of type \"%s\" takes no \"%s\": it belongs to %s.",
                              type, key, taker.packed);
}

void zb_spec_figure(struct loader *l, struct zb_value v, struct zb_figure *figure)
{
        static const char *const keys[] = {"type", "caption", "src", "focus", "ai", "data", NULL};
        *figure = (struct zb_figure){.caption = "",
                                     .src = "",
                                     .focus_x = 0.5,
                                     .focus_y = 0.5,
                                     .data = {.unit = ""},
                                     .place = zb_arena_strdup(l->arena, v.place)};
        if (!zb_json_is(v, ZB_J_OBJECT, l->faults))
                return;
        zb_json_only(v, keys, l->faults);
        figure->caption = zb_spec_line(l, v, "caption", false, 0, MAX_LINE);
        figure->ai = zb_json_want_bool(v, "ai", false, l->faults);
        struct zb_value type_value = zb_json_get(v, "type");
        if (!type_value.node) {
                zb_faults_say(l->faults, type_value.place,
                              "\"type\" is missing: the kind of figure, such as \"photo\" or \"bar\".");
                return;
        }
        int type = zb_json_want_name(v, "type", zb_figure_type_names, -1, l->faults);
        if (type < 0)
                return;
        figure->type = (enum zb_figure_type)type;
        const char *name = zb_figure_type_names[type];
        if (figure->type == ZB_FIG_PHOTO) {
                spec_figure_refuse(l, v, "data", name, ZB_MSG("charts"));
                read_photo(l, v, figure);
        } else {
                spec_figure_refuse(l, v, "src", name, ZB_MSG("photos"));
                spec_figure_refuse(l, v, "focus", name, ZB_MSG("photos"));
                zb_spec_chart(l, zb_json_get(v, "data"), figure->type, &figure->data);
        }
}
