/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the classification in mmc/medium.h, row by row, and of examining a medium. */
#include "support/cmocka_all.h"

#include "mmc/medium.h"
#include "support/mmc_replies.h"

/* What a drive shows; zero fields are not there. */
struct row {
    enum mmc_media_type expected;
    uint16_t profile;         /* the one current profile in the list */
    uint16_t current_feature; /* one more feature that is current */
    enum mmc_disc_status status;
    bool is_erasable;
    bool has_dvd_read;
    bool is_dvd_read_current;
    bool has_book;
    uint8_t book;
    uint8_t layers;
    bool has_no_configuration;
};

#define EMPTY    MMC_DISC_STATUS_EMPTY
#define BEGUN    MMC_DISC_STATUS_INCOMPLETE
#define COMPLETE MMC_DISC_STATUS_COMPLETE
#define OTHER    MMC_DISC_STATUS_OTHER

static const struct row rows[] = {
    /* 2: finished and not erasable */
    { .expected = MMC_MEDIA_TYPE_CD_ROM, .profile = MMC_PROFILE_CD_R, .status = COMPLETE },
    { .expected = MMC_MEDIA_TYPE_CD_ROM, .status = COMPLETE, .has_dvd_read = true },
    { .expected = MMC_MEDIA_TYPE_DVD_ROM,
      .profile = MMC_PROFILE_DVD_PLUS_R,
      .status = COMPLETE,
      .has_dvd_read = true,
      .is_dvd_read_current = true,
      .current_feature = MMC_FEATURE_DVD_PLUS_R },
    { .expected = MMC_MEDIA_TYPE_CD_RW,
      .profile = MMC_PROFILE_CD_RW,
      .status = COMPLETE,
      .is_erasable = true },
    { .expected = MMC_MEDIA_TYPE_CD_ROM, .status = COMPLETE, .has_no_configuration = true },
    /* 2, but blue laser profiles come first */
    { .expected = MMC_MEDIA_TYPE_BD_R, .profile = MMC_PROFILE_BD_R_SRM, .status = COMPLETE },
    { .expected = MMC_MEDIA_TYPE_BD_ROM, .profile = MMC_PROFILE_BD_ROM, .status = COMPLETE },
    { .expected = MMC_MEDIA_TYPE_HD_DVD_R, .profile = MMC_PROFILE_HD_DVD_R, .status = COMPLETE },
    /* 3 to 5: features */
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_RW,
      .current_feature = MMC_FEATURE_DVD_PLUS_RW,
      .is_erasable = true },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_RW,
      .current_feature = MMC_FEATURE_DVD_PLUS_RW,
      .is_erasable = true,
      .status = COMPLETE },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_RW_DL,
      .profile = MMC_PROFILE_DVD_PLUS_RW_DL,
      .current_feature = MMC_FEATURE_DVD_PLUS_RW,
      .is_erasable = true },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_R_DL, .current_feature = MMC_FEATURE_DVD_PLUS_R_DL },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_R,
      .current_feature = MMC_FEATURE_DVD_PLUS_R,
      .status = BEGUN },
    /* 6: book type, only where DVD can be read */
    { .expected = MMC_MEDIA_TYPE_DVD_ROM,
      .has_dvd_read = true,
      .has_book = true,
      .book = MMC_BOOK_TYPE_DVD_ROM,
      .layers = 1 },
    { .expected = MMC_MEDIA_TYPE_DVD_RAM,
      .has_dvd_read = true,
      .has_book = true,
      .book = MMC_BOOK_TYPE_DVD_RAM,
      .layers = 1 },
    { .expected = MMC_MEDIA_TYPE_DVD_R,
      .has_dvd_read = true,
      .has_book = true,
      .book = MMC_BOOK_TYPE_DVD_R,
      .layers = 1 },
    { .expected = MMC_MEDIA_TYPE_DVD_R_DL,
      .has_dvd_read = true,
      .has_book = true,
      .book = MMC_BOOK_TYPE_DVD_R,
      .layers = 2 },
    { .expected = MMC_MEDIA_TYPE_DVD_RW,
      .has_dvd_read = true,
      .has_book = true,
      .book = MMC_BOOK_TYPE_DVD_RW,
      .layers = 1 },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_RW,
      .has_dvd_read = true,
      .has_book = true,
      .book = MMC_BOOK_TYPE_DVD_PLUS_RW,
      .layers = 1 },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_R,
      .has_dvd_read = true,
      .has_book = true,
      .book = MMC_BOOK_TYPE_DVD_PLUS_R,
      .layers = 1 },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_R_DL,
      .has_dvd_read = true,
      .has_book = true,
      .book = MMC_BOOK_TYPE_DVD_PLUS_R_DL,
      .layers = 2 },
    { .expected = MMC_MEDIA_TYPE_DVD_RAM,
      .has_dvd_read = true,
      .has_book = true,
      .book = 0x7,
      .layers = 1,
      .profile = MMC_PROFILE_DVD_RAM },
    /* 7 and 8: profiles */
    { .expected = MMC_MEDIA_TYPE_DISK, .profile = MMC_PROFILE_NON_REMOVABLE_DISK },
    { .expected = MMC_MEDIA_TYPE_DISK, .profile = MMC_PROFILE_REMOVABLE_DISK },
    { .expected = MMC_MEDIA_TYPE_CD_ROM, .profile = MMC_PROFILE_CD_ROM },
    { .expected = MMC_MEDIA_TYPE_CD_ROM, .profile = MMC_PROFILE_DDCD_ROM },
    { .expected = MMC_MEDIA_TYPE_CD_R, .profile = MMC_PROFILE_CD_R },
    { .expected = MMC_MEDIA_TYPE_CD_R, .profile = MMC_PROFILE_DDCD_R },
    { .expected = MMC_MEDIA_TYPE_CD_RW, .profile = MMC_PROFILE_CD_RW },
    { .expected = MMC_MEDIA_TYPE_CD_RW, .profile = MMC_PROFILE_DDCD_RW },
    { .expected = MMC_MEDIA_TYPE_DVD_ROM, .profile = MMC_PROFILE_DVD_ROM },
    { .expected = MMC_MEDIA_TYPE_DVD_RAM, .profile = MMC_PROFILE_DVD_RAM },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_R, .profile = MMC_PROFILE_DVD_PLUS_R },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_RW, .profile = MMC_PROFILE_DVD_PLUS_RW },
    { .expected = MMC_MEDIA_TYPE_DVD_R, .profile = MMC_PROFILE_DVD_R_SEQUENTIAL },
    { .expected = MMC_MEDIA_TYPE_DVD_RW, .profile = MMC_PROFILE_DVD_RW_RESTRICTED_OVERWRITE },
    { .expected = MMC_MEDIA_TYPE_DVD_RW, .profile = MMC_PROFILE_DVD_RW_SEQUENTIAL },
    { .expected = MMC_MEDIA_TYPE_DVD_R_DL, .profile = MMC_PROFILE_DVD_R_DL_SEQUENTIAL },
    { .expected = MMC_MEDIA_TYPE_DVD_R_DL, .profile = MMC_PROFILE_DVD_R_DL_LAYER_JUMP },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_RW_DL, .profile = MMC_PROFILE_DVD_PLUS_RW_DL },
    { .expected = MMC_MEDIA_TYPE_DVD_PLUS_R_DL, .profile = MMC_PROFILE_DVD_PLUS_R_DL },
    { .expected = MMC_MEDIA_TYPE_BD_ROM, .profile = MMC_PROFILE_BD_ROM },
    { .expected = MMC_MEDIA_TYPE_BD_R, .profile = MMC_PROFILE_BD_R_SRM },
    { .expected = MMC_MEDIA_TYPE_BD_R, .profile = MMC_PROFILE_BD_R_RRM },
    { .expected = MMC_MEDIA_TYPE_BD_RE, .profile = MMC_PROFILE_BD_RE, .is_erasable = true },
    { .expected = MMC_MEDIA_TYPE_HD_DVD_ROM, .profile = MMC_PROFILE_HD_DVD_ROM },
    { .expected = MMC_MEDIA_TYPE_HD_DVD_R, .profile = MMC_PROFILE_HD_DVD_R },
    { .expected = MMC_MEDIA_TYPE_HD_DVD_RAM, .profile = MMC_PROFILE_HD_DVD_RAM },
    /* 9 and 10 */
    { .expected = MMC_MEDIA_TYPE_CD_R, .has_no_configuration = true },
    { .expected = MMC_MEDIA_TYPE_CD_RW, .has_no_configuration = true, .is_erasable = true },
    { .expected = MMC_MEDIA_TYPE_UNKNOWN, .profile = MMC_PROFILE_MO_ERASABLE },
    { .expected = MMC_MEDIA_TYPE_UNKNOWN, .status = OTHER },
};

