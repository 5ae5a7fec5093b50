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

#endif
