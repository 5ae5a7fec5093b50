/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one table from what the core reports to the HRESULTs of imapi2.dll. */
#include "imapi2/result.h"

#include "com/error.h"
#include "mmc/opcodes.h"

#include <assert.h>
#include <imapi2error.h>

HRESULT result_of_condition(enum mmc_condition condition)
{
    switch (condition) {
    case MMC_CONDITION_NONE:
        return S_OK;
    case MMC_CONDITION_UPSIDE_DOWN:
        return E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN;
    case MMC_CONDITION_BECOMING_READY:
        return E_IMAPI_RECORDER_MEDIA_BECOMING_READY;
    case MMC_CONDITION_NO_MEDIUM:
        return E_IMAPI_RECORDER_MEDIA_NO_MEDIA;
    case MMC_CONDITION_FORMAT_IN_PROGRESS:
        return E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS;
    case MMC_CONDITION_BUSY:
        return E_IMAPI_RECORDER_MEDIA_BUSY;
    case MMC_CONDITION_LOSS_OF_STREAMING:
        return E_IMAPI_LOSS_OF_STREAMING;
    case MMC_CONDITION_INCOMPATIBLE:
        return E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE;
    case MMC_CONDITION_NOT_FORMATTED:
        return E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED;
    case MMC_CONDITION_WRITE_PROTECTED:
        return E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED;
    case MMC_CONDITION_SPEED_MISMATCH:
        return E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH;
    case MMC_CONDITION_NO_DISC_STRUCTURE:
        return E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT;
    case MMC_CONDITION_NO_MODE_PAGE:
        return E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE;
    case MMC_CONDITION_INVALID_MODE_PARAMETERS:
        return E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS;
    case MMC_CONDITION_NO_CONFIGURATION:
        return E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED;
    case MMC_CONDITION_NO_FEATURE:
        return E_IMAPI_RECORDER_NO_SUCH_FEATURE;
    case MMC_CONDITION_FEATURE_NOT_CURRENT:
        return E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT;
    case MMC_CONDITION_INVALID_RESPONSE:
        return E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    case MMC_CONDITION_TIMEOUT:
        return E_IMAPI_RECORDER_COMMAND_TIMEOUT;
    case MMC_CONDITION_GONE:
        return HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST);
    case MMC_CONDITION_LOCKED:
        return E_IMAPI_RECORDER_LOCKED;
    case MMC_CONDITION_TRANSPORT:
    case MMC_CONDITION_OTHER:
        return E_FAIL;
    case MMC_CONDITION_COUNT:
        break;
    }
    assert(!"a condition that condition.def lacks");
    return E_FAIL;
}

static HRESULT result_of_failure(const struct mmc_failure *failure)
{
    if (!failure)
        return E_FAIL;
    /* The system's own word; from an application's recorder it is a HRESULT already. */
    if (failure->condition == MMC_CONDITION_TRANSPORT && failure->result.system_error)
        return HRESULT_FROM_WIN32((unsigned)failure->result.system_error);
    return result_of_condition(failure->condition);
}

HRESULT result_of_status(enum status status, const struct mmc_failure *failure)
{
    switch (status) {
    case STATUS_DEVICE:
        return result_of_failure(failure);
    case STATUS_TIMEOUT:
        return E_IMAPI_RECORDER_COMMAND_TIMEOUT;
    case STATUS_DEVICE_GONE:
        return HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST);
    case STATUS_BUSY:
        return E_IMAPI_RECORDER_LOCKED;
    case STATUS_INVALID_RESPONSE:
        return E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    case STATUS_CANCELLED:
        return E_IMAPI_REQUEST_CANCELLED;
    case STATUS_MISMATCH:
        return E_IMAPI_BURN_VERIFICATION_FAILED;
    case STATUS_OK:
    case STATUS_NO_MEMORY:
    case STATUS_INVALID_ARGUMENT:
    case STATUS_INVALID_STATE:
    case STATUS_INVALID_NAME:
    case STATUS_NOT_FOUND:
    case STATUS_ALREADY_EXISTS:
    case STATUS_NOT_EMPTY:
    case STATUS_WRONG_KIND:
    case STATUS_NOT_SUPPORTED:
    case STATUS_ACCESS_DENIED:
    case STATUS_SHARING_VIOLATION:
    case STATUS_IO:
    case STATUS_END_OF_DATA:
    case STATUS_CHANGED:
    case STATUS_CORRUPT:
    case STATUS_TOO_LARGE:
    case STATUS_TOO_MANY:
    case STATUS_TOO_DEEP:
    case STATUS_NO_SPACE:
    case STATUS_FOREIGN:
        return com_result_of(status);
    }
    assert(!"a status that status.def lacks");
    return E_FAIL;
}

