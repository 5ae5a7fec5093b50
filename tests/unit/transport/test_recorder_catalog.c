/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Recorders by id, and the devices they share. */
#include "transport/recorder_catalog.h"

#include "base/memory.h"
#include "platform/thread.h"
#include "recorder_environment.h"
#include "support/cmocka_all.h"

#include <string.h>

#define DISC "test_recorder_catalog.iso"
#define ID(name)                                                                                   \
    "\\\\?\\openimapi#cdrom&ven_openimapi&prod_virtual_recorder&rev_1.0#" name                     \
    "#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}"

static const struct scsi_command test_unit_ready = { .cdb_size = 6, .timeout_ms = 1000 };
static const struct scsi_command eject = { .cdb = { 0x1B, 0, 0, 0, 2 }, .cdb_size = 6 };

static int set_up(void **state)
{
    struct recorder_catalog *catalog;

    recorder_environment_set("beta=" DISC ",medium=dvd+rw;Alpha=,vendor=ACME;bad name=x");
    assert_int_equal(recorder_catalog_create(&catalog), STATUS_OK);
    *state = catalog;
    return 0;
}

static int tear_down(void **state)
{
    recorder_catalog_destroy(*state);
    recorder_environment_set(NULL);
    remove_disc(DISC);
    return 0;
}

static void assert_text(const char16 *text, const char *expected)
{
    const char16 *other = wide(expected);

    assert_int_equal(utf16_compare(text, utf16_length(text), other, utf16_length(other)), 0);
}

static struct recorder *open_recorder(struct recorder_catalog *catalog, const char *id)
{
    struct recorder *recorder;

    assert_int_equal(recorder_catalog_open(catalog, wide(id), &recorder), STATUS_OK);
    return recorder;
}

static uint32_t send(struct recorder *recorder, const struct scsi_command *command)
{
    struct scsi_result result;

    scsi_transport_execute(recorder_transport(recorder), command, NULL, 0, &result);
    return result.outcome == SCSI_OUTCOME_GOOD ? 0 : result.sense.code;
}

/* The virtual ones come last, by name; this machine may have real ones, too. */
static void test_recorder_catalog_list__by_name(void **state)
{
    struct recorder_ids ids;

    assert_int_equal(recorder_catalog_list(*state, &ids), STATUS_OK);
    assert_true(ids.count >= 2);
    assert_text(ids.ids[ids.count - 2], ID("alpha"));
    assert_text(ids.ids[ids.count - 1], ID("beta"));
    recorder_ids_release(&ids);
    assert_int_equal(ids.count, 0);
}

static void test_recorder_catalog_list__none_configured(void **state)
{
    struct recorder_ids before;
    struct recorder_ids after;

    assert_int_equal(recorder_catalog_list(*state, &before), STATUS_OK);
    recorder_environment_set(" ");
    assert_int_equal(recorder_catalog_list(*state, &after), STATUS_OK);
    assert_int_equal(after.count, before.count - 2);
    recorder_ids_release(&before);
    recorder_ids_release(&after);
}

static void test_recorder_catalog_open__identity(void **state)
{
    struct recorder *recorder = open_recorder(*state, ID("ALPHA"));
    const struct recorder_identity *identity = recorder_identity(recorder);
    struct recorder *other = open_recorder(*state, ID("beta"));

    assert_text(identity->id, ID("alpha"));
    assert_true(identity->is_virtual);
    assert_string_equal(identity->vendor_id, "ACME    ");
    assert_string_equal(identity->product_id, "Virtual Recorder");
    assert_string_equal(identity->product_revision, "1.0 ");
    assert_int_equal(identity->volume_name[0], 0);
    assert_int_equal(identity->volume_path_count, 0);
    assert_int_equal(identity->alignment_mask, 0);
    assert_true(identity->maximum_transfer_bytes >= 65536);
    assert_int_equal(recorder_identity(other)->legacy_device_number,
                     identity->legacy_device_number + 1);
    recorder_close(other);
    recorder_close(recorder);
}

static void test_recorder_catalog_open__refused(void **state)
{
    struct recorder *recorder;

    assert_int_equal(recorder_catalog_open(*state, wide(""), &recorder), STATUS_INVALID_NAME);
    assert_int_equal(recorder_catalog_open(*state, wide("nothing"), &recorder), STATUS_NOT_FOUND);
    assert_int_equal(recorder_catalog_open(*state, wide(ID("gamma")), &recorder), STATUS_NOT_FOUND);
    assert_int_equal(recorder_catalog_open(*state, wide(ID("bad name")), &recorder),
                     STATUS_NOT_FOUND);
    assert_null(recorder);
}

