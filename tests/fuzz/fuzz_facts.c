/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as the facts that zhanban-inspect writes. What is taken can be written again,
 * and that is taken too. */
#include "facts.h"
#include "fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct zb_err err = {0};
        struct zb_facts *facts = NULL, *again = NULL;
        struct zb_buf text = ZB_BUF_INIT;
        char *copy = fuzz_copy(data, size);
        enum zb_code code = zb_facts_read(copy, size, &facts, &err);
        free(copy);
        if (code && (!*zb_err_text(&err, ZB_ZH) || !*zb_err_text(&err, ZB_EN)))
                abort();
        if (!code && (zb_facts_write(facts, &text, &err) || zb_facts_read(text.data, text.len, &again, &err)))
                abort();
        zb_facts_free(facts);
        zb_facts_free(again);
        zb_buf_fini(&text);
        return code ? -1 : 0;
}
