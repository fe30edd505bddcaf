/* SPDX-License-Identifier: Apache-2.0 */
/* From spans to a row of cells: decodes the text, decides for each “ ” ‘ ’ whether it is a Chinese or a Latin
 * mark, and shapes runs of one face and one script with HarfBuzz. Han runs are shaped without kerning, so
 * that every full-width mark keeps its em and only the line builder squeezes; Latin runs with kerning and,
 * for their quotation marks, the proportional forms. */
#include <stdlib.h>
#include <string.h>
#include "type_priv.h"

struct shape_letter {
        uint32_t code, at, span;
        uint8_t len; /* bytes of the text */
        uint8_t class, flags;
        bool joined, may_break; /* before it */
};

struct shape_letters {
        struct shape_letter *data;
        size_t n;
};

/* ---- decoding ---- */

static size_t spans_bytes(const struct zb_para_spec *spec)
{
        size_t bytes = 0;
        for (size_t i = 0; i < spec->n_spans; i++)
                bytes += spec->spans[i].len;
        return bytes;
}

static void put_letter(struct zb_work *work, struct shape_letters *letters, uint32_t c, uint32_t span,
                       struct shape_letter *before)
{
        struct zb_char_kind kind = zb_char_kind(c);
        switch (kind.class) {
        case ZB_C_NOTHING:
                return;
        case ZB_C_JOINER:
                before->joined = true;
                return;
        case ZB_C_MAY_BREAK:
                before->may_break = true;
                return;
        case ZB_C_BREAK:
                c = '\n';
                break;
        case ZB_C_SPACE:
                c = c == '\t' ? ' ' : c;
                break;
        default:
                break;
        }
        uint8_t len = (uint8_t)zb_utf8_put(work->text + work->text_len, c);
        letters->data[letters->n++] = (struct shape_letter){
                .code = c,
                .at = (uint32_t)work->text_len,
                .span = span,
                .len = len,
                .class = kind.class,
                .flags = kind.flags,
                .joined = before->joined,
                .may_break = before->may_break,
        };
        work->text_len += len;
        *before = (struct shape_letter){0};
}

/* A byte that is no UTF-8 becomes U+FFFD: what cannot be read is shown, not dropped. */
static void shape_decode(struct zb_work *work, struct shape_letters *letters, const struct zb_para_spec *spec)
{
        struct shape_letter before = {0};
        for (size_t i = 0; i < spec->n_spans; i++) {
                const char *at = spec->spans[i].text;
                size_t left = spec->spans[i].len;
                while (left > 0) {
                        uint32_t c;
                        size_t step = zb_utf8_next(at, left, &c);
                        put_letter(work, letters, step ? c : 0xFFFD, (uint32_t)i, &before);
                        step = step ? step : 1;
                        at += step;
                        left -= step;
                }
        }
        work->text[work->text_len] = '\0';
}

/* ---- quotation marks ---- */

static bool is_chinese(const struct shape_letters *letters, size_t i)
{
        return i < letters->n && (letters->data[i].flags & ZB_WIDE);
}

static bool is_alphabet(const struct shape_letters *letters, size_t i)
{
        return i < letters->n && (letters->data[i].class == ZB_C_LATIN || letters->data[i].class == ZB_C_DIGIT);
}

/* Chinese when it touches something Chinese on either side; i - 1 of the first letter wraps and is out of
 * range. */
static bool touches_chinese(const struct shape_letters *letters, size_t i)
{
        return is_chinese(letters, i - 1) || is_chinese(letters, i + 1);
}

static void set_quote(struct shape_letter *quote, bool opens, bool chinese)
{
        quote->flags = (uint8_t)((opens ? ZB_NO_END : ZB_NO_START) | (chinese ? ZB_WIDE : 0));
        if (chinese)
                quote->class = opens ? ZB_C_OPEN : ZB_C_CLOSE;
        else
                quote->class = opens ? ZB_C_AOPEN : ZB_C_ACLOSE;
}

