/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Everything the contract lets a client ask about the medium in a drive, each with its result. */
#include "imapi2/media_facts.h"

#include "imapi2/drive_error.h"
#include "imapi2/result.h"
#include "mmc/track_information.h"
#include "mmc/write_speed.h"

#include <imapi2error.h>
#include <string.h>

/* Facts that need the whole medium examined; the type alone takes fewer commands. */
#define EXAMINED_BITS                                                                              \
    (MEDIA_FACT_BIT(MEDIA_FACT_STATE) | MEDIA_FACT_BIT(MEDIA_FACT_LAYOUT) |                        \
     MEDIA_FACT_BIT(MEDIA_FACT_FIRST_DATA_SESSION))

/* Speeds count sectors, whose size goes by the type. */
#define TYPED_BITS                                                                                 \
    (MEDIA_FACT_BIT(MEDIA_FACT_TYPE) | MEDIA_FACT_BIT(MEDIA_FACT_SPEEDS) |                         \
     MEDIA_FACT_BIT(MEDIA_FACT_CURRENT_SPEED))

/* One run of questions. */
struct inquiry {
    struct mmc_drive *drive;
    unsigned wanted;
    struct media_facts *facts;
    struct mmc_medium medium;
};

static void record(struct inquiry *inquiry, enum media_fact fact, enum status status,
                   HRESULT result)
{
    struct media_fact_result *recorded = &inquiry->facts->results[fact];
    const struct mmc_failure *failure = drive_failure_of(inquiry->drive, status);

    recorded->result = result;
    recorded->has_failure = failure != NULL;
    if (failure)
        recorded->failure = *failure;
}

static void record_status(struct inquiry *inquiry, enum media_fact fact, enum status status)
{
    record(inquiry, fact, status, result_of_status(status, &inquiry->drive->failure));
}

static bool is_wanted(const struct inquiry *inquiry, enum media_fact fact)
{
    return inquiry->wanted & MEDIA_FACT_BIT(fact);
}

static void read_protection(struct inquiry *inquiry)
{
    record_status(inquiry, MEDIA_FACT_PROTECTION,
                  mmc_medium_protection_read(inquiry->drive, &inquiry->facts->protection));
}

/* The protection is part of the state. */
static void read_state(struct inquiry *inquiry)
{
    struct media_facts *facts = inquiry->facts;

    read_protection(inquiry);
    facts->results[MEDIA_FACT_STATE] = facts->results[MEDIA_FACT_PROTECTION];
    if (SUCCEEDED(facts->results[MEDIA_FACT_STATE].result))
        facts->state = mmc_medium_state(&inquiry->medium, facts->protection);
}

static void read_layout(struct inquiry *inquiry)
{
    enum status status =
        mmc_medium_layout_read(inquiry->drive, &inquiry->medium, &inquiry->facts->layout);

    if (status == STATUS_NOT_SUPPORTED)
        record(inquiry, MEDIA_FACT_LAYOUT, status, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    else
        record_status(inquiry, MEDIA_FACT_LAYOUT, status);
}

/* Audio sessions may come first (CD Extra); the first one with a data track ends that. */
static void read_first_data_session(struct inquiry *inquiry)
{
    const struct mmc_disc_information *disc = &inquiry->medium.disc;
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
                   !(information.track_mode & MMC_TRACK_MODE_DATA);
    }
    inquiry->facts->is_first_data_session = is_first;
    record_status(inquiry, MEDIA_FACT_FIRST_DATA_SESSION, status);
}

static void read_examined(struct inquiry *inquiry)
{
    struct media_facts *facts = inquiry->facts;
    enum status status = mmc_medium_examine(inquiry->drive, &inquiry->medium);

    facts->type = inquiry->medium.type;
    record_status(inquiry, MEDIA_FACT_TYPE, status);
    if (status != STATUS_OK) {
        facts->results[MEDIA_FACT_STATE] = facts->results[MEDIA_FACT_TYPE];
        facts->results[MEDIA_FACT_LAYOUT] = facts->results[MEDIA_FACT_TYPE];
        facts->results[MEDIA_FACT_FIRST_DATA_SESSION] = facts->results[MEDIA_FACT_TYPE];
        return;
    }
    if (is_wanted(inquiry, MEDIA_FACT_STATE))
        read_state(inquiry);
    if (is_wanted(inquiry, MEDIA_FACT_LAYOUT))
        read_layout(inquiry);
    if (is_wanted(inquiry, MEDIA_FACT_FIRST_DATA_SESSION))
        read_first_data_session(inquiry);
}

