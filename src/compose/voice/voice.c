/* SPDX-License-Identifier: Apache-2.0 */
/* One table of voices: whatever is said on a board is said in one of them, so tier, weight and ink of a text
 * are decided here and nowhere else. Inks are named by their place in the theme. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "voice.h"

#define INK(member) offsetof(struct zb_theme, member)

static const struct voice {
        const char *role, *name;
        enum zb_tier tier;
        enum zb_weight weight, key_weight;
        size_t ink, key_ink, under[2]; /* of struct zb_theme */
        enum zb_align align;
        bool balance;
} voices[ZB_N_VOICES] = {
        [ZB_VOICE_TITLE] = {"title",
                            "主标题",
                            ZB_TIER_TITLE,
                            ZB_HEAVY,
                            ZB_HEAVY,
                            INK(paper),
                            INK(accent),
                            {INK(deep), INK(deep2)},
                            ZB_LEFT,
                            true},
        [ZB_VOICE_SUBTITLE] = {"subtitle",
                               "副标题",
                               ZB_TIER_BODY,
                               ZB_MEDIUM,
                               ZB_BOLD,
                               INK(paper),
                               INK(accent),
                               {INK(deep), INK(deep2)},
                               ZB_LEFT,
                               true},
        [ZB_VOICE_SUBTITLE_SMALL] = {"subtitle",
                                     "副标题",
                                     ZB_TIER_CAPTION,
                                     ZB_MEDIUM,
                                     ZB_BOLD,
                                     INK(paper),
                                     INK(accent),
                                     {INK(deep), INK(deep2)},
                                     ZB_LEFT,
                                     true},
        [ZB_VOICE_LEAD_SMALL] = {"lead",
                                 "导语",
                                 ZB_TIER_CAPTION,
                                 ZB_MEDIUM,
                                 ZB_BOLD,
                                 INK(paper),
                                 INK(accent),
                                 {INK(deep), INK(deep2)},
                                 ZB_JUSTIFY,
                                 false},
        [ZB_VOICE_AUTHORS] = {"authors",
                              "作者",
                              ZB_TIER_CAPTION,
                              ZB_MEDIUM,
                              ZB_MEDIUM,
                              INK(soft),
                              INK(accent),
                              {INK(deep), INK(deep2)},
                              ZB_LEFT,
                              false},
        [ZB_VOICE_LEAD] = {"lead",
                           "导语",
                           ZB_TIER_BODY,
                           ZB_REGULAR,
                           ZB_BOLD,
                           INK(paper),
                           INK(accent),
                           {INK(deep), INK(deep2)},
                           ZB_JUSTIFY,
                           false},
        [ZB_VOICE_VALUE] = {"value",
                            "关键数据",
                            ZB_TIER_HEADING,
                            ZB_HEAVY,
                            ZB_HEAVY,
                            INK(accent),
                            INK(accent),
                            {INK(deep), INK(deep2)},
                            ZB_LEFT,
                            false},
        [ZB_VOICE_VALUE_LABEL] = {"label",
                                  "数据说明",
                                  ZB_TIER_CAPTION,
                                  ZB_MEDIUM,
                                  ZB_MEDIUM,
                                  INK(paper),
                                  INK(accent),
                                  {INK(deep), INK(deep2)},
                                  ZB_LEFT,
                                  true},
        [ZB_VOICE_HEADING] = {"heading",
                              "小标题",
                              ZB_TIER_HEADING,
                              ZB_BOLD,
                              ZB_BOLD,
                              INK(primary),
                              INK(primary),
                              {INK(paper), INK(pale)},
                              ZB_LEFT,
                              false},
        [ZB_VOICE_NUMBER] = {"number",
                             "序号",
                             ZB_TIER_CAPTION,
                             ZB_BOLD,
                             ZB_BOLD,
                             INK(paper),
                             INK(paper),
                             {INK(primary), INK(primary)},
                             ZB_LEFT,
                             false},
        [ZB_VOICE_BODY] = {"body",
                           "正文",
                           ZB_TIER_BODY,
                           ZB_REGULAR,
                           ZB_BOLD,
                           INK(text),
                           INK(primary),
                           {INK(paper), INK(pale)},
                           ZB_JUSTIFY,
                           false},
        [ZB_VOICE_QR] = {"qr",
                         "二维码说明",
                         ZB_TIER_CAPTION,
                         ZB_BOLD,
                         ZB_BOLD,
                         INK(accent),
                         INK(accent),
                         {INK(deep), INK(deep2)},
                         ZB_LEFT,
                         false},
        [ZB_VOICE_NOTE] = {"note",
                           "注释",
                           ZB_TIER_NOTE,
                           ZB_REGULAR,
                           ZB_MEDIUM,
                           INK(paper),
                           INK(accent),
                           {INK(deep), INK(deep2)},
                           ZB_JUSTIFY,
                           false},
};

static struct zb_ink ink_at(const struct zb_theme *theme, size_t at)
{
        struct zb_ink ink;
        memcpy(&ink, (const char *)theme + at, sizeof ink);
        return ink;
}

const struct zb_face *zb_voice_face(const struct zb_stage *stage, enum zb_voice_name voice)
{
        return zb_fonts_face(stage->o->fonts, voices[voice].weight);
}

enum zb_tier zb_voice_tier(enum zb_voice_name voice)
{
        return voices[voice].tier;
}

