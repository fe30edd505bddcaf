/* SPDX-License-Identifier: Apache-2.0 */
/* The small parts: highlighted figures, QR links, waivers. */
#include "spec_priv.h"

#include <string.h>
#include <strings.h>

void zb_spec_highlights(struct loader *l, struct zb_value root, struct zb_spec *board)
{
        static const char *const keys[] = {"value", "label", NULL};
        struct zb_value list = zb_json_get(root, "highlights");
        size_t n = zb_spec_list(l, list, 0, MAX_HIGHLIGHTS);
        struct zb_highlight *items = zb_arena_array(l->arena, n, sizeof *items);
        for (size_t i = 0; items && i < n; i++) {
                struct zb_value v = zb_json_at(list, i);
                items[i] = (struct zb_highlight){"", "", zb_arena_strdup(l->arena, v.place)};
                if (!zb_json_is(v, ZB_J_OBJECT, l->faults))
                        continue;
                zb_json_only(v, keys, l->faults);
                items[i].value = zb_spec_line(l, v, "value", true, 1, 12);
                items[i].label = zb_spec_line(l, v, "label", true, 1, 16);
        }
        board->highlights = items;
        board->n_highlights = items ? n : 0;
}

/* http:// or https://, then a host, and no space anywhere: what a telephone's camera will open. */
static bool is_web_address(const char *url)
{
        size_t scheme = strncasecmp(url, "http://", 7) == 0 ? 7 : strncasecmp(url, "https://", 8) == 0 ? 8 : 0;
        return scheme && url[scheme] && !strchr("/?#", url[scheme]) && !strchr(url, ' ') &&
               !strstr(url, "\xE3\x80\x80");
}

void zb_spec_qr(struct loader *l, struct zb_value root, struct zb_spec *board)
{
        static const char *const keys[] = {"url", "label", NULL};
        struct zb_value list = zb_json_get(root, "qr");
        size_t n = zb_spec_list(l, list, 0, MAX_QR);
        struct zb_qr_link *items = zb_arena_array(l->arena, n, sizeof *items);
        for (size_t i = 0; items && i < n; i++) {
                struct zb_value v = zb_json_at(list, i);
                items[i] = (struct zb_qr_link){"", "", zb_arena_strdup(l->arena, v.place)};
                if (!zb_json_is(v, ZB_J_OBJECT, l->faults))
                        continue;
                zb_json_only(v, keys, l->faults);
                items[i].url = zb_spec_line(l, v, "url", true, 1, MAX_URL);
                items[i].label = zb_spec_line(l, v, "label", false, 0, MAX_LABEL);
                if (items[i].url[0] && !is_web_address(items[i].url)) {
                        const char *shown = zb_json_shown(l->faults->arena, items[i].url, 40);
                        zb_faults_say(l->faults, zb_json_get(v, "url").place,
                                      "expected a web address that begins with http:// or https:// and has "
                                      "no space, "
                                      "found \"%s\".",
                                      shown);
                }
        }
        board->qr = items;
        board->n_qr = items ? n : 0;
}

/* The rules that a waiver may name: the clauses of the standards and the technical rules. They never change;
 * the schema has the same list, and a test holds both against the standards' own. */
static const char *const rule_names[] = {
        "authors.count",
        "board.blank",
        "board.bleed",
        "board.orientation",
        "board.placeholder",
        "board.size",
        "board.stand",
        "board.visible",
        "colour.mode",
        "colour.scheme",
        "figure.ai",
        "figure.infographic",
        "file.active",
        "file.annotations",
        "file.layers",
        "file.output",
        "file.pages",
        "file.readable",
        "file.restricted",
        "file.source",
        "font.embedded",
        "font.outlined",
        "font.type3",
        "image.count",
        "image.distorted",
        "image.duplicate",
        "image.quality",
        "image.resolution",
        "image.upsampled",
        "ink.black",
        "ink.line",
        "ink.overprint",
        "ink.registration",
        "ink.spot",
        "ink.total",
        "ink.white-overprint",
        "layout.path",
        "layout.ratio",
        "pdf.device",
        "pdf.intent",
        "pdf.x4",
        "qr.allowed",
        "qr.contrast",
        "qr.decodable",
        "qr.module",
        "qr.quiet",
        "raster.channels",
        "raster.composite",
        "raster.density",
        "raster.profile",
        "text.contrast",
        "text.count",
        "text.edge",
        "text.emphasis",
        "text.glyphs",
        "text.hidden",
        "text.overlap",
        "title.marks",
        "type.body",
        "type.caption",
        "type.family",
        "type.heading",
        "type.kinsoku",
        "type.leading",
        "type.marks",
        "type.note",
        "type.reversed",
        "type.title",
        NULL,
};

static const char *read_rule(struct loader *l, struct zb_value v)
{
        struct zb_value rule = zb_json_get(v, "rule");
        if (!rule.node) {
                zb_faults_say(l->faults, rule.place,
                              "\"rule\" is missing: the rule to waive, such as \"text.count\".");
                return "";
        }
        int i = zb_json_want_name(v, "rule", rule_names, -1, l->faults);
        return i < 0 ? "" : rule_names[i];
}

void zb_spec_waivers(struct loader *l, struct zb_value root, struct zb_spec *board)
{
        static const char *const keys[] = {"rule", "why", NULL};
        struct zb_value list = zb_json_get(root, "waive");
        size_t n = zb_spec_list(l, list, 0, MAX_WAIVERS);
        struct zb_waiver *items = zb_arena_array(l->arena, n, sizeof *items);
        for (size_t i = 0; items && i < n; i++) {
                struct zb_value v = zb_json_at(list, i);
                items[i] = (struct zb_waiver){"", "", zb_arena_strdup(l->arena, v.place)};
                if (!zb_json_is(v, ZB_J_OBJECT, l->faults))
                        continue;
                zb_json_only(v, keys, l->faults);
                items[i].rule = read_rule(l, v);
                items[i].why = zb_spec_line(l, v, "why", true, 1, MAX_WHY);
        }
        board->waivers = items;
        board->n_waivers = items ? n : 0;
}
