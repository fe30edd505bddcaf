# SPDX-License-Identifier: Apache-2.0
zb_unit(type ROOMS core text type)
zb_unit(lines ROOMS core text type)
zb_unit(lines_random ROOMS core text type)
