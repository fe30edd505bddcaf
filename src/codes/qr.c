/* SPDX-License-Identifier: Apache-2.0 */
/* QR codes, read by zbar wherever one may be. It gives a code's text and its four corners; what it cannot
 * read and yet is a code is kept without a text. The code's bytes are taken as they are: converting would
 * load tables from the disk, which the sandbox forbids (zbar asks for them all the same, and takes a
 * refusal). */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zbar.h>

#include "codes.h"
#include "qr_grid.h"

enum { MOST_CODES = 64, MOST_TEXT = 4096 };

/* ---- a code found ---- */

/* Bytes as text: UTF-8, and a mark for each byte that is none. */
static const char *text_of(struct zb_arena *arena, const char *data, size_t len)
{
        struct zb_buf buf = ZB_BUF_INIT;
        if (len > MOST_TEXT)
                len = MOST_TEXT;
        for (size_t i = 0; i < len;) {
                uint32_t c;
                size_t n = zb_utf8_next(data + i, len - i, &c);
                if (n && c >= 0x20 && c != 0x7F)
                        zb_buf_put(&buf, data + i, n);
                else
                        zb_buf_puts(&buf, n ? " " : "\xEF\xBF\xBD");
                i += n ? n : 1;
        }
        const char *text = zb_arena_strdup(arena, buf.failed ? NULL : buf.data ? buf.data : "");
        zb_buf_fini(&buf);
        return text;
}

/* On the sheet, of which zbar saw a part. */
static bool corners_of(const zbar_symbol_t *symbol, const struct zb_px_box *place, struct qr_corners *ret)
{
        struct qr_point p[4];
        if (zbar_symbol_get_loc_size(symbol) != 4)
                return false;
        for (unsigned i = 0; i < 4; i++)
                p[i] = (struct qr_point){place->x0 + zbar_symbol_get_loc_x(symbol, i),
                                         place->y0 + zbar_symbol_get_loc_y(symbol, i)};
        *ret = (struct qr_corners){.top_left = p[0], .bottom_left = p[1], .bottom_right = p[2], .top_right = p[3]};
        return true;
}

/* Another code; *ret NULL: there are too many. */
static enum zb_code qr_add(struct zb_derivation *d, struct zb_fact_qr **ret, struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        *ret = NULL;
        if (!f->qr)
                f->qr = zb_arena_array(f->arena, MOST_CODES, sizeof *f->qr);
        if (!f->qr)
                return zb_err_nomem(err);
        if (f->n_qr < MOST_CODES) {
                *ret = (struct zb_fact_qr *)&f->qr[f->n_qr++];
                **ret = (struct zb_fact_qr){.url = "", .place = "", .contrast = NAN};
        }
        return ZB_OK;
}

