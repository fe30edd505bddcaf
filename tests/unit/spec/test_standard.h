/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of standard share. */
#ifndef ZB_TEST_STANDARD_H
#define ZB_TEST_STANDARD_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "standard.h"

#define LAYOUTS ZB_SOURCE_DIR "/layouts"

/* The clauses of the notice, with the forces of docs/measures.md §1. */
static const struct {
        const char *id;
        enum zb_force force;
} clauses[] = {
        {"board.size", ZB_MUST},           {"board.visible", ZB_MUST},    {"board.stand", ZB_FACT},
        {"board.orientation", ZB_MUST},    {"image.resolution", ZB_MUST}, {"colour.mode", ZB_MUST},
        {"file.source", ZB_MUST},          {"file.output", ZB_MUST},      {"layout.path", ZB_MUST},
        {"layout.ratio", ZB_MUST},         {"text.count", ZB_SHOULD},     {"text.emphasis", ZB_SHOULD},
        {"image.count", ZB_SHOULD},        {"type.family", ZB_MUST},      {"type.title", ZB_SHOULD},
        {"type.heading", ZB_SHOULD},       {"type.body", ZB_SHOULD},      {"type.leading", ZB_SHOULD},
        {"type.caption", ZB_SHOULD},       {"type.note", ZB_SHOULD},      {"colour.scheme", ZB_SHOULD},
        {"figure.infographic", ZB_SHOULD}, {"qr.allowed", ZB_FACT},       {"title.marks", ZB_MUST},
        {"authors.count", ZB_MUST},        {"figure.ai", ZB_MUST},
};

/* ---- faulty files ---- */

__attribute__((unused)) static char folder[64];

/* What an organiser reads names every clause and every limit that the program knows. */
static inline void the_guide_names_every_clause(void **state)
{
        struct zb_buf guide = ZB_BUF_INIT;
        struct zb_err err = {0};
        assert_int_equal(zb_file_read(LAYOUTS "/README.md", 1 << 20, &guide, &err), ZB_OK);
        for (const char *const *id = zb_clause_ids(); *id; id++) {
                char name[64];
                snprintf(name, sizeof name, "`%s`", *id);
                if (!strstr(guide.data, name))
                        fail_msg("layouts/README.md does not name %s", name);
        }
        zb_buf_fini(&guide);
}

static inline int make_folder(void **state)
{
        snprintf(folder, sizeof folder, "/tmp/zb-standard-XXXXXX");
        return mkdtemp(folder) ? 0 : -1;
}

static inline int drop_folder(void **state)
{
        static const char *const names[] = {"faulty.json", "ink.json", "rgb.json", "good.json"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                char path[128];
                snprintf(path, sizeof path, "%s/%s", folder, names[i]);
                unlink(path);
        }
        rmdir(folder);
        return 0;
}

#endif
