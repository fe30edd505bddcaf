/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as the facts that zhanban-inspect writes. What is taken can be written again,
 * and that is taken too. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct zb_err err = {0};
        struct zb_facts *facts = NULL, *again = NULL;
        struct zb_buf text = ZB_BUF_INIT;
        char *copy = malloc(size + 1); /* so that a reading beyond the end is seen */
        if (!copy)
                return 0;
        memcpy(copy, data, size);
        copy[size] = '\0';
        if (zb_facts_read(copy, size, &facts, &err)) {
                assert(*zb_err_text(&err, ZB_ZH) && *zb_err_text(&err, ZB_EN));
        } else {
                enum zb_code code = zb_facts_write(facts, &text, &err);
                assert(!code);
                code = zb_facts_read(text.data, text.len, &again, &err);
                assert(!code);
                (void)code;
        }
        free(copy);
        zb_facts_free(facts);
        zb_facts_free(again);
        zb_buf_fini(&text);
        return 0;
}
