# SPDX-License-Identifier: LGPL-2.1-or-later
# docs/not-implemented.md: the members that still answer E_NOTIMPL, gathered from the sources.
#
#   cmake -P cmake/NotImplemented.cmake              writes the file (target docs-not-implemented)
#   cmake -DCHECK=ON -P cmake/NotImplemented.cmake   fails when it is not up to date (a test)
cmake_minimum_required(VERSION 3.25)
set(root "${CMAKE_CURRENT_LIST_DIR}/..")
set(page "${root}/docs/not-implemented.md")

set(rows "")
set(count 0)
file(GLOB sources RELATIVE "${root}" "${root}/src/imapi2/*.c" "${root}/src/imapi2fs/*.c")
list(SORT sources)
foreach(source IN LISTS sources)
  file(READ "${root}/${source}" text)
  string(REGEX MATCHALL "com_not_implemented\\([^\"]*\"[A-Za-z0-9_]+::[^\"]+\"" calls "${text}")
  foreach(call IN LISTS calls)
    string(REGEX MATCH "[A-Za-z0-9_]+::[^\"]+" member "${call}")
    string(APPEND rows "| `${member}` | `${source}` |\n")
    math(EXPR count "${count} + 1")
  endforeach()
endforeach()

set(text "# Not implemented yet

Generated from the sources by `cmake --build build/<preset> --target docs-not-implemented`; do not edit.
These ${count} members answer E_NOTIMPL, with error information. Members that are E_NOTIMPL by contract are not listed.

| member | file |
|---|---|
${rows}")

if(CHECK)
  set(old "")
  if(EXISTS "${page}")
    file(READ "${page}" old)
  endif()
  if(NOT old STREQUAL text)
    message(FATAL_ERROR "docs/not-implemented.md is not up to date: build the target docs-not-implemented")
  endif()
  message("${count} members are not implemented yet")
else()
  file(WRITE "${page}" "${text}")
endif()
