/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GUIDs as the recorded tables write them. */
#ifndef OPENIMAPI_ABI_GUID_H
#define OPENIMAPI_ABI_GUID_H

#include <stdbool.h>
#include <windows.h>

/* Reads "2735412F-7F64-5B0F-8F00-5D77AFBE261E" into *guid; false, and *guid zero, if text is not
 * of that form. */
bool abi_guid_parse(const char *text, GUID *guid);

#endif
