# SPDX-License-Identifier: Apache-2.0
zb_unit(report ROOMS core json ink text type standard marks facts lines figures sheet derive finding report)
zb_unit(report_text ROOMS core json ink text type standard marks facts lines figures sheet derive finding report)

# The page, looked at in a browser.
add_executable(make_page html/make_page.c unit/facts/rules_world.c unit/facts/rules_board.c unit/facts/rules_file.c)
zb_link_rooms(make_page core json ink text type picture spec standard scene marks facts lines figures sheet derive finding compose rules report)
target_include_directories(make_page PRIVATE ${unit_folders})
target_compile_definitions(make_page PRIVATE ZB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(make_page PRIVATE PkgConfig::cmocka)
add_test(NAME html.chromium COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/html/test_html.py
                                   $<TARGET_FILE:make_page> ${ZB_PROGRAM})
