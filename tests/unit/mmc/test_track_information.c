/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/track_information.h. */
#include "support/cmocka_all.h"

#include "mmc/track_information.h"
#include "support/mmc_replies.h"

static void test_track_information__roundtrip(void **state)
{
    struct mmc_track_information_wire wire = reply_open_track(2, 3, 1000, 1600, 50000);
    struct mmc_track_information info;

    (void)state;
    wire.track_number_high = 1;
    wire.session_number_high = 2;
    wire.track_mode |= MMC_TRACK_INFORMATION_MODE_BITS_DAMAGE;
    wire.data_mode = 0xE1;
    wire.blocking = be32_of(16);

    assert_int_equal(mmc_track_information_parse(&wire, sizeof(wire), &info), STATUS_OK);

    assert_int_equal(info.track, 0x102);
    assert_int_equal(info.session, 0x203);
    assert_int_equal(info.track_mode, MMC_TRACK_MODE_DATA);
    assert_true(info.is_damaged);
    assert_true(info.is_reserved);
    assert_true(info.is_blank);
    assert_true(info.is_packet);
    assert_true(info.has_next_writable_address);
    assert_false(info.has_last_recorded_address);
    assert_int_equal(info.start, 1000);
    assert_int_equal(info.next_writable_address, 1600);
    assert_int_equal(info.free_blocks, 50000);
    assert_int_equal(info.blocking, 16);
    assert_int_equal(info.size, 50600);
}

static void test_track_information__negative_addresses(void **state)
{
    struct mmc_track_information_wire wire =
        reply_open_track(1, 1, (uint32_t)-150, (uint32_t)-150, 300000);
    struct mmc_track_information info;

    (void)state;
    assert_int_equal(mmc_track_information_parse(&wire, sizeof(wire), &info), STATUS_OK);
    assert_int_equal(info.start, -150);
    assert_int_equal(info.next_writable_address, -150);
}

static void test_track_information__invalid_addresses_are_zero(void **state)
{
    struct mmc_track_information_wire wire = reply_recorded_track(1, 1, 0, 3200);
    struct mmc_track_information info;

    (void)state;
    wire.next_writable_address = be32_of(77);
    assert_int_equal(mmc_track_information_parse(&wire, sizeof(wire), &info), STATUS_OK);
    assert_false(info.has_next_writable_address);
    assert_int_equal(info.next_writable_address, 0);
    assert_true(info.has_last_recorded_address);
    assert_int_equal(info.last_recorded_address, 3199);
}

static void test_track_information__twenty_eight_bytes_suffice(void **state)
{
    struct mmc_track_information_wire wire = reply_recorded_track(1, 1, 0, 3200);
    struct mmc_track_information info;

    (void)state;
    wire.track_number_high = 9;
    wire.data_length = be16_of(26);
    assert_int_equal(mmc_track_information_parse(&wire, 28, &info), STATUS_OK);
    assert_false(info.has_last_recorded_address);
    assert_int_equal(info.track, 1);
    wire.data_length = be16_of(25);
    assert_int_equal(mmc_track_information_parse(&wire, 28, &info), STATUS_INVALID_RESPONSE);
}

static void test_track_information__corrupt_data_length(void **state)
{
    struct mmc_track_information_wire wire = reply_recorded_track(1, 1, 0, 3200);
    struct mmc_track_information info;

    (void)state;
    wire.data_length = be16_of(sizeof(wire) - 1);
    assert_int_equal(mmc_track_information_parse(&wire, sizeof(wire), &info),
                     STATUS_INVALID_RESPONSE);
    assert_int_equal(info.track, 0);
}

static void test_track_information__read(void **state)
{
    const struct mmc_track_information_wire wire = reply_open_track(1, 1, 0, 0, 2295104);
    struct scripted_transport scripted;
    struct mmc_drive drive;
    struct mmc_track_information info;

    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    scripted_reply(&scripted, MMC_OPCODE_READ_TRACK_INFORMATION, &wire, sizeof(wire));
    assert_int_equal(mmc_track_information_read(&drive, MMC_TRACK_ADDRESS_TYPE_TRACK, 1, &info),
                     STATUS_OK);
    assert_int_equal(info.free_blocks, 2295104);
    assert_int_equal(scripted_sent(&scripted, MMC_OPCODE_READ_TRACK_INFORMATION, 0)->command.cdb[5],
                     1);
    scripted_transport_release(&scripted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_track_information__roundtrip),
        cmocka_unit_test(test_track_information__negative_addresses),
        cmocka_unit_test(test_track_information__invalid_addresses_are_zero),
        cmocka_unit_test(test_track_information__twenty_eight_bytes_suffice),
        cmocka_unit_test(test_track_information__corrupt_data_length),
        cmocka_unit_test(test_track_information__read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
