/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscRecorder2: IDiscRecorder2Ex, commands and decoded replies. */
#include "imapi2_test.h"

#include <winioctl.h>

#include <stdlib.h>

#define SENSE_BYTES 18

/* A recorder with a disc and its face for commands, past the first unit attentions. */
struct drive {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscRecorder2Ex *ex;
};

static struct drive drive_open(const WCHAR *name, const WCHAR *medium)
{
    struct drive drive = { .disc = disc_create(name) };
    BYTE test_unit_ready[6] = { 0 };
    BYTE sense[SENSE_BYTES];

    drive.recorder = medium ? recorder_open(&drive.disc, medium) : recorder_open_empty(&drive.disc);
    drive.ex = object_query(drive.recorder, &IID_IDiscRecorder2Ex);
    for (unsigned i = 0; i < 8; i++)
        IDiscRecorder2Ex_SendCommandNoData(drive.ex, test_unit_ready, sizeof(test_unit_ready),
                                           sense, 0);
    return drive;
}

static void drive_close(struct drive *drive)
{
    assert_int_equal(com_test_references((IUnknown *)drive->ex), 2);
    IDiscRecorder2Ex_Release(drive->ex);
    IDiscRecorder2_Release(drive->recorder);
    disc_remove(&drive->disc);
}

static const BYTE inquiry[6] = { 0x12, 0, 0, 0, 36, 0 };

static void test_recorder_ex__command_that_gets_data(void **state)
{
    struct drive drive = drive_open(L"ex-inquiry", NULL);
    BYTE cdb[6];
    BYTE sense[SENSE_BYTES];
    BYTE data[64];
    ULONG fetched = 0;

    (void)state;
    memcpy(cdb, inquiry, sizeof(cdb));
    memset(sense, 0xA5, sizeof(sense));
    memset(data, 0xA5, sizeof(data));
    assert_result(IDiscRecorder2Ex_SendCommandGetDataFromDevice(drive.ex, cdb, sizeof(cdb), sense,
                                                                10, data, sizeof(data), &fetched),
                  S_OK);
    assert_int_equal(fetched, 36);
    assert_int_equal(data[0] & 0x1F, 5);
    assert_memory_equal(&data[16], "Virtual Recorder", 16);
    for (size_t i = 0; i < sizeof(sense); i++)
        assert_int_equal(sense[i], 0);
    for (size_t i = fetched; i < sizeof(data); i++)
        assert_int_equal(data[i], 0);
    drive_close(&drive);
}

static void test_recorder_ex__buffer_at_an_odd_address(void **state)
{
    struct drive drive = drive_open(L"ex-odd", NULL);
    BYTE cdb[6];
    BYTE sense[SENSE_BYTES];
    BYTE data[64];
    ULONG fetched = 0;

    (void)state;
    memcpy(cdb, inquiry, sizeof(cdb));
    data[0] = 0xA5;
    assert_result(IDiscRecorder2Ex_SendCommandGetDataFromDevice(drive.ex, cdb, sizeof(cdb), sense,
                                                                10, data + 1, 36, &fetched),
                  S_OK);
    assert_int_equal(fetched, 36);
    assert_int_equal(data[0], 0xA5);
    assert_memory_equal(&data[17], "Virtual Recorder", 16);
    drive_close(&drive);
}

/* SPC-4 4.5.3: fixed format; MMC-6 Annex F: MEDIUM NOT PRESENT. */
static void test_recorder_ex__check_condition_is_a_success_with_sense(void **state)
{
    struct drive drive = drive_open(L"ex-sense", NULL);
    BYTE read_capacity[10] = { 0x25 };
    BYTE sense[SENSE_BYTES];
    BYTE data[8];
    ULONG fetched = 99;

    (void)state;
    assert_result(IDiscRecorder2Ex_SendCommandGetDataFromDevice(drive.ex, read_capacity,
                                                                sizeof(read_capacity), sense, 10,
                                                                data, sizeof(data), &fetched),
                  S_IMAPI_COMMAND_HAS_SENSE_DATA);
    assert_int_equal(sense[0] & 0x7F, 0x70);
    assert_int_equal(sense[2] & 0x0F, 2);
    assert_int_equal(sense[12], 0x3A);
    assert_int_equal(fetched, 0);
    drive_close(&drive);
}

