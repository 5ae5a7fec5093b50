/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Every method of IDiscRecorder2 and IDiscRecorder2Ex on drive D:, which must be served by the
 * bridge. Without arguments the drive tells the truth; with "probe" it may say anything, and only
 * what holds for every drive is checked.
 */
#include "imapi2/imapi2_test.h"
#include "support/sg_bridge/sg_bridge.h"

#include <imapi2error.h>

#define DRIVE_ID L"\\\\?\\cdrom#drive_d#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}"

#define SENSE_SIZE 18
#define TIMEOUT_S  8

/* After a drive was powered on. */
#define ATTENTIONS_MAXIMUM 4

#define OPCODE_UNKNOWN   0xF7
#define FEATURE_UNKNOWN  ((IMAPI_FEATURE_PAGE_TYPE)0xFFF0)
#define MODE_PAGE_ABSENT ((IMAPI_MODE_PAGE_TYPE)0x3C)
#define INQUIRY_SIZE     36
#define PAGE_BYTES       4096

static BSTR drive_id;

static IDiscRecorder2 *drive_open(const WCHAR *name)
{
    IDiscRecorder2 *recorder = object_create(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2);
    BSTR id = SysAllocString(name);

    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, id), S_OK);
    SysFreeString(id);
    return recorder;
}

static IDiscRecorder2Ex *commands_open(void)
{
    IDiscRecorder2 *recorder = drive_open(drive_id);
    IDiscRecorder2Ex *commands = object_query(recorder, &IID_IDiscRecorder2Ex);

    IDiscRecorder2_Release(recorder);
    return commands;
}

static HRESULT order(IDiscRecorder2Ex *commands, const char *line)
{
    BYTE cdb[6] = { SG_BRIDGE_OPCODE_ORDER };
    BYTE sense[SENSE_SIZE];
    char data[64] = { 0 };

    strcpy(data, line);
    return IDiscRecorder2Ex_SendCommandSendDataToDevice(commands, cdb, sizeof(cdb), sense,
                                                        TIMEOUT_S, (BYTE *)data, sizeof(data));
}

static HRESULT test_unit_ready(IDiscRecorder2Ex *commands, BYTE sense[SENSE_SIZE])
{
    BYTE cdb[6] = { 0 };

    return IDiscRecorder2Ex_SendCommandNoData(commands, cdb, sizeof(cdb), sense, TIMEOUT_S);
}

static void test_real_recorder__is_listed_and_described(void **state)
{
    IDiscMaster2 *master = object_create(&CLSID_MsftDiscMaster2, &IID_IDiscMaster2);
    VARIANT_BOOL is_supported = VARIANT_FALSE;
    IDiscRecorder2 *recorder;
    BSTR text;
    LONG number = -1;

    (void)state;
    assert_result(IDiscMaster2_get_IsSupportedEnvironment(master, &is_supported), S_OK);
    assert_int_equal(is_supported, VARIANT_TRUE);
    assert_result(IDiscMaster2_get_Item(master, 0, &text), S_OK);
    assert_text_equal(text, DRIVE_ID);
    recorder = drive_open(text);
    SysFreeString(text);
    assert_result(IDiscRecorder2_get_VendorId(recorder, &text), S_OK);
    assert_text_equal(text, L"OpenIMAP");
    SysFreeString(text);
    assert_result(IDiscRecorder2_get_ProductRevision(recorder, &text), S_OK);
    assert_text_equal(text, L"1.0 ");
    SysFreeString(text);
    assert_result(IDiscRecorder2_get_VolumeName(recorder, &text), S_OK);
    assert_int_equal(wcsncmp(text, L"\\\\?\\Volume{", 11), 0);
    assert_int_equal(text[wcslen(text) - 1], L'\\');
    SysFreeString(text);
    assert_result(IDiscRecorder2_get_LegacyDeviceNumber(recorder, &number), S_OK);
    assert_int_equal(number, 0);
    IDiscRecorder2_Release(recorder);
    IDiscMaster2_Release(master);
}

