/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* BurnVerificationLevel for scripts. */
#include "imapi2/verification_dispatch.h"

#include <string.h>
#include <wchar.h>

HRESULT verification_dispatch_get_ids(LPOLESTR *names, UINT count, DISPID *ids)
{
    if (!names || !ids)
        return E_POINTER;
    if (count != 1 || !names[0] || _wcsicmp(names[0], L"BurnVerificationLevel") != 0)
        return DISP_E_UNKNOWNNAME;
    ids[0] = VERIFICATION_DISPID;
    return S_OK;
}

/* The method's error information becomes the exception, as ITypeInfo::Invoke does it. */
static HRESULT raise(HRESULT hr, EXCEPINFO *exception)
{
    IErrorInfo *info = NULL;

    if (!exception)
        return DISP_E_EXCEPTION;
    memset(exception, 0, sizeof(*exception));
    exception->scode = hr;
    if (GetErrorInfo(0, &info) == S_OK) {
        IErrorInfo_GetDescription(info, &exception->bstrDescription);
        IErrorInfo_GetSource(info, &exception->bstrSource);
        IErrorInfo_Release(info);
    }
    return DISP_E_EXCEPTION;
}

static HRESULT get_level(IBurnVerification *verification, const DISPPARAMS *parameters,
                         VARIANT *result, EXCEPINFO *exception)
{
    IMAPI_BURN_VERIFICATION_LEVEL level;
    HRESULT hr;

    if (parameters->cArgs)
        return DISP_E_BADPARAMCOUNT;
    hr = IBurnVerification_get_BurnVerificationLevel(verification, &level);
    if (FAILED(hr))
        return raise(hr, exception);
    if (result) {
        VariantInit(result);
        V_VT(result) = VT_I4;
        V_I4(result) = (LONG)level;
    }
    return S_OK;
}

static HRESULT put_level(IBurnVerification *verification, const DISPPARAMS *parameters,
                         EXCEPINFO *exception, UINT *bad_argument)
{
    VARIANT value;
    HRESULT hr;

    if (parameters->cArgs != 1)
        return DISP_E_BADPARAMCOUNT;
    VariantInit(&value);
    hr = VariantChangeType(&value, &parameters->rgvarg[0], 0, VT_I4);
    if (FAILED(hr)) {
        if (bad_argument)
            *bad_argument = 0;
        return DISP_E_TYPEMISMATCH;
    }
    hr = IBurnVerification_put_BurnVerificationLevel(verification,
                                                     (IMAPI_BURN_VERIFICATION_LEVEL)V_I4(&value));
    return FAILED(hr) ? raise(hr, exception) : S_OK;
}

HRESULT verification_dispatch_invoke(IBurnVerification *verification, WORD flags,
                                     DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception,
                                     UINT *bad_argument)
{
    if (!parameters)
        return E_POINTER;
    SetErrorInfo(0, NULL);
    if (flags & DISPATCH_PROPERTYPUT)
        return put_level(verification, parameters, exception, bad_argument);
    if (flags & DISPATCH_PROPERTYGET)
        return get_level(verification, parameters, result, exception);
    return DISP_E_MEMBERNOTFOUND;
}
