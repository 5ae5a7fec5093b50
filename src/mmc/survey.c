/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Everything there is to know about the medium in a drive. */
#include "mmc/survey.h"

#include "mmc/track_information.h"
#include "mmc/write_speed.h"

/* Facts that need the open track; the others are content with the kind of the medium. */
#define EXAMINED_BITS                                                                              \
    (MMC_FACT_BIT(MMC_FACT_STATE) | MMC_FACT_BIT(MMC_FACT_LAYOUT) |                                \
     MMC_FACT_BIT(MMC_FACT_FIRST_DATA_SESSION))

/* The one fact that needs no medium identified before. */
#define INDEPENDENT_BITS MMC_FACT_BIT(MMC_FACT_LAST_RECORDED_ADDRESS)

/* One run of questions. */
struct inquiry {
    struct mmc_drive *drive;
    unsigned wanted;
    struct mmc_survey *survey;
};

static void record(struct inquiry *inquiry, enum mmc_fact fact, enum status status)
{
    struct mmc_fact_result *result = &inquiry->survey->results[fact];
    const struct mmc_failure *failure = &inquiry->drive->failure;

    *result = (struct mmc_fact_result){ .status = status };
    if (status == STATUS_OK || mmc_condition_status(failure->condition) != status)
        return;
    result->has_failure = true;
    result->failure = *failure;
}

static bool is_wanted(const struct inquiry *inquiry, enum mmc_fact fact)
{
    return (inquiry->wanted & MMC_FACT_BIT(fact)) != 0;
}

/* The protection is part of the state. */
static void read_protection_and_state(struct inquiry *inquiry)
{
    struct mmc_survey *survey = inquiry->survey;

    record(inquiry, MMC_FACT_PROTECTION,
           mmc_medium_protection_read(inquiry->drive, &survey->medium, &survey->protection));
    if (!is_wanted(inquiry, MMC_FACT_STATE))
        return;
    survey->results[MMC_FACT_STATE] = survey->results[MMC_FACT_PROTECTION];
    survey->state = mmc_medium_state(&survey->medium, survey->protection);
}

/* Audio sessions may come first (CD Extra); the first one with a data track ends that. */
static void read_first_data_session(struct inquiry *inquiry)
{
    const struct mmc_disc_information *disc = &inquiry->survey->medium.disc;
    enum status status = STATUS_OK;
    bool is_first = true;

    for (unsigned track = disc->first_track;
         is_first && status == STATUS_OK && disc->status != MMC_DISC_STATUS_EMPTY &&
         track <= disc->last_track_of_last_session;
         track++) {
        struct mmc_track_information information;

        status = mmc_track_information_read(inquiry->drive, MMC_TRACK_ADDRESS_TYPE_TRACK, track,
                                            &information);
        is_first = status != STATUS_OK || information.is_blank ||
                   (information.track_mode & MMC_TRACK_MODE_DATA) == 0;
    }
    inquiry->survey->is_first_data_session = is_first;
    record(inquiry, MMC_FACT_FIRST_DATA_SESSION, status);
}

static void read_blankness(struct inquiry *inquiry)
{
    struct mmc_survey *survey = inquiry->survey;

    survey->is_physically_blank = mmc_medium_is_physically_blank(&survey->medium);
    record(inquiry, MMC_FACT_PHYSICALLY_BLANK, STATUS_OK);
    if (is_wanted(inquiry, MMC_FACT_HEURISTICALLY_BLANK))
        record(inquiry, MMC_FACT_HEURISTICALLY_BLANK,
               mmc_medium_is_heuristically_blank(inquiry->drive, &survey->medium,
                                                 &survey->is_heuristically_blank));
}

static void read_speeds(struct inquiry *inquiry)
{
    struct mmc_survey *survey = inquiry->survey;

    if (is_wanted(inquiry, MMC_FACT_SPEEDS))
        record(inquiry, MMC_FACT_SPEEDS,
               mmc_write_speeds_read(inquiry->drive, &survey->medium, &survey->speeds));
    if (is_wanted(inquiry, MMC_FACT_CURRENT_SPEED))
        record(inquiry, MMC_FACT_CURRENT_SPEED,
               mmc_write_speed_current(inquiry->drive, &survey->current_speed));
}

static void read_facts(struct inquiry *inquiry)
{
    struct mmc_survey *survey = inquiry->survey;

    if (is_wanted(inquiry, MMC_FACT_PROTECTION) || is_wanted(inquiry, MMC_FACT_STATE))
        read_protection_and_state(inquiry);
    if (is_wanted(inquiry, MMC_FACT_LAYOUT))
        record(inquiry, MMC_FACT_LAYOUT,
               mmc_medium_layout_read(inquiry->drive, &survey->medium, &survey->layout));
    if (is_wanted(inquiry, MMC_FACT_FIRST_DATA_SESSION))
        read_first_data_session(inquiry);
    read_speeds(inquiry);
    read_blankness(inquiry);
}

/* What cannot be known without knowing the medium fails as that did. */
static void fail_all(struct inquiry *inquiry)
{
    for (unsigned fact = MMC_FACT_TYPE + 1; fact < MMC_FACT_COUNT; fact++)
        inquiry->survey->results[fact] = inquiry->survey->results[MMC_FACT_TYPE];
}

static void read_medium(struct inquiry *inquiry)
{
    struct mmc_medium *medium = &inquiry->survey->medium;

    record(inquiry, MMC_FACT_TYPE,
           (inquiry->wanted & EXAMINED_BITS) != 0 ? mmc_medium_examine(inquiry->drive, medium)
                                                  : mmc_medium_identify(inquiry->drive, medium));
}

void mmc_survey_read(struct mmc_drive *drive, unsigned wanted, struct mmc_survey *survey)
{
    struct inquiry inquiry = { .drive = drive, .wanted = wanted, .survey = survey };

    *survey = (struct mmc_survey){ 0 };
    for (unsigned fact = 0; fact < MMC_FACT_COUNT; fact++)
        survey->results[fact].status = STATUS_INVALID_STATE;
    if ((wanted & ~INDEPENDENT_BITS) != 0) {
        read_medium(&inquiry);
        if (survey->results[MMC_FACT_TYPE].status == STATUS_OK)
            read_facts(&inquiry);
        else
            fail_all(&inquiry);
    }
    if (is_wanted(&inquiry, MMC_FACT_LAST_RECORDED_ADDRESS))
        record(&inquiry, MMC_FACT_LAST_RECORDED_ADDRESS,
               mmc_medium_last_recorded_address(drive, &survey->last_recorded_address));
}
