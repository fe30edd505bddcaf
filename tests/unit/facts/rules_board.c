/* SPDX-License-Identifier: Apache-2.0 */
/* Ways to break a board: what every kind of file is asked. */
#include "rules_world.h"

static void size(struct world *w)
{
        w->f.width_mm = 800;
}
static void turn(struct world *w)
{
        w->f.width_mm = 1780;
        w->f.height_mm = 785;
}
static void hide(struct world *w)
{
        w->f.safe_min_mm = -4;
        w->f.safe_box = (struct zb_rect){16, 300, 60, 40};
        w->f.safe_what = "智慧";
        w->f.safe_place = "/lead";
}
static void near_edge(struct world *w)
{
        hide(w);
        w->f.safe_min_mm = 3;
}
static void no_bleed(struct world *w)
{
        w->f.bleed_mm = w->f.bleed_reach_mm = 0;
}
static void empty_bleed(struct world *w)
{
        w->f.bleed_reach_mm = 1;
}
static void low_ppi(struct world *w)
{
        w->images[2].ppi_y = 212;
}
static void few_images(struct world *w)
{
        w->f.n_images = 5;
}
static void no_images(struct world *w)
{
        w->f.images = NULL;
        w->f.n_images = w->f.n_photos = 0;
        w->f.ppi_min = NAN;
}
static void low_share(struct world *w)
{
        w->f.share = 0.31;
}
static void high_share(struct world *w)
{
        w->f.share = 0.52;
}
static void no_path(struct world *w)
{
        w->f.path_used = NULL;
}
static void photos_only(struct world *w)
{
        w->f.n_photos = N_IMAGES;
}
static void ai_unmarked(struct world *w)
{
        w->images[3].ai = true;
}
static void ai_small(struct world *w)
{
        w->images[3].ai = w->images[3].ai_marked = true;
        w->images[3].ai_mark_mm = 8;
}
static void few_words(struct world *w)
{
        w->f.chars = 389;
}
static void many_words(struct world *w)
{
        w->f.chars = 801;
}
static void no_keywords(struct world *w)
{
        w->f.keywords = 0;
}
static void lacking(struct world *w)
{
        w->f.missing_glyphs = 2;
        w->f.missing_text = "😀";
        w->f.missing_box = (struct zb_rect){77, 1, 2, 2};
        w->f.missing_place = "/lead";
}
static void faint(struct world *w)
{
        w->lines[ZB_TIER_CAPTION].contrast = 2.1;
}
static void piled(struct world *w)
{
        w->f.overlaps = 3;
        w->f.overlap_box = (struct zb_rect){33, 1, 2, 2};
        w->f.overlap_a = "甲";
        w->f.overlap_b = "乙";
        w->f.overlap_place = "/lead";
}
static void marked_title(struct world *w)
{
        w->f.title = "《智慧课堂》案例";
}
static void six_authors(struct world *w)
{
        w->f.n_authors = 6;
}
static void other_font(struct world *w)
{
        w->fonts[1].name = "MicrosoftYaHei";
        w->f.n_fonts = 2;
}
static void cousin(struct world *w)
{
        w->fonts[0].name = "NotoSansCJKsc-Regular";
}
/* Sizes: 8 cm by ink of Heavy is 239 pt, so 280 pt is right in cm and wrong in pt; 460 pt is 15.4 cm, wrong
 * in both; 360 pt is right in pt and 12.06 cm. */
