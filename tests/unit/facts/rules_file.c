/* SPDX-License-Identifier: Apache-2.0 */
/* Ways to break a file: what strangers' PDFs, pixels and layered sources are asked. */
#include "rules_world.h"

static const struct zb_rect here = {61, 62, 63, 64};

static void see(struct world *w, enum zb_seen what, const char *name)
{
        w->objects[w->f.pdf.n_objects++] = (struct zb_fact_seen){what, name, here, 1};
}

/* ---- the file ---- */

static void damaged(struct world *w)
{
        w->f.container.reading = ZB_READ_DAMAGED;
        w->f.container.trouble = zb_msg_verbatim("nothing after row 812");
}
static void complex_(struct world *w)
{
        w->f.container.reading = ZB_READ_COMPLEX;
}
static void encrypted(struct world *w)
{
        w->f.container.reading = ZB_READ_ENCRYPTED;
}
static void foreign(struct world *w)
{
        w->f.kind = ZB_KIND_AI;
        w->f.container.bytes = 50e6;
        w->f.container.reading = ZB_READ_FOREIGN;
}
static void repaired(struct world *w)
{
        w->f.container.reading = ZB_READ_REPAIRED;
}
static void three_pages(struct world *w)
{
        w->f.container.n_pages = 3;
}
static void small_output(struct world *w)
{
        w->f.container.bytes = 1.4e6;
}
static void between_output(struct world *w)
{
        w->f.container.bytes = 2.05e6;
}
static void as_tiff(struct world *w)
{
}
static void tiny_output(struct world *w)
{
        w->f.container.bytes = 84e3;
}
static void small_source(struct world *w)
{
        w->f.container.bytes = 12e6;
}
static void between_source(struct world *w)
{
        w->f.container.bytes = 31e6;
}
static void flat_source(struct world *w)
{
        w->f.n_layers = 1;
}
static void wordless_source(struct world *w)
{
        w->layers[1].kind = w->layers[2].kind = "pixels";
}
static void locked(struct world *w)
{
        w->f.container.restricted = true;
}
static void hidden_layer(struct world *w)
{
        w->layers[2].visible = false;
}
static void hidden_ocg(struct world *w)
{
        w->layers[0] = (struct zb_fact_layer){"草稿", "ocg", here, true, false, "Normal"};
        w->f.layers = w->layers;
        w->f.n_layers = 1;
}
static void script(struct world *w)
{
        see(w, ZB_SEEN_JAVASCRIPT, "");
}
static void attached(struct world *w)
{
        see(w, ZB_SEEN_ATTACHMENT, "a.exe");
}
static void comment(struct world *w)
{
        see(w, ZB_SEEN_ANNOTATION, "Link");
        see(w, ZB_SEEN_ANNOTATION, "FreeText");
}

/* ---- PDF and fonts ---- */

static void false_claim(struct world *w)
{
        w->broken[0] = "trimbox";
        w->f.pdf.broken = w->broken;
        w->f.pdf.n_broken = 1;
}
static void no_claim(struct world *w)
{
        false_claim(w);
        w->f.pdf.claims = NULL;
}
static void other_claim(struct world *w)
{
        w->f.pdf.claims = "PDF/X-1a:2001";
}
static void no_intent(struct world *w)
{
        w->f.pdf.n_intents = w->f.pdf.intent_components = 0;
}
static void rgb_intent(struct world *w)
{
        w->f.pdf.intent_components = 3;
        w->f.pdf.intent_profile = "sRGB";
}
static void transfer(struct world *w)
{
        see(w, ZB_SEEN_TRANSFER, "");
}
static void not_embedded(struct world *w)
{
        w->fonts[0].embedded = false;
}
static void bitmaps(struct world *w)
{
        w->fonts[0].type3 = true;
}
static void outlines(struct world *w)
{
        w->f.pdf.outlines = 380;
}

/* ---- colour and ink ---- */

