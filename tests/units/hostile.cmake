# SPDX-License-Identifier: Apache-2.0
# Files cut, changed and made to hurt. For a night's run see tests/hostile/README.md.
add_executable(stopwatch hostile/stopwatch.c)
add_test(NAME cli.hostile COMMAND /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/hostile/test_hostile.py ${ZB_PROGRAM} $<TARGET_FILE:stopwatch>)
set_tests_properties(cli.hostile PROPERTIES TIMEOUT 900)
add_test(NAME cli.hostile_words COMMAND /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/hostile/test_words.py ${ZB_PROGRAM})
set_tests_properties(cli.hostile_words PROPERTIES TIMEOUT 900)
