/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of HRESULTs, row by row. */
#include "com_test.h"

#include "imapi2/result.h"
#include "mmc/opcodes.h"

#include <imapi2error.h>

static const struct {
    enum mmc_condition condition;
    HRESULT result;
} conditions[] = {
    { MMC_CONDITION_NONE, S_OK },
    { MMC_CONDITION_UPSIDE_DOWN, E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN },
    { MMC_CONDITION_BECOMING_READY, E_IMAPI_RECORDER_MEDIA_BECOMING_READY },
    { MMC_CONDITION_NO_MEDIUM, E_IMAPI_RECORDER_MEDIA_NO_MEDIA },
    { MMC_CONDITION_FORMAT_IN_PROGRESS, E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS },
    { MMC_CONDITION_BUSY, E_IMAPI_RECORDER_MEDIA_BUSY },
    { MMC_CONDITION_LOSS_OF_STREAMING, E_IMAPI_LOSS_OF_STREAMING },
    { MMC_CONDITION_INCOMPATIBLE, E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE },
    { MMC_CONDITION_NOT_FORMATTED, E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED },
    { MMC_CONDITION_WRITE_PROTECTED, E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED },
    { MMC_CONDITION_SPEED_MISMATCH, E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH },
    { MMC_CONDITION_NO_DISC_STRUCTURE, E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT },
    { MMC_CONDITION_NO_MODE_PAGE, E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE },
    { MMC_CONDITION_INVALID_MODE_PARAMETERS, E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS },
    { MMC_CONDITION_NO_CONFIGURATION, E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED },
    { MMC_CONDITION_NO_FEATURE, E_IMAPI_RECORDER_NO_SUCH_FEATURE },
    { MMC_CONDITION_FEATURE_NOT_CURRENT, E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT },
    { MMC_CONDITION_INVALID_RESPONSE, E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE },
    { MMC_CONDITION_TIMEOUT, E_IMAPI_RECORDER_COMMAND_TIMEOUT },
    { MMC_CONDITION_GONE, HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST) },
    { MMC_CONDITION_LOCKED, E_IMAPI_RECORDER_LOCKED },
    { MMC_CONDITION_TRANSPORT, E_FAIL },
    { MMC_CONDITION_OTHER, E_FAIL },
};

static void test_result__conditions(void **state)
{
    (void)state;
    assert_int_equal(ARRAYSIZE(conditions), MMC_CONDITION_COUNT);
    for (size_t i = 0; i < ARRAYSIZE(conditions); i++) {
        assert_int_equal(conditions[i].condition, i);
        assert_result(result_of_condition(conditions[i].condition), conditions[i].result);
    }
}

static const struct {
    enum status status;
    HRESULT result;
} statuses[] = {
    { STATUS_OK, S_OK },
    { STATUS_NO_MEMORY, E_OUTOFMEMORY },
    { STATUS_INVALID_ARGUMENT, E_INVALIDARG },
    { STATUS_INVALID_STATE, E_UNEXPECTED },
    { STATUS_INVALID_NAME, HRESULT_FROM_WIN32(ERROR_INVALID_NAME) },
    { STATUS_NOT_FOUND, HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND) },
    { STATUS_ALREADY_EXISTS, HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS) },
    { STATUS_NOT_EMPTY, HRESULT_FROM_WIN32(ERROR_DIR_NOT_EMPTY) },
    { STATUS_WRONG_KIND, HRESULT_FROM_WIN32(ERROR_DIRECTORY) },
    { STATUS_NOT_SUPPORTED, HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED) },
    { STATUS_ACCESS_DENIED, E_ACCESSDENIED },
    { STATUS_SHARING_VIOLATION, HRESULT_FROM_WIN32(ERROR_SHARING_VIOLATION) },
    { STATUS_IO, HRESULT_FROM_WIN32(ERROR_IO_DEVICE) },
    { STATUS_END_OF_DATA, HRESULT_FROM_WIN32(ERROR_HANDLE_EOF) },
    { STATUS_CHANGED, HRESULT_FROM_WIN32(ERROR_FILE_INVALID) },
    { STATUS_CORRUPT, HRESULT_FROM_WIN32(ERROR_INVALID_DATA) },
    { STATUS_TOO_LARGE, HRESULT_FROM_WIN32(ERROR_FILE_TOO_LARGE) },
    { STATUS_TOO_MANY, HRESULT_FROM_WIN32(ERROR_ALLOTTED_SPACE_EXCEEDED) },
    { STATUS_TOO_DEEP, HRESULT_FROM_WIN32(ERROR_ALLOTTED_SPACE_EXCEEDED) },
    { STATUS_NO_SPACE, HRESULT_FROM_WIN32(ERROR_DISK_FULL) },
    { STATUS_BUSY, E_IMAPI_RECORDER_LOCKED },
    { STATUS_TIMEOUT, E_IMAPI_RECORDER_COMMAND_TIMEOUT },
    { STATUS_CANCELLED, E_IMAPI_REQUEST_CANCELLED },
    { STATUS_DEVICE, E_FAIL },
    { STATUS_DEVICE_GONE, HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST) },
    { STATUS_INVALID_RESPONSE, E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE },
    { STATUS_MISMATCH, E_IMAPI_BURN_VERIFICATION_FAILED },
    { STATUS_FOREIGN, E_FAIL },
};