/* A pair is of one kind: Chinese when either of its marks touches something Chinese. Straight quotes, which
 * do not say which way they face, take turns. */
static void resolve_quotes(struct shape_letters *letters)
{
        enum { DEPTH = 8 };
        size_t open[DEPTH], n_open = 0;
        bool straight_open = false;
        for (size_t i = 0; i < letters->n; i++) {
                struct shape_letter *l = &letters->data[i];
                if (l->code == '"') {
                        straight_open = !straight_open;
                        l->class = straight_open ? ZB_C_AOPEN : ZB_C_ACLOSE;
                        l->flags = straight_open ? ZB_NO_END : ZB_NO_START;
                } else if (l->class == ZB_C_BREAK) {
                        n_open = 0;
                        straight_open = false;
                }
                if (l->class != ZB_C_QUOTE)
                        continue;
                bool opens = l->code == 0x2018 || l->code == 0x201C;
                bool apostrophe = l->code == 0x2019 && is_alphabet(letters, i - 1) && is_alphabet(letters, i + 1);
                bool chinese = !apostrophe && touches_chinese(letters, i);
                if (opens && n_open < DEPTH)
                        open[n_open++] = i;
                size_t mate = n_open ? open[n_open - 1] : 0;
                if (!opens && !apostrophe && n_open && letters->data[mate].code == l->code - 1) {
                        n_open--;
                        chinese = chinese || (letters->data[mate].flags & ZB_WIDE);
                        set_quote(&letters->data[mate], true, chinese);
                }
                set_quote(l, opens, chinese);
        }
}

/* ---- shaping ---- */

static bool grow(void **data, size_t *cap, size_t needed, size_t size)
{
        if (needed <= *cap)
                return true;
        size_t wanted = *cap * 2 > needed ? *cap * 2 : needed;
        void *bigger = realloc(*data, wanted * size);
        if (!bigger)
                return false;
        *data = bigger;
        *cap = wanted;
        return true;
}

/* A combining mark goes with what it stands on; a space too, so that Latin texts are shaped as one run. */
static bool same_run(const struct shape_letter *run, const struct shape_letter *next)
{
        if (next->span != run->span || next->class == ZB_C_BREAK || run->class == ZB_C_BREAK)
                return false;
        return next->class == ZB_C_COMBINE || !((run->flags ^ next->flags) & ZB_WIDE);
}

static bool add_cell(struct zb_work *work, const struct shape_letters *letters, size_t first, size_t end,
                     uint32_t glyph, uint32_t n_glyphs)
{
        if (!grow((void **)&work->cells, &work->cap_cells, work->n_cells + 1, sizeof *work->cells))
                return false;
        const struct shape_letter *l = &letters->data[first], *last = &letters->data[end - 1];
        struct zb_cluster *cell = &work->cells[work->n_cells];
        *cell = (struct zb_cluster){
                .glyph = glyph,
                .n_glyphs = n_glyphs,
                .at = l->at,
                .len = last->at + last->len - l->at,
                .code = l->code,
                .span = l->span,
                .class = l->class,
                .flags = l->flags,
        };
        for (uint32_t g = 0; g < n_glyphs; g++)
                cell->advance += work->glyphs[glyph + g].advance;
        if (work->n_cells > 0) {
                cell[-1].joined = l->joined;
                cell[-1].may_break = l->may_break;
        }
        work->n_cells++;
        return true;
}

/* Appends the glyphs in the buffer, and a cell for each of HarfBuzz's clusters; a run is always left to
 * right. */