static void rgb_picture(struct world *w)
{
        w->images[2].space = w->spaces[1] = ZB_SPACE_ICC3;
        w->f.n_spaces = 2;
}
static void lab_object(struct world *w)
{
        w->spaces[1] = ZB_SPACE_LAB;
        w->f.n_spaces = 2;
        see(w, ZB_SEEN_SPACE + ZB_SPACE_LAB, "");
}
static void rgb_pixels(struct world *w)
{
        w->spaces[0] = ZB_SPACE_RGB;
}
static void rgb_mode(struct world *w)
{
        w->f.n_spaces = 0;
        w->f.raster.mode = "RGB";
}
static void grey_pixels(struct world *w)
{
        w->spaces[0] = ZB_SPACE_GRAY;
}
static void spot_here(struct world *w)
{
        w->spots[0] = "金";
        w->f.n_spots = 1;
        see(w, ZB_SEEN_SPACE + ZB_SPACE_SEPARATION, "金");
}
static void all_plates(struct world *w)
{
        see(w, ZB_SEEN_REGISTRATION, "All");
}
static void white(struct world *w)
{
        see(w, ZB_SEEN_WHITE_OVERPRINT, "");
}
static void overprinted(struct world *w)
{
        see(w, ZB_SEEN_OVERPRINT, "");
}
static void wet_area(struct world *w)
{
        w->f.total_max = 352;
        w->f.total_max_box = here;
        w->f.survey.ink_cm2[150] = 500; /* 300 %: at the limit */
        w->f.survey.ink_cm2[170] = 40;
        w->f.survey.ink_cm2[176] = 2;
}
static void wet_specks(struct world *w)
{
        wet_area(w);
        w->f.survey.ink_cm2[170] = 0.3;
        w->f.survey.ink_cm2[176] = 0;
}

/* ---- pictures ---- */

static void stretched(struct world *w)
{
        w->images[1].stretch = 1.12;
}
static void squeezed(struct world *w)
{
        w->images[1].stretch = 0.8;
}
static void blown_up(struct world *w)
{
        w->images[1].upsampled = 4;
}
static void twice(struct world *w)
{
        w->images[4].same = w->images[1].same;
        w->images[4].box.x = 77;
}
static void crushed(struct world *w)
{
        w->images[3].quality = 40;
}
static void crushed_file(struct world *w)
{
        w->f.kind = ZB_KIND_JPEG;
        w->f.raster.quality = 35;
}
static void blown_up_file(struct world *w)
{
        w->f.raster.upsampled = 3;
}
static void ai_file(struct world *w)
{
        w->f.raster.ai = true;
}
static void one_colour(struct world *w)
{
        w->f.survey.plain = 0.97;
}
static void few_pixels(struct world *w)
{
        w->f.raster.px_w = 4636;
        w->f.raster.px_h = 10512;
}
static void no_density(struct world *w)
{
        w->f.raster.ppi_x = w->f.raster.ppi_y = NAN;
}
static void two_densities(struct world *w)
{
        w->f.raster.ppi_y = 200;
}
static void no_profile(struct world *w)
{
        w->f.profile = NULL;
}
static void alpha(struct world *w)
{
        w->f.raster.extra_channels = 1;
}
static void sixteen_bits(struct world *w)
{
        w->f.raster.bits = 16;
}
static void no_composite(struct world *w)
{
        w->f.raster.composite = 0;
}

/* ---- the board and its text ---- */

