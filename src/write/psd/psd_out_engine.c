/* SPDX-License-Identifier: Apache-2.0 */
/* EngineData: how Photoshop's text engine writes down a text. Dictionaries, arrays, numbers and UTF-16
 * strings, one key a line, indented by tabs (docs/formats.md §9). A key that is real must show a decimal
 * point, or the reader takes the number for 16.16 fixed; no probed minimum of keys exists, so the whole usual
 * set is written. */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "psd_out_priv.h"

#define INVISIBLE "AdobeInvisFont" /* the engine's own face for what does not print; always in the set */
#define MAX_FACES ZB_N_WEIGHTS

struct engine {
        struct zb_buf *out;
        const struct psd_text *text;
        const struct zb_face *faces[MAX_FACES];
        int n_faces, depth;
};

/* ---- the grammar ---- */

static void tabs(struct engine *e)
{
        for (int i = 0; i < e->depth; i++)
                zb_buf_putc(e->out, '\t');
}

/* A whole line: a key with a ready value, or a bracket. */
static void line(struct engine *e, const char *text)
{
        tabs(e);
        zb_buf_puts(e->out, text);
        zb_buf_putc(e->out, '\n');
}

/* "/Key" and its bracket, or the bracket alone when key is NULL. */
static void open_dict(struct engine *e, const char *key)
{
        if (key)
                line(e, key);
        line(e, "<<");
        e->depth++;
}

static void open_array(struct engine *e, const char *key)
{
        tabs(e);
        zb_buf_printf(e->out, "%s [\n", key);
        e->depth++;
}

static void close_with(struct engine *e, const char *bracket)
{
        e->depth--;
        line(e, bracket);
}

static void put_whole(struct engine *e, const char *key, size_t value)
{
        tabs(e);
        zb_buf_printf(e->out, "%s %zu\n", key, value);
}

static void real(struct engine *e, double value)
{
        char text[40];
        zb_buf_puts(e->out, zb_num(text, value, 5));
        if (!strchr(text, '.'))
                zb_buf_puts(e->out, ".0");
}

static void put_real(struct engine *e, const char *key, double value)
{
        tabs(e);
        zb_buf_printf(e->out, "%s ", key);
        real(e, value);
        zb_buf_putc(e->out, '\n');
}

static void put_reals(struct engine *e, const char *key, const double *values, size_t n)
{
        tabs(e);
        zb_buf_printf(e->out, "%s [ ", key);
        for (size_t i = 0; i < n; i++) {
                real(e, values[i]);
                zb_buf_putc(e->out, ' ');
        }
        zb_buf_puts(e->out, "]\n");
}

/* Brackets and backslashes are escaped byte by byte, also where they are half of a Han character. */
static void put_string(struct engine *e, const char *key, const char *utf16, size_t len)
{
        tabs(e);
        zb_buf_printf(e->out, "%s (\xFE\xFF", key);
        for (size_t i = 0; i < len; i++) {
                if (utf16[i] == '(' || utf16[i] == ')' || utf16[i] == '\\')
                        zb_buf_putc(e->out, '\\');
                zb_buf_putc(e->out, utf16[i]);
        }
        zb_buf_puts(e->out, ")\n");
}

static void put_ascii(struct engine *e, const char *key, const char *text)
{
        struct zb_buf utf16 = ZB_BUF_INIT;
        psd_utf16(&utf16, text, strlen(text));
        put_string(e, key, utf16.data ? utf16.data : "", utf16.len);
        e->out->failed |= utf16.failed;
        zb_buf_fini(&utf16);
}

static void put_colour(struct engine *e, const char *key, int type, const double *values, size_t n)
{
        open_dict(e, key);
        put_whole(e, "/Type", (size_t)type);
        put_reals(e, "/Values", values, n);
        close_with(e, ">>");
}

