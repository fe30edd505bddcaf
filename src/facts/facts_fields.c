/* SPDX-License-Identifier: Apache-2.0 */
/* Every fact's key, type, place in its struct and bounds. A key is the name of the C field. The bounds say
 * what a board may be, with room: what lies beyond them is a stranger's nonsense and is clamped. */
#include <limits.h>
#include <math.h>

#include "facts_priv.h"

/* Where a field lies; does not compile when it is not of that type. */
#define AT(record, field, type)                                                                                      \
        (offsetof(struct record, field) + 0 * sizeof(_Generic(((struct record *)0)->field, type : 0)))

#define BOOL(r, f)                                                                                                   \
        {                                                                                                            \
                .key = #f, .type = ZB_F_BOOL, .at = AT(r, f, bool)                                                   \
        }
#define INT(r, f, ...)                                                                                               \
        {                                                                                                            \
                .key = #f, .type = ZB_F_INT, .at = AT(r, f, int), .range = { __VA_ARGS__ }                           \
        }
#define SIZE(r, f)                                                                                                   \
        {                                                                                                            \
                .key = #f, .type = ZB_F_SIZE, .at = AT(r, f, size_t), .range = { 0, 1e9 }                            \
        }
#define NUM(r, f, ...)                                                                                               \
        {                                                                                                            \
                .key = #f, .type = ZB_F_NUM, .at = AT(r, f, double), .range = { __VA_ARGS__ }                        \
        }
#define NUMS(r, f, count, hi)                                                                                        \
        {                                                                                                            \
                .key = #f, .type = ZB_F_NUMS, .at = offsetof(struct r, f), .n = (count), .range = { 0, (hi) }        \
        }
#define RECT(r, f)                                                                                                   \
        {                                                                                                            \
                .key = #f, .type = ZB_F_RECT, .at = AT(r, f, struct zb_rect)                                         \
        }
#define TEXT(r, f)                                                                                                   \
        {                                                                                                            \
                .key = #f, .type = ZB_F_TEXT, .at = AT(r, f, const char *)                                           \
        }
#define MAYBE(r, f)                                                                                                  \
        {                                                                                                            \
                .key = #f, .type = ZB_F_MAYBE, .at = AT(r, f, const char *)                                          \
        }
#define MSG(r, f)                                                                                                    \
        {                                                                                                            \
                .key = #f, .type = ZB_F_MSG, .at = AT(r, f, struct zb_msg)                                           \
        }
#define NAME(r, f, enum_type, list, count)                                                                           \
        {                                                                                                            \
                .key = #f, .type = ZB_F_NAME, .at = AT(r, f, enum_type), .names = (list), .n = (count)               \
        }
#define TEXTS(r, f, count, limit)                                                                                    \
        {                                                                                                            \
                .key = #f, .type = ZB_F_TEXTS, .at = AT(r, f, const char *const *), .at_n = AT(r, count, size_t),    \
                .most = (limit)                                                                                      \
        }
#define LIST(r, f, count, limit, record)                                                                             \
        {                                                                                                            \
                .key = #f, .type = ZB_F_LIST, .at = AT(r, f, const struct record *), .at_n = AT(r, count, size_t),   \
                .most = (limit), .of = &record##_record                                                              \
        }
#define RECORD(r, f, record)                                                                                         \
        {                                                                                                            \
                .key = #f, .type = ZB_F_RECORD, .at = AT(r, f, struct record), .of = &record##_record                \
        }
#define TABLE(record)                                                                                                \
        static const struct zb_record record##_record = {                                                            \
                record##_fields, sizeof record##_fields / sizeof *record##_fields, sizeof(struct record)}

#define MM     -1e6, 1e6
#define LENGTH 0, 1e6
#define PPI    0, 1e6
#define PIXELS 0, 1e6

static const struct zb_field zb_fact_line_fields[] = {
        RECT(zb_fact_line, box),
        RECT(zb_fact_line, ink),
        NAME(zb_fact_line, tier, enum zb_tier, zb_tier_names, ZB_N_TIERS),
        TEXT(zb_fact_line, role),
        TEXT(zb_fact_line, text),
        TEXT(zb_fact_line, font),
        TEXT(zb_fact_line, place),
        NUM(zb_fact_line, em_mm, LENGTH),
        NUM(zb_fact_line, ink_mm, LENGTH),
        NUM(zb_fact_line, leading, 0, 1e4),
        SIZE(zb_fact_line, chars),
        BOOL(zb_fact_line, keyword),
        BOOL(zb_fact_line, bad_start),
        BOOL(zb_fact_line, bad_end),
        NUM(zb_fact_line, contrast, 1, 21),
        INT(zb_fact_line, block, -1, INT_MAX),
        {.key = "colour", .type = ZB_F_INK, .at = AT(zb_fact_line, colour, struct zb_ink)},
        NAME(zb_fact_line, space, enum zb_space, zb_space_names, ZB_N_SPACES),
        BOOL(zb_fact_line, hidden),
        BOOL(zb_fact_line, reversed),
        MAYBE(zb_fact_line, marks),
};
TABLE(zb_fact_line);

