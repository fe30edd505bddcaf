/* SPDX-License-Identifier: Apache-2.0 */
/* Loading a spec. Reads on after every fault, so that the author sees them all at once; a board is handed out
 * only when there was none. Every string is copied into the board's arena: the JSON document is gone
 * afterwards. */
#include "spec_priv.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 1000000, MIN_SIZE_MM = 200, MAX_SIZE_MM = 5000 };

/* A name of a file under layouts/; whether there is one is for the room `standard` to say. */
static const char *read_data_name(struct loader *l, struct zb_value root, const char *key, const char *fallback)
{
        struct zb_value v = zb_json_get(root, key);
        if (!v.node)
                return fallback;
        const char *name = zb_spec_line(l, root, key, false, 1, MAX_LINE);
        if (strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == strlen(name))
                return name[0] ? name : fallback;
        const char *shown = zb_json_shown(l->faults->arena, name, 30);
        zb_faults_say(l->faults, v.place, "\"%s\" is not a name: expected letters, digits, - and _, such as \"%s\".",
                      shown, fallback);
        return fallback;
}

static const char *read_theme(struct loader *l, struct zb_value root)
{
        struct zb_value v = zb_json_get(root, "theme");
        const char *name = zb_json_str(v);
        size_t len = name ? strlen(name) : 0;
        if (len > 5 && strcmp(name + len - 5, ".json") == 0)
                return zb_spec_source(l, root, "theme") ? zb_arena_strdup(l->arena, name) : NULL;
        if (!l->themes) {
                name = zb_spec_line(l, root, "theme", false, 1, MAX_LINE);
                return *name ? name : NULL;
        }
        int i = v.node ? zb_json_want_name(root, "theme", l->themes, -1, l->faults) : -1;
        return i < 0 ? NULL : zb_arena_strdup(l->arena, l->themes[i]);
}

static const char *read_title(struct loader *l, struct zb_value root)
{
        struct zb_value v = zb_json_get(root, "title");
        if (!v.node) {
                zb_json_want_str(root, "title", true, 1, MAX_TITLE, l->faults);
                return "";
        }
        const char *title = zb_json_text(v, 1, MAX_TITLE, true, l->faults);
        if (!title)
                return "";
        size_t len = strlen(title);
        if (title[0] == '\n' || title[len - 1] == '\n' || strstr(title, "\n\n"))
                zb_faults_say(l->faults, v.place,
                              "the title has an empty line: \\n may only stand between two lines of text.");
        return zb_arena_strdup(l->arena, title);
}

/* "", [] or [""]: room for a text that is still to be written. */
static bool is_blank(struct zb_value text)
{
        struct zb_value first = zb_json_type(text) == ZB_J_ARRAY ? zb_json_at(text, 0) : text;
        const char *words = zb_json_str(first);
        return words ? !*words && zb_json_len(text) <= 1 : zb_json_type(text) == ZB_J_ARRAY && zb_json_len(text) == 0;
}

static void spec_read_section(struct loader *l, struct zb_value v, struct zb_section *section)
{
        static const char *const keys[] = {"heading", "text", "figures", NULL};
        section->heading = "";
        section->place = zb_arena_strdup(l->arena, v.place);
        if (!zb_json_is(v, ZB_J_OBJECT, l->faults))
                return;
        zb_json_only(v, keys, l->faults);
        section->heading = zb_spec_line(l, v, "heading", true, 1, MAX_HEADING);
        struct zb_value text = zb_json_get(v, "text"), list = zb_json_get(v, "figures");
        section->open = l->draft && is_blank(text);
        if (!section->open)
                section->text = zb_spec_riches(l, text, MAX_PARAGRAPHS, MAX_PARAGRAPH, &section->n_text);

        size_t n = zb_spec_list(l, list, 0, MAX_FIGURES);
        struct zb_figure *figures = zb_arena_array(l->arena, n, sizeof *figures);
        section->figures = figures;
        section->n_figures = figures ? n : 0;
        for (size_t i = 0; i < section->n_figures && l->code == ZB_OK; i++)
                zb_spec_figure(l, zb_json_at(list, i), &figures[i]);

        bool no_text = !text.node || (zb_json_type(text) == ZB_J_ARRAY && zb_json_len(text) == 0);
        bool no_figures = !list.node || (zb_json_type(list) == ZB_J_ARRAY && zb_json_len(list) == 0);
        if (no_text && no_figures && !l->draft)
                zb_faults_say(l->faults, v.place, "this section is empty: expected text, figures or both.");
}

