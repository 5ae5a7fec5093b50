# SPDX-License-Identifier: LGPL-2.1-or-later
# Tests: cmocka programs, natively or under Wine; exit code 77 is a skip.

# Debian packages no cmocka for mingw: its one source file is built from an unpacked source package.
if(OPENIMAPI_TESTS AND WIN32)
  set(CMOCKA_SOURCE_DIR "" CACHE PATH "Unpacked cmocka source, for tests of Windows programs")
  if(EXISTS "${CMOCKA_SOURCE_DIR}/src/cmocka.c")
    add_library(openimapi_cmocka STATIC "${CMOCKA_SOURCE_DIR}/src/cmocka.c")
    target_include_directories(openimapi_cmocka SYSTEM PUBLIC "${CMOCKA_SOURCE_DIR}/include")
    target_compile_definitions(openimapi_cmocka
      PRIVATE HAVE_SIGNAL_H=1 HAVE_STRINGS_H=1 HAVE_STDINT_H=1 HAVE_MALLOC_H=1
      PUBLIC CMOCKA_STATIC=1)
    target_compile_options(openimapi_cmocka PRIVATE -w)
    set(OPENIMAPI_HAVE_CMOCKA ON)
  else()
    message(STATUS "Tests of Windows programs are not built: set CMOCKA_SOURCE_DIR (scripts/setup does)")
    set(OPENIMAPI_HAVE_CMOCKA OFF)
  endif()
elseif(OPENIMAPI_TESTS)
  find_library(CMOCKA_LIBRARY cmocka REQUIRED)
  find_path(CMOCKA_INCLUDE_DIR cmocka.h REQUIRED)
  add_library(openimapi_cmocka INTERFACE)
  target_link_libraries(openimapi_cmocka INTERFACE "${CMOCKA_LIBRARY}")
  target_include_directories(openimapi_cmocka SYSTEM INTERFACE "${CMOCKA_INCLUDE_DIR}")
  set(OPENIMAPI_HAVE_CMOCKA ON)
endif()

# openimapi_test(<name> SOURCES <files...> [LIBRARIES <targets...>] [ARGUMENTS <...>] [LABELS <...>] [TIMEOUT <s>])
# A cmocka program run by CTest as <name>; under Wine when cross-compiled.
function(openimapi_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LIBRARIES;ARGUMENTS;LABELS")
  if(NOT OPENIMAPI_HAVE_CMOCKA)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE openimapi_options ${arg_LIBRARIES} openimapi_cmocka)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/tests")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_test(NAME ${name} COMMAND ${name} ${arg_ARGUMENTS})
  set_tests_properties(${name} PROPERTIES
    SKIP_RETURN_CODE 77 TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}")
endfunction()

# openimapi_unit_test(<room> <file> [LIBRARIES <targets...>]): tests/unit/<room>/test_<file>.c against that room.
function(openimapi_unit_test room file)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LIBRARIES;SOURCES")
  openimapi_test(test_${room}_${file}
    SOURCES test_${file}.c ${arg_SOURCES}
    LIBRARIES openimapi_${room} ${arg_LIBRARIES}
    LABELS unit)
endfunction()
