/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a picture says of itself that generative AI made it (aimark.h), wherever its format keeps such
 * words: XMP, EXIF UserComment, PNG text. A missing mark proves nothing; the author's own word ("ai": true)
 * stands beside this. */
#include <string.h>

#include "picture_priv.h"

/* libvips names a PNG's texts "png-comment-N-KEYWORD". */
static bool field_says_so(VipsImage *image, const char *name)
{
        const char *text;
        bool png = g_str_has_prefix(name, "png-comment-"), exif = g_str_has_suffix(name, "-UserComment");
        if (png && g_str_has_suffix(name, "-AIGC"))
                return true;
        if ((!png && !exif) || vips_image_get_string(image, name, &text))
                return false;
        return exif ? zb_comment_says_ai(text, strlen(text)) : zb_xmp_says_ai(text, strlen(text));
}

bool zb_image_is_ai(VipsImage *image)
{
        const void *xmp;
        size_t len;
        if (vips_image_get_typeof(image, VIPS_META_XMP_NAME) == VIPS_TYPE_BLOB &&
            vips_image_get_blob(image, VIPS_META_XMP_NAME, &xmp, &len) == 0 && zb_xmp_says_ai(xmp, len))
                return true;
        bool found = false;
        char **fields = vips_image_get_fields(image);
        for (char **f = fields; f && *f && !found; f++)
                found = field_says_so(image, *f);
        g_strfreev(fields);
        return found;
}
