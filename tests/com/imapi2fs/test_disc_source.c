/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a disc through a recorder that complains: what is asked again, and what is not. */
#include "com_test.h"

#include "imapi2fs/disc_source.h"

#include <imapi2error.h>

#include <string.h>

#define BLOCK_BYTES 2048
#define BLOCKS      100

enum {
    ANSWERS = 8,
    FIXED_FORMAT = 0x70,
    READ_10 = 0x28,
};

/* A recorder that answers READ (10) with sense keys, 0 for data, and knows nothing else. */
struct recorder {
    IDiscRecorder2Ex IDiscRecorder2Ex_iface;
    BYTE keys[ANSWERS];
    unsigned asked;
};

static HRESULT STDMETHODCALLTYPE recorder_QueryInterface(IDiscRecorder2Ex *iface, REFIID iid,
                                                         void **out)
{
    const bool is_ours = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IDiscRecorder2Ex);

    *out = is_ours ? iface : NULL;
    return is_ours ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE recorder_count(IDiscRecorder2Ex *iface)
{
    (void)iface;
    return 1;
}

static HRESULT STDMETHODCALLTYPE recorder_get_data(IDiscRecorder2Ex *iface, BYTE *cdb,
                                                   ULONG cdb_size, BYTE sense[18], ULONG timeout,
                                                   BYTE *buffer, ULONG size, ULONG *fetched)
{
    struct recorder *self = CONTAINING_RECORD(iface, struct recorder, IDiscRecorder2Ex_iface);
    const BYTE key = self->keys[self->asked++];

    (void)timeout;
    assert_int_equal(cdb_size, 10);
    assert_int_equal(cdb[0], READ_10);
    memset(sense, 0, 18);
    memset(buffer, (int)self->asked, size);
    *fetched = size;
    if (key == 0)
        return S_OK;
    sense[0] = FIXED_FORMAT;
    sense[2] = key;
    return S_IMAPI_COMMAND_HAS_SENSE_DATA;
}

static HRESULT STDMETHODCALLTYPE recorder_get_size(IDiscRecorder2Ex *iface, ULONG *value)
{
    (void)iface;
    *value = 65536;
    return S_OK;
}

static const IDiscRecorder2ExVtbl recorder_vtbl = {
    .QueryInterface = recorder_QueryInterface,
    .AddRef = recorder_count,
    .Release = recorder_count,
    .SendCommandGetDataFromDevice = recorder_get_data,
    .GetMaximumNonPageAlignedTransferSize = recorder_get_size,
};

/* Reads one block from a recorder that answers with `keys`; gives how often it was asked. */
static unsigned read_block(const BYTE keys[ANSWERS], enum status expected)
{
    struct recorder recorder = { .IDiscRecorder2Ex_iface.lpVtbl = &recorder_vtbl };
    BYTE block[BLOCK_BYTES];
    struct byte_source *source;
    size_t read;

    memcpy(recorder.keys, keys, ANSWERS);
    assert_result(
        disc_source_create((IDiscRecorder2 *)&recorder.IDiscRecorder2Ex_iface, BLOCKS, &source),
        S_OK);

    assert_int_equal(byte_source_read_at(source, 5 * BLOCK_BYTES, block, BLOCK_BYTES, &read),
                     expected);

    byte_source_drop(&source);
    assert_int_equal(read, expected == STATUS_OK ? BLOCK_BYTES : 0);
    if (expected == STATUS_OK)
        assert_int_equal(block[0], recorder.asked);
    return recorder.asked;
}

static void test_read__repeats_what_may_pass(void **state)
{
    static const BYTE passing[] = { 3, 4, 6, 11 };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(passing); i++) {
        const BYTE twice[ANSWERS] = { passing[i], passing[i], 0 };
        BYTE always[ANSWERS];

        memset(always, passing[i], sizeof(always));
        assert_int_equal(read_block(twice, STATUS_OK), 3);
        assert_int_equal(read_block(always, passing[i] == 6 ? STATUS_DEVICE : STATUS_IO), 5);
    }
}

static void test_read__does_not_repeat_what_stays(void **state)
{
    /* Illegal request, data protect, blank check, copy aborted, volume overflow, miscompare. */
    static const BYTE staying[] = { 5, 7, 8, 10, 13, 14 };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(staying); i++) {
        const BYTE once[ANSWERS] = { staying[i], 0 };

        assert_int_equal(read_block(once, STATUS_IO), 1);
    }
}

static void test_read__takes_what_was_recovered(void **state)
{
    static const BYTE recovered[ANSWERS] = { 1 };

    (void)state;
    assert_int_equal(read_block(recovered, STATUS_OK), 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read__repeats_what_may_pass),
        cmocka_unit_test(test_read__does_not_repeat_what_stays),
        cmocka_unit_test(test_read__takes_what_was_recovered),
    };
    int failed;

    if (FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
        return 1;
    failed = cmocka_run_group_tests_name("disc_source", tests, NULL, NULL);
    CoUninitialize();
    return failed;
}
