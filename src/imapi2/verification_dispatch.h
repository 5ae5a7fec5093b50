/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * BurnVerificationLevel for scripts. The contract gives it to IBurnVerification alone, which is not
 * for automation; here IDispatch of the writers knows it too, by the number it has there.
 */
#ifndef OPENIMAPI_IMAPI2_VERIFICATION_DISPATCH_H
#define OPENIMAPI_IMAPI2_VERIFICATION_DISPATCH_H

#include <windows.h>
#include <ole2.h>

#include <imapi2.h>

/** DISPID of BurnVerificationLevel. */
#define VERIFICATION_DISPID 0x400

/** IDispatch::GetIDsOfNames for this one name. DISP_E_UNKNOWNNAME. */
HRESULT verification_dispatch_get_ids(LPOLESTR *names, UINT count, DISPID *ids);

/** IDispatch::Invoke of VERIFICATION_DISPID on `verification`. */
HRESULT verification_dispatch_invoke(IBurnVerification *verification, WORD flags,
                                     DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception,
                                     UINT *bad_argument);

/** Emits IDispatch by hand for interface `name`, as COM_DISPATCH does without the level. */
#define VERIFICATION_DISPATCH(type, name)                                                          \
    COM_UNKNOWN(type, name)                                                                        \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_##name##_GetTypeInfoCount(name *iface, UINT *count)    \
    {                                                                                              \
        (void)iface;                                                                               \
        return com_dispatch_get_type_info_count(count);                                            \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_##name##_GetTypeInfo(name *iface, UINT index,          \
                                                                 LCID locale, ITypeInfo **info)    \
    {                                                                                              \
        (void)iface, (void)locale;                                                                 \
        return com_dispatch_get_type_info(&IID_##name, index, info);                               \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_##name##_GetIDsOfNames(                                \
        name *iface, REFIID reserved, LPOLESTR *names, UINT count, LCID locale, DISPID *ids)       \
    {                                                                                              \
        HRESULT hr = com_dispatch_get_ids(&IID_##name, reserved, names, count, ids);               \
                                                                                                   \
        (void)iface, (void)locale;                                                                 \
        return hr == DISP_E_UNKNOWNNAME ? verification_dispatch_get_ids(names, count, ids) : hr;   \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_##name##_Invoke(                                       \
        name *iface, DISPID member, REFIID reserved, LCID locale, WORD flags,                      \
        DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception, UINT *bad_argument)         \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        (void)locale;                                                                              \
        if (member == VERIFICATION_DISPID)                                                         \
            return verification_dispatch_invoke(&self->IBurnVerification_iface, flags, parameters, \
                                                result, exception, bad_argument);                  \
        return com_dispatch_invoke(iface, &IID_##name, member, reserved, flags, parameters,        \
                                   result, exception, bad_argument);                               \
    }

#endif
