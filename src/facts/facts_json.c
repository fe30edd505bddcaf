/* SPDX-License-Identifier: Apache-2.0 */
/* Facts as JSON. */
#include "facts.h"

enum zb_code zb_facts_write(const struct zb_facts *facts, struct zb_buf *out, struct zb_err *err)
{
        zb_buf_printf(out, "{\"kind\": \"%s\"}\n", zb_kind_names[facts->kind]);
        return out->failed ? zb_err_nomem(err) : ZB_OK;
}
