# SPDX-License-Identifier: Apache-2.0
zb_unit(facts ROOMS core json ink text type marks facts lines figures sheet derive)
zb_unit(facts_derived ROOMS core json ink text type marks facts lines figures sheet derive)
