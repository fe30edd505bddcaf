/* SPDX-License-Identifier: Apache-2.0 */
#include "inspect_priv.h"
enum zb_code zb_inspect_jpeg(struct inspecting *in, struct zb_err *err) { return ZB_OK; }