static enum zb_code qr_keep(struct zb_derivation *d, const struct qr_grey *g, const zbar_symbol_t *symbol,
                            const struct zb_px_box *place, struct zb_rect box, struct zb_err *err)
{
        struct qr_corners c;
        struct zb_fact_qr *qr;
        if (!corners_of(symbol, place, &c))
                return ZB_OK;
        enum zb_code code = qr_add(d, &qr, err);
        if (code || !qr)
                return code;
        const char *url = text_of(d->facts->arena, zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
        if (!url)
                return zb_err_nomem(err);
        qr->url = url;
        zb_qr_measure(g, c, box, qr);
        return ZB_OK;
}

/* A code that does not read. */
static enum zb_code keep_unread(struct zb_derivation *d, const struct qr_grey *g, const struct zb_code_place *place,
                                struct zb_rect box, struct zb_err *err)
{
        struct qr_corners c;
        struct zb_fact_qr *qr;
        if (!zb_qr_is_code(g, place, &c))
                return ZB_OK;
        enum zb_code code = qr_add(d, &qr, err);
        if (!code && qr)
                zb_qr_measure(g, c, box, qr);
        return code;
}

/* ---- the scan ---- */

struct zbar {
        zbar_image_scanner_t *scanner;
        zbar_image_t *image;
};

/* What is nearer to the darkest than to the lightest, seams between modules drawn one by one among it, is all
 * alike dark: over those zbar stumbles. */
static void flatten(uint8_t *px, size_t n)
{
        int low = 255, high = 0;
        for (size_t i = 0; i < n; i++) {
                low = px[i] < low ? px[i] : low;
                high = px[i] > high ? px[i] : high;
        }
        const uint8_t least = (uint8_t)(low + (high - low) * 3 / 8);
        for (size_t i = 0; i < n; i++)
                px[i] = px[i] < least ? least : px[i];
}

/* *ret_n: the codes that zbar reads there. */
static enum zb_code scan(struct zb_derivation *d, const struct zbar *z, const struct qr_grey *g,
                         const struct zb_px_box *place, const uint8_t *part, struct zb_rect box, int *ret_n,
                         struct zb_err *err)
{
        unsigned w = (unsigned)(place->x1 - place->x0), h = (unsigned)(place->y1 - place->y0);
        zbar_image_set_format(z->image, zbar_fourcc('Y', '8', '0', '0'));
        zbar_image_set_size(z->image, w, h);
        zbar_image_set_data(z->image, part, (size_t)w * h, NULL);
        enum zb_code code = zbar_scan_image(z->scanner, z->image) < 0 ? zb_err_nomem(err) : ZB_OK;
        const zbar_symbol_t *s = code ? NULL : zbar_image_first_symbol(z->image);
        *ret_n = 0;
        for (; s && !code; s = zbar_symbol_next(s))
                if (zbar_symbol_get_type(s) == ZBAR_QRCODE) {
                        ++*ret_n;
                        code = qr_keep(d, g, s, place, box, err);
                }
        zbar_image_free_data(z->image);
        return code;
}

/* As it is, and if that is of no use, flattened. likely: there are finder patterns. */
static enum zb_code scan_place(struct zb_derivation *d, const struct zbar *z, const struct qr_grey *g,
                               const struct zb_code_place *code_place, bool likely, struct zb_rect box,
                               struct zb_err *err)
{
        const struct zb_px_box *place = &code_place->box;
        size_t w = (size_t)(place->x1 - place->x0), h = (size_t)(place->y1 - place->y0);
        uint8_t *part = malloc(w * h);
        if (!part)
                return zb_err_nomem(err);
        for (size_t y = 0; y < h; y++)
                memcpy(part + y * w, g->px + ((size_t)place->y0 + y) * (size_t)g->w + (size_t)place->x0, w);
        int n;
        enum zb_code code = scan(d, z, g, place, part, box, &n, err);
        if (!code && likely && n == 0) {
                flatten(part, w * h);
                code = scan(d, z, g, place, part, box, &n, err);
        }
        free(part);
        return code || !likely || n > 0 ? code : keep_unread(d, g, code_place, box, err);
}

enum zb_code zb_find_codes(struct zb_derivation *d, const uint8_t *grey, int w, int h, struct zb_rect box,
                           struct zb_err *err)
{
        enum { MOST_PLACES = 256 };
        struct qr_grey g = {grey, w, h};
        struct zb_code_place places[MOST_PLACES];
        size_t n;
        bool likely = zb_seek_codes(grey, w, h, places, MOST_PLACES, &n);
        if (!likely) {
                places[0] = (struct zb_code_place){.box = {0, 0, w, h}};
                n = 1;
        }
        struct zbar z = {zbar_image_scanner_create(), zbar_image_create()};
        enum zb_code code = z.scanner && z.image ? ZB_OK : zb_err_nomem(err);
        if (!code) {
                zbar_image_scanner_set_config(z.scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
                zbar_image_scanner_set_config(z.scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
                zbar_image_scanner_set_config(z.scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
                /* Every line is scanned, as is its default: with every second one, a code on its tip is
                 * missed. */
        }
        for (size_t i = 0; i < n && !code; i++)
                code = scan_place(d, &z, &g, &places[i], likely, box, err);
        if (z.image)
                zbar_image_destroy(z.image);
        if (z.scanner)
                zbar_image_scanner_destroy(z.scanner);
        return code;
}

void zb_codes_versions(struct zb_libraries *list)
{
        unsigned major, minor, patch;
        zbar_version(&major, &minor, &patch);
        zb_libraries_add_numbers(list, "ZBar", (int[]){(int)major, (int)minor, (int)patch}, 3);
}
