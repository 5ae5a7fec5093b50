/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of mmc_medium_state, row by row. */
#include "support/cmocka_all.h"

#include "mmc/medium.h"

#define BLANK       MMC_MEDIUM_STATE_BLANK
#define APPENDABLE  MMC_MEDIUM_STATE_APPENDABLE
#define RANDOM      MMC_MEDIUM_STATE_RANDOMLY_WRITABLE
#define FINAL       MMC_MEDIUM_STATE_FINAL_SESSION
#define DAMAGED     MMC_MEDIUM_STATE_DAMAGED
#define ERASE       MMC_MEDIUM_STATE_ERASE_REQUIRED
#define NON_EMPTY   MMC_MEDIUM_STATE_NON_EMPTY_SESSION
#define PROTECTED   MMC_MEDIUM_STATE_WRITE_PROTECTED
#define FINALIZED   MMC_MEDIUM_STATE_FINALIZED
#define UNSUPPORTED MMC_MEDIUM_STATE_UNSUPPORTED

struct row {
    enum mmc_media_type type;
    uint16_t profile;
    enum mmc_disc_status status;
    enum mmc_session_state session;
    uint32_t expected;
};

#define EMPTY    MMC_DISC_STATUS_EMPTY
#define BEGUN    MMC_DISC_STATUS_INCOMPLETE
#define COMPLETE MMC_DISC_STATUS_COMPLETE
#define OTHER    MMC_DISC_STATUS_OTHER

#define S_EMPTY      MMC_SESSION_STATE_EMPTY
#define S_INCOMPLETE MMC_SESSION_STATE_INCOMPLETE
#define S_DAMAGED    MMC_SESSION_STATE_DAMAGED
#define S_COMPLETE   MMC_SESSION_STATE_COMPLETE

