/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures at device pixels, shared by the workers. Decoding is the longest single job of a board, so two
 * rules keep both cores and the memory in order: whoever would wait for a picture decodes another one instead
 * (first one that its own rows need, then the next one down the page as long as little memory is taken), and
 * the last band that needs a picture throws it away. */
#include <stdlib.h>

#include "raster_priv.h"

/* Bytes of decoded pictures up to which a waiting worker may read ahead. */
#define AHEAD_BYTES (80UL << 20)

static size_t shot_bytes(const struct shot_spec *spec)
{
        return 4 * (size_t)(spec->on.x1 - spec->on.x0) * (size_t)(spec->on.y1 - spec->on.y0);
}

static bool needed(const struct shots *shots, size_t i, struct pixbox band)
{
        return !pixbox_empty(pixbox_meet(shots->plan->shots[i].on, band));
}

enum zb_code shots_init(struct shots *shots, const struct plan *plan, const struct zb_raster_options *options,
                        int band_rows, struct zb_err *err)
{
        *shots = (struct shots){.plan = plan, .profile = options->profile, .max_total = options->max_total};
        shots->list = calloc(plan->n_shots + 1, sizeof *shots->list);
        if (!shots->list)
                return zb_err_nomem(err);
        for (size_t i = 0; i < plan->n_shots; i++) {
                struct pixbox on = plan->shots[i].on;
                shots->list[i].bands_left = (on.y1 - 1) / band_rows - on.y0 / band_rows + 1;
        }
        pthread_mutex_init(&shots->lock, NULL);
        pthread_cond_init(&shots->changed, NULL);
        return ZB_OK;
}

void shots_fini(struct shots *shots)
{
        if (!shots->list)
                return;
        for (size_t i = 0; i < shots->plan->n_shots; i++)
                free(shots->list[i].cmyk);
        free(shots->list);
        pthread_cond_destroy(&shots->changed);
        pthread_mutex_destroy(&shots->lock);
        *shots = (struct shots){0};
}

/* Takes the lock off while it decodes. */
static void decode(struct shots *shots, size_t i)
{
        const struct shot_spec *spec = &shots->plan->shots[i];
        struct shot *shot = &shots->list[i];
        shot->state = SHOT_BUSY;
        shots->live += shot_bytes(spec);
        pthread_mutex_unlock(&shots->lock);

        uint8_t *cmyk = NULL;
        struct zb_err err = {0};
        enum zb_code code =
                zb_picture_cmyk(spec->picture, spec->crop, spec->on.x1 - spec->on.x0,
                                spec->on.y1 - spec->on.y0, shots->profile, shots->max_total, &cmyk, &err);
        pthread_mutex_lock(&shots->lock);
        if (code == ZB_OK) {
                shot->cmyk = cmyk;
                shot->state = SHOT_READY;
        } else {
                shot->state = SHOT_GONE;
                if (shots->code == ZB_OK) {
                        shots->code = code;
                        shots->err = err;
                }
        }
        pthread_cond_broadcast(&shots->changed);
}

/* With the lock held. The idle picture to decode next: one of the band's own; else, when some of the band's
 * are under way elsewhere, the next one down the page. Returns n_shots when there is none; *ret_waiting: the
 * band is not ready. */
static size_t choose(const struct shots *shots, struct pixbox band, bool *ret_waiting)
{
        const struct plan *plan = shots->plan;
        size_t next = plan->n_shots;
        *ret_waiting = false;
        for (size_t i = 0; i < plan->n_shots; i++) {
                enum shot_state state = shots->list[i].state;
                if (needed(shots, i, band) && state == SHOT_IDLE) {
                        *ret_waiting = true;
                        return i;
                }
                *ret_waiting |= needed(shots, i, band) && state == SHOT_BUSY;
                if (state == SHOT_IDLE && shots->live + shot_bytes(&plan->shots[i]) <= AHEAD_BYTES &&
                    (next == plan->n_shots || plan->shots[i].on.y0 < plan->shots[next].on.y0))
                        next = i;
        }
        return *ret_waiting ? next : plan->n_shots;
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
        pthread_mutex_lock(&shots->lock);
        for (size_t i = 0; i < shots->plan->n_shots; i++) {
                struct shot *shot = &shots->list[i];
                if (!needed(shots, i, band) || --shot->bands_left > 0)
                        continue;
                free(shot->cmyk);
                shot->cmyk = NULL;
                shot->state = SHOT_GONE;
                shots->live -= shot_bytes(&shots->plan->shots[i]);
        }
        pthread_mutex_unlock(&shots->lock);
}
