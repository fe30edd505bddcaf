/* SPDX-License-Identifier: Apache-2.0 */
/* The family that a board is set in: Source Han Sans CN in the project's own folder, else Noto Sans CJK SC in
 * the folders that fonts/fonts.conf names. Never through the machine's fontconfig, so that its fonts cannot
 * change a board. The font files are asked one by one: that way fontconfig needs no cache folder and is
 * silent where it has none. */
#include <dirent.h>
#include <fnmatch.h>
#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "type_priv.h"

const char *const zb_tier_names[ZB_N_TIERS] = {"title", "heading", "body", "caption", "note"};

struct zb_fonts {
        bool substitute;
        const char *family;
        const struct zb_face *by_weight[ZB_N_WEIGHTS]; /* a lighter one stands in where a substitute has gaps */
        struct zb_face *faces[ZB_N_WEIGHTS];           /* owned; NULL where it has none */
        uint32_t level1[ZB_N_LEVEL1];
};

struct fonts_source {
        const char *family, *files;
        bool substitute; /* somewhere on the machine, and may lack Medium and Heavy */
};

static const struct fonts_source sources[] = {
        {"Source Han Sans CN", "SourceHanSans*.[ot]t[fc]", false},
        {"Noto Sans CJK SC", "NotoSansCJK*.[ot]t[fc]", true},
};

/* fontconfig's weights of ours, and the one that stands in. */
static const struct {
        int fc;
        enum zb_weight stand_in;
} weights[ZB_N_WEIGHTS] = {
        [ZB_REGULAR] = {FC_WEIGHT_REGULAR, ZB_REGULAR},
        [ZB_MEDIUM] = {FC_WEIGHT_MEDIUM, ZB_REGULAR},
        [ZB_BOLD] = {FC_WEIGHT_BOLD, ZB_REGULAR},
        [ZB_HEAVY] = {FC_WEIGHT_BLACK, ZB_BOLD},
};

enum { MOST_PATH = 4096 };

static int wanted_file(const struct dirent *entry)
{
        return fnmatch(sources[0].files, entry->d_name, 0) == 0 || fnmatch(sources[1].files, entry->d_name, 0) == 0;
}

/* Asks fontconfig about every font file of a folder, in the order of their names. *bad, if it is empty: the first that it
 * made nothing of, for whatever reason. */
static void scan_folder(FcConfig *config, const char *folder, const char *pattern, char bad[MOST_PATH])
{
        struct dirent **entries = NULL;
        int n = scandir(folder, &entries, wanted_file, alphasort);
        for (int i = 0; i < n; i++) {
                char path[MOST_PATH];
                int len = snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
                if (len > 0 && (size_t)len < sizeof path && fnmatch(pattern, entries[i]->d_name, 0) == 0 &&
                    !FcConfigAppFontAddFile(config, (const FcChar8 *)path) && !*bad)
                        memcpy(bad, path, sizeof path);
                free(entries[i]);
        }
        free(entries);
}

/* The folders in which a stand-in may be: those that fonts.conf names. */
static void scan_named_folders(FcConfig *config, const char *dir, const char *pattern, char bad[MOST_PATH])
{
        char conf[MOST_PATH];
        int len = snprintf(conf, sizeof conf, "%s/fonts.conf", dir);
        if (len < 0 || (size_t)len >= sizeof conf)
                return;
        /* Not "complain": that a file is missing is our own sentence to say, not fontconfig's. */
        FcConfigParseAndLoad(config, (const FcChar8 *)conf, FcFalse);
        FcStrList *folders = FcConfigGetFontDirs(config);
        for (const FcChar8 *folder; folders && (folder = FcStrListNext(folders)) != NULL;)
                scan_folder(config, (const char *)folder, pattern, bad);
        if (folders)
                FcStrListDone(folders);
}

static bool is_family(FcPattern *font, const char *family)
{
        FcChar8 *name = NULL;
        for (int i = 0; FcPatternGetString(font, FC_FAMILY, i, &name) == FcResultMatch; i++)
                if (strcmp((const char *)name, family) == 0)
                        return true;
        return false;
}

