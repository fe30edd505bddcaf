/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes read as zhanban-inspect reads a file, but without its walls: so that a fault of our parsers is seen
 * at once. What comes out can be written and read again. */
#ifndef ZB_FUZZ_INSPECT_H
#define ZB_FUZZ_INSPECT_H

#include "fuzz.h"
#include "inspect.h"

static struct zb_profile *fuzz_profile;

static inline struct zb_facts *fuzz_read(int fd, bool survey)
{
        const struct zb_inspect_options options = {.profile = fuzz_profile,
                                                   .hidden_x_mm = 20,
                                                   .hidden_y_mm = 10,
                                                   .width_mm = 785,
                                                   .height_mm = 1780,
                                                   .survey_ppi = 20,
                                                   .view_ppi = 10,
                                                   .threads = 1,
                                                   .survey = survey};
        struct zb_err err = {0};
        struct zb_facts *facts = NULL;
        enum zb_code code = zb_inspect(fd, "file", &options, &facts, &err);
        if (code ? !*zb_err_text(&err, ZB_ZH) || !*zb_err_text(&err, ZB_EN) : !facts)
                abort();
        return facts;
}

static inline void fuzz_there_and_back(const struct zb_facts *facts)
{
        struct zb_err err = {0};
        struct zb_facts *again = NULL;
        struct zb_buf text = ZB_BUF_INIT;
        if (zb_facts_write(facts, &text, &err) || zb_facts_read(text.data, text.len, &again, &err))
                abort();
        zb_facts_free(again);
        zb_buf_fini(&text);
}

/* First the facts alone, then a survey, of a sheet that is small: a huge one costs time by right, and the
 * clock that ends it is not at home here. */
static inline void fuzz_inspect(const uint8_t *data, size_t size)
{
        int fd = fuzz_file(data, size);
        struct zb_facts *facts = fuzz_read(fd, false);
        if (facts) {
                fuzz_there_and_back(facts);
                const struct zb_fact_raster *r = &facts->raster;
                bool small = r->known ? (double)r->px_w * r->px_h < 1 << 18
                                      : facts->width_mm < 1000 && facts->height_mm < 2000;
                zb_facts_free(facts);
                facts = small ? fuzz_read(fd, true) : NULL;
                if (facts)
                        fuzz_there_and_back(facts);
                zb_facts_free(facts);
        }
        close(fd);
}

#endif
