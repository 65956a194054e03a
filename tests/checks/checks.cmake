# What holds the sources, the documents and the built library to the rules. Each is a script that can be run by hand.

# check(NAME SCRIPT ARGUMENT...)
function(cwp_add_check name script)
  add_test(NAME check.${name} COMMAND ${CWP_TEST_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/checks/${script} ${ARGN}
           WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(check.${name} PROPERTIES LABELS check SKIP_RETURN_CODE 77 TIMEOUT 300)
endfunction()

cwp_add_check(includes includes.py)
cwp_add_check(sources sources.py)
cwp_add_check(text text.py)
cwp_add_check(format format.py)
cwp_add_check(tidy tidy.py ${PROJECT_BINARY_DIR})
cwp_add_check(shell shell.py)
cwp_add_check(calls calls.py)
cwp_add_check(links links.py)
cwp_add_check(schema schema.py)
cwp_add_check(versions versions.py $<TARGET_FILE:cwp_command> ${PROJECT_BINARY_DIR}/include/cwp/version.h)
cwp_add_check(symbols symbols.py $<TARGET_FILE:cwp_shared>)
cwp_add_check(statuses statuses.py)
cwp_add_check(library library.py $<TARGET_FILE:cwp_shared>)
cwp_add_check(headers headers.py ${PROJECT_BINARY_DIR}/include)
cwp_add_check(documents documents.py ${PROJECT_BINARY_DIR} ${CMAKE_C_COMPILER})
