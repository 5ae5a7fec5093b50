/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: burns that succeed, their discs and their events. */
#include "imapi2_test.h"
#include "test_sink.h"
#include "test_stream.h"

#define IMAGE_SECTORS 5000

/* Less than a write unit more than a whole number of them. */
#define ODD_SECTORS 1003

/* A burn with a sink that remembers. */
struct burn {
    struct test_disc disc;
    IDiscRecorder2 *recorder;
    IDiscFormat2Data *writer;
    struct test_sink *sink;
    DWORD cookie;
};

static struct burn burn_prepare(const WCHAR *name, const WCHAR *medium)
{
    struct burn burn = { .disc = disc_create(name) };

    burn.recorder = recorder_open(&burn.disc, medium);
    burn.writer = writer_create(burn.recorder);
    burn.sink = test_sink_create();
    burn.cookie = test_sink_advise(burn.sink, burn.writer, &IID_DDiscFormat2DataEvents);
    return burn;
}

static void burn_finish(struct burn *burn)
{
    test_sink_unadvise(burn->writer, &IID_DDiscFormat2DataEvents, burn->cookie);
    test_sink_destroy(burn->sink);
    assert_int_equal(IDiscFormat2Data_Release(burn->writer), 0);
    assert_int_equal(IDiscRecorder2_Release(burn->recorder), 0);
    disc_remove(&burn->disc);
}

/* The actions in the order they came, repetitions left out. */
static size_t action_order(const struct test_sink *sink, LONG *actions, size_t capacity)
{
    size_t count = 0;

    for (size_t i = 0; i < sink->count; i++) {
        if (count && actions[count - 1] == sink->events[i].action)
            continue;
        assert_true(count < capacity);
        actions[count++] = sink->events[i].action;
    }
    return count;
}