static void title_cm_only(struct world *w)
{
        set_size(w, ZB_TIER_TITLE, 280);
}
static void title_pt_only(struct world *w)
{
        set_size(w, ZB_TIER_TITLE, 365);
}
static void title_small(struct world *w)
{
        set_size(w, ZB_TIER_TITLE, 200);
}
static void title_large(struct world *w)
{
        set_size(w, ZB_TIER_TITLE, 460);
}
static void heading_small(struct world *w)
{
        set_size(w, ZB_TIER_HEADING, 140);
}
static void body_small(struct world *w)
{
        set_size(w, ZB_TIER_BODY, 80);
}
static void body_cm_only(struct world *w)
{
        set_size(w, ZB_TIER_BODY, 95);
}
static void caption_large(struct world *w)
{
        set_size(w, ZB_TIER_CAPTION, 130);
}
static void note_small(struct world *w)
{
        set_size(w, ZB_TIER_NOTE, 40);
}
static void note_cm_only(struct world *w)
{
        set_size(w, ZB_TIER_NOTE, 50);
}
static void tight(struct world *w)
{
        w->f.tiers[ZB_TIER_BODY].leading_min = w->lines[ZB_TIER_BODY].leading = 1.1;
}
static void loose(struct world *w)
{
        w->f.tiers[ZB_TIER_BODY].leading_max = w->lines[5].leading = 1.74;
}
static void bad_start(struct world *w)
{
        w->lines[5].bad_start = true;
}
static void bad_end(struct world *w)
{
        w->lines[5].bad_end = true;
}
static void rgb(struct world *w)
{
        w->spaces[1] = ZB_SPACE_RGB;
        w->f.n_spaces = 2;
}
static void spot(struct world *w)
{
        w->spots[0] = "PANTONE 300 C";
        w->f.n_spots = 1;
}
static void wet(struct world *w)
{
        w->f.total_max = 340;
        w->f.total_max_box = (struct zb_rect){5, 6, 7, 8};
}
static void four_ink_black(struct world *w)
{
        w->f.k_only = 0;
        w->f.not_k_box = (struct zb_rect){44, 1, 2, 2};
        w->f.not_k_place = "/lead";
}
static void grey_black(struct world *w)
{
        w->f.solid_k_cm2 = 400;
        w->f.solid_k_box = (struct zb_rect){9, 1, 2, 2};
}
static void hairline(struct world *w)
{
        w->f.line_min_mm = 0.02;
        w->f.line_min_box = (struct zb_rect){8, 1, 2, 2};
}
static void small_code(struct world *w)
{
        w->qr[0].module_mm = 1.1;
}
static void cramped_code(struct world *w)
{
        w->qr[0].quiet_mm = 5;
}
static void mixed_marks(struct world *w)
{
        w->lines[ZB_TIER_BODY].marks = "备课,讲";
}
static void template_words(struct world *w)
{
        w->lines[ZB_TIER_BODY].text = "此处输入正文";
}
/* The files that were written of it: enough, and too small by a photograph's nature. */
static void small_jpeg(struct world *w)
{
        static const struct zb_fact_output outputs[] = {{"a.tif", ZB_KIND_TIFF, 5e4},
                                                        {"a.pdf", ZB_KIND_PDF, 3e6},
                                                        {"b.jpg", ZB_KIND_JPEG, 1.4e6},
                                                        {"a.psd", ZB_KIND_PSD, 40e6}};
        w->f.outputs = outputs;
        w->f.n_outputs = 4;
}
static void small_psd(struct world *w)
{
        static const struct zb_fact_output outputs[] = {{"a.jpg", ZB_KIND_JPEG, 2.2e6}, {"b.psb", ZB_KIND_PSD, 12e6}};
        w->f.outputs = outputs;
        w->f.n_outputs = 2;
}
static void nothing(struct world *w)
{
}

