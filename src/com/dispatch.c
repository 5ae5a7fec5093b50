/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IDispatch for dual interfaces, driven by the module's own type library. */
#include "com/dispatch.h"

#include "base/memory.h"
#include "com/array.h"
#include "com/error.h"
#include "com/type_library.h"

HRESULT com_dispatch_get_type_info_count(UINT *count)
{
    if (!count)
        return E_POINTER;
    *count = 1;
    return S_OK;
}

HRESULT com_dispatch_get_type_info(REFIID type, UINT index, ITypeInfo **info)
{
    if (!info)
        return E_POINTER;
    *info = NULL;
    return index == 0 ? com_type_info_get(type, info) : DISP_E_BADINDEX;
}

HRESULT com_dispatch_get_ids(REFIID type, REFIID reserved, LPOLESTR *names, UINT count, DISPID *ids)
{
    ITypeInfo *info;
    HRESULT hr;

    if (!names || !ids)
        return E_POINTER;
    if (reserved && !IsEqualIID(reserved, &IID_NULL))
        return DISP_E_UNKNOWNINTERFACE;
    hr = com_type_info_get(type, &info);
    if (FAILED(hr))
        return hr;
    hr = ITypeInfo_GetIDsOfNames(info, names, count, ids);
    ITypeInfo_Release(info);
    return hr;
}

/*
 * No member has a propputref of its own: `Set obj.Prop = x` must reach the propput. And every
 * enumerator is a property, but the JScript of Wine asks for it as a method.
 */
static WORD normal_flags(DISPID member, WORD flags)
{
    if (flags & DISPATCH_PROPERTYPUTREF)
        return (WORD)((flags & ~DISPATCH_PROPERTYPUTREF) | DISPATCH_PROPERTYPUT);
    if (member == DISPID_NEWENUM && flags & DISPATCH_METHOD)
        return flags | DISPATCH_PROPERTYGET;
    return flags;
}

/*
 * The type library knows arrays as SAFEARRAY(VARIANT) only, but clients also pass arrays of
 * interface pointers: those arguments are replaced by copies, the others borrowed.
 */
static HRESULT normal_arguments(const DISPPARAMS *parameters, VARIANTARG **arguments)
{
    *arguments = memory_allocate(parameters->cArgs, sizeof(**arguments));
    if (!*arguments)
        return E_OUTOFMEMORY;
    for (UINT i = 0; i < parameters->cArgs; i++) {
        VARIANTARG *given = &parameters->rgvarg[i];
        SAFEARRAY *objects = com_array_of_bare_objects(given);

        (*arguments)[i] = *given;
        if (objects) {
            HRESULT hr = com_array_from_bare_objects(objects, &V_ARRAY(&(*arguments)[i]));

            V_VT(&(*arguments)[i]) = FAILED(hr) ? VT_EMPTY : VT_ARRAY | VT_VARIANT;
            if (FAILED(hr))
                return hr;
        }
    }
    return S_OK;
}

static void free_arguments(const DISPPARAMS *parameters, VARIANTARG *arguments)
{
    for (UINT i = 0; arguments && i < parameters->cArgs; i++) {
        if (com_array_of_bare_objects(&parameters->rgvarg[i]))
            VariantClear(&arguments[i]);
    }
    memory_free(arguments);
}

static BOOL has_bare_arrays(const DISPPARAMS *parameters)
{
    for (UINT i = 0; i < parameters->cArgs; i++) {
        if (com_array_of_bare_objects(&parameters->rgvarg[i]))
            return TRUE;
    }
    return FALSE;
}

static HRESULT invoke_with_arrays(ITypeInfo *info, void *iface, DISPID member, WORD flags,
                                  const DISPPARAMS *parameters, VARIANT *result,
                                  EXCEPINFO *exception, UINT *bad_argument)
{
    DISPPARAMS normal = *parameters;
    HRESULT hr = normal_arguments(parameters, &normal.rgvarg);

    if (SUCCEEDED(hr))
        hr = ITypeInfo_Invoke(info, iface, member, flags, &normal, result, exception, bad_argument);
    free_arguments(parameters, normal.rgvarg);
    return hr;
}

HRESULT com_dispatch_invoke(void *iface, REFIID type, DISPID member, REFIID reserved, WORD flags,
                            DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception,
                            UINT *bad_argument)
{
    ITypeInfo *info;
    HRESULT hr;

    if (!parameters)
        return E_POINTER;
    if (reserved && !IsEqualIID(reserved, &IID_NULL))
        return DISP_E_UNKNOWNINTERFACE;
    hr = com_type_info_get(type, &info);
    if (FAILED(hr))
        return hr;
    flags = normal_flags(member, flags);
    /* What an earlier call left must not become this one's exception. */
    com_error_forget();
    if (has_bare_arrays(parameters))
        hr = invoke_with_arrays(info, iface, member, flags, parameters, result, exception,
                                bad_argument);
    else
        hr = ITypeInfo_Invoke(info, iface, member, flags, parameters, result, exception,
                              bad_argument);
    ITypeInfo_Release(info);
    return hr;
}
