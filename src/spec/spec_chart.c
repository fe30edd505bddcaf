/* SPDX-License-Identifier: Apache-2.0 */
/* What charts draw, one reader per shape of data. Keeps true: every list has the length that its chart needs,
 * and no value is one that the chart could not draw. */
#include "spec_priv.h"

#include <string.h>

const char *const zb_figure_type_names[ZB_N_FIG_TYPES + 1] = {
        [ZB_FIG_PHOTO] = "photo", [ZB_FIG_BAR] = "bar",     [ZB_FIG_LINE] = "line", [ZB_FIG_RADAR] = "radar",
        [ZB_FIG_DONUT] = "donut", [ZB_FIG_TABLE] = "table", [ZB_FIG_FLOW] = "flow", [ZB_FIG_TIMELINE] = "timeline"};

static const double LARGEST = 1e9;

/* What a type asks beyond the common shape. */
static const struct rule {
        size_t min_labels;
        bool negative; /* may values be below zero? */
        const char *const *keys;
} rules[ZB_N_FIG_TYPES] = {
#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})
        [ZB_FIG_BAR] = {1, true, KEYS("labels", "series", "unit", "max")},
        [ZB_FIG_LINE] = {2, true, KEYS("labels", "series", "unit", "max")},
        [ZB_FIG_RADAR] = {3, false, KEYS("labels", "series", "unit", "max")},
        [ZB_FIG_DONUT] = {1, false, KEYS("labels", "values", "unit")},
        [ZB_FIG_TABLE] = {1, false, KEYS("columns", "rows")},
        [ZB_FIG_FLOW] = {2, false, KEYS("steps")},
        [ZB_FIG_TIMELINE] = {2, false, KEYS("events")},
#undef KEYS
};

/* As many finite numbers as there are labels. */
static const double *read_values(struct loader *l, struct zb_value v, const struct rule *rule,
                                 const struct zb_chart_data *data)
{
        double *values = zb_arena_array(l->arena, data->n_labels, sizeof *values);
        if (!v.node) {
                zb_faults_say(l->faults, v.place, "\"values\" is missing: expected a list [ ] of numbers.");
                return values;
        }
        if (!zb_json_is(v, ZB_J_ARRAY, l->faults))
                return values;
        size_t n = zb_json_len(v);
        if (n != data->n_labels)
                zb_faults_say(l->faults, v.place, "as many values as labels are needed: expected %zu, found %zu.",
                              data->n_labels, n);
        for (size_t i = 0; values && i < n && i < data->n_labels; i++) {
                struct zb_value item = zb_json_at(v, i);
                if (!rule->negative && zb_json_num(item, 0) < 0) {
                        zb_faults_say(l->faults, item.place, "this kind of chart cannot show a negative value.");
                        continue;
                }
                if (zb_json_number(item, -LARGEST, LARGEST, &values[i], l->faults) && data->max > 0 &&
                    values[i] > data->max) {
                        char value[40], max[40];
                        zb_faults_say(l->faults, item.place, "the value %s is above max (%s).",
                                      zb_num(value, values[i], 4), zb_num(max, data->max, 4));
                }
        }
        return values;
}

static void read_labels(struct loader *l, struct zb_value v, const char *key, size_t min, size_t max,
                        struct zb_chart_data *data)
{
        struct zb_value labels = zb_json_get(v, key);
        data->n_labels = zb_spec_list(l, labels, min, max);
        data->labels = zb_spec_strings(l, labels, data->n_labels, MAX_LABEL);
}

static void read_series(struct loader *l, struct zb_value v, const struct rule *rule, struct zb_chart_data *data)
{
        static const char *const keys[] = {"name", "values", NULL};
        read_labels(l, v, "labels", rule->min_labels, MAX_LABELS, data);
        struct zb_value max = zb_json_get(v, "max");
        double value = 0;
        if (max.node && zb_json_number(max, -LARGEST, LARGEST, &value, l->faults)) {
                if (value > 0)
                        data->max = value;
                else
                        zb_faults_say(l->faults, max.place, "max must be greater than 0.");
        }
        struct zb_value list = zb_json_get(v, "series");
        size_t n = zb_spec_list(l, list, 1, MAX_SERIES);
        struct zb_series *series = zb_arena_array(l->arena, n, sizeof *series);
        for (size_t i = 0; series && i < n; i++) {
                struct zb_value item = zb_json_at(list, i);
                series[i].name = "";
                if (!zb_json_is(item, ZB_J_OBJECT, l->faults))
                        continue;
                zb_json_only(item, keys, l->faults);
                series[i].name = zb_spec_line(l, item, "name", false, 0, MAX_LABEL);
                series[i].values = read_values(l, zb_json_get(item, "values"), rule, data);
        }
        data->series = series;
        data->n_series = series ? n : 0;
}

static void read_donut(struct loader *l, struct zb_value v, const struct rule *rule, struct zb_chart_data *data)
{
        read_labels(l, v, "labels", rule->min_labels, MAX_LABELS, data);
        struct zb_value list = zb_json_get(v, "values");
        struct zb_series *series = zb_arena_alloc(l->arena, sizeof *series);
        size_t before = l->faults->n + l->faults->dropped;
        if (!series)
                return;
        *series = (struct zb_series){"", read_values(l, list, rule, data)};
        double sum = 0;
        for (size_t i = 0; series->values && i < data->n_labels; i++)
                sum += series->values[i];
        if (sum <= 0 && before == l->faults->n + l->faults->dropped)
                zb_faults_say(l->faults, list.place, "the values of a donut cannot all be zero.");
        data->series = series;
        data->n_series = 1;
}