static void empty(struct world *w)
{
        w->f.survey.blank = 0.99;
}
static void empty_frame(struct world *w)
{
        for (int y = 60; y < 90; y++)
                for (int x = 20; x < 60; x++)
                        for (int i = 0; i < 3; i++)
                                w->print[3 * (y * PRINT_W + x) + i] = 204;
        w->f.n_lines = 0;
        w->f.lines = NULL;
}
static void invisible(struct world *w)
{
        w->lines[ZB_TIER_BODY].hidden = true;
}
static void at_the_edge(struct world *w)
{
        w->lines[ZB_TIER_NOTE].box.x = w->lines[ZB_TIER_NOTE].ink.x = 22;
}
static void beyond_the_edge(struct world *w)
{
        w->lines[ZB_TIER_NOTE].box.x = w->lines[ZB_TIER_NOTE].ink.x = 12;
}
static void small_white(struct world *w)
{
        w->lines[ZB_TIER_NOTE].em_mm = zb_mm_of_pt(6);
        w->lines[ZB_TIER_NOTE].reversed = true;
}
static void faint_code(struct world *w)
{
        w->qr[0].contrast = 1.8;
}
static void dead_code(struct world *w)
{
        w->qr[0].url = "";
}
static void unread_words(struct world *w)
{
}
static void outlined_words(struct world *w)
{
        w->f.text_source = "none";
        w->f.n_lines = w->f.chars = 0;
        w->f.pdf.outlines = 30;
}
static void bled(struct world *w)
{
        w->f.width_mm = 791;
        w->f.height_mm = 1786;
        w->f.container.boxes_declared = false;
}
static void marked_title_line(struct world *w)
{
        w->f.title = NULL;
        w->lines[ZB_TIER_TITLE].text = "《智慧课堂》";
}
static void small_unknown_ink(struct world *w)
{
        set_size(w, ZB_TIER_BODY, 80);
        w->f.tiers[ZB_TIER_BODY].ink_cm_min = w->f.tiers[ZB_TIER_BODY].ink_cm_max = NAN;
}
static void wordless_psd(struct world *w)
{
        w->f.text_source = "none";
        w->f.n_lines = w->f.chars = 0;
}
static void yahei(struct world *w)
{
        w->fonts[0].name = w->lines[ZB_TIER_BODY].font = "MicrosoftYaHei";
}