static void build_configuration(const struct row *row, struct mmc_configuration *configuration)
{
    uint8_t reply[256];
    struct reply_feature features[3] = {
        { MMC_FEATURE_PROFILE_LIST,
          true,
          8,
          /* A profile that is not current must not count. */
          { 0x00, 0x12, 0, 0, (uint8_t)(row->profile >> 8), (uint8_t)row->profile, 1, 0 } },
    };
    size_t count = 1;
    size_t size;

    if (row->has_dvd_read)
        features[count++] =
            (struct reply_feature){ MMC_FEATURE_DVD_READ, row->is_dvd_read_current, 4, { 0 } };
    if (row->current_feature != 0)
        features[count++] = (struct reply_feature){ row->current_feature, true, 4, { 1 } };
    size = reply_configuration(reply, sizeof(reply), row->profile, features, count);
    assert_int_equal(mmc_configuration_parse(reply, size, configuration), STATUS_OK);
}

static void test_medium__classification_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *row = &rows[i];
        const struct mmc_disc_information disc = {
            .status = row->status,
            .is_erasable = row->is_erasable,
        };
        struct mmc_configuration configuration = { 0 };
        const struct mmc_medium_evidence evidence = {
            .disc = &disc,
            .configuration = &configuration,
            .has_physical_format = row->has_book,
            .physical_format = { row->book, row->layers },
        };
        enum mmc_media_type type;

        if (!row->has_no_configuration)
            build_configuration(row, &configuration);
        type = mmc_medium_classify(&evidence);
        mmc_configuration_release(&configuration);
        if (type != row->expected)
            fail_msg("row %zu is %s, not %s", i, mmc_media_type_name(type),
                     mmc_media_type_name(row->expected));
    }
}

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

