/* SPDX-License-Identifier: Apache-2.0 */
/* A WebP through libwebp, into rows that lie in a scratch file: the file is given to the decoder piece by
 * piece, and rows that are done leave the memory. What the decoder itself keeps is next to nothing of a lossy
 * picture, and all pixels at four bytes of a lossless one. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <webp/decode.h>

#include "flat.h"
#include "webp.h"

enum { PIECE = 64 << 10 };

struct mapping {
        uint8_t *data;
        size_t len;
};

static struct mapping map_file(const char *path)
{
        struct mapping m = {NULL, 0};
        struct stat st;
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (fd < 0)
                return m;
        if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
                m.len = (size_t)st.st_size;
                m.data = mmap(NULL, m.len, PROT_READ, MAP_PRIVATE, fd, 0);
                if (m.data == MAP_FAILED)
                        m.data = NULL;
        }
        close(fd);
        return m;
}

double zb_webp_memory(const char *path)
{
        struct mapping file = map_file(path);
        WebPBitstreamFeatures has;
        double bytes = 0;
        if (file.data && WebPGetFeatures(file.data, file.len, &has) == VP8_STATUS_OK) {
                double pixels = (double)has.width * has.height;
                /* The file itself; lossless colours, or lossless alpha beside lossy colours. */
                bytes = (double)file.len + pixels * (has.format == 2 ? 4 : has.has_alpha ? 2 : 0);
        }
        if (file.data)
                munmap(file.data, file.len);
        return bytes;
}

/* Feeds the decoder and lets go of what is done. */
static VP8StatusCode webp_decode(WebPIDecoder *decoder, const struct mapping *file, const struct mapping *rows,
                                 size_t row_bytes)
{
        const size_t page = (size_t)sysconf(_SC_PAGESIZE);
        VP8StatusCode status = VP8_STATUS_SUSPENDED;
        for (size_t given = 0; given < file->len && status == VP8_STATUS_SUSPENDED;) {
                given = file->len - given < PIECE ? file->len : given + PIECE;
                status = WebPIUpdate(decoder, file->data, given);
                int last = 0;
                if (WebPIDecGetRGB(decoder, &last, NULL, NULL, NULL) && last > 0)
                        madvise(rows->data, (size_t)last * row_bytes / page * page, MADV_DONTNEED);
        }
        return status;
}

static enum zb_code decode_into(const struct zb_flat *flat, const struct mapping *file, int width, int height,
                                bool alpha, bool *ret_sound, struct zb_err *err)
{
        struct mapping rows = {.len = (size_t)height * flat->row_bytes};
        /* Written to by memory alone, the file must have its room on the disk before. */
        int number = posix_fallocate(flat->fd, (off_t)flat->at, (off_t)rows.len);
        if (number)
                return zb_scratch_failed(number, err);
        rows.data = mmap(NULL, rows.len, PROT_READ | PROT_WRITE, MAP_SHARED, flat->fd, (off_t)flat->at);
        if (rows.data == MAP_FAILED)
                return zb_err_nomem(err);
        WebPIDecoder *decoder = NULL;
        WebPDecoderConfig config;
        if (WebPInitDecoderConfig(&config)) {
                config.output.colorspace = alpha ? MODE_RGBA : MODE_RGB;
                config.output.is_external_memory = 1;
                config.output.width = width;
                config.output.height = height;
                config.output.u.RGBA = (WebPRGBABuffer){rows.data, (int)flat->row_bytes, rows.len};
                decoder = WebPIDecode(NULL, 0, &config);
        }
        VP8StatusCode status =
                decoder ? webp_decode(decoder, file, &rows, flat->row_bytes) : VP8_STATUS_OUT_OF_MEMORY;
        *ret_sound = status == VP8_STATUS_OK;
        if (decoder)
                WebPIDelete(decoder);
        munmap(rows.data, rows.len);
        return status == VP8_STATUS_OUT_OF_MEMORY ? zb_err_nomem(err) : ZB_OK;
}

enum zb_code zb_webp_straighten(const char *path, int fd, const void *icc, size_t icc_len, bool *ret_sound,
                                struct zb_err *err)
{
        struct mapping file = map_file(path);
        WebPBitstreamFeatures has;
        enum zb_code code = ZB_OK;
        *ret_sound = false;
        if (file.data && WebPGetFeatures(file.data, file.len, &has) == VP8_STATUS_OK) {
                struct zb_flat flat;
                code = zb_flat_open(fd, has.width, has.height, has.has_alpha ? 4 : 3, has.has_alpha, icc, icc_len,
                                    &flat, err);
                if (!code)
                        code = decode_into(&flat, &file, has.width, has.height, has.has_alpha, ret_sound, err);
        }
        if (file.data)
                munmap(file.data, file.len);
        return code;
}

void zb_webp_versions(struct zb_libraries *list)
{
        int v = WebPGetDecoderVersion(); /* a byte a number */
        zb_libraries_add_numbers(list, "libwebp", (int[]){v >> 16, v >> 8 & 255, v & 255}, 3);
}
