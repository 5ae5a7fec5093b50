/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/disc_information.h. */
#include "support/cmocka_all.h"

#include "mmc/disc_information.h"
#include "support/mmc_replies.h"

#include <string.h>

static void test_disc_information__roundtrip(void **state)
{
    struct mmc_disc_information_wire wire =
        reply_disc_information(MMC_DISC_STATUS_INCOMPLETE, MMC_SESSION_STATE_DAMAGED, true);
    struct mmc_disc_information info;

    (void)state;
    reply_set_sessions(&wire, 3, 4, 5);
    wire.session_count_high = 1;
    wire.last_track_of_last_session_high = 2;
    wire.validity = 0x06;
    wire.disc_type = MMC_DISC_TYPE_CD_ROM_XA;
    memcpy(wire.last_session_lead_in_start, (uint8_t[]){ 0, 97, 26, 65 }, 4);
    memcpy(wire.last_possible_lead_out_start, (uint8_t[]){ 0, 79, 59, 74 }, 4);

    assert_int_equal(mmc_disc_information_parse(&wire, sizeof(wire), &info), STATUS_OK);

    assert_int_equal(info.status, MMC_DISC_STATUS_INCOMPLETE);
    assert_int_equal(info.last_session_state, MMC_SESSION_STATE_DAMAGED);
    assert_true(info.is_erasable);
    assert_int_equal(info.first_track, 1);
    assert_int_equal(info.session_count, 0x103);
    assert_int_equal(info.first_track_of_last_session, 4);
    assert_int_equal(info.last_track_of_last_session, 0x205);
    assert_int_equal(info.background_format, MMC_BACKGROUND_FORMAT_RUNNING);
    assert_true(info.is_dirty);
    assert_int_equal(info.disc_type, MMC_DISC_TYPE_CD_ROM_XA);
    assert_int_equal(info.lead_in_start, -11635);
    assert_int_equal(info.lead_out_start, (79 * 60 + 59) * 75 + 74 - 150);
}

static void test_disc_information__no_lead_out(void **state)
{
    struct mmc_disc_information_wire wire =
        reply_disc_information(MMC_DISC_STATUS_COMPLETE, MMC_SESSION_STATE_COMPLETE, false);
    struct mmc_disc_information info;

    (void)state;
    memset(wire.last_possible_lead_out_start, 0xFF, 4);
    assert_int_equal(mmc_disc_information_parse(&wire, sizeof(wire), &info), STATUS_OK);
    assert_int_equal(info.lead_out_start, 0);
    assert_int_equal(info.lead_in_start, 0);
}

static void test_disc_information__twelve_bytes_suffice(void **state)
{
    struct mmc_disc_information_wire wire =
        reply_disc_information(MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, false);
    struct mmc_disc_information info;

    (void)state;
    memset(wire.last_possible_lead_out_start, 50, 4);
    wire.data_length = be16_of(10);
    assert_int_equal(mmc_disc_information_parse(&wire, 12, &info), STATUS_OK);
    assert_int_equal(info.session_count, 1);
    assert_int_equal(info.lead_out_start, 0);
    wire.data_length = be16_of(9);
    assert_int_equal(mmc_disc_information_parse(&wire, 12, &info), STATUS_INVALID_RESPONSE);
    assert_int_equal(info.session_count, 0);
}

static void test_disc_information__corrupt_data_length(void **state)
{
    struct mmc_disc_information_wire wire =
        reply_disc_information(MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, false);
    struct mmc_disc_information info;

    (void)state;
    wire.data_length = be16_of(sizeof(wire) - 1);
    assert_int_equal(mmc_disc_information_parse(&wire, sizeof(wire), &info),
                     STATUS_INVALID_RESPONSE);
    wire.data_length = be16_of(0xFFFF);
    assert_int_equal(mmc_disc_information_parse(&wire, sizeof(wire), &info),
                     STATUS_INVALID_RESPONSE);
    assert_int_equal(mmc_disc_information_parse(&wire, 1, &info), STATUS_INVALID_RESPONSE);
}

static void test_disc_information__with_opc_tables(void **state)
{
    uint8_t reply[34 + 2 * 8] = { 0 };
    struct mmc_disc_information_wire wire =
        reply_disc_information(MMC_DISC_STATUS_EMPTY, MMC_SESSION_STATE_EMPTY, true);
    struct mmc_disc_information info;

    (void)state;
    wire.data_length = be16_of(sizeof(reply) - 2);
    wire.opc_table_count = 2;
    memcpy(reply, &wire, sizeof(wire));
    assert_int_equal(mmc_disc_information_parse(reply, sizeof(reply), &info), STATUS_OK);
    assert_true(info.is_erasable);
}

static void test_disc_information__a_drive_that_is_gone(void **state)
{
    static const uint8_t zeros[34] = { 0 };
    struct scripted_transport scripted;
    struct mmc_drive drive;
    struct mmc_disc_information info;

    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    scripted.lies_about_residual = true;
    scripted_reply(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, zeros, sizeof(zeros));
    assert_int_equal(mmc_disc_information_read(&drive, &info), STATUS_INVALID_RESPONSE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_INVALID_RESPONSE);
    scripted_transport_release(&scripted);
}

static void test_disc_information__no_medium(void **state)
{
    struct scripted_transport scripted;
    struct mmc_drive drive;
    struct mmc_disc_information info;

    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    scripted_sense(&scripted, MMC_OPCODE_READ_DISC_INFORMATION, SCSI_SENSE_CODE_MEDIUM_NOT_PRESENT);
    assert_int_equal(mmc_disc_information_read(&drive, &info), STATUS_DEVICE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_NO_MEDIUM);
    scripted_transport_release(&scripted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disc_information__roundtrip),
        cmocka_unit_test(test_disc_information__no_lead_out),
        cmocka_unit_test(test_disc_information__twelve_bytes_suffice),
        cmocka_unit_test(test_disc_information__corrupt_data_length),
        cmocka_unit_test(test_disc_information__with_opc_tables),
        cmocka_unit_test(test_disc_information__a_drive_that_is_gone),
        cmocka_unit_test(test_disc_information__no_medium),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
