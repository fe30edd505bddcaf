# SPDX-License-Identifier: Apache-2.0
add_test(NAME cli.inspector COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_inspector.py
         $<TARGET_FILE:zhanban-inspect>)