static void check_actions(const struct test_sink *sink, const LONG *expected, size_t count)
{
    LONG actions[16];

    assert_int_equal(action_order(sink, actions, ARRAYSIZE(actions)), count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(actions[i], expected[i]);
}

static void test_data_write__dvd_plus_r_holds_the_image(void **state)
{
    struct burn burn = burn_prepare(L"write-plus-r", L"dvd+r");

    (void)state;
    writer_burn(burn.writer, IMAGE_SECTORS, 1);

    assert_true(disc_size(&burn.disc) >= (uint64_t)IMAGE_SECTORS * SECTOR_BYTES);
    disc_check_content(&burn.disc, 0, (uint64_t)IMAGE_SECTORS * SECTOR_BYTES, 1, 0);
    burn_finish(&burn);
}

static void test_data_write__dvd_plus_rw_holds_the_image(void **state)
{
    struct burn burn = burn_prepare(L"write-plus-rw", L"dvd+rw");

    (void)state;
    writer_burn(burn.writer, IMAGE_SECTORS, 2);

    disc_check_content(&burn.disc, 0, (uint64_t)IMAGE_SECTORS * SECTOR_BYTES, 2, 0);
    burn_finish(&burn);
}

static void test_data_write__image_that_ends_within_a_write_unit(void **state)
{
    struct burn burn = burn_prepare(L"write-odd", L"dvd+r");

    (void)state;
    writer_burn(burn.writer, ODD_SECTORS, 3);

    disc_check_content(&burn.disc, 0, (uint64_t)ODD_SECTORS * SECTOR_BYTES, 3, 0);
    assert_int_equal(burn.sink->events[0].count, ODD_SECTORS);
    burn_finish(&burn);
}

static void test_data_write__one_sector(void **state)
{
    struct burn burn = burn_prepare(L"write-one", L"dvd+rw");

    (void)state;
    writer_burn(burn.writer, 1, 4);

    disc_check_content(&burn.disc, 0, SECTOR_BYTES, 4, 0);
    test_sink_check_steady(burn.sink);
    burn_finish(&burn);
}

static void test_data_write__events_of_dvd_plus_r(void **state)
{
    static const LONG expected[] = {
        IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED,
    };
    struct burn burn = burn_prepare(L"write-events-r", L"dvd+r");
    const struct test_event *last;

    (void)state;
    writer_burn(burn.writer, IMAGE_SECTORS, 5);

    check_actions(burn.sink, expected, ARRAYSIZE(expected));
    test_sink_check_steady(burn.sink);
    last = &burn.sink->events[burn.sink->count - 1];
    assert_int_equal(last->start, 0);
    assert_int_equal(last->count, IMAGE_SECTORS);
    assert_int_equal(last->last_written, IMAGE_SECTORS - 1);
    assert_true(test_sink_count(burn.sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA) >= 2);
    assert_int_equal(test_sink_count(burn.sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED), 1);
    burn_finish(&burn);
}

static void test_data_write__events_of_blank_dvd_plus_rw(void **state)
{
    static const LONG expected[] = {
        IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_FORMATTING_MEDIA,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED,
    };
    struct burn burn = burn_prepare(L"write-events-rw", L"dvd+rw");

    (void)state;
    writer_burn(burn.writer, IMAGE_SECTORS, 6);

    check_actions(burn.sink, expected, ARRAYSIZE(expected));
    test_sink_check_steady(burn.sink);
    burn_finish(&burn);
}

static void test_data_write__events_of_verified_burn(void **state)
{
    static const LONG tail[] = {
        IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING,
        IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED,
    };
    struct burn burn = burn_prepare(L"write-events-verify", L"dvd+r");
    LONG actions[16];
    size_t count;

    (void)state;
    writer_set_verification(burn.writer, IMAPI_BURN_VERIFICATION_FULL);
    writer_burn(burn.writer, IMAGE_SECTORS, 7);

    count = action_order(burn.sink, actions, ARRAYSIZE(actions));
    assert_memory_equal(&actions[count - ARRAYSIZE(tail)], tail, sizeof(tail));
    test_sink_check_steady(burn.sink);
    burn_finish(&burn);
}

static void test_data_write__stream_is_read_on_the_calling_thread_only(void **state)
{
    struct burn burn = burn_prepare(L"write-thread", L"dvd+r");
    struct test_stream *stream = test_stream_create((uint64_t)IMAGE_SECTORS * SECTOR_BYTES, 8);

    (void)state;
    writer_set_verification(burn.writer, IMAPI_BURN_VERIFICATION_QUICK);
    assert_result(IDiscFormat2Data_Write(burn.writer, &stream->IStream_iface), S_OK);

    assert_true(stream->reads > 0);
    assert_int_equal(stream->calls_on_other_threads, 0);
    assert_int_equal(stream->unusual_calls, 0);
    test_stream_destroy(stream);
    burn_finish(&burn);
}

static void test_data_write__stream_is_rewound_first(void **state)
{
    struct burn burn = burn_prepare(L"write-rewind", L"dvd+rw");
    struct test_stream *stream = test_stream_create((uint64_t)IMAGE_SECTORS * SECTOR_BYTES, 9);

    (void)state;
    stream->position = 12345;
    assert_result(IDiscFormat2Data_Write(burn.writer, &stream->IStream_iface), S_OK);

    disc_check_content(&burn.disc, 0, (uint64_t)IMAGE_SECTORS * SECTOR_BYTES, 9, 0);
    test_stream_destroy(stream);
    burn_finish(&burn);
}

static void test_data_write__stream_without_stat_that_gives_little_at_a_time(void **state)
{
    struct burn burn = burn_prepare(L"write-meagre", L"dvd+rw");
    struct test_stream *stream = test_stream_create((uint64_t)ODD_SECTORS * SECTOR_BYTES, 10);

    (void)state;
    stream->has_no_stat = true;
    stream->longest_read = 999;
    assert_result(IDiscFormat2Data_Write(burn.writer, &stream->IStream_iface), S_OK);

    disc_check_content(&burn.disc, 0, (uint64_t)ODD_SECTORS * SECTOR_BYTES, 10, 0);
    test_stream_destroy(stream);
    burn_finish(&burn);
}

static void test_data_write__stream_that_cannot_seek(void **state)
{
    struct burn burn = burn_prepare(L"write-unseekable", L"dvd+rw");
    struct test_stream *stream = test_stream_create((uint64_t)ODD_SECTORS * SECTOR_BYTES, 11);

    (void)state;
    stream->has_no_seek = true;
    writer_set_verification(burn.writer, IMAPI_BURN_VERIFICATION_QUICK);
    assert_result(IDiscFormat2Data_Write(burn.writer, &stream->IStream_iface), S_OK);

    disc_check_content(&burn.disc, 0, (uint64_t)ODD_SECTORS * SECTOR_BYTES, 11, 0);
    test_stream_destroy(stream);
    burn_finish(&burn);
}

static void test_data_write__second_burn_by_the_same_writer(void **state)
{
    struct burn burn = burn_prepare(L"write-again", L"dvd+rw");

    (void)state;
    writer_burn(burn.writer, IMAGE_SECTORS, 12);
    assert_result(IDiscFormat2Data_put_ForceOverwrite(burn.writer, VARIANT_TRUE), S_OK);
    writer_burn(burn.writer, ODD_SECTORS, 13);

    disc_check_content(&burn.disc, 0, (uint64_t)ODD_SECTORS * SECTOR_BYTES, 13, 0);
    burn_finish(&burn);
}

static void test_data_write__dvd_plus_r_left_open_takes_another_session(void **state)
{
    struct burn burn = burn_prepare(L"write-sessions", L"dvd+r");
    LONG second = 0;
    LONG start = 0;
    LONG end = 0;

    (void)state;
    assert_result(
        IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(burn.writer, VARIANT_TRUE), S_OK);
    writer_burn(burn.writer, ODD_SECTORS, 14);
    assert_result(IDiscFormat2Data_get_NextWritableAddress(burn.writer, &second), S_OK);
    assert_result(IDiscFormat2Data_get_StartAddressOfPreviousSession(burn.writer, &start), S_OK);
    assert_result(IDiscFormat2Data_get_LastWrittenAddressOfPreviousSession(burn.writer, &end),
                  S_OK);
    assert_true(second >= ODD_SECTORS);
    assert_int_equal(start, 0);
    assert_true(end >= ODD_SECTORS - 1 && end < second);
    burn.sink->count = 0;
    writer_burn(burn.writer, IMAGE_SECTORS, 15);

    assert_int_equal(burn.sink->events[0].start, second);
    test_sink_check_steady(burn.sink);
    disc_check_content(&burn.disc, 0, (uint64_t)ODD_SECTORS * SECTOR_BYTES, 14, 0);
    disc_check_content(&burn.disc, (uint64_t)second * SECTOR_BYTES,
                       (uint64_t)IMAGE_SECTORS * SECTOR_BYTES, 15, (uint64_t)second * SECTOR_BYTES);
    burn_finish(&burn);
}

static void test_data_write__dvd_plus_r_is_closed_otherwise(void **state)
{
    struct burn burn = burn_prepare(L"write-closed", L"dvd+r");
    IMAPI_FORMAT2_DATA_MEDIA_STATE media_state;
    LONG value = 99;

    (void)state;
    writer_burn(burn.writer, ODD_SECTORS, 16);

    assert_result(IDiscFormat2Data_get_CurrentMediaStatus(burn.writer, &media_state), S_OK);
    assert_true(media_state & IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED);
    assert_result(IDiscFormat2Data_get_NextWritableAddress(burn.writer, &value),
                  E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    assert_int_equal(value, 0);
    burn_finish(&burn);
}

/* The sectors from `first` up to `end` are those of the image `seed`. */
static void check_sectors(const struct test_disc *disc, uint64_t first, uint64_t end, uint32_t seed)
{
    disc_check_content(disc, first * SECTOR_BYTES, (end - first) * SECTOR_BYTES, seed, 0);
}

/* A range that is no whole write unit takes its neighbours along, from the stream. */
static void test_data_write__block_ranges_change_only_themselves(void **state)
{
    static const LONG ranges[][2] = { { 3200, 3263 }, { 0, 31 }, { 160, 175 }, { 641, 650 } };
    struct burn burn = burn_prepare(L"write-ranges", L"dvd+rw");
    struct test_stream *stream = test_stream_create((uint64_t)IMAGE_SECTORS * SECTOR_BYTES, 117);

    (void)state;
    writer_burn(burn.writer, IMAGE_SECTORS, 17);
    burn.sink->count = 0;
    stream->has_ranges = true;
    stream->ranges = ranges;
    stream->range_count = ARRAYSIZE(ranges);
    writer_set_verification(burn.writer, IMAPI_BURN_VERIFICATION_FULL);
    assert_result(IDiscFormat2Data_Write(burn.writer, &stream->IStream_iface), S_OK);

    check_sectors(&burn.disc, 0, 32, 117);
    check_sectors(&burn.disc, 32, 160, 17);
    check_sectors(&burn.disc, 160, 176, 117);
    check_sectors(&burn.disc, 176, 640, 17);
    check_sectors(&burn.disc, 640, 656, 117);
    check_sectors(&burn.disc, 656, 3200, 17);
    check_sectors(&burn.disc, 3200, 3264, 117);
    check_sectors(&burn.disc, 3264, IMAGE_SECTORS, 17);
    assert_int_equal(burn.sink->events[0].start, 3200);
    test_sink_check_steady(burn.sink);
    test_stream_destroy(stream);
    burn_finish(&burn);
}

/* The last events have to be the values of a finished burn, whatever the sink did to its writer. */
static void release_writer(struct test_sink *sink, const struct test_event *event,
                           IDispatch *sender, IDispatch *arguments)
{
    IDiscFormat2Data **writer = sink->context;

    (void)event, (void)sender, (void)arguments;
    if (*writer)
        IDiscFormat2Data_Release(*writer);
    *writer = NULL;
}

static void test_data_write__writer_released_from_within_a_sink(void **state)
{
    struct test_disc disc = disc_create(L"write-released");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+r");
    IDiscFormat2Data *writer = writer_create(recorder);
    struct test_sink *sink = test_sink_create();
    struct test_stream *stream = test_stream_create((uint64_t)IMAGE_SECTORS * SECTOR_BYTES, 18);
    IDiscFormat2Data *held = writer;

    (void)state;
    sink->on_event = release_writer;
    sink->context = &held;
    test_sink_advise(sink, writer, &IID_DDiscFormat2DataEvents);
    assert_result(IDiscFormat2Data_Write(writer, &stream->IStream_iface), S_OK);

    assert_null(held);
    assert_int_equal(test_sink_count(sink, IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED), 1);
    disc_check_content(&disc, 0, (uint64_t)IMAGE_SECTORS * SECTOR_BYTES, 18, 0);
    test_stream_destroy(stream);
    test_sink_destroy(sink);
    assert_int_equal(IDiscRecorder2_Release(recorder), 0);
    disc_remove(&disc);
}

static void keep_arguments(struct test_sink *sink, const struct test_event *event,
                           IDispatch *sender, IDispatch *arguments)
{
    IDispatch **kept = sink->context;

    (void)event, (void)sender;
    if (!*kept) {
        *kept = arguments;
        IDispatch_AddRef(arguments);
    }
}

static void test_data_write__event_arguments_outlive_the_burn(void **state)
{
    struct burn burn = burn_prepare(L"write-kept", L"dvd+r");
    IDispatch *kept = NULL;
    IDiscFormat2DataEventArgs *arguments;
    IMAPI_FORMAT2_DATA_WRITE_ACTION action;
    LONG count = 0;

    (void)state;
    burn.sink->on_event = keep_arguments;
    burn.sink->context = &kept;
    writer_burn(burn.writer, ODD_SECTORS, 19);

    arguments = object_query(kept, &IID_IDiscFormat2DataEventArgs);
    assert_result(IDiscFormat2DataEventArgs_get_CurrentAction(arguments, &action), S_OK);
    assert_int_equal(action, IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA);
    assert_result(IDiscFormat2DataEventArgs_get_SectorCount(arguments, &count), S_OK);
    assert_int_equal(count, ODD_SECTORS);
    assert_result(IDiscFormat2DataEventArgs_get_SectorCount(arguments, NULL), E_POINTER);
    IDiscFormat2DataEventArgs_Release(arguments);
    assert_int_equal(IDispatch_Release(kept), 0);
    burn_finish(&burn);
}

/* What getters say from within a sink, and what setters and a second Write do. */
struct within {
    IDiscFormat2Data *writer;
    IDiscRecorder2 *recorder;
    unsigned events;
    LONG free_sectors;
    IMAPI_FORMAT2_DATA_MEDIA_STATE media_state;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    VARIANT_BOOL is_blank;
    VARIANT_BOOL is_supported;
    HRESULT second_write;
    HRESULT setters[10];
    HRESULT release_media;
};

static void use_writer(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                       IDispatch *arguments)
{
    struct within *within = sink->context;
    IDiscFormat2Data *writer = within->writer;
    struct test_stream *stream;
    IBurnVerification *verification;
    BSTR name;

    (void)sender, (void)arguments;
    if (event->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA || within->events++)
        return;
    stream = test_stream_create(SECTOR_BYTES, 0);
    verification = object_query(writer, &IID_IBurnVerification);
    name = SysAllocString(L"other name");
    IDiscFormat2Data_get_FreeSectorsOnMedia(writer, &within->free_sectors);
    IDiscFormat2Data_get_CurrentMediaStatus(writer, &within->media_state);
    IDiscFormat2Data_get_CurrentPhysicalMediaType(writer, &within->type);
    IDiscFormat2Data_get_MediaHeuristicallyBlank(writer, &within->is_blank);
    IDiscFormat2Data_IsCurrentMediaSupported(writer, within->recorder, &within->is_supported);
    within->second_write = IDiscFormat2Data_Write(writer, &stream->IStream_iface);
    within->setters[0] = IDiscFormat2Data_put_Recorder(writer, NULL);
    within->setters[1] = IDiscFormat2Data_put_ClientName(writer, name);
    within->setters[2] = IDiscFormat2Data_put_BufferUnderrunFreeDisabled(writer, VARIANT_TRUE);
    within->setters[3] = IDiscFormat2Data_put_PostgapAlreadyInImage(writer, VARIANT_TRUE);
    within->setters[4] = IDiscFormat2Data_put_ForceMediaToBeClosed(writer, VARIANT_TRUE);
    within->setters[5] =
        IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(writer, VARIANT_TRUE);
    within->setters[6] = IDiscFormat2Data_put_ForceOverwrite(writer, VARIANT_TRUE);
    within->setters[7] = IDiscFormat2Data_SetWriteSpeed(writer, -1, VARIANT_FALSE);
    within->setters[8] =
        IBurnVerification_put_BurnVerificationLevel(verification, IMAPI_BURN_VERIFICATION_FULL);
    within->setters[9] = IDiscFormat2Data_put_Recorder(writer, within->recorder);
    SysFreeString(name);
    IBurnVerification_Release(verification);
    test_stream_destroy(stream);
}

static void test_data_write__getters_answer_and_setters_refuse_meanwhile(void **state)
{
    struct burn burn = burn_prepare(L"write-within", L"dvd+r");
    struct within within = { .writer = burn.writer, .recorder = burn.recorder };
    VARIANT_BOOL flag = VARIANT_TRUE;

    (void)state;
    burn.sink->on_event = use_writer;
    burn.sink->context = &within;
    writer_burn(burn.writer, IMAGE_SECTORS, 20);

    assert_int_equal(within.events > 0, 1);
    assert_int_equal(within.free_sectors, DVD_SECTORS);
    assert_true(within.media_state & IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK);
    assert_int_equal(within.type, IMAPI_MEDIA_TYPE_DVDPLUSR);
    assert_int_equal(within.is_blank, VARIANT_TRUE);
    assert_int_equal(within.is_supported, VARIANT_TRUE);
    assert_result(within.second_write, E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    for (size_t i = 0; i < ARRAYSIZE(within.setters); i++)
        assert_result(within.setters[i], E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
    assert_result(IDiscFormat2Data_get_ForceOverwrite(burn.writer, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    disc_check_content(&burn.disc, 0, (uint64_t)IMAGE_SECTORS * SECTOR_BYTES, 20, 0);
    burn_finish(&burn);
}

static void test_data_write__recorder_is_free_and_open_afterwards(void **state)
{
    struct burn burn = burn_prepare(L"write-after", L"dvd+r");
    BSTR owner = NULL;

    (void)state;
    writer_burn(burn.writer, ODD_SECTORS, 21);

    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(burn.recorder, &owner), S_OK);
    assert_int_equal(SysStringLen(owner), 0);
    SysFreeString(owner);
    assert_result(IDiscRecorder2_EjectMedia(burn.recorder), S_OK);
    burn_finish(&burn);
}

static void read_owner(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                       IDispatch *arguments)
{
    struct within *within = sink->context;
    BSTR owner = NULL;

    (void)event, (void)sender, (void)arguments;
    assert_result(IDiscRecorder2_get_ExclusiveAccessOwner(within->recorder, &owner), S_OK);
    within->events += owner && wcscmp(owner, L"imapi2 test") == 0;
    SysFreeString(owner);
}

static void test_data_write__recorder_is_locked_in_the_name_of_the_client(void **state)
{
    struct burn burn = burn_prepare(L"write-owner", L"dvd+r");
    struct within within = { .recorder = burn.recorder };

    (void)state;
    burn.sink->on_event = read_owner;
    burn.sink->context = &within;
    writer_burn(burn.writer, ODD_SECTORS, 22);

    assert_int_equal(within.events, burn.sink->count);
    burn_finish(&burn);
}

static void test_data_write__recorder_object_released_before(void **state)
{
    struct test_disc disc = disc_create(L"write-orphan");
    IDiscRecorder2 *recorder = recorder_open(&disc, L"dvd+rw");
    IDiscFormat2Data *writer = writer_create(recorder);

    (void)state;
    IDiscRecorder2_Release(recorder);
    writer_burn(writer, ODD_SECTORS, 23);

    disc_check_content(&disc, 0, (uint64_t)ODD_SECTORS * SECTOR_BYTES, 23, 0);
    assert_int_equal(IDiscFormat2Data_Release(writer), 0);
    disc_remove(&disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_write__dvd_plus_r_holds_the_image),
        cmocka_unit_test(test_data_write__dvd_plus_rw_holds_the_image),
        cmocka_unit_test(test_data_write__image_that_ends_within_a_write_unit),
        cmocka_unit_test(test_data_write__one_sector),
        cmocka_unit_test(test_data_write__events_of_dvd_plus_r),
        cmocka_unit_test(test_data_write__events_of_blank_dvd_plus_rw),
        cmocka_unit_test(test_data_write__events_of_verified_burn),
        cmocka_unit_test(test_data_write__stream_is_read_on_the_calling_thread_only),
        cmocka_unit_test(test_data_write__stream_is_rewound_first),
        cmocka_unit_test(test_data_write__stream_without_stat_that_gives_little_at_a_time),
        cmocka_unit_test(test_data_write__stream_that_cannot_seek),
        cmocka_unit_test(test_data_write__second_burn_by_the_same_writer),
        cmocka_unit_test(test_data_write__dvd_plus_r_left_open_takes_another_session),
        cmocka_unit_test(test_data_write__dvd_plus_r_is_closed_otherwise),
        cmocka_unit_test(test_data_write__block_ranges_change_only_themselves),
        cmocka_unit_test(test_data_write__writer_released_from_within_a_sink),
        cmocka_unit_test(test_data_write__event_arguments_outlive_the_burn),
        cmocka_unit_test(test_data_write__getters_answer_and_setters_refuse_meanwhile),
        cmocka_unit_test(test_data_write__recorder_is_free_and_open_afterwards),
        cmocka_unit_test(test_data_write__recorder_is_locked_in_the_name_of_the_client),
        cmocka_unit_test(test_data_write__recorder_object_released_before),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
