/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names under which programs lock recorders. */
#ifndef OPENIMAPI_IMAPI2_CLIENT_NAME_H
#define OPENIMAPI_IMAPI2_CLIENT_NAME_H

#include <windows.h>
#include <ole2.h>

#include <stdbool.h>

/**
 * Whether `name` has 1 to 62 letters and digits of ASCII, spaces and . , : ; _ -, as drivers can
 * keep it. NULL and a BSTR with a NUL inside are not names.
 */
bool client_name_is_valid(const OLECHAR *name);

#endif