static void test_recorder_ex__unknown_command(void **state)
{
    struct drive drive = drive_open(L"ex-unknown", NULL);
    BYTE cdb[16] = { 0xFF };
    BYTE sense[SENSE_BYTES];

    (void)state;
    assert_result(IDiscRecorder2Ex_SendCommandNoData(drive.ex, cdb, sizeof(cdb), sense, 0),
                  S_IMAPI_COMMAND_HAS_SENSE_DATA);
    assert_int_equal(sense[2] & 0x0F, 5);
    assert_int_equal(sense[12], 0x20);
    drive_close(&drive);
}

static HRESULT send_sized(struct drive *drive, BYTE opcode, ULONG size)
{
    BYTE cdb[32] = { 0 };
    BYTE sense[SENSE_BYTES];

    cdb[0] = opcode;
    return IDiscRecorder2Ex_SendCommandNoData(drive->ex, cdb, size, sense, 10);
}

static void test_recorder_ex__sizes_of_command_blocks(void **state)
{
    struct drive drive = drive_open(L"ex-sizes", NULL);

    (void)state;
    assert_result(send_sized(&drive, 0x00, 0), E_INVALIDARG);
    assert_result(send_sized(&drive, 0x00, 5), E_INVALIDARG);
    assert_result(send_sized(&drive, 0x00, 17), E_INVALIDARG);
    assert_result(send_sized(&drive, 0x00, 10), E_INVALIDARG);
    check_error_text(L"10");
    assert_result(send_sized(&drive, 0x25, 6), E_INVALIDARG);
    assert_result(send_sized(&drive, 0xAD, 10), E_INVALIDARG);
    assert_result(send_sized(&drive, 0x88, 12), E_INVALIDARG);
    assert_true(SUCCEEDED(send_sized(&drive, 0x00, 6)));
    assert_true(SUCCEEDED(send_sized(&drive, 0x35, 10)));
    assert_true(SUCCEEDED(send_sized(&drive, 0xBB, 12)));
    /* Vendor's own, and those the published list leaves open. */
    assert_true(SUCCEEDED(send_sized(&drive, 0xC0, 7)));
    assert_true(SUCCEEDED(send_sized(&drive, 0x23, 12)));
    drive_close(&drive);
}

static void test_recorder_ex__null_pointers_and_empty_buffers(void **state)
{
    struct drive drive = drive_open(L"ex-nulls", NULL);
    BYTE cdb[6] = { 0 };
    BYTE sense[SENSE_BYTES];
    BYTE data[4];
    ULONG fetched = 0;

    (void)state;
    assert_result(IDiscRecorder2Ex_SendCommandNoData(drive.ex, NULL, 6, sense, 10), E_POINTER);
    assert_result(IDiscRecorder2Ex_SendCommandNoData(drive.ex, cdb, 6, NULL, 10), E_POINTER);
    assert_result(
        IDiscRecorder2Ex_SendCommandSendDataToDevice(drive.ex, cdb, 6, sense, 10, NULL, 4),
        E_POINTER);
    assert_result(
        IDiscRecorder2Ex_SendCommandSendDataToDevice(drive.ex, cdb, 6, sense, 10, data, 0),
        E_INVALIDARG);
    assert_result(IDiscRecorder2Ex_SendCommandGetDataFromDevice(drive.ex, cdb, 6, sense, 10, NULL,
                                                                4, &fetched),
                  E_POINTER);
    assert_result(IDiscRecorder2Ex_SendCommandGetDataFromDevice(drive.ex, cdb, 6, sense, 10, data,
                                                                0, &fetched),
                  E_INVALIDARG);
    assert_result(
        IDiscRecorder2Ex_SendCommandGetDataFromDevice(drive.ex, cdb, 6, sense, 10, data, 4, NULL),
        E_POINTER);
    drive_close(&drive);
}

