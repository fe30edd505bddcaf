# zhanban-inspect on PDF files, made in the test or by other programs.
foreach(name pdf_facts pdf_files)
  add_test(NAME inspect.${name} COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/inspect/test_${name}.py
                                        $<TARGET_FILE:zhanban> $<TARGET_FILE:zhanban-inspect>
                                        ${PROJECT_SOURCE_DIR}/layouts/profiles/zhanban-coated.icc)
endforeach()
add_test(NAME inspect.pdf_trip COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/inspect/test_pdf_trip.py
                                       ${ZB_PROGRAM} $<TARGET_FILE:zhanban-inspect>
                                       ${PROJECT_SOURCE_DIR}/layouts/profiles/zhanban-coated.icc)
# Every example and two feature boards, in every format: files say what measure said of the board.
add_test(NAME inspect.trip COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/inspect/test_trip.py ${ZB_PROGRAM})
set_tests_properties(inspect.trip PROPERTIES TIMEOUT 600)
zb_unit(png_filter ROOMS codes inspect core ink text type marks facts lines figures sheet derive json)
# Every rule, as files: one that keeps it, one that breaks it.
add_test(NAME inspect.every_rule COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/inspect/test_every_rule.py ${ZB_PROGRAM})
set_tests_properties(inspect.every_rule PROPERTIES TIMEOUT 600)