static void add_disc(struct scripted_transport *scripted, enum mmc_disc_status status,
                     bool is_erasable)
{
    const struct mmc_disc_information_wire wire =
        reply_disc_information(status, MMC_SESSION_STATE_EMPTY, is_erasable);

    scripted_reply(scripted, MMC_OPCODE_READ_DISC_INFORMATION, &wire, sizeof(wire));
}

static const struct reply_feature dvd_plus_r[] = {
    { MMC_FEATURE_PROFILE_LIST, true, 4, { 0x00, 0x1B, 1, 0 } },
    { MMC_FEATURE_DVD_READ, true, 4, { 0 } },
    { MMC_FEATURE_DVD_PLUS_R, true, 4, { 1 } },
};

static void test_medium__examine_blank_dvd_plus_r(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    const struct mmc_track_information_wire track = reply_open_track(1, 1, 0, 0, 2295104);
    struct mmc_medium medium;

    add_disc(scripted, MMC_DISC_STATUS_EMPTY, false);
    reply_add_configuration(scripted, MMC_PROFILE_DVD_PLUS_R, dvd_plus_r, 3);
    /* This drive knows its tracks by number only. */
    scripted_reply(scripted, MMC_OPCODE_READ_TRACK_INFORMATION, &track, sizeof(track))->offset = 5;
    scripted->answers[scripted->answer_count - 1].value = 1;

    assert_int_equal(mmc_medium_examine(&drive, &medium), STATUS_OK);

    assert_int_equal(medium.type, MMC_MEDIA_TYPE_DVD_PLUS_R);
    assert_int_equal(medium.profile, MMC_PROFILE_DVD_PLUS_R);
    assert_true(medium.has_open_track);
    assert_int_equal(medium.open_track.free_blocks, 2295104);
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_READ_TRACK_INFORMATION), 2);
    /* The features said enough. */
    assert_int_equal(scripted_count(scripted, MMC_OPCODE_READ_DISC_STRUCTURE), 0);
}

