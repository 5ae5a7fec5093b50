/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IDiscFormat2: what all ways of writing a disc have in common and needs no state. */
#include "imapi2/disc_format.h"

#include "com/array.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2/drive_session.h"
#include "imapi2/result.h"

/* The longest list of kinds of media there could be. */
#define MEDIA_TYPES_MAXIMUM MMC_MEDIA_TYPE_COUNT

typedef enum status (*support_question)(struct mmc_drive *drive, enum mmc_recording recording,
                                        bool *answer);

static HRESULT ask(const struct com_object *object, support_question question,
                   enum mmc_recording recording, IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    struct drive_session session;
    enum status status;
    bool answer = false;
    HRESULT hr;

    if (!value)
        return com_null_pointer(object, L"value");
    *value = VARIANT_FALSE;
    if (!recorder)
        return com_null_pointer(object, L"recorder");
    hr = drive_session_open(&session, (IUnknown *)recorder);
    if (FAILED(hr))
        return com_error_pass(object, hr);
    status = question(&session.drive, recording, &answer);
    hr = result_of_status(status, &session.drive.failure);
    if (FAILED(hr)) {
        struct recorder_label label = drive_session_label(&session);

        drive_error(object, hr, &label, drive_failure_of(&session.drive, status));
    } else {
        *value = com_bool(answer);
    }
    drive_session_close(&session);
    return hr;
}

HRESULT disc_format_is_recorder_supported(const struct com_object *object,
                                          enum mmc_recording recording, IDiscRecorder2 *recorder,
                                          VARIANT_BOOL *value)
{
    return ask(object, mmc_recording_is_supported, recording, recorder, value);
}

HRESULT disc_format_is_media_supported(const struct com_object *object,
                                       enum mmc_recording recording, IDiscRecorder2 *recorder,
                                       VARIANT_BOOL *value)
{
    return ask(object, mmc_recording_is_possible, recording, recorder, value);
}

HRESULT disc_format_supported_media_types(const struct com_object *object,
                                          enum mmc_recording recording, SAFEARRAY **value)
{
    LONG types[MEDIA_TYPES_MAXIMUM];
    const enum mmc_media_type *media;
    size_t count;

    if (!value)
        return com_null_pointer(object, L"value");
    *value = NULL;
    media = mmc_recording_media(recording, &count);
    for (size_t i = 0; i < count; i++)
        types[i] = (LONG)media[i];
    return com_error(object, com_array_of_longs(types, count, value));
}