/* The spans that the line builder wants. */
static struct zb_span *make_spans(const struct zb_stage *stage, const struct voice *v, const struct zb_rich *text)
{
        struct zb_span *spans = zb_arena_array(stage->memo_arena, text->n ? text->n : 1, sizeof *spans);
        for (size_t i = 0; spans && i < text->n; i++)
                spans[i] = (struct zb_span){
                        .text = text->spans[i].text,
                        .len = strlen(text->spans[i].text),
                        .face = zb_fonts_face(stage->o->fonts, text->spans[i].keyword ? v->key_weight : v->weight),
                        .style = text->spans[i].keyword,
                };
        return spans;
}

enum zb_code zb_voice_set(const struct zb_stage *stage, enum zb_voice_name voice, double em,
                          const struct zb_rich *text, double measure_mm, const struct zb_para **ret,
                          size_t *ret_overfull, struct zb_err *err)
{
        const struct voice *v = &voices[voice];
        struct zb_memo_key key;
        size_t overfull = 0;
        memset(&key, 0, sizeof key);
        key.em_mm = em > 0 ? em : stage->em[v->tier];
        key.measure_mm = measure_mm;
        key.voice = (uint32_t)voice;
        for (size_t i = 0; i < text->n; i++)
                key.text = zb_memo_text(stage->memo, key.text, text->spans[i].text, text->spans[i].keyword);
        const struct zb_para *para = zb_memo_find(stage->memo, &key, &overfull);
        if (!para) {
                struct zb_para *fresh;
                struct zb_para_spec spec = {.spans = make_spans(stage, v, text),
                                            .n_spans = text->n,
                                            .em_mm = key.em_mm,
                                            .measure_mm = measure_mm,
                                            .align = v->align,
                                            .balance = v->balance,
                                            .display = v->tier <= ZB_TIER_HEADING};
                if (!spec.spans)
                        return zb_err_nomem(err);
                if (zb_para_set(stage->memo_arena, &spec, &fresh, &overfull, err))
                        return ZB_WORK;
                para = fresh;
                zb_memo_keep(stage->memo, &key, para, overfull);
        }
        *ret = para;
        if (ret_overfull)
                *ret_overfull = overfull;
        return ZB_OK;
}

void zb_voice_put(struct zb_stage *stage, enum zb_voice_name voice, const struct zb_para *para,
                  const struct zb_rich *text, double leading, int section, double x_mm, double top_mm)
{
        const struct voice *v = &voices[voice];
        const struct zb_theme *theme = stage->o->theme;
        struct zb_text_style *styles = zb_arena_array(stage->arena, text->n ? text->n : 1, sizeof *styles);
        if (!styles)
                return;
        for (size_t i = 0; i < text->n; i++) {
                bool key = text->spans[i].keyword;
                styles[i] = (struct zb_text_style){
                        .face = zb_fonts_face(stage->o->fonts, key ? v->key_weight : v->weight),
                        .ink = ink_at(theme, key ? v->key_ink : v->ink),
                        .keyword = key,
                };
        }
        struct zb_text like = {.tier = v->tier,
                               .role = v->role,
                               .leading = leading,
                               .styles = styles,
                               .n_styles = text->n,
                               .under = {ink_at(theme, v->under[0]), ink_at(theme, v->under[1])},
                               .place = text->place};
        zb_scene_add_para(stage->scene, ZB_LAYER_TEXT, section, v->name, para, x_mm, top_mm, &like);
}

struct zb_rich zb_rich_plain(struct zb_arena *arena, const char *text, const char *place)
{
        struct zb_rich rich = {.plain = text, .place = place};
        struct zb_rich_span *span = text && *text ? zb_arena_alloc(arena, sizeof *span) : NULL;
        if (span) {
                span->text = text;
                rich.spans = span;
                rich.n = 1;
        }
        return rich;
}

const char *zb_joined(const struct zb_stage *stage, const struct zb_words *words, const char *text)
{
        struct zb_memo_key key;
        const char *joined;
        memset(&key, 0, sizeof key);
        key.text = zb_memo_text(stage->memo, 0, text, 0);
        key.voice = ZB_MEMO_JOINED;
        if (zb_memo_find_text(stage->memo, &key, &joined))
                return joined;
        joined = zb_words_join(words, stage->memo_arena, text);
        zb_memo_keep_text(stage->memo, &key, joined);
        return joined;
}

double zb_ink_inset(const struct zb_stage *stage, enum zb_voice_name voice, double em, double leading)
{
        return em * (leading - zb_face_ink_factor(zb_voice_face(stage, voice))) / 2;
}

double zb_para_height(const struct zb_para *para, double leading)
{
        return (double)para->n_lines * para->em_mm * leading;
}

double zb_para_area(const struct zb_para *para, double leading)
{
        double width = 0;
        for (size_t i = 0; i < para->n_lines; i++)
                width += para->lines[i].width_mm;
        return width * para->em_mm * leading;
}

double zb_para_blank_before(const struct zb_para *para)
{
        double least = INFINITY;
        for (size_t i = 0; i < para->n_lines; i++) {
                const struct zb_line *line = &para->lines[i];
                struct zb_rect ink;
                if (line->n_glyphs == 0)
                        continue;
                const struct zb_glyph *first = &line->glyphs[0];
                if (zb_face_extents(para->spans[first->span].face, first->gid, &ink))
                        least = fmin(least, line->x_mm + first->x_mm + ink.x * para->em_mm);
        }
        return isfinite(least) ? least : 0;
}

double zb_para_width(const struct zb_para *para)
{
        double width = 0;
        for (size_t i = 0; i < para->n_lines; i++)
                width = fmax(width, para->lines[i].width_mm);
        return width;
}
