/* SPDX-License-Identifier: Apache-2.0 */
/* The board's photographs are decoded once from end to end before anything is made of them. On other cores:
 * composing asks for their sizes alone, so it need not wait. */
#include "spec_priv.h"

struct board_proof {
        struct zb_proof *pictures;
        struct opened opened[MAX_SECTIONS * MAX_FIGURES];
};

void zb_spec_bad_photo(struct zb_faults *faults, const char *place, const char *shown, const struct zb_err *err)
{
        zb_faults_say(faults, place, "the picture \"%s\" cannot be used: %s", shown, err->packed);
}

enum zb_code zb_spec_prove_begin(const struct loader *l, struct zb_spec *board, struct zb_err *err)
{
        struct zb_picture *pictures[MAX_SECTIONS * MAX_FIGURES];
        struct board_proof *proof = zb_arena_alloc(l->arena, sizeof *proof);
        if (!proof)
                return zb_err_nomem(err);
        for (size_t i = 0; i < l->n_opened; i++) {
                proof->opened[i] = l->opened[i];
                pictures[i] = l->opened[i].picture;
        }
        enum zb_code code = zb_picture_prove_begin(pictures, l->n_opened, &proof->pictures, err);
        board->proof = code ? NULL : proof;
        return code;
}

struct telling {
        const struct opened *opened;
        struct zb_faults *faults;
};

static void on_bad_photo(void *ctx, size_t i, const struct zb_err *err)
{
        const struct telling *t = ctx;
        zb_spec_bad_photo(t->faults, t->opened[i].place, t->opened[i].shown, err);
}

enum zb_code zb_spec_prove_end(struct zb_spec *board, struct zb_faults *faults, struct zb_err *err)
{
        if (!board->proof)
                return ZB_OK;
        struct telling t = {board->proof->opened, faults};
        struct zb_proof *pictures = board->proof->pictures;
        board->proof = NULL;
        return zb_picture_prove_end(pictures, faults ? on_bad_photo : NULL, &t, err);
}
