/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mode page 05h. */
#include "burn/write_parameters.h"

#include "support/mmc_replies.h"
#include "support/scripted_transport.h"

#include "support/cmocka_all.h"

#include <string.h>

#define HEADER sizeof(struct mmc_mode_header_wire)

static struct scripted_transport scripted;
static struct mmc_drive drive;

static int setup(void **state)
{
    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    scripted_transport_release(&scripted);
    return 0;
}

/* A page as another program may have left it, `size` bytes of it. */
static void add_page(size_t size)
{
    uint8_t page[64];
    uint8_t reply[128];

    memset(page, 0xFF, sizeof(page));
    page[0] = MMC_MODE_PAGE_CODE_BITS_PS | MMC_MODE_PAGE_WRITE_PARAMETERS;
    page[1] = (uint8_t)(size - 2);
    scripted_reply(&scripted, MMC_OPCODE_MODE_SENSE_10, reply, reply_mode_page(reply, page, size));
}

static const uint8_t *sent_page(size_t n)
{
    return scripted_sent(&scripted, MMC_OPCODE_MODE_SELECT_10, n)->data + HEADER;
}

static void test_write_parameters__incremental(void **state)
{
    static const uint8_t expected[] = { 0x05, 0x32, 0x60, 0xC5, 0x08, 0x10, 0, 0,
                                        0,    0,    0,    0,    0,    0x10, 0, 0x96 };
    const struct burn_write_parameters parameters = {
        .type = MMC_WRITE_TYPE_PACKET,
        .is_multisession = true,
        .is_buffer_protected = true,
        .track_mode = 5,
        .data_block_type = MMC_DATA_BLOCK_TYPE_MODE_1,
        .link_size = 16,
    };

    (void)state;
    add_page(52);
    scripted_good(&scripted, MMC_OPCODE_MODE_SELECT_10);
    assert_int_equal(burn_write_parameters_set(&drive, &parameters), STATUS_OK);
    assert_memory_equal(sent_page(0), expected, sizeof(expected));
    for (size_t i = sizeof(expected); i < 52; i++)
        assert_int_equal(sent_page(0)[i], 0);
    assert_int_equal(scripted_sent(&scripted, MMC_OPCODE_MODE_SELECT_10, 0)->command.cdb[1], 0x10);
}

static void test_write_parameters__session_at_once(void **state)
{
    static const uint8_t expected[] = { 0x05, 0x32, 0x02, 0x04, 0x08, 0, 0, 0, 0x20 };
    const struct burn_write_parameters parameters = {
        .type = MMC_WRITE_TYPE_SESSION_AT_ONCE,
        .track_mode = 4,
        .data_block_type = MMC_DATA_BLOCK_TYPE_MODE_1,
        .session_format = 0x20,
    };

    (void)state;
    add_page(52);
    scripted_good(&scripted, MMC_OPCODE_MODE_SELECT_10);
    assert_int_equal(burn_write_parameters_set(&drive, &parameters), STATUS_OK);
    assert_memory_equal(sent_page(0), expected, sizeof(expected));
}

static void expect_size(size_t size)
{
    const struct burn_write_parameters parameters = { .type = MMC_WRITE_TYPE_TRACK_AT_ONCE };

    scripted_good(&scripted, MMC_OPCODE_MODE_SELECT_10);
    assert_int_equal(burn_write_parameters_set(&drive, &parameters), STATUS_OK);
    assert_int_equal(scripted_sent(&scripted, MMC_OPCODE_MODE_SELECT_10, 0)->size, HEADER + size);
    assert_int_equal(sent_page(0)[1], size - 2);
    assert_int_equal(sent_page(0)[2], MMC_WRITE_TYPE_TRACK_AT_ONCE);
}

static void test_write_parameters__page_of_another_length(void **state)
{
    (void)state;
    add_page(56);
    expect_size(56);
    /* What follows the standard's page is the drive's. */
    assert_int_equal(sent_page(0)[51], 0);
    assert_int_equal(sent_page(0)[52], 0xFF);
    teardown(NULL);
    setup(NULL);
    add_page(50);
    expect_size(50);
}

static void test_write_parameters__hidden_page(void **state)
{
    (void)state;
    scripted_sense(&scripted, MMC_OPCODE_MODE_SENSE_10, SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    expect_size(52);
}

static void test_write_parameters__page_too_short_to_mean_anything(void **state)
{
    (void)state;
    add_page(8);
    expect_size(52);
}

static void test_write_parameters__drive_without_buffer_protection(void **state)
{
    const struct burn_write_parameters parameters = { .is_buffer_protected = true };

    (void)state;
    add_page(52);
    scripted_sense(&scripted, MMC_OPCODE_MODE_SELECT_10,
                   SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST)
        ->uses = 1;
    scripted_good(&scripted, MMC_OPCODE_MODE_SELECT_10);
    assert_int_equal(burn_write_parameters_set(&drive, &parameters), STATUS_OK);
    assert_int_equal(sent_page(0)[2], MMC_MODE_WRITE_TYPE_BITS_BUFE);
    assert_int_equal(sent_page(1)[2], 0);
}

static void test_write_parameters__refused(void **state)
{
    const struct burn_write_parameters parameters = { .is_buffer_protected = true };

    (void)state;
    add_page(52);
    scripted_sense(&scripted, MMC_OPCODE_MODE_SELECT_10,
                   SCSI_SENSE_CODE_INVALID_FIELD_IN_PARAMETER_LIST);
    assert_int_equal(burn_write_parameters_set(&drive, &parameters), STATUS_DEVICE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_INVALID_MODE_PARAMETERS);
}

static void test_write_parameters__drive_gone(void **state)
{
    const struct burn_write_parameters parameters = { .type = MMC_WRITE_TYPE_PACKET };

    (void)state;
    scripted_outcome(&scripted, MMC_OPCODE_MODE_SENSE_10, SCSI_OUTCOME_DEVICE_GONE);
    assert_int_equal(burn_write_parameters_set(&drive, &parameters), STATUS_DEVICE_GONE);
    assert_int_equal(scripted_count(&scripted, MMC_OPCODE_MODE_SELECT_10), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_write_parameters__##name, setup, teardown)
        TEST(incremental),
        TEST(session_at_once),
        TEST(page_of_another_length),
        TEST(hidden_page),
        TEST(page_too_short_to_mean_anything),
        TEST(drive_without_buffer_protection),
        TEST(refused),
        TEST(drive_gone),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
