/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the two multisession coclasses have in common. */
#include "imapi2/multisession.h"

#include "com/error.h"
#include "com/value.h"

#include <string.h>

HRESULT multisession_get_supported(const struct multisession *self, const struct com_object *object,
                                   uint32_t bit, VARIANT_BOOL *value)
{
    struct media_facts facts;
    HRESULT hr;

    if (!value)
        return com_null_pointer(object, L"value");
    *value = VARIANT_FALSE;
    hr = media_view_read(self->medium, object, MEDIA_FACT_BIT(MEDIA_FACT_STATE), MEDIA_FACT_STATE,
                         &facts);
    if (SUCCEEDED(hr))
        *value = com_bool((facts.state & bit) && !(facts.state & MMC_MEDIUM_STATE_UNWRITABLE_MASK));
    return hr;
}

void multisession_put_in_use(struct multisession *self, VARIANT_BOOL value)
{
    InterlockedExchange(&self->is_in_use, value != VARIANT_FALSE);
}

HRESULT multisession_get_in_use(struct multisession *self, const struct com_object *object,
                                VARIANT_BOOL *value)
{
    if (!value)
        return com_null_pointer(object, L"value");
    *value = com_bool(InterlockedCompareExchange(&self->is_in_use, 0, 0) != 0);
    return S_OK;
}

HRESULT multisession_get_recorder(const struct multisession *self, const struct com_object *object,
                                  IDiscRecorder2 **value)
{
    if (!value)
        return com_null_pointer(object, L"value");
    *value = NULL;
    return com_error(object, media_view_recorder(self->medium, value));
}

HRESULT multisession_get_number(const struct multisession *self, const struct com_object *object,
                                size_t field, LONG *value)
{
    struct media_facts facts;
    HRESULT hr;

    if (!value)
        return com_null_pointer(object, L"value");
    *value = 0;
    hr = media_view_read(self->medium, object, MEDIA_FACT_BIT(MEDIA_FACT_LAYOUT), MEDIA_FACT_LAYOUT,
                         &facts);
    if (SUCCEEDED(hr))
        memcpy(value, (const char *)&facts.layout + field, sizeof(*value));
    return hr;
}
