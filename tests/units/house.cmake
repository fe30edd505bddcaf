add_test(NAME house.rooms COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_rooms.py)
add_test(NAME house.messages COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_messages.py)
add_test(NAME house.sizes COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_sizes.py)
add_test(NAME house.tidy COMMAND sh ${PROJECT_SOURCE_DIR}/tools/lint.sh tidy ${PROJECT_BINARY_DIR})
add_test(NAME house.cppcheck COMMAND sh ${PROJECT_SOURCE_DIR}/tools/lint.sh cppcheck ${PROJECT_BINARY_DIR})
set_tests_properties(house.tidy PROPERTIES TIMEOUT 900)
# The tree is formatted (.clang-format; Debian 12's clang-format 14).
add_test(NAME house.format COMMAND sh -c "find src tests -name '*.[ch]' | xargs -P2 -n 40 clang-format --dry-run -Werror"
         WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
add_test(NAME house.circles COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_circles.py ${PROJECT_BINARY_DIR})
add_test(NAME house.names COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_names.py)
add_test(NAME house.citations COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_citations.py)
add_test(NAME house.templates COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_templates.py)
add_test(NAME house.examples COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_examples.py ${PROJECT_BINARY_DIR}/rooms.txt)
add_test(NAME house.version COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_version.py)
# The example of the library's header is a whole program: built, linked, run.
add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/example_zhanban.c
                   COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/house/test_examples.py --extract
                           ${PROJECT_SOURCE_DIR}/src/engine/zhanban.h ${PROJECT_BINARY_DIR}/example_zhanban.c
                   DEPENDS ${PROJECT_SOURCE_DIR}/src/engine/zhanban.h ${CMAKE_CURRENT_SOURCE_DIR}/house/test_examples.py)
add_executable(example_zhanban ${PROJECT_BINARY_DIR}/example_zhanban.c)
target_link_libraries(example_zhanban PRIVATE zhanban_lib)
add_test(NAME house.example_runs COMMAND example_zhanban ${PROJECT_SOURCE_DIR}/layouts/starter/board.json
                                         ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/example.png)
add_test(NAME house.rooms_drawn COMMAND ${ZB_PYTHON} ${PROJECT_SOURCE_DIR}/docs/draw_rooms.py ${PROJECT_BINARY_DIR}/rooms.txt --check)
