# SPDX-License-Identifier: LGPL-2.1-or-later
# Rooms: one static library each, linked to the rooms of its row in docs/architecture.md and no others.

# openimapi_room(<name> SOURCES <files...> [USES <rooms...>] [LIBRARIES <system libraries...>])
function(openimapi_room name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES;LIBRARIES")
  set(target openimapi_${name})
  add_library(${target} STATIC ${arg_SOURCES})
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(${target} PRIVATE openimapi_options)
  foreach(room IN LISTS arg_USES)
    target_link_libraries(${target} PUBLIC openimapi_${room})
  endforeach()
  target_link_libraries(${target} PUBLIC ${arg_LIBRARIES})
endfunction()
