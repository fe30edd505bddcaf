# SPDX-License-Identifier: Apache-2.0
# Manual pages and completions, as the build makes them (man/CMakeLists.txt).
add_test(NAME house.man COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_man.py ${PROJECT_BINARY_DIR}/man)
add_test(NAME cli.man_examples COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_man_examples.py ${ZB_PROGRAM}
                                       ${PROJECT_BINARY_DIR}/man)
add_test(NAME cli.completions COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_completions.py $<TARGET_FILE:zhanban>
                                      ${PROJECT_BINARY_DIR}/man)