/* All names of the drive open the same device: what one locks, another need not. */
static void test_real_recorder__has_other_names(void **state)
{
    static const WCHAR *const names[] = { L"D:", L"d:\\", L"\\\\.\\D:", L"\\\\?\\d:" };
    IDiscRecorder2 *recorder = drive_open(drive_id);
    BSTR volume;
    BSTR owner = SysAllocString(L"names");

    (void)state;
    assert_result(IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_TRUE, owner), S_OK);
    assert_result(IDiscRecorder2_get_VolumeName(recorder, &volume), S_OK);
    for (size_t i = 0; i <= ARRAYSIZE(names); i++) {
        IDiscRecorder2 *other = drive_open(i < ARRAYSIZE(names) ? names[i] : volume);
        BSTR found;

        assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(other, &found), S_OK);
        assert_text_equal(found, L"names");
        SysFreeString(found);
        assert_result(IDiscRecorder2_get_ActiveDiscRecorder(other, &found), S_OK);
        assert_text_equal(found, i < ARRAYSIZE(names) ? names[i] : volume);
        SysFreeString(found);
        IDiscRecorder2_Release(other);
    }
    SysFreeString(volume);
    SysFreeString(owner);
    IDiscRecorder2_Release(recorder);
}

static void check_unknown(const WCHAR *name, HRESULT expected)
{
    IDiscRecorder2 *recorder = object_create(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2);
    BSTR id = SysAllocString(name);

    assert_result(IDiscRecorder2_InitializeDiscRecorder(recorder, id), expected);
    SysFreeString(id);
    IDiscRecorder2_Release(recorder);
}