static bool take_glyphs(struct zb_work *work, const struct shape_letters *letters, size_t run_end,
                        hb_buffer_t *buffer, double unit)
{
        unsigned n;
        const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
        const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(buffer, &n);
        if (!grow((void **)&work->glyphs, &work->cap_glyphs, work->n_glyphs + n, sizeof *work->glyphs))
                return false;
        size_t base = work->n_glyphs;
        for (unsigned g = 0; g < n; g++) {
                work->glyphs[work->n_glyphs++] =
                        (struct zb_shaped){info[g].codepoint, pos[g].x_advance * unit, pos[g].x_offset * unit};
                work->missing += info[g].codepoint == 0;
        }
        for (unsigned g = 0; g < n;) {
                unsigned next = g + 1;
                while (next < n && info[next].cluster == info[g].cluster)
                        next++;
                size_t end = next < n ? info[next].cluster : run_end;
                if (!add_cell(work, letters, info[g].cluster, end, (uint32_t)(base + g), next - g))
                        return false;
                g = next;
        }
        return true;
}

static bool shape_run(struct zb_work *work, const struct shape_letters *letters, size_t first, size_t end,
                      const struct zb_face *face, hb_buffer_t *buffer)
{
        static const hb_feature_t han[] = {{HB_TAG('k', 'e', 'r', 'n'), 0, 0, (unsigned)-1}};
        static const hb_feature_t latin[] = {{HB_TAG('p', 'w', 'i', 'd'), 1, 0, (unsigned)-1}};
        bool wide = letters->data[first].flags & ZB_WIDE;
        hb_buffer_reset(buffer);
        hb_buffer_pre_allocate(buffer, (unsigned)(end - first));
        for (size_t i = first; i < end; i++)
                hb_buffer_add(buffer, letters->data[i].code, (unsigned)i);
        hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
        hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
        hb_buffer_set_script(buffer, wide ? HB_SCRIPT_HAN : HB_SCRIPT_LATIN);
        hb_buffer_set_language(buffer, wide ? face->chinese : face->english);
        hb_shape(face->font, buffer, wide ? han : latin, 1);
        return hb_buffer_allocation_successful(buffer) && take_glyphs(work, letters, end, buffer, 1.0 / face->upem);
}

/* A newline is a cell without glyphs. */
static bool shape_shape(struct zb_work *work, const struct shape_letters *letters, const struct zb_para_spec *spec)
{
        hb_buffer_t *buffer = hb_buffer_create();
        bool ok = true;
        for (size_t first = 0, end; first < letters->n && ok; first = end) {
                const struct shape_letter *l = &letters->data[first];
                end = first + 1;
                while (end < letters->n && same_run(l, &letters->data[end]))
                        end++;
                if (l->class == ZB_C_BREAK)
                        ok = add_cell(work, letters, first, end, (uint32_t)work->n_glyphs, 0);
                else
                        ok = shape_run(work, letters, first, end, spec->spans[l->span].face, buffer);
        }
        hb_buffer_destroy(buffer);
        return ok;
}

bool zb_work_shape(struct zb_work *work, const struct zb_para_spec *spec)
{
        size_t bytes = spans_bytes(spec);
        if (bytes > UINT32_MAX / 8) /* offsets are 32 bits; nobody sets half a gigabyte as one paragraph */
                return false;
        work->text = malloc(3 * bytes + 4); /* a bad byte grows to the three of U+FFFD */
        struct shape_letters letters = {calloc(bytes + 1, sizeof *letters.data), 0};
        bool ok = work->text && letters.data;
        if (ok) {
                shape_decode(work, &letters, spec);
                resolve_quotes(&letters);
                ok = grow((void **)&work->cells, &work->cap_cells, letters.n + 1, sizeof *work->cells) &&
                     grow((void **)&work->glyphs, &work->cap_glyphs, letters.n + 1, sizeof *work->glyphs) &&
                     shape_shape(work, &letters, spec);
        }
        free(letters.data);
        return ok && zb_work_space(work, spec);
}

void zb_work_fini(struct zb_work *work)
{
        free(work->text);
        free(work->cells);
        free(work->glyphs);
        free(work->sum);
        free(work->squeeze);
        free(work->stretch);
}
