# SPDX-License-Identifier: Apache-2.0
zb_unit(text ROOMS core text)
target_link_libraries(test_text PRIVATE PkgConfig::icuuc m)