const struct broken file_cases[] = {
        {"file.readable", damaged, "xiezhen", ZB_ERROR, 0, "", "row 812", good_tiff},
        {"file.readable", complex_, "xiezhen", ZB_ERROR, 0, "", "too complex", good_pdf},
        {"file.readable", encrypted, "xiezhen", ZB_ERROR, 0, "", "password", good_pdf},
        {"file.readable", foreign, "xiezhen", ZB_ERROR, 0, "", "nothing in the file", good_pdf},
        {"file.readable", repaired, "xiezhen", ZB_ADVISORY, 0, "", "after repair", good_pdf},
        {"file.pages", three_pages, "xiezhen", ZB_ERROR, 0, "", "3 pages", good_pdf},
        {"file.output", small_output, "xiezhen", ZB_ERROR, 0, "", "only 1.4 M (1.34 M", good_pdf},
        {"file.output", tiny_output, "xiezhen", ZB_ERROR, 0, "", "only 84 K (82 K", good_pdf},
        {"file.output", between_output, "xiezhen", ZB_ADVISORY, 0, "", "2.05 M (1.96 M", good_pdf},
        {"file.output", as_tiff, "xiezhen", ZB_ADVISORY, 0, "", "JPG or PDF", good_tiff},
        {"file.source", small_source, "xiezhen", ZB_ERROR, 0, "", "only 12 M", good_psd},
        {"file.source", between_source, "xiezhen", ZB_ADVISORY, 0, "", "one reckoning", good_psd},
        {"file.source", flat_source, "xiezhen", ZB_ERROR, 0, "", "flattened", good_psd},
        {"file.source", wordless_source, "xiezhen", ZB_ADVISORY, 0, "", "no text layer", good_psd},
        {"file.restricted", locked, "xiezhen", ZB_WARNING, 0, "", "forbids", good_pdf},
        {"file.layers", hidden_layer, "xiezhen", ZB_ADVISORY, 32, "", "do not print: 1 (", good_psd},
        {"file.layers", hidden_ocg, "xiezhen", ZB_WARNING, 61, "", "草稿", good_pdf},
        {"file.active", script, "xiezhen", ZB_WARNING, 61, "", "JavaScript", good_pdf},
        {"file.active", attached, "xiezhen", ZB_WARNING, 61, "", "attachment", good_pdf},
        {"file.annotations", comment, "xiezhen", ZB_WARNING, 61, "", "FreeText", good_pdf},
        {"pdf.x4", false_claim, "xiezhen", ZB_ADVISORY, 0, "", "does not keep it: no TrimBox", good_pdf},
        {"pdf.x4", false_claim, "offset", ZB_ERROR, 0, "", "does not keep it: no TrimBox", good_pdf},
        {"pdf.x4", no_claim, "offset", ZB_ERROR, 0, "", "no PDF/X-4: no TrimBox", good_pdf},
        {"pdf.x4", other_claim, "offset", ZB_ADVISORY, 0, "", "PDF/X-1a:2001", good_pdf},
        {"pdf.intent", no_intent, "offset", ZB_WARNING, 0, "", "no output intent", good_pdf},
        {"pdf.intent", rgb_intent, "xiezhen", ZB_ADVISORY, 0, "", "sRGB", good_pdf},
        {"pdf.device", transfer, "xiezhen", ZB_WARNING, 61, "", "transfer function", good_pdf},
        {"font.embedded", not_embedded, "xiezhen", ZB_ERROR, 50, "", "not embedded", good_pdf},
        {"font.type3", bitmaps, "xiezhen", ZB_WARNING, 0, "", "fonts: 1 (", good_pdf},
        {"font.outlined", outlines, "xiezhen", ZB_ADVISORY, 0, "", "380", good_pdf},
        {"colour.mode", rgb_picture, "xiezhen", ZB_ERROR, 400, NULL, "\"Im1\" is ICCBased3", good_pdf},
        {"colour.mode", lab_object, "xiezhen", ZB_ERROR, 61, "", "text or shapes here are in Lab", good_pdf},
        {"colour.mode", rgb_pixels, "xiezhen", ZB_ERROR, 0, "", "DeviceRGB", good_tiff},
        {"colour.mode", rgb_mode, "xiezhen", ZB_ERROR, 0, "", "RGB", good_tiff},
        {"colour.mode", grey_pixels, "xiezhen", ZB_ADVISORY, 0, "", "grey", good_tiff},
        {"ink.spot", spot_here, "xiezhen", ZB_ADVISORY, 61, "", "金", good_pdf},
        {"ink.spot", spot_here, "offset", ZB_WARNING, 61, "", "金", good_pdf},
        {"ink.registration", all_plates, "xiezhen", ZB_ERROR, 61, "", "400 %", good_pdf},
        {"ink.white-overprint", white, "xiezhen", ZB_ERROR, 61, "", "vanishes", good_pdf},
        {"ink.overprint", overprinted, "xiezhen", ZB_ADVISORY, 61, "", "not black: 1;", good_pdf},
        {"ink.total", wet_area, "xiezhen", ZB_ERROR, 61, "", "42 cm² are above 300 %", good_tiff},
        {"ink.total", wet_specks, "xiezhen", ZB_ADVISORY, 61, "", "0.3 cm²", good_tiff},
        {"image.distorted", stretched, "xiezhen", ZB_WARNING, 400, NULL, "sideways by 12 %", good_pdf},
        {"image.distorted", squeezed, "xiezhen", ZB_WARNING, 400, NULL, "upwards by 25 %", good_pdf},
        {"image.upsampled", blown_up, "xiezhen", ZB_WARNING, 400, NULL, "about 75 ppi", good_pdf},
        {"image.upsampled", blown_up_file, "xiezhen", ZB_WARNING, 0, "", "about 100 dpi", good_tiff},
        {"figure.ai", ai_file, "xiezhen", ZB_ADVISORY, 0, "", "metadata", good_tiff},
        {"board.blank", one_colour, "xiezhen", ZB_ERROR, 0, "", "one even colour", good_tiff},
        {"image.duplicate", twice, "xiezhen", ZB_WARNING, 77, NULL, "400, 300 mm", good_pdf},
        {"image.quality", crushed, "xiezhen", ZB_WARNING, 400, NULL, "quality 40", good_pdf},
        {"image.quality", crushed_file, "xiezhen", ZB_WARNING, 0, "", "quality 35", good_tiff},
        {"image.resolution", few_pixels, "xiezhen", ZB_ERROR, 0, "", "4636 × 10512 px: at the finished size 150 dpi",
         good_tiff},
        {"raster.density", no_density, "xiezhen", ZB_WARNING, 0, "", "declares no resolution", good_tiff},
        {"raster.density", two_densities, "xiezhen", ZB_WARNING, 0, "", "two different", good_tiff},
        {"raster.profile", no_profile, "xiezhen", ZB_ADVISORY, 0, "", "no colour profile", good_tiff},
        {"raster.profile", no_profile, "offset", ZB_WARNING, 0, "", "no colour profile", good_tiff},
        {"raster.channels", alpha, "xiezhen", ZB_WARNING, 0, "", "spot): 1;", good_tiff},
        {"raster.channels", alpha, "xiezhen", ZB_ADVISORY, 0, "", "spot): 1;", good_psd},
        {"raster.channels", sixteen_bits, "xiezhen", ZB_ADVISORY, 0, "", "16 bits", good_tiff},
        {"raster.composite", no_composite, "xiezhen", ZB_WARNING, 0, "", "composite", good_psd},
        {"board.blank", empty, "xiezhen", ZB_ERROR, 0, "", "99 %", good_tiff},
        {"board.placeholder", empty_frame, "xiezhen", ZB_ADVISORY, 20 * 785.0 / 80, "", "392 × 297 mm", good_tiff},
        {"board.size", bled, "xiezhen", ZB_ERROR, 0, "", "791 × 1786", good_pdf},
        {"text.hidden", invisible, "xiezhen", ZB_WARNING, 50, NULL, "invisible text): 1,", good_pdf},
        {"text.edge", at_the_edge, "xiezhen", ZB_ADVISORY, 22, NULL, "only 2 mm", good_pdf},
        {"text.edge", beyond_the_edge, "xiezhen", ZB_ADVISORY, 12, NULL, "8 mm out", good_psd},
        {"type.reversed", small_white, "offset", ZB_WARNING, 50, NULL, "only 6 pt", good_pdf},
        {"title.marks", marked_title_line, "xiezhen", ZB_ERROR, 0, "", "《智慧课堂》", good_psd},
        {"type.body", small_unknown_ink, "xiezhen", ZB_WARNING, 50, NULL, "80 pt", good_pdf},
        {"unknown.images", wordless_psd, "xiezhen", ZB_ADVISORY, 0, "", "number", good_psd},
        {"type.family", yahei, "xiezhen", ZB_ERROR, 50, "", "MicrosoftYaHei", good_pdf},
        {"qr.contrast", faint_code, "xiezhen", ZB_WARNING, 600, NULL, "1.8", good_tiff},
        {"qr.decodable", dead_code, "xiezhen", ZB_ERROR, 600, NULL, "cannot be decoded", good_pdf},
        {"unknown.text", unread_words, "xiezhen", ZB_ADVISORY, 0, "", "pixels and cannot be read", good_tiff},
        {"unknown.text", outlined_words, "xiezhen", ZB_ADVISORY, 0, "", "outlined", good_pdf},
        {"unknown.images", unread_words, "xiezhen", ZB_ADVISORY, 0, "", "image : text", good_tiff},
        {"unknown.layout", unread_words, "xiezhen", ZB_ADVISORY, 0, "", "distance", good_tiff},
        {"unknown.ink", unread_words, "xiezhen", ZB_ADVISORY, 0, "", "black", good_tiff},
        {0},
};
