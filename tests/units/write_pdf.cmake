zb_unit(pdf ROOMS core ink text type picture scene raster write)
target_link_libraries(test_pdf PRIVATE PkgConfig::libqpdf)
zb_unit(pdf_content ROOMS core ink text type picture scene raster write)
target_link_libraries(test_pdf_content PRIVATE PkgConfig::libqpdf)

# A whole board, judged by qpdf, poppler, MuPDF and Ghostscript.
add_test(NAME cli.pdf COMMAND ${ZB_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_pdf.py $<TARGET_FILE:zhanban>
                              ${PROJECT_SOURCE_DIR}/examples/school/board.json)