HRESULT result_of_write(enum status status, const struct mmc_failure *failure)
{
    if (status == STATUS_DEVICE && failure && failure->condition == MMC_CONDITION_OTHER)
        return E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE;
    return result_of_status(status, failure);
}

HRESULT result_of_adjustment(enum mmc_speed_adjustment adjustment)
{
    switch (adjustment) {
    case MMC_SPEED_ADJUSTMENT_NONE:
        return S_OK;
    case MMC_SPEED_ADJUSTMENT_SPEED:
        return S_IMAPI_SPEEDADJUSTED;
    case MMC_SPEED_ADJUSTMENT_ROTATION:
        return S_IMAPI_ROTATIONADJUSTED;
    case MMC_SPEED_ADJUSTMENT_BOTH:
        return S_IMAPI_BOTHADJUSTED;
    }
    assert(!"an adjustment that write_speed.h lacks");
    return S_OK;
}

HRESULT result_of_burn(const struct burn_data_result *result, HRESULT stream_error)
{
    switch (result->failure) {
    case BURN_FAILURE_NONE:
        return result_of_adjustment(result->adjustment);
    case BURN_FAILURE_STREAM_NOT_SUPPORTED:
        return E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED;
    case BURN_FAILURE_STREAM_TOO_LARGE:
        return E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA;
    case BURN_FAILURE_STREAM_ENDED:
        return E_FAIL;
    case BURN_FAILURE_STREAM:
        return FAILED(stream_error) ? stream_error : E_FAIL;
    case BURN_FAILURE_RECORDER_NOT_SUPPORTED:
        return E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED;
    case BURN_FAILURE_MEDIUM_NOT_SUPPORTED:
        return E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED;
    case BURN_FAILURE_MEDIUM_WRITE_PROTECTED:
        return E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED;
    case BURN_FAILURE_MEDIUM_NOT_BLANK:
        return E_IMAPI_DF2DATA_MEDIA_NOT_BLANK;
    case BURN_FAILURE_DEVICE:
        return result_of_write(mmc_condition_status(result->device.condition), &result->device);
    case BURN_FAILURE_VERIFICATION:
        return E_IMAPI_BURN_VERIFICATION_FAILED;
    case BURN_FAILURE_CANCELLED:
        return E_IMAPI_REQUEST_CANCELLED;
    case BURN_FAILURE_NO_MEMORY:
        return E_OUTOFMEMORY;
    }
    assert(!"a failure that burn/data.h lacks");
    return E_FAIL;
}

