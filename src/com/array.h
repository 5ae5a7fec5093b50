/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SAFEARRAYs: one dimension from 0, elements VARIANT, when going out; several forms coming in. */
#ifndef OPENIMAPI_COM_ARRAY_H
#define OPENIMAPI_COM_ARRAY_H

#include <windows.h>
#include <ole2.h>

#include <stddef.h>

/**
 * A new array of `count` VT_EMPTY elements, which `*elements` addresses until the array is
 * destroyed; filling them in fills the array. 0 gives an empty array. E_OUTOFMEMORY.
 */
HRESULT com_array_create(size_t count, SAFEARRAY **array, VARIANT **elements);

/** A new array of VT_I4. E_OUTOFMEMORY. */
HRESULT com_array_of_longs(const LONG *values, size_t count, SAFEARRAY **array);

/** A new array of VT_UI4. E_OUTOFMEMORY. */
HRESULT com_array_of_ulongs(const ULONG *values, size_t count, SAFEARRAY **array);

/** A new array of VT_BSTR, copies of the texts. E_OUTOFMEMORY. */
HRESULT com_array_of_texts(const WCHAR *const *texts, size_t count, SAFEARRAY **array);

/** A new array of VT_DISPATCH, add-referenced; the objects must answer IDispatch. E_OUTOFMEMORY. */
HRESULT com_array_of_objects(IUnknown *const *objects, size_t count, SAFEARRAY **array);

/**
 * The objects of an array that came in, as `iid`, in new memory to be given to com_objects_free. An
 * element is VT_DISPATCH or VT_UNKNOWN, possibly by reference, or the array is one of such
 * pointers. A null array has no elements.
 * E_INVALIDARG: more dimensions than one, or an element that is no object or null. E_NOINTERFACE:
 * an object lacks `iid`. E_OUTOFMEMORY.
 */
HRESULT com_array_read_objects(SAFEARRAY *array, REFIID iid, IUnknown ***objects, size_t *count);

/** Releases what com_array_read_objects gave. NULL does nothing. */
void com_objects_free(IUnknown **objects, size_t count);

/** The array in `value` when it is one of VT_DISPATCH or VT_UNKNOWN, possibly by reference; or
 * NULL. */
SAFEARRAY *com_array_of_bare_objects(const VARIANT *value);

/** A new SAFEARRAY(VARIANT) of the pointers in `objects`. E_OUTOFMEMORY, or why it is not readable.
 */
HRESULT com_array_from_bare_objects(SAFEARRAY *objects, SAFEARRAY **array);

#endif