static void test_recorder_catalog_open__shared_device(void **state)
{
    struct recorder *one = open_recorder(*state, ID("beta"));
    struct recorder *other = open_recorder(*state, ID("beta"));

    assert_int_equal(send(one, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    assert_int_equal(send(other, &test_unit_ready), 0);
    assert_int_equal(send(one, &eject), 0);
    recorder_close(one);
    assert_int_equal(send(other, &test_unit_ready), SCSI_SENSE(2, 0x3A, 2));
    recorder_close(other);
}

/* The last user switches the drive off. */
static void test_recorder_close__power_off(void **state)
{
    recorder_close(open_recorder(*state, ID("beta")));
    struct recorder *again = open_recorder(*state, ID("beta"));

    assert_int_equal(send(again, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    recorder_close(again);
    recorder_close(NULL);
}

static void assert_owner(struct recorder *recorder, const char *expected)
{
    char16 *owner;

    assert_int_equal(recorder_lock_owner(recorder, &owner), STATUS_OK);
    assert_text(owner, expected);
    memory_free(owner);
}

static void test_recorder_lock__nests_per_device(void **state)
{
    struct recorder *one = open_recorder(*state, ID("alpha"));
    struct recorder *other = open_recorder(*state, ID("alpha"));

    assert_owner(one, "");
    assert_int_equal(recorder_lock(one, wide("first"), false), STATUS_OK);
    assert_int_equal(recorder_lock(other, wide("second"), true), STATUS_OK);
    assert_owner(other, "first");
    assert_int_equal(recorder_unlock(one), STATUS_OK);
    assert_int_equal(recorder_unlock(one), STATUS_INVALID_STATE);
    assert_owner(one, "first");
    assert_int_equal(recorder_unlock(other), STATUS_OK);
    assert_owner(one, "");
    recorder_close(one);
    recorder_close(other);
}

static void test_recorder_lock__given_back_by_closing(void **state)
{
    struct recorder *one = open_recorder(*state, ID("alpha"));
    struct recorder *other = open_recorder(*state, ID("alpha"));

    assert_int_equal(recorder_lock(one, wide("owner"), false), STATUS_OK);
    assert_int_equal(recorder_lock(one, wide("owner"), false), STATUS_OK);
    recorder_close(one);
    assert_owner(other, "");
    recorder_close(other);
}

static void test_recorder_notification__counted(void **state)
{
    struct recorder *recorder = open_recorder(*state, ID("alpha"));

    recorder_disable_notification(recorder);
    recorder_enable_notification(recorder);
    recorder_enable_notification(recorder);
    recorder_disable_notification(recorder);
    assert_int_equal(send(recorder, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    recorder_close(recorder);
}

struct hammer {
    struct recorder *recorder;
    unsigned surprises;
};

static void hammer(void *context)
{
    struct hammer *hammer = context;

    for (unsigned i = 0; i < 500; i++) {
        if (send(hammer->recorder, &test_unit_ready) != 0)
            hammer->surprises++;
    }
}

static void test_recorder_transport__from_several_threads(void **state)
{
    struct platform_thread *threads[4];
    struct hammer hammers[4];

    for (unsigned i = 0; i < 4; i++)
        hammers[i] = (struct hammer){ open_recorder(*state, ID("beta")), 0 };
    assert_int_equal(send(hammers[0].recorder, &test_unit_ready), SCSI_SENSE(6, 0x29, 0));
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(platform_thread_create(hammer, &hammers[i], &threads[i]), STATUS_OK);
    for (unsigned i = 0; i < 4; i++) {
        platform_thread_destroy(threads[i]);
        assert_int_equal(hammers[i].surprises, 0);
        recorder_close(hammers[i].recorder);
    }
}

#define CATALOG_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CATALOG_TEST(test_recorder_catalog_list__by_name),
        CATALOG_TEST(test_recorder_catalog_list__none_configured),
        CATALOG_TEST(test_recorder_catalog_open__identity),
        CATALOG_TEST(test_recorder_catalog_open__refused),
        CATALOG_TEST(test_recorder_catalog_open__shared_device),
        CATALOG_TEST(test_recorder_close__power_off),
        CATALOG_TEST(test_recorder_lock__nests_per_device),
        CATALOG_TEST(test_recorder_lock__given_back_by_closing),
        CATALOG_TEST(test_recorder_notification__counted),
        CATALOG_TEST(test_recorder_transport__from_several_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
