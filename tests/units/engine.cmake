# SPDX-License-Identifier: Apache-2.0
zb_unit(same ROOMS core)
target_sources(test_same PRIVATE ${PROJECT_SOURCE_DIR}/src/sheet/same_compare.c)
target_include_directories(test_same PRIVATE ${PROJECT_SOURCE_DIR}/src/sheet)
target_link_libraries(test_same PRIVATE m)
