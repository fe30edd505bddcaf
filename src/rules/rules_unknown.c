/* SPDX-License-Identifier: Apache-2.0 */
/* What a file cannot tell is said to be unknown, but once a subject: fifteen lines that all mean "the words
 * are pixels" would bury the faults. */
#include <string.h>

#include "rules_priv.h"

enum subject { TEXT, IMAGES, LAYOUT, INK, N_SUBJECTS };
const char *const zb_unknown_ids[] = {
        [TEXT] = "unknown.text", [IMAGES] = "unknown.images", [LAYOUT] = "unknown.layout",
        [INK] = "unknown.ink",   [N_SUBJECTS] = NULL,
};

/* What each rule looks at, in a word or two; rules of one name are named once. */
static const struct {
        const char *id;
        enum subject subject;
        struct zb_msg name;
} names[] = {
        {"text.count", TEXT, {"字数", "number of characters"}},
        {"text.emphasis", TEXT, {"关键词", "keywords"}},
        {"text.glyphs", TEXT, {"缺字", "missing characters"}},
        {"text.contrast", TEXT, {"文字与底色的对比", "contrast of text"}},
        {"text.overlap", TEXT, {"互相压盖", "overlaps"}},
        {"title.marks", TEXT, {"作品名称", "the work's title"}},
        {"type.family", TEXT, {"字体", "typeface"}},
        {"type.title", TEXT, {"各级字高", "type sizes"}},
        {"type.heading", TEXT, {"各级字高", "type sizes"}},
        {"type.body", TEXT, {"各级字高", "type sizes"}},
        {"type.caption", TEXT, {"各级字高", "type sizes"}},
        {"type.note", TEXT, {"各级字高", "type sizes"}},
        {"type.leading", TEXT, {"行距", "line spacing"}},
        {"type.kinsoku", TEXT, {"标点位置", "punctuation"}},
        {"image.count", IMAGES, {"图片张数", "number of pictures"}},
        {"image.resolution", IMAGES, {"分辨率", "resolution"}},
        {"layout.ratio", IMAGES, {"图文比", "image : text"}},
        {"figure.infographic", IMAGES, {"图表", "charts"}},
        {"figure.ai", IMAGES, {"人工智能标识", "AI marks"}},
        {"board.size", LAYOUT, {"成品尺寸", "finished size"}},
        {"board.orientation", LAYOUT, {"横版还是竖版", "orientation"}},
        {"board.visible", LAYOUT, {"内容离可视边的距离", "distance to the visible edge"}},
        {"board.bleed", LAYOUT, {"出血", "bleed"}},
        {"board.blank", LAYOUT, {"画面是否空白", "whether it is empty"}},
        {"layout.path", LAYOUT, {"阅读路线", "reading path"}},
        {"colour.mode", INK, {"颜色模式", "colour mode"}},
        {"ink.total", INK, {"总墨量", "total ink"}},
        {"ink.black", INK, {"黑色的做法", "how black is made"}},
        {"ink.line", INK, {"细线", "thin lines"}},
};
enum { N_NAMES = sizeof names / sizeof *names };

void zb_check_unknown(struct zb_check *c)
{
        if (zb_check_is_spec(c) || c->force == ZB_FACT || c->n_unknown == ZB_CHECK_MAX_UNKNOWN)
                return;
        for (size_t i = 0; i < c->n_unknown; i++)
                if (c->unknown[i] == c->clause)
                        return;
        c->unknown[c->n_unknown++] = c->clause;
}

bool zb_check_wordless_glyphs(const struct zb_facts *f)
{
        static const char unknown[] = "\xEF\xBF\xBD";
        size_t n = 0;
        for (size_t i = 0; i < f->n_lines; i++)
                for (const char *at = f->lines[i].hidden ? NULL : f->lines[i].text;
                     at && (at = strstr(at, unknown)); at += sizeof unknown - 1)
                        n++;
        return n * 50 > f->chars;
}

static size_t name_of(const char *id)
{
        for (size_t i = 0; i < N_NAMES; i++)
                if (strcmp(names[i].id, id) == 0)
                        return i;
        return N_NAMES;
}

/* The clauses of the subject that could not be judged, and their names in a row. */
struct gathered {
        const char **ids;
        size_t n;
        struct zb_buf zh, en;
};

