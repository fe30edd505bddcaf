# SPDX-License-Identifier: Apache-2.0
zb_unit(inspect_lines ROOMS base json ink type facts inspect)
