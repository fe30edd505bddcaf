/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is, by its content: names lie (a .jpg saved by a chat program is often a WebP). Only the four
 * formats below ever reach a decoder. Everything else is named in the user's words, with the way out. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "picture_priv.h"

enum { HEAD = 512 };

static const struct {
        size_t at;
        const char *bytes;
        size_t len;
        struct zb_picture_format format;
} ours[] = {
        {0, "\xFF\xD8\xFF", 3, {"jpeg", "jpegload"}}, {0, "\x89PNG\r\n\x1A\n", 8, {"png", "pngload"}},
        {0, "II*\0", 4, {"tiff", "tiffload"}},        {0, "MM\0*", 4, {"tiff", "tiffload"}},
        {0, "II+\0", 4, {"tiff", "tiffload"}}, /* BigTIFF */
        {0, "MM\0+", 4, {"tiff", "tiffload"}},        {8, "WEBP", 4, {"webp", "webpload"}},
};

/* Frequent guests. A later, shorter pattern may be the general case of an earlier one. */
static const struct {
        size_t at;
        const char *bytes;
        size_t len;
        struct zb_msg what;
} others[] = {
        {0, "GIF8", 4, ZB_N("this is a GIF")},
        {0, "BM", 2, ZB_N("this is a BMP picture")},
        {4, "ftypheic", 8, ZB_N("this is an HEIC photograph")},
        {4, "ftypheix", 8, ZB_N("this is an HEIC photograph")},
        {4, "ftypmif1", 8, ZB_N("this is an HEIC photograph")},
        {4, "ftypavif", 8, ZB_N("this is an AVIF picture")},
        {4, "ftyp", 4, ZB_N("this is a video, not a picture")},
        {0, "%PDF", 4, ZB_N("this is a PDF, not a picture")},
        {0, "8BPS", 4, ZB_N("this is a Photoshop PSD file")},
        {0, "PK\3\4", 4, ZB_N("this is a ZIP archive or an Office document, not a picture")},
        {0, "\xD0\xCF\x11\xE0", 4, ZB_N("this is an Office document, not a picture")},
        {0, "Rar!", 4, ZB_N("this is an archive, not a picture")},
        {0, "<svg", 4, ZB_N("this is an SVG drawing")},
};

static bool has(const uint8_t *head, size_t len, size_t at, const char *bytes, size_t n)
{
        return len >= at + n && memcmp(head + at, bytes, n) == 0;
}

/* UTF-8 without control characters; the head may end inside a character. */
static bool is_text(const uint8_t *head, size_t len)
{
        size_t at = 0;
        while (at < len) {
                uint32_t c;
                size_t n = zb_utf8_next((const char *)head + at, len - at, &c);
                if (n == 0)
                        return len == HEAD && len - at < 4;
                if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
                        return false;
                at += n;
        }
        return true;
}

static enum zb_code sniff_refuse(const uint8_t *head, size_t len, struct zb_err *err)
{
        struct zb_msg what = ZB_N("this is no picture that can be read");
        if (len == 0)
                return zb_err_say(err, ZB_INPUT, NULL, "the picture file is empty (0 bytes): save or copy it again.");
        if (is_text(head, len))
                what = ZB_MSG("this is not a picture (its content is text)");
        for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
                if (has(head, len, others[i].at, others[i].bytes, others[i].len)) {
                        what = others[i].what;
                        break;
                }
        }
        return zb_err_say(err, ZB_INPUT, NULL, "%s: use a JPG or PNG picture.", what.packed);
}

static enum zb_code not_opened(int number, struct zb_err *err)
{
        switch (number) {
        case ENOENT:
        case ENOTDIR:
                return zb_err_say(err, ZB_INPUT, NULL, "there is no such picture file.");
        case EACCES:
        case EPERM:
                return zb_err_say(err, ZB_INPUT, NULL, "no permission to read the picture file.");
        case EMFILE:
        case ENFILE:
                return zb_err_say(err, ZB_WORK, NULL, "too many open files.");
        default:
                return zb_err_say(err, ZB_INPUT, NULL, "the picture file cannot be read.");
        }
}

/* O_NONBLOCK: a pipe in the folder must not hang the program. */
static enum zb_code read_head(const char *path, uint8_t head[HEAD], size_t *ret_len, struct zb_err *err)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (fd < 0)
                return not_opened(errno, err);
        struct stat st;
        enum zb_code code = ZB_OK;
        size_t len = 0;
        if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
                code = zb_err_say(err, ZB_INPUT, NULL,
                                  "a picture file is needed here, this is a folder or something else.");
        } else {
                for (ssize_t n; len < HEAD; len += (size_t)n) {
                        n = read(fd, head + len, HEAD - len);
                        if (n < 0)
                                code = not_opened(errno, err);
                        if (n <= 0)
                                break;
                }
        }
        close(fd);
        *ret_len = len;
        return code;
}

enum zb_code zb_format_sniff(const char *path, const struct zb_picture_format **ret, struct zb_err *err)
{
        uint8_t head[HEAD];
        size_t len = 0;
        enum zb_code code = read_head(path, head, &len, err);
        if (code)
                return code;
        for (size_t i = 0; i < G_N_ELEMENTS(ours); i++) {
                if (has(head, len, ours[i].at, ours[i].bytes, ours[i].len)) {
                        *ret = &ours[i].format;
                        return ZB_OK;
                }
        }
        return sniff_refuse(head, len, err);
}
