# SPDX-License-Identifier: Apache-2.0
# A third language is one more file: the program linked with a catalogue that has one.
set(language ${PROJECT_BINARY_DIR}/language)
set(po ${PROJECT_SOURCE_DIR}/po)
add_custom_command(OUTPUT ${language}/catalogue_xx.c
                   COMMAND ${CMAKE_COMMAND} -E make_directory ${language}
                   COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/house/make_language.py ${po}/zh.po ${language}/xx.po
                   COMMAND Python3::Interpreter ${po}/compile.py ${language}/catalogue_xx.c ${po}/zh.po ${language}/xx.po
                   DEPENDS house/make_language.py ${po}/zh.po ${po}/compile.py ${po}/pofile.py VERBATIM)
add_executable(zhanban_xx ${language}/catalogue_xx.c $<TARGET_OBJECTS:room_cli> $<TARGET_OBJECTS:room_options>)
target_include_directories(zhanban_xx PRIVATE ${PROJECT_SOURCE_DIR}/src/core)
target_link_libraries(zhanban_xx PRIVATE zhanban_lib)
add_test(NAME house.language COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_language.py $<TARGET_FILE:zhanban_xx>
                                     $<TARGET_FILE:zhanban-inspect>)
