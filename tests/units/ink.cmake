zb_unit(ink ROOMS base ink)
target_link_libraries(test_ink PRIVATE PkgConfig::lcms2)
