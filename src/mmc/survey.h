/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Everything there is to know about the medium in a drive, found out with no command sent twice. */
#ifndef OPENIMAPI_MMC_SURVEY_H
#define OPENIMAPI_MMC_SURVEY_H

#include "base/status.h"
#include "mmc/drive.h"
#include "mmc/medium.h"
#include "mmc/performance.h"

#include <stdbool.h>
#include <stdint.h>

enum mmc_fact {
    MMC_FACT_TYPE,
    MMC_FACT_STATE,
    MMC_FACT_PROTECTION,
    MMC_FACT_LAYOUT,
    MMC_FACT_PHYSICALLY_BLANK,
    MMC_FACT_HEURISTICALLY_BLANK,
    MMC_FACT_FIRST_DATA_SESSION,
    MMC_FACT_LAST_RECORDED_ADDRESS,
    MMC_FACT_SPEEDS,
    MMC_FACT_CURRENT_SPEED,
    MMC_FACT_COUNT
};

/** Bits of enum mmc_fact. */
#define MMC_FACT_BIT(fact) (1u << (fact))
#define MMC_FACT_BITS_ALL  (MMC_FACT_BIT(MMC_FACT_COUNT) - 1)

/** How one fact was found out. */
struct mmc_fact_result {
    enum status status; /* STATUS_INVALID_STATE: it was not asked for */
    bool has_failure;   /* a command is to blame */
    struct mmc_failure failure;
};

/** What was found out; a value counts only when its result is STATUS_OK. */
struct mmc_survey {
    struct mmc_fact_result results[MMC_FACT_COUNT];
    struct mmc_medium medium; /* TYPE; its open track is there with STATE, LAYOUT, FIRST_DATA... */
    uint32_t state;           /* enum mmc_medium_state */
    uint32_t protection;      /* enum mmc_medium_protection */
    struct mmc_medium_layout layout;
    bool is_physically_blank;
    bool is_heuristically_blank;
    bool is_first_data_session;
    int32_t last_recorded_address;
    struct mmc_write_speeds speeds;
    struct mmc_write_speed current_speed;
};

/**
 * Finds out the facts in `wanted`, and those that they depend on. Each fails for itself, as the
 * function does that reads it; what needs the medium identified fails as that does.
 */
void mmc_survey_read(struct mmc_drive *drive, unsigned wanted, struct mmc_survey *survey);

#endif
