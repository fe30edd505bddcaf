/* SPDX-License-Identifier: Apache-2.0 */
/* The scene as text: one item a line, so that a change of layout shows as a readable diff. */
#include <string.h>

#include "scene.h"

static void print_num(struct zb_buf *out, double v)
{
        zb_buf_num(out, v, 2);
}

static void put_rect(struct zb_buf *out, struct zb_rect r)
{
        const double v[4] = {r.x, r.y, r.w, r.h};
        for (int i = 0; i < 4; i++) {
                zb_buf_putc(out, i ? ' ' : '[');
                print_num(out, v[i]);
        }
        zb_buf_putc(out, ']');
}

static void print_put_ink(struct zb_buf *out, struct zb_ink ink)
{
        const float v[4] = {ink.c, ink.m, ink.y, ink.k};
        for (int i = 0; i < 4; i++) {
                if (i)
                        zb_buf_putc(out, '/');
                zb_buf_num(out, (double)v[i] * 100, 0);
        }
}

static void put_paint(struct zb_buf *out, const char *label, const struct zb_paint *p)
{
        if (p->kind == ZB_PAINT_NONE)
                return;
        zb_buf_printf(out, " %s ", label);
        print_put_ink(out, p->a);
        if (p->kind == ZB_PAINT_LINEAR) {
                zb_buf_puts(out, "…");
                print_put_ink(out, p->b);
        }
        if (p->alpha < 1) {
                zb_buf_putc(out, '@');
                print_num(out, p->alpha);
        }
}

static void print_put_text(struct zb_buf *out, const struct zb_text *t)
{
        zb_buf_printf(out, " %s/%s em ", zb_tier_names[t->tier], t->role);
        print_num(out, t->em_mm);
        zb_buf_puts(out, " leading ");
        print_num(out, t->leading);
        zb_buf_puts(out, " base ");
        print_num(out, t->baseline_mm);
        zb_buf_printf(out, " block %d \"%s\"", t->block, t->utf8);
        for (size_t i = 0; i < t->n_glyphs; i++) {
                const struct zb_text_style *s = &t->styles[t->glyphs[i].span];
                if (i && t->glyphs[i].span == t->glyphs[i - 1].span)
                        continue;
                zb_buf_puts(out, i ? " | " : " ");
                zb_buf_puts(out, zb_face_ps_name(s->face));
                zb_buf_putc(out, ' ');
                print_put_ink(out, s->ink);
        }
}

static void put_item(struct zb_buf *out, const struct zb_item *item)
{
        static const char *const kinds[] = {"shape", "text", "picture"};
        zb_buf_printf(out, "%s %s %d %s ", kinds[item->kind], zb_layer_names[item->layer], item->section, item->name);
        put_rect(out, item->box);
        switch (item->kind) {
        case ZB_ITEM_SHAPE:
                put_paint(out, "fill", &item->shape.fill);
                put_paint(out, "stroke", &item->shape.stroke);
                if (item->shape.stroke.kind) {
                        zb_buf_putc(out, ' ');
                        print_num(out, item->shape.stroke_mm);
                }
                zb_buf_printf(out, " ops %zu", item->shape.path.n_ops);
                break;
        case ZB_ITEM_TEXT:
                print_put_text(out, &item->text);
                break;
        case ZB_ITEM_PICTURE:
                zb_buf_puts(out, " crop ");
                put_rect(out, item->picture.crop);
                break;
        }
        zb_buf_putc(out, '\n');
}

void zb_scene_print(const struct zb_scene *scene, struct zb_buf *out)
{
        zb_buf_puts(out, "scene ");
        put_rect(out, (struct zb_rect){0, 0, scene->width_mm, scene->height_mm});
        zb_buf_puts(out, " visible ");
        put_rect(out, scene->visible);
        zb_buf_printf(out, " path %s\n", scene->path_used);
        for (size_t i = 0; i < scene->n_items; i++)
                put_item(out, &scene->items[i]);
        for (size_t i = 0; i < scene->n_figures; i++) {
                const struct zb_scene_figure *f = &scene->figures[i];
                zb_buf_printf(out, "figure %s %s ", f->type, f->place);
                put_rect(out, f->box);
                zb_buf_printf(out, " \"%s\"\n", f->caption);
        }
        for (size_t i = 0; i < scene->n_qr; i++) {
                zb_buf_printf(out, "qr %s ", scene->qr[i].url);
                put_rect(out, scene->qr[i].box);
                zb_buf_puts(out, " module ");
                print_num(out, scene->qr[i].module_mm);
                zb_buf_putc(out, '\n');
        }
        for (size_t i = 0; i < scene->n_remarks; i++)
                zb_buf_printf(out, "remark %s %s %s\n", scene->remarks[i].rule, scene->remarks[i].place,
                              zb_msg_text(scene->remarks[i].text, ZB_EN));
}
