/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of imapi2/drive_query.h against drives that answer as told. */
#include "com_test.h"

#include "base/memory.h"
#include "imapi2/drive_query.h"
#include "mmc/features.h"
#include "mmc/profiles.h"
#include "support/mmc_replies.h"
#include "support/scripted_transport.h"

/* A scripted drive. */
struct bench {
    struct scripted_transport scripted;
    struct mmc_drive drive;
};

static void bench_init(struct bench *bench)
{
    scripted_transport_init(&bench->scripted);
    bench->drive = scripted_transport_drive(&bench->scripted);
}

static void answer_features(struct bench *bench, const struct reply_feature *features, size_t count)
{
    uint8_t reply[256];
    size_t size = reply_configuration(reply, sizeof(reply), MMC_PROFILE_NONE, features, count);

    scripted_reply(&bench->scripted, MMC_OPCODE_GET_CONFIGURATION, reply, size);
}

static const struct reply_feature features[] = {
    { MMC_FEATURE_PROFILE_LIST, true, 8, { 0x00, 0x1B, 1, 0, 0x00, 0x1A, 0, 0 } },
    { MMC_FEATURE_CORE, true, 4, { 0 } },
    { MMC_FEATURE_DVD_PLUS_RW, false, 4, { 0x01 } },
    { 0xFF42, true, 0, { 0 } },
};