static const struct row rows[] = {
    { MMC_MEDIA_TYPE_CD_ROM, 0, COMPLETE, S_COMPLETE, UNSUPPORTED | FINALIZED },
    { MMC_MEDIA_TYPE_DVD_ROM, 0, COMPLETE, S_COMPLETE, UNSUPPORTED | FINALIZED },
    { MMC_MEDIA_TYPE_BD_ROM, 0, COMPLETE, S_COMPLETE, UNSUPPORTED | FINALIZED },
    { MMC_MEDIA_TYPE_HD_DVD_ROM, 0, OTHER, S_COMPLETE, UNSUPPORTED },
    { MMC_MEDIA_TYPE_CD_R, 0, EMPTY, S_EMPTY, BLANK | APPENDABLE },
    { MMC_MEDIA_TYPE_CD_R, 0, BEGUN, S_EMPTY, APPENDABLE },
    { MMC_MEDIA_TYPE_CD_R, 0, BEGUN, S_INCOMPLETE, NON_EMPTY },
    { MMC_MEDIA_TYPE_CD_R, 0, BEGUN, S_DAMAGED, DAMAGED },
    { MMC_MEDIA_TYPE_CD_R, 0, COMPLETE, S_COMPLETE, FINALIZED },
    { MMC_MEDIA_TYPE_CD_RW, 0, EMPTY, S_EMPTY, BLANK | APPENDABLE },
    { MMC_MEDIA_TYPE_CD_RW, 0, BEGUN, S_EMPTY, APPENDABLE },
    { MMC_MEDIA_TYPE_CD_RW, 0, BEGUN, S_INCOMPLETE, NON_EMPTY | ERASE },
    { MMC_MEDIA_TYPE_CD_RW, 0, BEGUN, S_DAMAGED, DAMAGED | ERASE },
    { MMC_MEDIA_TYPE_CD_RW, 0, COMPLETE, S_COMPLETE, FINALIZED | ERASE },
    { MMC_MEDIA_TYPE_CD_RW, 0, OTHER, S_COMPLETE, ERASE },
    { MMC_MEDIA_TYPE_DVD_R, 0, EMPTY, S_EMPTY, BLANK | APPENDABLE },
    { MMC_MEDIA_TYPE_DVD_R, 0, BEGUN, S_EMPTY, APPENDABLE },
    { MMC_MEDIA_TYPE_DVD_R, 0, BEGUN, S_INCOMPLETE, NON_EMPTY },
    { MMC_MEDIA_TYPE_DVD_R, 0, COMPLETE, S_COMPLETE, FINALIZED },
    { MMC_MEDIA_TYPE_DVD_PLUS_R, 0, EMPTY, S_EMPTY, BLANK | APPENDABLE },
    { MMC_MEDIA_TYPE_DVD_PLUS_R, 0, BEGUN, S_EMPTY, APPENDABLE },
    { MMC_MEDIA_TYPE_DVD_PLUS_R, 0, BEGUN, S_INCOMPLETE, NON_EMPTY },
    { MMC_MEDIA_TYPE_DVD_PLUS_R, 0, COMPLETE, S_COMPLETE, FINALIZED },
    { MMC_MEDIA_TYPE_BD_R, MMC_PROFILE_BD_R_SRM, EMPTY, S_EMPTY, BLANK | APPENDABLE },
    { MMC_MEDIA_TYPE_BD_R, MMC_PROFILE_BD_R_SRM, BEGUN, S_EMPTY, APPENDABLE },
    { MMC_MEDIA_TYPE_BD_R, MMC_PROFILE_BD_R_SRM, COMPLETE, S_COMPLETE, FINALIZED },
    { MMC_MEDIA_TYPE_BD_R, MMC_PROFILE_BD_R_RRM, EMPTY, S_EMPTY, UNSUPPORTED },
    { MMC_MEDIA_TYPE_DVD_R_DL, 0, EMPTY, S_EMPTY, BLANK | FINAL },
    { MMC_MEDIA_TYPE_DVD_R_DL, 0, BEGUN, S_EMPTY, NON_EMPTY },
    { MMC_MEDIA_TYPE_DVD_R_DL, 0, COMPLETE, S_COMPLETE, FINALIZED },
    { MMC_MEDIA_TYPE_DVD_PLUS_R_DL, 0, EMPTY, S_EMPTY, BLANK | FINAL | APPENDABLE },
    { MMC_MEDIA_TYPE_DVD_PLUS_R_DL, 0, BEGUN, S_EMPTY, APPENDABLE },
    { MMC_MEDIA_TYPE_DVD_PLUS_R_DL, 0, COMPLETE, S_COMPLETE, FINALIZED },
    { MMC_MEDIA_TYPE_DVD_RW, MMC_PROFILE_DVD_RW_SEQUENTIAL, EMPTY, S_EMPTY, BLANK | RANDOM },
    { MMC_MEDIA_TYPE_DVD_RW, MMC_PROFILE_DVD_RW_SEQUENTIAL, BEGUN, S_EMPTY, ERASE },
    { MMC_MEDIA_TYPE_DVD_RW, MMC_PROFILE_DVD_RW_SEQUENTIAL, COMPLETE, S_COMPLETE,
      ERASE | FINALIZED },
    { MMC_MEDIA_TYPE_DVD_RW, MMC_PROFILE_DVD_RW_RESTRICTED_OVERWRITE, BEGUN, S_INCOMPLETE, RANDOM },
    { MMC_MEDIA_TYPE_DVD_PLUS_RW, 0, EMPTY, S_EMPTY, BLANK | RANDOM },
    { MMC_MEDIA_TYPE_DVD_PLUS_RW, 0, COMPLETE, S_COMPLETE, RANDOM },
    { MMC_MEDIA_TYPE_DVD_PLUS_RW_DL, 0, OTHER, S_COMPLETE, RANDOM },
    { MMC_MEDIA_TYPE_DVD_RAM, 0, OTHER, S_COMPLETE, RANDOM },
    { MMC_MEDIA_TYPE_BD_RE, 0, EMPTY, S_EMPTY, BLANK | RANDOM },
    { MMC_MEDIA_TYPE_HD_DVD_RAM, 0, OTHER, S_COMPLETE, RANDOM },
    { MMC_MEDIA_TYPE_DISK, 0, OTHER, S_COMPLETE, RANDOM },
    { MMC_MEDIA_TYPE_HD_DVD_R, 0, EMPTY, S_EMPTY, UNSUPPORTED },
    { MMC_MEDIA_TYPE_UNKNOWN, 0, EMPTY, S_EMPTY, UNSUPPORTED },
};

