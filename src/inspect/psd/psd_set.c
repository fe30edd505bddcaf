/* SPDX-License-Identifier: Apache-2.0 */
/* Sets a text layer's words as its engine does, well enough to know its lines, their baselines and, from the
 * raster, their widths. Point text is broken where its author pressed return; there a whole layer of one size
 * is one paragraph, because that is how boards are set by hand. Boxed text has paragraphs of its own. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "edges.h"
#include "psd_text.h"
#include "stats.h"

enum { LINE_BREAK = 3, MOST_REFINED = 200, INKED = 96 };

struct psd_set_line {    /* lengths in text space: pixels before the matrix */
        size_t from, to; /* units, without the break */
        double u, v;     /* where its baseline begins */
        double width, size;
        int paragraph;
        double ink_em; /* measured ink height of Han ÷ em; NAN */
};

struct setting {
        struct zb_setter *setter;
        const struct zb_live_text *t;
        struct psd_set_line *lines;
        size_t n, cap;
        bool failed;
};

/* ---- characters ---- */

static uint32_t char_at(const struct zb_live_text *t, size_t i)
{
        uint32_t c = t->chars[i];
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < t->n && (t->chars[i + 1] & 0xFC00) == 0xDC00)
                return 0x10000 + ((c - 0xD800) << 10) + (t->chars[i + 1] - 0xDC00u);
        return c;
}

/* Usual advances of sans faces, em. */
static double advance_em(uint32_t c)
{
        if (c >= 0xDC00 && c < 0xE000) /* the second half of a pair */
                return 0;
        if (c < ' ' || (c >= 0x200B && c <= 0x200F))
                return 0;
        if (c >= '0' && c <= '9')
                return 0.555;
        if (c >= 'A' && c <= 'Z')
                return c == 'I' ? 0.29 : c == 'M' || c == 'W' ? 0.85 : 0.62;
        if (c >= 'a' && c <= 'z')
                return strchr("ijlft", (int)c) ? 0.3 : c == 'm' || c == 'w' ? 0.85 : 0.54;
        if (c == ' ' || c == 0xA0)
                return 0.224;
        if (c == '%')
                return 0.92;
        return c < 0x100 ? 0.33 : c < 0x2000 && c != 0xB7 ? 0.55 : 1;
}

static const struct zb_text_look *look_at(const struct zb_live_text *t, size_t i)
{
        return &t->looks[t->look_of[i]];
}

static double advance(const struct zb_live_text *t, size_t i)
{
        const struct zb_text_look *look = look_at(t, i);
        double em = advance_em(t->chars[i]);
        return em > 0 ? (em * look->h_scale + look->tracking / 1000) * look->size : 0;
}

/* From the last character's ink to the end of its advance, em. */
static double trail_em(uint32_t c)
{
        if (c > 0x2000 && !zb_may_start_line(c) && c != 0x2014 && c != 0x2026)
                return 0.62; /* ，。）: ink in the left half */
        return c < 0x2000 ? 0.06 : 0.04;
}

static double leading_at(const struct zb_live_text *t, size_t i)
{
        const struct zb_text_look *look = look_at(t, i);
        return look->auto_leading || !(look->leading > 0) ? (double)t->auto_lead[i] * look->size : look->leading;
}

/* ---- lines ---- */

static bool is_break(uint16_t c)
{
        return c == '\r' || c == '\n' || c == LINE_BREAK;
}

static void add_line(struct setting *s, size_t from, size_t to, int paragraph)
{
        if (s->n == s->cap) {
                size_t cap = s->cap ? s->cap * 2 : 32;
                struct psd_set_line *lines = realloc(s->lines, cap * sizeof *lines);
                if (!lines) {
                        s->failed = true;
                        return;
                }
                s->lines = lines;
                s->cap = cap;
        }
        struct psd_set_line line = {.from = from, .to = to, .paragraph = paragraph, .ink_em = NAN};
        for (size_t i = from; i < to; i++) {
                line.width += advance(s->t, i);
                line.size = fmax(line.size, look_at(s->t, i)->size * look_at(s->t, i)->v_scale);
        }
        s->lines[s->n++] = line;
}

/* Where a line of the box ends that begins at `from`: before the first character that does not fit; not
 * before a mark that may not begin a line, not inside a word. */
static size_t wrap(const struct zb_live_text *t, size_t from, size_t end)
{
        double width = 0;
        size_t to = from;
        while (to < end && (width += advance(t, to)) <= t->box_width + 0.02 * look_at(t, to)->size)
                to++;
        if (to == end)
                return end;
        for (size_t i = to; i > from + 1; i--) {
                uint32_t before = char_at(t, i - 1), after = char_at(t, i);
                bool inside = (zb_is_latin(before) && zb_is_latin(after)) || (t->chars[i] & 0xFC00) == 0xDC00;
                if (!inside && zb_may_start_line(after) && zb_may_end_line(before))
                        return i;
        }
        return to > from ? to : from + 1;
}

