# SPDX-License-Identifier: Apache-2.0
zb_unit(options ROOMS core text options)
target_link_libraries(test_options PRIVATE PkgConfig::icuuc)
