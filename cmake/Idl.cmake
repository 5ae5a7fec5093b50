# SPDX-License-Identifier: LGPL-2.1-or-later
# The contract: headers, IIDs and type libraries, made from idl/ by widl.

# openimapi_require_tool(<variable> <what> <Debian package>)
# Stops with the name of the package when find_program or find_path left the variable unset.
function(openimapi_require_tool variable what package)
  if(NOT ${variable})
    message(FATAL_ERROR "${what} was not found: install the Debian package ${package}, "
      "or set ${variable}")
  endif()
endfunction()

# mingw-w64 brings widl but no IDL files; those, and stdole2.tlb, come from Wine's packages.
function(openimapi_find_idl_tools)
  find_program(OPENIMAPI_WIDL "${OPENIMAPI_MINGW_PREFIX}-widl" DOC "IDL compiler of mingw-w64")
  find_path(OPENIMAPI_SYSTEM_IDL_DIR oaidl.idl
    PATHS /usr/include/wine/wine/windows /usr/include/wine/windows
          /opt/wine-stable/include/wine/windows
    NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH
    DOC "Folder of oaidl.idl and the other system IDL files")
  find_path(OPENIMAPI_STDOLE2_DIR stdole2.tlb
    PATHS /usr/lib/x86_64-linux-gnu/wine/x86_64-windows /usr/lib/i386-linux-gnu/wine/i386-windows
          /usr/lib/wine/x86_64-windows /usr/lib/wine/i386-windows
          /opt/wine-stable/lib64/wine/x86_64-windows /opt/wine-stable/lib/wine/i386-windows
    NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH
    DOC "Folder of stdole2.tlb")
  openimapi_require_tool(OPENIMAPI_WIDL "${OPENIMAPI_MINGW_PREFIX}-widl" mingw-w64-tools)
  openimapi_require_tool(OPENIMAPI_SYSTEM_IDL_DIR oaidl.idl libwine-dev)
  openimapi_require_tool(OPENIMAPI_STDOLE2_DIR stdole2.tlb libwine)
endfunction()

# openimapi_contract(<name> [USES <names...>])
# Makes <name>.h, <name>_i.c and <name>.tlb from idl/<name>.idl in OPENIMAPI_CONTRACT_DIR, and the
# static library <name>_contract, which brings the headers, include/ and the IIDs. USES names the
# contracts whose IDL file is imported.
function(openimapi_contract name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES")
  set(idl_dir "${PROJECT_SOURCE_DIR}/idl")
  set(dir "${OPENIMAPI_CONTRACT_DIR}")
  set(outputs "${dir}/${name}.h" "${dir}/${name}_i.c" "${dir}/${name}.tlb")
  list(TRANSFORM arg_USES REPLACE "(.+)" "${idl_dir}/\\1.idl" OUTPUT_VARIABLE imported)

  # A fixed time inside the type library keeps builds reproducible.
  add_custom_command(
    OUTPUT ${outputs}
    COMMAND "${CMAKE_COMMAND}" -E env WIDL_TIME_OVERRIDE=0
      "${OPENIMAPI_WIDL}" -I "${OPENIMAPI_SYSTEM_IDL_DIR}" -I "${idl_dir}"
      -L "${OPENIMAPI_STDOLE2_DIR}"
      -h -H "${dir}/${name}.h" -u -U "${dir}/${name}_i.c" -t -T "${dir}/${name}.tlb"
      "${idl_dir}/${name}.idl"
    DEPENDS "${idl_dir}/${name}.idl" ${imported}
    COMMENT "Compiling idl/${name}.idl"
    VERBATIM)

  add_library(${name}_contract STATIC ${outputs})
  target_include_directories(${name}_contract PUBLIC "${dir}" "${PROJECT_SOURCE_DIR}/include")
  target_link_libraries(${name}_contract PRIVATE openimapi_options)
  foreach(used IN LISTS arg_USES)
    target_link_libraries(${name}_contract PUBLIC ${used}_contract)
  endforeach()
  install(FILES "${dir}/${name}.h" "${PROJECT_SOURCE_DIR}/include/${name}error.h"
    DESTINATION include)
  install(FILES "${dir}/${name}.tlb" DESTINATION "${OPENIMAPI_INSTALL_DIR}")
endfunction()

# openimapi_resource_uses(<file.rc> <files made by the build...>)
# CMake does not look for dependencies inside resource scripts: this states them. To be called in
# the folder that compiles the script.
function(openimapi_resource_uses script)
  list(TRANSFORM ARGN PREPEND "${OPENIMAPI_CONTRACT_DIR}/" OUTPUT_VARIABLE used)
  set_property(SOURCE "${script}" APPEND PROPERTY OBJECT_DEPENDS "${used}")
endfunction()

set(OPENIMAPI_CONTRACT_DIR "${PROJECT_BINARY_DIR}/contract")
file(MAKE_DIRECTORY "${OPENIMAPI_CONTRACT_DIR}")
openimapi_find_idl_tools()
openimapi_contract(imapi2)
openimapi_contract(imapi2fs USES imapi2)