static void test_medium_state__rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct mmc_medium medium = {
            .type = rows[i].type,
            .profile = rows[i].profile,
            .disc = { .status = rows[i].status, .last_session_state = rows[i].session },
        };
        const uint32_t bits = mmc_medium_state(&medium, 0);

        if (bits != rows[i].expected)
            fail_msg("row %zu: %04x, not %04x", i, (unsigned)bits, (unsigned)rows[i].expected);
    }
}

/* A DVD+R after its second session: the third is open and holds one blank track. */
static struct mmc_medium dvd_plus_r_with_open_session(void)
{
    return (struct mmc_medium){
        .type = MMC_MEDIA_TYPE_DVD_PLUS_R,
        .disc = { .status = BEGUN,
                  .last_session_state = S_INCOMPLETE,
                  .session_count = 3,
                  .first_track_of_last_session = 3,
                  .last_track_of_last_session = 3 },
        .has_open_track = true,
        .open_track = { .start = 50000, .next_writable_address = 50000, .free_blocks = 100000 },
    };
}

static void test_medium_state__open_blank_session_counts_as_empty(void **state)
{
    struct mmc_medium medium = dvd_plus_r_with_open_session();

    (void)state;
    assert_int_equal(mmc_medium_state(&medium, 0), APPENDABLE);
    medium.open_track.next_writable_address = 50016;
    assert_int_equal(mmc_medium_state(&medium, 0), NON_EMPTY);
    medium.open_track.is_blank = true;
    assert_int_equal(mmc_medium_state(&medium, 0), APPENDABLE);
    medium.disc.last_track_of_last_session = 4;
    assert_int_equal(mmc_medium_state(&medium, 0), NON_EMPTY);
}

static void test_medium_state__final_session(void **state)
{
    struct mmc_medium medium = dvd_plus_r_with_open_session();

    (void)state;
    medium.disc.session_count = 191;
    assert_int_equal(mmc_medium_state(&medium, 0), APPENDABLE | FINAL);
    medium = (struct mmc_medium){
        .type = MMC_MEDIA_TYPE_CD_R,
        .disc = { .status = BEGUN },
        .has_open_track = true,
        .open_track = { .free_blocks = 6900 },
    };
    assert_int_equal(mmc_medium_state(&medium, 0), APPENDABLE | FINAL);
    medium.open_track.free_blocks = 6901;
    assert_int_equal(mmc_medium_state(&medium, 0), APPENDABLE);
}

static void test_medium_state__write_protected(void **state)
{
    struct mmc_medium medium = dvd_plus_r_with_open_session();

    (void)state;
    assert_int_equal(mmc_medium_state(&medium, MMC_MEDIUM_PROTECTION_BY_CARTRIDGE),
                     APPENDABLE | PROTECTED);
    medium.type = MMC_MEDIA_TYPE_DVD_ROM;
    assert_int_equal(mmc_medium_state(&medium, MMC_MEDIUM_PROTECTION_READ_ONLY), UNSUPPORTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_medium_state__rows),
        cmocka_unit_test(test_medium_state__open_blank_session_counts_as_empty),
        cmocka_unit_test(test_medium_state__final_session),
        cmocka_unit_test(test_medium_state__write_protected),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
