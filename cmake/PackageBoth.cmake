# SPDX-License-Identifier: LGPL-2.1-or-later
# Read by cpack: puts the build of the other architecture into the same zip, where there is one.
list(GET CPACK_INSTALL_CMAKE_PROJECTS 0 build)
cmake_path(GET build PARENT_PATH builds)
foreach(preset IN ITEMS mingw-x86_64 mingw-i686)
  if(NOT build STREQUAL "${builds}/${preset}" AND EXISTS "${builds}/${preset}/bin/imapi2.dll")
    list(APPEND CPACK_INSTALL_CMAKE_PROJECTS "${builds}/${preset};OpenIMAPI;ALL;/")
  endif()
endforeach()
