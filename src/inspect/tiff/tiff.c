/* SPDX-License-Identifier: Apache-2.0 */
/* TIFF: what its tags say (TIFF 6.0; BigTIFF; Photoshop's own tags), then its pixels. A file may hold several
 * pictures: the board is the first that is no thumbnail or mask. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "aimark.h"
#include "photoshop.h"
#include "tiff_priv.h"

enum { MOST_SIDE = 300000, MOST_PAGES_READ = 64 };
enum { TAG_PHOTOSHOP_LAYERS = 37724 };

static const struct {
        uint16_t id;
        const char *name;
} compressions[] = {
        {COMPRESSION_NONE, "none"},       {COMPRESSION_LZW, "LZW"},
        {COMPRESSION_DEFLATE, "Deflate"}, {COMPRESSION_ADOBE_DEFLATE, "Deflate"},
        {COMPRESSION_JPEG, "JPEG"},       {COMPRESSION_PACKBITS, "PackBits"},
        {COMPRESSION_CCITTRLE, "CCITT"},  {COMPRESSION_CCITTRLEW, "CCITT"},
        {COMPRESSION_CCITTFAX3, "CCITT"}, {COMPRESSION_CCITTFAX4, "CCITT"},
        {COMPRESSION_LZMA, "LZMA"},       {COMPRESSION_ZSTD, "Zstandard"},
        {COMPRESSION_WEBP, "WebP"},       {COMPRESSION_LERC, "LERC"},
        {COMPRESSION_OJPEG, "old JPEG"},  {COMPRESSION_JP2000, "JPEG 2000"},
        {COMPRESSION_JBIG, "JBIG"},       {COMPRESSION_THUNDERSCAN, "ThunderScan"},
        {COMPRESSION_NEXT, "NeXT"},       {COMPRESSION_SGILOG, "SGILog"},
        {COMPRESSION_SGILOG24, "SGILog"},
};

static const char *compression_name(uint16_t id)
{
        for (size_t i = 0; i < sizeof compressions / sizeof *compressions; i++)
                if (compressions[i].id == id)
                        return compressions[i].name;
        return "unknown";
}

/* ---- which picture ---- */

/* Index of the first directory that is a picture of its own; counts them. */
static uint32_t choose(TIFF *tif, int *ret_pages)
{
        enum { NOT_ITSELF = FILETYPE_REDUCEDIMAGE | FILETYPE_MASK };
        uint32_t n = (uint32_t)TIFFNumberOfDirectories(tif), chosen = n;
        int pages = 0;
        for (uint32_t i = 0; i < n && i < MOST_PAGES_READ; i++) {
                uint32_t type = 0;
                if (!TIFFSetDirectory(tif, (tdir_t)i))
                        break;
                TIFFGetField(tif, TIFFTAG_SUBFILETYPE, &type);
                if (type & NOT_ITSELF)
                        continue;
                pages++;
                if (chosen == n)
                        chosen = i;
        }
        *ret_pages = n > MOST_PAGES_READ ? (int)n : pages > 0 ? pages : 1;
        return chosen == n ? 0 : chosen;
}

/* ---- how its samples are laid out ---- */

static void read_layout(TIFF *tif, struct tiff_image *t)
{
        *t = (struct tiff_image){.alpha = -1};
        TIFFGetField(tif, TIFFTAG_IMAGEWIDTH, &t->w);
        TIFFGetField(tif, TIFFTAG_IMAGELENGTH, &t->h);
        TIFFGetFieldDefaulted(tif, TIFFTAG_BITSPERSAMPLE, &t->bits);
        TIFFGetFieldDefaulted(tif, TIFFTAG_SAMPLESPERPIXEL, &t->spp);
        TIFFGetFieldDefaulted(tif, TIFFTAG_SAMPLEFORMAT, &t->format);
        TIFFGetFieldDefaulted(tif, TIFFTAG_PLANARCONFIG, &t->planar);
        TIFFGetFieldDefaulted(tif, TIFFTAG_COMPRESSION, &t->compression);
        TIFFGetFieldDefaulted(tif, TIFFTAG_ORIENTATION, &t->orientation);
        TIFFGetFieldDefaulted(tif, TIFFTAG_FILLORDER, &t->fill_order);
        TIFFGetFieldDefaulted(tif, TIFFTAG_ROWSPERSTRIP, &t->rows_per_strip);
        t->photometric = t->spp >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
        TIFFGetField(tif, TIFFTAG_PHOTOMETRIC, &t->photometric);
        if (t->rows_per_strip == 0 || t->rows_per_strip > t->h)
                t->rows_per_strip = t->h;
        if (TIFFIsTiled(tif)) {
                TIFFGetField(tif, TIFFTAG_TILEWIDTH, &t->tile_w);
                TIFFGetField(tif, TIFFTAG_TILELENGTH, &t->tile_h);
        }
        if (t->format == SAMPLEFORMAT_VOID)
                t->format = SAMPLEFORMAT_UINT;
}

