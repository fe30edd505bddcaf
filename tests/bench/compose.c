/* SPDX-License-Identifier: Apache-2.0 */
/* Processor time of composing, board by board: reading the spec and its pictures is not counted, a memo is
 * never kept from one board to the next. Prints median and worst; tests/bench/compose.sh runs it over the
 * stress set. bench_compose SPEC… */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "compose.h"

struct world {
        struct zb_fonts *fonts;
        struct zb_theme theme;
        struct zb_standard *standard;
        struct zb_process *process;
};

static int open_world(struct world *w, struct zb_err *err)
{
        const char *layouts = ZB_SOURCE_DIR "/layouts";
        return zb_picture_init("bench_compose", err) || zb_fonts_open(ZB_SOURCE_DIR "/fonts", &w->fonts, err) ||
               zb_theme_load(layouts, NULL, "tech-blue", &w->theme, err) ||
               zb_standard_load(layouts, "liaoning-2025-main", &w->standard, err) ||
               zb_process_load(layouts, "xiezhen", &w->process, err);
}

static double cpu_now(void)
{
        struct timespec t;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds; negative when the spec could not be read or composed. */
static double time_one(const struct world *w, const char *path, struct zb_err *err)
{
        const struct zb_compose_options options = {.standard = w->standard,
                                                   .process = w->process,
                                                   .theme = &w->theme,
                                                   .fonts = w->fonts,
                                                   .layouts_dir = ZB_SOURCE_DIR "/layouts"};
        struct zb_arena *arena = zb_arena_new();
        struct zb_spec *board = NULL;
        struct zb_scene *scene = NULL;
        struct zb_faults faults;
        double seconds = -1;
        zb_faults_init(&faults, arena);
        if (zb_spec_load(path, NULL, &board, &faults, err) == ZB_OK) {
                double start = cpu_now();
                if (zb_compose(board, &options, &scene, err) == ZB_OK)
                        seconds = cpu_now() - start;
        }
        zb_scene_free(scene);
        zb_spec_free(board);
        zb_faults_fini(&faults);
        zb_arena_free(arena);
        return seconds;
}

static int compare(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;
        return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
        struct world w;
        struct zb_err err = {0};
        double *times = calloc((size_t)argc, sizeof *times), worst = 0;
        const char *slowest = "";
        size_t n = 0;
        if (!times || argc < 2 || open_world(&w, &err)) {
                fprintf(stderr, "usage: bench_compose SPEC…  %s\n", err.en);
                return 2;
        }
        for (int i = 1; i < argc; i++) {
                double seconds = time_one(&w, argv[i], &err);
                if (seconds < 0) {
                        fprintf(stderr, "%s: %s\n", argv[i], err.en);
                        continue;
                }
                times[n++] = seconds;
                if (seconds > worst) {
                        worst = seconds;
                        slowest = argv[i];
                }
        }
        qsort(times, n, sizeof *times, compare);
        const char *name = strrchr(slowest, '/');
        printf("composing %zu boards, processor time of one: median %.3f s, nine in ten below %.3f s, worst "
               "%.3f s (%s)\n",
               n, n ? times[n / 2] : 0, n ? times[n * 9 / 10] : 0, worst, name ? name + 1 : slowest);
        free(times);
        zb_process_free(w.process);
        zb_standard_free(w.standard);
        zb_fonts_free(w.fonts);
        zb_picture_fini();
        return n == (size_t)argc - 1 ? 0 : 1;
}
