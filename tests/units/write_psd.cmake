# SPDX-License-Identifier: Apache-2.0
zb_unit(psd ROOMS core ink text type picture scene raster write)
target_link_libraries(test_psd PRIVATE PkgConfig::libtiff4)
target_link_options(test_psd PRIVATE LINKER:--wrap=malloc,--wrap=calloc,--wrap=realloc)
