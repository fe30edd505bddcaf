# SPDX-License-Identifier: Apache-2.0
zb_unit(rules ROOMS base json ink type standard facts finding rules)
