/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc_medium_layout_read and mmc_medium_last_recorded_address. */
#include "support/cmocka_all.h"

#include "mmc/capacity.h"
#include "mmc/medium.h"
#include "support/mmc_replies.h"

static int setup(void **state)
{
    static struct scripted_transport scripted;

    scripted_transport_init(&scripted);
    *state = &scripted;
    return 0;
}

static int teardown(void **state)
{
    scripted_transport_release(*state);
    return 0;
}

static void add_capacity(struct scripted_transport *scripted, uint32_t last_lba)
{
    const struct mmc_capacity_wire wire = { be32_of(last_lba), be32_of(2048) };

    scripted_reply(scripted, MMC_OPCODE_READ_CAPACITY, &wire, sizeof(wire));
}

static void add_format_capacities(struct scripted_transport *scripted, uint8_t type,
                                  uint32_t blocks)
{
    const struct {
        struct mmc_capacity_list_header_wire header;
        struct mmc_current_capacity_wire current;
        struct mmc_format_descriptor_wire formattable;
    } reply = {
        .header = { .length = 16 },
        .current = { be32_of(1000), MMC_CAPACITY_TYPE_UNFORMATTED, be24_of(2048) },
        .formattable = { be32_of(blocks), (uint8_t)(type << 2), be24_of(2048) },
    };

    scripted_reply(scripted, MMC_OPCODE_READ_FORMAT_CAPACITIES, &reply, sizeof(reply));
}

static void add_track(struct scripted_transport *scripted, uint8_t number,
                      struct mmc_track_information_wire wire)
{
    struct scripted_answer *answer =
        scripted_reply(scripted, MMC_OPCODE_READ_TRACK_INFORMATION, &wire, sizeof(wire));

    answer->offset = 5;
    answer->value = number;
}

static struct mmc_medium blank(enum mmc_media_type type, uint32_t free_blocks)
{
    return (struct mmc_medium){
        .type = type,
        .disc = { .status = MMC_DISC_STATUS_EMPTY, .session_count = 1 },
        .has_open_track = true,
        .open_track = { .has_next_writable_address = true, .free_blocks = free_blocks },
    };
}

static void test_medium_layout__blank_dvd_plus_r(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_medium medium = blank(MMC_MEDIA_TYPE_DVD_PLUS_R, 2295110);
    struct mmc_medium_layout layout;

    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_OK);
    assert_int_equal(layout.total_sectors, 2295110);
    assert_int_equal(layout.free_sectors, 2295104);
    assert_int_equal(layout.next_writable_address, 0);
    assert_int_equal(layout.previous_session_start, -1);
    assert_int_equal(layout.previous_session_end, -1);
    assert_int_equal(layout.write_unit, 16);
    assert_int_equal(scripted->log_count, 0);
}

static void test_medium_layout__blank_cd(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_medium medium = blank(MMC_MEDIA_TYPE_CD_R, 359849);
    struct mmc_medium_layout layout;

    medium.open_track.next_writable_address = -150;
    medium.disc.lead_out_start = 359849;
    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_OK);
    assert_int_equal(layout.total_sectors, 359849);
    assert_int_equal(layout.free_sectors, 359849 - 152);
    assert_int_equal(layout.next_writable_address, 0);
    assert_int_equal(layout.write_unit, 1);
}

static struct mmc_medium second_session(void)
{
    return (struct mmc_medium){
        .type = MMC_MEDIA_TYPE_DVD_PLUS_R,
        .disc = { .status = MMC_DISC_STATUS_INCOMPLETE,
                  .last_session_state = MMC_SESSION_STATE_INCOMPLETE,
                  .first_track = 1,
                  .session_count = 2,
                  .first_track_of_last_session = 2,
                  .last_track_of_last_session = 2 },
        .has_open_track = true,
        .open_track = { .track = 2,
                        .is_blank = true,
                        .has_next_writable_address = true,
                        .start = 20480,
                        .next_writable_address = 20480,
                        .free_blocks = 100010 },
    };
}

static void test_medium_layout__appendable_by_toc(void **state)
{
    static const uint8_t toc[12] = { 0, 10, 1, 1, 0, 0x14, 1, 0, 0, 0, 0, 32 };
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_medium medium = second_session();
    struct mmc_medium_layout layout;

    scripted_reply(scripted, MMC_OPCODE_READ_TOC_PMA_ATIP, toc, sizeof(toc));
    add_track(scripted, 1, reply_recorded_track(1, 1, 32, 16000));
    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_OK);
    assert_int_equal(layout.total_sectors, 20480 + 100010);
    assert_int_equal(layout.free_sectors, 100000);
    assert_int_equal(layout.next_writable_address, 20480);
    assert_int_equal(layout.previous_session_start, 32);
    assert_int_equal(layout.previous_session_end, 32 + 16000 - 1);
}

