zb_unit(raster ROOMS core ink text type picture scene raster)
target_link_libraries(test_raster PRIVATE PkgConfig::libtiff4)
zb_unit(tiff ROOMS core ink text type picture scene raster write)
target_link_libraries(test_tiff PRIVATE PkgConfig::libtiff4 PkgConfig::libpng)