static void read_sections(struct loader *l, struct zb_value root, struct zb_spec *board)
{
        struct zb_value list = zb_json_get(root, "sections");
        if (zb_json_type(list) == ZB_J_ARRAY && zb_json_len(list) == 0) {
                zb_faults_say(l->faults, list.place, "empty sections: expected 1–%d sections.", MAX_SECTIONS);
                return;
        }
        size_t n = zb_spec_list(l, list, 1, MAX_SECTIONS);
        struct zb_section *sections = zb_arena_array(l->arena, n, sizeof *sections);
        board->sections = sections;
        board->n_sections = sections ? n : 0;
        for (size_t i = 0; i < board->n_sections && l->code == ZB_OK; i++)
                spec_read_section(l, zb_json_at(list, i), &sections[i]);
        size_t written = 0;
        for (size_t i = 0; i < board->n_sections; i++)
                written += sections[i].n_text > 0;
        for (size_t i = 0; l->draft && i < board->n_sections; i++)
                sections[i].open = sections[i].open || !written || (!sections[i].n_text && !sections[i].n_figures);
}

static void read_authors(struct loader *l, struct zb_value root, struct zb_spec *board)
{
        struct zb_value list = zb_json_get(root, "authors");
        board->n_authors = zb_spec_list(l, list, 0, MAX_AUTHORS);
        board->authors = zb_spec_strings(l, list, board->n_authors, MAX_AUTHOR);
}

/* "size": [width, height] in mm, for standards that leave it free. */
static void read_size(struct loader *l, struct zb_value root, struct zb_spec *board)
{
        struct zb_value v = zb_json_get(root, "size");
        double mm[2];
        if (!v.node)
                return;
        bool good = zb_json_type(v) == ZB_J_ARRAY && zb_json_len(v) == 2;
        for (size_t i = 0; good && i < 2; i++) {
                mm[i] = zb_json_num(zb_json_at(v, i), 0);
                good = mm[i] >= MIN_SIZE_MM && mm[i] <= MAX_SIZE_MM;
        }
        if (!good) {
                zb_faults_say(l->faults, v.place, "expected a size as [width, height] in mm, %d–%d each.",
                              MIN_SIZE_MM, MAX_SIZE_MM);
                return;
        }
        board->width_mm = mm[0];
        board->height_mm = mm[1];
}

static void read_board(struct loader *l, struct zb_value root, struct zb_spec *board)
{
        static const char *const keys[] = {
                "title",    "subtitle",    "organization", "authors", "lead",     "highlights",
                "sections", "qr",          "notes",        "waive",   "standard", "process",
                "size",     "orientation", "path",         "theme",   "$schema",  NULL};
        static const char *const orientations[] = {"portrait", "landscape", NULL};
        static const char *const paths[] = {"auto", "F", "Z", NULL};

        if (!zb_json_is(root, ZB_J_OBJECT, l->faults))
                return;
        zb_json_only(root, keys, l->faults);
        zb_json_want_str(root, "$schema", false, 0, MAX_URL, l->faults);
        board->standard = read_data_name(l, root, "standard", "liaoning-2025-main");
        board->process = read_data_name(l, root, "process", "xiezhen");
        int orientation = zb_json_want_name(root, "orientation", orientations, ZB_PORTRAIT, l->faults);
        read_size(l, root, board);
        int path = zb_json_want_name(root, "path", paths, ZB_PATH_AUTO, l->faults);
        board->orientation = orientation < 0 ? ZB_PORTRAIT : (enum zb_orientation)orientation;
        board->path = path < 0 ? ZB_PATH_AUTO : (enum zb_reading_path)path;
        board->theme = read_theme(l, root);
        board->title = read_title(l, root);
        board->subtitle = zb_spec_line(l, root, "subtitle", false, 0, MAX_LINE);
        board->organization = zb_spec_line(l, root, "organization", false, 0, MAX_LINE);
        read_authors(l, root, board);
        board->lead = (struct zb_rich){.plain = "", .place = "/lead"};
        struct zb_value lead = zb_json_get(root, "lead");
        if (lead.node)
                zb_spec_rich(l, lead, 0, MAX_LEAD, &board->lead);
        zb_spec_highlights(l, root, board);
        read_sections(l, root, board);
        zb_spec_qr(l, root, board);
        board->notes = zb_spec_riches(l, zb_json_get(root, "notes"), MAX_NOTES, MAX_NOTE, &board->n_notes);
        zb_spec_waivers(l, root, board);
}

