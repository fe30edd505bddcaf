/* SPDX-License-Identifier: Apache-2.0 */
/* Marks of generative AI are looked for as bytes: packets come damaged, padded and in every order, and a
 * parser would say no more. */
#include <string.h>

#include "aimark.h"

static bool contains(const void *data, size_t len, const char *text)
{
        return memmem(data, len, text, strlen(text)) != NULL;
}

bool zb_xmp_says_ai(const void *xmp, size_t len)
{
        if (contains(xmp, len, "http://www.tc260.org.cn/ns/AIGC/1.0/") && contains(xmp, len, ":AIGC"))
                return true;
        /* cv.iptc.org/newscodes/digitalsourcetype: trainedAlgorithmicMedia,
         * compositeWithTrainedAlgorithmicMedia */
        return contains(xmp, len, "DigitalSourceType") &&
               (contains(xmp, len, "trainedAlgorithmicMedia") || contains(xmp, len, "TrainedAlgorithmicMedia"));
}

bool zb_comment_says_ai(const void *text, size_t len)
{
        static const char wide[] = "\"\0A\0I\0G\0C\0\""; /* UTF-16 of both byte orders holds it */
        return contains(text, len, "\"AIGC\"") || memmem(text, len, wide, sizeof wide - 1) != NULL;
}
