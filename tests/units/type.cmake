# SPDX-License-Identifier: Apache-2.0
zb_unit(type ROOMS base type)
zb_unit(lines ROOMS base type)