static void check_codes(const struct drive_codes *codes, const int32_t *expected, size_t count)
{
    assert_int_equal(codes->count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(codes->codes[i], expected[i]);
    memory_free(codes->codes);
}

static void test_drive_query__features_in_order_unknown_ones_included(void **state)
{
    static const int32_t all[] = { 0x0000, 0x0001, 0x002A, 0xFF42 };
    static const int32_t current[] = { 0x0000, 0x0001, 0xFF42 };
    struct bench bench;
    struct drive_codes codes;

    (void)state;
    bench_init(&bench);
    answer_features(&bench, features, ARRAYSIZE(features));
    assert_int_equal(drive_query_features(&bench.drive, false, &codes), STATUS_OK);
    check_codes(&codes, all, ARRAYSIZE(all));
    assert_int_equal(drive_query_features(&bench.drive, true, &codes), STATUS_OK);
    check_codes(&codes, current, ARRAYSIZE(current));
    scripted_transport_release(&bench.scripted);
}

static void test_drive_query__profiles(void **state)
{
    static const int32_t all[] = { 0x1B, 0x1A };
    struct bench bench;
    struct drive_codes codes;

    (void)state;
    bench_init(&bench);
    answer_features(&bench, features, ARRAYSIZE(features));
    assert_int_equal(drive_query_profiles(&bench.drive, false, &codes), STATUS_OK);
    check_codes(&codes, all, ARRAYSIZE(all));
    assert_int_equal(drive_query_profiles(&bench.drive, true, &codes), STATUS_OK);
    check_codes(&codes, all, 1);
    scripted_transport_release(&bench.scripted);
}

static void test_drive_query__drive_without_get_configuration(void **state)
{
    struct bench bench;
    struct drive_codes codes;
    struct drive_reply reply;

    (void)state;
    bench_init(&bench);
    assert_int_equal(drive_query_features(&bench.drive, false, &codes), STATUS_DEVICE);
    assert_int_equal(bench.drive.failure.condition, MMC_CONDITION_NO_CONFIGURATION);
    assert_null(codes.codes);
    assert_int_equal(drive_query_profiles(&bench.drive, false, &codes), STATUS_DEVICE);
    assert_int_equal(drive_query_feature(&bench.drive, 0, false, &reply), STATUS_DEVICE);
    assert_null(reply.memory);
    scripted_transport_release(&bench.scripted);
}

static void test_drive_query__drive_without_a_profile_list(void **state)
{
    struct bench bench;
    struct drive_codes codes;

    (void)state;
    bench_init(&bench);
    answer_features(&bench, features + 1, 1);
    assert_int_equal(drive_query_profiles(&bench.drive, false, &codes), STATUS_DEVICE);
    assert_int_equal(bench.drive.failure.condition, MMC_CONDITION_NO_FEATURE);
    scripted_transport_release(&bench.scripted);
}

/* SPC-4 7.5.7: a block descriptor, page 01h, subpage 19h/01h, page 2Ah with the PS bit. */
static const uint8_t mode_pages[] = {
    0,    34, 0,    0,    0,    0,  0, 8, /* header */
    0,    0,  0,    0,    0,    0,  8, 0, /* block descriptor */
    0x01, 4,  1,    2,    3,    4,        /* page */
    0x59, 1,  0,    4,    1,    2,  3, 4, /* subpage */
    0xAA, 4,  0x5A, 0x5B, 0x5C, 93,       /* page */
};

static void test_drive_query__mode_pages_without_subpages(void **state)
{
    static const int32_t expected[] = { 0x01, 0x2A };
    struct bench bench;
    struct drive_codes codes;

    (void)state;
    bench_init(&bench);
    scripted_reply(&bench.scripted, MMC_OPCODE_MODE_SENSE_10, mode_pages, sizeof(mode_pages));
    assert_int_equal(drive_query_mode_pages(&bench.drive, MMC_MODE_PAGE_CONTROL_DEFAULT, &codes),
                     STATUS_OK);
    check_codes(&codes, expected, ARRAYSIZE(expected));
    assert_int_equal(scripted_sent(&bench.scripted, MMC_OPCODE_MODE_SENSE_10, 0)->command.cdb[2],
                     0x80 | 0x3F);
    scripted_transport_release(&bench.scripted);
}

static void test_drive_query__mode_page_that_is_cut_is_left_out(void **state)
{
    static const int32_t expected[] = { 0x01 };
    uint8_t cut[sizeof(mode_pages) - 2];
    struct bench bench;
    struct drive_codes codes;

    (void)state;
    bench_init(&bench);
    memcpy(cut, mode_pages, sizeof(cut));
    cut[1] = sizeof(cut) - 2;
    scripted_reply(&bench.scripted, MMC_OPCODE_MODE_SENSE_10, cut, sizeof(cut));
    assert_int_equal(drive_query_mode_pages(&bench.drive, MMC_MODE_PAGE_CONTROL_CURRENT, &codes),
                     STATUS_OK);
    check_codes(&codes, expected, ARRAYSIZE(expected));
    scripted_transport_release(&bench.scripted);
}

static void test_drive_query__mode_pages_behind_descriptors_that_are_not_there(void **state)
{
    static const uint8_t header[] = { 0, 6, 0, 0, 0, 0, 0, 8 };
    struct bench bench;
    struct drive_codes codes;

    (void)state;
    bench_init(&bench);
    scripted_reply(&bench.scripted, MMC_OPCODE_MODE_SENSE_10, header, sizeof(header));
    assert_int_equal(drive_query_mode_pages(&bench.drive, MMC_MODE_PAGE_CONTROL_CURRENT, &codes),
                     STATUS_INVALID_RESPONSE);
    assert_null(codes.codes);
    scripted_transport_release(&bench.scripted);
}

static bool can_load(uint8_t version, uint8_t flags)
{
    const struct reply_feature removable = { MMC_FEATURE_REMOVABLE_MEDIUM, true, 4, { flags } };
    uint8_t reply[64];
    size_t size = reply_configuration(reply, sizeof(reply), MMC_PROFILE_NONE, &removable, 1);
    struct bench bench;
    bool answer = false;

    bench_init(&bench);
    reply[10] = (uint8_t)((reply[10] & 0xC3) | version << 2);
    scripted_reply(&bench.scripted, MMC_OPCODE_GET_CONFIGURATION, reply, size);
    assert_int_equal(drive_query_can_load(&bench.drive, &answer), STATUS_OK);
    scripted_transport_release(&bench.scripted);
    return answer;
}

/* MMC-6 5.3.4: mechanism in bits 7-5, Load bit 4 from version 1 on, Eject bit 3. */
static void test_drive_query__trays_that_load(void **state)
{
    (void)state;
    assert_true(can_load(0, 0x28));
    assert_false(can_load(0, 0x20));
    assert_false(can_load(0, 0x08));
    assert_true(can_load(0, 0xA8));
    assert_true(can_load(1, 0x38));
    assert_false(can_load(1, 0x28));
    assert_true(can_load(1, 0x18));
    assert_false(can_load(1, 0x30));
}

static void test_drive_query__tray_by_mode_page(void **state)
{
    uint8_t reply[8 + 30] = { 0, 36 };
    struct bench bench;
    bool answer = false;

    (void)state;
    bench_init(&bench);
    reply[8] = 0x2A;
    reply[9] = 28;
    reply[8 + 6] = 0x28; /* tray, can eject */
    scripted_reply(&bench.scripted, MMC_OPCODE_MODE_SENSE_10, reply, sizeof(reply));
    assert_int_equal(drive_query_can_load(&bench.drive, &answer), STATUS_OK);
    assert_true(answer);
    scripted_transport_release(&bench.scripted);
}

static void test_drive_query__reply_as_long_as_it_says(void **state)
{
    uint8_t information[50] = { 0, 32, 0x0E, 1, 1, 1, 1 };
    struct bench bench;
    struct drive_reply reply;

    (void)state;
    bench_init(&bench);
    scripted_reply(&bench.scripted, MMC_OPCODE_READ_DISC_INFORMATION, information,
                   sizeof(information));
    assert_int_equal(drive_query_disc_information(&bench.drive, &reply), STATUS_OK);
    assert_int_equal(reply.size, 34);
    assert_memory_equal(reply.bytes, information, 34);
    memory_free(reply.memory);
    scripted_transport_release(&bench.scripted);
}

static void test_drive_query__reply_shorter_than_it_says(void **state)
{
    static const uint8_t information[] = { 0, 32, 0x0E, 1 };
    struct bench bench;
    struct drive_reply reply;

    (void)state;
    bench_init(&bench);
    scripted_reply(&bench.scripted, MMC_OPCODE_READ_DISC_INFORMATION, information,
                   sizeof(information));
    assert_int_equal(drive_query_disc_information(&bench.drive, &reply), STATUS_INVALID_RESPONSE);
    assert_null(reply.memory);
    scripted_transport_release(&bench.scripted);
}

static void test_drive_query__disc_structure(void **state)
{
    static const uint8_t structure[] = { 0, 6, 0, 0, 0xA1, 0x0F, 1, 2 };
    struct bench bench;
    struct drive_reply reply;
    const uint8_t *cdb;

    (void)state;
    bench_init(&bench);
    scripted_reply(&bench.scripted, MMC_OPCODE_READ_DISC_STRUCTURE, structure, sizeof(structure));
    assert_int_equal(drive_query_disc_structure(&bench.drive, 0x01020304, 1, 0x10, 2, &reply),
                     STATUS_OK);
    assert_int_equal(reply.size, 4);
    assert_memory_equal(reply.bytes, structure + 4, 4);
    memory_free(reply.memory);
    cdb = scripted_sent(&bench.scripted, MMC_OPCODE_READ_DISC_STRUCTURE, 0)->command.cdb;
    assert_memory_equal(cdb + 2, "\x01\x02\x03\x04\x01\x10", 6);
    assert_int_equal(cdb[10], 0x80);
    scripted_transport_release(&bench.scripted);
}

static void test_drive_query__disc_structure_with_nothing_in_it(void **state)
{
    static const uint8_t structure[] = { 0, 2, 0, 0 };
    struct bench bench;
    struct drive_reply reply;

    (void)state;
    bench_init(&bench);
    scripted_reply(&bench.scripted, MMC_OPCODE_READ_DISC_STRUCTURE, structure, sizeof(structure));
    assert_int_equal(drive_query_disc_structure(&bench.drive, 0, 0, 0, 0, &reply),
                     STATUS_INVALID_RESPONSE);
    assert_null(reply.memory);
    scripted_transport_release(&bench.scripted);
}

static void test_drive_query__disc_structure_sent_with_its_header(void **state)
{
    static const uint8_t data[] = { 1, 2, 3, 4, 5 };
    static const uint8_t list[] = { 0, 7, 0, 0, 1, 2, 3, 4, 5 };
    const struct scripted_entry *sent;
    struct bench bench;

    (void)state;
    bench_init(&bench);
    scripted_good(&bench.scripted, MMC_OPCODE_SEND_DISC_STRUCTURE);
    assert_int_equal(drive_send_disc_structure(&bench.drive, 0x20, data, sizeof(data)), STATUS_OK);
    sent = scripted_sent(&bench.scripted, MMC_OPCODE_SEND_DISC_STRUCTURE, 0);
    assert_int_equal(sent->size, sizeof(list));
    assert_memory_equal(sent->data, list, sizeof(list));
    assert_int_equal(sent->command.cdb[7], 0x20);
    assert_int_equal(drive_send_disc_structure(&bench.drive, 0x20, data, 65535),
                     STATUS_INVALID_ARGUMENT);
    scripted_transport_release(&bench.scripted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_drive_query__features_in_order_unknown_ones_included),
        cmocka_unit_test(test_drive_query__profiles),
        cmocka_unit_test(test_drive_query__drive_without_get_configuration),
        cmocka_unit_test(test_drive_query__drive_without_a_profile_list),
        cmocka_unit_test(test_drive_query__mode_pages_without_subpages),
        cmocka_unit_test(test_drive_query__mode_page_that_is_cut_is_left_out),
        cmocka_unit_test(test_drive_query__mode_pages_behind_descriptors_that_are_not_there),
        cmocka_unit_test(test_drive_query__trays_that_load),
        cmocka_unit_test(test_drive_query__tray_by_mode_page),
        cmocka_unit_test(test_drive_query__reply_as_long_as_it_says),
        cmocka_unit_test(test_drive_query__reply_shorter_than_it_says),
        cmocka_unit_test(test_drive_query__disc_structure),
        cmocka_unit_test(test_drive_query__disc_structure_with_nothing_in_it),
        cmocka_unit_test(test_drive_query__disc_structure_sent_with_its_header),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
