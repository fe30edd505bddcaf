# The command line, seen from outside. Tests that only read and complain run the program under test, sanitizers and
# all; those that render whole boards at 300 dpi, or measure memory, run ZB_PROGRAM, a release build.
set(ZB_PROGRAM $<TARGET_FILE:zhanban> CACHE STRING "the program that heavy tests run")
function(zb_cli name program)
  add_test(NAME cli.${name} COMMAND /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_${name}.py ${program})
endfunction()
zb_cli(ai ${ZB_PROGRAM})
zb_cli(usage $<TARGET_FILE:zhanban>)
zb_cli(plan ${ZB_PROGRAM})
zb_cli(examples $<TARGET_FILE:zhanban>)
zb_cli(same_bytes ${ZB_PROGRAM})
zb_cli(whole_or_not ${ZB_PROGRAM})
zb_cli(tiff ${ZB_PROGRAM})
zb_cli(raster_files ${ZB_PROGRAM})
