/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in a board's way, read off the board as it was composed. */
#include <math.h>
#include <string.h>

#include "plan_priv.h"

enum { MAX_CLASHES = 24 };

static void clash(struct zb_planner *p, const char *rule, const char *place, struct zb_msg text)
{
        struct zb_plan *plan = p->plan;
        if (plan->n_clashes < MAX_CLASHES)
                ((struct zb_plan_conflict *)plan->clashes)[plan->n_clashes++] =
                        (struct zb_plan_conflict){rule, zb_arena_strdup(p->arena, place), text};
}

static const struct zb_msg tier_names[ZB_N_TIERS] = {ZB_N("title"), ZB_N("headings"), ZB_N("body"), ZB_N("captions"),
                                                     ZB_N("notes")};
static const char *const tier_rules[ZB_N_TIERS] = {"type.title", "type.heading", "type.body", "type.caption",
                                                   "type.note"};

static bool speaks(const struct zb_scene *scene, enum zb_tier tier)
{
        for (size_t i = 0; i < scene->n_items; i++)
                if (scene->items[i].kind == ZB_ITEM_TEXT && scene->items[i].text.tier == tier)
                        return true;
        return false;
}

static void clash_sizes(struct zb_planner *p)
{
        const struct zb_standard *std = p->trial.stage.o->standard;
        for (int tier = 0; tier < ZB_N_TIERS; tier++) {
                const struct zb_plan_tier *t = &p->plan->tiers[tier];
                char pt[40], least[40], cm[40];
                if ((t->cm && t->in_pt) || !speaks(p->plan->scene, (enum zb_tier)tier))
                        continue;
                zb_plan_number(pt, t->pt, 1);
                zb_plan_number(least, std->tier_pt[tier].min, 0);
                zb_plan_number(cm, t->ink_cm, 2);
                clash(p, tier_rules[tier], "",
                      zb_arena_say(
                              p->arena,
                              t->cm ? "too much text for the point sizes: %s at %s pt (%s wanted), %s cm by ink, "
                                      "good by cm"
                                    : "too much text for the point sizes: %s at %s pt (%s wanted), %s cm by ink, "
                                      "too small by cm, too",
                              tier_names[tier].packed, pt, least, cm));
        }
}

static void clash_share(struct zb_planner *p)
{
        const struct zb_standard *std = p->trial.stage.o->standard;
        const struct zb_solution *s = p->base;
        char share[40], min[40], max[40];
        if (!zb_range_asked(std->ratio) || (s->share > std->ratio.min && s->share < std->ratio.max))
                return;
        zb_plan_number(share, s->share, 3);
        zb_plan_number(min, std->ratio.min, 2);
        zb_plan_number(max, std->ratio.max, 2);
        if (!p->plan->scene->n_figures)
                clash(p, "layout.ratio", "",
                      zb_arena_say(p->arena, "no pictures at all: images have to take %s or more", min));
        else if (s->share >= std->ratio.max)
                clash(p, "layout.ratio", "",
                      zb_arena_say(p->arena, "too little text: images take %s, more than %s", share, max));
        else
                clash(p, "layout.ratio", "",
                      zb_arena_say(p->arena, "too much text: images take %s, less than %s", share, min));
}

/* More sections cost a heading and a gap each, fewer leave no rhythm: what the standard's authors found to
 * work. */
static void clash_sections(struct zb_planner *p)
{
        struct zb_range hint = p->trial.stage.o->standard->sections_hint;
        size_t n = p->board->n_sections;
        if (!zb_range_asked(hint) || ((double)n >= hint.min && (double)n <= hint.max))
                return;
        clash(p, "compose.sections", "/sections",
              zb_arena_say(p->arena, "%d sections: %d to %d are the easiest to lay out", (int)n, (int)hint.min,
                           (int)hint.max));
}

static void clash_pictures(struct zb_planner *p)
{
        const struct zb_scene *scene = p->plan->scene;
        double least = p->trial.stage.o->standard->ppi_min;
        for (size_t i = 0; i < scene->n_figures; i++) {
                const struct zb_scene_figure *f = &scene->figures[i];
                if (!f->picture || !(f->box.w > 0 && f->box.h > 0))
                        continue;
                double ppi = 25.4 * fmin(f->crop.w / f->box.w, f->crop.h / f->box.h);
                if (ppi >= least)
                        continue;
                clash(p, "image.resolution", f->place,
                      zb_arena_say(p->arena,
                                   "the photograph is too small: %d ppi in print; its box wants %d × %d pixels",
                                   (int)ppi, (int)ceil(f->box.w / 25.4 * least), (int)ceil(f->box.h / 25.4 * least)));
        }
}

static void clash_remarks(struct zb_planner *p)
{
        const struct zb_scene *scene = p->plan->scene;
        for (size_t i = 0; i < scene->n_remarks; i++)
                if (strcmp(scene->remarks[i].rule, "compose.relaxed") != 0)
                        clash(p, scene->remarks[i].rule, scene->remarks[i].place, scene->remarks[i].text);
}

void zb_plan_conflicts(struct zb_planner *p)
{
        struct zb_plan_conflict *list = zb_arena_array(p->arena, MAX_CLASHES, sizeof *list);
        p->plan->clashes = list;
        if (!list || p->code)
                return;
        if (p->plan->fit != ZB_FIT_BOTH) {
                clash_sizes(p);
                clash_sections(p);
        }
        if (p->plan->fit == ZB_FIT_NO)
                clash_share(p);
        clash_pictures(p);
        clash_remarks(p);
}
