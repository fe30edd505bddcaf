/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures at device pixels, shared by the workers. Decoding is the longest single job of a board and runs
 * from a picture's top to its foot, so two rules keep all cores busy and the memory small: whoever would wait
 * for a slice decodes another one instead (first one that its own rows need, then the next one down the page
 * as long as little memory is taken), and the last band that needs a slice throws it away. Sinks that want
 * the pictures themselves get a slice from the worker that decoded it, while others already paint with it. */
#include <stdio.h>
#include <stdlib.h>

#include "raster_priv.h"

/* Bytes of decoded slices up to which a waiting worker may read ahead. */
#define AHEAD_BYTES (24UL << 20)

enum zb_code sink_failed(const struct zb_raster_sink *sink, enum zb_code code, struct zb_err *err)
{
        if (code && err && sink->name && !err->place[0])
                snprintf(err->place, sizeof err->place, "%s", sink->name);
        return code;
}

static size_t shot_width(const struct shot_spec *spec)
{
        return (size_t)spec->what.width;
}

static size_t slice_bytes(const struct plan *plan, const struct slice_spec *slice)
{
        return 4 * shot_width(&plan->shots[slice->shot]) * (size_t)(slice->y1 - slice->y0);
}

/* The slices (of the shot, from 0) that the rows need: first … last, none when last < first. */
static int last_needed(const struct shot_spec *spec, struct pixbox band, int *ret_first)
{
        const struct pixbox rows = pixbox_meet(shot_box(spec), band);
        *ret_first = 0;
        if (pixbox_empty(rows))
                return -1;
        int top = spec->what.y / SLICE_ROWS;
        *ret_first = rows.y0 / SLICE_ROWS - top;
        return (rows.y1 - 1) / SLICE_ROWS - top;
}

enum zb_code shots_init(struct shots *shots, const struct plan *plan, const struct zb_raster_options *options,
                        const struct zb_raster_sink *sinks, size_t n_sinks, int band_rows, struct zb_err *err)
{
        *shots = (struct shots){.plan = plan,
                                .profile = options->profile,
                                .max_total = options->max_total,
                                .sinks = sinks,
                                .n_sinks = n_sinks};
        shots->list = calloc(plan->n_shots + 1, sizeof *shots->list);
        shots->slices = calloc(plan->n_slices + 1, sizeof *shots->slices);
        if (!shots->list || !shots->slices) {
                free(shots->list);
                free(shots->slices);
                shots->list = NULL;
                return zb_err_nomem(err);
        }
        for (size_t i = 0; i < plan->n_slices; i++)
                shots->slices[i].users = (plan->slices[i].y1 - 1) / band_rows - plan->slices[i].y0 / band_rows + 2;
        pthread_mutex_init(&shots->lock, NULL);
        pthread_cond_init(&shots->changed, NULL);
        return ZB_OK;
}

void shots_fini(struct shots *shots)
{
        if (!shots->list)
                return;
        for (size_t i = 0; i < shots->plan->n_shots; i++)
                zb_picture_stream_free(shots->list[i].stream);
        for (size_t i = 0; i < shots->plan->n_slices; i++)
                free(shots->slices[i].cmyk);
        free(shots->list);
        free(shots->slices);
        pthread_cond_destroy(&shots->changed);
        pthread_mutex_destroy(&shots->lock);
        *shots = (struct shots){0};
}

/* ---- decoding ---- */

static enum zb_code read_slice(const struct shots *shots, const struct shot_spec *spec,
                               struct zb_picture_stream **stream, const struct slice_spec *slice, uint8_t **ret,
                               struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        int width = (int)shot_width(spec), rows = slice->y1 - slice->y0;
        if (!*stream)
                code = zb_picture_stream_open(spec->what.picture, spec->what.crop, width, spec->what.height,
                                              shots->profile, shots->max_total, spec->what.turned_bytes, stream, err);
        uint8_t *cmyk = code ? NULL : malloc(slice_bytes(shots->plan, slice));
        if (!code)
                code = cmyk ? zb_picture_stream_read(*stream, cmyk, rows, err) : zb_err_nomem(err);
        if (code)
                free(cmyk);
        else
                *ret = cmyk;
        return code;
}

/* One user less; the last one throws it away. */
static void leave_slice(struct shots *shots, size_t at)
{
        struct slice *slice = &shots->slices[at];
        if (--slice->users > 0)
                return;
        free(slice->cmyk);
        slice->cmyk = NULL;
        shots->live -= slice_bytes(shots->plan, &shots->plan->slices[at]);
}

