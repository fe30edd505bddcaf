/* SPDX-License-Identifier: Apache-2.0 */
/* scene: everything that will be printed, in millimetres and ink, in painting order, which is also the reading order
 * of its text. Immutable once composed; every output draws the same scene, and nothing that draws decides.
 *
 * Millimetres from the trim's top left, y downwards. The scene's arena owns all that it points to but fonts, faces and
 * pictures, which are borrowed. Builders do not fail one by one: ask zb_arena_failed(scene->arena) at the end.
 *
 * ```c
 * static struct zb_scene *blue_card(void)
 * {
 *         struct zb_scene *scene = zb_scene_new(785, 1780, 0);
 *         if (!scene)
 *                 return NULL;
 *         struct zb_item *item = zb_scene_item(scene, ZB_ITEM_SHAPE, ZB_LAYER_BACKGROUND);
 *         item->name = "card";
 *         item->box = (struct zb_rect){20, 20, 300, 200};
 *         item->shape.fill = zb_paint_solid((struct zb_ink){0.92f, 0.62f, 0.04f, 0.04f});
 *         zb_path_rect(scene->arena, &item->shape.path, item->box);
 *         if (zb_arena_failed(scene->arena)) {
 *                 zb_scene_free(scene);
 *                 return NULL;
 *         }
 *         return scene;
 * }
 * ```
 */
#ifndef ZB_SCENE_H
#define ZB_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core.h"
#include "ink.h"
#include "picture.h"
#include "type.h"

/* Layers as Illustrator, Acrobat and Photoshop show them: 背景 图片 图表 文字. */
enum zb_layer { ZB_LAYER_BACKGROUND, ZB_LAYER_PICTURES, ZB_LAYER_CHARTS, ZB_LAYER_TEXT, ZB_N_LAYERS };
extern const char *const zb_layer_names[ZB_N_LAYERS]; /* UTF-8 */

/* ---- paths ---- */

enum zb_op { ZB_MOVE, ZB_LINE, ZB_CURVE, ZB_CLOSE }; /* 1, 1, 3 and 0 points */
struct zb_path {
        uint8_t *ops;
        double *xy; /* x, y of every point, mm */
        size_t n_ops, n_xy, cap_ops, cap_xy;
};
/* Builders append; memory is the arena's, failure is the arena's (zb_arena_failed). */
void zb_path_move(struct zb_arena *a, struct zb_path *p, double x, double y);
void zb_path_line(struct zb_arena *a, struct zb_path *p, double x, double y);
void zb_path_curve(struct zb_arena *a, struct zb_path *p, double x1, double y1, double x2, double y2, double x,
                   double y);
void zb_path_close(struct zb_arena *a, struct zb_path *p);
void zb_path_rect(struct zb_arena *a, struct zb_path *p, struct zb_rect r);
void zb_path_round_rect(struct zb_arena *a, struct zb_path *p, struct zb_rect r, double radius);
/* Only the named corners are round. */
enum { ZB_TL = 1, ZB_TR = 2, ZB_BR = 4, ZB_BL = 8 };
void zb_path_corner_rect(struct zb_arena *a, struct zb_path *p, struct zb_rect r, double radius, int corners);
void zb_path_ellipse(struct zb_arena *a, struct zb_path *p, double cx, double cy, double rx, double ry);
/* An arc from angle a0 to a1 (radians, 0 = right, growing clockwise as y points down), begun with a line when the
 * path has a current point. */
void zb_path_arc(struct zb_arena *a, struct zb_path *p, double cx, double cy, double r, double a0, double a1);
void zb_path_polygon(struct zb_arena *a, struct zb_path *p, const double *xy, size_t n_points, bool closed);

/* ---- paint ---- */

enum zb_paint_kind { ZB_PAINT_NONE, ZB_PAINT_SOLID, ZB_PAINT_LINEAR };
struct zb_paint {
        enum zb_paint_kind kind;
        struct zb_ink a, b;    /* solid: a; linear: a at (x0,y0) … b at (x1,y1), extended beyond both */
        double x0, y0, x1, y1; /* mm */
        double alpha;          /* 0–1 */
};
struct zb_paint zb_paint_solid(struct zb_ink ink);
struct zb_paint zb_paint_alpha(struct zb_ink ink, double alpha);
struct zb_paint zb_paint_linear(struct zb_ink a, struct zb_ink b, double x0, double y0, double x1, double y1);

/* ---- items ---- */

enum zb_item_kind { ZB_ITEM_SHAPE, ZB_ITEM_TEXT, ZB_ITEM_PICTURE };

struct zb_shape {
        struct zb_path path;
        struct zb_paint fill;   /* non-zero winding */
        struct zb_paint stroke; /* butt caps unless round; mitre joins unless round */
        double stroke_mm;
        bool round;
};

