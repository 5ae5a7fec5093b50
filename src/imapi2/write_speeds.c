/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Write speeds as the contract has them: sectors per second, in arrays and objects. */
#include "imapi2/write_speeds.h"

#include "com/array.h"
#include "imapi2/result.h"
#include "imapi2/write_speed_descriptor.h"
#include "mmc/write_speed.h"

#include <imapi2error.h>

LONG write_speed_sectors(const struct media_facts *facts, const struct mmc_write_speed *speed)
{
    uint32_t sectors = mmc_write_speed_sectors(facts->type, speed->kb_per_s);

    return sectors > LONG_MAX ? LONG_MAX : (LONG)sectors;
}

HRESULT write_speeds_array(const struct media_facts *facts, SAFEARRAY **array)
{
    ULONG sectors[MMC_WRITE_SPEEDS_MAXIMUM];

    for (uint32_t i = 0; i < facts->speeds.count; i++)
        sectors[i] = (ULONG)write_speed_sectors(facts, &facts->speeds.speed[i]);
    return com_array_of_ulongs(sectors, facts->speeds.count, array);
}

HRESULT write_speeds_descriptors(const struct media_facts *facts, SAFEARRAY **array)
{
    IUnknown *descriptors[MMC_WRITE_SPEEDS_MAXIMUM] = { 0 };
    HRESULT hr = S_OK;
    uint32_t count;

    *array = NULL;
    for (count = 0; SUCCEEDED(hr) && count < facts->speeds.count; count++) {
        const struct mmc_write_speed *speed = &facts->speeds.speed[count];

        hr = write_speed_descriptor_create((IMAPI_MEDIA_PHYSICAL_TYPE)facts->type,
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

static HRESULT set_in_session(struct drive_session *session, const struct com_object *object,
                              uint32_t sectors_per_s, bool is_pure_cav)
{
    enum mmc_speed_adjustment adjustment = MMC_SPEED_ADJUSTMENT_NONE;
    struct mmc_drive *drive = &session->drive;
    enum mmc_media_type type;
    struct recorder_label label;
    enum status status = mmc_medium_type_read(drive, &type);
    HRESULT hr;

    if (status == STATUS_OK)
        status = mmc_write_speed_set(drive, type, sectors_per_s, is_pure_cav, &adjustment);
    if (status == STATUS_OK)
        return result_of_adjustment(adjustment);
    hr = status == STATUS_INVALID_RESPONSE ? E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE
                                           : result_of_status(status, &drive->failure);
    label = drive_session_label(session);
    return drive_error(object, hr, &label, drive_failure_of(drive, status));
}

HRESULT write_speed_set(struct media_view *medium, const struct com_object *object,
                        uint32_t sectors_per_s, bool is_pure_cav)
{
    struct drive_session session;
    HRESULT hr = media_view_open(medium, &session);

    if (FAILED(hr))
        return com_error_pass(object, hr);
    hr = set_in_session(&session, object, sectors_per_s, is_pure_cav);
    drive_session_close(&session);
    return hr;
}
