# Files by other programs: what zhanban-inspect says of them agrees with what programs we did not write say.
add_test(NAME inspect.corpus COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/corpus/check.py $<TARGET_FILE:zhanban-inspect>
                                     ${PROJECT_SOURCE_DIR}/layouts/profiles/zhanban-coated.icc)
set_tests_properties(inspect.corpus PROPERTIES TIMEOUT 300)
