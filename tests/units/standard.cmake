# SPDX-License-Identifier: Apache-2.0
zb_unit(standard ROOMS core json ink text type standard)
zb_unit(standard_faults ROOMS core json ink text type standard)
