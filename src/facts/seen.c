/* SPDX-License-Identifier: Apache-2.0 */
/* Names of what may be met in a PDF. */
#include "facts.h"

#define SPACE(s, name) [ZB_SEEN_SPACE + ZB_SPACE_##s] = "space:" name

const char *const zb_seen_names[ZB_N_SEEN] = {
        SPACE(UNKNOWN, "unknown"),
        SPACE(GRAY, "DeviceGray"),
        SPACE(RGB, "DeviceRGB"),
        SPACE(CMYK, "DeviceCMYK"),
        SPACE(LAB, "Lab"),
        SPACE(CAL_GRAY, "CalGray"),
        SPACE(CAL_RGB, "CalRGB"),
        SPACE(ICC1, "ICCBased1"),
        SPACE(ICC3, "ICCBased3"),
        SPACE(ICC4, "ICCBased4"),
        SPACE(INDEXED, "Indexed"),
        SPACE(PATTERN, "Pattern"),
        SPACE(SEPARATION, "Separation"),
        SPACE(DEVICEN, "DeviceN"),
        [ZB_SEEN_OVERPRINT] = "overprint",
        [ZB_SEEN_WHITE_OVERPRINT] = "white-overprint",
        [ZB_SEEN_REGISTRATION] = "registration",
        [ZB_SEEN_GROUND] = "ground",
        [ZB_SEEN_BLEND] = "blend",
        [ZB_SEEN_HAIRLINE] = "hairline",
        [ZB_SEEN_JAVASCRIPT] = "javascript",
        [ZB_SEEN_ANNOTATION] = "annotation",
        [ZB_SEEN_PRINTING_ANNOTATION] = "printing-annotation",
        [ZB_SEEN_ATTACHMENT] = "attachment",
        [ZB_SEEN_FORM] = "form",
        [ZB_SEEN_MEDIA] = "media",
        [ZB_SEEN_TRANSFER] = "transfer",
        [ZB_SEEN_HALFTONE] = "halftone",
        [ZB_SEEN_POSTSCRIPT] = "postscript",
        [ZB_SEEN_NO_UNICODE] = "no-unicode",
        [ZB_SEEN_AI] = "ai",
};
