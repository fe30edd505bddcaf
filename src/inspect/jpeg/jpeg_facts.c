/* SPDX-License-Identifier: Apache-2.0 */
/* JPEG: what its markers say, then its pixels. */
#include <math.h>
#include <string.h>

#include "inspect_jpeg_priv.h"

static const struct kind {
        const char *name;
        bool decodable;
} kinds[16] = {
        [0x0] = {"JPEG, baseline", true},      [0x1] = {"JPEG, sequential", true},
        [0x2] = {"JPEG, progressive", true},   [0x3] = {"JPEG, lossless", false},
        [0x5] = {"JPEG, hierarchical", false}, [0x6] = {"JPEG, hierarchical", false},
        [0x7] = {"JPEG, hierarchical", false}, [0x9] = {"JPEG, arithmetic", false},
        [0xA] = {"JPEG, arithmetic", false},   [0xB] = {"JPEG, arithmetic", false},
        [0xD] = {"JPEG, hierarchical", false}, [0xE] = {"JPEG, hierarchical", false},
        [0xF] = {"JPEG, hierarchical", false},
};

static const struct {
        const char *mode;
        enum zb_space space;
} modes[5] = {[1] = {"Gray", ZB_SPACE_GRAY}, [3] = {"RGB", ZB_SPACE_RGB}, [4] = {"CMYK", ZB_SPACE_CMYK}};

/* Photoshop's own number first, for shops open files with it; then JFIF's, then EXIF's. */
static void say_density(struct inspecting *in, const struct zb_jpeg_head *m)
{
        const struct {
                double x, y;
                const char *source;
        } all[] = {{m->photoshop_x, m->photoshop_y, "Photoshop"},
                   {m->jfif_x, m->jfif_y, "JFIF"},
                   {m->exif_x, m->exif_y, "EXIF"}};
        struct zb_fact_raster *r = &in->facts->raster;
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
                if (!(all[i].x > 0) || !(all[i].y > 0))
                        continue;
                if (!r->ppi_source) {
                        r->ppi_x = all[i].x;
                        r->ppi_y = all[i].y;
                        r->ppi_source = all[i].source;
                } else if (fabs(all[i].x - r->ppi_x) > 1) {
                        zb_inspect_warning(in, zb_arena_printf(in->facts->arena, "%s says %ld ppi, %s says %ld",
                                                               r->ppi_source, lround(r->ppi_x), all[i].source,
                                                               lround(all[i].x)));
                }
        }
}

static void say_all(struct inspecting *in, const struct zb_jpeg_head *m)
{
        struct zb_facts *f = in->facts;
        struct zb_fact_raster *r = &f->raster;
        int components;
        f->container.format = kinds[m->sof & 15].name;
        f->container.n_pages = 1;
        if (m->software[0])
                f->container.producer = zb_arena_strdup(f->arena, m->software);
        r->px_w = m->w;
        r->px_h = m->h;
        r->bits = m->bits;
        r->channels = m->components;
        r->compression = "JPEG";
        r->quality = m->quality;
        r->inverted = m->components == 4 && m->adobe;
        r->ai = m->ai;
        r->mode = m->components <= 4 && modes[m->components].mode ? modes[m->components].mode : "other";
        if (m->components <= 4 && modes[m->components].space)
                zb_inspect_space(in, modes[m->components].space);
        if (m->icc.len)
                f->profile = zb_icc_name(f->arena, m->icc.data, m->icc.len, &components);
        if (m->icc_damaged)
                zb_inspect_warning(in, "the ICC profile is damaged: a part of it is missing or comes twice");
        if (m->components == 4 && !m->adobe)
                zb_inspect_warning(in, "CMYK without an Adobe marker: some programs will show it inverted");
        say_density(in, m);
}

static bool jpeg_facts_readable(struct inspecting *in, const struct zb_jpeg_head *m)
{
        const struct kind *kind = &kinds[m->sof & 15];
        if (kind->decodable && m->bits == 8 && m->components <= 4 && modes[m->components].mode)
                return true;
        zb_inspect_trouble(in, ZB_READ_FOREIGN,
                           "few programs open this JPEG (%s, %d bits, %d components): save it as a plain one",
                           kind->name, m->bits, m->components);
        return false;
}

static enum zb_code jpeg_facts_read_all(struct inspecting *in, const struct zb_jpeg_head *m, struct zb_err *err)
{
        if (!m->sof || !kinds[m->sof & 15].name || m->w == 0 || m->h == 0 || m->components == 0) {
                zb_inspect_trouble(in, ZB_READ_DAMAGED, "the JPEG is damaged, not even its size can be read");
                return ZB_OK;
        }
        say_all(in, m);
        struct zb_rect box = zb_inspect_sheet(in, m->orientation);
        if (!jpeg_facts_readable(in, m))
                return ZB_OK;
        if (m->cut) {
                zb_inspect_trouble(in, ZB_READ_DAMAGED, "the JPEG is cut off before its picture begins");
                return ZB_OK;
        }
        return in->options->survey ? zb_inspect_jpeg_rows(in, m, box, err) : ZB_OK;
}

enum zb_code zb_inspect_jpeg(struct inspecting *in, struct zb_err *err)
{
        struct zb_jpeg_head head;
        enum zb_code code = zb_jpeg_head_read(in->fd, &head, err);
        if (code)
                return code;
        code = jpeg_facts_read_all(in, &head, err);
        zb_jpeg_head_fini(&head);
        return code ? code : zb_inspect_sheet_end(in, err);
}