static const struct zb_field zb_fact_tier_fields[] = {
        SIZE(zb_fact_tier, chars),
        SIZE(zb_fact_tier, lines),
        NUM(zb_fact_tier, ink_cm, LENGTH),
        NUM(zb_fact_tier, em_cm, LENGTH),
        NUM(zb_fact_tier, pt, LENGTH),
        NUM(zb_fact_tier, leading, 0, 1e4),
        NUM(zb_fact_tier, ink_cm_min, LENGTH),
        NUM(zb_fact_tier, pt_min, LENGTH),
        NUM(zb_fact_tier, ink_cm_max, LENGTH),
        NUM(zb_fact_tier, pt_max, LENGTH),
        NUM(zb_fact_tier, leading_min, 0, 1e4),
        NUM(zb_fact_tier, leading_max, 0, 1e4),
};
TABLE(zb_fact_tier);

static const struct zb_field zb_fact_font_fields[] = {
        TEXT(zb_fact_font, name),  BOOL(zb_fact_font, embedded), BOOL(zb_fact_font, subset),
        BOOL(zb_fact_font, type3), MAYBE(zb_fact_font, format),
};
TABLE(zb_fact_font);

static const struct zb_field zb_fact_image_fields[] = {
        RECT(zb_fact_image, box),
        TEXT(zb_fact_image, type),
        TEXT(zb_fact_image, place),
        TEXT(zb_fact_image, caption),
        TEXT(zb_fact_image, source),
        NUM(zb_fact_image, ppi_x, PPI),
        NUM(zb_fact_image, ppi_y, PPI),
        NUM(zb_fact_image, source_ppi, PPI),
        INT(zb_fact_image, px_w, PIXELS),
        INT(zb_fact_image, px_h, PIXELS),
        BOOL(zb_fact_image, ai),
        BOOL(zb_fact_image, ai_marked),
        NUM(zb_fact_image, ai_mark_mm, LENGTH),
        NAME(zb_fact_image, space, enum zb_space, zb_space_names, ZB_N_SPACES),
        BOOL(zb_fact_image, decoration),
        MAYBE(zb_fact_image, filter),
        NUM(zb_fact_image, stretch, 0, 1e6),
        NUM(zb_fact_image, turned_deg, -360, 360),
        INT(zb_fact_image, upsampled, 0, 1000),
        INT(zb_fact_image, quality, 0, 100),
        {.key = "same", .type = ZB_F_HASH, .at = AT(zb_fact_image, same, uint64_t)},
};
TABLE(zb_fact_image);

static const struct zb_field zb_fact_qr_fields[] = {
        RECT(zb_fact_qr, box),          TEXT(zb_fact_qr, url),         TEXT(zb_fact_qr, place),
        NUM(zb_fact_qr, module_mm, MM), NUM(zb_fact_qr, quiet_mm, MM), NUM(zb_fact_qr, contrast, 1, 21),
};
TABLE(zb_fact_qr);

static const struct zb_field zb_fact_output_fields[] = {
        TEXT(zb_fact_output, path),
        NAME(zb_fact_output, kind, enum zb_kind, zb_kind_names, ZB_N_KINDS),
        NUM(zb_fact_output, bytes, 0, 1e15),
};
TABLE(zb_fact_output);

static const struct zb_field zb_fact_layer_fields[] = {
        TEXT(zb_fact_layer, name),    TEXT(zb_fact_layer, kind),     RECT(zb_fact_layer, box),
        BOOL(zb_fact_layer, visible), BOOL(zb_fact_layer, printing), MAYBE(zb_fact_layer, blend),
};
TABLE(zb_fact_layer);

static const struct zb_field zb_fact_seen_fields[] = {
        NAME(zb_fact_seen, what, enum zb_seen, zb_seen_names, ZB_N_SEEN),
        TEXT(zb_fact_seen, name),
        RECT(zb_fact_seen, box),
        SIZE(zb_fact_seen, n),
};
TABLE(zb_fact_seen);