static void break_lines(struct setting *s)
{
        const struct zb_live_text *t = s->t;
        int paragraph = s->setter->paragraphs++;
        double size = 0;
        for (size_t from = 0, end; from <= t->n && !s->failed; from = end + 1) {
                for (end = from; end < t->n && !is_break(t->chars[end]);)
                        end++;
                if (end == from && end >= t->n)
                        break;
                double now = end > from ? look_at(t, from)->size : size;
                if (size > 0 && (end == from || fabs(now - size) > 0.02 * size))
                        paragraph = s->setter->paragraphs++;
                size = now;
                size_t at = from;
                do {
                        size_t to = t->boxed && t->box_width > 0 ? wrap(t, at, end) : end;
                        add_line(s, at, to, paragraph);
                        at = to;
                } while (at < end && !s->failed);
                if (t->boxed && end < t->n && t->chars[end] == '\r')
                        paragraph = s->setter->paragraphs++;
        }
}

/* Baselines and left ends. */
static void place_lines(struct setting *s)
{
        const struct zb_live_text *t = s->t;
        double v = 0;
        for (size_t k = 0; k < s->n; k++) {
                struct psd_set_line *l = &s->lines[k];
                double leading = 0;
                for (size_t i = l->from; i < l->to; i++)
                        leading = fmax(leading, leading_at(t, i));
                if (l->from == l->to && t->n > 0)
                        leading = leading_at(t, l->from < t->n ? l->from : t->n - 1);
                v = k > 0 ? v + leading : t->boxed ? t->box_top + ZB_EM_ASCENT * l->size : 0;
                l->v = v;
                int align = t->align[l->from < t->n ? l->from : t->n - 1];
                double left = t->boxed ? t->box_left : 0, room = t->boxed ? t->box_width : 0;
                l->u = align == 1 ? left + room - l->width : align == 2 ? left + (room - l->width) / 2 : left;
        }
}

/* ---- the raster ---- */

/* Columns with ink between two rows of the layer; per column the ink's top and bottom, -1: none. */
struct columns {
        int left, right; /* of the ink; right outside; left == right: none */
        int *top, *bottom;
};

static bool scan(const struct zb_psd *psd, const struct zb_psd_layer *layer, int from, int to, struct columns *cols)
{
        int w = layer->px.right - layer->px.left, h = layer->px.bottom - layer->px.top;
        struct zb_plane *alpha = zb_plane_of_layer(psd, layer, -1);
        uint8_t *row = malloc((size_t)w + 1);
        bool ok = alpha && row;
        cols->left = w;
        cols->right = 0;
        for (int x = 0; x < w; x++)
                cols->top[x] = cols->bottom[x] = -1;
        for (int y = from < 0 ? 0 : from; ok && y < to && y < h; y++) {
                ok = zb_plane_row(alpha, y, row);
                for (int x = 0; ok && x < w; x++) {
                        if (row[x] < INKED)
                                continue;
                        if (cols->top[x] < 0)
                                cols->top[x] = y;
                        cols->bottom[x] = y + 1;
                        cols->left = x < cols->left ? x : cols->left;
                        cols->right = x + 1 > cols->right ? x + 1 : cols->right;
                }
        }
        zb_plane_free(alpha);
        free(row);
        return ok && cols->right > cols->left;
}

/* Ink heights of the line's Han, each in its own cell; median ÷ em. */
static double han_height(const struct zb_live_text *t, const struct psd_set_line *l, const struct columns *cols,
                         double start, double scale, double stretch, double em_px, int w, double *work)
{
        size_t n = 0;
        double u = 0;
        for (size_t i = l->from; i < l->to; i++) {
                double next = u + advance(t, i) * stretch;
                int x0 = (int)lrint(start + u * scale), x1 = (int)lrint(start + next * scale);
                int top = -1, bottom = -1;
                for (int x = x0 < 0 ? 0 : x0; x < x1 && x < w; x++)
                        if (cols->top[x] >= 0) {
                                top = top < 0 || cols->top[x] < top ? cols->top[x] : top;
                                bottom = cols->bottom[x] > bottom ? cols->bottom[x] : bottom;
                        }
                if (zb_is_han(char_at(t, i)) && bottom > top)
                        work[n++] = (bottom - top) / em_px;
                u = next;
        }
        return zb_median(work, n);
}

