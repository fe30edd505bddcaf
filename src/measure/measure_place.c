/* SPDX-License-Identifier: Apache-2.0 */
/* Where things lie: how near the visible edge the nearest thing that matters is, and what runs into what.
 * Figures that are decoration may touch the edge and be cut by it. */
#include <math.h>
#include <stddef.h>

#include "measure_priv.h"

/* Less than this is a touch, not an overlap: rounding, hairlines. */
#define TOUCH_MM 0.5

bool zb_measure_decorative(const struct zb_scene *scene, const struct zb_scene_figure *figure)
{
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                if (item->kind == ZB_ITEM_PICTURE && item->decoration &&
                    item->picture.picture == figure->picture && zb_rect_contains(figure->box, item->box, 0.1))
                        return true;
        }
        return false;
}

static double distance(struct zb_rect in, struct zb_rect box)
{
        double x = fmin(box.x - in.x, in.x + in.w - box.x - box.w);
        double y = fmin(box.y - in.y, in.y + in.h - box.y - box.h);
        return fmin(x, y);
}

static void nearest(struct zb_facts *f, struct zb_rect box, const char *what, const char *place)
{
        double d = distance(f->visible, box);
        if (d >= f->safe_min_mm)
                return;
        f->safe_min_mm = d;
        f->safe_box = box;
        f->safe_what = what;
        f->safe_place = place;
}

void zb_measure_safe(struct measuring *m)
{
        struct zb_facts *f = m->facts;
        f->safe_min_mm = INFINITY;
        for (size_t i = 0; i < f->n_lines; i++)
                nearest(f, f->lines[i].ink, f->lines[i].text, f->lines[i].place);
        for (size_t i = 0; i < f->n_images; i++)
                if (!zb_measure_decorative(m->scene, &m->scene->figures[i]))
                        nearest(f, f->images[i].box, f->images[i].caption, f->images[i].place);
        for (size_t i = 0; i < f->n_qr; i++)
                nearest(f, zb_rect_inset(f->qr[i].box, -f->qr[i].quiet_mm, -f->qr[i].quiet_mm), f->qr[i].url,
                        f->qr[i].place);
}

static bool meet(struct zb_rect a, struct zb_rect b, struct zb_rect *ret)
{
        *ret = zb_rect_intersect(a, b);
        return ret->w > TOUCH_MM && ret->h > TOUCH_MM;
}

static void found(struct zb_facts *f, struct zb_rect box, const char *a, const char *b, const char *place)
{
        if (f->overlaps++ > 0)
                return;
        f->overlap_box = box;
        f->overlap_a = a;
        f->overlap_b = b;
        f->overlap_place = place;
}

/* A line against later lines, against the edge of every figure and against every code with its quiet zone. */
static void line_overlaps(struct zb_facts *f, const struct zb_fact_line *line)
{
        struct zb_rect box;
        for (const struct zb_fact_line *other = line + 1; other < f->lines + f->n_lines; other++)
                if (other->block != line->block && meet(line->ink, other->ink, &box))
                        found(f, box, line->text, other->text, line->place);
        for (size_t i = 0; i < f->n_images; i++)
                if (meet(line->ink, f->images[i].box, &box) &&
                    !zb_rect_contains(f->images[i].box, line->ink, TOUCH_MM))
                        found(f, box, line->text, f->images[i].caption, line->place);
        for (size_t i = 0; i < f->n_qr; i++)
                if (meet(line->ink, zb_rect_inset(f->qr[i].box, -f->qr[i].quiet_mm, -f->qr[i].quiet_mm),
                         &box))
                        found(f, box, line->text, f->qr[i].url, line->place);
}

void zb_measure_overlaps(struct measuring *m)
{
        struct zb_facts *f = m->facts;
        struct zb_rect box;
        f->overlaps = 0;
        for (size_t i = 0; i < f->n_lines; i++)
                line_overlaps(f, &f->lines[i]);
        for (size_t i = 0; i < f->n_images; i++)
                for (size_t j = i + 1; j < f->n_images; j++)
                        if (meet(f->images[i].box, f->images[j].box, &box))
                                found(f, box, f->images[i].caption, f->images[j].caption, f->images[i].place);
}