static void test_recorder_ex__more_than_one_command_moves(void **state)
{
    struct drive drive = drive_open(L"ex-large", NULL);
    BYTE cdb[10] = { 0x28 };
    BYTE sense[SENSE_BYTES];
    ULONG maximum = 0;
    ULONG page_maximum = 0;
    ULONG mask = 0;
    ULONG fetched = 0;
    BYTE *data;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetMaximumNonPageAlignedTransferSize(drive.ex, &maximum), S_OK);
    assert_result(IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(drive.ex, &page_maximum),
                  S_OK);
    assert_result(IDiscRecorder2Ex_GetByteAlignmentMask(drive.ex, &mask), S_OK);
    assert_true(maximum >= 65536);
    assert_true(page_maximum >= maximum);
    assert_true(mask != 0 && !(mask & (mask - 1)));
    data = calloc(1, maximum + 1);
    assert_non_null(data);
    assert_result(IDiscRecorder2Ex_SendCommandGetDataFromDevice(drive.ex, cdb, sizeof(cdb), sense,
                                                                10, data, maximum + 1, &fetched),
                  E_INVALIDARG);
    free(data);
    drive_close(&drive);
}

static void test_recorder_ex__writes_and_reads_sectors(void **state)
{
    struct drive drive = drive_open(L"ex-sectors", L"dvd+rw");
    IDiscFormat2Data *writer = writer_create(drive.recorder);
    static BYTE sectors[16 * SECTOR_BYTES];
    static BYTE found[sizeof(sectors)];
    BYTE write[10] = { 0x2A, 0, 0, 0, 0, 32, 0, 0, 16, 0 };
    BYTE read[10] = { 0x28, 0, 0, 0, 0, 32, 0, 0, 16, 0 };
    BYTE sense[SENSE_BYTES];
    ULONG fetched = 0;

    (void)state;
    writer_burn(writer, 100, 1);
    memset(sectors, 0x5A, sizeof(sectors));
    assert_result(IDiscRecorder2Ex_SendCommandSendDataToDevice(drive.ex, write, sizeof(write),
                                                               sense, 60, sectors, sizeof(sectors)),
                  S_OK);
    assert_result(IDiscRecorder2Ex_SendCommandGetDataFromDevice(drive.ex, read, sizeof(read), sense,
                                                                60, found, sizeof(found), &fetched),
                  S_OK);
    assert_int_equal(fetched, sizeof(found));
    assert_memory_equal(found, sectors, sizeof(sectors));
    IDiscFormat2Data_Release(writer);
    drive_close(&drive);
}

static void test_recorder_ex__disc_information(void **state)
{
    struct drive drive = drive_open(L"ex-disc", L"dvd+r");
    BYTE *data = POISON;
    ULONG size = 99;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetDiscInformation(drive.ex, &data, &size), S_OK);
    assert_true(size >= 34);
    assert_int_equal((ULONG)data[0] << 8 | data[1], size - 2);
    assert_int_equal(data[2] & 0x03, 0);
    CoTaskMemFree(data);
    assert_result(IDiscRecorder2Ex_GetDiscInformation(drive.ex, NULL, &size), E_POINTER);
    assert_int_equal(size, 0);
    assert_result(IDiscRecorder2Ex_GetDiscInformation(drive.ex, &data, NULL), E_POINTER);
    assert_null(data);
    drive_close(&drive);
}

static void test_recorder_ex__replies_without_a_disc(void **state)
{
    struct drive drive = drive_open(L"ex-no-disc", NULL);
    BYTE *data = POISON;
    ULONG size = 99;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetDiscInformation(drive.ex, &data, &size),
                  E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    assert_null(data);
    assert_int_equal(size, 0);
    check_error_text(L"READ DISC INFORMATION");
    assert_result(IDiscRecorder2Ex_GetTrackInformation(
                      drive.ex, 1, IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK, &data, &size),
                  E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
    drive_close(&drive);
}

static void test_recorder_ex__track_information(void **state)
{
    struct drive drive = drive_open(L"ex-track", L"dvd+r");
    BYTE *data = POISON;
    ULONG size = 99;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetTrackInformation(
                      drive.ex, 1, IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK, &data, &size),
                  S_OK);
    assert_int_equal((ULONG)data[0] << 8 | data[1], size - 2);
    assert_int_equal(data[2], 1);
    CoTaskMemFree(data);
    assert_result(IDiscRecorder2Ex_GetTrackInformation(
                      drive.ex, 1, (IMAPI_READ_TRACK_ADDRESS_TYPE)3, &data, &size),
                  E_INVALIDARG);
    assert_null(data);
    drive_close(&drive);
}

