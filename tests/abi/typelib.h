/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A type library told in the words of the recorded tables. */
#ifndef OPENIMAPI_ABI_TYPELIB_H
#define OPENIMAPI_ABI_TYPELIB_H

#include <stddef.h>
#include <windows.h>
#include <oaidl.h>

enum {
    ABI_TEXT_LENGTH = 256
};

/* Writes the type that desc, which belongs to info, describes: "LONG*", "SAFEARRAY(VARIANT)",
 * "BYTE[18]". Enumerations and interfaces are written by name, types without a name that automation
 * knows as "?<VARTYPE>". */
void abi_typelib_describe(ITypeInfo *info, const TYPEDESC *desc, char text[ABI_TEXT_LENGTH]);

/* Writes a recorded type the way abi_typelib_describe writes it: typedefs are gone, enumerations go
 * by their tags. */
void abi_typelib_expect(const char *recorded, char text[ABI_TEXT_LENGTH]);

/* Copies a string of the type library, which holds ASCII only, and frees it. */
void abi_typelib_take_name(BSTR name, char text[ABI_TEXT_LENGTH]);

#endif