HRESULT result_of_cd(const struct burn_cd_result *result, const struct result_cd_codes *codes,
                     HRESULT stream_error)
{
    switch (result->failure) {
    case BURN_CD_FAILURE_NONE:
        return result_of_adjustment(result->adjustment);
    case BURN_CD_FAILURE_STREAM_NOT_SUPPORTED:
        return codes->stream_not_supported;
    case BURN_CD_FAILURE_STREAM_ENDED:
        return E_FAIL;
    case BURN_CD_FAILURE_STREAM:
        return FAILED(stream_error) ? stream_error : E_FAIL;
    case BURN_CD_FAILURE_LEAD_IN_TOO_SHORT:
        return codes->lead_in_too_short;
    case BURN_CD_FAILURE_NO_SPACE:
        return codes->no_space;
    case BURN_CD_FAILURE_TRACK_LIMIT:
        return codes->track_limit;
    case BURN_CD_FAILURE_BLOCK_TYPE:
        return codes->block_type_not_supported;
    case BURN_CD_FAILURE_MEDIUM_NOT_SUPPORTED:
        return codes->medium_not_supported;
    case BURN_CD_FAILURE_MEDIUM_NOT_BLANK:
        return codes->medium_not_blank;
    case BURN_CD_FAILURE_MEDIUM_CHANGED:
        return codes->medium_changed;
    case BURN_CD_FAILURE_DEVICE:
        return result_of_write(mmc_condition_status(result->device.condition), &result->device);
    case BURN_CD_FAILURE_VERIFICATION:
        return E_IMAPI_BURN_VERIFICATION_FAILED;
    case BURN_CD_FAILURE_CANCELLED:
        return E_IMAPI_REQUEST_CANCELLED;
    case BURN_CD_FAILURE_NO_MEMORY:
        return E_OUTOFMEMORY;
    }
    assert(!"a failure that burn/cd_recording.h lacks");
    return E_FAIL;
}

/* Disc information that is too short has a code of its own here. */
static HRESULT result_of_erasing_device(const struct mmc_failure *failure)
{
    if (failure->condition == MMC_CONDITION_INVALID_RESPONSE &&
        failure->opcode == MMC_OPCODE_READ_DISC_INFORMATION)
        return E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL;
    return result_of_write(mmc_condition_status(failure->condition), failure);
}

HRESULT result_of_erase(const struct burn_erase_result *result)
{
    switch (result->failure) {
    case BURN_ERASE_FAILURE_NONE:
        return S_OK;
    case BURN_ERASE_FAILURE_SPIN_UP:
        return E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND;
    case BURN_ERASE_FAILURE_NOT_ERASABLE:
        return E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE;
    case BURN_ERASE_FAILURE_COMMAND:
        return E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND;
    case BURN_ERASE_FAILURE_UNEXPECTED:
        return E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE;
    case BURN_ERASE_FAILURE_TOO_LONG:
        return E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR;
    case BURN_ERASE_FAILURE_DEVICE:
        return result_of_erasing_device(&result->device);
    case BURN_ERASE_FAILURE_NO_MEMORY:
        return E_OUTOFMEMORY;
    }
    assert(!"a failure that burn/erase.h lacks");
    return E_FAIL;
}

HRESULT result_of_raw_image(enum raw_image_result result)
{
    switch (result) {
    case RAW_IMAGE_OK:
        return S_OK;
    case RAW_IMAGE_INDEX_ALREADY_EXISTS:
        return S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS;
    case RAW_IMAGE_IS_READ_ONLY:
        return E_IMAPI_RAW_IMAGE_IS_READ_ONLY;
    case RAW_IMAGE_INVALID_ARGUMENT:
    case RAW_IMAGE_TOO_SHORT:
    case RAW_IMAGE_RW_SIZE_WRONG:
        return E_INVALIDARG;
    case RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED:
        return E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED;
    case RAW_IMAGE_NO_TRACKS:
        return E_IMAPI_RAW_IMAGE_NO_TRACKS;
    case RAW_IMAGE_TRACKS_ALREADY_ADDED:
        return E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED;
    case RAW_IMAGE_TOO_MANY_TRACKS:
        return E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS;
    case RAW_IMAGE_INSUFFICIENT_SPACE:
        return E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE;
    case RAW_IMAGE_TOO_MANY_INDEXES:
        return E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES;
    case RAW_IMAGE_INDEX_NOT_FOUND:
        return E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND;
    case RAW_IMAGE_INDEX_ZERO_STAYS:
        return E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED;
    case RAW_IMAGE_INDEX_TOO_CLOSE:
        return E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX;
    case RAW_IMAGE_INVALID_CATALOG:
        return E_IMAPI_DF2TAO_INVALID_MCN;
    case RAW_IMAGE_INVALID_ISRC:
        return E_IMAPI_DF2TAO_INVALID_ISRC;
    case RAW_IMAGE_NO_MEMORY:
        return E_OUTOFMEMORY;
    }
    assert(!"a result that discimage/raw_image.h lacks");
    return E_FAIL;
}