static const struct zb_field zb_fact_remark_fields[] = {
        TEXT(zb_fact_remark, rule),
        TEXT(zb_fact_remark, place),
        MSG(zb_fact_remark, text),
        MSG(zb_fact_remark, fix),
};
TABLE(zb_fact_remark);

static const struct zb_field zb_fact_file_fields[] = {
        NAME(zb_fact_file, reading, enum zb_reading, zb_reading_names, ZB_READ_FOREIGN + 1),
        MSG(zb_fact_file, trouble),
        NUM(zb_fact_file, bytes, 0, 1e15),
        MAYBE(zb_fact_file, format),
        MAYBE(zb_fact_file, creator),
        MAYBE(zb_fact_file, producer),
        INT(zb_fact_file, n_pages, -1, INT_MAX),
        NUM(zb_fact_file, rotation_deg, -360, 360),
        NUM(zb_fact_file, user_unit, 0, 1e6),
        BOOL(zb_fact_file, boxes_declared),
        BOOL(zb_fact_file, restricted),
        TEXTS(zb_fact_file, warnings, n_warnings, 1000),
};
TABLE(zb_fact_file);

static const struct zb_field zb_fact_pdf_fields[] = {
        BOOL(zb_fact_pdf, known),
        MAYBE(zb_fact_pdf, claims),
        TEXTS(zb_fact_pdf, broken, n_broken, 1000),
        INT(zb_fact_pdf, n_intents, 0, INT_MAX),
        MAYBE(zb_fact_pdf, intent),
        MAYBE(zb_fact_pdf, intent_profile),
        INT(zb_fact_pdf, intent_components, 0, 64),
        BOOL(zb_fact_pdf, transparency),
        BOOL(zb_fact_pdf, soft_masks),
        TEXTS(zb_fact_pdf, blends, n_blends, 1000),
        LIST(zb_fact_pdf, objects, n_objects, 100000, zb_fact_seen),
        SIZE(zb_fact_pdf, outlines),
};
TABLE(zb_fact_pdf);

static const struct zb_field zb_fact_raster_fields[] = {
        BOOL(zb_fact_raster, known),
        INT(zb_fact_raster, px_w, PIXELS),
        INT(zb_fact_raster, px_h, PIXELS),
        INT(zb_fact_raster, bits, 0, 64),
        INT(zb_fact_raster, channels, 0, 100000),
        INT(zb_fact_raster, extra_channels, 0, 100000),
        NUM(zb_fact_raster, ppi_x, PPI),
        NUM(zb_fact_raster, ppi_y, PPI),
        MAYBE(zb_fact_raster, ppi_source),
        MAYBE(zb_fact_raster, mode),
        MAYBE(zb_fact_raster, compression),
        BOOL(zb_fact_raster, inverted),
        INT(zb_fact_raster, quality, 0, 100),
        INT(zb_fact_raster, composite, -1, 1),
        INT(zb_fact_raster, upsampled, 0, 1000),
        BOOL(zb_fact_raster, ai),
};
TABLE(zb_fact_raster);

static size_t ink_bytes(const void *record)
{
        const struct zb_fact_survey *s = record;
        return (size_t)s->cols * (size_t)s->rows;
}

static size_t print_bytes(const void *record)
{
        const struct zb_fact_survey *s = record;
        return (size_t)s->print_w * (size_t)s->print_h * 3;
}

static const struct zb_field zb_fact_survey_fields[] = {
        BOOL(zb_fact_survey, known),
        RECT(zb_fact_survey, box),
        NUM(zb_fact_survey, cell_mm, LENGTH),
        INT(zb_fact_survey, cols, 0, 10000),
        INT(zb_fact_survey, rows, 0, 10000),
        {.key = "ink", .type = ZB_F_BYTES, .at = AT(zb_fact_survey, ink, const uint8_t *), .bytes = ink_bytes},
        NUMS(zb_fact_survey, ink_cm2, 201, 1e10),
        NUM(zb_fact_survey, blank, 0, 1),
        NUM(zb_fact_survey, plain, 0, 1),
        NUMS(zb_fact_survey, plate_mean, 4, 100),
        INT(zb_fact_survey, print_w, 0, 4096),
        INT(zb_fact_survey, print_h, 0, 4096),
        {.key = "print", .type = ZB_F_BYTES, .at = AT(zb_fact_survey, print, const uint8_t *), .bytes = print_bytes},
        INT(zb_fact_survey, view_w, PIXELS),
        INT(zb_fact_survey, view_h, PIXELS),
        {.key = "view",
         .type = ZB_F_BYTES,
         .at = AT(zb_fact_survey, view, const uint8_t *),
         .at_n = AT(zb_fact_survey, view_len, size_t)},
};
TABLE(zb_fact_survey);

