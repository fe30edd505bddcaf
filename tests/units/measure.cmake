# SPDX-License-Identifier: Apache-2.0
zb_unit(measure ROOMS core json ink text type picture spec scene marks facts lines figures sheet derive raster measure)
target_link_libraries(test_measure PRIVATE PkgConfig::libtiff4)
zb_unit(measure_contrast ROOMS core json ink text type picture spec scene marks facts lines figures sheet derive raster measure)
target_link_libraries(test_measure_contrast PRIVATE PkgConfig::libtiff4)
zb_unit(measure_figures ROOMS core json ink text type picture spec scene marks facts lines figures sheet derive raster measure)
target_link_libraries(test_measure_figures PRIVATE PkgConfig::libtiff4)
zb_unit(measure_view ROOMS core json ink text type picture spec scene marks facts lines figures sheet derive raster measure)
target_link_libraries(test_measure_view PRIVATE PkgConfig::libtiff4 PkgConfig::libjpeg)