static void test_recorder_ex__disc_structure_without_its_header(void **state)
{
    struct drive drive = drive_open(L"ex-structure", L"dvd+r");
    BYTE *data = POISON;
    ULONG size = 99;

    (void)state;
    assert_result(IDiscRecorder2Ex_ReadDvdStructure(drive.ex, 0, 0, 0, 0, &data, &size), S_OK);
    assert_int_equal(data[0] >> 4, 0xA);
    CoTaskMemFree(data);
    /* Values are cut to what their fields hold. */
    assert_result(IDiscRecorder2Ex_ReadDvdStructure(drive.ex, 0x100, 0, 0x100, 4, &data, &size),
                  S_OK);
    assert_int_equal(data[0] >> 4, 0xA);
    CoTaskMemFree(data);
    assert_result(IDiscRecorder2Ex_ReadDvdStructure(drive.ex, 0x7E, 0, 0, 0, &data, &size),
                  E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT);
    assert_null(data);
    assert_int_equal(size, 0);
    drive_close(&drive);
}

static void test_recorder_ex__disc_structure_sent(void **state)
{
    struct drive drive = drive_open(L"ex-send", L"dvd+r");
    BYTE data[4] = { 0 };

    (void)state;
    assert_result(IDiscRecorder2Ex_SendDvdStructure(drive.ex, 0, NULL, 4), E_POINTER);
    assert_result(IDiscRecorder2Ex_SendDvdStructure(drive.ex, 0, data, 0), E_INVALIDARG);
    assert_result(IDiscRecorder2Ex_SendDvdStructure(drive.ex, 0, data, 0x10000), E_INVALIDARG);
    /* The drive has no such structure, and says so. */
    assert_true(FAILED(IDiscRecorder2Ex_SendDvdStructure(drive.ex, 0x7E, data, 4)));
    drive_close(&drive);
}

static void test_recorder_ex__feature_with_its_header(void **state)
{
    struct drive drive = drive_open(L"ex-feature", L"dvd+r");
    BYTE *data = POISON;
    ULONG size = 99;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetFeaturePage(drive.ex, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R,
                                                  TRUE, &data, &size),
                  S_OK);
    assert_int_equal(size, 8);
    assert_int_equal(data[0] << 8 | data[1], IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R);
    assert_int_equal(data[2] & 1, 1);
    assert_int_equal(data[3], 4);
    CoTaskMemFree(data);
    assert_result(IDiscRecorder2Ex_GetFeaturePage(drive.ex, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW,
                                                  TRUE, &data, &size),
                  E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT);
    assert_null(data);
    assert_result(IDiscRecorder2Ex_GetFeaturePage(drive.ex, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW,
                                                  FALSE, &data, &size),
                  S_OK);
    CoTaskMemFree(data);
    assert_result(IDiscRecorder2Ex_GetFeaturePage(drive.ex, (IMAPI_FEATURE_PAGE_TYPE)0xFFF0, FALSE,
                                                  &data, &size),
                  E_IMAPI_RECORDER_NO_SUCH_FEATURE);
    assert_result(IDiscRecorder2Ex_GetFeaturePage(drive.ex, (IMAPI_FEATURE_PAGE_TYPE)0x1002B, FALSE,
                                                  &data, &size),
                  E_IMAPI_RECORDER_NO_SUCH_FEATURE);
    drive_close(&drive);
}

