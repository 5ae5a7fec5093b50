/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the two multisession coclasses have in common. */
#include "imapi2/multisession.h"

#include "com/array.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2/media_facts.h"

#include <string.h>

HRESULT multisession_get_supported(const struct multisession *self, const struct com_object *object,
                                   uint32_t bit, VARIANT_BOOL *value)
{
    struct mmc_survey facts;
    HRESULT hr;

    if (!value)
        return com_null_pointer(object, L"value");
    *value = VARIANT_FALSE;
    hr =
        media_view_read(self->medium, object, MMC_FACT_BIT(MMC_FACT_STATE), MMC_FACT_STATE, &facts);
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

HRESULT multisession_read(const struct multisession *self, const struct com_object *object,
                          enum mmc_fact fact, struct mmc_survey *facts)
{
    unsigned wanted = MMC_FACT_BIT(MMC_FACT_LAYOUT) | MMC_FACT_BIT(fact);
    HRESULT hr = media_view_read(self->medium, object, wanted, MMC_FACT_LAYOUT, facts);

    return SUCCEEDED(hr) ? com_error(object, media_fact_result(facts, fact)) : hr;
}

HRESULT multisession_get_number(const struct multisession *self, const struct com_object *object,
                                size_t field, LONG *value)
{
    struct mmc_survey facts;
    HRESULT hr;

    if (!value)
        return com_null_pointer(object, L"value");
    *value = 0;
    hr = multisession_read(self, object, MMC_FACT_LAYOUT, &facts);
    if (SUCCEEDED(hr))
        memcpy(value, (const char *)&facts.layout + field, sizeof(*value));
    return hr;
}

static bool is_randomly_writable(struct media_view *medium)
{
    struct mmc_survey facts;
    HRESULT hr =
        media_view_read(medium, NULL, MMC_FACT_BIT(MMC_FACT_STATE), MMC_FACT_STATE, &facts);

    SetErrorInfo(0, NULL);
    return SUCCEEDED(hr) && facts.state & MMC_MEDIUM_STATE_RANDOMLY_WRITABLE;
}

HRESULT multisession_array_create(struct media_view *medium, SAFEARRAY **array)
{
    bool is_random = is_randomly_writable(medium);
    IUnknown *objects[2] = { NULL, NULL };
    HRESULT hr = multisession_sequential_create(medium, &objects[is_random ? 1 : 0]);

    *array = NULL;
    if (SUCCEEDED(hr))
        hr = multisession_random_write_create(medium, &objects[is_random ? 0 : 1]);
    if (SUCCEEDED(hr))
        hr = com_array_of_objects(objects, ARRAYSIZE(objects), array);
    for (size_t i = 0; i < ARRAYSIZE(objects); i++) {
        if (objects[i])
            IUnknown_Release(objects[i]);
    }
    return hr;
}