static FcPattern *find_weight(FcConfig *config, const char *family, int weight)
{
        FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
        for (int i = 0; set && i < set->nfont; i++) {
                int found = 0, slant = 0;
                FcBool variable = FcFalse;
                FcPattern *font = set->fonts[i];
                FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
                if (is_family(font, family) && !variable &&
                    FcPatternGetInteger(font, FC_WEIGHT, 0, &found) == FcResultMatch && found == weight &&
                    (FcPatternGetInteger(font, FC_SLANT, 0, &slant) != FcResultMatch || slant == FC_SLANT_ROMAN))
                        return font;
        }
        return NULL;
}

static enum zb_code load_pattern(struct zb_fonts *fonts, FcPattern *font, enum zb_weight weight, struct zb_err *err)
{
        FcChar8 *path = NULL, *ps_name = NULL;
        int index = 0;
        FcPatternGetString(font, FC_FILE, 0, &path);
        FcPatternGetString(font, FC_POSTSCRIPT_NAME, 0, &ps_name);
        FcPatternGetInteger(font, FC_INDEX, 0, &index);
        return zb_face_load((const char *)path, (unsigned)index & 0xFFFF,
                            ps_name ? (const char *)ps_name : fonts->family, weight, fonts->level1,
                            &fonts->faces[weight], err);
}

static void drop_faces(struct zb_fonts *fonts)
{
        for (int w = 0; w < ZB_N_WEIGHTS; w++) {
                zb_face_free(fonts->faces[w]);
                fonts->faces[w] = NULL;
        }
}

/* Loads what the source has. *ret_found: all that it needs. */
static enum zb_code load_source(struct zb_fonts *fonts, const char *dir, const struct fonts_source *source,
                                bool *ret_found, struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        char bad[MOST_PATH] = "";
        *ret_found = false;
        FcConfig *config = FcConfigCreate(); /* empty: nothing of the machine's */
        if (!config)
                return zb_err_nomem(err);
        if (source->substitute)
                scan_named_folders(config, dir, source->files, bad);
        else
                scan_folder(config, dir, source->files, bad);
        fonts->family = source->family;
        fonts->substitute = source->substitute;
        bool complete = true;
        for (int w = 0; w < ZB_N_WEIGHTS && code == ZB_OK; w++) {
                FcPattern *font = find_weight(config, source->family, weights[w].fc);
                if (font)
                        code = load_pattern(fonts, font, (enum zb_weight)w, err);
                complete = complete && font;
        }
        FcConfigDestroy(config);
        /* The font is there and cannot be read: nothing to be silent about and to go on with another one. */
        if (code == ZB_OK && !complete && *bad)
                code = zb_face_bad(bad, err);
        *ret_found = code == ZB_OK && (source->substitute ? fonts->faces[ZB_REGULAR] != NULL : complete);
        if (!*ret_found)
                drop_faces(fonts);
        return code;
}

static enum zb_code no_fonts(const char *dir, struct zb_err *err)
{
        return zb_err_say(err, ZB_WORK, dir,
                          "There is no Source Han Sans CN in \"%s\" and no Noto Sans CJK SC on this machine. Run "
                          "sh fonts/fetch.sh, or install Debian's fonts-noto-cjk.",
                          dir);
}

enum zb_code zb_fonts_open(const char *dir, struct zb_fonts **ret, struct zb_err *err)
{
        struct zb_fonts *fonts = calloc(1, sizeof *fonts);
        if (!fonts)
                return zb_err_nomem(err);
        bool found = false;
        enum zb_code code = zb_level1_han(fonts->level1, err);
        for (size_t i = 0; i < sizeof sources / sizeof *sources && code == ZB_OK && !found; i++)
                code = load_source(fonts, dir, &sources[i], &found, err);
        if (code == ZB_OK && !found)
                code = no_fonts(dir, err);
        if (code != ZB_OK) {
                zb_fonts_free(fonts);
                return code;
        }
        for (int w = 0; w < ZB_N_WEIGHTS; w++)
                fonts->by_weight[w] = fonts->faces[w] ? fonts->faces[w] : fonts->by_weight[weights[w].stand_in];
        *ret = fonts;
        return ZB_OK;
}

void zb_fonts_free(struct zb_fonts *fonts)
{
        if (!fonts)
                return;
        drop_faces(fonts);
        free(fonts);
}

bool zb_fonts_substitute(const struct zb_fonts *fonts)
{
        return fonts->substitute;
}

const char *zb_fonts_family(const struct zb_fonts *fonts)
{
        return fonts->family;
}

const struct zb_face *zb_fonts_face(const struct zb_fonts *fonts, enum zb_weight weight)
{
        return fonts->by_weight[weight];
}
