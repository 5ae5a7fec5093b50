/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IBurnVerification of the writers that have it. */
#include "imapi2/writer_verification.h"

#include "com/error.h"
#include "imapi2/drive_error.h"

HRESULT writer_put_verification(struct writer_state *state, enum burn_verification *level,
                                IMAPI_BURN_VERIFICATION_LEVEL value)
{
    HRESULT hr = S_OK;

    if ((ULONG)value > IMAPI_BURN_VERIFICATION_FULL)
        return error_with_value(state->object, E_INVALIDARG, L"BurnVerificationLevel", (LONG)value);
    com_lock_enter(&state->lock);
    if (state->is_busy)
        hr = state->codes->busy;
    else
        *level = (enum burn_verification)value;
    com_lock_leave(&state->lock);
    return com_error(state->object, hr);
}

HRESULT writer_get_verification(struct writer_state *state, const enum burn_verification *level,
                                IMAPI_BURN_VERIFICATION_LEVEL *value)
{
    if (!value)
        return com_null_pointer(state->object, L"value");
    com_lock_enter(&state->lock);
    *value = (IMAPI_BURN_VERIFICATION_LEVEL)*level;
    com_lock_leave(&state->lock);
    return S_OK;
}
