# SPDX-License-Identifier: Apache-2.0
# Manual pages and completions, as the build makes them (man/CMakeLists.txt), and all that is installed.
add_test(NAME house.man COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_man.py ${PROJECT_BINARY_DIR}/man)
add_test(NAME cli.man_examples COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_man_examples.py ${ZB_PROGRAM}
                                       ${PROJECT_BINARY_DIR}/man)
add_test(NAME cli.completions COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_completions.py $<TARGET_FILE:zhanban>
                                      ${PROJECT_BINARY_DIR}/man)
add_test(NAME cli.first_board COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_first_board.py ${ZB_PROGRAM})
set(sanitizers)
if(ZB_SANITIZE)
  set(sanitizers -fsanitize=address,undefined)
endif()
add_test(NAME house.installed COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_installed.py ${CMAKE_COMMAND}
                                      ${PROJECT_BINARY_DIR} ${CMAKE_C_COMPILER} ${sanitizers})
