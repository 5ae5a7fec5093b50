/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IDispatch for dual interfaces, driven by the module's own type library. */
#ifndef OPENIMAPI_COM_DISPATCH_H
#define OPENIMAPI_COM_DISPATCH_H

#include "com/object.h"

HRESULT com_dispatch_get_type_info_count(UINT *count);

/** IDispatch::GetTypeInfo of the dual interface `type`. DISP_E_BADINDEX but for index 0. */
HRESULT com_dispatch_get_type_info(REFIID type, UINT index, ITypeInfo **info);

/** IDispatch::GetIDsOfNames of the dual interface `type`, inherited members included. */
HRESULT com_dispatch_get_ids(REFIID type, REFIID reserved, LPOLESTR *names, UINT count,
                             DISPID *ids);

/**
 * IDispatch::Invoke on `iface`, whose dual interface is `type`. Object properties are set with and
 * without Set; arrays of objects are taken as arrays of VARIANT. A failure of the method comes back
 * as DISP_E_EXCEPTION with `exception` filled from its error information.
 */
HRESULT com_dispatch_invoke(void *iface, REFIID type, DISPID member, REFIID reserved, WORD flags,
                            DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception,
                            UINT *bad_argument);

/** COM_UNKNOWN and the typed IDispatch methods of the dual interface `name`. */
#define COM_DISPATCH(type, name)                                                                   \
    COM_UNKNOWN(type, name)                                                                        \
    static HRESULT STDMETHODCALLTYPE type##_##name##_GetTypeInfoCount(name *iface, UINT *count)    \
    {                                                                                              \
        (void)iface;                                                                               \
        return com_dispatch_get_type_info_count(count);                                            \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_GetTypeInfo(name *iface, UINT index,          \
                                                                 LCID locale, ITypeInfo **info)    \
    {                                                                                              \
        (void)iface, (void)locale;                                                                 \
        return com_dispatch_get_type_info(&IID_##name, index, info);                               \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_GetIDsOfNames(                                \
        name *iface, REFIID reserved, LPOLESTR *names, UINT count, LCID locale, DISPID *ids)       \
    {                                                                                              \
        (void)iface, (void)locale;                                                                 \
        return com_dispatch_get_ids(&IID_##name, reserved, names, count, ids);                     \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_Invoke(                                       \
        name *iface, DISPID member, REFIID reserved, LCID locale, WORD flags,                      \
        DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception, UINT *bad_argument)         \
    {                                                                                              \
        (void)locale;                                                                              \
        return com_dispatch_invoke(iface, &IID_##name, member, reserved, flags, parameters,        \
                                   result, exception, bad_argument);                               \
    }

/** The slots of IUnknown and IDispatch, in the vtable of member `name`_iface. */
#define COM_DISPATCH_METHODS(type, name)                                                           \
    COM_UNKNOWN_METHODS(type, name), .GetTypeInfoCount = type##_##name##_GetTypeInfoCount,         \
                                     .GetTypeInfo = type##_##name##_GetTypeInfo,                   \
                                     .GetIDsOfNames = type##_##name##_GetIDsOfNames,               \
                                     .Invoke = type##_##name##_Invoke

#endif
