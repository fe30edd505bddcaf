/* SPDX-License-Identifier: Apache-2.0 */
/* Names of colour spaces (ISO 32000-1, 8.6). */
#include "ink.h"

const char *const zb_space_names[ZB_N_SPACES] = {
        [ZB_SPACE_GRAY] = "DeviceGray", [ZB_SPACE_RGB] = "DeviceRGB",    [ZB_SPACE_CMYK] = "DeviceCMYK",
        [ZB_SPACE_LAB] = "Lab",         [ZB_SPACE_CAL_GRAY] = "CalGray", [ZB_SPACE_CAL_RGB] = "CalRGB",
        [ZB_SPACE_ICC1] = "ICCBased1",  [ZB_SPACE_ICC3] = "ICCBased3",   [ZB_SPACE_ICC4] = "ICCBased4",
        [ZB_SPACE_INDEXED] = "Indexed", [ZB_SPACE_PATTERN] = "Pattern",  [ZB_SPACE_SEPARATION] = "Separation",
        [ZB_SPACE_DEVICEN] = "DeviceN",
};