const struct broken board_cases[] = {
        {"board.size", size, "xiezhen", ZB_ERROR, 0, "", "800 × 1780", good},
        {"board.orientation", turn, "xiezhen", ZB_ADVISORY, 0, "", "landscape", good},
        {"board.visible", hide, "xiezhen", ZB_ERROR, 16, "/lead", "4 mm", good},
        {"board.visible", near_edge, "xiezhen", ZB_ADVISORY, 16, "/lead", "3 mm", good},
        {"board.bleed", no_bleed, "offset", ZB_ERROR, 0, "", "3 mm", good},
        {"board.bleed", empty_bleed, "offset", ZB_ERROR, 0, "", "only 1 mm", good},
        {"image.resolution", low_ppi, "xiezhen", ZB_ERROR, 400, "/sections/1/figures/0", "212", good},
        {"image.count", few_images, "xiezhen", ZB_WARNING, 0, "", "charts: 5, 6–8", good},
        {"image.count", no_images, "xiezhen", ZB_WARNING, 0, "", "6–8", good},
        {"layout.ratio", low_share, "xiezhen", ZB_ERROR, 0, "", "0.31", good},
        {"layout.ratio", high_share, "xiezhen", ZB_ERROR, 0, "", "0.52", good},
        {"layout.path", no_path, "xiezhen", ZB_ERROR, 0, "", "path", good},
        {"figure.infographic", photos_only, "xiezhen", ZB_WARNING, 0, "", "chart", good},
        {"figure.ai", ai_unmarked, "xiezhen", ZB_ERROR, 400, "/sections/1/figures/0", "AI", good},
        {"figure.ai", ai_small, "xiezhen", ZB_ADVISORY, 400, "/sections/1/figures/0", "8 mm", good},
        {"text.count", few_words, "xiezhen", ZB_WARNING, 0, "", "389", good},
        {"text.count", many_words, "xiezhen", ZB_WARNING, 0, "", "801", good},
        {"text.emphasis", no_keywords, "xiezhen", ZB_WARNING, 0, "", "set apart: 0", good},
        {"text.glyphs", lacking, "xiezhen", ZB_ERROR, 77, "/lead", "😀", good},
        {"text.contrast", faint, "xiezhen", ZB_WARNING, 50, "/sections/0/figures/0", "2.1", good},
        {"text.overlap", piled, "xiezhen", ZB_ERROR, 33, "/lead", "overlaps: 3", good},
        {"title.marks", marked_title, "xiezhen", ZB_ERROR, 0, "/title", "《智慧课堂》", good},
        {"authors.count", six_authors, "xiezhen", ZB_ERROR, 0, "/authors", "authors: 6", good},
        {"type.family", other_font, "xiezhen", ZB_ERROR, 0, "", "MicrosoftYaHei", good},
        {"type.family", cousin, "xiezhen", ZB_ADVISORY, 0, "", "NotoSansCJKsc", good},
        {"type.title", title_cm_only, "xiezhen", ZB_ADVISORY, 50, "/title", "280 pt", good},
        {"type.title", title_pt_only, "xiezhen", ZB_ADVISORY, 50, "/title", "12.23 cm", good},
        {"type.title", title_small, "xiezhen", ZB_WARNING, 50, "/title", "200 pt", good},
        {"type.title", title_large, "xiezhen", ZB_WARNING, 50, "/title", "460 pt", good},
        {"type.heading", heading_small, "xiezhen", ZB_WARNING, 50, "/sections/0/heading", "140 pt", good},
        {"type.body", body_small, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "80 pt", good},
        {"type.body", body_cm_only, "xiezhen", ZB_ADVISORY, 50, "/sections/0/text/0", "within the cm range only",
         good},
        {"type.caption", caption_large, "xiezhen", ZB_WARNING, 50, "/sections/0/figures/0", "130 pt", good},
        {"type.note", note_small, "xiezhen", ZB_WARNING, 50, "/notes/0", "40 pt", good},
        {"type.note", note_cm_only, "xiezhen", ZB_ADVISORY, 50, "/notes/0", "50 pt", good},
        {"type.leading", tight, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "1.1 em", good},
        {"type.leading", loose, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "1.74 em", good},
        {"type.kinsoku", bad_start, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "begins", good},
        {"type.kinsoku", bad_end, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "ends", good},
        {"colour.mode", rgb, "xiezhen", ZB_ERROR, 0, "", "DeviceRGB", good},
        {"ink.spot", spot, "xiezhen", ZB_ADVISORY, 0, "", "PANTONE 300 C", good},
        {"ink.total", wet, "xiezhen", ZB_ERROR, 5, "", "340", good},
        {"ink.black", four_ink_black, "xiezhen", ZB_WARNING, 44, "/lead", "several inks", good},
        {"ink.black", grey_black, "penhui", ZB_WARNING, 9, "", "400 cm²", good},
        {"ink.line", hairline, "offset", ZB_WARNING, 8, "", "0.02 mm", good},
        {"qr.module", small_code, "xiezhen", ZB_WARNING, 600, "/qr/0", "1.1 mm", good},
        {"qr.quiet", cramped_code, "xiezhen", ZB_WARNING, 600, "/qr/0", "1.9 modules", good},
        {"type.marks", mixed_marks, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "备课,讲", good},
        {"board.placeholder", template_words, "xiezhen", ZB_ERROR, 50, "/sections/0/text/0", "此处输入", good},
        {"file.output", small_jpeg, "xiezhen", ZB_ADVISORY, 0, "b.jpg", "b.jpg is only 1.4 M", good},
        {"file.source", small_psd, "xiezhen", ZB_ADVISORY, 0, "b.psb", "b.psb is only 12 M", good},
        {"waiver.unused", nothing, "xiezhen", ZB_ADVISORY, 0, "/waive/0", "text.cuont", good},
        {0},
};