/* Alpha first, then the inks, 1 = full. */
static void psd_out_engine_put_ink(struct engine *e, const char *key, struct zb_ink ink)
{
        const double values[] = {1, (double)ink.c, (double)ink.m, (double)ink.y, (double)ink.k};
        put_colour(e, key, 2, values, 5);
}

/* ---- sheets ---- */

static void put_paragraph(struct engine *e, const char *key)
{
        static const double word[] = {0.8, 1, 1.33}, letter[] = {0, 0, 0}, glyph[] = {1, 1, 1};
        open_dict(e, key);
        put_whole(e, "/Justification", (size_t)e->text->justification);
        put_real(e, "/FirstLineIndent", 0);
        put_real(e, "/StartIndent", 0);
        put_real(e, "/EndIndent", 0);
        put_real(e, "/SpaceBefore", 0);
        put_real(e, "/SpaceAfter", 0);
        line(e, "/AutoHyphenate false");
        put_whole(e, "/HyphenatedWordSize", 6);
        put_whole(e, "/PreHyphen", 2);
        put_whole(e, "/PostHyphen", 2);
        put_whole(e, "/ConsecutiveHyphens", 8);
        put_real(e, "/Zone", 36);
        put_reals(e, "/WordSpacing", word, 3);
        put_reals(e, "/LetterSpacing", letter, 3);
        put_reals(e, "/GlyphSpacing", glyph, 3);
        put_real(e, "/AutoLeading", 1.2);
        put_whole(e, "/LeadingType", 0);
        line(e, "/Hanging false");
        line(e, "/Burasagari false");
        put_whole(e, "/KinsokuOrder", 0);
        line(e, "/EveryLineComposer false");
        close_with(e, ">>");
}

static size_t face_index(const struct engine *e, const struct zb_face *face)
{
        for (int i = 0; i < e->n_faces; i++)
                if (e->faces[i] == face)
                        return (size_t)i;
        return 0;
}

/* Reals and flags that are the same in every text of a board. */
static void put_usual(struct engine *e)
{
        static const struct {
                const char *key;
                double value;
        } reals[] = {{"/HorizontalScale", 1}, {"/VerticalScale", 1}, {"/BaselineShift", 0}, {"/Tsume", 0}};
        static const char *const lines[] = {"/Tracking 0",          "/AutoKerning true",    "/Kerning 0",
                                            "/FontCaps 0",          "/FontBaseline 0",      "/Underline false",
                                            "/Strikethrough false", "/Ligatures true",      "/DLigatures false",
                                            "/BaselineDirection 2", "/StyleRunAlignment 2", "/Language 0",
                                            "/NoBreak false"};
        for (size_t i = 0; i < sizeof reals / sizeof *reals; i++)
                put_real(e, reals[i].key, reals[i].value);
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
                line(e, lines[i]);
}

static void put_style(struct engine *e, const char *key, const struct psd_run *run)
{
        static const struct zb_ink black = {0, 0, 0, 1};
        static const char *const lines[] = {"/FillFlag true", "/StrokeFlag false", "/FillFirst true",
                                            "/YUnderline 1"};
        static const char *const after[] = {"/CharacterDirection 0", "/HindiNumbers false", "/Kashida 1",
                                            "/DiacriticPos 2"};
        open_dict(e, key);
        put_whole(e, "/Font", face_index(e, run->face));
        put_real(e, "/FontSize", run->size_px);
        line(e, "/FauxBold false");
        line(e, "/FauxItalic false");
        line(e, "/AutoLeading false");
        put_real(e, "/Leading", run->leading_px);
        put_usual(e);
        psd_out_engine_put_ink(e, "/FillColor", run->ink);
        psd_out_engine_put_ink(e, "/StrokeColor", black);
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
                line(e, lines[i]);
        put_real(e, "/OutlineWidth", 1);
        for (size_t i = 0; i < sizeof after / sizeof *after; i++)
                line(e, after[i]);
        close_with(e, ">>");
}

/* ---- runs ---- */

