/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The speed of a writer. */
#include "imapi2/writer_speed.h"

#include "com/error.h"
#include "imapi2/drive_error.h"

/* The fastest speed, as clients ask for it. */
#define SPEED_FASTEST (-1)

void writer_speed_init(struct writer_speed *speed)
{
    speed->requested = SPEED_FASTEST;
    speed->wish.sectors_per_s = MMC_WRITE_SPEED_FASTEST;
    speed->wish.is_pure_cav = false;
}

HRESULT writer_speed_get_requested(struct writer_state *state, const struct writer_speed *speed,
                                   LONG *value)
{
    if (!value)
        return com_null_pointer(state->object, L"value");
    com_lock_enter(&state->lock);
    *value = speed->requested;
    com_lock_leave(&state->lock);
    return S_OK;
}

typedef HRESULT (*speeds_form)(const struct mmc_survey *facts, SAFEARRAY **array);

static HRESULT get_list(struct writer_state *state, speeds_form form, const WCHAR *name,
                        SAFEARRAY **value)
{
    struct mmc_survey facts;
    HRESULT hr;

    if (!value)
        return com_null_pointer(state->object, name);
    *value = NULL;
    hr = writer_read_fact(state, MMC_FACT_SPEEDS, state->codes->recorder_for_speeds, &facts);
    if (SUCCEEDED(hr))
        hr = com_error(state->object, form(&facts, value));
    return hr;
}

HRESULT writer_speed_get_supported(struct writer_state *state, SAFEARRAY **value)
{
    return get_list(state, write_speeds_array, L"supportedSpeeds", value);
}

HRESULT writer_speed_get_descriptors(struct writer_state *state, SAFEARRAY **value)
{
    return get_list(state, write_speeds_descriptors, L"supportedSpeedDescriptors", value);
}

static HRESULT ask_drive(struct writer_state *state, const struct mmc_speed_wish *wish)
{
    struct media_view *medium;
    HRESULT hr = writer_acquire_medium(state, &medium);

    if (FAILED(hr))
        return hr;
    hr = write_speed_set(medium, state->object, wish);
    media_view_drop(&medium);
    return hr;
}

HRESULT writer_speed_set(struct writer_state *state, struct writer_speed *speed, LONG sectors_per_s,
                         VARIANT_BOOL is_pure_cav)
{
    struct mmc_speed_wish wish = {
        .sectors_per_s =
            sectors_per_s == SPEED_FASTEST ? MMC_WRITE_SPEED_FASTEST : (uint32_t)sectors_per_s,
        .is_pure_cav = is_pure_cav != VARIANT_FALSE,
    };
    HRESULT hr;

    if (sectors_per_s < 1 && sectors_per_s != SPEED_FASTEST)
        return error_with_value(state->object, E_INVALIDARG, L"RequestedSectorsPerSecond",
                                sectors_per_s);
    hr = writer_check(state, WRITER_WHEN_IDLE);
    if (FAILED(hr))
        return hr;
    hr = ask_drive(state, &wish);
    if (FAILED(hr))
        return hr;
    com_lock_enter(&state->lock);
    speed->requested = sectors_per_s;
    speed->wish = wish;
    com_lock_leave(&state->lock);
    return hr;
}
