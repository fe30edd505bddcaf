zb_unit(ink ROOMS core ink)
target_link_libraries(test_ink PRIVATE PkgConfig::lcms2)