struct zb_text_style { /* indexed by zb_glyph.span */
        const struct zb_face *face;
        struct zb_ink ink;
        bool keyword;
};

struct zb_text { /* one line; glyphs are relative to (x, baseline) */
        enum zb_tier tier;
        const char *role; /* "title", "subtitle", "heading", "number", "body", "lead", "value", "label", "caption",
                              "axis", "legend", "note", "qr", "ai" */
        double em_mm, leading;
        double x_mm, baseline_mm;
        const char *utf8; /* all the line's text, NUL-terminated; glyph.text_at points into it */
        const struct zb_glyph *glyphs;
        size_t n_glyphs;
        const struct zb_text_style *styles;
        size_t n_styles;
        struct zb_ink under[2]; /* what lies under it: the two ends of a gradient, or the same ink twice */
        int block;              /* lines of one paragraph share a number, 0 … */
        const char *place;      /* in the spec: "/sections/0/text/0" */
};

struct zb_placed { /* a picture, clipped to box with round corners */
        const struct zb_picture *picture;
        struct zb_rect crop; /* source pixels */
        double radius_mm;
};

struct zb_item {
        enum zb_item_kind kind;
        enum zb_layer layer;
        int section;        /* index of the section that it belongs to; -1 head, -2 foot, -3 the board's ground */
        const char *name;   /* what a designer would call the layer: "标题", "图1 柱形图", "正文 2" */
        struct zb_rect box; /* shape, picture: bounds; text: the line's box, advance × em·leading, em centred in it */
        bool decoration;    /* says nothing: not a figure, not text, may be covered or cut */
        union {
                struct zb_shape shape;
                struct zb_text text;
                struct zb_placed picture;
        };
};

/* A picture, chart or infographic as a whole, for the image : text ratio, for the count, for alt text. */
struct zb_scene_figure {
        struct zb_rect box;
        const char *type; /* "photo", "bar", … */
        const char *caption, *place;
        const struct zb_picture *picture; /* NULL for drawn figures */
        struct zb_rect crop;
        bool ai;
        int section;
};

struct zb_scene_qr {
        struct zb_rect box; /* the code without its quiet zone */
        double module_mm, quiet_mm;
        const char *url, *place;
};

/* A relaxation the composer had to make, or why nothing fits: an advisory (or worse) in the report. */
struct zb_scene_remark {
        const char *rule;  /* the rule id it belongs to */
        const char *place; /* in the spec */
        struct zb_msg text, fix;
};

struct zb_scene {
        struct zb_arena *arena;
        double width_mm, height_mm, bleed_mm; /* finished (trim) size; items may reach bleed_mm beyond it */
        struct zb_rect visible;
        const char *title, *subject, *author; /* metadata, UTF-8, "" when none */
        const char *path_used;                /* "F", "Z" */
        bool ai;                              /* some figure was made by generative AI */
        bool overprint_black;                 /* see zb_scene_overprints */
        const struct zb_fonts *fonts;         /* borrowed */
        struct zb_item *items;
        size_t n_items, cap_items;
        struct zb_scene_figure *figures;
        size_t n_figures, cap_figures;
        struct zb_scene_qr *qr;
        size_t n_qr, cap_qr;
        struct zb_scene_remark *remarks;
        size_t n_remarks, cap_remarks;
};

struct zb_scene *zb_scene_new(double width_mm, double height_mm, double bleed_mm); /* NULL: out of memory */
void zb_scene_free(struct zb_scene *scene);
/* Whether text in this ink overprints (ISO 32000-1, 8.6.7): it is in K alone and the press wants it so. Then
 * the other plates keep what lies under it. */
bool zb_scene_overprints(const struct zb_scene *scene, struct zb_ink ink);
/* Each returns the new entry, zeroed but for sensible alphas (never NULL unless zb_arena_failed). The pointer is good
 * until the next call of the same function. */
struct zb_item *zb_scene_item(struct zb_scene *scene, enum zb_item_kind kind, enum zb_layer layer);
struct zb_scene_figure *zb_scene_add_figure(struct zb_scene *scene);
struct zb_scene_qr *zb_scene_add_qr(struct zb_scene *scene);
struct zb_scene_remark *zb_scene_remark(struct zb_scene *scene);

/* Adds the lines of a paragraph as text items, one each, and returns how many. `like` is the pattern: tier, role,
 * leading, styles, under, place (its glyphs, text, em, x and baseline are set here). top_mm is the top of the first
 * line's box; x_mm the paragraph's left edge. Lines share a fresh block number. */
size_t zb_scene_add_para(struct zb_scene *scene, enum zb_layer layer, int section, const char *name,
                         const struct zb_para *para, double x_mm, double top_mm, const struct zb_text *like);

/* The scene as readable text, one item a line, lengths to 0.01 mm: golden files, diffs. */
void zb_scene_print(const struct zb_scene *scene, struct zb_buf *out);

#endif