/* The names of its inks, each ended by a NUL; NULL: none. */
static const char *ink_names(TIFF *tif, uint16_t *ret_n)
{
        const char *names = NULL;
        *ret_n = 0;
        if (!TIFFGetField(tif, TIFFTAG_INKNAMES, &names) || !names)
                return NULL;
        TIFFGetFieldDefaulted(tif, TIFFTAG_NUMBEROFINKS, ret_n);
        return names;
}

/* The CMYK set, or one of names of which these four come first: what follows are spot colours. */
static bool inks_are_cmyk(TIFF *tif)
{
        static const char *const process[] = {"Cyan", "Magenta", "Yellow", "Black"};
        uint16_t set = INKSET_CMYK, n;
        TIFFGetFieldDefaulted(tif, TIFFTAG_INKSET, &set);
        const char *names = ink_names(tif, &n);
        if (set == INKSET_CMYK)
                return true;
        for (size_t i = 0; names && i < 4; i++, names += strlen(names) + 1)
                if (i >= n || strcasecmp(names, process[i]) != 0)
                        return false;
        return names != NULL;
}

static const struct mode {
        const char *name;
        enum zb_space space;
        int colours;
        enum zb_pixel_space rows;
} modes[] = {
        {"Bitmap", ZB_SPACE_GRAY, 1, ZB_GRAY8}, {"Gray", ZB_SPACE_GRAY, 1, ZB_GRAY8},
        {"RGB", ZB_SPACE_RGB, 3, ZB_RGB8},      {"Indexed", ZB_SPACE_RGB, 1, ZB_RGB8},
        {"CMYK", ZB_SPACE_CMYK, 4, ZB_CMYK8},   {"DeviceN", ZB_SPACE_DEVICEN, 0, ZB_CMYK8},
        {"YCbCr", ZB_SPACE_RGB, 3, ZB_RGB8},    {"Lab", ZB_SPACE_LAB, 3, ZB_RGB8},
        {"other", ZB_SPACE_UNKNOWN, 0, ZB_RGB8},
};
enum { BITMAP, GREY, RGB, INDEXED, CMYK, DEVICE_N, YCBCR, LAB, OTHER };

static int mode_of(TIFF *tif, const struct tiff_image *t)
{
        switch (t->photometric) {
        case PHOTOMETRIC_MINISWHITE:
        case PHOTOMETRIC_MINISBLACK:
                return t->bits == 1 ? BITMAP : GREY;
        case PHOTOMETRIC_RGB:
                return t->spp >= 3 ? RGB : OTHER;
        case PHOTOMETRIC_PALETTE:
                return INDEXED;
        case PHOTOMETRIC_SEPARATED:
                return inks_are_cmyk(tif) && t->spp >= 4 ? CMYK : DEVICE_N;
        case PHOTOMETRIC_YCBCR:
                return YCBCR;
        case PHOTOMETRIC_CIELAB:
        case PHOTOMETRIC_ICCLAB:
        case PHOTOMETRIC_ITULAB:
                return LAB;
        default:
                return OTHER;
        }
}

static bool depth_is_known(const struct tiff_image *t)
{
        if (t->format == SAMPLEFORMAT_IEEEFP)
                return t->bits == 16 || t->bits == 32 || t->bits == 64;
        if (t->format == SAMPLEFORMAT_INT)
                return t->bits == 8 || t->bits == 16 || t->bits == 32;
        return t->bits == 1 || t->bits == 2 || t->bits == 4 || t->bits == 8 || t->bits == 16 || t->bits == 32;
}

