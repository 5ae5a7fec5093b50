/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of scsi/sense.h and scsi/sense_codes.h. */
#include "support/cmocka_all.h"

#include "scsi/sense_codes.h"

#include <string.h>

static void test_sense__roundtrip(void **state)
{
    const struct scsi_sense sense = {
        .code = SCSI_SENSE_CODE_FORMAT_IN_PROGRESS,
        .has_information = true,
        .information = 0x89ABCDEF,
        .has_progress = true,
        .progress = 0x1234,
    };
    uint8_t raw[SCSI_SENSE_FIXED_SIZE];
    struct scsi_sense parsed;

    (void)state;
    scsi_sense_encode(&sense, raw);
    scsi_sense_parse(raw, sizeof(raw), &parsed);

    assert_int_equal(parsed.code, 0x020404);
    assert_true(parsed.has_information);
    assert_int_equal(parsed.information, 0x89ABCDEF);
    assert_true(parsed.has_progress);
    assert_int_equal(parsed.progress, 0x1234);
    assert_memory_equal(parsed.raw, raw, sizeof(raw));
}

static void test_sense__encodes_fixed_format(void **state)
{
    static const uint8_t expected[SCSI_SENSE_FIXED_SIZE] = { 0x70, 0, 0x02, 0, 0, 0,   0,
                                                             0x0A, 0, 0,    0, 0, 0x3A };
    const struct scsi_sense sense = { .code = SCSI_SENSE_CODE_MEDIUM_NOT_PRESENT };
    uint8_t raw[SCSI_SENSE_FIXED_SIZE];

    (void)state;
    scsi_sense_encode(&sense, raw);
    assert_memory_equal(raw, expected, sizeof(raw));
}

static void test_sense__missing_bytes_are_zero(void **state)
{
    static const uint8_t data[] = { 0x70, 0, 0x06 };
    struct scsi_sense sense;

    (void)state;
    scsi_sense_parse(data, sizeof(data), &sense);
    assert_int_equal(sense.code, 0x060000);
    assert_false(sense.has_information);
    scsi_sense_parse(NULL, 0, &sense);
    assert_int_equal(sense.code, 0);
}

static void test_sense__descriptor_format(void **state)
{
    static const uint8_t data[] = {
        0x72, 0x02, 0x04, 0x07, 0,    0,    0,    20,                   /* header */
        0x00, 0x0A, 0x80, 0,    0,    0,    0,    0,  0, 0, 0x12, 0x34, /* information */
        0x02, 0x06, 0,    0,    0x80, 0x40, 0x00, 0,                    /* sense-key specific */
    };
    struct scsi_sense sense;

    (void)state;
    scsi_sense_parse(data, sizeof(data), &sense);
    assert_int_equal(sense.code, SCSI_SENSE_CODE_OPERATION_NOT_READY);
    assert_true(sense.has_information);
    assert_int_equal(sense.information, 0x1234);
    assert_true(sense.has_progress);
    assert_int_equal(sense.progress, 0x4000);
}

static void test_sense__corrupt_descriptor_length(void **state)
{
    static const uint8_t data[] = { 0x73, 0x05, 0x24, 0x00, 0,    0, 0,
                                    0xFF, 0x00, 0xFF, 0x80, 0x01, 0, 0 };
    struct scsi_sense sense;

    (void)state;
    scsi_sense_parse(data, sizeof(data), &sense);
    assert_int_equal(sense.code, SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    assert_false(sense.has_information);
}

static void test_sense__corrupt_response_code(void **state)
{
    static const uint8_t data[SCSI_SENSE_FIXED_SIZE] = { 0x7F, 0, 0x02, 0, 0, 0,   0,
                                                         0x0A, 0, 0,    0, 0, 0x3A };
    struct scsi_sense sense;

    (void)state;
    scsi_sense_parse(data, sizeof(data), &sense);
    assert_int_equal(sense.code, 0);
    assert_int_equal(sense.raw[0], 0x7F);
}

static void test_sense__progress_belongs_to_two_keys(void **state)
{
    uint8_t data[SCSI_SENSE_FIXED_SIZE] = { 0x70, 0, 0x05, 0,    0, 0, 0,    0x0A, 0,
                                            0,    0, 0,    0x24, 0, 0, 0x80, 0x00, 0x04 };
    struct scsi_sense sense;

    (void)state;
    scsi_sense_parse(data, sizeof(data), &sense);
    assert_false(sense.has_progress);
    data[2] = 0x00;
    scsi_sense_parse(data, sizeof(data), &sense);
    assert_true(sense.has_progress);
    assert_int_equal(sense.progress, 4);
}

static void test_sense__names(void **state)
{
    (void)state;
    assert_string_equal(scsi_sense_name(SCSI_SENSE_CODE_TRAY_OPEN),
                        "MEDIUM NOT PRESENT - TRAY OPEN");
    /* The text belongs to code and qualifier, whatever the key. */
    assert_string_equal(scsi_sense_name(SCSI_SENSE(5, 0x3A, 0x02)),
                        "MEDIUM NOT PRESENT - TRAY OPEN");
    assert_string_equal(scsi_sense_name(SCSI_SENSE(5, 0xFE, 0x55)), "?");
}

struct code_row {
    uint8_t key;
    uint8_t asc;
    uint8_t ascq;
};

static void test_sense__list_is_sorted_without_duplicates(void **state)
{
    static const struct code_row rows[] = {
#define SCSI_SENSE_CODE_ENTRY(key, asc, ascq, name, text) { (key), (asc), (ascq) },
#include "scsi/sense_codes.def"
#undef SCSI_SENSE_CODE_ENTRY
    };

    (void)state;
    for (size_t i = 1; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_true((rows[i - 1].asc << 8 | rows[i - 1].ascq) < (rows[i].asc << 8 | rows[i].ascq));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sense__roundtrip),
        cmocka_unit_test(test_sense__encodes_fixed_format),
        cmocka_unit_test(test_sense__missing_bytes_are_zero),
        cmocka_unit_test(test_sense__descriptor_format),
        cmocka_unit_test(test_sense__corrupt_descriptor_length),
        cmocka_unit_test(test_sense__corrupt_response_code),
        cmocka_unit_test(test_sense__progress_belongs_to_two_keys),
        cmocka_unit_test(test_sense__names),
        cmocka_unit_test(test_sense__list_is_sorted_without_duplicates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