static void test_recorder_ex__mode_page_without_parameter_header(void **state)
{
    struct drive drive = drive_open(L"ex-mode", NULL);
    BYTE *data = POISON;
    ULONG size = 99;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetModePage(drive.ex, IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES,
                                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &data,
                                               &size),
                  S_OK);
    assert_int_equal(data[0] & 0x3F, 0x2A);
    assert_int_equal((ULONG)data[1] + 2, size);
    CoTaskMemFree(data);
    assert_result(IDiscRecorder2Ex_GetModePage(drive.ex, (IMAPI_MODE_PAGE_TYPE)0x2E,
                                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &data,
                                               &size),
                  E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE);
    assert_null(data);
    assert_result(IDiscRecorder2Ex_GetModePage(drive.ex, (IMAPI_MODE_PAGE_TYPE)0x3F,
                                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &data,
                                               &size),
                  E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE);
    assert_result(IDiscRecorder2Ex_GetModePage(drive.ex, IMAPI_MODE_PAGE_TYPE_CACHING,
                                               (IMAPI_MODE_PAGE_REQUEST_TYPE)4, &data, &size),
                  E_INVALIDARG);
    drive_close(&drive);
}

static void test_recorder_ex__mode_page_set(void **state)
{
    struct drive drive = drive_open(L"ex-select", NULL);
    BYTE *page = POISON;
    BYTE *changed = POISON;
    ULONG size = 0;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetModePage(drive.ex, IMAPI_MODE_PAGE_TYPE_TIMEOUT_AND_PROTECT,
                                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &page,
                                               &size),
                  S_OK);
    page[4] |= 1; /* SWPP */
    assert_result(IDiscRecorder2Ex_SetModePage(
                      drive.ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, page, size),
                  S_OK);
    assert_result(IDiscRecorder2Ex_GetModePage(drive.ex, IMAPI_MODE_PAGE_TYPE_TIMEOUT_AND_PROTECT,
                                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES,
                                               &changed, &size),
                  S_OK);
    assert_int_equal(changed[4] & 1, 1);
    assert_result(IDiscRecorder2Ex_SetModePage(
                      drive.ex, IMAPI_MODE_PAGE_REQUEST_TYPE_DEFAULT_VALUES, page, size),
                  E_INVALIDARG);
    assert_result(IDiscRecorder2Ex_SetModePage(
                      drive.ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CHANGEABLE_VALUES, page, size),
                  E_INVALIDARG);
    assert_result(IDiscRecorder2Ex_SetModePage(
                      drive.ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, NULL, size),
                  E_POINTER);
    assert_result(IDiscRecorder2Ex_SetModePage(
                      drive.ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, page, 1),
                  E_INVALIDARG);
    page[0] = 0x2E;
    assert_result(IDiscRecorder2Ex_SetModePage(
                      drive.ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, page, size),
                  E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS);
    CoTaskMemFree(page);
    CoTaskMemFree(changed);
    drive_close(&drive);
}

static void test_recorder_ex__lists(void **state)
{
    struct drive drive = drive_open(L"ex-lists", L"dvd+r");
    IMAPI_FEATURE_PAGE_TYPE *features = POISON;
    IMAPI_PROFILE_TYPE *profiles = POISON;
    IMAPI_MODE_PAGE_TYPE *pages = POISON;
    ULONG all = 0;
    ULONG count = 0;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetSupportedFeaturePages(drive.ex, FALSE, &features, &all),
                  S_OK);
    assert_int_equal(features[0], IMAPI_FEATURE_PAGE_TYPE_PROFILE_LIST);
    CoTaskMemFree(features);
    assert_result(IDiscRecorder2Ex_GetSupportedFeaturePages(drive.ex, TRUE, &features, &count),
                  S_OK);
    assert_true(count > 0 && count < all);
    CoTaskMemFree(features);
    assert_result(IDiscRecorder2Ex_GetSupportedProfiles(drive.ex, TRUE, &profiles, &count), S_OK);
    assert_int_equal(count, 1);
    assert_int_equal(profiles[0], IMAPI_PROFILE_TYPE_DVD_PLUS_R);
    CoTaskMemFree(profiles);
    assert_result(IDiscRecorder2Ex_GetSupportedModePages(
                      drive.ex, IMAPI_MODE_PAGE_REQUEST_TYPE_DEFAULT_VALUES, &pages, &count),
                  S_OK);
    assert_true(count >= 3);
    for (ULONG i = 0; i < count; i++)
        assert_in_range(pages[i], 1, 0x3E);
    CoTaskMemFree(pages);
    assert_result(IDiscRecorder2Ex_GetSupportedModePages(drive.ex, (IMAPI_MODE_PAGE_REQUEST_TYPE)4,
                                                         &pages, &count),
                  E_INVALIDARG);
    assert_null(pages);
    drive_close(&drive);
}