static void refine_line(struct setting *s, struct psd_set_line *l, struct columns *cols, double *work)
{
        const struct zb_live_text *t = s->t;
        const struct zb_psd_layer *layer = t->layer;
        double sx = t->matrix[0], sy = t->matrix[3], em_px = l->size * sy;
        double base = t->matrix[3] * l->v + t->matrix[5] - layer->px.top;
        if (l->to == l->from || !(em_px > 0) ||
            !scan(s->setter->psd, layer, (int)lrint(base - 0.95 * em_px), (int)lrint(base + 0.2 * em_px), cols))
                return;
        uint32_t last = char_at(t, l->to - 1 - ((t->chars[l->to - 1] & 0xFC00) == 0xDC00 && l->to - l->from > 1));
        double right = (layer->px.left + cols->right - t->matrix[4]) / sx + trail_em(last) * l->size;
        double left = (layer->px.left + cols->left - t->matrix[4]) / sx - 0.05 * l->size;
        int align = t->align[l->from];
        double u = align == 1 || align == 2 ? left : l->u, width = right - u;
        if (width < 0.5 * l->width || width > 2 * l->width)
                return;
        double stretch = l->width > 0 ? width / l->width : 1;
        l->u = u;
        l->width = width;
        l->ink_em = han_height(t, l, cols, u * sx + t->matrix[4] - layer->px.left, sx, stretch, em_px,
                               layer->px.right - layer->px.left, work);
}

/* Upright text alone: the raster of turned text says nothing about its lines. */
static enum zb_code refine(struct setting *s, struct zb_err *err)
{
        const struct zb_live_text *t = s->t;
        const struct zb_psd_layer *layer = t->layer;
        int w = layer->px.right - layer->px.left;
        bool upright = t->matrix[0] > 0 && t->matrix[3] > 0 && fabs(t->matrix[1]) < 1e-3 && fabs(t->matrix[2]) < 1e-3;
        if (!upright || t->vertical || w <= 0 || w > 300000)
                return ZB_OK;
        struct columns cols = {.top = calloc((size_t)w + 1, sizeof(int)),
                               .bottom = calloc((size_t)w + 1, sizeof(int))};
        double *work = calloc(t->n + 1, sizeof *work);
        bool ok = cols.top && cols.bottom && work;
        for (size_t k = 0; ok && k < s->n && k < MOST_REFINED; k++)
                refine_line(s, &s->lines[k], &cols, work);
        free(cols.top);
        free(cols.bottom);
        free(work);
        return ok ? ZB_OK : zb_err_nomem(err);
}

/* ---- runs ---- */

static float part(double v)
{
        return (float)fmin(fmax(v, 0), 1);
}

static struct zb_ink psd_set_ink_of(const struct zb_setter *setter, const struct zb_text_look *look)
{
        const double *v = look->colour;
        if (look->colour_type == 2 && look->colour_n == 5)
                return (struct zb_ink){part(v[1]), part(v[2]), part(v[3]), part(v[4])};
        if (look->colour_type == 0 && look->colour_n >= 2)
                return (struct zb_ink){.k = 1 - part(v[1])};
        if (look->colour_n < 4)
                return (struct zb_ink){.k = 1};
        uint8_t rgb[3], cmyk[4];
        for (int i = 0; i < 3; i++)
                rgb[i] = (uint8_t)lrintf(part(v[i + 1]) * 255);
        zb_transform_run(setter->from_rgb, rgb, cmyk, 1, 400);
        return (struct zb_ink){(float)cmyk[0] / 255, (float)cmyk[1] / 255, (float)cmyk[2] / 255,
                               (float)cmyk[3] / 255};
}

static enum zb_space text_space(const struct zb_psd *psd)
{
        switch (psd->mode) {
        case ZB_PSD_CMYK:
                return ZB_SPACE_CMYK;
        case ZB_PSD_RGB:
        case ZB_PSD_INDEXED:
                return ZB_SPACE_RGB;
        case ZB_PSD_LAB:
                return ZB_SPACE_LAB;
        default:
                return ZB_SPACE_GRAY;
        }
}

static bool says_bold(const char *font)
{
        static const char *const words[] = {"Bold", "Heavy", "Black", "bold"};
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (strstr(font, words[i]))
                        return true;
        return false;
}

static void to_board(const struct zb_live_text *t, const struct zb_psd *psd, double u, double v, double *x, double *y)
{
        const double *m = t->matrix;
        *x = psd->sheet.x + (m[0] * u + m[2] * v + m[4]) * psd->sheet.w / psd->width;
        *y = psd->sheet.y + (m[1] * u + m[3] * v + m[5]) * psd->sheet.h / psd->height;
}

