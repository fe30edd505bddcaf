/* SPDX-License-Identifier: Apache-2.0 */
/* A file opened for reading. */
#include <stdlib.h>
#include <string.h>

#include "tiff_codec_priv.h"

enum zb_code zb_tiff_open(int fd, off_t size, const struct zb_tiff_voice *voice, struct zb_tiff **ret,
                          char fault[256], struct zb_err *err)
{
        *ret = NULL;
        struct zb_tiff *tiff = calloc(1, sizeof *tiff);
        if (!tiff)
                return zb_err_nomem(err);
        tiff->file = (struct tiff_file){.fd = fd, .size = size, .voice = *voice};
        enum zb_code code = tiff_file_open(&tiff->file, 0, err);
        if (!code && tiff->file.tif) {
                tiff_head_read(tiff);
                *ret = tiff;
                return ZB_OK;
        }
        memcpy(fault, tiff->file.fault, sizeof tiff->file.fault);
        zb_tiff_close(tiff);
        return code;
}

void zb_tiff_close(struct zb_tiff *tiff)
{
        if (tiff)
                tiff_file_close(&tiff->file);
        free(tiff);
}

const struct zb_tiff_head *zb_tiff_head(const struct zb_tiff *tiff)
{
        return &tiff->head;
}
