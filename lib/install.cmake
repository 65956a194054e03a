# What is installed: the headers, the libraries, and what find_package(cwp) and pkg-config need to find them. Nothing of
# it holds an absolute path, so an installed tree may be moved.

include(CMakePackageConfigHelpers)

set(cmake_folder ${CMAKE_INSTALL_LIBDIR}/cmake/cwp)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/cwp ${PROJECT_BINARY_DIR}/include/cwp
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")

# An export of its own for each library: only users of the static one must have cJSON.
foreach(kind shared static)
  string(TOUPPER ${kind} option)
  if(CWP_BUILD_${option})
    install(TARGETS cwp_${kind} EXPORT cwp-${kind})
    install(EXPORT cwp-${kind} NAMESPACE cwp:: DESTINATION ${cmake_folder})
  endif()
endforeach()

configure_package_config_file(${CMAKE_CURRENT_SOURCE_DIR}/cwp-config.cmake.in
                              ${CMAKE_CURRENT_BINARY_DIR}/cwp-config.cmake INSTALL_DESTINATION ${cmake_folder}
                              NO_SET_AND_CHECK_MACRO)
# Below 1.0 a new minor version may change the API: docs/stability.md.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/cwp-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cwp-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/cwp-config-version.cmake
        DESTINATION ${cmake_folder})

# The way up from the folder of cwp.pc to the prefix, so that the file can be moved with the tree.
file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" CWP_PC_UP "${up}")
if(CWP_BUILD_SHARED)
  set(CWP_PC_REQUIRES Requires.private)
  set(CWP_PC_CFLAGS)
  set(CWP_PC_LIBS)
else()
  set(CWP_PC_REQUIRES Requires)
  set(CWP_PC_CFLAGS " -DCWP_STATIC")
  set(CWP_PC_LIBS " ${CMAKE_THREAD_LIBS_INIT}")
endif()
configure_file(cwp.pc.in cwp.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cwp.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
