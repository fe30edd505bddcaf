# SPDX-License-Identifier: Apache-2.0
# Not a test: tests/bench/compose.sh builds it when asked.
add_executable(bench_compose EXCLUDE_FROM_ALL bench/compose.c)
zb_link_rooms(bench_compose core json ink text type picture spec standard scene compose)
target_compile_definitions(bench_compose PRIVATE ZB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")

# tests/bench/codes.sh builds it.
add_executable(bench_codes EXCLUDE_FROM_ALL bench/codes.c)
zb_link_rooms(bench_codes core json ink text type marks facts codes)
target_link_libraries(bench_codes PRIVATE PkgConfig::libqrencode PkgConfig::zbar)
