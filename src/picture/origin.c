/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a picture says of itself that generative AI made it (aimark.h), wherever its format keeps such
 * words: XMP, EXIF UserComment, PNG text. A missing mark proves nothing; the author's own word ("ai": true)
 * stands beside this. */
#include <string.h>

#include "aimark.h"
#include "picture_priv.h"

/* libvips names a PNG's texts "png-comment-N-KEYWORD". Its own reading of a UserComment knows ASCII alone, so EXIF is
 * looked through as it stands in the file. */
static bool field_says_so(VipsImage *image, const char *name)
{
        const char *text;
        if (!g_str_has_prefix(name, "png-comment-"))
                return false;
        if (g_str_has_suffix(name, "-AIGC"))
                return true;
        return vips_image_get_string(image, name, &text) == 0 && zb_xmp_says_ai(text, strlen(text));
}

static bool blob_says_so(VipsImage *image, const char *name, bool (*says_ai)(const void *data, size_t len))
{
        const void *data;
        size_t len;
        return vips_image_get_typeof(image, name) == VIPS_TYPE_BLOB &&
               vips_image_get_blob(image, name, &data, &len) == 0 && says_ai(data, len);
}

bool zb_image_is_ai(VipsImage *image)
{
        if (blob_says_so(image, VIPS_META_XMP_NAME, zb_xmp_says_ai) ||
            blob_says_so(image, VIPS_META_EXIF_NAME, zb_comment_says_ai))
                return true;
        bool found = false;
        char **fields = vips_image_get_fields(image);
        for (char **f = fields; f && *f && !found; f++)
                found = field_says_so(image, *f);
        g_strfreev(fields);
        return found;
}
