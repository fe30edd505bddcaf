/* stage (private to compose): what every part of a composition shares while it is drawn into the scene. */
#ifndef ZB_STAGE_H
#define ZB_STAGE_H

#include "compose.h"
#include "memo.h"

struct zb_fitter;
struct zb_words;

struct zb_stage {
        const struct zb_spec *board;
        const struct zb_compose_options *o;
        struct zb_scene *scene;
        struct zb_arena *arena;            /* the scene's */
        double em[ZB_N_TIERS];             /* chosen em of each tier, mm */
        enum zb_weight weight[ZB_N_TIERS]; /* title Heavy, heading Bold, body Regular, caption Medium, note
                                              Regular */
        double content_x, content_w;       /* where sections stand */
        struct zb_memo *memo;              /* paragraphs set for this composition; they live in memo_arena */
        struct zb_arena *memo_arena;
        const struct zb_words *words; /* the template's, for labels of two lines; NULL: none */
        struct zb_fitter *fit;        /* scratch of the search; made when first needed, in memo_arena */
};

/* Face of a tier. */
static inline const struct zb_face *zb_stage_face(const struct zb_stage *s, enum zb_tier tier)
{
        return zb_fonts_face(s->o->fonts, s->weight[tier]);
}

#endif
