# The library as outsiders take it: installed, then found by find_package and by pkg-config, shared and static; and as a
# folder of somebody's project. Each way builds and runs the same program.

set(prefix ${CMAKE_CURRENT_BINARY_DIR}/prefix)
add_test(NAME consumer.install
         COMMAND ${CMAKE_COMMAND} --install ${PROJECT_BINARY_DIR} --prefix ${prefix})
set_tests_properties(consumer.install PROPERTIES FIXTURES_SETUP installed LABELS consumer)

foreach(way find_package find_package_static pkg_config pkg_config_static subdirectory command)
  add_test(NAME consumer.${way}
           COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/consumer/run.sh ${way} ${PROJECT_SOURCE_DIR} ${prefix}
                   ${CMAKE_CURRENT_BINARY_DIR}/consumer/${way} ${PROJECT_VERSION})
  set_tests_properties(consumer.${way} PROPERTIES FIXTURES_REQUIRED installed LABELS consumer TIMEOUT 300
                       ENVIRONMENT "CC=${CMAKE_C_COMPILER};CMAKE=${CMAKE_COMMAND};CMAKE_GENERATOR=${CMAKE_GENERATOR}")
endforeach()
