# SPDX-License-Identifier: LGPL-2.1-or-later
# Message tables: the text of every HRESULT, for FormatMessage on the DLL and for IErrorInfo.

find_program(OPENIMAPI_WINDMC "${OPENIMAPI_MINGW_PREFIX}-windmc" DOC "Message compiler of binutils")
openimapi_require_tool(OPENIMAPI_WINDMC "${OPENIMAPI_MINGW_PREFIX}-windmc"
  "binutils-mingw-w64-x86-64 (or -i686)")

# openimapi_messages(<name>)
# Compiles src/<name>/messages.mc to <name>_messages.bin in OPENIMAPI_CONTRACT_DIR, by the target
# <name>_messages; the .mc file itself says what the .bin is called. The resource script of the DLL
# includes <name>_messages.rc, which stands beside it.
function(openimapi_messages name)
  set(source "${PROJECT_SOURCE_DIR}/src/${name}/messages.mc")
  set(dir "${OPENIMAPI_CONTRACT_DIR}")
  set(work "${dir}/${name}_messages.dir")
  file(MAKE_DIRECTORY "${work}")
  # English of the United States; resource 1 of type RT_MESSAGETABLE.
  file(CONFIGURE OUTPUT "${dir}/${name}_messages.rc"
    CONTENT "LANGUAGE 9, 1\n1 11 \"${name}_messages.bin\"\n" @ONLY)
  # windmc also writes a header and a script named after the source, which both DLLs call
  # messages.mc: they stay in the working folder.
  add_custom_command(
    OUTPUT "${dir}/${name}_messages.bin"
    COMMAND "${OPENIMAPI_WINDMC}" -h "${work}" -r "${work}" "${source}"
    COMMAND "${CMAKE_COMMAND}" -E copy "${work}/${name}_messages.bin" "${dir}"
    DEPENDS "${source}"
    COMMENT "Compiling src/${name}/messages.mc"
    VERBATIM)
  add_custom_target(${name}_messages DEPENDS "${dir}/${name}_messages.bin")
endfunction()

openimapi_messages(imapi2)
openimapi_messages(imapi2fs)