static void test_recorder_ex__no_profile_is_an_empty_list(void **state)
{
    struct drive drive = drive_open(L"ex-none", NULL);
    IMAPI_PROFILE_TYPE *profiles = POISON;
    ULONG count = 99;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetSupportedProfiles(drive.ex, TRUE, &profiles, &count), S_OK);
    assert_int_equal(count, 0);
    CoTaskMemFree(profiles);
    drive_close(&drive);
}

static void test_recorder_ex__descriptors(void **state)
{
    struct drive drive = drive_open(L"ex-descriptors", NULL);
    STORAGE_ADAPTER_DESCRIPTOR *adapter = POISON;
    STORAGE_DEVICE_DESCRIPTOR *device = POISON;
    ULONG maximum = 0;
    ULONG size = 0;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetAdapterDescriptor(drive.ex, (BYTE **)&adapter, &size), S_OK);
    assert_result(IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(drive.ex, &maximum), S_OK);
    assert_int_equal(adapter->Size, size);
    assert_int_equal(adapter->MaximumTransferLength, maximum);
    CoTaskMemFree(adapter);
    assert_result(IDiscRecorder2Ex_GetDeviceDescriptor(drive.ex, (BYTE **)&device, &size), S_OK);
    assert_int_equal(device->Size, size);
    assert_int_equal(device->DeviceType, 5);
    assert_true(device->RemovableMedia);
    assert_string_equal((char *)device + device->ProductIdOffset, "Virtual Recorder");
    assert_true(device->VendorIdOffset < size && device->ProductRevisionOffset < size);
    CoTaskMemFree(device);
    drive_close(&drive);
}

static void test_recorder_ex__nothing_works_without_a_recorder(void **state)
{
    IDiscRecorder2Ex *ex = object_create(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2Ex);
    BYTE cdb[6] = { 0 };
    BYTE sense[SENSE_BYTES];
    BYTE *data = POISON;
    ULONG size = 99;

    (void)state;
    assert_result(IDiscRecorder2Ex_SendCommandNoData(ex, cdb, 6, sense, 10),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2Ex_GetDeviceDescriptor(ex, &data, &size),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_null(data);
    assert_int_equal(size, 0);
    assert_result(IDiscRecorder2Ex_GetByteAlignmentMask(ex, &size), E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(ex, &size),
                  E_IMAPI_RECORDER_REQUIRED);
    assert_result(IDiscRecorder2Ex_GetByteAlignmentMask(ex, NULL), E_POINTER);
    assert_int_equal(IDiscRecorder2Ex_Release(ex), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recorder_ex__command_that_gets_data),
        cmocka_unit_test(test_recorder_ex__buffer_at_an_odd_address),
        cmocka_unit_test(test_recorder_ex__check_condition_is_a_success_with_sense),
        cmocka_unit_test(test_recorder_ex__unknown_command),
        cmocka_unit_test(test_recorder_ex__sizes_of_command_blocks),
        cmocka_unit_test(test_recorder_ex__null_pointers_and_empty_buffers),
        cmocka_unit_test(test_recorder_ex__more_than_one_command_moves),
        cmocka_unit_test(test_recorder_ex__writes_and_reads_sectors),
        cmocka_unit_test(test_recorder_ex__disc_information),
        cmocka_unit_test(test_recorder_ex__replies_without_a_disc),
        cmocka_unit_test(test_recorder_ex__track_information),
        cmocka_unit_test(test_recorder_ex__disc_structure_without_its_header),
        cmocka_unit_test(test_recorder_ex__disc_structure_sent),
        cmocka_unit_test(test_recorder_ex__feature_with_its_header),
        cmocka_unit_test(test_recorder_ex__mode_page_without_parameter_header),
        cmocka_unit_test(test_recorder_ex__mode_page_set),
        cmocka_unit_test(test_recorder_ex__lists),
        cmocka_unit_test(test_recorder_ex__no_profile_is_an_empty_list),
        cmocka_unit_test(test_recorder_ex__descriptors),
        cmocka_unit_test(test_recorder_ex__nothing_works_without_a_recorder),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
