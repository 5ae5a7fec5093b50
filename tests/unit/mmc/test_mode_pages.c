/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/mode_pages.h. */
#include "support/cmocka_all.h"

#include "mmc/mode_pages.h"
#include "support/mmc_replies.h"

#include <string.h>

static void test_mode_pages__roundtrip(void **state)
{
    static const uint8_t page[] = { 0x85, 3, 1, 2, 3 };
    uint8_t reply[32];
    const size_t size = reply_mode_page(reply, page, sizeof(page));
    struct mmc_mode_page_data data;

    (void)state;
    assert_int_equal(mmc_mode_page_parse(reply, size, 0x05, &data), STATUS_OK);
    assert_int_equal(data.size, sizeof(page));
    assert_memory_equal(data.bytes, page, sizeof(page));
}

static void test_mode_pages__block_descriptors_are_skipped(void **state)
{
    static const uint8_t reply[] = { 0,    0,    0,    0,    0,    0,    0,    8, 0xEE, 0xEE,
                                     0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0x1A, 1, 7 };
    struct mmc_mode_page_data data;

    (void)state;
    assert_int_equal(mmc_mode_page_parse(reply, sizeof(reply), 0x1A, &data), STATUS_OK);
    assert_int_equal(data.size, 3);
    assert_int_equal(data.bytes[2], 7);
}

static void test_mode_pages__corrupt_page_code(void **state)
{
    static const uint8_t other[] = { 0x0E, 1, 0 };
    static const uint8_t subpage[] = { 0x45, 1, 0, 1, 0 };
    uint8_t reply[32];
    struct mmc_mode_page_data data;
    size_t size = reply_mode_page(reply, other, sizeof(other));

    (void)state;
    assert_int_equal(mmc_mode_page_parse(reply, size, 0x05, &data), STATUS_INVALID_RESPONSE);
    size = reply_mode_page(reply, subpage, sizeof(subpage));
    assert_int_equal(mmc_mode_page_parse(reply, size, 0x05, &data), STATUS_INVALID_RESPONSE);
    assert_int_equal(data.size, 0);
}

static void test_mode_pages__corrupt_page_length(void **state)
{
    static const uint8_t page[] = { 0x05, 4, 1, 2, 3 };
    uint8_t reply[32];
    const size_t size = reply_mode_page(reply, page, sizeof(page));
    struct mmc_mode_page_data data;

    (void)state;
    assert_int_equal(mmc_mode_page_parse(reply, size, 0x05, &data), STATUS_INVALID_RESPONSE);
    assert_int_equal(mmc_mode_page_parse(reply, 9, 0x05, &data), STATUS_INVALID_RESPONSE);
    assert_int_equal(mmc_mode_page_parse(reply, 3, 0x05, &data), STATUS_INVALID_RESPONSE);
}

static void test_mode_pages__corrupt_block_descriptor_length(void **state)
{
    static const uint8_t reply[] = { 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0x05, 1, 0 };
    struct mmc_mode_page_data data;

    (void)state;
    assert_int_equal(mmc_mode_page_parse(reply, sizeof(reply), 0x05, &data),
                     STATUS_INVALID_RESPONSE);
}

