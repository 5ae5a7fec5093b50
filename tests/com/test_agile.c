/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of com/agile.h: what may go anywhere does, and the rest goes by proxy or not at all. */
#include "com_test.h"
#include "fake_stream.h"

#include "com/agile.h"
#include "com/stream.h"
#include "stream/zero_source.h"

static IStream *create_free_threaded_stream(void)
{
    struct byte_source *source;
    IStream *stream;

    assert_int_equal(zero_source_create(2048, &source), STATUS_OK);
    assert_result(com_stream_create(source, &stream), S_OK);
    byte_source_drop(&source);
    return stream;
}

static void test_agile__free_threaded_object_needs_no_proxy(void **state)
{
    IStream *stream = create_free_threaded_stream();
    struct com_agile agile;

    (void)state;
    assert_result(com_agile_init(&agile, (IUnknown *)stream, &IID_IStream), S_OK);

    assert_true(agile.is_anywhere);
    assert_int_equal(agile.cookie, 0);

    com_agile_release(&agile);
    assert_int_equal(com_test_references((IUnknown *)stream), 1);
    IStream_Release(stream);
}

struct visit {
    struct com_agile *agile;
    IStream *expected;
    HRESULT hr;
    bool is_same;
};

static void visit_from_sta(void *context)
{
    struct visit *visit = context;
    void *found;

    visit->hr = com_agile_get(visit->agile, &found);
    visit->is_same = found == visit->expected;
    if (SUCCEEDED(visit->hr))
        IStream_Release((IStream *)found);
}

static void test_agile__free_threaded_object_is_itself_everywhere(void **state)
{
    IStream *stream = create_free_threaded_stream();
    struct com_agile agile;
    struct visit visit = { .agile = &agile, .expected = stream };

    (void)state;
    assert_result(com_agile_init(&agile, (IUnknown *)stream, &IID_IStream), S_OK);

    com_test_in_sta(visit_from_sta, &visit);

    assert_result(visit.hr, S_OK);
    assert_true(visit.is_same);
    com_agile_release(&agile);
    IStream_Release(stream);
}

static void test_agile__plain_object_is_itself_at_home_alone(void **state)
{
    struct fake_stream stream;
    struct com_agile agile;
    struct visit visit = { .agile = &agile, .expected = &stream.IStream_iface };
    void *found;

    (void)state;
    fake_stream_init(&stream, "text");
    assert_result(com_agile_init(&agile, (IUnknown *)&stream.IStream_iface, &IID_IStream), S_OK);

    assert_false(agile.is_anywhere);
    assert_result(com_agile_get(&agile, &found), S_OK);
    assert_ptr_equal(found, &stream.IStream_iface);
    IStream_Release((IStream *)found);
    com_test_in_sta(visit_from_sta, &visit);
    assert_false(visit.is_same);
    com_agile_release(&agile);
}

static void test_agile__missing_interface_leaves_nothing(void **state)
{
    struct fake_stream stream;
    struct com_agile agile;

    (void)state;
    fake_stream_init(&stream, "text");

    assert_result(com_agile_init(&agile, (IUnknown *)&stream.IStream_iface, &IID_IDispatch),
                  E_NOINTERFACE);

    assert_null(agile.pointer);
    assert_int_equal(stream.references, 1);
    com_agile_release(&agile);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agile__free_threaded_object_needs_no_proxy),
        cmocka_unit_test(test_agile__free_threaded_object_is_itself_everywhere),
        cmocka_unit_test(test_agile__plain_object_is_itself_at_home_alone),
        cmocka_unit_test(test_agile__missing_interface_leaves_nothing),
    };

    return cmocka_run_group_tests_name("com/agile", tests, com_test_enter_mta, com_test_leave);
}
