# SPDX-License-Identifier: Apache-2.0
zb_unit(plan ROOMS core json ink text type picture spec standard scene compose plan report marks facts lines figures sheet derive finding)
