/* SPDX-License-Identifier: Apache-2.0 */
/* Ink factors of faces by their names: what zb_face_ink_factor measures on the outlines of Source Han Sans CN
 * (and of its sister, Noto Sans CJK). For files that name a face and do not hold it. */
#include <math.h>
#include <string.h>

#include "lines.h"

static const char *const families[] = {"SourceHanSans", "NotoSansCJK", "NotoSansSC", "NotoSansHans"};

static const struct {
        const char *weight;
        double factor;
} weights[] = {
        {"ExtraLight", 0.899}, {"Thin", 0.899},   {"Light", 0.905}, {"DemiLight", 0.910}, {"Normal", 0.910},
        {"Regular", 0.912},    {"Medium", 0.917}, {"Bold", 0.933},  {"Heavy", 0.950},     {"Black", 0.950},
};

double zb_known_ink_factor(const char *font)
{
        const char *dash = font ? strrchr(font, '-') : NULL;
        bool known = false;
        for (size_t i = 0; dash && i < sizeof families / sizeof *families; i++)
                known |= strncmp(font, families[i], strlen(families[i])) == 0;
        for (size_t i = 0; known && i < sizeof weights / sizeof *weights; i++)
                if (strcmp(dash + 1, weights[i].weight) == 0)
                        return weights[i].factor;
        return NAN;
}