static void test_medium_layout__appendable_by_session_address(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_medium medium = second_session();
    struct mmc_medium_layout layout;

    add_track(scripted, 1, reply_recorded_track(1, 1, 48, 16000));
    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_OK);
    assert_int_equal(layout.previous_session_start, 48);
}

static void test_medium_layout__appendable_by_walking(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_medium medium = second_session();
    struct mmc_track_information_wire second = reply_recorded_track(2, 2, 5000, 1000);
    struct scripted_answer *answer;
    struct mmc_medium_layout layout;

    medium.disc.session_count = 3;
    medium.disc.first_track_of_last_session = 3;
    medium.disc.last_track_of_last_session = 3;
    answer = scripted_sense(scripted, MMC_OPCODE_READ_TRACK_INFORMATION,
                            SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB);
    answer->offset = 1;
    answer->value = MMC_TRACK_ADDRESS_TYPE_SESSION;
    second.validity = 0;
    add_track(scripted, 1, reply_recorded_track(1, 1, 0, 4000));
    add_track(scripted, 2, second);
    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_OK);
    assert_int_equal(layout.previous_session_start, 5000);
    assert_int_equal(layout.previous_session_end, 5999);
}

static void test_medium_layout__corrupt_first_track(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_medium medium = second_session();
    struct mmc_medium_layout layout;

    medium.disc.first_track_of_last_session = 0;
    medium.disc.last_track_of_last_session = 0;
    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_INVALID_RESPONSE);
    assert_int_equal(layout.total_sectors, 0);
    assert_int_equal(layout.previous_session_start, 0);
}

static void test_medium_layout__formatted_dvd_plus_rw(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_medium medium = {
        .type = MMC_MEDIA_TYPE_DVD_PLUS_RW,
        .disc = { .status = MMC_DISC_STATUS_COMPLETE },
    };
    struct mmc_medium_layout layout;

    add_capacity(scripted, 2295103);
    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_OK);
    assert_int_equal(layout.total_sectors, 2295104);
    assert_int_equal(layout.free_sectors, 2295104);
    assert_int_equal(layout.next_writable_address, 0);
    assert_int_equal(layout.previous_session_start, -1);
}

static void test_medium_layout__unformatted_dvd_plus_rw(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_medium medium = { .type = MMC_MEDIA_TYPE_DVD_PLUS_RW };
    struct mmc_medium_layout layout;

    add_format_capacities(scripted, MMC_FORMAT_TYPE_DVD_PLUS_RW, 2295104);
    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_OK);
    assert_int_equal(layout.total_sectors, 2295104);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_READ_CAPACITY), 0);
}

static void test_medium_layout__maximum_where_no_format_fits(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_medium medium = {
        .type = MMC_MEDIA_TYPE_BD_RE,
        .disc = { .status = MMC_DISC_STATUS_OTHER },
    };
    struct mmc_medium_layout layout;

    add_capacity(scripted, 0);
    add_format_capacities(scripted, MMC_FORMAT_TYPE_BD_RE_SPARES, 77);
    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_OK);
    assert_int_equal(layout.total_sectors, 1000);
    assert_int_equal(layout.write_unit, 32);
}

static void test_medium_layout__unwritable_states(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_medium medium = {
        .type = MMC_MEDIA_TYPE_DVD_PLUS_R,
        .disc = { .status = MMC_DISC_STATUS_COMPLETE },
    };
    struct mmc_medium_layout layout;

    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_NOT_SUPPORTED);
    medium.type = MMC_MEDIA_TYPE_DVD_ROM;
    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_NOT_SUPPORTED);
    medium = (struct mmc_medium){ .type = MMC_MEDIA_TYPE_DVD_PLUS_R };
    assert_int_equal(mmc_medium_layout_read(&drive, &medium, &layout), STATUS_NOT_SUPPORTED);
    assert_int_equal(scripted->log_count, 0);
}

static void test_medium_layout__last_recorded_address(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_track_information_wire track = reply_recorded_track(1, 1, 0, 5000);
    int32_t address;

    assert_int_equal(mmc_medium_last_recorded_address(&drive, &address), STATUS_NOT_SUPPORTED);
    add_track(scripted, 1, track);
    assert_int_equal(mmc_medium_last_recorded_address(&drive, &address), STATUS_OK);
    assert_int_equal(address, 4999);
    track.validity = 0;
    scripted->answer_count = 0;
    add_track(scripted, 1, track);
    assert_int_equal(mmc_medium_last_recorded_address(&drive, &address), STATUS_NOT_SUPPORTED);
    assert_int_equal(address, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_medium_layout__##name, setup, teardown)
        TEST(blank_dvd_plus_r),
        TEST(blank_cd),
        TEST(appendable_by_toc),
        TEST(appendable_by_session_address),
        TEST(appendable_by_walking),
        TEST(corrupt_first_track),
        TEST(formatted_dvd_plus_rw),
        TEST(unformatted_dvd_plus_rw),
        TEST(maximum_where_no_format_fits),
        TEST(unwritable_states),
        TEST(last_recorded_address),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
