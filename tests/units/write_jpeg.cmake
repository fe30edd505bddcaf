# SPDX-License-Identifier: Apache-2.0
zb_unit(jpeg ROOMS core ink text type picture scene raster write)
target_link_libraries(test_jpeg PRIVATE PkgConfig::libtiff4 PkgConfig::libjpeg)
