/* SPDX-License-Identifier: Apache-2.0 */
/* Total ink of a sheet, of a scene and of a file alike: the map, the worst patch and its place. Judged is the
 * mean of 2 × 2 mm, for that is what dries badly; a noisy pixel or an edge between two plates is not. */
#include <math.h>
#include <stdlib.h>

#include "sheet.h"

enum {
        CELL_MM = 5,
        MOST_CELLS = 400000,
        MOST_SIDE = 10000 /* of the map, as facts are read back */
};
#define PERCENT (100.0 / 255 / ZB_SQUARE_ONE)

/* Sum of the 2 × 2 squares whose top left one is given, 2 mm; at the right and lower edge the last ones count
 * twice. */
static uint32_t patch(const struct zb_squares *s, int x, int y)
{
        const uint16_t *at = s->mean + (size_t)y * (size_t)s->w + x;
        size_t right = x + 1 < s->w, below = y + 1 < s->h ? (size_t)s->w : 0;
        return (uint32_t)at[0] + at[right] + at[below] + at[below + right];
}

static double percent_of_patch(uint32_t sum)
{
        return sum / 4.0 * PERCENT;
}

struct map {
        int cols, rows;
        uint8_t *ink; /* in 2 % */
        double most;
        int most_col, most_row;
};

/* most: room for what each cell's patches sum up to at most. */
static void draw_map(const struct zb_squares *s, struct map *map, uint32_t *most)
{
        double col_of = map->cols / (double)s->w, row_of = map->rows / (double)s->h;
        uint32_t highest = 0;
        for (int y = 0; y < s->h; y++) {
                int row = (int)((y + 0.5) * row_of);
                for (int x = 0; x < s->w; x++) {
                        uint32_t sum = patch(s, x, y);
                        int col = (int)((x + 0.5) * col_of);
                        uint32_t *cell = &most[row * map->cols + col];
                        if (sum > *cell)
                                *cell = sum;
                        if (sum > highest) {
                                highest = sum;
                                map->most_col = col;
                                map->most_row = row;
                        }
                }
        }
        for (int i = 0; i < map->cols * map->rows; i++)
                map->ink[i] = (uint8_t)lround(percent_of_patch(most[i]) / 2);
        map->most = percent_of_patch(highest);
}

/* The cells around the worst one that carry nearly as much (5 % less at most) make the place to look at. */
static enum zb_code worst_box(const struct zb_squares *s, const struct map *map, struct zb_rect *ret,
                              struct zb_err *err)
{
        int n = map->cols * map->rows, n_todo = 0;
        int *todo = calloc((size_t)n, sizeof *todo);
        uint8_t *seen = calloc((size_t)n, 1);
        if (!todo || !seen) {
                free(todo);
                free(seen);
                return zb_err_nomem(err);
        }
        int x0 = map->most_col, x1 = x0, y0 = map->most_row, y1 = y0;
        double least = (map->most - 5) / 2;
        todo[n_todo++] = y0 * map->cols + x0;
        seen[todo[0]] = 1;
        while (n_todo > 0) {
                int at = todo[--n_todo], x = at % map->cols, y = at / map->cols;
                const int beside[4] = {x > 0 ? at - 1 : -1, x + 1 < map->cols ? at + 1 : -1,
                                       y > 0 ? at - map->cols : -1, y + 1 < map->rows ? at + map->cols : -1};
                x0 = x < x0 ? x : x0;
                x1 = x > x1 ? x : x1;
                y0 = y < y0 ? y : y0;
                y1 = y > y1 ? y : y1;
                for (int i = 0; i < 4; i++)
                        if (beside[i] >= 0 && !seen[beside[i]] && map->ink[beside[i]] >= least) {
                                seen[beside[i]] = 1;
                                todo[n_todo++] = beside[i];
                        }
        }
        double w = s->box.w / map->cols, h = s->box.h / map->rows;
        *ret = (struct zb_rect){s->box.x + x0 * w, s->box.y + y0 * h, (x1 - x0 + 1) * w, (y1 - y0 + 1) * h};
        free(todo);
        free(seen);
        return ZB_OK;
}

static int at_least_one(double v, int most)
{
        return (int)fmin(fmax(round(v), 1), most < MOST_SIDE ? most : MOST_SIDE);
}

enum zb_code zb_sheet_ink(struct zb_facts *f, const struct zb_squares *s, struct zb_err *err)
{
        double cell = fmax(CELL_MM, sqrt(s->box.w * s->box.h / MOST_CELLS));
        struct map map = {.cols = at_least_one(s->box.w / cell, s->w), .rows = at_least_one(s->box.h / cell, s->h)};
        map.ink = zb_arena_array(f->arena, (size_t)map.cols * (size_t)map.rows, 1);
        uint32_t *most = calloc((size_t)map.cols * (size_t)map.rows, sizeof *most);
        if (map.ink && most)
                draw_map(s, &map, most);
        free(most);
        if (!map.ink || !most)
                return zb_err_nomem(err);
        f->survey.cell_mm = s->box.w / map.cols;
        f->survey.cols = map.cols;
        f->survey.rows = map.rows;
        f->survey.ink = map.ink;
        f->total_max = map.most;
        return worst_box(s, &map, &f->total_max_box, err);
}
