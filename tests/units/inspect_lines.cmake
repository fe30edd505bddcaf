# SPDX-License-Identifier: Apache-2.0
zb_unit(inspect_lines ROOMS core json ink text type marks facts lines figures sheet derive codes inspect)
zb_unit(inspect_lines_rules ROOMS core json ink text type marks facts lines figures sheet derive codes inspect)
