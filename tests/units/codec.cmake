zb_unit(codec ROOMS core ink codec/jpeg codec/png codec/deflate codec/tiff codec/meta codec/escape)
target_link_libraries(test_codec PRIVATE PkgConfig::libpng)
