# SPDX-License-Identifier: LGPL-2.1-or-later
# What is installed, and the zip of it. Everything that depends on the processor stands in a folder
# named after it, so that the trees of both can be put into one.
#
#   cmake --install build/<preset> --prefix <folder>
#   cpack --config build/mingw-x86_64/CPackConfig.cmake    both architectures, if both are built
set(OPENIMAPI_INSTALL_DIR "${CMAKE_SYSTEM_PROCESSOR}")

# openimapi_install_program(<target>): a program or DLL, and the import library of a DLL.
function(openimapi_install_program target)
  install(TARGETS ${target}
    RUNTIME DESTINATION "${OPENIMAPI_INSTALL_DIR}"
    ARCHIVE DESTINATION "${OPENIMAPI_INSTALL_DIR}/lib")
endfunction()

# openimapi_install_registration(): files for reg.exe and regedit. They say where the DLLs are, which
# nobody knows before the zip is unpacked: C:\OpenIMAPI is what docs/install-*.md recommend.
function(openimapi_install_registration)
  set(folder "C:\\\\OpenIMAPI\\\\${OPENIMAPI_INSTALL_DIR}")
  set(platform win32)
  if(CMAKE_SIZEOF_VOID_P EQUAL 8)
    set(platform win64)
  endif()
  foreach(scope IN ITEMS machine user)
    set(root "HKEY_CURRENT_USER\\Software\\Classes")
    if(scope STREQUAL "machine")
      set(root "HKEY_LOCAL_MACHINE\\Software\\Classes")
    endif()
    foreach(verb IN ITEMS register unregister)
      set(comment "${verb}s the DLLs in C:\\OpenIMAPI\\${OPENIMAPI_INSTALL_DIR} for the ${scope}, \
as regsvr32 does.")
      set(file "${PROJECT_BINARY_DIR}/generated/${verb}-${scope}.reg")
      configure_file("${PROJECT_SOURCE_DIR}/regfiles/${verb}.reg.in" "${file}"
        @ONLY NEWLINE_STYLE WIN32)
      install(FILES "${file}" DESTINATION "${OPENIMAPI_INSTALL_DIR}")
    endforeach()
  endforeach()
  install(FILES "${PROJECT_SOURCE_DIR}/regfiles/OpenIMAPI.manifest"
    DESTINATION "${OPENIMAPI_INSTALL_DIR}")
endfunction()

if(WIN32)
  openimapi_install_registration()
endif()
install(FILES LICENSE README.md CHANGELOG.md CONTRIBUTING.md DESTINATION .)
install(DIRECTORY docs/ DESTINATION docs FILES_MATCHING PATTERN "*.md")
install(DIRECTORY idl/ DESTINATION idl FILES_MATCHING PATTERN "*.idl")
install(DIRECTORY samples/ DESTINATION samples PATTERN "CMakeLists.txt" EXCLUDE)
install(FILES regfiles/virtual-recorders.reg regfiles/wine-overrides.reg DESTINATION regfiles)

if(NOT WIN32)
  return()
endif()
set(CPACK_GENERATOR ZIP)
set(CPACK_PACKAGE_NAME openimapi)
set(CPACK_PACKAGE_FILE_NAME "openimapi-${PROJECT_VERSION}-windows")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/package")
set(CPACK_STRIP_FILES ON)
set(CPACK_PROJECT_CONFIG_FILE "${PROJECT_SOURCE_DIR}/cmake/PackageBoth.cmake")
include(CPack)
