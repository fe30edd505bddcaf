# SPDX-License-Identifier: Apache-2.0
zb_unit(judge_memory ROOMS core json ink text type picture spec standard scene marks facts lines figures sheet derive finding raster measure rules report)
target_sources(test_judge_memory PRIVATE unit/facts/rules_world.c unit/facts/rules_board.c unit/facts/rules_file.c)
target_link_options(test_judge_memory PRIVATE -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc)