/* How its rows are to be read. */
static void plan_rows(TIFF *tif, int mode, struct tiff_image *t)
{
        uint16_t n_extra = 0, *extra = NULL;
        t->colours = modes[mode].colours;
        t->space = modes[mode].rows;
        t->min_is_white = t->photometric == PHOTOMETRIC_MINISWHITE;
        TIFFGetField(tif, TIFFTAG_EXTRASAMPLES, &n_extra, &extra);
        for (int i = 0; i < n_extra && t->alpha < 0; i++)
                if (extra[i] != EXTRASAMPLE_UNSPECIFIED) {
                        int at = t->spp - n_extra + i;
                        t->alpha = at >= t->colours && at < t->spp ? at : -1;
                        t->premultiplied = extra[i] == EXTRASAMPLE_ASSOCALPHA;
                }
        if (mode == INDEXED) {
                uint16_t *map[3];
                t->alpha = -1;
                if (t->bits <= 8 && t->format == SAMPLEFORMAT_UINT &&
                    TIFFGetField(tif, TIFFTAG_COLORMAP, &map[0], &map[1], &map[2])) {
                        for (int c = 0; c < 3; c++)
                                t->palette[c] = map[c];
                        t->palette_n = 1 << t->bits;
                }
        }
        /* JPEG's YCbCr comes as RGB already (tiff_open.c). */
        bool jpeg = mode == YCBCR && t->compression == COMPRESSION_JPEG && t->planar == PLANARCONFIG_CONTIG;
        t->by_libtiff = (mode == YCBCR && !jpeg) || mode == LAB || mode == OTHER || !depth_is_known(t) ||
                        (mode == INDEXED && !t->palette[0]) || t->spp < t->colours;
        if (t->by_libtiff) {
                t->space = ZB_RGB8;
                /* It would turn what we turn. */
                TIFFSetField(tif, TIFFTAG_ORIENTATION, (uint16_t)ORIENTATION_TOPLEFT);
        }
}

/* ---- facts ---- */

static void say_resolution(TIFF *tif, const uint8_t *blocks, size_t len, struct zb_fact_raster *r)
{
        float x = 0, y = 0;
        uint16_t unit = RESUNIT_INCH;
        TIFFGetField(tif, TIFFTAG_RESOLUTIONUNIT, &unit);
        bool both = TIFFGetField(tif, TIFFTAG_XRESOLUTION, &x) && TIFFGetField(tif, TIFFTAG_YRESOLUTION, &y);
        double per = unit == RESUNIT_CENTIMETER ? 2.54 : 1;
        if (both && unit != RESUNIT_NONE && x > 0 && y > 0 && isfinite(x) && isfinite(y)) {
                r->ppi_x = (double)x * per;
                r->ppi_y = (double)y * per;
                r->ppi_source = "TIFF";
        } else if (zb_photoshop_ppi(blocks, len, &r->ppi_x, &r->ppi_y)) {
                r->ppi_source = "Photoshop";
        }
}

static void add_spot(struct zb_facts *f, const char *name)
{
        enum { MOST = 64 };
        if (f->n_spots == MOST)
                return;
        if (!f->spots)
                f->spots = zb_arena_array(f->arena, MOST, sizeof *f->spots);
        const char *copy = zb_arena_strdup(f->arena, name);
        if (f->spots && copy)
                ((const char **)f->spots)[f->n_spots++] = copy;
}

/* Extra channels that Photoshop calls spot colours, and inks of a set that is not CMYK. */
static void say_spots(TIFF *tif, struct inspecting *in, const struct tiff_image *t, int mode,
                      const uint8_t *blocks, size_t len)
{
        char name[256];
        int extra = t->spp - t->colours;
        for (int i = 0; mode != DEVICE_N && i < extra; i++)
                if (zb_photoshop_spot(blocks, len, (size_t)i, name, sizeof name))
                        add_spot(in->facts, name);
        uint16_t n, first = mode == DEVICE_N ? 0 : 4;
        const char *names =
                mode == DEVICE_N || (mode == CMYK && !in->facts->n_spots) ? ink_names(tif, &n) : NULL;
        for (uint16_t i = 0; names && i < n && *names; i++, names += strlen(names) + 1)
                if (i >= first && zb_utf8_valid(names, strlen(names)))
                        add_spot(in->facts, names);
}

static void say_metadata(TIFF *tif, struct inspecting *in)
{
        struct zb_facts *f = in->facts;
        uint32_t len = 0;
        void *data = NULL;
        const char *text = NULL;
        int components;
        if (TIFFGetField(tif, TIFFTAG_ICCPROFILE, &len, &data))
                f->profile = zb_icc_name(f->arena, data, len, &components);
        if (TIFFGetField(tif, TIFFTAG_XMLPACKET, &len, &data))
                f->raster.ai = zb_xmp_says_ai(data, len);
        if (TIFFGetField(tif, TIFFTAG_SOFTWARE, &text) && zb_utf8_valid(text, strlen(text)))
                f->container.producer = zb_arena_strdup(f->arena, text);
}

