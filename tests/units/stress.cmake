# The stress set: some two hundred specs through `zhanban check` (tests/stress/make.py says what each asks of the composer).
add_test(NAME cli.stress COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/stress/check.py
                                 ${ZB_PROGRAM})
set_tests_properties(cli.stress PROPERTIES TIMEOUT 900)
# The layouts of the examples and reference boards, item by item.
add_test(NAME cli.golden COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_golden.py ${ZB_PROGRAM})
add_test(NAME cli.reference COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_reference.py ${ZB_PROGRAM})
# What `plan` advises for boards that are too full, applied and composed again.
add_test(NAME cli.cures COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/stress/cures.py ${ZB_PROGRAM})
set_tests_properties(cli.cures PROPERTIES TIMEOUT 240)
