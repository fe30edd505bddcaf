# SPDX-License-Identifier: Apache-2.0
# Files cut, changed and made to hurt. For a night's run: tests/hostile/test_hostile.py ZHANBAN --mutations 10000
add_test(NAME cli.hostile COMMAND /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/hostile/test_hostile.py ${ZB_PROGRAM})
set_tests_properties(cli.hostile PROPERTIES TIMEOUT 900)