static void test_real_recorder__unknown_names(void **state)
{
    (void)state;
    check_unknown(L"", E_INVALIDARG);
    check_unknown(L"C:\\", HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
    check_unknown(L"Y:", HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
    check_unknown(L"\\\\?\\Volume{nonsense", HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
    check_unknown(L"\\\\.\\PhysicalDrive0", HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
}

static void test_real_recorder__commands(void **state)
{
    static BYTE buffer[INQUIRY_SIZE + 1];
    IDiscRecorder2Ex *commands = commands_open();
    BYTE inquiry[6] = { 0x12, 0, 0, 0, INQUIRY_SIZE };
    BYTE unknown[12] = { OPCODE_UNKNOWN };
    BYTE sense[SENSE_SIZE];
    ULONG fetched = 99;

    (void)state;
    memset(sense, 0xA5, sizeof(sense));
    test_unit_ready(commands, sense); /* a unit attention may wait */
    assert_result(test_unit_ready(commands, sense), S_OK);
    for (size_t i = 0; i < sizeof(sense); i++)
        assert_int_equal(sense[i], 0);
    /* At an odd address: an application never aligns. */
    assert_result(IDiscRecorder2Ex_SendCommandGetDataFromDevice(commands, inquiry, sizeof(inquiry),
                                                                sense, TIMEOUT_S, buffer + 1,
                                                                INQUIRY_SIZE, &fetched),
                  S_OK);
    assert_int_equal(fetched, INQUIRY_SIZE);
    assert_memory_equal(buffer + 1 + 8, "OpenIMAPVirtual Recorder1.0 ", 28);
    assert_result(
        IDiscRecorder2Ex_SendCommandNoData(commands, unknown, sizeof(unknown), sense, TIMEOUT_S),
        S_IMAPI_COMMAND_HAS_SENSE_DATA);
    assert_int_equal(sense[0] & 0x7F, 0x70);
    assert_int_equal(sense[2] & 0x0F, 0x05);
    assert_int_equal(sense[12], 0x20);
    IDiscRecorder2Ex_Release(commands);
}

static void test_real_recorder__limits(void **state)
{
    IDiscRecorder2Ex *commands = commands_open();
    BYTE read[10] = { 0x28 };
    BYTE sense[SENSE_SIZE];
    ULONG mask = 0;
    ULONG anywhere = 0;
    ULONG aligned = 0;
    ULONG fetched = 99;
    BYTE *buffer;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetByteAlignmentMask(commands, &mask), S_OK);
    assert_true(mask > 0 && (mask & (mask - 1)) == 0);
    assert_result(IDiscRecorder2Ex_GetMaximumNonPageAlignedTransferSize(commands, &anywhere), S_OK);
    assert_result(IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(commands, &aligned), S_OK);
    assert_true(anywhere >= SECTOR_BYTES && anywhere <= aligned && aligned <= 65536);
    buffer = VirtualAlloc(NULL, aligned + PAGE_BYTES, MEM_COMMIT, PAGE_READWRITE);
    assert_result(IDiscRecorder2Ex_SendCommandGetDataFromDevice(commands, read, sizeof(read), sense,
                                                                TIMEOUT_S, buffer, aligned + 1,
                                                                &fetched),
                  E_INVALIDARG);
    assert_int_equal(fetched, 0);
    VirtualFree(buffer, 0, MEM_RELEASE);
    IDiscRecorder2Ex_Release(commands);
}

static void test_real_recorder__replies(void **state)
{
    IDiscRecorder2Ex *commands = commands_open();
    BYTE *data;
    ULONG size;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetDiscInformation(commands, &data, &size), S_OK);
    assert_int_equal(size, (ULONG)(data[0] << 8 | data[1]) + 2);
    assert_int_equal(data[2] & 3, 0); /* blank */
    CoTaskMemFree(data);
    assert_result(IDiscRecorder2Ex_GetTrackInformation(
                      commands, 1, IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK, &data, &size),
                  S_OK);
    assert_int_equal(size, (ULONG)(data[0] << 8 | data[1]) + 2);
    CoTaskMemFree(data);
    assert_result(IDiscRecorder2Ex_GetFeaturePage(commands, IMAPI_FEATURE_PAGE_TYPE_PROFILE_LIST,
                                                  FALSE, &data, &size),
                  S_OK);
    assert_int_equal(size, data[3] + 4u);
    CoTaskMemFree(data);
    assert_result(IDiscRecorder2Ex_GetModePage(commands, IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES,
                                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &data,
                                               &size),
                  S_OK);
    assert_int_equal(data[0] & 0x3F, IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES);
    assert_int_equal(size, data[1] + 2u);
    CoTaskMemFree(data);
    assert_result(IDiscRecorder2Ex_ReadDvdStructure(commands, 0, 0, 0, 0, &data, &size), S_OK);
    assert_int_equal(size, 2048);
    CoTaskMemFree(data);
    IDiscRecorder2Ex_Release(commands);
}

static void test_real_recorder__what_there_is_not(void **state)
{
    IDiscRecorder2Ex *commands = commands_open();
    BYTE *data = POISON;
    ULONG size = 99;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetFeaturePage(commands, FEATURE_UNKNOWN, FALSE, &data, &size),
                  E_IMAPI_RECORDER_NO_SUCH_FEATURE);
    assert_null(data);
    assert_int_equal(size, 0);
    assert_result(IDiscRecorder2Ex_GetFeaturePage(commands, IMAPI_FEATURE_PAGE_TYPE_CDRW_CAV_WRITE,
                                                  TRUE, &data, &size),
                  E_IMAPI_RECORDER_NO_SUCH_FEATURE);
    assert_result(IDiscRecorder2Ex_GetModePage(commands, MODE_PAGE_ABSENT,
                                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &data,
                                               &size),
                  E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE);
    assert_null(data);
    IDiscRecorder2Ex_Release(commands);
}

static void test_real_recorder__lists(void **state)
{
    IDiscRecorder2Ex *commands = commands_open();
    IMAPI_FEATURE_PAGE_TYPE *features;
    IMAPI_PROFILE_TYPE *profiles;
    IMAPI_MODE_PAGE_TYPE *pages;
    ULONG count = 0;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetSupportedFeaturePages(commands, FALSE, &features, &count),
                  S_OK);
    assert_true(count > 10 && features[0] == IMAPI_FEATURE_PAGE_TYPE_PROFILE_LIST);
    CoTaskMemFree(features);
    assert_result(IDiscRecorder2Ex_GetSupportedProfiles(commands, TRUE, &profiles, &count), S_OK);
    assert_int_equal(count, 1);
    assert_int_equal(profiles[0], IMAPI_PROFILE_TYPE_DVD_PLUS_R);
    CoTaskMemFree(profiles);
    assert_result(IDiscRecorder2Ex_GetSupportedModePages(
                      commands, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &pages, &count),
                  S_OK);
    assert_true(count >= 3);
    CoTaskMemFree(pages);
    IDiscRecorder2Ex_Release(commands);
}