/* The folder of the spec as written, and without symbolic links. */
static enum zb_code find_folder(struct loader *l, const char *path, struct zb_spec *board, struct zb_err *err)
{
        const char *slash = strrchr(path, '/');
        size_t len = !slash ? 0 : slash == path ? 1 : (size_t)(slash - path);
        board->file = zb_arena_strdup(board->arena, path);
        board->dir = slash ? zb_arena_strndup(board->arena, path, len) : ".";
        if (!board->file || !board->dir)
                return zb_err_nomem(err);
        char *real = realpath(board->dir, NULL);
        if (!real)
                return zb_err_say(err, ZB_INPUT, path, "its folder cannot be opened.");
        /* "/" becomes "", so that joining with "/" is right for every folder. */
        l->real_dir = zb_arena_strdup(board->arena, strcmp(real, "/") == 0 ? "" : real);
        free(real);
        return l->real_dir ? ZB_OK : zb_err_nomem(err);
}

static enum zb_code verdict(const struct zb_spec *board, const struct zb_faults *faults, struct zb_err *err)
{
        size_t n = faults->n + faults->dropped;
        if (zb_arena_failed(board->arena) || faults->failed)
                return zb_err_nomem(err);
        if (n > 0)
                return zb_err_say(err, ZB_INPUT, board->file, "the spec has %zu fault(s); correct them as said.", n);
        return ZB_OK;
}

enum zb_code zb_spec_proven(struct zb_spec *board, struct zb_faults *faults, struct zb_err *err)
{
        enum zb_code code = zb_spec_prove_end(board, faults, err);
        return code ? code : verdict(board, faults, err);
}

/* The proof begins when all photographs are known; a spec with faults waits for its end, to name them all. */
static enum zb_code spec_prove(const struct loader *l, struct zb_spec *board, bool early, struct zb_err *err)
{
        enum zb_code code = l->code;
        if (code && err)
                *err = l->err;
        if (!code)
                code = zb_spec_prove_begin(l, board, err);
        if (!code && (!early || l->faults->n + l->faults->dropped > 0))
                code = zb_spec_proven(board, l->faults, err);
        return code;
}

static enum zb_code load(const char *path, const char *const *themes, bool draft, bool early, struct zb_spec **ret,
                         struct zb_faults *faults, struct zb_err *err)
{
        struct zb_json *doc = NULL;
        enum zb_code code = zb_json_load(path, MAX_BYTES, &doc, err);
        if (code != ZB_OK)
                return code;
        struct zb_spec *board = calloc(1, sizeof *board);
        if (board)
                board->arena = zb_arena_new();
        if (!board || !board->arena) {
                code = zb_err_nomem(err);
                goto out;
        }
        struct loader l = {.arena = board->arena, .faults = faults, .themes = themes, .draft = draft};
        code = find_folder(&l, path, board, err);
        if (code == ZB_OK) {
                read_board(&l, zb_json_root(doc), board);
                code = spec_prove(&l, board, early, err);
        }
out:
        zb_json_free(doc);
        if (code == ZB_OK)
                *ret = board;
        else
                zb_spec_free(board);
        return code;
}

enum zb_code zb_spec_load(const char *path, const char *const *themes, struct zb_spec **ret, struct zb_faults *faults,
                          struct zb_err *err)
{
        return load(path, themes, false, false, ret, faults, err);
}

enum zb_code zb_spec_load_early(const char *path, const char *const *themes, struct zb_spec **ret,
                                struct zb_faults *faults, struct zb_err *err)
{
        return load(path, themes, false, true, ret, faults, err);
}

enum zb_code zb_spec_load_draft(const char *path, const char *const *themes, struct zb_spec **ret,
                                struct zb_faults *faults, struct zb_err *err)
{
        return load(path, themes, true, false, ret, faults, err);
}

void zb_spec_free(struct zb_spec *board)
{
        if (!board)
                return;
        zb_spec_prove_end(board, NULL, NULL);
        for (size_t i = 0; i < board->n_sections; i++)
                for (size_t j = 0; j < board->sections[i].n_figures; j++)
                        if (board->sections[i].figures[j].picture)
                                zb_picture_free(board->sections[i].figures[j].picture);
        zb_arena_free(board->arena);
        free(board);
}
