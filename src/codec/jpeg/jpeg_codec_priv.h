/* SPDX-License-Identifier: Apache-2.0 */
/* jpeg, private: how libjpeg's failures and warnings come back. */
#ifndef ZB_JPEG_CODEC_PRIV_H
#define ZB_JPEG_CODEC_PRIV_H

#include <stdio.h>
#include <jpeglib.h>

#include "escape.h"
#include "jpeg.h"
#include "jpeg_walk.h"

/* ---- libjpeg's voice (jpeg_voice.c) ---- */

struct jpeg_voice {
        struct jpeg_error_mgr errors; /* first: libjpeg hands it back */
        struct zb_escape escape;
        int code;                   /* libjpeg's own number of the failure */
        char text[JMSG_LENGTH_MAX]; /* and its words */
        void (*warning)(struct jpeg_voice *voice, int code, const char *text); /* NULL: warnings are nobody's */
};
/* What a (de)compressor's `err` is to be. */
struct jpeg_error_mgr *jpeg_voice_open(struct jpeg_voice *voice);
bool jpeg_voice_nomem(const struct jpeg_voice *voice);

#endif