static void gather(const struct zb_check *c, enum subject subject, struct gathered *g)
{
        size_t seen[N_NAMES], n = 0;
        for (size_t i = 0; i < c->n_unknown; i++) {
                size_t k = name_of(c->unknown[i]->id);
                bool named = false;
                if (k == N_NAMES || names[k].subject != subject)
                        continue;
                for (size_t j = 0; j < n; j++)
                        named |= strcmp(names[seen[j]].name.en, names[k].name.en) == 0;
                g->ids[g->n++] = c->unknown[i]->id;
                if (named)
                        continue;
                seen[n++] = k;
                zb_buf_printf(&g->zh, "%s%s", n > 1 ? "、" : "", names[k].name.zh);
                zb_buf_printf(&g->en, "%s%s", n > 1 ? ", " : "", names[k].name.en);
        }
}

/* The reading path is all of the layout that is not known: words were read, their order was not clear. */
static bool only_path(const struct zb_check *c, const struct gathered *g)
{
        return g->n == 1 && strcmp(g->ids[0], "layout.path") == 0 &&
               strcmp(c->facts->text_source, "none") != 0;
}

static struct zb_msg reason(const struct zb_check *c, enum subject subject, const struct gathered *g)
{
        const struct zb_facts *f = c->facts;
        bool wordless = strcmp(f->text_source, "none") == 0;
        if (subject == TEXT && wordless && f->pdf.known && f->pdf.outlines > 0)
                return (struct zb_msg){"文字已转曲，读不出来", "the text is outlined and cannot be read"};
        if (subject == TEXT && wordless && f->kind == ZB_KIND_PSD)
                return (struct zb_msg){"没有文字图层，文字都成了像素",
                                       "there is no text layer: all text is pixels"};
        if (subject == TEXT && wordless && (f->raster.known || f->flat))
                return (struct zb_msg){"文字是像素，读不出来", "the text is pixels and cannot be read"};
        if (subject == TEXT && !wordless && zb_check_wordless_glyphs(f))
                return (struct zb_msg){"字体没有附上字符对照表（ToUnicode），看得见字形，读不出是什么字",
                                       "the fonts do not say which characters their glyphs are (ToUnicode)"};
        if (subject == TEXT && wordless)
                return (struct zb_msg){"没有可以读的文字", "there is no text that can be read"};
        if (subject != INK && (f->raster.known || f->flat) && f->kind != ZB_KIND_PSD)
                return (struct zb_msg){"图和文字合成了一张图，分不开",
                                       "pictures and text are one picture and cannot be told apart"};
        if (subject == LAYOUT && only_path(c, g))
                return (struct zb_msg){"各板块小标题的位置既不像 F 形也不像 Z 形",
                                       "the sections' headings stand in no clear F or Z"};
        return (struct zb_msg){"从这个文件看不出来", "this file does not tell"};
}

static void say(struct zb_check *c, enum subject subject, struct gathered *g)
{
        struct zb_finding *f = zb_findings_add(c->findings, zb_unknown_ids[subject], ZB_ADVISORY);
        if (!f || g->zh.failed || g->en.failed) {
                c->failed = true;
                return;
        }
        struct zb_msg why = reason(c, subject, g);
        f->measured_text = (struct zb_msg){"未知", "unknown"};
        f->covers = g->ids;
        f->n_covers = g->n;
        f->message = zb_check_msg(c, "%1$s，没有判定：%3$s%2$.0s%4$.0s", "%2$s; not judged: %4$s%1$.0s%3$.0s",
                                  why.zh, why.en, g->zh.data, g->en.data);
        f->fix = (struct zb_msg){
                "请人工核对，或检查可编辑的源文件（PSD、AI、没有转曲的 PDF）。",
                "Check these by eye, or check the editable source (PSD, AI, a PDF with live text)."};
}

void zb_check_say_unknown(struct zb_check *c)
{
        for (int s = 0; s < N_SUBJECTS; s++) {
                struct gathered g = {
                        .ids = zb_arena_array(c->findings->arena, c->n_unknown + 1, sizeof *g.ids)};
                if (!g.ids) {
                        c->failed = true;
                        return;
                }
                gather(c, (enum subject)s, &g);
                if (g.n > 0)
                        say(c, (enum subject)s, &g);
                zb_buf_fini(&g.zh);
                zb_buf_fini(&g.en);
        }
}