static void test_result__statuses(void **state)
{
    (void)state;
    assert_int_equal(ARRAYSIZE(statuses), STATUS_ORDINAL_COUNT);
    for (size_t i = 0; i < ARRAYSIZE(statuses); i++) {
        assert_int_equal(statuses[i].status, -(int)i);
        assert_result(result_of_status(statuses[i].status, NULL), statuses[i].result);
        assert_result(result_of_write(statuses[i].status, NULL), statuses[i].result);
    }
}

static void test_result__device_failures(void **state)
{
    struct mmc_failure failure = { .condition = MMC_CONDITION_WRITE_PROTECTED };

    (void)state;
    assert_result(result_of_status(STATUS_DEVICE, &failure),
                  E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED);
    assert_result(result_of_write(STATUS_DEVICE, &failure), E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED);
    failure.condition = MMC_CONDITION_OTHER;
    assert_result(result_of_status(STATUS_DEVICE, &failure), E_FAIL);
    assert_result(result_of_write(STATUS_DEVICE, &failure),
                  E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
}

static void test_result__host_errors_are_told(void **state)
{
    struct mmc_failure failure = { .condition = MMC_CONDITION_TRANSPORT };

    (void)state;
    assert_result(result_of_status(STATUS_DEVICE, &failure), E_FAIL);
    failure.result.system_error = ERROR_INVALID_HANDLE;
    assert_result(result_of_status(STATUS_DEVICE, &failure),
                  HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE));
    failure.result.system_error = RPC_E_DISCONNECTED;
    assert_result(result_of_status(STATUS_DEVICE, &failure), RPC_E_DISCONNECTED);
}

static void test_result__adjustments(void **state)
{
    (void)state;
    assert_result(result_of_adjustment(MMC_SPEED_ADJUSTMENT_NONE), S_OK);
    assert_result(result_of_adjustment(MMC_SPEED_ADJUSTMENT_SPEED), S_IMAPI_SPEEDADJUSTED);
    assert_result(result_of_adjustment(MMC_SPEED_ADJUSTMENT_ROTATION), S_IMAPI_ROTATIONADJUSTED);
    assert_result(result_of_adjustment(MMC_SPEED_ADJUSTMENT_BOTH), S_IMAPI_BOTHADJUSTED);
}

static const struct {
    enum burn_failure failure;
    HRESULT result;
} burns[] = {
    { BURN_FAILURE_NONE, S_IMAPI_SPEEDADJUSTED },
    { BURN_FAILURE_STREAM_NOT_SUPPORTED, E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED },
    { BURN_FAILURE_STREAM_TOO_LARGE, E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA },
    { BURN_FAILURE_STREAM_ENDED, E_FAIL },
    { BURN_FAILURE_STREAM, STG_E_READFAULT },
    { BURN_FAILURE_RECORDER_NOT_SUPPORTED, E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED },
    { BURN_FAILURE_MEDIUM_NOT_SUPPORTED, E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED },
    { BURN_FAILURE_MEDIUM_WRITE_PROTECTED, E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED },
    { BURN_FAILURE_MEDIUM_NOT_BLANK, E_IMAPI_DF2DATA_MEDIA_NOT_BLANK },
    { BURN_FAILURE_DEVICE, E_IMAPI_RECORDER_MEDIA_NO_MEDIA },
    { BURN_FAILURE_VERIFICATION, E_IMAPI_BURN_VERIFICATION_FAILED },
    { BURN_FAILURE_CANCELLED, E_IMAPI_REQUEST_CANCELLED },
    { BURN_FAILURE_NO_MEMORY, E_OUTOFMEMORY },
};

