/* SPDX-License-Identifier: Apache-2.0 */
/* What each clause may carry: one table says which clause has which limit and where it goes; a key that the
 * table does not know is a fault, so that a misspelt limit can never be a limit that silently does not hold.
 */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "limits.h"

enum limit_kind { NUM, RANGE, LIST, STR };

static const struct limit {
        const char *clause, *key;
        enum limit_kind kind;
        size_t at; /* offset in struct zb_standard */
        double min, max;
} limits[] = {
#define AT(field) offsetof(struct zb_standard, field)
        {"board.size", "width_mm", NUM, AT(width_mm), 10, 20000},
        {"board.size", "height_mm", NUM, AT(height_mm), 10, 20000},
        {"board.size", "tolerance_mm", NUM, AT(size_tolerance_mm), 0, 100},
        {"board.visible", "hidden_x_mm", NUM, AT(hidden_x_mm), 0, 1000},
        {"board.visible", "hidden_y_mm", NUM, AT(hidden_y_mm), 0, 1000},
        {"board.visible", "safe_mm", NUM, AT(safe_mm), 0, 1000},
        {"board.stand", "width_mm", NUM, AT(stand_width_mm), 10, 20000},
        {"board.stand", "height_mm", NUM, AT(stand_height_mm), 10, 20000},
        {"image.resolution", "ppi_min", NUM, AT(ppi_min), 1, 10000},
        {"image.resolution", "ppi_tolerance", NUM, AT(ppi_tolerance), 0, 100},
        {"image.resolution", "px_width", NUM, AT(px_width), 0, 1e6},
        {"image.resolution", "px_height", NUM, AT(px_height), 0, 1e6},
        {"image.count", "images", RANGE, AT(images), 0, 0},
        {"file.source", "megabytes_min", NUM, AT(source_file_mb), 0, 1e5},
        {"file.output", "megabytes_min", NUM, AT(output_file_mb), 0, 1e5},
        {"font.outlined", "paths_min", NUM, AT(outlines_min), 1, 1e6},
        {"board.blank", "blank_share_max", NUM, AT(blank_share_max), 0, 1},
        {"board.placeholder", "phrases", LIST, AT(placeholders), 0, 0},
        {"board.placeholder", "box_mm", NUM, AT(placeholder_mm), 1, 20000},
        {"image.distorted", "stretch_max", NUM, AT(stretch_max), 0, 10},
        {"image.duplicate", "side_mm_min", NUM, AT(duplicate_side_mm), 0, 20000},
        {"image.quality", "jpeg_quality_min", NUM, AT(jpeg_quality_min), 1, 100},
        {"layout.path", "paths", LIST, AT(paths), 0, 0},
        {"layout.ratio", "image_share", RANGE, AT(ratio), 0, 0},
        {"layout.ratio", "aim", NUM, AT(ratio_aim), 0, 1},
        {"text.count", "chars", RANGE, AT(chars), 0, 0},
        {"text.emphasis", "keywords_min", NUM, AT(keywords_min), 0, 1000},
        {"text.contrast", "contrast_min", NUM, AT(contrast_min), 1, 21},
        {"title.marks", "marks", STR, AT(title_marks), 0, 0},
        {"authors.count", "authors", RANGE, AT(authors), 0, 0},
        {"type.family", "families", LIST, AT(families), 0, 0},
        {"type.family", "cousins", LIST, AT(cousins), 0, 0},
        {"type.title", "ink_cm", RANGE, AT(tier_cm[ZB_TIER_TITLE]), 0, 0},
        {"type.title", "pt", RANGE, AT(tier_pt[ZB_TIER_TITLE]), 0, 0},
        {"type.heading", "ink_cm", RANGE, AT(tier_cm[ZB_TIER_HEADING]), 0, 0},
        {"type.heading", "pt", RANGE, AT(tier_pt[ZB_TIER_HEADING]), 0, 0},
        {"type.body", "ink_cm", RANGE, AT(tier_cm[ZB_TIER_BODY]), 0, 0},
        {"type.body", "pt", RANGE, AT(tier_pt[ZB_TIER_BODY]), 0, 0},
        {"type.caption", "ink_cm", RANGE, AT(tier_cm[ZB_TIER_CAPTION]), 0, 0},
        {"type.caption", "pt", RANGE, AT(tier_pt[ZB_TIER_CAPTION]), 0, 0},
        {"type.note", "ink_cm", RANGE, AT(tier_cm[ZB_TIER_NOTE]), 0, 0},
        {"type.note", "pt", RANGE, AT(tier_pt[ZB_TIER_NOTE]), 0, 0},
        {"type.leading", "leading", RANGE, AT(leading), 0, 0},
        {"ink.total", "area_cm2", NUM, AT(ink_area_cm2), 0, 1e6},
        {"figure.ai", "mark_share_min", NUM, AT(ai_mark_share), 0, 1},
        {"figure.infographic", "charts_min", NUM, AT(charts_min), 0, 100},
        {"qr.module", "module_mm", NUM, AT(qr_module_mm), 0, 100},
        {"qr.quiet", "quiet_modules", NUM, AT(qr_quiet_modules), 0, 100},
        {"qr.contrast", "contrast_min", NUM, AT(qr_contrast_min), 1, 21},
#undef AT
};
enum { N_LIMITS = sizeof limits / sizeof *limits };

