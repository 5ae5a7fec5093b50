/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Everything the contract lets a client ask about the medium in a drive, each with its result. */
#ifndef OPENIMAPI_IMAPI2_MEDIA_FACTS_H
#define OPENIMAPI_IMAPI2_MEDIA_FACTS_H

#include "mmc/drive.h"
#include "mmc/medium.h"
#include "mmc/performance.h"

#include <windows.h>

#include <stdbool.h>
#include <stdint.h>

enum media_fact {
    MEDIA_FACT_TYPE,
    MEDIA_FACT_STATE,
    MEDIA_FACT_PROTECTION,
    MEDIA_FACT_LAYOUT,
    MEDIA_FACT_PHYSICALLY_BLANK,
    MEDIA_FACT_HEURISTICALLY_BLANK,
    MEDIA_FACT_FIRST_DATA_SESSION,
    MEDIA_FACT_LAST_RECORDED_ADDRESS,
    MEDIA_FACT_SPEEDS,
    MEDIA_FACT_CURRENT_SPEED,
    MEDIA_FACT_COUNT
};

/** How one fact was found out. */
struct media_fact_result {
    HRESULT result;
    bool has_failure; /* a command is to blame */
    struct mmc_failure failure;
};

/** What was found out; a value counts only when its result is a success. */
struct media_facts {
    struct media_fact_result results[MEDIA_FACT_COUNT];
    enum mmc_media_type type;
    uint32_t state;      /* enum mmc_medium_state */
    uint32_t protection; /* enum mmc_medium_protection */
    struct mmc_medium_layout layout;
    bool is_physically_blank;
    bool is_heuristically_blank;
    bool is_first_data_session;
    int32_t last_recorded_address;
    struct mmc_write_speeds speeds;
    struct mmc_write_speed current_speed;
};

/** Bits of enum media_fact. */
#define MEDIA_FACT_BIT(fact) (1u << (fact))
#define MEDIA_FACT_BITS_ALL  (MEDIA_FACT_BIT(MEDIA_FACT_COUNT) - 1)

/** Finds out the facts in `wanted`, and the others that they depend on. */
void media_facts_read(struct mmc_drive *drive, unsigned wanted, struct media_facts *facts);

/** Makes every fact fail with `result`, for want of a drive to ask. */
void media_facts_fail(struct media_facts *facts, HRESULT result);

#endif
