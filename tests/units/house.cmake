add_test(NAME house.rooms COMMAND /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/house/test_rooms.py)
add_test(NAME house.citations COMMAND /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/house/test_citations.py)
