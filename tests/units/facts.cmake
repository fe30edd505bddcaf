# SPDX-License-Identifier: Apache-2.0
zb_unit(facts ROOMS base json ink type facts)
