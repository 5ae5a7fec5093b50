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

#endif
