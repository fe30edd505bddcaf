# SPDX-License-Identifier: Apache-2.0
zb_unit(rules ROOMS core json ink text type standard marks facts lines figures sheet derive finding rules)
target_sources(test_rules PRIVATE unit/rules_world.c unit/rules_board.c unit/rules_file.c)
