# SPDX-License-Identifier: Apache-2.0
zb_inspect_test(psd)
