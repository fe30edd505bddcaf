/* SPDX-License-Identifier: Apache-2.0 */
/* libjpeg's failures and warnings. */
#include "jpeg_codec_priv.h"

#include <jerror.h>

static void jpeg_voice_on_error(j_common_ptr info)
{
        struct jpeg_voice *voice = (struct jpeg_voice *)info->err;
        voice->code = info->err->msg_code;
        info->err->format_message(info, voice->text);
        zb_escape(&voice->escape);
}

static void on_message(j_common_ptr info, int level)
{
        struct jpeg_voice *voice = (struct jpeg_voice *)info->err;
        char text[JMSG_LENGTH_MAX];
        if (level >= 0 || !voice->warning) /* traces */
                return;
        info->err->format_message(info, text);
        voice->warning(voice, info->err->msg_code, text);
}

struct jpeg_error_mgr *jpeg_voice_open(struct jpeg_voice *voice)
{
        jpeg_std_error(&voice->errors);
        voice->errors.error_exit = jpeg_voice_on_error;
        voice->errors.emit_message = on_message;
        return &voice->errors;
}

bool jpeg_voice_nomem(const struct jpeg_voice *voice)
{
        return voice->code == JERR_OUT_OF_MEMORY;
}