static void test_result__burns(void **state)
{
    (void)state;
    assert_int_equal(ARRAYSIZE(burns), BURN_FAILURE_NO_MEMORY + 1);
    for (size_t i = 0; i < ARRAYSIZE(burns); i++) {
        const struct burn_data_result result = {
            .failure = burns[i].failure,
            .device.condition = MMC_CONDITION_NO_MEDIUM,
            .adjustment = MMC_SPEED_ADJUSTMENT_SPEED,
        };

        assert_int_equal(burns[i].failure, i);
        assert_result(result_of_burn(&result, STG_E_READFAULT), burns[i].result);
    }
}

static const struct {
    enum burn_erase_failure failure;
    HRESULT result;
} erases[] = {
    { BURN_ERASE_FAILURE_NONE, S_OK },
    { BURN_ERASE_FAILURE_SPIN_UP, E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND },
    { BURN_ERASE_FAILURE_NOT_ERASABLE, E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE },
    { BURN_ERASE_FAILURE_COMMAND, E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND },
    { BURN_ERASE_FAILURE_UNEXPECTED, E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE },
    { BURN_ERASE_FAILURE_TOO_LONG, E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR },
    { BURN_ERASE_FAILURE_DEVICE, E_IMAPI_RECORDER_MEDIA_NO_MEDIA },
    { BURN_ERASE_FAILURE_NO_MEMORY, E_OUTOFMEMORY },
};

static void test_result__erases(void **state)
{
    struct burn_erase_result result = { .device.condition = MMC_CONDITION_NO_MEDIUM };

    (void)state;
    assert_int_equal(ARRAYSIZE(erases), BURN_ERASE_FAILURE_NO_MEMORY + 1);
    for (size_t i = 0; i < ARRAYSIZE(erases); i++) {
        result.failure = erases[i].failure;
        assert_int_equal(erases[i].failure, i);
        assert_result(result_of_erase(&result), erases[i].result);
    }
}

