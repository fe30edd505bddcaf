# SPDX-License-Identifier: Apache-2.0
zb_unit(report ROOMS base json ink type standard facts finding report)