/* A cell is a text or a number; "" is an empty cell. */
static const char *read_cell(struct loader *l, struct zb_value v)
{
        char number[40];
        const char *text;
        double value;
        if (zb_json_type(v) == ZB_J_NUMBER)
                text = zb_json_number(v, -LARGEST, LARGEST, &value, l->faults) ? zb_num(number, value, 6) : NULL;
        else
                text = zb_json_text(v, 0, MAX_LABEL, false, l->faults);
        text = text ? zb_arena_strdup(l->arena, text) : NULL;
        return text ? text : "";
}

static void read_table(struct loader *l, struct zb_value v, const struct rule *rule, struct zb_chart_data *data)
{
        read_labels(l, v, "columns", rule->min_labels, MAX_COLUMNS, data);
        struct zb_value list = zb_json_get(v, "rows");
        size_t n = zb_spec_list(l, list, 1, MAX_ROWS), columns = data->n_labels;
        const char **cells = zb_arena_array(l->arena, n * columns, sizeof *cells);
        for (size_t i = 0; cells && i < n * columns; i++)
                cells[i] = "";
        for (size_t i = 0; cells && i < n; i++) {
                struct zb_value row = zb_json_at(list, i);
                if (!zb_json_is(row, ZB_J_ARRAY, l->faults))
                        continue;
                size_t len = zb_json_len(row);
                if (len != columns)
                        zb_faults_say(l->faults, row.place,
                                      "a row has as many cells as there are columns: expected %zu, found %zu.",
                                      columns, len);
                for (size_t j = 0; j < len && j < columns; j++)
                        cells[i * columns + j] = read_cell(l, zb_json_at(row, j));
        }
        data->cells = cells;
        data->n_rows = cells ? n : 0;
}

/* Steps and events: labels with one more word each. */
static void read_steps(struct loader *l, struct zb_value v, const struct rule *rule, struct zb_chart_data *data)
{
        static const char *const keys[] = {"label", "icon", NULL};
        struct zb_value list = zb_json_get(v, "steps");
        size_t n = zb_spec_list(l, list, rule->min_labels, MAX_LABELS);
        const char **labels = zb_arena_array(l->arena, n, sizeof *labels);
        const char **icons = zb_arena_array(l->arena, n, sizeof *icons);
        if (!labels || !icons)
                return;
        for (size_t i = 0; i < n; i++) {
                struct zb_value step = zb_json_at(list, i);
                labels[i] = icons[i] = "";
                if (zb_json_type(step) == ZB_J_STRING) {
                        const char *text = zb_json_text(step, 1, MAX_LABEL, false, l->faults);
                        labels[i] = text ? zb_arena_strdup(l->arena, text) : "";
                } else if (zb_json_type(step) == ZB_J_OBJECT) {
                        zb_json_only(step, keys, l->faults);
                        labels[i] = zb_spec_line(l, step, "label", true, 1, MAX_LABEL);
                        icons[i] = zb_spec_line(l, step, "icon", false, 0, MAX_LABEL);
                } else {
                        zb_faults_say(l->faults, step.place, "expected a text or {\"label\": …, \"icon\": …}.");
                }
        }
        data->labels = labels;
        data->icons = icons;
        data->n_labels = n;
}

static void read_events(struct loader *l, struct zb_value v, const struct rule *rule, struct zb_chart_data *data)
{
        static const char *const keys[] = {"time", "label", NULL};
        struct zb_value list = zb_json_get(v, "events");
        size_t n = zb_spec_list(l, list, rule->min_labels, MAX_LABELS);
        const char **labels = zb_arena_array(l->arena, n, sizeof *labels);
        const char **times = zb_arena_array(l->arena, n, sizeof *times);
        if (!labels || !times)
                return;
        for (size_t i = 0; i < n; i++) {
                struct zb_value event = zb_json_at(list, i);
                labels[i] = times[i] = "";
                if (!zb_json_is(event, ZB_J_OBJECT, l->faults))
                        continue;
                zb_json_only(event, keys, l->faults);
                times[i] = zb_spec_line(l, event, "time", true, 1, MAX_LABEL);
                labels[i] = zb_spec_line(l, event, "label", true, 1, MAX_LABEL);
        }
        data->labels = labels;
        data->times = times;
        data->n_labels = n;
}

typedef void (*read_fn)(struct loader *, struct zb_value, const struct rule *, struct zb_chart_data *);
static const read_fn readers[ZB_N_FIG_TYPES] = {
        [ZB_FIG_BAR] = read_series,      [ZB_FIG_LINE] = read_series, [ZB_FIG_RADAR] = read_series,
        [ZB_FIG_DONUT] = read_donut,     [ZB_FIG_TABLE] = read_table, [ZB_FIG_FLOW] = read_steps,
        [ZB_FIG_TIMELINE] = read_events,
};

void zb_spec_chart(struct loader *l, struct zb_value v, enum zb_figure_type type, struct zb_chart_data *data)
{
        const struct rule *rule = &rules[type];
        if (!v.node) {
                zb_faults_say(l->faults, v.place,
                              "\"data\" is missing: a figure of type \"%s\" needs data with the key \"%s\".",
                              zb_figure_type_names[type], rule->keys[0]);
                return;
        }
        if (!zb_json_is(v, ZB_J_OBJECT, l->faults))
                return;
        zb_json_only(v, rule->keys, l->faults);
        readers[type](l, v, rule, data);
        if (type != ZB_FIG_TABLE && type != ZB_FIG_FLOW && type != ZB_FIG_TIMELINE)
                data->unit = zb_spec_line(l, v, "unit", false, 0, MAX_UNIT);
}
