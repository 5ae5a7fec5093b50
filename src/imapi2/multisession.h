/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the two multisession coclasses have in common, and their constructors. */
#ifndef OPENIMAPI_IMAPI2_MULTISESSION_H
#define OPENIMAPI_IMAPI2_MULTISESSION_H

#include "com/object.h"
#include "imapi2/media_view.h"

#include <imapi2.h>

/** The state of either object. The methods below are those of IMultisession. */
struct multisession {
    struct media_view *medium;
    LONG is_in_use;
};

/** Whether the medium's state has `bit`, of enum mmc_medium_state, and nothing against writing. */
HRESULT multisession_get_supported(const struct multisession *self, const struct com_object *object,
                                   uint32_t bit, VARIANT_BOOL *value);

void multisession_put_in_use(struct multisession *self, VARIANT_BOOL value);

HRESULT multisession_get_in_use(struct multisession *self, const struct com_object *object,
                                VARIANT_BOOL *value);

HRESULT multisession_get_recorder(const struct multisession *self, const struct com_object *object,
                                  IDiscRecorder2 **value);

/**
 * A fact about the medium, which has to have a layout: one without takes no session at all. Fails
 * as media_view_read.
 */
HRESULT multisession_read(const struct multisession *self, const struct com_object *object,
                          enum mmc_fact fact, struct mmc_survey *facts);

/** A number of struct mmc_medium_layout, given by the offset of its field, of 32 bits. */
HRESULT multisession_get_number(const struct multisession *self, const struct com_object *object,
                                size_t field, LONG *value);

/** Objects about `medium`, which they acquire. E_OUTOFMEMORY. */
HRESULT multisession_sequential_create(struct media_view *medium, IUnknown **out);
HRESULT multisession_random_write_create(struct media_view *medium, IUnknown **out);

/**
 * An array of both objects. The one that fits the medium comes first, since clients take that one;
 * where there is no medium, it is the sequential one. E_OUTOFMEMORY.
 */
HRESULT multisession_array_create(struct media_view *medium, SAFEARRAY **array);

/**
 * Emits the methods of IMultisession in `name`, which derives from it; `type` has a member
 * `multisession`, and can write what has `bit` of enum mmc_medium_state.
 */
#define MULTISESSION_METHODS(type, name, bit)                                                      \
    static HRESULT STDMETHODCALLTYPE type##_get_IsSupportedOnCurrentMediaState(                    \
        name *iface, VARIANT_BOOL *value)                                                          \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return multisession_get_supported(&self->multisession, &self->object, (bit), value);       \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_put_InUse(name *iface, VARIANT_BOOL value)             \
    {                                                                                              \
        multisession_put_in_use(&type##_from_##name(iface)->multisession, value);                  \
        return S_OK;                                                                               \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_InUse(name *iface, VARIANT_BOOL *value)            \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return multisession_get_in_use(&self->multisession, &self->object, value);                 \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_ImportRecorder(name *iface,                        \
                                                               IDiscRecorder2 **value)             \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return multisession_get_recorder(&self->multisession, &self->object, value);               \
    }

/** Emits the getter of `member`, which is `field` of struct mmc_medium_layout. */
#define MULTISESSION_NUMBER(type, name, member, field)                                             \
    static HRESULT STDMETHODCALLTYPE type##_get_##member(name *iface, LONG *value)                 \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return multisession_get_number(&self->multisession, &self->object,                         \
                                       offsetof(struct mmc_medium_layout, field), value);          \
    }

/** The slots of IMultisession. */
#define MULTISESSION_SLOTS(type)                                                                   \
    .get_IsSupportedOnCurrentMediaState = type##_get_IsSupportedOnCurrentMediaState,               \
    .put_InUse = type##_put_InUse, .get_InUse = type##_get_InUse,                                  \
    .get_ImportRecorder = type##_get_ImportRecorder

#endif
