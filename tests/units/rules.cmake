# SPDX-License-Identifier: Apache-2.0
zb_unit(rules ROOMS core json ink text type standard marks facts lines figures sheet derive finding rules)
target_sources(test_rules PRIVATE unit/facts/rules_world.c unit/facts/rules_board.c unit/facts/rules_file.c)
zb_unit(rules_files ROOMS core json ink text type standard marks facts lines figures sheet derive finding rules)
target_sources(test_rules_files PRIVATE unit/facts/rules_world.c unit/facts/rules_board.c unit/facts/rules_file.c)
