/* SPDX-License-Identifier: Apache-2.0 */
/* Scene → marks → facts. What a scene says is exact, so nothing here is estimated; what only pixels tell (contrast, the
 * ink of photographs) is read off the board as it will be printed. The facts own copies of every text: they outlive the
 * scene. */
#include <math.h>
#include <stdlib.h>

#include "measure_priv.h"

#define PRINT_PPI 300.0

static void measure_page(struct measuring *m)
{
        const struct zb_scene *scene = m->scene;
        struct zb_facts *f = m->facts;
        f->width_mm = scene->width_mm;
        f->height_mm = scene->height_mm;
        f->bleed_mm = scene->bleed_mm;
        f->trim = (struct zb_rect){0, 0, scene->width_mm, scene->height_mm};
        f->bleed = f->media = zb_rect_inset(f->trim, -scene->bleed_mm, -scene->bleed_mm);
        f->visible = scene->visible;
}

static void measure_words(struct measuring *m, const struct zb_spec *board)
{
        struct zb_facts *f = m->facts;
        f->title = zb_arena_strdup(f->arena, m->scene->title);
        if (m->scene->path_used && *m->scene->path_used)
                f->path_used = zb_arena_strdup(f->arena, m->scene->path_used);
        if (!board)
                return;
        f->file = zb_arena_strdup(f->arena, board->file);
        f->n_authors = (int)board->n_authors;
        f->n_sections = (int)board->n_sections;
}

static const char *copy(struct zb_arena *arena, const char *text)
{
        return text ? zb_arena_strdup(arena, text) : "";
}

static void remarks(struct measuring *m)
{
        const struct zb_scene *scene = m->scene;
        struct zb_facts *f = m->facts;
        struct zb_fact_remark *list = zb_arena_array(f->arena, scene->n_remarks + 1, sizeof *list);
        if (!list)
                return;
        for (size_t i = 0; i < scene->n_remarks; i++) {
                const struct zb_scene_remark *r = &scene->remarks[i];
                list[i] = (struct zb_fact_remark){
                        copy(f->arena, r->rule),
                        copy(f->arena, r->place),
                        zb_arena_packed(f->arena, r->text.packed),
                        zb_arena_packed(f->arena, r->fix.packed),
                };
        }
        f->remarks = list;
        f->n_remarks = scene->n_remarks;
}

/* A scene has no other way to say a colour. */
static enum zb_code space(struct measuring *m, struct zb_err *err)
{
        static const enum zb_space cmyk[] = {ZB_SPACE_CMYK};
        m->facts->spaces = cmyk;
        m->facts->n_spaces = 1;
        m->facts->profile = zb_arena_strdup(m->facts->arena, zb_profile_name(m->derivation.profile));
        return m->facts->profile ? ZB_OK : zb_err_nomem(err);
}

static enum zb_code derive(struct measuring *m, struct zb_err *err)
{
        struct zb_derivation *d = &m->derivation;
        enum zb_code code = zb_lines_of_marks(d, &m->marks, err);
        code = code ? code : zb_lines_on_ground(d, m->ground, false, err);
        if (code)
                return code;
        zb_codes_on_sheet(d, m->ground, 0);
        zb_lines_black(d);
        zb_scene_shapes(m);
        return zb_derive(d, err);
}

static enum zb_code measure_all(struct measuring *m, struct zb_err *err)
{
        static enum zb_code (*const steps[])(struct measuring *, struct zb_err *) = {
                space, zb_scene_lines, zb_scene_figures, zb_scene_rows, derive,
        };
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
                enum zb_code code = steps[i](m, err);
                if (code != ZB_OK)
                        return code;
        }
        return ZB_OK;
}

enum zb_code zb_measure(const struct zb_scene *scene, const struct zb_spec *board,
                        const struct zb_measure_options *options, struct zb_facts **ret, struct zb_err *err)
{
        struct zb_facts *facts = zb_facts_new();
        if (!facts)
                return zb_err_nomem(err);
        struct measuring m = {.scene = scene,
                              .max_total = options->max_total,
                              .ppi = fmax(options->ppi, PRINT_PPI),
                              .facts = facts,
                              .derivation = {.facts = facts, .profile = options->profile}};
        facts->kind = ZB_KIND_SPEC;
        measure_page(&m);
        measure_words(&m, board);
        remarks(&m);
        enum zb_code code = zb_arena_failed(facts->arena) ? zb_err_nomem(err) : measure_all(&m, err);
        if (code == ZB_OK && zb_arena_failed(facts->arena))
                code = zb_err_nomem(err);
        zb_survey_free(m.ground);
        if (code != ZB_OK) {
                zb_facts_free(facts);
                return code;
        }
        *ret = facts;
        return ZB_OK;
}