/* Every clause, with a limit or without. */
static const char *const clause_ids[] = {
        "board.size",
        "board.visible",
        "board.stand",
        "board.orientation",
        "board.bleed",
        "image.resolution",
        "image.count",
        "colour.mode",
        "colour.scheme",
        "file.source",
        "file.output",
        "file.readable",
        "file.pages",
        "file.restricted",
        "file.layers",
        "file.active",
        "file.annotations",
        "pdf.x4",
        "pdf.intent",
        "pdf.device",
        "font.embedded",
        "font.type3",
        "font.outlined",
        "raster.density",
        "raster.profile",
        "raster.channels",
        "raster.composite",
        "board.blank",
        "board.placeholder",
        "image.distorted",
        "image.upsampled",
        "image.duplicate",
        "image.quality",
        "text.hidden",
        "text.edge",
        "type.marks",
        "type.reversed",
        "ink.spot",
        "ink.registration",
        "ink.overprint",
        "ink.white-overprint",
        "layout.path",
        "layout.ratio",
        "text.count",
        "text.emphasis",
        "text.glyphs",
        "text.contrast",
        "text.overlap",
        "title.marks",
        "authors.count",
        "type.family",
        "type.title",
        "type.heading",
        "type.body",
        "type.caption",
        "type.note",
        "type.leading",
        "type.kinsoku",
        "ink.total",
        "ink.black",
        "ink.line",
        "figure.ai",
        "figure.infographic",
        "qr.allowed",
        "qr.module",
        "qr.quiet",
        "qr.contrast",
        "qr.decodable",
        NULL,
};

const char *const *zb_clause_ids(void)
{
        return clause_ids;
}

static void read_limit(struct source *s, struct zb_standard *std, const struct limit *l, struct zb_value object)
{
        char *field = (char *)std + l->at;
        switch (l->kind) {
        case NUM:
                *(double *)(void *)field = zb_source_num(s, object, l->key, l->min, l->max, NAN);
                break;
        case RANGE:
                *(struct zb_range *)(void *)field = zb_source_range(s, object, l->key);
                break;
        case LIST:
                *(const char *const **)(void *)field = zb_source_list(s, object, l->key);
                break;
        case STR:
                *(const char **)(void *)field = zb_source_str(s, object, l->key);
                break;
        }
}

/* Optional limits: what a standard may leave out because leaving it out asks for less. */
static bool optional(const struct limit *l)
{
        return l->kind == RANGE || strcmp(l->key, "cousins") == 0 || strncmp(l->key, "px_", 3) == 0 ||
               strcmp(l->key, "area_cm2") == 0;
}

void zb_limits_read(struct source *s, struct zb_standard *std, const char *id, struct zb_value clause)
{
        const char *keys[8] = {NULL};
        size_t n = 0, given = 0;
        struct zb_value object = zb_json_get(clause, "limits");
        for (size_t i = 0; i < N_LIMITS; i++)
                if (strcmp(limits[i].clause, id) == 0)
                        keys[n++] = limits[i].key;
        if (zb_json_type(object) == ZB_J_ABSENT && n == 0)
                return;
        if (zb_json_type(object) == ZB_J_ABSENT) {
                zb_faults_say(&s->faults, clause.place, "\"%s\" has no \"limits\"", id);
                return;
        }
        if (!zb_json_is(object, ZB_J_OBJECT, &s->faults))
                return;
        zb_json_only(object, keys, &s->faults);
        for (size_t i = 0; i < N_LIMITS; i++) {
                const struct limit *l = &limits[i];
                if (strcmp(l->clause, id) != 0)
                        continue;
                if (zb_json_type(zb_json_get(object, l->key)) == ZB_J_ABSENT && optional(l))
                        continue;
                read_limit(s, std, l, object);
                given++;
        }
        if (n > 0 && given == 0)
                zb_faults_say(&s->faults, object.place, "\"limits\" holds no limit");
}
