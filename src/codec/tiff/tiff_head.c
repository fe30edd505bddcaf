/* SPDX-License-Identifier: Apache-2.0 */
/* What the tags of a TIFF say (TIFF 6.0; BigTIFF; Photoshop's own tags). A file may hold several pictures: the one that is
 * read is the first that is no thumbnail or mask. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "tiff_codec_priv.h"

enum { MOST_PAGES_READ = 64, TAG_PHOTOSHOP_LAYERS = 37724 };

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
static uint32_t tiff_head_choose(TIFF *tif, int *ret_pages)
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

static const struct {
        int colours;
        enum zb_pixel_space space;
} modes[] = {
        [ZB_TIFF_BITMAP] = {1, ZB_GRAY8}, [ZB_TIFF_GRAY] = {1, ZB_GRAY8}, [ZB_TIFF_RGB] = {3, ZB_RGB8},
        [ZB_TIFF_INDEXED] = {1, ZB_RGB8}, [ZB_TIFF_CMYK] = {4, ZB_CMYK8}, [ZB_TIFF_DEVICEN] = {0, ZB_CMYK8},
        [ZB_TIFF_YCBCR] = {3, ZB_RGB8},   [ZB_TIFF_LAB] = {3, ZB_RGB8},   [ZB_TIFF_OTHER] = {0, ZB_RGB8},
};

static enum zb_tiff_mode mode_of(TIFF *tif, const struct tiff_image *t)
{
        switch (t->photometric) {
        case PHOTOMETRIC_MINISWHITE:
        case PHOTOMETRIC_MINISBLACK:
                return t->bits == 1 ? ZB_TIFF_BITMAP : ZB_TIFF_GRAY;
        case PHOTOMETRIC_RGB:
                return t->spp >= 3 ? ZB_TIFF_RGB : ZB_TIFF_OTHER;
        case PHOTOMETRIC_PALETTE:
                return ZB_TIFF_INDEXED;
        case PHOTOMETRIC_SEPARATED:
                return inks_are_cmyk(tif) && t->spp >= 4 ? ZB_TIFF_CMYK : ZB_TIFF_DEVICEN;
        case PHOTOMETRIC_YCBCR:
                return ZB_TIFF_YCBCR;
        case PHOTOMETRIC_CIELAB:
        case PHOTOMETRIC_ICCLAB:
        case PHOTOMETRIC_ITULAB:
                return ZB_TIFF_LAB;
        default:
                return ZB_TIFF_OTHER;
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
static void plan_rows(TIFF *tif, enum zb_tiff_mode mode, struct tiff_image *t)
{
        uint16_t n_extra = 0, *extra = NULL;
        t->colours = modes[mode].colours;
        t->space = modes[mode].space;
        t->min_is_white = t->photometric == PHOTOMETRIC_MINISWHITE;
        TIFFGetField(tif, TIFFTAG_EXTRASAMPLES, &n_extra, &extra);
        for (int i = 0; i < n_extra && t->alpha < 0; i++)
                if (extra[i] != EXTRASAMPLE_UNSPECIFIED) {
                        int at = t->spp - n_extra + i;
                        t->alpha = at >= t->colours && at < t->spp ? at : -1;
                        t->premultiplied = extra[i] == EXTRASAMPLE_ASSOCALPHA;
                }
        if (mode == ZB_TIFF_INDEXED) {
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
        bool jpeg = mode == ZB_TIFF_YCBCR && t->compression == COMPRESSION_JPEG && t->planar == PLANARCONFIG_CONTIG;
        t->by_libtiff = (mode == ZB_TIFF_YCBCR && !jpeg) || mode == ZB_TIFF_LAB || mode == ZB_TIFF_OTHER ||
                        !depth_is_known(t) || (mode == ZB_TIFF_INDEXED && !t->palette[0]) || t->spp < t->colours;
        if (t->by_libtiff) {
                t->space = ZB_RGB8;
                /* It would turn what we turn. */
                TIFFSetField(tif, TIFFTAG_ORIENTATION, (uint16_t)ORIENTATION_TOPLEFT);
        }
}

/* ---- all of it ---- */

static void read_resolution(TIFF *tif, struct zb_tiff_head *head)
{
        float x = 0, y = 0;
        uint16_t unit = RESUNIT_INCH;
        head->ppi_x = head->ppi_y = NAN;
        TIFFGetField(tif, TIFFTAG_RESOLUTIONUNIT, &unit);
        bool both = TIFFGetField(tif, TIFFTAG_XRESOLUTION, &x) && TIFFGetField(tif, TIFFTAG_YRESOLUTION, &y);
        double per = unit == RESUNIT_CENTIMETER ? 2.54 : 1;
        if (both && unit != RESUNIT_NONE && x > 0 && y > 0 && isfinite(x) && isfinite(y)) {
                head->ppi_x = (double)x * per;
                head->ppi_y = (double)y * per;
        }
}

static const void *blob(TIFF *tif, uint32_t tag, size_t *ret_len)
{
        uint32_t len = 0;
        void *data = NULL;
        bool there = TIFFGetField(tif, tag, &len, &data);
        *ret_len = there ? len : 0;
        return there ? data : NULL;
}

static void read_metadata(TIFF *tif, struct zb_tiff_head *head)
{
        size_t layers;
        uint16_t n_inks;
        head->photoshop = blob(tif, TIFFTAG_PHOTOSHOP, &head->photoshop_len);
        head->icc = blob(tif, TIFFTAG_ICCPROFILE, &head->icc_len);
        head->xmp = blob(tif, TIFFTAG_XMLPACKET, &head->xmp_len);
        TIFFGetField(tif, TIFFTAG_SOFTWARE, &head->software);
        head->inks = ink_names(tif, &n_inks);
        head->n_inks = n_inks;
        head->layered = blob(tif, TAG_PHOTOSHOP_LAYERS, &layers) && layers > 64;
        head->big = TIFFIsBigTIFF(tif) != 0;
}

void tiff_head_read(struct zb_tiff *tiff)
{
        TIFF *tif = tiff->file.tif;
        struct zb_tiff_head *head = &tiff->head;
        struct tiff_image *t = &tiff->image;
        tiff_file_go(&tiff->file, tiff_head_choose(tif, &head->pages));
        read_layout(tif, t);
        head->width = t->w;
        head->height = t->h;
        head->bits = t->bits;
        head->samples = t->spp;
        head->orientation = t->orientation;
        head->sound = t->w && t->h && t->spp && !(TIFFIsTiled(tif) && (t->tile_w == 0 || t->tile_h == 0));
        if (!head->sound)
                return;
        head->mode = mode_of(tif, t);
        head->colours = modes[head->mode].colours;
        head->compression = compression_name(t->compression);
        head->readable = t->compression != COMPRESSION_OJPEG && TIFFIsCODECConfigured(t->compression);
        read_resolution(tif, head);
        read_metadata(tif, head);
        plan_rows(tif, head->mode, t);
        head->space = t->space;
        head->rows = head->mode != ZB_TIFF_DEVICEN || t->by_libtiff;
}
