/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Write speeds as the contract has them: sectors per second, in arrays and objects. */
#include "imapi2/write_speeds.h"

#include "com/array.h"
#include "imapi2/result.h"
#include "imapi2/write_speed_descriptor.h"
#include "mmc/write_speed.h"

#include <imapi2error.h>

LONG write_speed_sectors(const struct mmc_survey *facts, const struct mmc_write_speed *speed)
{
    uint32_t sectors = mmc_write_speed_sectors(facts->medium.type, speed->kb_per_s);

    return sectors > LONG_MAX ? LONG_MAX : (LONG)sectors;
}

HRESULT write_speeds_array(const struct mmc_survey *facts, SAFEARRAY **array)
{
    ULONG sectors[MMC_WRITE_SPEEDS_MAXIMUM];

    for (uint32_t i = 0; i < facts->speeds.count; i++)
        sectors[i] = (ULONG)write_speed_sectors(facts, &facts->speeds.speed[i]);
    return com_array_of_ulongs(sectors, facts->speeds.count, array);
}

HRESULT write_speeds_descriptors(const struct mmc_survey *facts, SAFEARRAY **array)
{
    IUnknown *descriptors[MMC_WRITE_SPEEDS_MAXIMUM] = { 0 };
    HRESULT hr = S_OK;
    uint32_t count;

    *array = NULL;
    for (count = 0; SUCCEEDED(hr) && count < facts->speeds.count; count++) {
        const struct mmc_write_speed *speed = &facts->speeds.speed[count];

        hr = write_speed_descriptor_create((IMAPI_MEDIA_PHYSICAL_TYPE)facts->medium.type,
                                           write_speed_sectors(facts, speed), speed->is_pure_cav,
                                           &descriptors[count]);
    }
    if (SUCCEEDED(hr))
        hr = com_array_of_objects(descriptors, count, array);
    for (uint32_t i = 0; i < count; i++) {
        if (descriptors[i])
            IUnknown_Release(descriptors[i]);
    }
    return hr;
}

static HRESULT fail(const struct drive_session *session, const struct com_object *object,
                    enum status status)
{
    const struct mmc_failure *failure = &session->drive.failure;
    HRESULT hr = status == STATUS_INVALID_RESPONSE ? E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE
                                                   : result_of_status(status, failure);
    struct recorder_label label = drive_session_label(session);

    return drive_error(object, hr, &label, drive_failure_of(&session->drive, status));
}

static HRESULT set_in_session(struct drive_session *session, const struct com_object *object,
                              const struct mmc_speed_wish *wish)
{
    struct mmc_drive *drive = &session->drive;
    struct mmc_write_speeds speeds = { 0 };
    struct mmc_medium medium;
    struct mmc_speed_set set;
    enum status status = mmc_medium_identify(drive, &medium);

    if (status == STATUS_OK && wish->sectors_per_s != MMC_WRITE_SPEED_FASTEST)
        status = mmc_write_speeds_read(drive, &medium, &speeds);
    if (status == STATUS_OK)
        status = mmc_write_speed_set(drive, medium.type, wish, &speeds, &set);
    return status == STATUS_OK ? result_of_adjustment(set.adjustment)
                               : fail(session, object, status);
}

HRESULT write_speed_set(struct media_view *medium, const struct com_object *object,
                        const struct mmc_speed_wish *wish)
{
    struct drive_session session;
    HRESULT hr = media_view_open(medium, &session);

    if (FAILED(hr))
        return com_error_pass(object, hr);
    hr = set_in_session(&session, object, wish);
    drive_session_close(&session);
    return hr;
}