static void read_blankness(struct inquiry *inquiry)
{
    struct media_facts *facts = inquiry->facts;

    if (is_wanted(inquiry, MEDIA_FACT_PHYSICALLY_BLANK))
        record_status(inquiry, MEDIA_FACT_PHYSICALLY_BLANK,
                      mmc_medium_is_physically_blank(inquiry->drive, &facts->is_physically_blank));
    if (is_wanted(inquiry, MEDIA_FACT_HEURISTICALLY_BLANK))
        record_status(
            inquiry, MEDIA_FACT_HEURISTICALLY_BLANK,
            mmc_medium_is_heuristically_blank(inquiry->drive, &facts->is_heuristically_blank));
}

static void read_last_recorded_address(struct inquiry *inquiry)
{
    enum status status =
        mmc_medium_last_recorded_address(inquiry->drive, &inquiry->facts->last_recorded_address);

    if (status == STATUS_NOT_SUPPORTED)
        record(inquiry, MEDIA_FACT_LAST_RECORDED_ADDRESS, status, E_NOTIMPL);
    else
        record_status(inquiry, MEDIA_FACT_LAST_RECORDED_ADDRESS, status);
}

/* A malformed page of speeds is an unexpected response; one that is too short just fails. */
static void record_speed(struct inquiry *inquiry, enum media_fact fact, enum status status)
{
    if (status == STATUS_INVALID_RESPONSE)
        record(inquiry, fact, status, E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
    else if (status == STATUS_NOT_SUPPORTED)
        record(inquiry, fact, status, E_FAIL);
    else
        record_status(inquiry, fact, status);
}

static void read_speeds(struct inquiry *inquiry)
{
    struct media_facts *facts = inquiry->facts;

    if (FAILED(facts->results[MEDIA_FACT_TYPE].result)) {
        facts->results[MEDIA_FACT_SPEEDS] = facts->results[MEDIA_FACT_TYPE];
        facts->results[MEDIA_FACT_CURRENT_SPEED] = facts->results[MEDIA_FACT_TYPE];
        return;
    }
    if (is_wanted(inquiry, MEDIA_FACT_SPEEDS))
        record_speed(inquiry, MEDIA_FACT_SPEEDS,
                     mmc_write_speeds_read(inquiry->drive, &facts->speeds));
    if (is_wanted(inquiry, MEDIA_FACT_CURRENT_SPEED))
        record_speed(inquiry, MEDIA_FACT_CURRENT_SPEED,
                     mmc_write_speed_current(inquiry->drive, &facts->current_speed));
}

void media_facts_read(struct mmc_drive *drive, unsigned wanted, struct media_facts *facts)
{
    struct inquiry inquiry = { .drive = drive, .wanted = wanted, .facts = facts };

    media_facts_fail(facts, E_UNEXPECTED);
    if (wanted & EXAMINED_BITS)
        read_examined(&inquiry);
    else if (wanted & TYPED_BITS)
        record_status(&inquiry, MEDIA_FACT_TYPE, mmc_medium_type_read(drive, &facts->type));
    if (is_wanted(&inquiry, MEDIA_FACT_PROTECTION) && !is_wanted(&inquiry, MEDIA_FACT_STATE))
        read_protection(&inquiry);
    if (wanted & (TYPED_BITS & ~MEDIA_FACT_BIT(MEDIA_FACT_TYPE)))
        read_speeds(&inquiry);
    if (is_wanted(&inquiry, MEDIA_FACT_LAST_RECORDED_ADDRESS))
        read_last_recorded_address(&inquiry);
    read_blankness(&inquiry);
}

void media_facts_fail(struct media_facts *facts, HRESULT result)
{
    memset(facts, 0, sizeof(*facts));
    for (size_t i = 0; i < MEDIA_FACT_COUNT; i++)
        facts->results[i].result = result;
}
