zb_unit(picture ROOMS base ink picture)
target_link_libraries(test_picture PRIVATE PkgConfig::vips)
zb_unit(picture_hostile ROOMS base ink picture)
target_link_libraries(test_picture_hostile PRIVATE PkgConfig::vips)