static void put_adjustments(struct engine *e)
{
        static const double axis[] = {1, 0, 1}, xy[] = {0, 0};
        open_dict(e, "/Adjustments");
        put_reals(e, "/Axis", axis, 3);
        put_reals(e, "/XY", xy, 2);
        close_with(e, ">>");
}

/* The end of a run dictionary: lengths in UTF-16 units. */
static void put_lengths(struct engine *e, const struct psd_run *runs, size_t n, int joinable)
{
        tabs(e);
        zb_buf_puts(e->out, "/RunLengthArray [ ");
        for (size_t i = 0; i < n; i++)
                zb_buf_printf(e->out, "%zu ", runs[i].units);
        zb_buf_puts(e->out, "]\n");
        put_whole(e, "/IsJoinable", (size_t)joinable);
}

static void put_paragraph_data(struct engine *e, const char *key, bool empty)
{
        open_dict(e, key);
        open_dict(e, "/ParagraphSheet");
        put_whole(e, "/DefaultStyleSheet", 0);
        if (empty) {
                open_dict(e, "/Properties");
                close_with(e, ">>");
        } else {
                put_paragraph(e, "/Properties");
        }
        close_with(e, ">>");
        put_adjustments(e);
        close_with(e, ">>");
}

/* All lines are one paragraph sheet. */
static void put_paragraph_run(struct engine *e)
{
        const struct psd_run all = {.units = e->text->utf16->len / 2};
        open_dict(e, "/ParagraphRun");
        put_paragraph_data(e, "/DefaultRunData", true);
        open_array(e, "/RunArray");
        put_paragraph_data(e, NULL, false);
        close_with(e, "]");
        put_lengths(e, &all, 1, 1);
        close_with(e, ">>");
}

static void put_style_data(struct engine *e, const char *key, const struct psd_run *run)
{
        open_dict(e, key);
        open_dict(e, "/StyleSheet");
        if (run) {
                put_style(e, "/StyleSheetData", run);
        } else {
                open_dict(e, "/StyleSheetData");
                close_with(e, ">>");
        }
        close_with(e, ">>");
        close_with(e, ">>");
}

static void put_style_run(struct engine *e)
{
        const struct psd_text *text = e->text;
        open_dict(e, "/StyleRun");
        put_style_data(e, "/DefaultRunData", NULL);
        open_array(e, "/RunArray");
        for (size_t i = 0; i < text->n_runs; i++)
                put_style_data(e, NULL, &text->runs[i]);
        close_with(e, "]");
        put_lengths(e, text->runs, text->n_runs, 2);
        close_with(e, ">>");
}

/* ---- the rest ---- */

static void put_grid(struct engine *e)
{
        static const double blue[] = {1, 0, 0, 1};
        open_dict(e, "/GridInfo");
        line(e, "/GridIsOn false");
        line(e, "/ShowGrid false");
        put_real(e, "/GridSize", 18);
        put_real(e, "/GridLeading", 22);
        put_colour(e, "/GridColor", 1, blue, 4);
        put_colour(e, "/GridLeadingFillColor", 1, blue, 4);
        line(e, "/AlignLineHeightToGridFlags false");
        close_with(e, ">>");
}

/* Point text: it begins at the transform's origin and runs as far as it wants. */
static void put_rendered(struct engine *e)
{
        static const double zero[] = {0, 0}, right[] = {1, 0}, down[] = {0, 1};
        open_dict(e, "/Rendered");
        put_whole(e, "/Version", 1);
        open_dict(e, "/Shapes");
        put_whole(e, "/WritingDirection", 0);
        open_array(e, "/Children");
        open_dict(e, NULL);
        put_whole(e, "/ShapeType", 0);
        put_whole(e, "/Procession", 0);
        open_dict(e, "/Lines");
        put_whole(e, "/WritingDirection", 0);
        line(e, "/Children [ ]");
        close_with(e, ">>");
        open_dict(e, "/Cookie");
        open_dict(e, "/Photoshop");
        put_whole(e, "/ShapeType", 0);
        put_reals(e, "/PointBase", zero, 2);
        open_dict(e, "/Base");
        put_whole(e, "/ShapeType", 0);
        put_reals(e, "/TransformPoint0", right, 2);
        put_reals(e, "/TransformPoint1", down, 2);
        put_reals(e, "/TransformPoint2", zero, 2);
        for (int i = 0; i < 4; i++) /* Base, Photoshop, Cookie, the child */
                close_with(e, ">>");
        close_with(e, "]");
        close_with(e, ">>");
        close_with(e, ">>");
}