static void say_all(struct tiff_file *file, const struct tiff_image *t, int mode)
{
        struct zb_facts *f = file->in->facts;
        struct zb_fact_raster *r = &f->raster;
        uint32_t len = 0;
        void *blocks = NULL;
        if (!TIFFGetField(file->tif, TIFFTAG_PHOTOSHOP, &len, &blocks))
                len = 0;
        r->px_w = (int)t->w;
        r->px_h = (int)t->h;
        r->bits = t->bits;
        r->channels = t->spp;
        r->extra_channels =
                modes[mode].colours && t->spp > modes[mode].colours ? t->spp - modes[mode].colours : 0;
        r->mode = modes[mode].name;
        r->compression = compression_name(t->compression);
        say_resolution(file->tif, blocks, len, r);
        say_spots(file->tif, file->in, t, mode, blocks, len);
        say_metadata(file->tif, file->in);
        if (modes[mode].space)
                zb_inspect_space(file->in, modes[mode].space);
        uint32_t layers = 0;
        void *data;
        bool layered = TIFFGetField(file->tif, TAG_PHOTOSHOP_LAYERS, &layers, &data) && layers > 64;
        f->container.format = zb_arena_printf(f->arena, "%s%s", TIFFIsBigTIFF(file->tif) ? "BigTIFF" : "TIFF",
                                              layered ? ", Photoshop layers" : "");
}

/* ---- reading ---- */

static void refuse(struct tiff_file *file)
{
        zb_inspect_trouble(file->in, ZB_READ_DAMAGED, "the TIFF is damaged, no picture can be read: %s",
                           file->fault[0] ? file->fault : "no directory");
}

/* Whether its pixels can be read at all; says why not. */
static bool readable(struct tiff_file *file, const struct tiff_image *t)
{
        if (t->compression == COMPRESSION_OJPEG || !TIFFIsCODECConfigured(t->compression)) {
                zb_inspect_trouble(
                        file->in, ZB_READ_FOREIGN,
                        "the TIFF's compression (%s) opens in few programs: save it with LZW or none",
                        compression_name(t->compression));
                return false;
        }
        return true;
}

static enum zb_code survey(struct tiff_file *file, struct tiff_image *t, struct zb_rect box,
                           struct zb_err *err)
{
        struct zb_survey *survey = NULL;
        struct zb_survey_source source = {.px_w = (int)t->w,
                                          .px_h = (int)t->h,
                                          .box = box,
                                          .space = t->space,
                                          .orientation = t->orientation};
        uint32_t len = 0;
        void *icc = NULL;
        if (TIFFGetField(file->tif, TIFFTAG_ICCPROFILE, &len, &icc)) {
                source.icc = icc;
                source.icc_len = len;
        }
        enum zb_code code = zb_survey_open(&file->in->derivation, &source, &survey, err);
        if (!code)
                code = zb_tiff_rows(file, t, survey, err);
        /* Of rows that were never seen nothing is told, least of all that they are blank. */
        if (!code && file->in->facts->container.reading != ZB_READ_FOREIGN)
                code = zb_inspect_survey_end(file->in, survey, err);
        zb_survey_free(survey);
        return code;
}

static enum zb_code read_picture(struct tiff_file *file, struct zb_err *err)
{
        struct inspecting *in = file->in;
        struct tiff_image t;
        zb_tiff_go(file, (uint32_t)choose(file->tif, &in->facts->container.n_pages));
        read_layout(file->tif, &t);
        if (t.w == 0 || t.h == 0 || t.spp == 0 ||
            (TIFFIsTiled(file->tif) && (t.tile_w == 0 || t.tile_h == 0))) {
                refuse(file);
                return ZB_OK;
        }
        if (t.w > MOST_SIDE || t.h > MOST_SIDE) {
                zb_inspect_trouble(in, ZB_READ_COMPLEX, "the TIFF has %u × %u pixels, too many for a board", t.w, t.h);
                return ZB_OK;
        }
        int mode = mode_of(file->tif, &t);
        say_all(file, &t, mode);
        struct zb_rect box = zb_inspect_sheet(in, t.orientation);
        plan_rows(file->tif, mode, &t);
        if (!readable(file, &t) || !in->options->survey || (mode == DEVICE_N && !t.by_libtiff))
                return ZB_OK;
        return survey(file, &t, box, err);
}

enum zb_code zb_inspect_tiff(struct inspecting *in, struct zb_err *err)
{
        struct tiff_file file;
        enum zb_code code = zb_tiff_open(&file, in, false, 0, err);
        if (!code && !file.tif)
                refuse(&file);
        else if (!code)
                code = read_picture(&file, err);
        zb_tiff_close(&file);
        if (!code)
                code = zb_inspect_sheet_end(in, err);
        return code;
}
