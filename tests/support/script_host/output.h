/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a script prints, and WScript.StdOut and WScript.StdErr. */
#ifndef OPENIMAPI_TESTS_SCRIPT_HOST_OUTPUT_H
#define OPENIMAPI_TESTS_SCRIPT_HOST_OUTPUT_H

#include "support/script_host/automation.h"

/**
 * Writes text at once, in UTF-8 where it does not go to a console. `stream` is STD_OUTPUT_HANDLE or
 * STD_ERROR_HANDLE. Nothing can be done where it cannot be written.
 */
void output_write(DWORD stream, const WCHAR *text);

/** An object with Write and WriteLine; NULL without memory. */
struct automation_object *output_create(DWORD stream);

#endif
