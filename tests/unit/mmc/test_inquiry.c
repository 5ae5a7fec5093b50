/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc/inquiry.h. */
#include "support/cmocka_all.h"

#include "mmc/inquiry.h"
#include "support/scripted_transport.h"

#include <string.h>

static struct mmc_inquiry_wire wire_of(const char *vendor, const char *product,
                                       const char *revision)
{
    struct mmc_inquiry_wire wire = { .peripheral = 0xE5,
                                     .removable = 0x80,
                                     .additional_length = 31 };

    memcpy(wire.vendor, vendor, sizeof(wire.vendor));
    memcpy(wire.product, product, sizeof(wire.product));
    memcpy(wire.revision, revision, sizeof(wire.revision));
    return wire;
}

static void test_inquiry__roundtrip(void **state)
{
    const struct mmc_inquiry_wire wire = wire_of("ACME    ", "DVDRW 2000      ", "1.0 ");
    struct mmc_inquiry inquiry;

    (void)state;
    assert_int_equal(mmc_inquiry_parse(&wire, sizeof(wire), &inquiry), STATUS_OK);
    assert_int_equal(inquiry.device_type, MMC_INQUIRY_PERIPHERAL_MULTIMEDIA);
    assert_string_equal(inquiry.vendor, "ACME    ");
    assert_string_equal(inquiry.product, "DVDRW 2000      ");
    assert_string_equal(inquiry.revision, "1.0 ");
}

static void test_inquiry__corrupt_texts(void **state)
{
    struct mmc_inquiry_wire wire = wire_of("AB\0\xFF"
                                           "CD\n\t",
                                           "0123456789ABCDEF", "\x7F  1");
    struct mmc_inquiry inquiry;

    (void)state;
    assert_int_equal(mmc_inquiry_parse(&wire, sizeof(wire), &inquiry), STATUS_OK);
    assert_string_equal(inquiry.vendor, "AB  CD  ");
    assert_string_equal(inquiry.product, "0123456789ABCDEF");
    assert_string_equal(inquiry.revision, "   1");
}

static void test_inquiry__corrupt_size(void **state)
{
    const struct mmc_inquiry_wire wire = wire_of("ACME    ", "DVDRW 2000      ", "1.0 ");
    struct mmc_inquiry inquiry;

    (void)state;
    assert_int_equal(mmc_inquiry_parse(&wire, 4, &inquiry), STATUS_INVALID_RESPONSE);
    assert_int_equal(mmc_inquiry_parse(&wire, 20, &inquiry), STATUS_OK);
    assert_string_equal(inquiry.vendor, "ACME    ");
    assert_string_equal(inquiry.product, "");
    assert_string_equal(inquiry.revision, "");
}

static void test_inquiry__read(void **state)
{
    const struct mmc_inquiry_wire wire = wire_of("ACME    ", "DVDRW 2000      ", "1.0 ");
    struct scripted_transport scripted;
    struct mmc_drive drive;
    struct mmc_inquiry inquiry;

    (void)state;
    scripted_transport_init(&scripted);
    drive = scripted_transport_drive(&scripted);
    scripted_reply(&scripted, MMC_OPCODE_INQUIRY, &wire, sizeof(wire));
    assert_int_equal(mmc_inquiry_read(&drive, &inquiry), STATUS_OK);
    assert_string_equal(inquiry.revision, "1.0 ");
    scripted_transport_release(&scripted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inquiry__roundtrip),
        cmocka_unit_test(test_inquiry__corrupt_texts),
        cmocka_unit_test(test_inquiry__corrupt_size),
        cmocka_unit_test(test_inquiry__read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
