# SPDX-License-Identifier: LGPL-2.1-or-later
# Language, warnings and sanitizers, the same for every target.
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

add_library(openimapi_options INTERFACE)
target_compile_options(openimapi_options INTERFACE
  -Wall -Wextra -Werror -Wshadow -Wconversion -Wvla -Wcast-align
  $<$<COMPILE_LANGUAGE:C>:-Wswitch-enum -Wmissing-prototypes -Wstrict-prototypes>
  $<$<AND:$<COMPILE_LANGUAGE:C>,$<C_COMPILER_ID:GNU>>:-Woverride-init>
  $<$<AND:$<COMPILE_LANGUAGE:C>,$<C_COMPILER_ID:Clang>>:-Winitializer-overrides>
  -fno-strict-aliasing -fvisibility=hidden)

if(WIN32)
  # COM in C: method macros and const vtables everywhere; nothing to ship beside the DLLs. The NT
  # codes that windows.h would define collide with enum status; WAIT_OBJECT_0 needs one of them.
  target_compile_definitions(openimapi_options INTERFACE
    UNICODE _UNICODE WIN32_LEAN_AND_MEAN WIN32_NO_STATUS STATUS_WAIT_0=0 _WIN32_WINNT=0x0601
    __USE_MINGW_ANSI_STDIO=0
    $<$<COMPILE_LANGUAGE:C>:COBJMACROS>
    $<$<COMPILE_LANGUAGE:C>:CONST_VTABLE>)
  target_link_options(openimapi_options INTERFACE -static -static-libgcc)
else()
  target_compile_definitions(openimapi_options INTERFACE _GNU_SOURCE _FILE_OFFSET_BITS=64)
endif()

if(OPENIMAPI_SANITIZE)
  target_compile_options(openimapi_options INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(openimapi_options INTERFACE -fsanitize=address,undefined)
endif()
