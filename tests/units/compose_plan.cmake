# SPDX-License-Identifier: Apache-2.0
zb_unit(plan ROOMS base json ink type picture board standard scene compose)