static void test_mode_pages__no_such_page(void **state)
{
    struct scripted_transport scripted;
    struct mmc_drive drive;
    struct mmc_mode_page_data data;

    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    scripted_sense(&scripted, MMC_OPCODE_MODE_SENSE_10, SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_int_equal(mmc_mode_page_read(&drive, 0x05, MMC_MODE_PAGE_CONTROL_CURRENT, &data),
                     STATUS_DEVICE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_NO_MODE_PAGE);
    scripted_transport_release(&scripted);
}

static void test_mode_pages__write(void **state)
{
    static const uint8_t page[] = { 0x85, 2, 0xAA, 0xBB };
    static const uint8_t expected[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0x05, 2, 0xAA, 0xBB };
    struct scripted_transport scripted;
    struct mmc_drive drive;
    const struct scripted_entry *sent;

    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    scripted_good(&scripted, MMC_OPCODE_MODE_SELECT_10);
    assert_int_equal(mmc_mode_page_write(&drive, page, sizeof(page), false), STATUS_OK);
    sent = scripted_sent(&scripted, MMC_OPCODE_MODE_SELECT_10, 0);
    assert_int_equal(sent->size, sizeof(expected));
    assert_memory_equal(sent->data, expected, sizeof(expected));
    assert_int_equal(mmc_mode_page_write(&drive, page, 1, false), STATUS_INVALID_ARGUMENT);
    assert_int_equal(mmc_mode_page_write(&drive, page, 258, false), STATUS_INVALID_ARGUMENT);
    assert_int_equal(scripted.log_count, 1);
    scripted_transport_release(&scripted);
}

static struct mmc_mode_page_data page_2a(size_t size)
{
    struct reply_capabilities wire = reply_capabilities(2770);
    struct mmc_mode_page_data page = { .size = (uint32_t)size };

    wire.fixed.header.length = (uint8_t)(size - 2);
    wire.fixed.write = 0x13;
    wire.fixed.mechanism = 0x28;
    wire.fixed.rotation = MMC_ROTATION_CAV;
    wire.fixed.current_write_speed = be16_of(1385);
    memcpy(page.bytes, &wire, size);
    return page;
}

static void test_mode_pages__capabilities_roundtrip(void **state)
{
    const struct mmc_mode_page_data page = page_2a(sizeof(struct reply_capabilities));
    struct mmc_capabilities capabilities;

    (void)state;
    assert_int_equal(mmc_capabilities_parse(&page, &capabilities), STATUS_OK);
    assert_int_equal(capabilities.write, 0x13);
    assert_int_equal(capabilities.mechanism, MMC_LOADING_MECHANISM_TRAY);
    assert_true(capabilities.can_eject);
    assert_int_equal(capabilities.maximum_write_speed, 5540);
    assert_true(capabilities.has_current);
    assert_int_equal(capabilities.current.kb_per_s, 2770);
    assert_true(capabilities.current.is_pure_cav);
    assert_int_equal(capabilities.speeds.count, 2);
    assert_int_equal(capabilities.speeds.speed[1].kb_per_s, 2770);
}

static void test_mode_pages__capabilities_of_every_age(void **state)
{
    struct mmc_mode_page_data page = page_2a(22);
    struct mmc_capabilities capabilities;

    (void)state;
    assert_int_equal(mmc_capabilities_parse(&page, &capabilities), STATUS_OK);
    assert_true(capabilities.has_current);
    assert_int_equal(capabilities.current.kb_per_s, 1385);
    assert_false(capabilities.current.is_pure_cav);
    page = page_2a(30);
    assert_int_equal(mmc_capabilities_parse(&page, &capabilities), STATUS_OK);
    assert_int_equal(capabilities.current.kb_per_s, 2770);
    assert_int_equal(capabilities.speeds.count, 0);
    page = page_2a(21);
    assert_int_equal(mmc_capabilities_parse(&page, &capabilities), STATUS_OK);
    assert_false(capabilities.has_current);
    page = page_2a(8);
    assert_int_equal(mmc_capabilities_parse(&page, &capabilities), STATUS_OK);
    assert_int_equal(capabilities.maximum_write_speed, 0);
}

static void test_mode_pages__capabilities_corrupt_length(void **state)
{
    struct mmc_mode_page_data page = page_2a(22);
    struct mmc_capabilities capabilities;

    (void)state;
    page.bytes[1] = 21;
    assert_int_equal(mmc_capabilities_parse(&page, &capabilities), STATUS_INVALID_RESPONSE);
    page = page_2a(7);
    assert_int_equal(mmc_capabilities_parse(&page, &capabilities), STATUS_INVALID_RESPONSE);
}

static void test_mode_pages__capabilities_corrupt_speed_count(void **state)
{
    struct mmc_mode_page_data page = page_2a(sizeof(struct reply_capabilities));
    struct mmc_capabilities capabilities;

    (void)state;
    page.bytes[31] = 3;
    assert_int_equal(mmc_capabilities_parse(&page, &capabilities), STATUS_INVALID_RESPONSE);
    assert_int_equal(capabilities.speeds.count, 0);
    page.bytes[30] = 0xFF;
    assert_int_equal(mmc_capabilities_parse(&page, &capabilities), STATUS_INVALID_RESPONSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mode_pages__roundtrip),
        cmocka_unit_test(test_mode_pages__block_descriptors_are_skipped),
        cmocka_unit_test(test_mode_pages__corrupt_page_code),
        cmocka_unit_test(test_mode_pages__corrupt_page_length),
        cmocka_unit_test(test_mode_pages__corrupt_block_descriptor_length),
        cmocka_unit_test(test_mode_pages__no_such_page),
        cmocka_unit_test(test_mode_pages__write),
        cmocka_unit_test(test_mode_pages__capabilities_roundtrip),
        cmocka_unit_test(test_mode_pages__capabilities_of_every_age),
        cmocka_unit_test(test_mode_pages__capabilities_corrupt_length),
        cmocka_unit_test(test_mode_pages__capabilities_corrupt_speed_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