static const char *const text_sources[] = {"none", "live", "ocr"};

static const struct zb_field zb_facts_fields[] = {
        TEXT(zb_facts, file),
        NAME(zb_facts, kind, enum zb_kind, zb_kind_names, ZB_N_KINDS),
        LIST(zb_facts, outputs, n_outputs, 1000, zb_fact_output),
        RECORD(zb_facts, container, zb_fact_file),
        RECORD(zb_facts, pdf, zb_fact_pdf),
        RECORD(zb_facts, raster, zb_fact_raster),
        RECORD(zb_facts, survey, zb_fact_survey),
        LIST(zb_facts, layers, n_layers, 100000, zb_fact_layer),
        NUM(zb_facts, width_mm, LENGTH),
        NUM(zb_facts, height_mm, LENGTH),
        NUM(zb_facts, bleed_mm, MM),
        RECT(zb_facts, visible),
        RECT(zb_facts, media),
        RECT(zb_facts, trim),
        RECT(zb_facts, bleed),
        NUM(zb_facts, bleed_reach_mm, MM),
        MAYBE(zb_facts, title),
        MAYBE(zb_facts, path_used),
        INT(zb_facts, n_authors, -1, INT_MAX),
        INT(zb_facts, n_sections, -1, INT_MAX),
        {.key = "spaces",
         .type = ZB_F_NAMES,
         .at = AT(zb_facts, spaces, const enum zb_space *),
         .at_n = AT(zb_facts, n_spaces, size_t),
         .most = 1000,
         .names = zb_space_names,
         .n = ZB_N_SPACES},
        NUM(zb_facts, total_max, 0, 10000),
        RECT(zb_facts, total_max_box),
        MAYBE(zb_facts, profile),
        TEXTS(zb_facts, spots, n_spots, 1000),
        NUM(zb_facts, solid_k_cm2, 0, 1e10),
        RECT(zb_facts, solid_k_box),
        NUM(zb_facts, line_min_mm, 0, INFINITY),
        RECT(zb_facts, line_min_box),
        INT(zb_facts, k_only, -1, 1),
        RECT(zb_facts, not_k_box),
        TEXT(zb_facts, not_k_place),
        {.key = "text_source",
         .type = ZB_F_WORD,
         .at = AT(zb_facts, text_source, const char *),
         .names = text_sources,
         .n = 3},
        SIZE(zb_facts, chars),
        INT(zb_facts, keywords, -1, INT_MAX),
        SIZE(zb_facts, missing_glyphs),
        RECT(zb_facts, missing_box),
        TEXT(zb_facts, missing_text),
        TEXT(zb_facts, missing_place),
        LIST(zb_facts, fonts, n_fonts, 100000, zb_fact_font),
        BOOL(zb_facts, font_substitute),
        {.key = "tiers",
         .type = ZB_F_RECORDS,
         .at = offsetof(struct zb_facts, tiers),
         .n = ZB_N_TIERS,
         .of = &zb_fact_tier_record},
        LIST(zb_facts, lines, n_lines, 50000, zb_fact_line),
        NUM(zb_facts, min_contrast, 1, 21),
        RECT(zb_facts, min_contrast_box),
        TEXT(zb_facts, min_contrast_text),
        TEXT(zb_facts, min_contrast_place),
        LIST(zb_facts, images, n_images, 100000, zb_fact_image),
        BOOL(zb_facts, flat),
        SIZE(zb_facts, n_photos),
        NUM(zb_facts, image_mm2, 0, 1e12),
        NUM(zb_facts, text_mm2, 0, 1e12),
        NUM(zb_facts, share, 0, 1),
        NUM(zb_facts, share_strict, 0, 1),
        NUM(zb_facts, ppi_min, PPI),
        LIST(zb_facts, qr, n_qr, 10000, zb_fact_qr),
        NUM(zb_facts, safe_min_mm, -1e6, INFINITY),
        RECT(zb_facts, safe_box),
        TEXT(zb_facts, safe_what),
        TEXT(zb_facts, safe_place),
        INT(zb_facts, overlaps, -1, INT_MAX),
        RECT(zb_facts, overlap_box),
        TEXT(zb_facts, overlap_a),
        TEXT(zb_facts, overlap_b),
        TEXT(zb_facts, overlap_place),
        LIST(zb_facts, remarks, n_remarks, 1000, zb_fact_remark),
};

const struct zb_record zb_facts_record = {zb_facts_fields, sizeof zb_facts_fields / sizeof *zb_facts_fields,
                                          sizeof(struct zb_facts)};