static void test_result__short_replies_while_erasing(void **state)
{
    struct burn_erase_result result = {
        .failure = BURN_ERASE_FAILURE_DEVICE,
        .device = { MMC_CONDITION_INVALID_RESPONSE, MMC_OPCODE_READ_DISC_INFORMATION, { 0 } },
    };

    (void)state;
    assert_result(result_of_erase(&result), E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL);
    result.device.opcode = MMC_OPCODE_READ_CAPACITY;
    assert_result(result_of_erase(&result), E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
    result.device.condition = MMC_CONDITION_OTHER;
    assert_result(result_of_erase(&result), E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
}

static void test_result__stream_that_failed_without_saying_why(void **state)
{
    const struct burn_data_result result = { .failure = BURN_FAILURE_STREAM };

    (void)state;
    assert_result(result_of_burn(&result, S_OK), E_FAIL);
}

static const struct result_cd_codes cd_codes = {
    .stream_not_supported = E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED,
    .lead_in_too_short = E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT,
    .no_space = E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE,
    .track_limit = E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED,
    .block_type_not_supported = E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED,
    .medium_not_supported = E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED,
    .medium_not_blank = E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK,
    .medium_changed = E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED,
};

static const struct {
    enum burn_cd_failure failure;
    HRESULT result;
} cd_recordings[] = {
    { BURN_CD_FAILURE_NONE, S_OK },
    { BURN_CD_FAILURE_STREAM_NOT_SUPPORTED, E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED },
    { BURN_CD_FAILURE_STREAM_ENDED, E_FAIL },
    { BURN_CD_FAILURE_STREAM, STG_E_READFAULT },
    { BURN_CD_FAILURE_LEAD_IN_TOO_SHORT, E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT },
    { BURN_CD_FAILURE_NO_SPACE, E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE },
    { BURN_CD_FAILURE_TRACK_LIMIT, E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED },
    { BURN_CD_FAILURE_BLOCK_TYPE, E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED },
    { BURN_CD_FAILURE_MEDIUM_NOT_SUPPORTED, E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED },
    { BURN_CD_FAILURE_MEDIUM_NOT_BLANK, E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK },
    { BURN_CD_FAILURE_MEDIUM_CHANGED, E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED },
    { BURN_CD_FAILURE_DEVICE, E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE },
    { BURN_CD_FAILURE_VERIFICATION, E_IMAPI_BURN_VERIFICATION_FAILED },
    { BURN_CD_FAILURE_CANCELLED, E_IMAPI_REQUEST_CANCELLED },
    { BURN_CD_FAILURE_NO_MEMORY, E_OUTOFMEMORY },
};

static void test_result__cd_recordings(void **state)
{
    (void)state;
    assert_int_equal(ARRAYSIZE(cd_recordings), BURN_CD_FAILURE_NO_MEMORY + 1);
    for (size_t i = 0; i < ARRAYSIZE(cd_recordings); i++) {
        const struct burn_cd_result result = {
            .failure = cd_recordings[i].failure,
            .device.condition = MMC_CONDITION_OTHER,
        };

        assert_int_equal(result.failure, i);
        assert_result(result_of_cd(&result, &cd_codes, STG_E_READFAULT), cd_recordings[i].result);
    }
}

static const struct {
    enum raw_image_result raw;
    HRESULT result;
} raw_images[] = {
    { RAW_IMAGE_OK, S_OK },
    { RAW_IMAGE_INDEX_ALREADY_EXISTS, S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS },
    { RAW_IMAGE_IS_READ_ONLY, E_IMAPI_RAW_IMAGE_IS_READ_ONLY },
    { RAW_IMAGE_INVALID_ARGUMENT, E_INVALIDARG },
    { RAW_IMAGE_TOO_SHORT, E_INVALIDARG },
    { RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED, E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED },
    { RAW_IMAGE_NO_TRACKS, E_IMAPI_RAW_IMAGE_NO_TRACKS },
    { RAW_IMAGE_TRACKS_ALREADY_ADDED, E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED },
    { RAW_IMAGE_TOO_MANY_TRACKS, E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS },
    { RAW_IMAGE_INSUFFICIENT_SPACE, E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE },
    { RAW_IMAGE_TOO_MANY_INDEXES, E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES },
    { RAW_IMAGE_INDEX_NOT_FOUND, E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND },
    { RAW_IMAGE_INDEX_ZERO_STAYS, E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED },
    { RAW_IMAGE_INDEX_TOO_CLOSE, E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX },
    { RAW_IMAGE_INVALID_CATALOG, E_IMAPI_DF2TAO_INVALID_MCN },
    { RAW_IMAGE_INVALID_ISRC, E_IMAPI_DF2TAO_INVALID_ISRC },
    { RAW_IMAGE_RW_SIZE_WRONG, E_INVALIDARG },
    { RAW_IMAGE_NO_MEMORY, E_OUTOFMEMORY },
};

static void test_result__raw_images(void **state)
{
    (void)state;
    assert_int_equal(ARRAYSIZE(raw_images), RAW_IMAGE_NO_MEMORY + 1);
    for (size_t i = 0; i < ARRAYSIZE(raw_images); i++) {
        assert_int_equal(raw_images[i].raw, i);
        assert_result(result_of_raw_image(raw_images[i].raw), raw_images[i].result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_result__cd_recordings),
        cmocka_unit_test(test_result__conditions),
        cmocka_unit_test(test_result__statuses),
        cmocka_unit_test(test_result__device_failures),
        cmocka_unit_test(test_result__host_errors_are_told),
        cmocka_unit_test(test_result__adjustments),
        cmocka_unit_test(test_result__burns),
        cmocka_unit_test(test_result__erases),
        cmocka_unit_test(test_result__short_replies_while_erasing),
        cmocka_unit_test(test_result__stream_that_failed_without_saying_why),
        cmocka_unit_test(test_result__raw_images),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