static void test_real_recorder__mode_pages_can_be_set(void **state)
{
    IDiscRecorder2Ex *commands = commands_open();
    BYTE *before;
    BYTE *after;
    ULONG size;

    (void)state;
    assert_result(IDiscRecorder2Ex_GetModePage(commands, IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS,
                                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &before,
                                               &size),
                  S_OK);
    before[2] = (BYTE)(before[2] ^ 0x40); /* buffer underrun protection */
    assert_result(IDiscRecorder2Ex_SetModePage(
                      commands, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, before, size),
                  S_OK);
    assert_result(IDiscRecorder2Ex_GetModePage(commands, IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS,
                                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &after,
                                               &size),
                  S_OK);
    assert_int_equal(after[2], before[2]);
    assert_result(IDiscRecorder2Ex_SetModePage(
                      commands, IMAPI_MODE_PAGE_REQUEST_TYPE_DEFAULT_VALUES, before, size),
                  E_INVALIDARG);
    CoTaskMemFree(before);
    CoTaskMemFree(after);
    IDiscRecorder2Ex_Release(commands);
}

static void test_real_recorder__tray(void **state)
{
    IDiscRecorder2 *recorder = drive_open(drive_id);
    IDiscRecorder2Ex *commands = object_query(recorder, &IID_IDiscRecorder2Ex);
    BYTE sense[SENSE_SIZE];
    VARIANT_BOOL can_load = VARIANT_FALSE;

    (void)state;
    assert_result(IDiscRecorder2_get_DeviceCanLoadMedia(recorder, &can_load), S_OK);
    assert_int_equal(can_load, VARIANT_TRUE);
    assert_result(IDiscRecorder2_EjectMedia(recorder), S_OK);
    assert_result(test_unit_ready(commands, sense), S_IMAPI_COMMAND_HAS_SENSE_DATA);
    assert_int_equal(sense[12], 0x3A);
    assert_result(IDiscRecorder2_CloseTray(recorder), S_OK);
    test_unit_ready(commands, sense);
    assert_result(test_unit_ready(commands, sense), S_OK);
    assert_result(IDiscRecorder2_DisableMcn(recorder), S_OK);
    assert_result(IDiscRecorder2_EnableMcn(recorder), S_OK);
    IDiscRecorder2Ex_Release(commands);
    IDiscRecorder2_Release(recorder);
}

static void test_real_recorder__time_outs(void **state)
{
    IDiscRecorder2Ex *commands = commands_open();
    unsigned time_outs = 0;
    BYTE sense[SENSE_SIZE];

    (void)state;
    assert_result(order(commands, "faults test-unit-ready*1:timeout"), S_OK);
    for (unsigned i = 0; i < ATTENTIONS_MAXIMUM; i++)
        time_outs += test_unit_ready(commands, sense) == E_IMAPI_RECORDER_COMMAND_TIMEOUT;
    assert_int_equal(time_outs, 1);
    assert_result(test_unit_ready(commands, sense), S_OK);
    order(commands, "faults");
    test_unit_ready(commands, sense);
    IDiscRecorder2Ex_Release(commands);
}

static void check_gone(IDiscRecorder2Ex *commands)
{
    BYTE write[10] = { 0x2A, 0, 0, 0, 0, 0, 0, 0, 1 };
    BYTE sector[SECTOR_BYTES] = { 0 };
    BYTE sense[SENSE_SIZE];
    BYTE *data = POISON;
    ULONG size = 99;

    assert_result(test_unit_ready(commands, sense), HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
    assert_result(IDiscRecorder2Ex_SendCommandSendDataToDevice(
                      commands, write, sizeof(write), sense, TIMEOUT_S, sector, sizeof(sector)),
                  HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
    assert_result(IDiscRecorder2Ex_GetDiscInformation(commands, &data, &size),
                  HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST));
    assert_null(data);
    assert_int_equal(size, 0);
}

static void test_real_recorder__is_found_gone(void **state)
{
    static const char *const ways[] = { "unplug silent", "unplug error" };
    IDiscRecorder2Ex *commands = commands_open();
    BYTE sense[SENSE_SIZE];

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(ways); i++) {
        assert_result(order(commands, ways[i]), S_OK);
        check_gone(commands);
        assert_result(order(commands, "plug"), S_OK);
        test_unit_ready(commands, sense);
        assert_result(test_unit_ready(commands, sense), S_OK);
    }
    IDiscRecorder2Ex_Release(commands);
}

