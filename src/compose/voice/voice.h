/* SPDX-License-Identifier: Apache-2.0 */
/* text (private to compose): the voices of a board — title, heading, body … — each with its tier, weight and
 * inks, and the two things done with them: setting a paragraph and putting it into the scene. */
#ifndef ZB_VOICE_H
#define ZB_VOICE_H

#include "stage.h"
#include "words.h"

enum zb_voice_name {
        ZB_VOICE_TITLE,
        ZB_VOICE_SUBTITLE,
        ZB_VOICE_SUBTITLE_SMALL,
        ZB_VOICE_AUTHORS,
        ZB_VOICE_LEAD,
        ZB_VOICE_LEAD_SMALL,
        ZB_VOICE_VALUE,
        ZB_VOICE_VALUE_LABEL,
        ZB_VOICE_HEADING,
        ZB_VOICE_NUMBER,
        ZB_VOICE_BODY,
        ZB_VOICE_QR,
        ZB_VOICE_NOTE,
        ZB_N_VOICES
};

/* Sets text in the stage's em of the voice's tier (em > 0 overrides it) to lines of measure_mm; the paragraph
 * is the stage's memo's. *ret_overfull (may be NULL): lines wider than the measure. */
enum zb_code zb_voice_set(const struct zb_stage *stage, enum zb_voice_name voice, double em,
                          const struct zb_rich *text, double measure_mm, const struct zb_para **ret,
                          size_t *ret_overfull, struct zb_err *err);

/* Adds a set paragraph to the scene, its first line's box beginning at top_mm. */
void zb_voice_put(struct zb_stage *stage, enum zb_voice_name voice, const struct zb_para *para,
                  const struct zb_rich *text, double leading, int section, double x_mm, double top_mm);

const struct zb_face *zb_voice_face(const struct zb_stage *stage, enum zb_voice_name voice);
enum zb_tier zb_voice_tier(enum zb_voice_name voice);

/* An unmarked text as rich text, in arena. Empty text gives n == 0. */
struct zb_rich zb_rich_plain(struct zb_arena *arena, const char *text, const char *place);

/* A text whose words hold together (words.h), remembered. */
const char *zb_joined(const struct zb_stage *stage, const struct zb_words *words, const char *text);

/* From the top of a line's box (em × leading tall) to the ink of common Han, and the same at its bottom: Han
 * ink stands in the middle of the em. */
double zb_ink_inset(const struct zb_stage *stage, enum zb_voice_name voice, double em, double leading);

/* Height of a set paragraph's boxes, and its area of text (sum of line width × em × leading, mm²). */
double zb_para_height(const struct zb_para *para, double leading);
double zb_para_area(const struct zb_para *para, double leading);
/* The widest line. */
double zb_para_blank_before(const struct zb_para *para); /* least blank before the ink of any line, mm */
double zb_para_width(const struct zb_para *para);

#endif