static void test_medium__examine_without_open_track(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_medium medium;

    add_disc(scripted, MMC_DISC_STATUS_EMPTY, false);
    reply_add_configuration(scripted, MMC_PROFILE_DVD_PLUS_R, dvd_plus_r, 3);
    assert_int_equal(mmc_medium_examine(&drive, &medium), STATUS_OK);
    assert_false(medium.has_open_track);
}

static void test_medium__examine_reads_the_book_type(void **state)
{
    static const struct reply_feature features[] = {
        { MMC_FEATURE_PROFILE_LIST, true, 0, { 0 } },
        { MMC_FEATURE_DVD_READ, false, 4, { 0 } },
    };
    static const uint8_t structure[] = { 0, 5, 0, 0, 0x11, 0, 0 };
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_medium medium;

    add_disc(scripted, MMC_DISC_STATUS_OTHER, true);
    reply_add_configuration(scripted, 0, features, 2);
    scripted_reply(scripted, MMC_OPCODE_READ_DISC_STRUCTURE, structure, sizeof(structure));
    assert_int_equal(mmc_medium_identify(&drive, &medium), STATUS_OK);
    assert_int_equal(medium.type, MMC_MEDIA_TYPE_DVD_RAM);
}

static void test_medium__no_medium(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_medium medium;

    scripted_sense(scripted, MMC_OPCODE_READ_DISC_INFORMATION, SCSI_SENSE_CODE_TRAY_CLOSED);
    assert_int_equal(mmc_medium_examine(&drive, &medium), STATUS_DEVICE);
    assert_int_equal(drive.failure.condition, MMC_CONDITION_NO_MEDIUM);
    assert_int_equal(mmc_medium_identify(&drive, &medium), STATUS_DEVICE);
    assert_int_equal(medium.type, MMC_MEDIA_TYPE_UNKNOWN);
}

static void test_medium__plain_reader(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_medium medium;

    assert_int_equal(mmc_medium_examine(&drive, &medium), STATUS_OK);
    assert_int_equal(medium.type, MMC_MEDIA_TYPE_CD_ROM);
    assert_int_equal(medium.disc.status, MMC_DISC_STATUS_COMPLETE);
}

static void test_medium__transport_failure_is_passed_on(void **state)
{
    struct scripted_transport *scripted = *state;
    struct mmc_drive drive = scripted_transport_drive(scripted);
    struct mmc_medium medium;

    add_disc(scripted, MMC_DISC_STATUS_EMPTY, false);
    scripted_outcome(scripted, MMC_OPCODE_GET_CONFIGURATION, SCSI_OUTCOME_DEVICE_GONE);
    assert_int_equal(mmc_medium_examine(&drive, &medium), STATUS_DEVICE_GONE);
    assert_int_equal(medium.disc.session_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_medium__##name, setup, teardown)
        TEST(classification_rows),
        TEST(examine_blank_dvd_plus_r),
        TEST(examine_without_open_track),
        TEST(examine_reads_the_book_type),
        TEST(no_medium),
        TEST(plain_reader),
        TEST(transport_failure_is_passed_on),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
