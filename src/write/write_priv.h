/* SPDX-License-Identifier: Apache-2.0 */
/* What the writers share among themselves. */
#ifndef ZB_WRITE_PRIV_H
#define ZB_WRITE_PRIV_H

#include "write.h"

/* What made the file: CreatorTool, Producer, TIFF Software. The same version as zhanban.h, which stands
 * above. */
#define ZB_WRITE_TOOL "zhanban 0.1.0"

/* The implicit AIGC mark (GB 45438-2025) as JSON, for scenes with scene->ai. */
extern const char zb_write_aigc[];

/* PDF/X-4 and every catalogue want a title, whatever the scene has. */
static inline const char *zb_write_title(const struct zb_scene *scene)
{
        return scene->title && *scene->title ? scene->title : "展板";
}

#endif
