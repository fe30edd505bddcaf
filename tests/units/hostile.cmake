# SPDX-License-Identifier: Apache-2.0
# Files cut, changed and made to hurt. For a night's run see tests/hostile/README.md.
add_executable(stopwatch hostile/stopwatch.c)
# In parts that run side by side: zb_hostile(PART formats…).
function(zb_hostile part)
  string(REPLACE ";" "," formats "${ARGN}")
  add_test(NAME cli.hostile_${part} COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/hostile/test_hostile.py ${ZB_PROGRAM}
                                            $<TARGET_FILE:stopwatch> --only ${formats})
  set_tests_properties(cli.hostile_${part} PROPERTIES TIMEOUT 900)
endfunction()
zb_hostile(pdf pdf ai)
zb_hostile(pixels tiff jpeg)
zb_hostile(layers psd psb)
zb_hostile(others spec bombs cuts)
add_test(NAME cli.hostile_words COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/hostile/test_words.py ${ZB_PROGRAM})
set_tests_properties(cli.hostile_words PROPERTIES TIMEOUT 900)