static void test_real_recorder__refused_commands_are_unsupported(void **state)
{
    IDiscRecorder2Ex *commands = commands_open();
    BYTE *data = POISON;
    ULONG size = 99;

    (void)state;
    assert_result(order(commands, "refuse 46"), S_OK);
    assert_result(IDiscRecorder2Ex_GetFeaturePage(commands, IMAPI_FEATURE_PAGE_TYPE_PROFILE_LIST,
                                                  FALSE, &data, &size),
                  E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED);
    assert_null(data);
    assert_result(order(commands, "refuse"), S_OK);
    IDiscRecorder2Ex_Release(commands);
}

/* What comes out of a method is whole, or nothing. */
static void check_bytes(HRESULT hr, BYTE *data, ULONG size, ULONG maximum)
{
    if (FAILED(hr)) {
        assert_null(data);
        assert_int_equal(size, 0);
        return;
    }
    assert_non_null(data);
    assert_true(size <= maximum);
    for (ULONG i = 0; i < size; i++)
        data[i] ^= 0xFF; /* all of it is ours */
    CoTaskMemFree(data);
}

static void probe_replies(IDiscRecorder2Ex *commands)
{
    BYTE *data = POISON;
    ULONG size = 99;
    HRESULT hr = IDiscRecorder2Ex_GetDiscInformation(commands, &data, &size);

    check_bytes(hr, data, size, 65538);
    hr = IDiscRecorder2Ex_GetTrackInformation(commands, 1, IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK,
                                              &data, &size);
    check_bytes(hr, data, size, 65538);
    for (ULONG format = 0; format < 0x40; format++) {
        hr = IDiscRecorder2Ex_ReadDvdStructure(commands, format, 0, 0, 0, &data, &size);
        check_bytes(hr, data, size, 65535);
    }
    for (int feature = 0; feature < 0x130; feature++) {
        hr = IDiscRecorder2Ex_GetFeaturePage(commands, (IMAPI_FEATURE_PAGE_TYPE)feature,
                                             feature % 2 != 0, &data, &size);
        check_bytes(hr, data, size, 260);
    }
    for (int page = 0; page < 0x40; page++) {
        hr =
            IDiscRecorder2Ex_GetModePage(commands, (IMAPI_MODE_PAGE_TYPE)page,
                                         IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &data, &size);
        check_bytes(hr, data, size, 257);
    }
}

static void probe_lists(IDiscRecorder2Ex *commands)
{
    BYTE *codes = POISON;
    ULONG count = 99;
    HRESULT hr = IDiscRecorder2Ex_GetSupportedFeaturePages(
        commands, FALSE, (IMAPI_FEATURE_PAGE_TYPE **)&codes, &count);

    check_bytes(hr, codes, count * 4, 65536 * 4);
    hr = IDiscRecorder2Ex_GetSupportedProfiles(commands, FALSE, (IMAPI_PROFILE_TYPE **)&codes,
                                               &count);
    check_bytes(hr, codes, count * 4, 63 * 4);
    hr = IDiscRecorder2Ex_GetSupportedModePages(commands,
                                                IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES,
                                                (IMAPI_MODE_PAGE_TYPE **)&codes, &count);
    check_bytes(hr, codes, count * 4, 32763 * 4);
}

static void test_probe__commands(void **state)
{
    IDiscRecorder2Ex *commands = commands_open();

    (void)state;
    probe_replies(commands);
    probe_lists(commands);
    IDiscRecorder2Ex_Release(commands);
}

static void check_array(HRESULT hr, SAFEARRAY *array)
{
    if (FAILED(hr))
        assert_null(array);
    else
        assert_result(SafeArrayDestroy(array), S_OK);
}

