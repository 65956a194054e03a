# The library against the rules written down a second time: see docs/assessment.md.

add_executable(assess_many reference/assess_many.c)
target_link_libraries(assess_many PRIVATE cwp::static cwp_flags)

# As many cases as two cores do in about twenty seconds. More: compare.py by hand, with --count.
add_test(NAME reference.assessment
         COMMAND ${CWP_TEST_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/reference/compare.py --count 50000
                 --program $<TARGET_FILE:assess_many>
         WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
add_test(NAME reference.dates
         COMMAND ${CWP_TEST_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/reference/dates.py $<TARGET_FILE:cwp_shared>)
add_executable(moments reference/moments.c)
target_link_libraries(moments PRIVATE cwp::static cwp_flags)
add_test(NAME reference.moments
         COMMAND ${CWP_TEST_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/reference/moments.py $<TARGET_FILE:moments>)
if(CWP_BUILD_COMMAND)
  # As many as half a minute takes. 50,000 rotas and more: rota.py by hand.
  add_test(NAME reference.rota
           COMMAND ${CWP_TEST_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/reference/rota.py $<TARGET_FILE:cwp_command> 2000)
  set_tests_properties(reference.rota PROPERTIES LABELS check TIMEOUT 600)
endif()
set_tests_properties(reference.assessment reference.dates reference.moments PROPERTIES LABELS check TIMEOUT 600)
set_tests_properties(reference.assessment PROPERTIES PROCESSORS 2)
# Files of Arrow columns against pyarrow, Polars and DuckDB; skips, and says so, where there is no pyarrow.
add_test(NAME reference.arrow_files
         COMMAND ${CWP_TEST_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/reference/arrow_files.py $<TARGET_FILE:cwp_shared>)
set_tests_properties(reference.arrow_files PROPERTIES LABELS check TIMEOUT 600 SKIP_RETURN_CODE 77)
