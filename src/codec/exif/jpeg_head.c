/* SPDX-License-Identifier: Apache-2.0 */
/* The markers of a JPEG up to its first scan (ITU-T T.81, annex B): what the frame is, and what APP0 (JFIF),
 * APP1 (EXIF, XMP), APP2 (ICC.1, annex B.4), APP13 (Photoshop) and APP14 (Adobe) say of it. Read apart from
 * libjpeg, so that a frame that nobody can decode still tells its size. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "aimark.h"
#include "exif.h"
#include "jpeg.h"
#include "jpeg_head.h"
#include "jpeg_walk.h"
#include "photoshop.h"

enum { MOST_MARKERS = 10000, ICC_MOST = 16 << 20, CHUNKS_MOST = 255 };
enum { DHT = 0xC4, JPG = 0xC8, DAC = 0xCC };

struct jpeg_head_taking {
        struct jpeg_walk walk;
        struct zb_jpeg_head *head;
        uint8_t payload[65536];
        size_t len;
        struct {
                uint8_t *data;
                size_t len;
        } icc[CHUNKS_MOST + 1]; /* by their numbers, from 1 */
        int n_icc;              /* as the chunks say; 0: none came */
        bool nomem;
};

static unsigned u16(const uint8_t *p)
{
        return (unsigned)p[0] << 8 | p[1];
}

static bool jpeg_head_begins(const struct jpeg_head_taking *w, const char *head, size_t n)
{
        return w->len >= n && memcmp(w->payload, head, n) == 0;
}
#define BEGINS(w, literal) jpeg_head_begins(w, literal, sizeof(literal) - 1)

/* ---- one marker ---- */

static void take_frame(struct jpeg_head_taking *w, int marker)
{
        struct zb_jpeg_head *m = w->head;
        const uint8_t *p = w->payload;
        if (m->sof || w->len < 6)
                return;
        m->sof = marker;
        m->bits = p[0];
        m->h = (int)u16(p + 1);
        m->w = (int)u16(p + 3);
        m->components = p[5];
        for (int i = 0; i < m->components && i < 4 && w->len >= 6 + 3 * (size_t)(i + 1); i++) {
                m->h_samples[i] = p[6 + 3 * i + 1] >> 4;
                m->v_samples[i] = p[6 + 3 * i + 1] & 15;
        }
}

static void take_tables(struct jpeg_head_taking *w)
{
        if (!w->head->quality)
                w->head->quality = zb_jpeg_table_quality(w->payload, w->len);
}

static void take_jfif(struct jpeg_head_taking *w)
{
        const uint8_t *p = w->payload;
        double per = w->len < 12 ? 0 : p[7] == 1 ? 1 : p[7] == 2 ? 2.54 : 0;
        if (per > 0 && u16(p + 8) && u16(p + 10)) {
                w->head->jfif_x = u16(p + 8) * per;
                w->head->jfif_y = u16(p + 10) * per;
        }
}

static void take_icc(struct jpeg_head_taking *w)
{
        int number = w->len > 14 ? w->payload[12] : 0, of = w->len > 14 ? w->payload[13] : 0;
        size_t n = w->len - 14;
        if (number < 1 || number > of || (w->n_icc && of != w->n_icc) || w->icc[number].data) {
                w->head->icc_damaged = true;
                return;
        }
        w->n_icc = of;
        w->icc[number].data = malloc(n);
        w->icc[number].len = n;
        if (w->icc[number].data)
                memcpy(w->icc[number].data, w->payload + 14, n);
        else
                w->nomem = true;
}

static void take_exif(const uint8_t *data, size_t len, struct zb_jpeg_head *head)
{
        struct zb_exif exif;
        zb_exif_read(data, len, &exif);
        head->exif_x = exif.ppi_x;
        head->exif_y = exif.ppi_y;
        head->orientation = exif.orientation;
        memcpy(head->software, exif.software, sizeof head->software);
}

static void take_app1(struct jpeg_head_taking *w)
{
        if (BEGINS(w, "Exif\0")) {
                if (w->len > 6)
                        take_exif(w->payload + 6, w->len - 6, w->head);
                w->head->ai |= zb_comment_says_ai(w->payload, w->len);
        } else {
                w->head->ai |= zb_xmp_says_ai(w->payload, w->len); /* the packet, or a part of a long one */
        }
}

static void jpeg_head_take(struct jpeg_head_taking *w, int marker)
{
        if (marker == JPEG_MARK_DQT)
                take_tables(w);
        else if (marker == 0xE0 && BEGINS(w, "JFIF\0"))
                take_jfif(w);
        else if (marker == 0xE1)
                take_app1(w);
        else if (marker == 0xE2 && BEGINS(w, "ICC_PROFILE\0"))
                take_icc(w);
        else if (marker == 0xED && BEGINS(w, "Photoshop 3.0\0"))
                zb_photoshop_ppi(w->payload + 14, w->len - 14, &w->head->photoshop_x, &w->head->photoshop_y);
        else if (marker == 0xEE && BEGINS(w, "Adobe") && w->len >= 12) {
                w->head->adobe = true;
                w->head->transform = w->payload[11];
        } else if (marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC)
                take_frame(w, marker);
}

/* ---- all of them ---- */

static void walk_all(struct jpeg_head_taking *w)
{
        w->walk.at = 2;
        for (int n = 0; n < MOST_MARKERS; n++) {
                uint8_t length[2];
                off_t at;
                int marker = jpeg_walk_marker(&w->walk, &at);
                if (marker == JPEG_MARK_SOS)
                        return;
                if (marker < 0 || marker == JPEG_MARK_EOI || !jpeg_walk_bytes(&w->walk, length, 2) || u16(length) < 2)
                        break;
                w->len = u16(length) - 2;
                if (!jpeg_walk_bytes(&w->walk, w->payload, w->len))
                        break;
                jpeg_head_take(w, marker);
        }
        w->head->cut = true;
}

static void join_icc(struct jpeg_head_taking *w)
{
        struct zb_jpeg_head *m = w->head;
        for (int i = 1; i <= w->n_icc && !m->icc_damaged; i++) {
                m->icc_damaged = !w->icc[i].data || m->icc.len + w->icc[i].len > ICC_MOST;
                if (!m->icc_damaged)
                        zb_buf_put(&m->icc, w->icc[i].data, w->icc[i].len);
        }
        if (m->icc_damaged)
                zb_buf_clear(&m->icc);
        w->nomem |= m->icc.failed;
}

enum zb_code zb_jpeg_head_read(int fd, struct zb_jpeg_head *ret, struct zb_err *err)
{
        *ret = (struct zb_jpeg_head){.jfif_x = NAN, .exif_x = NAN, .photoshop_x = NAN};
        struct jpeg_head_taking *w = calloc(1, sizeof *w);
        if (!w)
                return zb_err_nomem(err);
        w->walk.fd = fd;
        w->head = ret;
        walk_all(w);
        join_icc(w);
        for (int i = 1; i <= CHUNKS_MOST; i++)
                free(w->icc[i].data);
        enum zb_code code = w->nomem ? zb_err_nomem(err) : ZB_OK;
        free(w);
        if (code)
                zb_jpeg_head_fini(ret);
        return code;
}

void zb_jpeg_head_fini(struct zb_jpeg_head *head)
{
        zb_buf_fini(&head->icc);
}
