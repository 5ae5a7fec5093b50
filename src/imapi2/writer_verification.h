/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IBurnVerification of the writers that have it. */
#ifndef OPENIMAPI_IMAPI2_WRITER_VERIFICATION_H
#define OPENIMAPI_IMAPI2_WRITER_VERIFICATION_H

#include "burn/data.h"
#include "com/dispatch.h"
#include "imapi2/verification_dispatch.h"
#include "imapi2/writer_state.h"

/** Stores the level of a writer that is not busy. E_INVALIDARG: there is no such level. */
HRESULT writer_put_verification(struct writer_state *state, enum burn_verification *level,
                                IMAPI_BURN_VERIFICATION_LEVEL value);

HRESULT writer_get_verification(struct writer_state *state, const enum burn_verification *level,
                                IMAPI_BURN_VERIFICATION_LEVEL *value);

/** Emits IBurnVerification, whose level is `field`, and IDispatch of `name`, which has it too. */
#define WRITER_VERIFICATION_METHODS(type, name, field)                                             \
    VERIFICATION_DISPATCH(type, name)                                                              \
                                                                                                   \
    COM_UNKNOWN(type, IBurnVerification)                                                           \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_put_BurnVerificationLevel(                             \
        IBurnVerification *iface, IMAPI_BURN_VERIFICATION_LEVEL value)                             \
    {                                                                                              \
        struct type *self = type##_from_IBurnVerification(iface);                                  \
                                                                                                   \
        return writer_put_verification(&self->state, &self->field, value);                         \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_BurnVerificationLevel(                             \
        IBurnVerification *iface, IMAPI_BURN_VERIFICATION_LEVEL *value)                            \
    {                                                                                              \
        struct type *self = type##_from_IBurnVerification(iface);                                  \
                                                                                                   \
        return writer_get_verification(&self->state, &self->field, value);                         \
    }                                                                                              \
                                                                                                   \
    static const IBurnVerificationVtbl type##_IBurnVerification_vtbl = {                           \
        COM_UNKNOWN_METHODS(type, IBurnVerification),                                              \
        .put_BurnVerificationLevel = type##_put_BurnVerificationLevel,                             \
        .get_BurnVerificationLevel = type##_get_BurnVerificationLevel,                             \
    };

#endif
