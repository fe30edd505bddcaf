/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures at device pixels, shared by the workers. Decoding is the longest single job of a board and runs
 * from a picture's top to its foot, so two rules keep all cores busy and the memory small: whoever would wait
 * for a slice decodes another one instead (first one that its own rows need, then the next one down the page
 * as long as little memory is taken), and the last band that needs a slice throws it away. */
#include <stdio.h>
#include <stdlib.h>

#include "raster_priv.h"

/* Bytes of decoded slices up to which a waiting worker may read ahead. */
#define AHEAD_BYTES (24UL << 20)

/* Pictures that lie turned in their files keep so much of what they have decoded, all that stand side by side
 * on the page together. */
#define TURNED_BYTES (64UL << 20)

static size_t shot_width(const struct shot_spec *spec)
{
        return (size_t)(spec->on.x1 - spec->on.x0);
}

static size_t slice_bytes(const struct plan *plan, const struct slice_spec *slice)
{
        return 4 * shot_width(&plan->shots[slice->shot]) * (size_t)(slice->y1 - slice->y0);
}

/* The slices (of the shot, from 0) that the rows need: first … last, none when last < first. */
static int last_needed(const struct shot_spec *spec, struct pixbox band, int *ret_first)
{
        const struct pixbox rows = pixbox_meet(spec->on, band);
        *ret_first = 0;
        if (pixbox_empty(rows))
                return -1;
        int top = spec->on.y0 / SLICE_ROWS;
        *ret_first = rows.y0 / SLICE_ROWS - top;
        return (rows.y1 - 1) / SLICE_ROWS - top;
}

enum zb_code shots_init(struct shots *shots, const struct plan *plan, const struct zb_raster_options *options,
                        int band_rows, struct zb_err *err)
{
        *shots = (struct shots){.plan = plan, .profile = options->profile, .max_total = options->max_total};
        shots->list = calloc(plan->n_shots + 1, sizeof *shots->list);
        shots->slices = calloc(plan->n_slices + 1, sizeof *shots->slices);
        if (!shots->list || !shots->slices) {
                free(shots->list);
                free(shots->slices);
                shots->list = NULL;
                return zb_err_nomem(err);
        }
        for (size_t i = 0; i < plan->n_slices; i++)
                shots->slices[i].bands_left =
                        (plan->slices[i].y1 - 1) / band_rows - plan->slices[i].y0 / band_rows + 1;
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
                               struct zb_picture_stream **stream, const struct slice_spec *slice,
                               uint8_t **ret, struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        int width = (int)shot_width(spec), rows = slice->y1 - slice->y0;
        if (!*stream)
                code = zb_picture_stream_open(spec->picture, spec->crop, width, spec->on.y1 - spec->on.y0,
                                              shots->profile, shots->max_total,
                                              TURNED_BYTES / (size_t)shots->plan->width * (size_t)width,
                                              stream, err);
        uint8_t *cmyk = code ? NULL : malloc(slice_bytes(shots->plan, slice));
        if (!code)
                code = cmyk ? zb_picture_stream_read(*stream, cmyk, rows, err) : zb_err_nomem(err);
        if (code)
                free(cmyk);
        else
                *ret = cmyk;
        return code;
}

/* The shot's next slice. Takes the lock off while it decodes. */
static void decode(struct shots *shots, size_t i)
{
        const struct shot_spec *spec = &shots->plan->shots[i];
        struct shot *shot = &shots->list[i];
        size_t at = spec->first_slice + (size_t)shot->next;
        shot->busy = true;
        shots->live += slice_bytes(shots->plan, &shots->plan->slices[at]);
        pthread_mutex_unlock(&shots->lock);

        struct zb_err err = {0};
        struct zb_picture_stream *stream = shot->stream; /* ours as long as the shot is busy */
        uint8_t *cmyk = NULL;
        enum zb_code code = read_slice(shots, spec, &stream, &shots->plan->slices[at], &cmyk, &err);
        if (code || shot->next + 1 == spec->n_slices) {
                zb_picture_stream_free(stream);
                stream = NULL;
        }
        pthread_mutex_lock(&shots->lock);
        shots->slices[at].cmyk = cmyk;
        shot->stream = stream;
        shot->next++;
        shot->busy = false;
        if (code && !shots->code) {
                shots->code = code;
                shots->err = err;
                if (!err.place[0])
                        snprintf(shots->err.place, sizeof err.place, "%s", zb_picture_path(spec->picture));
        }
        pthread_cond_broadcast(&shots->changed);
}

/* ---- for the workers ---- */

/* With the lock held. The shot to go on with: one of the band's own; else, when some of the band's are under
 * way elsewhere, the one whose next slice is the highest on the page. Returns n_shots when there is none;
 * *ret_waiting: the band is not ready. */
static size_t choose(const struct shots *shots, struct pixbox band, bool *ret_waiting)
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
                size_t i = choose(shots, band, &waiting);
                if (!waiting)
                        break;
                if (i < shots->plan->n_shots)
                        decode(shots, i);
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
                for (int k = first; k <= last; k++) {
                        size_t at = plan->shots[i].first_slice + (size_t)k;
                        struct slice *slice = &shots->slices[at];
                        if (--slice->bands_left > 0)
                                continue;
                        free(slice->cmyk);
                        slice->cmyk = NULL;
                        shots->live -= slice_bytes(plan, &plan->slices[at]);
                }
        }
        pthread_mutex_unlock(&shots->lock);
}
