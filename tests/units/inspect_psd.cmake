# SPDX-License-Identifier: Apache-2.0
zb_fuzz(psd "base;json;ink;type;facts;inspect" "${CMAKE_CURRENT_SOURCE_DIR}/inspect/psd")
zb_inspect_test(psd)
