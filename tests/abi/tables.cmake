# SPDX-License-Identifier: LGPL-2.1-or-later
# Turns a recorded table into rows of macros, so that the compiler itself can do the comparing:
#   cmake -DTABLE=<name> -DINPUT=<name>.tsv -DOUTPUT=<name>.def -P tables.cmake
# The rows are those that tables.h explains. Where ABI_REQUIRE_MACROS is
# defined, names that must be macros are checked.
cmake_minimum_required(VERSION 3.25)

# convert_parameters(<variable> <text>): "[in] LONG index| [out/retval] BSTR* value {...}" becomes
# ABI_PARAMETER(in, LONG, index, "") ABI_PARAMETER(out_retval, BSTR*, value, "...").
function(convert_parameters variable text)
  set(rows "")
  string(REPLACE "| " ";" parameters "${text}")
  foreach(parameter IN LISTS parameters)
    if(NOT parameter MATCHES "^<([a-z/]+)> ([^ ]+)( ([^ {]+))?( {(.+)})?$")
      message(FATAL_ERROR "${INPUT}: not a parameter: ${parameter}")
    endif()
    set(type "${CMAKE_MATCH_2}")
    set(name "${CMAKE_MATCH_4}")
    set(attributes "${CMAKE_MATCH_6}")
    string(REPLACE "/" "_" direction "${CMAKE_MATCH_1}")
    string(REGEX REPLACE "<([0-9]+)>" "[\\1]" type "${type}")
    string(APPEND rows " ABI_PARAMETER(${direction}, ${type}, ${name}, \"${attributes}\")")
  endforeach()
  set(${variable} "${rows}" PARENT_SCOPE)
endfunction()

# convert_<table>(<variable> <fields...>): one row of the table in macro form.
function(convert_libraries variable library libid version)
  string(REPLACE "." ", " version "${version}")
  set(${variable} "ABI_LIBRARY(${library}, \"${libid}\", ${version})" PARENT_SCOPE)
endfunction()

function(convert_interfaces variable library interface iid base kind attributes)
  string(CONCAT row "ABI_INTERFACE(${library}, ${interface}, \"${iid}\", ${base}, "
    "\"${kind}\", \"${attributes}\")")
  set(${variable} "${row}" PARENT_SCOPE)
endfunction()

function(convert_coclasses variable library coclass clsid creatable default others sources)
  string(CONCAT row "ABI_COCLASS(${library}, ${coclass}, \"${clsid}\", \"${creatable}\", "
    "\"${default}\", \"${others}\", \"${sources}\")")
  set(${variable} "${row}" PARENT_SCOPE)
endfunction()

function(convert_methods variable library interface slot dispid kind name attributes parameters)
  if(dispid STREQUAL "")
    set(dispid ABI_NO_DISPID)
  endif()
  convert_parameters(parameters "${parameters}")
  string(CONCAT row "ABI_METHOD(${library}, ${interface}, ${slot}, ${dispid}, ${kind}, ${name}, "
    "\"${attributes}\",${parameters})")
  set(${variable} "${row}" PARENT_SCOPE)
endfunction()

function(convert_enums variable library enum tag constant value)
  set(${variable} "ABI_ENUMERATOR(${library}, ${enum}, ${tag}, ${constant}, ${value})" PARENT_SCOPE)
endfunction()

function(convert_hresults variable header name value)
  set(${variable} "ABI_HRESULT(\"${header}\", ${name}, ${value})" PARENT_SCOPE)
  set(macro "${name}" PARENT_SCOPE)
endfunction()

function(convert_constants variable header name value)
  string(REPLACE "\\" "" value "${value}")
  if(value MATCHES "^LIBID_")
    set(kind ABI_GUID_ALIAS)
  elseif(value MATCHES "\"")
    set(kind ABI_TEXT)
  else()
    set(kind ABI_NUMBER)
  endif()
  set(${variable} "${kind}(${name}, ${value})" PARENT_SCOPE)
  set(macro "${name}" PARENT_SCOPE)
endfunction()

function(convert_inserts variable name inserts)
  set(${variable} "ABI_INSERTS(${name}, ${inserts})" PARENT_SCOPE)
endfunction()

# Semicolons and brackets mean something in CMake lists: they are replaced while lines are lists.
file(READ "${INPUT}" text)
string(REPLACE ";" "|" text "${text}")
string(REPLACE "[" "<" text "${text}")
string(REPLACE "]" ">" text "${text}")
string(REPLACE "\n" ";" lines "${text}")

set(last_column "")
set(converted "/* Made from ${TABLE}.tsv. */\n")
set(macros "")
foreach(line IN LISTS lines)
  if(line STREQUAL "" OR line MATCHES "^#")
    continue()
  endif()
  string(REPLACE "\t" ";" fields "${line}")
  list(LENGTH fields present)
  if(last_column STREQUAL "")
    math(EXPR last_column "${present} - 1")
    continue()
  endif()
  math(EXPR last_present "${present} - 1")
  if(last_present GREATER last_column)
    message(FATAL_ERROR "${INPUT}: a field too many: ${line}")
  endif()
  # Empty fields at the end are not recorded.
  set(arguments "")
  foreach(index RANGE ${last_column})
    set(field "")
    if(NOT index GREATER last_present)
      list(GET fields ${index} field)
    endif()
    string(APPEND arguments " [==[${field}]==]")
  endforeach()
  set(macro "")
  cmake_language(EVAL CODE "convert_${TABLE}(row ${arguments})")
  string(APPEND converted "${row}\n")
  if(NOT macro STREQUAL "")
    string(APPEND macros "#ifndef ${macro}\n#error \"${macro} is not a macro\"\n#endif\n")
  endif()
endforeach()
if(NOT macros STREQUAL "")
  set(macros "#ifdef ABI_REQUIRE_MACROS\n${macros}#endif\n")
endif()
file(WRITE "${OUTPUT}" "${converted}${macros}")
