zb_unit(survey ROOMS codes inspect marks facts lines figures sheet derive text type ink json core)
target_include_directories(test_survey PRIVATE ${PROJECT_SOURCE_DIR}/src/inspect)
# The files that zhanban-inspect reads, made by other programs.
function(zb_inspect_test name)
  add_test(NAME inspect.${name} COMMAND ${ZB_PYTHON} ${PROJECT_SOURCE_DIR}/tests/inspect/test_${name}.py
           $<TARGET_FILE:zhanban-inspect> ${ZB_PROGRAM})
endfunction()
zb_inspect_test(tiff)
zb_inspect_test(jpeg)
zb_inspect_test(truncated)
zb_inspect_test(codes)
