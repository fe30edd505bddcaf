# The pictures are a stand-in inside the test, so room picture is seen but not linked; allocations fail on demand.
zb_unit(spec ROOMS core json spec)
target_include_directories(test_spec PRIVATE ${PROJECT_SOURCE_DIR}/src/ink ${PROJECT_SOURCE_DIR}/src/picture)
target_link_options(test_spec PRIVATE LINKER:--wrap=malloc,--wrap=calloc,--wrap=realloc)
zb_unit(spec_faults ROOMS core json spec)
target_include_directories(test_spec_faults PRIVATE ${PROJECT_SOURCE_DIR}/src/ink ${PROJECT_SOURCE_DIR}/src/picture)
target_link_options(test_spec_faults PRIVATE LINKER:--wrap=malloc,--wrap=calloc,--wrap=realloc)
add_test(NAME cli.specs COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_specs.py $<TARGET_FILE:zhanban>)
