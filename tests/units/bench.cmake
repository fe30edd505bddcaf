# SPDX-License-Identifier: Apache-2.0
# Not a test: tests/bench/compose.sh builds it when asked.
add_executable(bench_compose EXCLUDE_FROM_ALL bench/compose.c)
foreach(room base json ink type picture board standard scene compose)
  target_link_libraries(bench_compose PRIVATE room_${room})
endforeach()
target_compile_definitions(bench_compose PRIVATE ZB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