static void test_probe__recorder(void **state)
{
    IDiscRecorder2 *recorder = drive_open(drive_id);
    SAFEARRAY *array = POISON;
    VARIANT_BOOL can_load;
    HRESULT hr;

    (void)state;
    (void)IDiscRecorder2_get_DeviceCanLoadMedia(recorder, &can_load);
    hr = IDiscRecorder2_get_SupportedFeaturePages(recorder, &array);
    check_array(hr, array);
    hr = IDiscRecorder2_get_CurrentFeaturePages(recorder, &array);
    check_array(hr, array);
    hr = IDiscRecorder2_get_SupportedProfiles(recorder, &array);
    check_array(hr, array);
    hr = IDiscRecorder2_get_CurrentProfiles(recorder, &array);
    check_array(hr, array);
    hr = IDiscRecorder2_get_SupportedModePages(recorder, &array);
    check_array(hr, array);
    IDiscRecorder2_Release(recorder);
}

static void test_probe__writer(void **state)
{
    IDiscRecorder2 *recorder = drive_open(drive_id);
    IDiscFormat2Data *writer = object_create(&CLSID_MsftDiscFormat2Data, &IID_IDiscFormat2Data);
    IMAPI_FORMAT2_DATA_MEDIA_STATE media_state;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    SAFEARRAY *array = POISON;
    VARIANT_BOOL is;
    LONG sectors;
    HRESULT hr;

    (void)state;
    (void)IDiscFormat2Data_put_Recorder(writer, recorder); /* it may not look like one */
    (void)IDiscFormat2Data_get_CurrentMediaStatus(writer, &media_state);
    if (SUCCEEDED(IDiscFormat2Data_get_CurrentPhysicalMediaType(writer, &type)))
        assert_true((LONG)type >= 0 && (LONG)type <= IMAPI_MEDIA_TYPE_MAX);
    (void)IDiscFormat2Data_IsRecorderSupported(writer, recorder, &is);
    (void)IDiscFormat2Data_IsCurrentMediaSupported(writer, recorder, &is);
    (void)IDiscFormat2Data_get_TotalSectorsOnMedia(writer, &sectors);
    (void)IDiscFormat2Data_get_FreeSectorsOnMedia(writer, &sectors);
    (void)IDiscFormat2Data_get_NextWritableAddress(writer, &sectors);
    hr = IDiscFormat2Data_get_SupportedWriteSpeeds(writer, &array);
    check_array(hr, array);
    hr = IDiscFormat2Data_get_SupportedWriteSpeedDescriptors(writer, &array);
    check_array(hr, array);
    hr = IDiscFormat2Data_get_MultisessionInterfaces(writer, &array);
    check_array(hr, array);
    IDiscFormat2Data_Release(writer);
    IDiscRecorder2_Release(recorder);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_real_recorder__is_listed_and_described),
        cmocka_unit_test(test_real_recorder__has_other_names),
        cmocka_unit_test(test_real_recorder__unknown_names),
        cmocka_unit_test(test_real_recorder__commands),
        cmocka_unit_test(test_real_recorder__limits),
        cmocka_unit_test(test_real_recorder__replies),
        cmocka_unit_test(test_real_recorder__what_there_is_not),
        cmocka_unit_test(test_real_recorder__lists),
        cmocka_unit_test(test_real_recorder__mode_pages_can_be_set),
        cmocka_unit_test(test_real_recorder__tray),
        cmocka_unit_test(test_real_recorder__time_outs),
        cmocka_unit_test(test_real_recorder__is_found_gone),
        cmocka_unit_test(test_real_recorder__refused_commands_are_unsupported),
    };
    const struct CMUnitTest probes[] = {
        cmocka_unit_test(test_probe__commands),
        cmocka_unit_test(test_probe__recorder),
        cmocka_unit_test(test_probe__writer),
    };
    int failures;

    drive_id = SysAllocString(DRIVE_ID);
    if (argc > 1 && strcmp(argv[1], "probe") == 0)
        failures = cmocka_run_group_tests(probes, com_test_enter_mta, com_test_leave);
    else
        failures = cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
    SysFreeString(drive_id);
    return failures;
}
