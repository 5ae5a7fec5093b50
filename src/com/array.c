/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SAFEARRAYs: one dimension from 0, elements VARIANT, when going out; several forms coming in. */
#include "com/array.h"

#include "base/memory.h"

HRESULT com_array_create(size_t count, SAFEARRAY **array, VARIANT **elements)
{
    *elements = NULL;
    *array = count <= LONG_MAX ? SafeArrayCreateVector(VT_VARIANT, 0, (ULONG)count) : NULL;
    if (!*array)
        return E_OUTOFMEMORY;
    *elements = (*array)->pvData;
    return S_OK;
}

HRESULT com_array_of_longs(const LONG *values, size_t count, SAFEARRAY **array)
{
    VARIANT *elements;
    HRESULT hr = com_array_create(count, array, &elements);

    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        V_VT(&elements[i]) = VT_I4;
        V_I4(&elements[i]) = values[i];
    }
    return hr;
}

HRESULT com_array_of_ulongs(const ULONG *values, size_t count, SAFEARRAY **array)
{
    VARIANT *elements;
    HRESULT hr = com_array_create(count, array, &elements);

    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        V_VT(&elements[i]) = VT_UI4;
        V_UI4(&elements[i]) = values[i];
    }
    return hr;
}

/* Ends an array of owned elements: whole, or none. */
static HRESULT finish(HRESULT hr, SAFEARRAY **array)
{
    if (FAILED(hr) && *array) {
        SafeArrayDestroy(*array);
        *array = NULL;
    }
    return hr;
}

HRESULT com_array_of_texts(const WCHAR *const *texts, size_t count, SAFEARRAY **array)
{
    VARIANT *elements;
    HRESULT hr = com_array_create(count, array, &elements);

    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        V_BSTR(&elements[i]) = SysAllocString(texts[i]);
        if (V_BSTR(&elements[i]))
            V_VT(&elements[i]) = VT_BSTR;
        else
            hr = E_OUTOFMEMORY;
    }
    return finish(hr, array);
}

HRESULT com_array_of_objects(IUnknown *const *objects, size_t count, SAFEARRAY **array)
{
    VARIANT *elements;
    HRESULT hr = com_array_create(count, array, &elements);

    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        hr =
            IUnknown_QueryInterface(objects[i], &IID_IDispatch, (void **)&V_DISPATCH(&elements[i]));
        if (SUCCEEDED(hr))
            V_VT(&elements[i]) = VT_DISPATCH;
    }
    return finish(hr, array);
}

/* The object an element refers to, borrowed; NULL when it is none. */
static IUnknown *object_of(const VARIANT *element)
{
    if (V_VT(element) == (VT_VARIANT | VT_BYREF) && V_VARIANTREF(element))
        element = V_VARIANTREF(element);
    switch (V_VT(element)) {
    case VT_DISPATCH:
    case VT_UNKNOWN:
        return V_UNKNOWN(element);
    case VT_DISPATCH | VT_BYREF:
    case VT_UNKNOWN | VT_BYREF:
        return V_UNKNOWNREF(element) ? *V_UNKNOWNREF(element) : NULL;
    default:
        return NULL;
    }
}

/* The array is locked and its elements are of `type`. */
static HRESULT read_objects(const SAFEARRAY *array, VARTYPE type, REFIID iid, IUnknown **objects,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        IUnknown *object = type == VT_VARIANT ? object_of((const VARIANT *)array->pvData + i)
                                              : ((IUnknown *const *)array->pvData)[i];
        HRESULT hr =
            object ? IUnknown_QueryInterface(object, iid, (void **)&objects[i]) : E_INVALIDARG;

        if (FAILED(hr)) {
            objects[i] = NULL;
            return hr;
        }
    }
    return S_OK;
}

HRESULT com_array_read_objects(SAFEARRAY *array, REFIID iid, IUnknown ***objects, size_t *count)
{
    VARTYPE type;
    HRESULT hr;

    *objects = NULL;
    *count = 0;
    if (!array)
        return S_OK;
    if (SafeArrayGetDim(array) != 1 || FAILED(SafeArrayGetVartype(array, &type)) ||
        (type != VT_VARIANT && type != VT_DISPATCH && type != VT_UNKNOWN))
        return E_INVALIDARG;
    if (!array->rgsabound[0].cElements)
        return S_OK;
    hr = SafeArrayLock(array);
    if (FAILED(hr))
        return hr;
    *count = array->rgsabound[0].cElements;
    *objects = memory_allocate(*count, sizeof(**objects));
    hr = *objects ? read_objects(array, type, iid, *objects, *count) : E_OUTOFMEMORY;
    SafeArrayUnlock(array);
    if (FAILED(hr)) {
        com_objects_free(*objects, *count);
        *objects = NULL;
        *count = 0;
    }
    return hr;
}

void com_objects_free(IUnknown **objects, size_t count)
{
    for (size_t i = 0; objects && i < count; i++) {
        if (objects[i])
            IUnknown_Release(objects[i]);
    }
    memory_free(objects);
}

SAFEARRAY *com_array_of_bare_objects(const VARIANT *value)
{
    switch (V_VT(value)) {
    case VT_VARIANT | VT_BYREF:
        return V_VARIANTREF(value) && V_VT(V_VARIANTREF(value)) != (VT_VARIANT | VT_BYREF)
                   ? com_array_of_bare_objects(V_VARIANTREF(value))
                   : NULL;
    case VT_ARRAY | VT_DISPATCH:
    case VT_ARRAY | VT_UNKNOWN:
        return V_ARRAY(value);
    case VT_ARRAY | VT_DISPATCH | VT_BYREF:
    case VT_ARRAY | VT_UNKNOWN | VT_BYREF:
        return V_ARRAYREF(value) ? *V_ARRAYREF(value) : NULL;
    default:
        return NULL;
    }
}

HRESULT com_array_from_bare_objects(SAFEARRAY *objects, SAFEARRAY **array)
{
    VARIANT *elements;
    HRESULT hr;

    *array = NULL;
    if (SafeArrayGetDim(objects) != 1)
        return DISP_E_TYPEMISMATCH;
    hr = com_array_create(objects->rgsabound[0].cElements, array, &elements);
    if (FAILED(hr))
        return hr;
    hr = SafeArrayLock(objects);
    if (FAILED(hr))
        return finish(hr, array);
    for (ULONG i = 0; i < objects->rgsabound[0].cElements; i++) {
        V_VT(&elements[i]) = VT_UNKNOWN;
        V_UNKNOWN(&elements[i]) = ((IUnknown *const *)objects->pvData)[i];
        if (V_UNKNOWN(&elements[i]))
            IUnknown_AddRef(V_UNKNOWN(&elements[i]));
    }
    SafeArrayUnlock(objects);
    return S_OK;
}