static void put_font(struct engine *e, const char *name, int script, int type)
{
        open_dict(e, NULL);
        put_ascii(e, "/Name", name);
        put_whole(e, "/Script", (size_t)script);
        put_whole(e, "/FontType", (size_t)type);
        put_whole(e, "/Synthetic", 0);
        close_with(e, ">>");
}

static void put_sheets(struct engine *e)
{
        open_array(e, "/ParagraphSheetSet");
        open_dict(e, NULL);
        put_ascii(e, "/Name", "Normal RGB");
        put_whole(e, "/DefaultStyleSheet", 0);
        put_paragraph(e, "/Properties");
        close_with(e, ">>");
        close_with(e, "]");
        open_array(e, "/StyleSheetSet");
        open_dict(e, NULL);
        put_ascii(e, "/Name", "Normal RGB");
        put_style(e, "/StyleSheetData", &e->text->runs[0]);
        close_with(e, ">>");
        close_with(e, "]");
}

/* The same sets twice: of the text, and of the document as the text sees it. */
static void put_resources(struct engine *e, const char *key)
{
        enum { CHINESE = 3, CFF = 2 };
        open_dict(e, key);
        line(e, "/KinsokuSet [ ]");
        line(e, "/MojiKumiSet [ ]");
        put_whole(e, "/TheNormalStyleSheet", 0);
        put_whole(e, "/TheNormalParagraphSheet", 0);
        put_sheets(e);
        open_array(e, "/FontSet");
        for (int i = 0; i < e->n_faces; i++)
                put_font(e, zb_face_ps_name(e->faces[i]), CHINESE, CFF);
        put_font(e, INVISIBLE, 0, 0);
        close_with(e, "]");
        put_real(e, "/SuperscriptSize", 0.583);
        put_real(e, "/SuperscriptPosition", 0.333);
        put_real(e, "/SubscriptSize", 0.583);
        put_real(e, "/SubscriptPosition", 0.333);
        put_real(e, "/SmallCapSize", 0.7);
        close_with(e, ">>");
}

static void collect_faces(struct engine *e)
{
        for (size_t r = 0; r < e->text->n_runs && e->n_faces < MAX_FACES; r++) {
                bool known = false;
                for (int i = 0; i < e->n_faces; i++)
                        known |= e->faces[i] == e->text->runs[r].face;
                if (!known)
                        e->faces[e->n_faces++] = e->text->runs[r].face;
        }
}

void psd_engine_data(const struct psd_text *text, struct zb_buf *out)
{
        struct engine e = {.out = out, .text = text};
        collect_faces(&e);
        zb_buf_puts(out, "\n\n");
        open_dict(&e, NULL);
        open_dict(&e, "/EngineDict");
        open_dict(&e, "/Editor");
        put_string(&e, "/Text", text->utf16->data, text->utf16->len);
        close_with(&e, ">>");
        put_paragraph_run(&e);
        put_style_run(&e);
        put_grid(&e);
        put_whole(&e, "/AntiAlias", 1);
        line(&e, "/UseFractionalGlyphWidths true");
        put_rendered(&e);
        close_with(&e, ">>");
        put_resources(&e, "/ResourceDict");
        put_resources(&e, "/DocumentResources");
        e.depth--;
        zb_buf_puts(out, ">>");
}
