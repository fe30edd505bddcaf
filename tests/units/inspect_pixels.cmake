zb_unit(survey ROOMS inspect facts type ink json base)
target_include_directories(test_survey PRIVATE ${PROJECT_SOURCE_DIR}/src/inspect)
