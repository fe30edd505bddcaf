# SPDX-License-Identifier: Apache-2.0
zb_unit(figure ROOMS core json ink text type picture spec standard scene compose)
target_link_libraries(test_figure PRIVATE PkgConfig::libqrencode)
zb_unit(figure_values ROOMS core json ink text type picture spec standard scene compose)
target_link_libraries(test_figure_values PRIVATE PkgConfig::libqrencode)

# A contact sheet of every kind of chart, for the eye: chart_sheet OUT.png WIDTH_MM HEIGHT_MM
add_executable(chart_sheet sheet/chart_sheet.c)
zb_link_rooms(chart_sheet core json ink text type picture spec standard scene compose raster write)
target_include_directories(chart_sheet PRIVATE ${unit_folders})
target_compile_definitions(chart_sheet PRIVATE ZB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(chart_sheet PRIVATE ${ZB_FOREIGN} m)

zb_unit(details ROOMS core json ink text type picture spec standard scene compose)
target_link_libraries(test_details PRIVATE PkgConfig::libqrencode)
zb_unit(memo ROOMS core)
target_sources(test_memo PRIVATE ${PROJECT_SOURCE_DIR}/src/compose/voice/memo.c)
target_include_directories(test_memo PRIVATE ${PROJECT_SOURCE_DIR}/src/compose/voice ${PROJECT_SOURCE_DIR}/src/type ${PROJECT_SOURCE_DIR}/src/text ${PROJECT_SOURCE_DIR}/src/ink)
