# SPDX-License-Identifier: Apache-2.0
zb_unit(standard ROOMS base json ink type standard)
