/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The values that registering this module consists of, for registration.c. */
#ifndef OPENIMAPI_COM_REGISTRATION_ROWS_H
#define OPENIMAPI_COM_REGISTRATION_ROWS_H

#include <windows.h>

#include <stddef.h>

/** The last part of the key that says where a type library is, for programs of this architecture.
 */
#ifdef _WIN64
#define COM_REGISTRATION_SYSTEM L"win64"
#else
#define COM_REGISTRATION_SYSTEM L"win32"
#endif

/** A text value of a key below Software\Classes; without data the row is the key alone. */
struct com_registration_row {
    WCHAR *key;
    const WCHAR *name; /* NULL: the default value */
    WCHAR *data;       /* NULL: only the key */
};

/** Rows in the order of writing. */
struct com_registration_rows {
    struct com_registration_row *rows;
    size_t count;
    size_t capacity;
};

/** The rows of com_module. On failure there are none. E_OUTOFMEMORY, or the module has no path. */
HRESULT com_registration_rows_init(struct com_registration_rows *rows);

/** Frees the rows. A zeroed structure does nothing. */
void com_registration_rows_release(struct com_registration_rows *rows);

#endif
