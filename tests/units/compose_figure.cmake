# SPDX-License-Identifier: Apache-2.0
zb_unit(figure ROOMS base json ink type picture board standard scene compose)
target_link_libraries(test_figure PRIVATE PkgConfig::libqrencode)