/* Units [from, to) in one look, that begin at (u, v) and are `width` wide. */
static enum zb_code add_run(struct setting *s, size_t from, size_t to, double u, double v, double width,
                            const struct psd_set_line *l, struct zb_err *err)
{
        const struct zb_live_text *t = s->t;
        const struct zb_psd *psd = s->setter->psd;
        struct zb_arena *arena = psd->in->facts->arena;
        const struct zb_text_look *look = look_at(t, from);
        struct zb_buf text = ZB_BUF_INIT;
        for (size_t i = from; i < to; i++) {
                uint8_t unit[4] = {(uint8_t)(t->chars[i] >> 8), (uint8_t)t->chars[i]};
                bool pair = char_at(t, i) >= 0x10000;
                if (pair) {
                        i++;
                        unit[2] = (uint8_t)(t->chars[i] >> 8);
                        unit[3] = (uint8_t)t->chars[i];
                }
                zb_put_utf16(&text, unit, pair ? 2 : 1);
        }
        double mm = psd->sheet.h / psd->height;
        struct zb_run run = {.utf8 = text.len ? zb_arena_strdup(arena, text.data) : "",
                             .em_mm = look->size * look->v_scale * hypot(t->matrix[2], t->matrix[3]) * mm,
                             .width_mm = width * hypot(t->matrix[0], t->matrix[1]) * psd->sheet.w / psd->width,
                             .angle_deg = -atan2(t->matrix[1], t->matrix[0]) * (180 / 3.14159265358979323846),
                             .leading = look->size > 0 ? leading_at(t, from) / look->size : NAN,
                             .font = look->font >= 0 && (size_t)look->font < t->n_fonts ? t->fonts[look->font] : "",
                             .colour = psd_set_ink_of(s->setter, look),
                             .space = text_space(psd),
                             .place = t->layer->name,
                             .hidden = !t->layer->visible,
                             .order = s->setter->order++,
                             .paragraph = t->vertical ? -1 : l->paragraph};
        bool failed = text.failed || !run.utf8;
        zb_buf_fini(&text);
        if (failed)
                return zb_err_nomem(err);
        double known = zb_known_ink_factor(run.font);
        run.ink_mm = run.em_mm * (isnan(known) ? l->ink_em : known);
        run.bold = look->bold || says_bold(run.font);
        to_board(t, psd, u, v, &run.x_mm, &run.baseline_mm);
        return *run.utf8 ? zb_runs_add(&s->setter->marks.runs, &run, err) : ZB_OK;
}

static enum zb_code line_runs(struct setting *s, const struct psd_set_line *l, struct zb_err *err)
{
        const struct zb_live_text *t = s->t;
        double sum = 0, u = l->u;
        enum zb_code code = ZB_OK;
        for (size_t i = l->from; i < l->to; i++)
                sum += advance(t, i);
        double stretch = sum > 0 ? l->width / sum : 1;
        for (size_t from = l->from, to; from < l->to && !code; from = to) {
                double width = 0;
                for (to = from; to < l->to && t->look_of[to] == t->look_of[from]; to++)
                        width += advance(t, to) * stretch;
                code = add_run(s, from, to, u, l->v, width, l, err);
                u += width;
        }
        return code;
}

/* Characters one below the other, columns from right to left. */
static enum zb_code column_runs(struct setting *s, const struct psd_set_line *l, struct zb_err *err)
{
        const struct zb_live_text *t = s->t;
        double u = -(l->v - s->lines[0].v) - 0.5 * l->size, v = ZB_EM_ASCENT * l->size;
        enum zb_code code = ZB_OK;
        for (size_t i = l->from; i < l->to && !code; i++) {
                size_t to = i + 1 + (char_at(t, i) >= 0x10000);
                code = add_run(s, i, to, u, v, l->size, l, err);
                v += l->size + look_at(t, i)->tracking / 1000 * l->size;
                i = to - 1;
        }
        return code;
}

enum zb_code zb_psd_set_text(struct zb_setter *setter, const struct zb_live_text *t, struct zb_err *err)
{
        struct setting s = {.setter = setter, .t = t};
        if (t->n == 0)
                return ZB_OK;
        break_lines(&s);
        place_lines(&s);
        enum zb_code code = s.failed ? zb_err_nomem(err) : refine(&s, err);
        for (size_t k = 0; k < s.n && !code; k++)
                code = t->vertical ? column_runs(&s, &s.lines[k], err) : line_runs(&s, &s.lines[k], err);
        free(s.lines);
        return code;
}

enum zb_code zb_psd_setter_open(struct zb_setter *setter, struct zb_err *err)
{
        bool assumed;
        return zb_transform_new(setter->psd->in->options->profile, ZB_RGB8, NULL, 0, &setter->from_rgb, &assumed,
                                err);
}

void zb_psd_setter_close(struct zb_setter *setter)
{
        zb_runs_fini(&setter->marks.runs);
        zb_transform_free(setter->from_rgb);
}