static enum zb_code give_slice(const struct shots *shots, const struct zb_raster_picture *what, size_t at,
                               struct zb_err *err)
{
        const struct slice_spec *slice = &shots->plan->slices[at];
        enum zb_code code = ZB_OK;
        for (size_t s = 0; s < shots->n_sinks && !code; s++) {
                const struct zb_raster_sink *sink = &shots->sinks[s];
                if (sink->picture)
                        code = sink_failed(sink,
                                           sink->picture(sink->ctx, what, slice->y0 - what->y, slice->y1 - slice->y0,
                                                         shots->slices[at].cmyk, err),
                                           err);
        }
        return code;
}

/* With the lock held. The first failure is everybody's. */
static void note_failure(struct shots *shots, enum zb_code code, const struct zb_err *err)
{
        if (!code || shots->code)
                return;
        shots->code = code;
        shots->err = *err;
}

/* The shot's next slice. Takes the lock off while it decodes, and again while the sinks have the slice. */
static void shots_decode(struct shots *shots, size_t i)
{
        const struct shot_spec *spec = &shots->plan->shots[i];
        struct shot *shot = &shots->list[i];
        size_t at = spec->first_slice + (size_t)shot->next;
        shot->busy = true;
        shots->live += slice_bytes(shots->plan, &shots->plan->slices[at]);
        pthread_mutex_unlock(&shots->lock);

        struct zb_err err = {0};
        uint8_t *cmyk = NULL;
        enum zb_code code = read_slice(shots, spec, &shot->stream, &shots->plan->slices[at], &cmyk, &err);
        if (code && !err.place[0])
                snprintf(err.place, sizeof err.place, "%s", zb_picture_path(spec->what.picture));
        if (code || shot->next + 1 == spec->n_slices) {
                zb_picture_stream_free(shot->stream);
                shot->stream = NULL;
        }
        pthread_mutex_lock(&shots->lock);
        note_failure(shots, code, &err);
        shots->slices[at].cmyk = cmyk;
        shot->next++;
        pthread_cond_broadcast(&shots->changed);
        pthread_mutex_unlock(&shots->lock);

        if (!code)
                code = give_slice(shots, &spec->what, at, &err);
        pthread_mutex_lock(&shots->lock);
        note_failure(shots, code, &err);
        leave_slice(shots, at);
        shot->busy = false;
        pthread_cond_broadcast(&shots->changed);
}

/* ---- for the workers ---- */

/* With the lock held. The shot to go on with: one of the band's own; else, when some of the band's are under
 * way elsewhere, the one whose next slice is the highest on the page. Returns n_shots when there is none;
 * *ret_waiting: the band is not ready. */
static size_t shots_choose(const struct shots *shots, struct pixbox band, bool *ret_waiting)
{
        const struct plan *plan = shots->plan;
        size_t ahead = plan->n_shots;
        int ahead_y = 0;
        *ret_waiting = false;
        for (size_t i = 0; i < plan->n_shots; i++) {
                const struct shot_spec *spec = &plan->shots[i];
                const struct shot *shot = &shots->list[i];
                int first, last = last_needed(spec, band, &first);
                *ret_waiting |= shot->next <= last;
                if (shot->busy || shot->next == spec->n_slices)
                        continue;
                if (shot->next <= last)
                        return i;
                const struct slice_spec *next = &plan->slices[spec->first_slice + (size_t)shot->next];
                if (shots->live + slice_bytes(plan, next) <= AHEAD_BYTES &&
                    (ahead == plan->n_shots || next->y0 < ahead_y)) {
                        ahead = i;
                        ahead_y = next->y0;
                }
        }
        return *ret_waiting ? ahead : plan->n_shots;
}

enum zb_code shots_acquire(struct shots *shots, struct pixbox band, struct zb_err *err)
{
        enum zb_code code;
        pthread_mutex_lock(&shots->lock);
        while ((code = shots->code) == ZB_OK) {
                bool waiting;
                size_t i = shots_choose(shots, band, &waiting);
                if (!waiting)
                        break;
                if (i < shots->plan->n_shots)
                        shots_decode(shots, i);
                else
                        pthread_cond_wait(&shots->changed, &shots->lock);
        }
        if (code != ZB_OK && err)
                *err = shots->err;
        pthread_mutex_unlock(&shots->lock);
        return code;
}

void shots_release(struct shots *shots, struct pixbox band)
{
        const struct plan *plan = shots->plan;
        pthread_mutex_lock(&shots->lock);
        for (size_t i = 0; i < plan->n_shots; i++) {
                int first, last = last_needed(&plan->shots[i], band, &first);
                for (int k = first; k <= last; k++)
                        leave_slice(shots, plan->shots[i].first_slice + (size_t)k);
        }
        pthread_mutex_unlock(&shots->lock);
}
