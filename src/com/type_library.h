/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The type library inside this module, found without the registry. */
#ifndef OPENIMAPI_COM_TYPE_LIBRARY_H
#define OPENIMAPI_COM_TYPE_LIBRARY_H

#include <windows.h>
#include <ole2.h>

/**
 * The description of an interface or coclass, add-referenced for the caller. Kept for the next
 * time; no lock is taken. TYPE_E_ELEMENTNOTFOUND: not in the library; otherwise why it cannot be
 * loaded.
 */
HRESULT com_type_info_get(REFGUID guid, ITypeInfo **info);

/** Drops what the function above keeps. Nobody may be using it. */
void com_type_library_release(void);

#endif
